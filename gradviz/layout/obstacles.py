"""What a wire must keep clear of: labels and bodies always, other wires wherever it did not cross them before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from gradviz.layout.layout import Box, Point

if TYPE_CHECKING:
    from numpy import ndarray

FINE = 6.0  # px between samples where a curve is held against boxes


def sampled(path: Sequence[Point], count: int = 0, fine: float = FINE) -> ndarray:
    """Points along a chain of cubics, shape (samples, 2), both ends included; ``count`` per cubic, or as many as
    bring them ``fine`` px apart."""
    import numpy as np

    points = np.asarray(path, dtype=float)
    if not count:
        count = 10 + int(np.abs(points[3::3] - points[:-1:3]).max() / fine)
    t = np.linspace(0.0, 1.0, count)[:, None]
    starts, first, second, ends = points[:-1:3], points[1::3], points[2::3], points[3::3]
    pieces = (
        (1 - t) ** 3 * starts[:, None]
        + 3 * (1 - t) ** 2 * t * first[:, None]
        + 3 * (1 - t) * t**2 * second[:, None]
        + t**3 * ends[:, None]
    )
    return pieces.reshape(-1, 2)


class Obstacles:
    """Boxes, grown by what must stay free around them, and the wires drawn so far, as segments.

    A box may belong to a node: wires that begin or end there may touch it.
    """

    def __init__(self, boxes: Iterable[tuple[Box, int]], ends: Sequence[tuple[int, int]]) -> None:
        """``boxes`` with the node each is the body of, or -1; ``ends`` the source and target of every wire."""
        import numpy as np

        rows = [(box.x, box.y, box.x + box.width, box.y + box.height, owner) for box, owner in boxes]
        self._boxes = np.array(rows, dtype=float).reshape(-1, 5)
        self._ends = ends
        self._wires: dict[int, ndarray] = {}
        self._all: ndarray | None = None

    def add_wire(self, wire_id: int, path: Sequence[Point]) -> None:
        """Remember a wire's course; another course of the same wire replaces it."""
        import numpy as np

        points = sampled(path, 8)
        ids = np.full((len(points) - 1, 2), (wire_id, self._ends[wire_id][0]))
        self._wires[wire_id] = np.hstack([points[:-1], points[1:], ids])
        self._all = None

    def better(self, path: Sequence[Point], plain: Sequence[Point], wire_id: int) -> bool:
        """Whether a stretch of ``wire_id`` touches no box and crosses no more wires than ``plain`` does."""
        points = sampled(path)
        if self._hits_box(points, wire_id):
            return False
        crossed = self._crossed(points, wire_id)
        return not crossed or crossed <= self._crossed(sampled(plain), wire_id)

    def touches_box(self, path: Sequence[Point], wire_id: int) -> bool:
        return self._hits_box(sampled(path), wire_id)

    def _hits_box(self, points: ndarray, wire_id: int) -> bool:
        import numpy as np

        source, target = self._ends[wire_id]
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        boxes = self._boxes
        boxes = boxes[(boxes[:, 0] < right) & (boxes[:, 2] > left) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)]
        x, y = points[:, :1], points[:, 1:]
        inside = (x > boxes[:, 0]) & (x < boxes[:, 2]) & (y > boxes[:, 1]) & (y < boxes[:, 3])
        return bool(np.any(inside & (boxes[:, 4] != source) & (boxes[:, 4] != target)))

    def _crossed(self, points: ndarray, wire_id: int) -> int:
        """How often the polyline meets other wires; wires from one source may share their beginning."""
        import numpy as np

        if self._all is None:
            self._all = np.vstack(list(self._wires.values())) if self._wires else np.zeros((0, 6))
        low, high = points.min(axis=0), points.max(axis=0)
        others = self._all
        near = (
            (np.minimum(others[:, 0], others[:, 2]) <= high[0])
            & (np.maximum(others[:, 0], others[:, 2]) >= low[0])
            & (np.minimum(others[:, 1], others[:, 3]) <= high[1])
            & (np.maximum(others[:, 1], others[:, 3]) >= low[1])
            & (others[:, 4] != wire_id)
            & (others[:, 5] != self._ends[wire_id][0])
        )
        others = others[near]
        if not len(others):
            return 0
        meet = _meet(points[:-1, None], points[1:, None], others[None, :, :2], others[None, :, 2:4])
        return int(np.count_nonzero(meet))


def _meet(a: ndarray, b: ndarray, c: ndarray, d: ndarray) -> ndarray:
    """Which segments a-b cross segments c-d, by orientation; shape (…, 2) each."""

    def side(p: ndarray, q: ndarray, r: ndarray) -> ndarray:
        return (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1]) - (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])

    return (side(a, b, c) * side(a, b, d) < 0) & (side(c, d, a) * side(c, d, b) < 0)
