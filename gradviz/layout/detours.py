"""Courses for one wire after a move: by way of a straight seat, round what is in the way, or short and plain."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product

from gradviz.graph.graph import Constant, Copy, Graph, Wire
from gradviz.layout.crowding import Crowd
from gradviz.layout.labels import chip_at, labelled
from gradviz.layout.layout import Box, NodePlace, Point, WirePlace
from gradviz.layout.obstacles import sampled
from gradviz.layout.sizes import SIDE, Sizes
from gradviz.layout.wires import Port, curve, from_dot, line, ports_into, without_stubs

ALONG = (0.5, 0.3, 0.7)  # where along its wire a seat is tried
ASIDE = (0.0, -30.0, 30.0, -60.0, 60.0, -95.0, 95.0)  # and how far off
FARTHER = tuple(sign * 25.0 * step for step in range(11) for sign in (-1.0, 1.0))  # px off where all that is taken
DENSELY = (0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95)
FORWARD = 20.0  # px from left to right from which an ordinary curve will do
SHARES = (0.5, 0.35, 0.65, 0.2, 0.8, 0.0, 1.0)  # where along a short curve its numbers are tried
BESIDE = 9.0  # px from a short curve to the numbers beside it
ROUND = 8.0  # px from a box to the wire that goes round it
RAMP = 0.55  # px along for every px up or down on the way round, where there is room


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

    def short(self, wire: Wire, crowd: Crowd) -> Iterator[WirePlace]:
        """One plain curve, or the freest way, with the numbers beside it, for ends too near each other for a seat
        between them, or with no room for it there."""
        start = self._start(wire)
        port = self._port(wire, start.at)
        path = _freest((start.at, *loose(start, port)), start, port, crowd)
        course, size = sampled(path), self.sizes.seat
        half, up = size.width / 2, size.above
        for off, share in product((0.0, 24.0, 60.0), SHARES):
            x, y = course[round(share * (len(course) - 1))].tolist()
            beside = course[abs(course[:, 1] - y) <= up + BESIDE, 0]
            along = course[abs(course[:, 0] - x) <= half + BESIDE, 1]
            for at in (
                Point(float(beside.max()) + off + BESIDE + half, y),
                Point(float(beside.min()) - off - BESIDE - half, y),
                Point(x, float(along.min()) - off - BESIDE - up),
                Point(x, float(along.max()) + off + BESIDE + up),
            ):
                yield self._labelled(wire, path, at)

    def free_middles(self, wire: Wire) -> Iterator[Point]:
        """Middles of seats all about the way, the nearest to the straight way first."""
        start, entry = self._start(wire).at, self._entry(wire)
        for aside, along in product(dict.fromkeys(FARTHER), DENSELY):
            yield _between(start, entry, along, aside)

    def room(self, middle: Point) -> Box:
        """What a seat about ``middle`` and its numbers take."""
        half, size = self.sizes.seat.width / 2 + SIDE, self.sizes.seat
        return Box(middle.x - half, middle.y - size.above, 2 * half, size.above + size.below)

    def round(self, wire: Wire, middle: Point, crowd: Crowd) -> WirePlace:
        """By way of a seat, with each way to it as free as it gets over or under what is in the way."""
        half = self.sizes.seat.width / 2 + SIDE
        left, right = Point(middle.x - half, middle.y), Point(middle.x + half, middle.y)
        start, end = self._start(wire), self._port(wire, right)
        way_in = _freest(self._begin(wire, left), start, Port(left), crowd)
        way_out = _freest((right, *loose(Port(right), end)), Port(right), end, crowd)
        path = without_stubs((*way_in, *line(left, right), *way_out[1:]))
        return self._labelled(wire, path, middle)

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
        target = self.nodes[wire.target]
        small = isinstance(self.graph.nodes[wire.target], Copy) or self.sizes.is_joint(wire.target)
        into = self.graph.into[wire.target]
        arrivals = sorted(
            ((arrival if other.id == wire.id else self._arrival(other), other.id) for other in into),
            key=lambda found: (found[0].y, found[1]),
        )
        ports = next(ports_into(target, small, [point for point, _ in arrivals], target.x - target.width / 2))
        return ports[[other for _, other in arrivals].index(wire.id)]

    def _arrival(self, wire: Wire) -> Point:
        """Where a wire comes from on its last way: its seat, or its source where it has none."""
        if isinstance(self.graph.nodes[wire.source], Constant):
            return self._start(wire).at
        return self.wires[wire.id].seat[1]


def _between(start: Point, end: Point, along: float, aside: float) -> Point:
    return Point(start.x + (end.x - start.x) * along, start.y + (end.y - start.y) * along + aside)


def _freest(plain: tuple[Point, ...], start: Port, end: Port, crowd: Crowd) -> tuple[Point, ...]:
    """The plain way, or the one round a box in the way that touches least and is shortest."""
    course = sampled(plain)
    if not crowd.along(course):
        return plain

    def cost(way: tuple[Point, ...]) -> float:
        points = sampled(way)
        steps = abs(points[1:] - points[:-1])
        back = (points[:-1, 0] - points[1:, 0]).clip(min=0.0).sum()
        return crowd.along(points) + 0.1 * float(steps.sum()) + 2.0 * float(back)

    blocking = crowd.hit(course)
    found = min([plain, *_round(start, end, blocking)], key=cost)
    if crowd.along(sampled(found)):
        blocking += crowd.hit(sampled(found))
        found = min([found, *_round(start, end, [*blocking, _union(blocking)])], key=cost)
    return found


def _union(boxes: list[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)


def _round(start: Port, end: Port, blocking: list[Box]) -> Iterator[tuple[Point, ...]]:
    """From port to port over and under every box in the way between them."""
    low, high = sorted((start.at.x, end.at.x))
    for box in (box for box in blocking if box.x < high and box.x + box.width > low):
        for y in (box.y - ROUND, box.y + box.height + ROUND):
            left = max(box.x - ROUND, start.at.x + RAMP * abs(y - start.at.y))
            right = min(box.x + box.width + ROUND, end.at.x - RAMP * abs(y - end.at.y))
            if left > right:
                left = right = min(max((left + right) / 2, low + FORWARD), max(high - FORWARD, low + FORWARD))
            enter, leave = Point(left, y), Point(max(right, left + 1.0), y)
            yield (start.at, *loose(start, Port(enter)), *line(enter, leave), *loose(Port(leave), end))


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
