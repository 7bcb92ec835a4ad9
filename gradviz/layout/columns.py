"""The drawing taken apart into columns: nodes in even columns, the seats of wires in the odd ones between them.

A wire that spans several columns is cut into *lanes*, one per column, and a seat in one of them, so that every link
joins neighbouring columns. Whoever keeps the order within the columns then keeps all labels free: a lane, a seat and
a gate are all items with a height, and between the columns there is nothing but wires.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from gradviz.graph.graph import Constant, Copy, Graph, NodeId, Variable, Wire, WireId
from gradviz.layout.sizes import CHIP_LIFT, CONSTANT_WIRE, SIDE, SIDE_AT_DOT, Sizes

FAR = 3  # levels a leaf's wire may span before the leaf leaves the left column
MOST_LANES = 6000  # beyond which wires are not cut and may cross labels
AIR = 5.0  # over a value that has nothing on top of it, so that it is not read together with the number above
NAME_GAP = 2.0  # between the stub's end and the output's name
LARGE_NAME = 1.6  # the name behind the output is drawn larger than others, with a gap before it
LANE = 6.0  # height of a wire's own lane


@dataclass(slots=True)
class Item:
    """Something that takes room in one column: ``above`` and ``below`` its axis, on which its wires run."""

    kind: str  # "node" | "seat" | "lane" | "stub" | "name" | "sum"
    ref: int  # node id or wire id
    column: int
    width: float
    above: float
    below: float


@dataclass(slots=True)
class Columns:
    """All items, the links between them (left item, right item), and who is who. Wires in ``roomy`` have room for the
    local derivative in their last item."""

    items: list[Item] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)
    of_node: dict[NodeId, int] = field(default_factory=dict)
    of_wire: dict[int, list[int]] = field(default_factory=dict)
    stub: int = -1
    name: int = -1
    sums: dict[NodeId, list[int]] = field(default_factory=dict)
    roomy: frozenset[WireId] = frozenset()

    @property
    def count(self) -> int:
        return 1 + max(item.column for item in self.items)

    @property
    def reach(self) -> int:
        """How many columns all links together span, be they cut into lanes or not."""
        return sum(abs(self.items[behind].column - self.items[before].column) for before, behind in self.links)

    def add(self, item: Item) -> int:
        self.items.append(item)
        return len(self.items) - 1


def span(columns: Columns, y: list[float]) -> float:
    """How far a drawing with its items at the heights ``y`` reaches across the flow."""
    top = min(y[i] - item.above for i, item in enumerate(columns.items))
    return max(y[i] + item.below for i, item in enumerate(columns.items)) - top


def columns(graph: Graph, sizes: Sizes, leaves_left: bool, roomy: frozenset[WireId]) -> Columns:
    """Cut ``graph`` into items and links; the items of a column come in reading order. Wires in ``roomy`` reserve room
    for their local derivative."""
    cutter = _Cutter(graph, sizes, levels(graph, leaves_left), roomy)
    for kind, ref in _reading_order(graph):
        if kind == "node":
            cutter.add_node(ref)
        else:
            cutter.add_wire(graph.wires[ref])
    cutter.add_links()
    cutter.add_output()
    return cutter.made


def _reading_order(graph: Graph) -> Iterator[tuple[str, int]]:
    """Nodes and wires as a reader meets them going back from the output, then those that do not lead to it.

    Inputs come before their gate, in slot order, each followed by its wire: for a tree nothing crosses then.
    """
    met: set[NodeId] = set()
    for root in (graph.output, *range(len(graph.nodes) - 1, -1, -1)):
        stack = [("visit", root)]
        while stack:
            kind, ref = stack.pop()
            if kind != "visit":
                yield kind, ref
            elif ref not in met:
                met.add(ref)
                stack.append(("node", ref))
                for wire in reversed(graph.into[ref]):
                    stack += [("wire", wire.id), ("visit", wire.source)]


def levels(graph: Graph, leaves_left: bool) -> list[int]:
    """For each node its level, at most one behind another: gates as early as their inputs allow, then pulled to the
    side where more of their wires go; leaves at the left if asked for and not too far, else just before their use."""
    level = [0] * len(graph.nodes)
    for node in graph.nodes:
        level[node.id] = max(
            (level[wire.source] + 1 for wire in graph.into[node.id] if _counts(graph, wire)), default=0
        )
    for node in graph.gates:
        level[node.id] = max(level[node.id], 1)
    for _ in range(3):
        for node in reversed(graph.nodes):
            _pull(graph, level, node.id)
        for node in graph.nodes:
            level[node.id] = max(
                [level[node.id], *(level[wire.source] + 1 for wire in graph.into[node.id] if _counts(graph, wire))]
            )
    if leaves_left:
        for leaf in graph.variables:
            if level[leaf.id] <= FAR:
                level[leaf.id] = 0
    return level


def _counts(graph: Graph, wire: Wire) -> bool:
    return not isinstance(graph.nodes[wire.source], Constant)


def _pull(graph: Graph, level: list[int], node: NodeId) -> None:
    out_of = graph.out_of[node]
    if not out_of:
        return
    latest = min(level[wire.target] for wire in out_of) - 1
    pulling_back = sum(1 for wire in graph.into[node] if _counts(graph, wire) and not _moves_along(graph, wire.source))
    if len(out_of) > pulling_back:
        level[node] = max(level[node], latest)


def _moves_along(graph: Graph, node: NodeId) -> bool:
    return isinstance(graph.nodes[node], Variable) and len(graph.out_of[node]) == 1


class _Cutter:
    """Makes items and links for a graph whose nodes have their levels."""

    def __init__(self, graph: Graph, sizes: Sizes, level: list[int], roomy: frozenset[WireId]) -> None:
        self.graph, self.sizes, self.level = graph, sizes, level
        self.made = Columns(roomy=roomy)
        span = sum(max(0, level[wire.target] - level[wire.source] - 1) for wire in graph.wires)
        self.lanes = 2 * span <= MOST_LANES

    def add_node(self, node: NodeId) -> None:
        found = self.graph.nodes[node]
        width, height = self.sizes.body(node)
        column, above, name = 2 * self.level[node], height / 2, self.sizes.name(node)
        if name is not None:
            along, across = self.sizes.title_size(node)
            above += across + self.sizes.name_gap
            width = max(width, along + 2 * SIDE)
        if isinstance(found, Variable):
            width += SIDE
        if isinstance(found, Constant):
            width += CONSTANT_WIRE
            for wire in self.graph.out_of[node]:  # none where a line is nothing but a number
                column = 2 * self.level[wire.target] - 1
        self.made.of_node[node] = self.made.add(Item("node", node, column, width, above, height / 2))

    def add_wire(self, wire: Wire) -> None:
        chain: list[int] = []
        self.made.of_wire[wire.id] = chain
        if isinstance(self.graph.nodes[wire.source], Constant):
            return
        first, last = 2 * self.level[wire.source] + 1, 2 * self.level[wire.target] - 1
        fanned = isinstance(self.graph.nodes[wire.source], Copy)
        seat_column = max(first, last - 2) if fanned else first  # the last stretch of a long wire may bend
        courses = range(first, last + 1) if self.lanes else (seat_column,)
        for column in courses:
            chip = column == courses[-1] and wire.id in self.made.roomy
            if column == seat_column:
                chain.append(self._add_seat("seat", wire.id, column, chip, SIDE_AT_DOT if fanned else SIDE))
            else:
                chain.append(self._add_lane(wire, column, chip))

    def add_links(self) -> None:
        for wire in self.graph.wires:
            ends = self.made.of_node[wire.source], self.made.of_node[wire.target]
            self.made.links += pairwise([ends[0], *self.made.of_wire[wire.id], ends[1]])

    def add_output(self) -> None:
        """The stub behind the output and the output's name at its end."""
        output = self.made.of_node[self.graph.output]
        column, (width, across) = self.made.items[output].column, self.sizes.name_size(self.graph.output_name)
        if self.graph.aimed:  # what else is at its right must keep clear of all of it
            width = width * LARGE_NAME + NAME_GAP
        self.made.stub = self._add_seat("stub", self.graph.output, column + 1)
        self.made.name = self.made.add(Item("name", self.graph.output, column + 2, width, across / 2, across / 2))
        self.made.links += [(output, self.made.stub), (self.made.stub, self.made.name)]

    def _add_seat(self, kind: str, ref: int, column: int, chip: bool = False, side: float = SIDE) -> int:
        seat = self.sizes.seat
        above = seat.above_chip if chip else seat.above + AIR
        return self.made.add(Item(kind, ref, column, seat.width + 2 * side, above, seat.below))

    def _add_lane(self, wire: Wire, column: int, chip: bool) -> int:
        """A stretch without numbers; the last before a gate has room for the local derivative."""
        if not chip:
            return self.made.add(Item("lane", wire.id, column, 0.0, LANE / 2, LANE / 2))
        along, across = self.sizes.chip_size(wire.target)
        return self.made.add(Item("lane", wire.id, column, along + SIDE, CHIP_LIFT + across, LANE / 2))


__all__ = ["Columns", "Item", "columns", "levels", "span"]
