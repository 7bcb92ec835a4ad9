"""The cheapest way along the lines of a grid, by length, bends, going back, and running along or across other wires.

The lines run along boxes grown by what a wire keeps free, and a lane farther out. Dijkstra's costs (1959) are found for
all crossings at once: whole rows and columns are relaxed in turn, one more bend each time, until nothing gets cheaper.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from gradviz.layout.layout import Point

if TYPE_CHECKING:
    from numpy import ndarray

AWAY = 5.2  # px from a box to the nearest grid line
LANE = 9.0  # px from there to the next
BEND, BACK, ALONG, ACROSS = 34.0, 1.2, 9.0, 16.0  # costs: of a bend, a px back, a sample along or across other wires
NEAR, CROSSING = 7.5, 3.0  # px from a sample within which a step is along, or across, its wire
TOGETHER = 40.0  # px between samples of one wire, at most
SHUT = 1e8  # what a step through a box costs; no way costs so much
ROUNDING = 1e-3  # of sums in which such steps stand
RIGHT, DOWN, LEFT, UP = range(4)


class Stub(NamedTuple):
    """An end of a way: the point ``at`` on a body or seat, and the free point ``out`` from which the grid is used."""

    at: Point
    out: Point
    heading: int = RIGHT


class Grid:
    """Grid lines ``xs`` and ``ys`` and what every step between two crossings costs; ``SHUT`` where a box is.

    Lines keep within the outermost of those given: what is in the way beyond is not known here.
    """

    def __init__(self, boxes: ndarray, points: ndarray, xs: Sequence[float], ys: Sequence[float]) -> None:
        import numpy as np

        outwards = np.array([-1.0, -1.0, 1.0, 1.0])
        grown, farther = boxes + AWAY * outwards, boxes + (AWAY + LANE) * outwards
        self.xs = _lines(xs, grown[:, 0::2], farther[:, 0::2])
        self.ys = _lines(ys, grown[:, 1::2], farther[:, 1::2])
        self.level = np.repeat(np.diff(self.xs)[None], len(self.ys), axis=0)
        self.upright = np.repeat(np.diff(self.ys)[:, None], len(self.xs), axis=1)
        self._avoid_wires(points)
        self._shut(grown)

    def _avoid_wires(self, points: ndarray) -> None:
        """Make steps along and across other wires dear."""
        import numpy as np

        if len(points) < 2 or len(self.xs) < 2 or len(self.ys) < 2:
            return
        steps = np.abs(np.diff(points, axis=0))
        together = (steps < TOGETHER).all(axis=1)
        points, steps = points[:-1][together], steps[together]
        level = steps[:, 0] >= steps[:, 1]
        self.level += _dear(self.ys, self.xs, points[:, 1], points[:, 0], level)
        self.upright += _dear(self.xs, self.ys, points[:, 0], points[:, 1], ~level).T

    def _shut(self, grown: ndarray) -> None:
        import numpy as np

        slack = 1e-6
        for left, top, right, bottom in grown.tolist():
            first, last = np.searchsorted(self.xs, (left + slack, right - slack))
            upper, lower = np.searchsorted(self.ys, (top + slack, bottom - slack))
            self.level[upper:lower, max(first - 1, 0) : last] = SHUT
            self.upright[max(upper - 1, 0) : lower, first:last] = SHUT

    def cheapest(self, starts: Sequence[Stub], end: Stub) -> tuple[float, Stub, list[Point]] | None:
        """The cost of the cheapest way from one of the ``starts`` to ``end``, that start, and the points where the way
        begins, turns and ends; it must arrive to the right."""
        flights = self._flights(starts, end)
        goal = self._crossing(end.out)
        cost = float(flights[RIGHT].reached[goal])
        if cost >= SHUT:
            return None
        begins = {(self._crossing(stub.out), stub.heading): stub for stub in starts}
        corners, at, heading = [goal], goal, RIGHT
        while (at, heading) not in begins:
            at = flights[heading].begin(at, _turned(flights, heading))
            corners.append(at)
            if (at, heading) not in begins:
                heading = min(_beside(heading), key=lambda before: float(flights[before].reached[at]))
        points = [Point(float(self.xs[column]), float(self.ys[row])) for row, column in corners[::-1]]
        return cost, begins[at, heading], points

    def _flights(self, starts: Sequence[Stub], end: Stub) -> list[_Flight]:
        """What it costs at least to reach every crossing in every heading, where that is less than to reach the end."""
        goal = self._crossing(end.out)
        rest = abs(self.xs - end.out.x) + abs(self.ys - end.out.y)[:, None]
        flights = [_Flight(self.level, self.upright, heading) for heading in range(4)]
        for stub in starts:
            flights[stub.heading].start(self._crossing(stub.out))
        while True:
            cheaper = False
            for heading in (RIGHT, LEFT, DOWN, UP):
                turned = _turned(flights, heading)
                turned[turned + rest > flights[RIGHT].reached[goal] + ROUNDING] = math.inf
                cheaper |= flights[heading].fly(turned)
            if not cheaper:
                return flights

    def _crossing(self, point: Point) -> tuple[int, int]:
        """Row and column of a point on the grid."""
        import numpy as np

        return int(np.searchsorted(self.ys, point.y)), int(np.searchsorted(self.xs, point.x))


class _Flight:
    """What it costs to reach every crossing in one ``heading``, straight on from where the way turned to it."""

    def __init__(self, level: ndarray, upright: ndarray, heading: int) -> None:
        import numpy as np

        self.heading = heading
        self.reached = np.full((level.shape[0], upright.shape[1]), math.inf)
        steps = self._ahead(upright if heading in {DOWN, UP} else level)
        self._so_far = np.zeros_like(self._ahead(self.reached))  # what all steps up to a crossing cost
        np.cumsum(steps * (1 + BACK) if heading == LEFT else steps, axis=1, out=self._so_far[:, 1:])
        self._starts: list[tuple[int, int]] = []

    def start(self, at: tuple[int, int]) -> None:
        """Ways may begin at this crossing, in this heading."""
        self._starts.append(at)
        self.reached[at] = 0.0

    def fly(self, turned: ndarray) -> bool:
        """Go straight on from where it costs ``turned`` to have turned; whether anything got cheaper."""
        import numpy as np

        least = np.minimum.accumulate(self._from(turned), axis=1)
        found = self.reached.copy()
        ahead = self._ahead(found)[:, 1:]
        np.minimum(ahead, least[:, :-1] + self._so_far[:, 1:], out=ahead)
        found[found >= SHUT] = math.inf
        cheaper = not np.array_equal(found, self.reached)
        self.reached = found
        return cheaper

    def begin(self, at: tuple[int, int], turned: ndarray) -> tuple[int, int]:
        """Where the straight stretch that reaches ``at`` begins."""
        last = len(self._so_far[0]) - 1
        line, place = at[::-1] if self.heading in {DOWN, UP} else at
        place = last - place if self.heading in {LEFT, UP} else place
        first = int(self._from(turned)[line, :place].argmin())
        first = last - first if self.heading in {LEFT, UP} else first
        return (first, line) if self.heading in {DOWN, UP} else (line, first)

    def _from(self, turned: ndarray) -> ndarray:
        """Costs at which stretches begin, less what all steps before would have cost."""
        for start in self._starts:
            turned[start] = 0.0
        return self._ahead(turned) - self._so_far

    def _ahead(self, grid: ndarray) -> ndarray:
        """A view of crossings or steps, each row in the order in which this heading passes them."""
        grid = grid.T if self.heading in {DOWN, UP} else grid
        return grid[:, ::-1] if self.heading in {LEFT, UP} else grid


def _beside(heading: int) -> tuple[int, int]:
    """The headings from which one may turn to this one."""
    return (heading + 1) % 4, (heading + 3) % 4


def _turned(flights: Sequence[_Flight], heading: int) -> ndarray:
    """What it costs to have turned to a heading at every crossing."""
    import numpy as np

    one, other = _beside(heading)
    return np.asarray(np.minimum(flights[one].reached, flights[other].reached) + BEND)


def _lines(given: Sequence[float], *along_boxes: ndarray) -> ndarray:
    """Where grid lines run: those ``given`` and those along boxes between the outermost of them."""
    import numpy as np

    return np.unique(np.concatenate([given, *along_boxes], axis=None).clip(min(given), max(given)))


def _dear(lines: ndarray, ticks: ndarray, off: ndarray, at: ndarray, parallel: ndarray) -> ndarray:
    """What steps between ``ticks`` on ``lines`` cost more because of wires: samples ``off`` across the lines and ``at``
    along them, some on stretches ``parallel`` to them. Shape (lines, ticks - 1)."""
    import numpy as np

    near = np.where(parallel, NEAR, CROSSING)
    cost = np.where(parallel, ALONG, ACROSS)
    column = np.searchsorted(ticks, at) - 1
    inside = (column >= 0) & (column < len(ticks) - 1)
    begin, end = np.searchsorted(lines, off - near), np.searchsorted(lines, off + near)
    found = np.zeros((len(lines) + 1, len(ticks) - 1))
    np.add.at(found, (begin[inside], column[inside]), cost[inside])
    np.add.at(found, (end[inside], column[inside]), -cost[inside])
    return np.cumsum(found, axis=0)[:-1].clip(min=0.0)
