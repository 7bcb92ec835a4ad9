"""How many things come too near to each other: boxes as rows (left, top, right, bottom), courses as points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gradviz.layout.layout import Box
from gradviz.layout.sizes import HALF_STROKE

if TYPE_CHECKING:
    from numpy import ndarray

SLACK = 3.0


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

    free = SLACK + HALF_STROKE
    found = np.zeros(len(boxes), dtype=bool)
    (left, top), (right, bottom) = points.min(axis=0) - free, points.max(axis=0) + free
    near = (boxes[:, 0] < right) & (boxes[:, 2] > left) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)
    if near.any():
        x, y, beside = points[:, :1], points[:, 1:], boxes[near]
        across = (x > beside[:, 0] - free) & (x < beside[:, 2] + free)
        found[near] = (across & (y > beside[:, 1] - free) & (y < beside[:, 3] + free)).any(axis=0)
    return found


@dataclass(frozen=True, slots=True)
class Crowd:
    """All that one wire finds about it: ``boxes`` as rows, what touching each of them ``costs``, whose body each is
    (``owners``, -1 for labels), and the courses of other wires as ``points``."""

    boxes: ndarray
    costs: ndarray
    owners: ndarray
    points: ndarray
    own_ends: tuple[int, int]

    def along(self, course: ndarray) -> float:
        """What a course costs that runs over boxes; it may touch the bodies at its ends."""
        foreign = (self.owners != self.own_ends[0]) & (self.owners != self.own_ends[1])
        return float((touched(course, self.boxes) & foreign) @ self.costs)

    def at(self, labels: ndarray, wire_cost: float) -> float:
        """What labels (rows) cost there, for lying on boxes and, each time, on a wire."""
        return float((overlaps(labels, self.boxes) @ self.costs).sum()) + wire_cost * touched(self.points, labels).sum()

    def hit(self, course: ndarray) -> list[Box]:
        """The boxes that a course must go round."""
        foreign = (self.owners != self.own_ends[0]) & (self.owners != self.own_ends[1])
        rows_hit = self.boxes[touched(course, self.boxes) & foreign]
        return [Box(x, y, right - x, bottom - y) for x, y, right, bottom in rows_hit.tolist()]
