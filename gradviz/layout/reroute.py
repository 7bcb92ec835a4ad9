"""The quick way after a node was dragged: its wires, their seats and labels follow; everything else stays.

Each wire concerned tries a handful of places for its seat and takes the one where labels and curve are freest. What a
whole layout guarantees cannot be guaranteed here, because a node may be dragged anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gradviz.graph.graph import Constant, Copy, Graph, NodeId, Wire
from gradviz.layout.chips import CLOSE, ChipFinder
from gradviz.layout.labels import chip_at, labelled
from gradviz.layout.layout import Box, Layout, Measure, NodePlace, Point, WirePlace
from gradviz.layout.obstacles import sampled
from gradviz.layout.sizes import HALF_STROKE, SIDE, Sizes
from gradviz.layout.wires import Port, curve, from_dot, line, ports_into, without_stubs

if TYPE_CHECKING:
    from numpy import ndarray

ALONG = (0.5, 0.3, 0.7)  # where along its wire a seat is tried
ASIDE = (0.0, -30.0, 30.0, -60.0, 60.0, -95.0, 95.0)  # and how far off
SLACK = 3.0
FORWARD = 20.0  # px from left to right from which an ordinary curve will do
FINELY = 40  # samples per cubic of a course that is tried


def reroute(layout: Layout, graph: Graph, measure: Measure, moved: Mapping[NodeId, tuple[float, float]]) -> Layout:
    """``layout`` with the nodes in ``moved`` at their new centres. Constants go along with their gate."""
    if not moved:
        return layout
    nodes = _moved_nodes(layout, graph, moved)
    shifted = {node for node, (old, new) in enumerate(zip(layout.nodes, nodes, strict=True)) if old != new}
    draft = replace(layout, nodes=tuple(nodes), **_moved_output(layout, graph, nodes))
    concerned = [wire for wire in graph.wires if wire.source in shifted or wire.target in shifted]
    touched = [wire for wire in graph.wires if wire not in concerned and _in_the_way(draft, wire, shifted)]
    drawn = _Redrawn(draft, layout.nodes, Sizes(graph, measure, layout.geometry), [*concerned, *touched])
    drawn.settle()
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
    moved = [layout.nodes[node] for node in shifted]
    solid = _array([box for node in moved for box in (node.box, node.name_box) if box is not None])
    return bool(_overlaps(_array(place.boxes), solid) or _touched(sampled(place.path), solid))


class _Redrawn:
    """The wires of a layout while some of them look for new courses."""

    def __init__(self, layout: Layout, before: Sequence[NodePlace], sizes: Sizes, waiting: list[Wire]) -> None:
        import numpy as np

        self.graph = sizes.graph
        self.sizes = sizes
        self.nodes, self.wires = list(layout.nodes), list(layout.wires)
        self.before, self.waiting = before, waiting
        ids = {wire.id for wire in waiting}
        kept = [wire for index, wire in enumerate(self.wires) if index not in ids] + [layout.output]
        self.labels = _array([layout.output_box, *(box for wire in kept for box in wire.boxes)])
        self.sums = _array([box for box in (node.sum_box for node in self.nodes) if box is not None])
        self.bodies = _array([node.box for node in self.nodes])
        self.names = _array([node.name_box or Box(-1e9, 0, 0, 0) for node in self.nodes])
        self.points = np.vstack([sampled(wire.path) for wire in kept])

    def settle(self) -> None:
        """Find new courses, then places for local derivatives and new seats for the sums that are in the way now."""
        import numpy as np

        for wire in self.waiting:
            place = self._best(wire)
            self.wires[wire.id] = place
            self.labels = np.vstack([self.labels, _array(place.boxes)])
            self.points = np.vstack([self.points, sampled(place.path)])
        self._bring_chips_near()
        for copy in self.graph.copies:
            box = self._free_sum(copy.id)
            self.nodes[copy.id] = replace(self.nodes[copy.id], sum_box=box)
            self.labels = np.vstack([self.labels, _array([box])])

    def _bring_chips_near(self) -> None:
        """Local derivatives far from their gate go there, where there is room."""
        import numpy as np

        labels = [Box(x, y, right - x, bottom - y) for x, y, right, bottom in self.labels.tolist()]
        finder = ChipFinder(self.nodes, labels, [wire.path for wire in self.wires], self.sizes)
        for wire in self.waiting:
            place, gate = self.wires[wire.id], self.nodes[wire.target]
            chip = place.local_box
            if chip is None or math.dist((chip.x + chip.width, chip.y), (gate.x, gate.y)) < CLOSE:
                continue
            near = finder.near(wire.target, place.path)
            if near is not None:
                self.wires[wire.id] = replace(place, local_box=near)
                self.labels = np.vstack([self.labels, _array([near])])

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
        middle = Point((old[0].x + old[1].x) / 2, old[0].y)
        for dx, dy in dict.fromkeys((self._shift(wire.source), self._shift(wire.target), (0.0, 0.0))):
            yield self._through(wire, start, Point(middle.x + dx, middle.y + dy), half)
        for aside in ASIDE:
            for along in ALONG:
                x = start.at.x + (entry.x - start.at.x) * along
                y = start.at.y + (entry.y - start.at.y) * along + aside
                yield self._through(wire, start, Point(x, y), half)
        for y in (start.at.y, entry.y):
            yield self._through(wire, start, Point((start.at.x + entry.x) / 2, y), half)

    def _shift(self, node: NodeId) -> tuple[float, float]:
        """How far a node was moved."""
        return self.nodes[node].x - self.before[node].x, self.nodes[node].y - self.before[node].y

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
        path = without_stubs((*begin, *line(left, right), *loose(Port(right), end)))
        chip = chip_at(seat, self.sizes, wire.target) if self.sizes.has_chip(wire) else None
        return labelled(path, seat, self.sizes, chip)

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
        own = _array(place.boxes)
        course = sampled(place.path, FINELY)
        others = [node for node in range(len(self.nodes)) if node not in (wire.source, wire.target)]
        taken = _overlaps(own, self.labels) + _overlaps(own, self.bodies) + _overlaps(own, self.names)
        taken += _touched(self.points, own) + _touched(course, own) + _touched(course, self.labels)
        taken += _touched(course, self.bodies[others]) + _touched(course, self.names)
        back = float((course[:-1, 0] - course[1:, 0]).clip(min=0.0).sum())
        (left, y), (right, _) = place.seat
        start, end = place.path[0], place.path[-1]
        steep = sum(abs(y - end.y) / max(abs(x - end.x), 12.0) for x, end in ((left, start), (right, end)))
        yielding = _overlaps(own, self.sums) + _touched(course, self.sums)
        return 40.0 * taken + 10.0 * yielding + 2.0 * back + 12.0 * max(0.0, steep - 2.0)

    def _free_sum(self, copy: NodeId) -> Box:
        """Where a sum is, if it is free there, else the nearest free place about its dot."""
        place = self.nodes[copy]
        assert place.sum_box is not None
        width, height = place.sum_box.width, place.sum_box.height
        near = place.height / 2 + 12 + height / 2
        tried = [place.sum_box, Box(place.x + 16, place.y - height / 2, width, height)]
        tried += [
            Box(place.x + dx, place.y + dy - height / 2, width, height)
            for off in range(7)
            for dx in (14.0, -width / 2, -width - 14.0)
            for dy in (near + 18 * off, -near - 18 * off)
        ]

        def crowding(box: Box) -> int:
            own = _array([box])
            solid = _overlaps(own, self.labels) + _overlaps(own, self.bodies) + _overlaps(own, self.names)
            return solid + _touched(self.points, own)

        return min(tried, key=crowding)


def _array(boxes: Sequence[Box]) -> ndarray:
    """Boxes as rows: left, top, right, bottom."""
    import numpy as np

    rows = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in boxes]
    return np.array(rows, dtype=float).reshape(-1, 4)


def _overlaps(some: ndarray, others: ndarray) -> int:
    """How many pairs of boxes come nearer than ``SLACK``."""
    one, two = some[:, None], others[None]
    across = (one[..., 0] < two[..., 2] + SLACK) & (two[..., 0] < one[..., 2] + SLACK)
    return int((across & (one[..., 1] < two[..., 3] + SLACK) & (two[..., 1] < one[..., 3] + SLACK)).sum())


def _touched(points: ndarray, boxes: ndarray) -> int:
    """How many of the boxes a wire along a polyline comes nearer than ``SLACK``."""
    x, y = points[:, :1], points[:, 1:]
    free = SLACK + HALF_STROKE
    across = (x > boxes[:, 0] - free) & (x < boxes[:, 2] + free)
    return int((across & (y > boxes[:, 1] - free) & (y < boxes[:, 3] + free)).any(axis=0).sum())


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
