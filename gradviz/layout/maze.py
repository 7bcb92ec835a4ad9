"""A way for a wire round everything: level and upright stretches between boxes, its corners rounded, its jogs eased.

The lines of a grid run along the boxes grown by what a wire keeps free, and a lane farther out; A* (Hart, Nilsson and
Raphael 1968) finds the cheapest way along them, by length, bends, going back, and running along or across other wires.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from gradviz.layout.crowding import closely, touched
from gradviz.layout.layout import Point
from gradviz.layout.wires import QUARTER, Port, curve, line

if TYPE_CHECKING:
    from numpy import ndarray

AWAY = 5.2  # px from a box to the nearest grid line
LANE = 9.0  # px from there to the next
AROUND, EVERYWHERE = 150.0, 1e5  # px about the ends where a way is looked for first, and then
BEND, BACK, ALONG, ACROSS = 34.0, 1.2, 9.0, 16.0  # costs: of a bend, a px back, a sample along or across other wires
NEAR, CROSSING = 7.5, 3.0  # px from a sample within which a step is along, or across, its wire
TOGETHER = 40.0  # px between samples of one wire, at most
RADII = (26.0, 18.0, 12.0, 5.0)  # px of rounded corners; the least always keeps clear
EASE = 0.6  # px along for every px up or down of an eased jog, to each side
MOST = 0.95  # of a level stretch may bend
LEADS = (4.0, 8.0, 12.0)  # px that a stub may be longer
FAR_APART = 60.0  # px between ends from which on it may
RIGHT, DOWN, LEFT, UP = range(4)
HEADINGS = (Point(1.0, 0.0), Point(0.0, 1.0), Point(-1.0, 0.0), Point(0.0, -1.0))


class Stub(NamedTuple):
    """An end of a way: the point ``at`` on a body or seat, and the free point ``out`` from which the grid is used."""

    at: Point
    out: Point
    heading: int = RIGHT


class Maze:
    """The boxes (as rows) and other wires (as points) about one wire."""

    def __init__(self, boxes: ndarray, points: ndarray) -> None:
        self.boxes, self.points = boxes, points

    def way(self, starts: Sequence[Stub], end: Stub) -> tuple[float, tuple[Point, ...]] | None:
        """The cheapest way from one of the ``starts`` to ``end``: cost and path, or None if there is none."""
        starts = [stub for stub in starts if self._is_free(stub.out)]
        if not starts or not self._is_free(end.out):
            return None
        if all(math.dist(stub.out, end.out) > FAR_APART for stub in starts):
            led = self._found([self._led(stub) for stub in starts], self._led(end), AROUND)
            if led is not None:
                return led
        return self._found(starts, end, AROUND) or self._found(starts, end, EVERYWHERE)

    def _found(self, starts: Sequence[Stub], end: Stub, around: float) -> tuple[float, tuple[Point, ...]] | None:
        """The cheapest way within some px ``around`` the ends."""
        found = self._grid(starts, end, around).cheapest(starts, end)
        if found is None:
            return None
        cost, start, corners = found
        return cost, self._path(_straightened([start.at, *corners, end.at]))

    def _led(self, stub: Stub) -> Stub:
        """The same with a longer stretch before the first corner, for arrowheads, as far as that is free."""
        (x, y), away = stub.out, _towards(stub.at, stub.out)
        for lead in LEADS:
            out = Point(x + away.x * lead, y + away.y * lead)
            if not self._is_free(out):
                break
            stub = stub._replace(out=out)
        return stub

    def _is_free(self, point: Point) -> bool:
        boxes, free = self.boxes, AWAY - 1e-6
        across = (boxes[:, 0] - free < point.x) & (boxes[:, 2] + free > point.x)
        return not bool((across & (boxes[:, 1] - free < point.y) & (boxes[:, 3] + free > point.y)).any())

    def _grid(self, starts: Sequence[Stub], end: Stub, around: float) -> _Grid:
        xs, ys = zip(*(stub.out for stub in (*starts, end)), strict=True)
        left, top, right, bottom = min(xs) - around, min(ys) - around, max(xs) + around, max(ys) + around
        boxes, points = self.boxes, self.points
        near = (boxes[:, 0] < right) & (boxes[:, 2] > left) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)
        beside = (points > (left, top)).all(axis=1) & (points < (right, bottom)).all(axis=1)
        return _Grid(boxes[near], points[beside], xs, ys)

    def _path(self, corners: list[Point]) -> tuple[Point, ...]:
        """The way through ``corners`` as a chain of cubics."""
        path, index = [corners[0]], 1
        while index < len(corners) - 1:
            eased = self._eased(path[-1], corners[index : index + 3], MOST if index + 3 == len(corners) else 0.5)
            if eased is not None:
                path += eased
                index += 2
            else:
                path += self._rounded(path[-1], corners[index], corners[index + 1], index + 2 == len(corners))
                index += 1
        if math.dist(path[-1], corners[-1]) > 1e-6:
            path += line(path[-1], corners[-1])
        return tuple(path)

    def _eased(self, begin: Point, corners: list[Point], half: float) -> list[Point] | None:
        """A gentle S in place of a jog up or down on the way to the right, if it is free; it takes ``half`` of the
        stretch behind it at most."""
        if len(corners) < 3:
            return None
        first, second, following = corners
        level = abs(begin.y - first.y) < 1e-6 and abs(second.y - following.y) < 1e-6
        if not level or not begin.x < first.x == second.x < following.x:
            return None
        back, forth, drop = MOST * (first.x - begin.x), half * (following.x - second.x), abs(first.y - second.y)
        for share in (1.0, 0.6, 0.35):
            reach = [min(room, share * EASE * drop) for room in (back, forth)]
            if sum(reach) < 0.4 * drop:
                return None
            leave, enter = Point(first.x - reach[0], first.y), Point(second.x + reach[1], second.y)
            bent = [leave, *curve(Port(leave), Port(enter))]
            if not self._touches(bent):
                return [*(line(begin, leave) if leave.x - begin.x > 1e-6 else ()), *bent[1:]]
        return None

    def _rounded(self, begin: Point, corner: Point, following: Point, last: bool) -> list[Point]:
        """Straight on to ``corner`` and round it; half of the stretch behind it is left to the next one."""
        before, behind = math.dist(begin, corner), math.dist(corner, following) * (1.0 if last else 0.5)
        most = min(before, behind)
        came, leaves = _towards(corner, begin), _towards(corner, following)
        for radius in RADII:
            size = min(radius, most)
            enter = Point(corner.x + came.x * size, corner.y + came.y * size)
            leave = Point(corner.x + leaves.x * size, corner.y + leaves.y * size)
            handle = size * (1 - QUARTER)
            bent = [
                enter,
                Point(corner.x + came.x * handle, corner.y + came.y * handle),
                Point(corner.x + leaves.x * handle, corner.y + leaves.y * handle),
                leave,
            ]
            if size <= RADII[-1] or not self._touches(bent):
                break
        return [*(line(begin, enter) if before - size > 1e-6 else ()), *bent[1:]]

    def _touches(self, path: Sequence[Point]) -> bool:
        return bool(touched(closely(path), self.boxes).any())


def _towards(start: Point, end: Point) -> Point:
    off = math.dist(start, end)
    return Point((end.x - start.x) / off, (end.y - start.y) / off)


def _straightened(corners: list[Point]) -> list[Point]:
    """Without points that lie between their neighbours on one line."""
    found: list[Point] = []
    for point in corners:
        if found and math.dist(found[-1], point) < 1e-6:
            continue
        while len(found) > 1 and (
            (abs(found[-2].x - found[-1].x) < 1e-6 and abs(found[-1].x - point.x) < 1e-6)
            or (abs(found[-2].y - found[-1].y) < 1e-6 and abs(found[-1].y - point.y) < 1e-6)
        ):
            found.pop()
        found.append(point)
    return found


class _Grid:
    """Grid lines ``xs`` and ``ys`` and what every step between two crossings costs; inf where a box is."""

    def __init__(self, boxes: ndarray, points: ndarray, xs: Sequence[float], ys: Sequence[float]) -> None:
        import numpy as np

        outwards = np.array([-1.0, -1.0, 1.0, 1.0])
        grown, farther = boxes + AWAY * outwards, boxes + (AWAY + LANE) * outwards
        self.xs = np.unique(np.concatenate([grown[:, 0], grown[:, 2], farther[:, 0], farther[:, 2], xs]))
        self.ys = np.unique(np.concatenate([grown[:, 1], grown[:, 3], farther[:, 1], farther[:, 3], ys]))
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
            self.level[upper:lower, max(first - 1, 0) : last] = math.inf
            self.upright[max(upper - 1, 0) : lower, first:last] = math.inf

    def cheapest(self, starts: Sequence[Stub], end: Stub) -> tuple[float, Stub, list[Point]] | None:
        """A* over crossings and the headings in which they are passed; the way must arrive to the right."""
        import numpy as np

        xs, ys, across = self.xs.tolist(), self.ys.tolist(), len(self.xs)
        level, upright = self.level.tolist(), self.upright.tolist()
        goal_x, goal_y = end.out
        goal = int(np.searchsorted(self.ys, goal_y)) * across + int(np.searchsorted(self.xs, goal_x))
        best: dict[int, float] = {}
        came: dict[int, int] = {}
        first: dict[int, Stub] = {}
        queue: list[tuple[float, int]] = []
        for stub in starts:
            at = int(np.searchsorted(self.ys, stub.out.y)) * across + int(np.searchsorted(self.xs, stub.out.x))
            state = at * 4 + stub.heading
            best[state], first[state] = 0.0, stub
            heappush(queue, (abs(stub.out.x - goal_x) + abs(stub.out.y - goal_y), state))
        done: set[int] = set()
        while queue:
            _, state = heappop(queue)
            if state in done:
                continue
            done.add(state)
            at, heading = divmod(state, 4)
            if at == goal and heading == RIGHT:
                return best[state], *self._traced(state, came, first)
            row, column = divmod(at, across)
            for turn in (0, 1, 3):
                towards = (heading + turn) % 4
                if towards == RIGHT and column + 1 < across:
                    step, following = level[row][column], at + 1
                elif towards == LEFT and column:
                    step, following = level[row][column - 1] * (1 + BACK), at - 1
                elif towards == DOWN and row + 1 < len(ys):
                    step, following = upright[row][column], at + across
                elif towards == UP and row:
                    step, following = upright[row - 1][column], at - across
                else:
                    continue
                cost = best[state] + step + (BEND if turn else 0.0)
                reached = following * 4 + towards
                if cost < best.get(reached, math.inf):
                    best[reached], came[reached] = cost, state
                    there_row, there_column = divmod(following, across)
                    rest = abs(xs[there_column] - goal_x) + abs(ys[there_row] - goal_y)
                    heappush(queue, (cost + rest + (0.0 if towards == RIGHT else BEND), reached))
        return None

    def _traced(self, state: int, came: dict[int, int], first: dict[int, Stub]) -> tuple[Stub, list[Point]]:
        corners = []
        while True:
            row, column = divmod(state // 4, len(self.xs))
            corners.append(Point(float(self.xs[column]), float(self.ys[row])))
            if state not in came:
                return first[state], corners[::-1]
            state = came[state]


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
