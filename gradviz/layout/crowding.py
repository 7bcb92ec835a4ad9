"""How many things come too near to each other: boxes as rows (left, top, right, bottom), courses as points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gradviz.layout.layout import Box, Point
from gradviz.layout.obstacles import sampled
from gradviz.layout.sizes import HALF_STROKE

if TYPE_CHECKING:
    from numpy import ndarray

SLACK = 2.99  # px between things that do not touch
CLOSELY, SAMPLING = 3.0, 0.25  # px between samples, and what a curve may come nearer to a corner between two of them


def closely(path: Sequence[Point]) -> ndarray:
    """Points along a path so close to each other that nothing slips between them, shape (samples, 2)."""
    return sampled(path, fine=CLOSELY)


def rows(boxes: Iterable[Box]) -> ndarray:
    """Boxes as rows, shape (boxes, 4)."""
    import numpy as np

    corners = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in boxes]
    return np.array(corners, dtype=float).reshape(-1, 4)


def overlaps(some: ndarray, others: ndarray) -> ndarray:
    """Which pairs of boxes come nearer than ``SLACK``, shape (some, others)."""
    one, two = some[:, None], others[None]
    across = (one[..., 0] < two[..., 2] + SLACK) & (two[..., 0] < one[..., 2] + SLACK)
    return across & (one[..., 1] < two[..., 3] + SLACK) & (two[..., 1] < one[..., 3] + SLACK)


def touched(points: ndarray, boxes: ndarray) -> ndarray:
    """Which of the boxes a wire along a polyline comes nearer than ``SLACK``, shape (boxes,)."""
    import numpy as np

    free = SLACK + HALF_STROKE + SAMPLING
    found = np.zeros(len(boxes), dtype=bool)
    x, y = points[:, 0], points[:, 1]
    near = (boxes[:, 0] - free < x.max()) & (boxes[:, 2] + free > x.min())
    near &= (boxes[:, 1] - free < y.max()) & (boxes[:, 3] + free > y.min())
    if near.any():
        left, top, right, bottom = boxes[near].T[..., None]
        about = (x > left.min() - free) & (x < right.max() + free) & (y > top.min() - free) & (y < bottom.max() + free)
        across = np.maximum(left - x[about], x[about] - right).clip(min=0.0)
        upright = np.maximum(top - y[about], y[about] - bottom).clip(min=0.0)
        found[near] = (across**2 + upright**2 < free**2).any(axis=1)
    return found


@dataclass(frozen=True, slots=True)
class Crowd:
    """All that one wire finds about it: ``boxes`` as rows, the first of them ``bodies`` in the order of the nodes, the
    ``sums`` that give way, and the courses of other wires as ``points``."""

    boxes: ndarray
    bodies: int
    sums: ndarray
    points: ndarray
    own_ends: tuple[int, int]

    def faults_along(self, course: ndarray) -> int:
        """Over how many boxes a course runs; it may touch the bodies at its ends."""
        found = touched(course, self.boxes)
        found[[end for end in self.own_ends if 0 <= end < self.bodies]] = False
        return int(found.sum())

    def faults_at(self, labels: ndarray) -> int:
        """How many boxes labels (rows) lie on, and how many of them lie on a wire."""
        if not len(labels):
            return 0
        return int(overlaps(labels, self.boxes).sum() + touched(self.points, labels).sum())

    def yielding(self, course: ndarray, labels: ndarray) -> int:
        """How many sums must give way."""
        return int(touched(course, self.sums).sum() + overlaps(labels, self.sums).sum())
