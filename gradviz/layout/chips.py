"""A free place for a local derivative close to where its wire enters its gate, once all wires are drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gradviz.graph.graph import NodeId
from gradviz.layout.layout import Box, NodePlace, Point
from gradviz.layout.obstacles import sampled
from gradviz.layout.sizes import HALF_STROKE, Sizes

if TYPE_CHECKING:
    from numpy import ndarray

MOST_REFINED = 200  # wires up to which places are looked for; beyond, every local derivative has room reserved
CLOSE = 115.0  # from a chip on top of a value to the middle of its gate: no other place is looked for
NEAREST = 9.0  # px from the gate, whose rings glow while it is at work
FARTHEST = 105.0  # px from the gate's middle
HEAD, AROUND_HEAD = 12.0, 12.0  # where on the wire arrowhead or bar stand, before its end, and what they keep free
STEP = 6.0  # px between two places that are tried
AWAY_DOWN = tuple(8.0 * step for step in range(7))  # px from the wire where a drawing from the top down has room
SAMPLING = 0.5  # what a course may come nearer between two samples


class ChipFinder:
    """Knows what is on the drawing; every chip it places is there for the next."""

    def __init__(
        self, nodes: Sequence[NodePlace], labels: Sequence[Box], paths: Sequence[Sequence[Point]], sizes: Sizes
    ) -> None:
        """``labels`` beside those of the ``nodes``."""
        import numpy as np

        self.nodes, self.sizes = nodes, sizes
        texts = [*labels, *(box for node in nodes for box in node.boxes)]
        self._labels = np.array([_corners(box) for box in texts])
        self._points = np.vstack([sampled(path) for path in paths])

    def near(self, target: NodeId, path: Sequence[Point]) -> Box | None:
        """The free place nearest to the end of ``path`` at its gate; None where all is taken."""
        import numpy as np

        course, gate, end = sampled(path), self.nodes[target], path[-1]
        head = _before_end(course, HEAD)
        width, height = self.sizes.chip_size(target)
        free = self.sizes.geometry.clearance + HALF_STROKE + SAMPLING
        away = AWAY_DOWN if self.sizes.geometry.down else (0.0,)
        tried = []
        for right in np.arange(end.x + width, end.x - FARTHEST, -STEP):
            left = float(right) - width
            beside = course[(course[:, 0] > left - STEP) & (course[:, 0] < right + STEP)]
            if not len(beside) and not self.sizes.geometry.down:
                continue
            low, high = (beside[:, 1].min(), beside[:, 1].max()) if len(beside) else (end.y, end.y)
            for top in (top for off in away for top in (low - off - free - height, high + off + free)):
                box = Box(left, float(top), width, height)
                if _distance(box, head) >= AROUND_HEAD and self._is_near(box, gate):
                    tried.append((_distance(box, end) + 0.3 * math.dist(box.center, end), box))
        return next((box for _, box in sorted(tried) if self.take(box)), None)

    def take(self, box: Box) -> Box | None:
        """``box`` if it is free; then it is taken."""
        import numpy as np

        if not self._is_free(box):
            return None
        self._labels = np.vstack([self._labels, _corners(box)])
        return box

    def _is_near(self, box: Box, gate: NodePlace) -> bool:
        middle = Point(gate.x, gate.y)
        off = min(gate.width, gate.height) / 2 + NEAREST
        return _distance(box, middle) >= off and math.dist(box.center, middle) <= FARTHEST

    def _is_free(self, box: Box) -> bool:
        clear = self.sizes.geometry.clearance
        left, top, right, bottom = _corners(box.grown(clear))
        others = self._labels
        if ((others[:, 0] < right) & (others[:, 2] > left) & (others[:, 1] < bottom) & (others[:, 3] > top)).any():
            return False
        left, top, right, bottom = _corners(box.grown(clear + HALF_STROKE + SAMPLING - 0.1))
        x, y = self._points[:, 0], self._points[:, 1]
        return not bool(((x > left) & (x < right) & (y > top) & (y < bottom)).any())


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.x, box.y, box.x + box.width, box.y + box.height


def _distance(box: Box, point: Point) -> float:
    dx = max(box.x - point.x, 0.0, point.x - box.x - box.width)
    dy = max(box.y - point.y, 0.0, point.y - box.y - box.height)
    return math.hypot(dx, dy)


def _before_end(course: ndarray, distance: float) -> Point:
    """The sample of ``course`` that lies about ``distance`` before its end."""
    import numpy as np

    off = np.hypot(course[:, 0] - course[-1, 0], course[:, 1] - course[-1, 1])
    return Point(*course[int(np.flatnonzero(off >= min(distance, off.max()))[-1])].tolist())
