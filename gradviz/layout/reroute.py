"""The quick way after a node was dragged: its wires, their seats and labels follow; everything else stays.

Each wire concerned tries a handful of places for its seat and takes the one where labels and curve are freest. What a
whole layout guarantees cannot be guaranteed here, because a node may be dragged anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from gradviz.graph.graph import Constant, Copy, Graph, NodeId, Wire
from gradviz.layout.labels import labelled
from gradviz.layout.layout import Box, Layout, Measure, NodePlace, Point, WirePlace
from gradviz.layout.obstacles import sampled
from gradviz.layout.sizes import SIDE, Sizes
from gradviz.layout.wires import Port, from_dot, line, ports_into

if TYPE_CHECKING:
    from numpy import ndarray

ALONG = (0.5, 0.3, 0.7)  # where along its wire a seat is tried
ASIDE = (0.0, -30.0, 30.0, -60.0, 60.0, -95.0, 95.0)  # and how far off
SLACK = 3.0


def reroute(layout: Layout, graph: Graph, measure: Measure, moved: Mapping[NodeId, tuple[float, float]]) -> Layout:
    """``layout`` with the nodes in ``moved`` at their new centres. Constants go along with their gate."""
    if not moved:
        return layout
    nodes = _moved_nodes(layout, graph, moved)
    shifted = {node for node, (old, new) in enumerate(zip(layout.nodes, nodes, strict=True)) if old != new}
    draft = replace(layout, nodes=tuple(nodes), **_moved_output(layout, graph, nodes))
    concerned = [wire for wire in graph.wires if wire.source in shifted or wire.target in shifted]
    touched = [wire for wire in graph.wires if wire not in concerned and _in_the_way(draft, wire, shifted)]
    drawn = _Redrawn(draft, graph, Sizes(graph, measure, layout.geometry), [*concerned, *touched])
    drawn.settle(shifted)
    found = replace(draft, nodes=tuple(drawn.nodes), wires=tuple(drawn.wires))
    return found.bounded()


def _moved_nodes(layout: Layout, graph: Graph, moved: Mapping[NodeId, tuple[float, float]]) -> list[NodePlace]:
    nodes = list(layout.nodes)
    shifts = {node: (x - nodes[node].x, y - nodes[node].y) for node, (x, y) in moved.items()}
    for wire in graph.wires:
        if wire.target in moved and isinstance(graph.nodes[wire.source], Constant):
            shifts.setdefault(wire.source, shifts[wire.target])
    for node, (dx, dy) in shifts.items():
        nodes[node] = nodes[node].shifted(dx, dy)
    return nodes


def _moved_output(layout: Layout, graph: Graph, nodes: list[NodePlace]) -> dict:
    old, new = layout.nodes[graph.output], nodes[graph.output]
    dx, dy = new.x - old.x, new.y - old.y
    return {"output": layout.output.shifted(dx, dy), "output_box": layout.output_box.shifted(dx, dy)}


def _in_the_way(layout: Layout, wire: Wire, shifted: set[NodeId]) -> bool:
    """Whether a node that was moved now stands on a wire's labels or course."""
    place = layout.wires[wire.id]
    bodies = [box.grown(SLACK) for node in shifted for box in _solid(layout.nodes[node])]
    if any(box.overlaps(body) for box in place.boxes for body in bodies):
        return True
    points = sampled(place.path)
    return any(_inside(points, body) for body in bodies)


def _solid(node: NodePlace) -> Iterator[Box]:
    """The boxes of a node that others must go round; a sum steps aside itself."""
    yield from (box for box in (node.box, node.name_box) if box is not None)


def _inside(points: ndarray, box: Box) -> int:
    """How many of the points lie in the box."""
    x, y = points[:, 0], points[:, 1]
    return int(((x > box.x) & (x < box.x + box.width) & (y > box.y) & (y < box.y + box.height)).sum())


class _Redrawn:
    """The wires of a layout while some of them look for new courses."""

    def __init__(self, layout: Layout, graph: Graph, sizes: Sizes, wires: list[Wire]) -> None:
        import numpy as np

        self.graph, self.sizes = graph, sizes
        self.nodes, self.wires = list(layout.nodes), list(layout.wires)
        self.waiting = wires
        ids = {wire.id for wire in wires}
        self.labels = [
            box.grown(SLACK) for index, wire in enumerate(self.wires) if index not in ids for box in wire.boxes
        ]
        self.labels += [box.grown(SLACK) for box in (*layout.output.boxes, layout.output_box)]
        self.courses = [sampled(wire.path) for index, wire in enumerate(self.wires) if index not in ids]
        self.courses += [sampled(layout.output.path)]
        self.points = np.vstack(self.courses)

    def settle(self, shifted: set[NodeId]) -> None:
        """Find new courses, then new seats for the sums of dots whose surroundings changed."""
        import numpy as np

        for wire in self.waiting:
            place = self._best(wire)
            self.wires[wire.id] = place
            self.labels += [box.grown(SLACK) for box in place.boxes]
            self.points = np.vstack([self.points, sampled(place.path)])
        for copy in self.graph.copies:
            if copy.id in shifted or any(copy.id in (wire.source, wire.target) for wire in self.waiting):
                self._seat_sum(copy.id)

    def _best(self, wire: Wire) -> WirePlace:
        best: tuple[float, WirePlace] | None = None
        for rank, place in enumerate(self._candidates(wire)):
            cost = self._cost(wire, place) + rank
            if best is None or cost < best[0]:
                best = cost, place
            if best[0] <= rank:
                break
        assert best is not None
        return best[1]

    def _candidates(self, wire: Wire) -> Iterator[WirePlace]:
        source, target = self.nodes[wire.source], self.nodes[wire.target]
        start = Port(Point(source.x + source.width / 2, source.y))
        if isinstance(self.graph.nodes[wire.source], Constant):
            end = self._port(wire, start.at)
            yield WirePlace((start.at, *loose(start, end)), (start.at, start.at))
            return
        half = self.sizes.seat.width / 2
        entry = Point(target.x - target.width / 2, target.y)
        old = self.wires[wire.id].seat
        yield self._through(wire, start, Point((old[0].x + old[1].x) / 2, old[0].y), half)
        for aside in ASIDE:
            for along in ALONG:
                x = start.at.x + (entry.x - start.at.x) * along
                y = start.at.y + (entry.y - start.at.y) * along + aside
                yield self._through(wire, start, Point(x, y), half)
        for y in (start.at.y, entry.y):
            yield self._through(wire, start, Point((start.at.x + entry.x) / 2, y), half)

    def _through(self, wire: Wire, start: Port, middle: Point, half: float) -> WirePlace:
        """The wire by way of a seat about ``middle``."""
        left, right = Point(middle.x - half - SIDE, middle.y), Point(middle.x + half + SIDE, middle.y)
        end = self._port(wire, right)
        source = self.nodes[wire.source]
        begin: tuple[Point, ...] = (start.at, *loose(start, Port(left)))
        steep = left.x > source.x and abs(left.y - source.y) > source.height
        if steep and isinstance(self.graph.nodes[wire.source], Copy):
            begin = from_dot(source, left)
        seat = Point(middle.x - half, middle.y), Point(middle.x + half, middle.y)
        return labelled((*begin, *line(left, right), *loose(Port(right), end)), seat, self.sizes)

    def _port(self, wire: Wire, arrival: Point) -> Port:
        target = self.nodes[wire.target]
        small = isinstance(self.graph.nodes[wire.target], Copy) or self.sizes.is_joint(wire.target)
        into = self.graph.into[wire.target]
        arrivals = sorted(
            (arrival if other.id == wire.id else self.wires[other.id].seat[1], other.id) for other in into
        )
        arrivals.sort(key=lambda found: found[0].y)
        ports = next(ports_into(target, small, [point for point, _ in arrivals], target.x - target.width / 2))
        return ports[[other for _, other in arrivals].index(wire.id)]

    def _cost(self, wire: Wire, place: WirePlace) -> float:
        """What a course would cost: labels on bodies, labels or wires; the wire on labels or bodies; going back."""
        boxes = list(place.boxes)
        bodies = [box.grown(SLACK) for node in self.nodes for box in _solid(node)]
        taken = sum(box.overlaps(other) for box in boxes for other in (*self.labels, *bodies))
        taken += sum(_inside(self.points, box.grown(SLACK)) > 0 for box in boxes)
        course = sampled(place.path)
        taken += sum(_inside(course, box) > 0 for box in self.labels)
        taken += sum(_inside(course, box.grown(-0.5)) > 0 for box in boxes)
        others = [node for index, node in enumerate(self.nodes) if index not in (wire.source, wire.target)]
        taken += sum(_inside(course, node.box.grown(SLACK)) > 0 for node in others)
        back = sum(max(0.0, -step) for step in (course[1:, 0] - course[:-1, 0]))
        return 40.0 * taken + 0.5 * back

    def _seat_sum(self, copy: NodeId) -> None:
        """Keep a sum where it is if it is free there, else try the sides of its dot."""
        place = self.nodes[copy]
        assert place.sum_box is not None
        width, height = place.sum_box.width, place.sum_box.height
        near, far = place.height / 2 + 12, place.height / 2 + 40
        tried = [place.sum_box]
        tried += [
            Box(place.x + dx, place.y + dy - height / 2, width, height)
            for off in (near + height / 2, far + height / 2, far + 2 * height)
            for dx in (14.0, -width / 2, -width - 14.0)
            for dy in (off, -off)
        ]
        tried += [Box(place.x + 16, place.y - height / 2, width, height)]
        taken = [*self.labels]
        taken += [box.grown(SLACK) for index, node in enumerate(self.nodes) if index != copy for box in node.boxes]
        taken.append(place.box.grown(SLACK))

        def crowding(box: Box) -> int:
            return sum(box.overlaps(other) for other in taken) + (_inside(self.points, box.grown(SLACK)) > 0)

        self.nodes[copy] = replace(place, sum_box=min(tried, key=crowding))


def loose(start: Port, end: Port) -> tuple[Point, Point, Point]:
    """One cubic between two ports that may lie anyhow, tangent to both."""
    across, reach = end.at.x - start.at.x, math.dist(start.at, end.at)
    handle = max(0.5 * across if end.heading.y == 0 else 0.4 * across, min(60.0, 0.4 * reach))
    return (
        Point(start.at.x + start.heading.x * handle, start.at.y + start.heading.y * handle),
        Point(end.at.x - end.heading.x * handle, end.at.y - end.heading.y * handle),
        end.at,
    )
