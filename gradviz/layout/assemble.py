"""From columns, heights and widths to the layout itself: bodies, labels and the courses of the wires."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise

from gradviz.graph.graph import Constant, Copy, Graph, NodeId, Wire, WireId
from gradviz.layout.chips import CLOSE, MOST_REFINED, ChipFinder
from gradviz.layout.columns import NAME_GAP, Columns
from gradviz.layout.labels import Seat, chip_at, chip_over, labelled, labels_at
from gradviz.layout.lanes import Link
from gradviz.layout.layout import Box, Layout, NodePlace, Point, WirePlace
from gradviz.layout.obstacles import Obstacles
from gradviz.layout.sizes import CONSTANT_WIRE, HALF_STROKE, SIDE, Sizes
from gradviz.layout.spread import Widths
from gradviz.layout.wires import Port, Router, Run, into_port, line, ports_into

MOST_GENTLE = 700  # wires up to which bends look for more room
LEAST_SUM = 0.88  # of the width reserved for a sum is enough where a wire wants to pass
STICK_OUT = 30.0  # px that such a sum may stand out at the left of everything
SAMPLING = 0.3  # what a curve may come nearer between two samples


@dataclass
class Assembly:
    """What a layout is made of: items at heights ``y`` in columns of these ``widths``, some dots ``aside``.

    Wires whose local derivative found no place are ``cramped`` once the layout is made; they should get room reserved.
    """

    graph: Graph
    sizes: Sizes
    columns: Columns
    widths: Widths
    y: list[float]
    aside: dict[NodeId, float]
    nodes: list[NodePlace] = field(default_factory=list)
    cramped: set[WireId] = field(default_factory=set)

    def layout(self) -> Layout:
        self.nodes = [self._node(node) for node in range(len(self.graph.nodes))]
        seats = [self._seat(wire.id) for wire in self.graph.wires]
        output = self._output()
        paths, chips = self._paths_and_chips(seats, output)
        wires = tuple(
            labelled(path, seat, self.sizes, chips.get(wire))
            for wire, (path, seat) in enumerate(zip(paths, seats, strict=True))
        )
        bounds = Box(0, 0, 0, 0)
        found = Layout(tuple(self.nodes), wires, output, self._output_box(), bounds, self.sizes.geometry)
        return found.bounded()

    def _edges(self, item: int) -> tuple[float, float]:
        return self.widths.edges[self.columns.items[item].column]

    def _node(self, node: NodeId) -> NodePlace:
        item = self.columns.of_node[node]
        left, right = self._edges(item)
        width, height = self.sizes.body(node)
        middle, y = (left + right) / 2 + self.aside.get(node, 0.0), self.y[item]
        if isinstance(self.graph.nodes[node], Constant):
            middle = right - CONSTANT_WIRE - width / 2
        name, name_box = self.sizes.name(node), None
        if name is not None:
            across, tall = self.sizes.title_size(node)
            name_box = Box(middle - across / 2, y - height / 2 - self.sizes.name_gap - tall, across, tall)
        sum_box = self._sum_box(node, middle) if isinstance(self.graph.nodes[node], Copy) else None
        return NodePlace(middle, y, width, height, name_box, sum_box)

    def _sum_box(self, copy: NodeId, dot_x: float) -> Box:
        """The sum's box within its slices, near its dot; where it is too wide for them it stands out at the left."""
        slices, width, height = self.columns.sums[copy], self.sizes.sum_width, self.sizes.sum_height
        left, right = self._edges(slices[0])[0] + SIDE, self._edges(slices[-1])[1] - SIDE
        if self.columns.items[slices[-1]].column == len(self.widths.edges) - 1:
            right = max(right, left + width)
        y = self.y[slices[0]]
        at = min(max(left, dot_x - width / 2), right - width)
        if self._branches_towards(copy, y):
            left = min(at, left - STICK_OUT * (self.columns.items[slices[0]].column == 0))
            at, width = _beside(dot_x, self._free + 2.0, (at, width), (left, right))
        return Box(at, y - height / 2, width, height)

    def _branches_towards(self, copy: NodeId, y: float) -> bool:
        """Whether a wire leaves the dot straight up or down past the height ``y`` of its sum."""
        dot = self.y[self.columns.of_node[copy]]
        ends = [self.y[self.columns.of_wire[wire.id][0]] for wire in self.graph.out_of[copy]]
        return any((end - dot) * (y - dot) > 0 for end in ends)

    def _seat(self, wire: WireId) -> Seat | None:
        seats = [item for item in self.columns.of_wire[wire] if self.columns.items[item].kind == "seat"]
        return self._seat_in(seats[0]) if seats else None

    def _seat_in(self, item: int) -> Seat:
        left, right = self._edges(item)
        middle, half = (left + right) / 2, self.sizes.seat.width / 2
        return Point(middle - half, self.y[item]), Point(middle + half, self.y[item])

    def _output(self) -> WirePlace:
        """The stub behind the output. It has no local derivative."""
        body = self.nodes[self.graph.output]
        left, right = self._seat_in(self.columns.stub)
        value, gradient = labels_at((left, right), self.sizes)
        start = Point(body.x + body.width / 2, body.y)
        return WirePlace((start, *line(start, right)), (left, right), value, gradient)

    def _output_box(self) -> Box:
        name, gap = self.columns.items[self.columns.name], NAME_GAP
        left, top = self._edges(self.columns.name)[0] + gap, self.y[self.columns.name] - name.above
        return Box(left, top, name.width - (gap if self.graph.aimed else 0.0), 2 * name.above)

    def _paths_and_chips(
        self, seats: list[Seat | None], output: WirePlace
    ) -> tuple[list[tuple[Point, ...]], dict[WireId, Box]]:
        """The courses, and the local derivatives near the gates. A chip that finds no room there once the wires are
        drawn takes the place reserved for it, and the wires are drawn anew around that; without one it is cramped."""
        shown = [*(seat for seat in seats if seat), output.seat]
        last = {wire.id: self._last_chip(wire) for wire in self.graph.wires if self.sizes.has_chip(wire)}
        crowded = len(self.graph.wires) > MOST_REFINED
        close = [wire for wire, chip in last.items() if self._is_close(wire, chip)]
        settled = {wire: last[wire] for wire in sorted(self.columns.roomy) if crowded or wire in close}
        while True:
            paths = self._paths(shown, list(settled.values()))
            boxes = [box for seat in shown for box in labels_at(seat, self.sizes)]
            boxes += [self._output_box(), *settled.values()]
            finder = ChipFinder(self.nodes, boxes, [*paths, output.path], self.sizes)
            found = {wire: finder.take(last[wire]) for wire in close if wire not in settled}
            for wire in sorted(last.keys() - settled.keys()):
                found[wire] = found.get(wire) or finder.near(self.graph.wires[wire].target, paths[wire])
                if found[wire] is None and self._is_seat(wire, -1):
                    found[wire] = finder.take(last[wire])
            lost = {wire for wire, chip in found.items() if chip is None}
            self.cramped = lost - self.columns.roomy
            if self.cramped or not lost:
                return paths, settled | {wire: chip for wire, chip in found.items() if chip is not None}
            settled |= {wire: last[wire] for wire in lost}

    def _is_seat(self, wire: WireId, place: int) -> bool:
        return self.columns.items[self.columns.of_wire[wire][place]].kind == "seat"

    def _is_close(self, wire: WireId, chip: Box) -> bool:
        """Whether a chip on top of a value stands at its gate."""
        gate = self.nodes[self.graph.wires[wire].target]
        return self._is_seat(wire, -1) and math.dist((chip.x + chip.width, chip.y), (gate.x, gate.y)) < CLOSE

    def _last_chip(self, wire: Wire) -> Box:
        """Over the last stretch before the gate: on top of the value if that is there."""
        item = self.columns.of_wire[wire.id][-1]
        if self._is_seat(wire.id, -1):
            return chip_at(self._seat_in(item), self.sizes, wire.target)
        return chip_over(Point(self._edges(item)[1], self.y[item]), self.sizes, wire.target)

    def _paths(self, seats: list[Seat], chips: list[Box]) -> list[tuple[Point, ...]]:
        """The course of every wire: all plainly first, then as gently as the others leave room."""
        obstacles = self._obstacles(seats, chips)
        router = Router(self.graph, obstacles)
        runs = [self._runs(wire.id) for wire in self.graph.wires]
        ports = self._ports(runs, obstacles)
        found: list[tuple[Point, ...]] = [()] * len(runs)
        crowded = len(runs) > MOST_GENTLE
        for gentle in (False,) if crowded else (False, True):
            for wire in self.graph.wires:
                path = router.path(wire.id, self.nodes[wire.source], runs[wire.id], ports[wire.id], gentle)
                found[wire.id] = path
                if not crowded:
                    obstacles.add_wire(wire.id, path)
        return found

    @property
    def _free(self) -> float:
        """How far samples of a wire's middle stay from boxes."""
        return self.sizes.geometry.clearance + HALF_STROKE + SAMPLING

    def _obstacles(self, seats: list[Seat], chips: list[Box]) -> Obstacles:
        free = self._free
        boxes = [(node.box.grown(free), index) for index, node in enumerate(self.nodes)]
        boxes += [(box.grown(free), -1) for node in self.nodes for box in node.boxes[1:]]
        boxes += [(box.grown(free), -1) for seat in seats for box in labels_at(seat, self.sizes)]
        boxes += [(box.grown(free), -1) for box in [self._output_box(), *chips]]
        return Obstacles(boxes, [(wire.source, wire.target) for wire in self.graph.wires])

    def _runs(self, wire_id: WireId) -> list[Run]:
        """The level stretches of a wire, column by column, from its source's edge on."""
        body = self.nodes[self.graph.wires[wire_id].source]
        source = self.columns.of_node[self.graph.wires[wire_id].source]
        edge, chain = body.x + body.width / 2, self.columns.of_wire[wire_id]
        turns = [self._turn(link) for link in pairwise([source, *chain])] + [None]
        runs = [Run(edge, max(edge, self._edges(source)[1]), self.y[source], turn=turns[0])]
        for item, turn in zip(chain, turns[1:], strict=True):
            if self.columns.items[item].kind == "seat":
                left, right = self._seat_in(item)
                side = (self.columns.items[item].width - self.sizes.seat.width) / 2
                runs.append(Run(left.x - side, right.x + side, self.y[item], True, turn))
            else:
                runs.append(Run(*self._edges(item), self.y[item], turn=turn))
        return runs

    def _turn(self, link: Link) -> float | None:
        """Where a wire goes up or down in a lane on the way from one item to the next."""
        lane = self.widths.lanes.get(link)
        return lane and lane.x(self._edges(link[0])[1], self._edges(link[1])[0])

    def _ports(self, runs: list[list[Run]], obstacles: Obstacles) -> dict[WireId, Port]:
        """Where every wire enters its target: as steeply as keeps clear of the target's name, in the end level."""
        ports: dict[WireId, Port] = {}
        for node, into in enumerate(self.graph.into):
            arrivals = sorted((runs[wire.id][-1].y, wire.slot, wire.id) for wire in into)
            points = [Point(runs[wire][-1].right, y) for y, _, wire in arrivals]
            small = isinstance(self.graph.nodes[node], Copy) or self.sizes.is_joint(node)
            column_left = self._edges(self.columns.of_node[node])[0]
            for tried in ports_into(self.nodes[node], small, points, column_left - 1.0):
                ends = [(wire, at, port) for (_, _, wire), at, port in zip(arrivals, points, tried, strict=True)]
                ports.update((wire, port) for wire, _, port in ends)
                if len(runs) > MOST_GENTLE or not any(
                    obstacles.touches_box([at, *into_port(at, port)], wire) for wire, at, port in ends
                ):
                    break
        return ports


def _beside(dot_x: float, clear: float, wanted: tuple[float, float], room: tuple[float, float]) -> tuple[float, float]:
    """Left edge and width of a sum that leaves free the way straight up or down from its dot: left or right of it where
    there is room, a little narrower if need be; as ``wanted`` where that does not do."""
    (at, width), (left, right) = wanted, room
    sides = (left, dot_x - clear), (dot_x + clear, right)
    found = [(min(max(at, low), max(low, high - width)), min(width, high - low)) for low, high in sides]
    wide = [(x, across) for x, across in found if across >= LEAST_SUM * width]
    return min(wide, key=lambda side: (-round(side[1]), abs(side[0] - at)), default=wanted)
