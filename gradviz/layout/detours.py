"""Courses for one wire after a move: by way of a straight seat near its old one, or winding round all in the way."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice, product

from gradviz.graph.graph import Constant, Copy, Graph, Wire
from gradviz.layout.crowding import Crowd, rows
from gradviz.layout.grid import AWAY, DOWN, UP, Stub
from gradviz.layout.labels import chip_at, labelled
from gradviz.layout.layout import Box, NodePlace, Point, WirePlace
from gradviz.layout.maze import Maze
from gradviz.layout.rooms import free_rooms
from gradviz.layout.sizes import SIDE, Sizes
from gradviz.layout.wires import Port, curve, from_dot, line, ports_into, without_stubs

ALONG = (0.5, 0.3, 0.7)  # where along its wire a seat is tried
ASIDE = (0.0, -30.0, 30.0, -60.0, 60.0, -95.0, 95.0)  # and how far off
FORWARD = 20.0  # px from left to right from which an ordinary curve will do


class Courses:
    """Gives courses for the wires of one drawing. ``nodes`` and ``wires`` are the lists of the drawing, as they are
    now; ``before`` is where the nodes stood."""

    def __init__(self, sizes: Sizes, nodes: list[NodePlace], wires: list[WirePlace], before: tuple[NodePlace, ...]):
        self.graph: Graph = sizes.graph
        self.sizes, self.nodes, self.wires, self.before = sizes, nodes, wires, before

    def quiet(self, wire: Wire) -> WirePlace:
        """Out of a constant: a curve without numbers."""
        start = self._start(wire)
        return WirePlace((start.at, *loose(start, self._port(wire, start.at))), (start.at, start.at))

    def natural(self, wire: Wire) -> Iterator[WirePlace]:
        """By way of a seat near where it was, or near the straight way; the likeliest first."""
        old, start, entry = self.wires[wire.id].seat, self._start(wire).at, self._entry(wire)
        middle = Point((old[0].x + old[1].x) / 2, old[0].y)
        for dx, dy in dict.fromkeys((self._shift(wire.source), self._shift(wire.target), (0.0, 0.0))):
            yield self._through(wire, Point(middle.x + dx, middle.y + dy))
        for aside, along in product(ASIDE, ALONG):
            yield self._through(wire, _between(start, entry, along, aside))
        for y in (start.y, entry.y):
            yield self._through(wire, Point((start.x + entry.x) / 2, y))

    def winding(self, wire: Wire, crowd: Crowd, seats: int) -> WirePlace | None:
        """Round everything, by way of a seat in a room of its own: the cheapest way of those by some ``seats`` near the
        straight one. None where its ends cannot be reached."""
        if isinstance(self.graph.nodes[wire.source], Constant):
            return self._plain_way(wire, Maze(crowd.boxes, crowd.points))
        start, entry = self._start(wire).at, self._entry(wire)
        room = self.room(wire)
        best: tuple[float, WirePlace] | None = None
        for middle in islice(free_rooms(start, entry, room, crowd.boxes, crowd.points), seats):
            found = self._by_way_of(wire, middle, crowd)
            if found is not None and (best is None or found[0] < best[0]):
                best = found
        return best and best[1]

    def room(self, wire: Wire) -> Box:
        """What a seat with its numbers takes about its middle, the local derivative on top of them included."""
        size, half = self.sizes.seat, self.sizes.seat.width / 2
        above = size.above_chip if self.sizes.has_chip(wire) else size.above
        return Box(-half, -above, 2 * half, above + size.below)

    def _by_way_of(self, wire: Wire, middle: Point, crowd: Crowd) -> tuple[float, WirePlace] | None:
        import numpy as np

        room = self.room(wire).shifted(*middle)
        maze = Maze(np.vstack([crowd.boxes, rows([room])]), crowd.points)
        left, right = Point(room.x, middle.y), Point(room.x + room.width, middle.y)
        way_in = maze.way(self._exits(wire), Stub(left, Point(left.x - AWAY, left.y)))
        if way_in is None:
            return None
        port = self._level_port(wire, right)
        leaving = Stub(right, Point(right.x + AWAY, right.y))
        way_out = maze.way([leaving], self._stub_into(wire, port))
        if way_out is None:
            return None
        path = without_stubs((*way_in[1], *line(left, right), *way_out[1][1:]))
        return way_in[0] + way_out[0], self._labelled(wire, path, middle)

    def _plain_way(self, wire: Wire, maze: Maze) -> WirePlace | None:
        """Round everything without a seat."""
        start = self._start(wire).at
        way = maze.way(self._exits(wire), self._stub_into(wire, self._level_port(wire, start)))
        return way and WirePlace(without_stubs(way[1]), (start, start))

    def _exits(self, wire: Wire) -> list[Stub]:
        """Where a wire may leave its source: at the right; out of a dot straight up or down as well."""
        place, start = self.nodes[wire.source], self._start(wire).at
        found = [Stub(start, Point(start.x + AWAY, start.y))]
        if isinstance(self.graph.nodes[wire.source], Copy):
            radius = place.height / 2
            for sign, heading in ((-1.0, UP), (1.0, DOWN)):
                edge = Point(place.x, place.y + sign * radius)
                found.append(Stub(edge, Point(edge.x, edge.y + sign * AWAY), heading))
        return found

    def _stub_into(self, wire: Wire, at: Point) -> Stub:
        target = self.nodes[wire.target]
        return Stub(at, Point(target.x - target.width / 2 - AWAY, at.y))

    def _level_port(self, wire: Wire, arrival: Point) -> Point:
        """Where a wire may enter its target level."""
        return self._ports(wire, arrival)[-1].at

    def _through(self, wire: Wire, middle: Point) -> WirePlace:
        """By way of a seat about ``middle``."""
        half = self.sizes.seat.width / 2 + SIDE
        left, right = Point(middle.x - half, middle.y), Point(middle.x + half, middle.y)
        end = self._port(wire, right)
        path = without_stubs((*self._begin(wire, left), *line(left, right), *loose(Port(right), end)))
        return self._labelled(wire, path, middle)

    def _begin(self, wire: Wire, seat: Point) -> tuple[Point, ...]:
        """From the source to the left end of a seat; straight up or down out of a dot where that leads far enough."""
        source, start = self.nodes[wire.source], self._start(wire)
        steep = seat.x > source.x and abs(seat.y - source.y) > source.height
        if steep and isinstance(self.graph.nodes[wire.source], Copy):
            return from_dot(source, seat)
        return (start.at, *loose(start, Port(seat)))

    def _labelled(self, wire: Wire, path: tuple[Point, ...], middle: Point) -> WirePlace:
        half = self.sizes.seat.width / 2
        seat = Point(middle.x - half, middle.y), Point(middle.x + half, middle.y)
        chip = chip_at(seat, self.sizes, wire.target) if self.sizes.has_chip(wire) else None
        return labelled(path, seat, self.sizes, chip)

    def _start(self, wire: Wire) -> Port:
        source = self.nodes[wire.source]
        return Port(Point(source.x + source.width / 2, source.y))

    def _entry(self, wire: Wire) -> Point:
        target = self.nodes[wire.target]
        return Point(target.x - target.width / 2, target.y)

    def _shift(self, node: int) -> tuple[float, float]:
        """How far a node was moved."""
        return self.nodes[node].x - self.before[node].x, self.nodes[node].y - self.before[node].y

    def _port(self, wire: Wire, arrival: Point) -> Port:
        return self._ports(wire, arrival)[0]

    def _ports(self, wire: Wire, arrival: Point) -> list[Port]:
        """Where a wire from ``arrival`` may enter its target, the steepest first, level at last."""
        target = self.nodes[wire.target]
        small = isinstance(self.graph.nodes[wire.target], Copy) or self.sizes.is_joint(wire.target)
        into = self.graph.into[wire.target]
        arrivals = sorted(
            ((arrival if other.id == wire.id else self._arrival(other), other.id) for other in into),
            key=lambda found: (found[0].y, found[1]),
        )
        place = [other for _, other in arrivals].index(wire.id)
        tried = ports_into(target, small, [point for point, _ in arrivals], target.x - target.width / 2)
        return [ports[place] for ports in tried]

    def _arrival(self, wire: Wire) -> Point:
        """Where a wire comes from on its last way: its seat, or its source where it has none."""
        if isinstance(self.graph.nodes[wire.source], Constant):
            return self._start(wire).at
        return self.wires[wire.id].seat[1]


def _between(start: Point, end: Point, along: float, aside: float) -> Point:
    return Point(start.x + (end.x - start.x) * along, start.y + (end.y - start.y) * along + aside)


def loose(start: Port, end: Port) -> tuple[Point, Point, Point]:
    """One cubic between two ports that may lie anyhow, tangent to both."""
    across, reach = end.at.x - start.at.x, math.dist(start.at, end.at)
    if across > FORWARD:
        return curve(start, end)
    handle = min(60.0, 0.4 * reach)
    return (
        Point(start.at.x + start.heading.x * handle, start.at.y + start.heading.y * handle),
        Point(end.at.x - end.heading.x * handle, end.at.y - end.heading.y * handle),
        end.at,
    )
