"""The drawing taken apart into columns: nodes in even columns, the seats of wires in the odd ones between them.

A wire that spans several columns is cut into *lanes*, one per column, and a seat in one of them, so that every link
joins neighbouring columns. Whoever keeps the order within the columns then keeps all labels free: a lane, a seat and
a gate are all items with a height, and between the columns there is nothing but wires.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gradviz.graph.graph import Constant, Copy, Graph, NodeId, Variable
from gradviz.layout.sizes import GAP, Sizes

SMALL = 12  # gates from which on leaves stand near their use and the geometry is tight
FAR = 3  # levels a leaf's wire may span before the leaf leaves the left column, in a small graph
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


def columns(graph: Graph, sizes: Sizes) -> Columns:
    """Cut ``graph`` into items and links. Items come in the order of their nodes' first use, output first in depth."""
    made = Columns()
    level = levels(graph)
    span = sum(max(0, level[wire.target] - level[wire.source] - 1) for wire in graph.wires)
    for node in _reading_order(graph):
        _add_node(made, graph, sizes, node, level)
    for wire in graph.wires:
        _add_wire(made, graph, sizes, wire.id, lanes=2 * span <= MOST_LANES)
    _add_output(made, graph, sizes)
    return made


def _reading_order(graph: Graph) -> list[NodeId]:
    """Nodes as a reader meets them going down from the output, inputs before their gate; then those unused."""
    found: dict[NodeId, None] = {}
    for root in (graph.output, *range(len(graph.nodes))):
        stack = [(root, False)]
        while stack:
            node, inputs_done = stack.pop()
            if node in found:
                continue
            if inputs_done:
                found[node] = None
            else:
                stack.append((node, True))
                stack.extend((wire.source, False) for wire in reversed(graph.into[node]))
    return list(found)


def levels(graph: Graph) -> list[int]:
    """For each node its level, at most one behind another: gates as early as their inputs allow, then pulled to the
    side where more of their wires go; leaves at the left in a small graph, otherwise just before their use."""
    level = [0] * len(graph.nodes)
    for node in graph.nodes:
        level[node.id] = max((level[wire.source] + 1 for wire in graph.into[node.id] if _counts(graph, wire)), default=0)
    for node in graph.gates:
        level[node.id] = max(level[node.id], 1)
    for _ in range(3):
        for node in reversed(graph.nodes):
            _pull(graph, level, node.id)
        for node in graph.nodes:
            level[node.id] = max(
                [level[node.id], *(level[wire.source] + 1 for wire in graph.into[node.id] if _counts(graph, wire))]
            )
    if len(graph.gates) < SMALL:
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
        width = max(width, sizes.name_width(name))
    if isinstance(graph.nodes[node], Constant):
        column = 2 * level[graph.out_of[node][0].target] - 1
    made.of_node[node] = made.add("node", node, column, width, above, below)


def _add_wire(made: Columns, graph: Graph, sizes: Sizes, wire_id: int, lanes: bool) -> None:
    wire = graph.wires[wire_id]
    source, target = made.of_node[wire.source], made.of_node[wire.target]
    made.of_wire[wire_id] = []
    if isinstance(graph.nodes[wire.source], Constant):
        made.links.append((source, target))
        return
    first, last = made.items[source].column + 1, made.items[target].column - 1
    seat_column = last if isinstance(graph.nodes[wire.source], Copy) else first
    before = source
    for column in range(first, last + 1) if lanes else (seat_column,):
        if column == seat_column:
            seat = sizes.seat
            item = made.add("seat", wire_id, column, seat.width, seat.above, seat.below)
        else:
            item = made.add("lane", wire_id, column, 0.0, 3.0, 3.0)
        made.of_wire[wire_id].append(item)
        made.links.append((before, item))
        before = item
    made.links.append((before, target))


def _add_output(made: Columns, graph: Graph, sizes: Sizes) -> None:
    output = made.of_node[graph.output]
    column, seat = made.items[output].column, sizes.seat
    made.stub = made.add("stub", graph.output, column + 1, seat.width, seat.above, seat.below)
    half = sizes.name_height / 2
    made.name = made.add("name", graph.output, column + 2, sizes.name_width(graph.output_name), half, half)
    made.links += [(output, made.stub), (made.stub, made.name)]


__all__ = ["SMALL", "Columns", "Item", "columns", "levels"]
