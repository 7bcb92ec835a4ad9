"""A way for a wire round everything: level and upright stretches between boxes, its corners rounded, its jogs eased."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gradviz.layout.crowding import closely, touched
from gradviz.layout.grid import AWAY, LANE, Grid, Stub
from gradviz.layout.layout import Point
from gradviz.layout.wires import QUARTER, Port, curve, line

if TYPE_CHECKING:
    from numpy import ndarray

AROUND, EVERYWHERE = 150.0, 1e5  # px about the ends where a way is looked for first, and then
RADII = (26.0, 18.0, 12.0, 5.0)  # px of rounded corners; the least always keeps clear
EASE = 0.6  # px along for every px up or down of an eased jog, to each side
MOST = 0.95  # of a level stretch may bend
LEADS = (4.0, 8.0, 12.0)  # px that a stub may be longer
FAR_APART = 60.0  # px between ends from which on it may


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

    def _grid(self, starts: Sequence[Stub], end: Stub, around: float) -> Grid:
        xs, ys = zip(*(stub.out for stub in (*starts, end)), strict=True)
        left, top, right, bottom = min(xs) - around, min(ys) - around, max(xs) + around, max(ys) + around
        boxes, points, free = self.boxes, self.points, AWAY + LANE
        across = (boxes[:, 0] - free < right) & (boxes[:, 2] + free > left)
        near = across & (boxes[:, 1] - free < bottom) & (boxes[:, 3] + free > top)
        beside = (points > (left, top)).all(axis=1) & (points < (right, bottom)).all(axis=1)
        return Grid(boxes[near], points[beside], (*xs, left, right), (*ys, top, bottom))

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
