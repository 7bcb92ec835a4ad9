"""The course of every wire: port, curve, straight seat, curve, port.

Between two columns there is nothing but wires, so a wire may always bend there; where the lanes beside the gap are
free of labels and other wires, the bend takes of their length and becomes gentler.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gradviz.graph.graph import Copy, Graph
from gradviz.layout.align import spread
from gradviz.layout.layout import NodePlace, Point
from gradviz.layout.obstacles import Obstacles

STEEPEST_PORTS = tuple(map(math.radians, (58, 46, 34, 22)))
PORTS_APART = math.radians(32)
LEVEL = Point(1.0, 0.0)
BOWS = (1.6, 1.0, 0.6)  # heights of the corner out of a dot, for a width of 1; the best first
CORNER = 14.0  # px, radius of the corners where a wire enters and leaves a lane
QUARTER = 0.5523  # handles of a quarter circle, for a radius of 1
FLAT = 0.5  # px of height below which two ends count as level


@dataclass(frozen=True, slots=True)
class Port:
    """A point on a body's edge and the direction in which a wire passes it, from left to right.

    A wire into it must be on the port's level from ``level_from`` on, where that is given.
    """

    at: Point
    heading: Point = LEVEL
    level_from: float | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A level stretch of a wire; ``fixed`` ones (the seat) may not be bent. Where the next one is reached in a lane,
    ``turn`` says where that is."""

    left: float
    right: float
    y: float
    fixed: bool = False
    turn: float | None = None


def ports_into(body: NodePlace, small: bool, arrivals: Sequence[Point], column_left: float) -> Iterator[list[Port]]:
    """Where wires that come from ``arrivals`` (top down) may enter a gate's rounded left side; the best comes first.

    They head for the gate's middle, then less and less steeply; at last they come in level from ``column_left`` on.
    """
    radius = min(body.width, body.height) / 2
    middle = Point(body.x - body.width / 2 + radius, body.y)
    flat = body.height / 2 - radius  # half of the straight edge between the rounded corners
    if small:
        yield [Port(Point(middle.x - radius, middle.y)) for _ in arrivals]
        return
    for limit in STEEPEST_PORTS:
        yield [
            Port(
                _on_edge(middle, radius, flat, angle),
                Point(math.cos(angle), -math.sin(angle)),
            )
            for angle in _angles(middle, radius, arrivals, limit)
        ]
    angles = _angles(middle, radius, arrivals, STEEPEST_PORTS[-1])
    yield [
        Port(
            _on_edge(middle, radius, flat, angle),
            level_from=min(column_left, middle.x - radius),
        )
        for angle in angles
    ]


def _on_edge(middle: Point, radius: float, flat: float, angle: float) -> Point:
    """Where a gate's edge is met at ``angle`` off the level: on a circle, or on one drawn out by ``flat`` both ways."""
    off = (radius + flat) * math.sin(angle)
    round_off = max(abs(off) - flat, 0.0)
    return Point(middle.x - math.sqrt(radius**2 - round_off**2), middle.y + off)


def _angles(middle: Point, radius: float, arrivals: Sequence[Point], limit: float) -> list[float]:
    wanted = []
    for arrival in arrivals:
        drop = arrival.y - middle.y
        across = max(middle.x - arrival.x, radius)
        wanted.append(max(-limit, min(limit, 0.95 * math.atan2(drop, across))) if abs(drop) > FLAT else 0.0)
    return _apart(wanted, min(PORTS_APART, 2 * limit / max(1, len(arrivals) - 1)), limit)


def _apart(wanted: list[float], apart: float, limit: float) -> list[float]:
    """``wanted`` moved ``apart``, between -limit and limit; a wire that comes in level (0) stays so if the others can
    make room."""
    last = len(wanted) - 1
    found = spread(wanted, [apart] * last)
    if 0.0 in wanted:
        level = wanted.index(0.0)
        if max(level, last - level) * apart <= limit:
            above = spread(wanted[:level], [apart] * (level - 1))
            below = spread(wanted[level + 1 :], [apart] * (last - level - 1))
            found = [
                min(angle, (index - level) * apart) if index < level else max(angle, (index - level) * apart)
                for index, angle in enumerate([*above, 0.0, *below])
            ]
    return [
        max(-limit + index * apart, min(limit - (last - index) * apart, angle)) for index, angle in enumerate(found)
    ]


def curve(start: Port, end: Port, slack: float = 0.5) -> tuple[Point, Point, Point]:
    """One cubic between two ports, tangent to both headings and never turning back."""
    across = end.at.x - start.at.x
    reach = math.hypot(across, end.at.y - start.at.y)
    leave = slack * across if start.heading.y == 0 else 0.45 * reach
    if end.heading.y == 0:
        arrive = slack * across
    else:
        drop = abs(end.at.y - start.at.y)
        arrive = min(0.42 * reach, max(0.0, across) / max(end.heading.x, 0.35) * 0.6, 30.0 + drop)
    return (
        Point(start.at.x + start.heading.x * leave, start.at.y + start.heading.y * leave),
        Point(end.at.x - end.heading.x * arrive, end.at.y - end.heading.y * arrive),
        end.at,
    )


def line(start: Point, end: Point) -> tuple[Point, Point, Point]:
    """A straight stretch, written as a cubic."""
    third = Point((end.x - start.x) / 3, (end.y - start.y) / 3)
    return Point(start.x + third.x, start.y + third.y), Point(end.x - third.x, end.y - third.y), end


def into_port(start: Point, port: Port) -> list[Point]:
    """From a level start into a port, level for the last stretch if the port asks for it."""
    if port.level_from is None:
        return list(curve(Port(start), port))
    level = Point(max(port.level_from, start.x + 1.0), port.at.y)
    return [*curve(Port(start), Port(level)), *line(level, port.at)]


def from_dot(dot: NodePlace, end: Point, bow: float = BOWS[0]) -> tuple[Point, ...]:
    """Out of a copy's dot straight up or down, round a corner and level into ``end``; ``bow`` is how high the corner is
    for its width."""
    down = math.copysign(1.0, end.y - dot.y)
    start = Point(dot.x, dot.y + down * dot.height / 2)
    drop = abs(end.y - start.y)
    across = end.x - dot.x
    height = min(drop, max(bow * across, 14.0))
    corner = Point(dot.x, end.y - down * height)
    bend = 0.6
    return (
        start,
        *line(start, corner),
        Point(dot.x, corner.y + down * height * bend),
        Point(end.x - across * bend, end.y),
        end,
    )


def by_lane(start: Point, lane: float, end: Point) -> tuple[Point, ...]:
    """Level to a lane, up or down along it and level on, round two corners."""
    down = math.copysign(1.0, end.y - start.y)
    before, behind = (min(CORNER, room, abs(end.y - start.y) / 2) for room in (lane - start.x, end.x - lane))
    leave, upper = Point(lane - before, start.y), Point(lane, start.y + down * before)
    lower, enter = Point(lane, end.y - down * behind), Point(lane + behind, end.y)
    handle, other = before * (1 - QUARTER), behind * (1 - QUARTER)
    return (
        *line(start, leave),
        *(Point(lane - handle, start.y), Point(lane, start.y + down * handle), upper),
        *line(upper, lower),
        *(Point(lane, end.y - down * other), Point(lane + other, end.y), enter),
        *line(enter, end),
    )


def tidied(runs: Sequence[Run]) -> list[Run]:
    """Neighbouring level stretches on one height joined; the seat stays a stretch of its own."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and not last.fixed and not run.fixed and abs(last.y - run.y) < 1e-6:
            found[-1] = replace(last, right=run.right, turn=run.turn)
        else:
            found.append(run)
    return found


class Router:
    """Routes wires one by one among ``obstacles``: first plainly, bending between columns only, then gently."""

    def __init__(self, graph: Graph, obstacles: Obstacles) -> None:
        self.graph = graph
        self.obstacles = obstacles

    def path(self, wire_id: int, source: NodePlace, runs: Sequence[Run], end: Port, gentle: bool) -> tuple[Point, ...]:
        """The path along ``runs``, the first of which begins at the source's edge; with ``gentle`` every bend takes
        what room there is beside its gap."""
        stretches = tidied(runs)
        path = [Point(stretches[0].left, stretches[0].y)]
        fanned = isinstance(self.graph.nodes[self.graph.wires[wire_id].source], Copy)
        if gentle and fanned and len(stretches) > 1 and stretches[0].turn is None:
            steep = self._steep(wire_id, source, *stretches[:2])
            if steep is not None:
                path, stretches = list(steep), stretches[1:]
        for run, following in pairwise(stretches):
            if abs(following.y - run.y) < FLAT:
                path += line(path[-1], Point(following.left, following.y))
            elif run.turn is not None:
                path += by_lane(path[-1], run.turn, Point(following.left, following.y))
            else:
                path += self._bend(wire_id, path[-1], run, following, gentle)
        path += self._to_port(wire_id, path[-1], stretches[-1], end, gentle)
        return without_stubs(path)

    def _steep(self, wire_id: int, dot: NodePlace, run: Run, following: Run) -> tuple[Point, ...] | None:
        """Straight up or down out of a dot, where that leads far enough and is free."""
        if abs(following.y - dot.y) <= dot.height:
            return None
        begin, end = Point(run.left, run.y), Point(following.left, following.y)
        plain = [begin, *self._bend(wire_id, begin, run, following, gentle=False)]
        courses = (from_dot(dot, end, bow) for bow in BOWS)
        return next((steep for steep in courses if self.obstacles.better(steep, plain, wire_id)), None)

    def _bend(self, wire_id: int, begin: Point, run: Run, following: Run, gentle: bool) -> list[Point]:
        """From ``run`` over to ``following``, reaching back along one and forth along the other where that is free."""
        drop, gap = abs(following.y - run.y), following.left - run.right
        wish = max(0.0, min(1.6 * drop, 150.0) - gap)
        back = 0.0 if run.fixed else run.right - begin.x
        forth = 0.0 if following.fixed else following.right - following.left
        leave, reach = Point(run.right, run.y), Point(following.left, following.y)
        plain = [*line(begin, leave), *curve(Port(leave), Port(reach))]
        for share in (1.0, 0.6, 0.3) if gentle and wish and back + forth else ():
            reach_back = min(back, share * wish * (0.5 if forth else 1.0))
            leave = Point(run.right - reach_back, run.y)
            reach = Point(following.left + min(forth, share * wish - reach_back), following.y)
            bent = [*line(begin, leave), *curve(Port(leave), Port(reach))]
            if self.obstacles.better([begin, *bent], [begin, *plain], wire_id):
                return bent
        return plain

    def _to_port(self, wire_id: int, begin: Point, run: Run, end: Port, gentle: bool) -> list[Point]:
        """From the last run into the target's port."""
        if abs(run.y - end.at.y) < FLAT and end.heading.y == 0:
            return list(line(begin, end.at))
        wish = max(0.0, min(1.3 * abs(run.y - end.at.y), 130.0) - (end.at.x - run.right))
        back = 0.0 if run.fixed else run.right - begin.x
        leave = Point(run.right, run.y)
        plain = [*line(begin, leave), *into_port(leave, end)]
        for share in (1.0, 0.6, 0.3) if gentle and wish and back else ():
            leave = Point(run.right - min(back, share * wish), run.y)
            bent = [*line(begin, leave), *into_port(leave, end)]
            if self.obstacles.better([begin, *bent], [begin, *plain], wire_id):
                return bent
        return plain


def without_stubs(path: Sequence[Point]) -> tuple[Point, ...]:
    """The path without pieces of no length."""
    found = [path[0]]
    for index in range(1, len(path), 3):
        piece = path[index : index + 3]
        if math.hypot(piece[2].x - found[-1].x, piece[2].y - found[-1].y) > 1e-9:
            found += piece
    return tuple(found)
