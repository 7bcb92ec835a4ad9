"""The drawing taken apart into columns: nodes in even columns, the seats of wires in the odd ones between them.

A wire that spans several columns is cut into *lanes*, one per column, and a seat in one of them, so that every link
joins neighbouring columns. Whoever keeps the order within the columns then keeps all labels free: a lane, a seat and
a gate are all items with a height, and between the columns there is nothing but wires.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from gradviz.graph.graph import Constant, Copy, Graph, NodeId, Variable
from gradviz.layout.sizes import GAP, SIDE, Sizes

FAR = 3  # levels a leaf's wire may span before the leaf leaves the left column
MOST_LANES = 6000


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
    """All items, the links between them (left item, right item), and who is who."""

    items: list[Item] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)
    of_node: dict[NodeId, int] = field(default_factory=dict)
    of_wire: dict[int, list[int]] = field(default_factory=dict)
    stub: int = -1
    name: int = -1
    sums: dict[NodeId, list[int]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return 1 + max(item.column for item in self.items)

    def add(self, kind: str, ref: int, column: int, width: float, above: float, below: float) -> int:
        self.items.append(Item(kind, ref, column, width, above, below))
        return len(self.items) - 1


def columns(graph: Graph, sizes: Sizes, leaves_left: bool) -> Columns:
    """Cut ``graph`` into items and links; the items of a column come in reading order."""
    made = Columns()
    level = levels(graph, leaves_left)
    span = sum(max(0, level[wire.target] - level[wire.source] - 1) for wire in graph.wires)
    lanes = 2 * span <= MOST_LANES
    for kind, ref in _reading_order(graph):
        if kind == "node":
            _add_node(made, graph, sizes, ref, level)
        else:
            _add_wire(made, graph, sizes, ref, level, lanes)
    for wire in graph.wires:
        chain = [made.of_node[wire.source], *made.of_wire[wire.id], made.of_node[wire.target]]
        made.links += pairwise(chain)
    _add_output(made, graph, sizes)
    return made


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


def _counts(graph: Graph, wire) -> bool:
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


def _add_node(made: Columns, graph: Graph, sizes: Sizes, node: NodeId, level: list[int]) -> None:
    width, height = sizes.body(node)
    column = 2 * level[node]
    above = below = height / 2
    name = sizes.name(node)
    if name is not None:
        above += sizes.name_height + GAP
        width = max(width, sizes.name_width(name) + 2 * SIDE)
    if isinstance(graph.nodes[node], Variable):
        width += SIDE
    if isinstance(graph.nodes[node], Constant):
        column = 2 * level[graph.out_of[node][0].target] - 1
    made.of_node[node] = made.add("node", node, column, width, above, below)


def _add_wire(made: Columns, graph: Graph, sizes: Sizes, wire_id: int, level: list[int], lanes: bool) -> None:
    wire = graph.wires[wire_id]
    made.of_wire[wire_id] = []
    if isinstance(graph.nodes[wire.source], Constant):
        return
    first, last = 2 * level[wire.source] + 1, 2 * level[wire.target] - 1
    seat_column = last if isinstance(graph.nodes[wire.source], Copy) else first
    for column in range(first, last + 1) if lanes else (seat_column,):
        if column == seat_column:
            seat = sizes.seat
            item = made.add("seat", wire_id, column, seat.width + 2 * SIDE, seat.above, seat.below)
        else:
            item = made.add("lane", wire_id, column, 0.0, 3.0, 3.0)
        made.of_wire[wire_id].append(item)


def _add_output(made: Columns, graph: Graph, sizes: Sizes) -> None:
    output = made.of_node[graph.output]
    column, seat = made.items[output].column, sizes.seat
    made.stub = made.add("stub", graph.output, column + 1, seat.width + 2 * SIDE, seat.above, seat.below)
    half = sizes.name_height / 2
    made.name = made.add("name", graph.output, column + 2, sizes.name_width(graph.output_name), half, half)
    made.links += [(output, made.stub), (made.stub, made.name)]


__all__ = ["Columns", "Item", "columns", "levels"]
