"""Free rooms for the seat of a wire: far enough from everything that wires can still pass on all sides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gradviz.layout.crowding import touched
from gradviz.layout.grid import AWAY
from gradviz.layout.layout import Box, Point

if TYPE_CHECKING:
    from numpy import ndarray

ACROSS, UPRIGHT = 24.0, 14.0  # px between rooms that are tried
AROUND = 190.0  # px about the ends of a wire where its seat is looked for first
TURN, BACK = 90.0, 2.0  # what going back costs: at all, and for a px


def free_rooms(start: Point, end: Point, size: Box, boxes: ndarray, points: ndarray) -> Iterator[Point]:
    """Where a room may be, without end: points about which ``size`` (a box about the origin) is free of ``boxes`` and
    of other wires (``points``); those near the way from ``start`` to ``end`` come first."""
    import numpy as np

    around = AROUND
    while True:
        places = _places(start, end, size, around)
        free = places[~_taken(places, size, boxes)]
        for x, y in free.tolist():
            room = np.array([[x + size.x, y + size.y, x + size.x + size.width, y + size.y + size.height]])
            if not touched(points, room).any():
                yield Point(x, y)
        around *= 2


def _places(start: Point, end: Point, size: Box, around: float) -> ndarray:
    """Places on a grid about both ends, shape (places, 2), the nearest to the way first."""
    import numpy as np

    (left, right), (top, bottom) = sorted((start.x, end.x)), sorted((start.y, end.y))
    middle = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
    xs = np.concatenate([[middle.x], np.arange(left - around, right + around, ACROSS)])
    ys = np.concatenate([[start.y, end.y, middle.y], np.arange(top - around, bottom + around, UPRIGHT)])
    found = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    x, y = found[:, 0], found[:, 1]
    enter, leave = x + size.x - start.x, end.x - (x + size.x + size.width)
    cost = abs(y - start.y) + abs(end.y - y) + _way(enter) + _way(leave) + 0.3 * abs(x - middle.x)
    return found[np.argsort(cost, kind="stable")]


def _way(across: ndarray) -> ndarray:
    """What it costs to get that far to the right, or back."""
    return abs(across) + (across < 2 * AWAY) * (TURN - BACK * across.clip(max=0.0))


def _taken(places: ndarray, size: Box, boxes: ndarray) -> ndarray:
    """About which places the room comes too near to a box for a wire to pass between, shape (places,)."""
    import numpy as np

    free = 2 * AWAY
    left, top = places[:, :1] + size.x, places[:, 1:] + size.y
    across = (left < boxes[:, 2] + free) & (left + size.width > boxes[:, 0] - free)
    upright = (top < boxes[:, 3] + free) & (top + size.height > boxes[:, 1] - free)
    return np.asarray((across & upright).any(axis=1))
