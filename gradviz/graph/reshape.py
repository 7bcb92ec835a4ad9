"""Drawing a graph another way: the same lines and leaves, other gates, and where every node went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count

from gradviz.graph.gate import GateKind
from gradviz.graph.graph import Constant, Copy, Gate, Graph, Node, NodeId, Variable
from gradviz.graph.wiring import Draft, DraftGate, Literal, Use, free_labels, wire_up
from gradviz.language.syntax import Program

_SPREAD = 1000
"""Between the orders of two uses there is room for those of a gate's parts."""


@dataclass(frozen=True, eq=False)
class Shape:
    """A graph drawn another way. ``new_of`` says by the ids of the graph before which node each became or went into,
    ``old_of`` by the new ids which node each was or came out of."""

    graph: Graph
    new_of: tuple[NodeId, ...]
    old_of: tuple[NodeId, ...]

    def stayed(self, new: NodeId) -> bool:
        """Whether a node is the same as before: the picture moves it, all others appear."""
        return self.new_of[self.old_of[new]] == new

    def then(self, after: Shape) -> Shape:
        """This shape, drawn another way once more."""
        new_of = tuple(after.new_of[new] for new in self.new_of)
        return Shape(after.graph, new_of, tuple(self.old_of[middle] for middle in after.old_of))


def unchanged(graph: Graph) -> Shape:
    """The graph as it is."""
    same = tuple(range(len(graph.nodes)))
    return Shape(graph, same, same)


class Rebuilding:
    """Goes through the gates of ``graph`` in order, each kept, merged, taken apart or folded with others."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.draft = Draft()
        self.made: dict[NodeId, DraftGate] = {}
        self.came_from: list[NodeId] = []
        self.swallowed: set[NodeId] = set()
        self.reworked: set[NodeId] = set()
        self.leaves: dict[str, NodeId] = {}
        for leaf in graph.variables:
            made = self.draft.variable(leaf.name, leaf.origin)
            made.pinned, made.pinned_text, made.value_origin = leaf.pinned, leaf.pinned_text, leaf.value_origin

    def keep(self, gate: Gate) -> None:
        """The gate as it is."""
        inputs = tuple(self._input(gate, slot) for slot in range(len(gate.inputs)))
        self._add(gate, gate.op, inputs).folded = gate.folded

    def merge(self, gate: Gate, into: Gate) -> None:
        """The gate is computed already, as ``into``, which takes its name if it has none."""
        made = self.made[into.id]
        made.name = made.name or gate.name
        self.made[gate.id] = made

    def fold(self, gate: Gate, group: Iterable[NodeId], inputs: tuple[NodeId, ...], kind: GateKind) -> None:
        """All gates of ``group`` as one, in the place of ``gate``, which gives its result."""
        uses = tuple(self._use(source, self._first_use(source, set(group))) for source in inputs)
        made = self._add(gate, "fold", uses)
        made.folded = kind
        self.made.update(dict.fromkeys(group, made))
        self.swallowed |= {*group} - {gate.id}
        self.reworked.add(gate.id)

    def take_apart(self, gate: Gate, parts: Graph) -> None:
        """The gate as the gates of ``parts``, whose first leaf is its first input, and so on."""
        self.reworked.add(gate.id)
        leaves = {leaf.id: slot for slot, leaf in enumerate(parts.variables)}
        inner: dict[NodeId, DraftGate] = {}
        uses = count()
        for part in parts.gates:
            inputs: list[Use | Literal] = []
            for source in part.inputs:
                found = parts.nodes[source]
                if isinstance(found, Constant):
                    inputs.append(Literal(found.text, found.value, gate.origin))
                elif source in leaves:
                    inputs.append(self._input(gate, leaves[source], next(uses)))
                else:
                    inputs.append(Use(inner[source], next(uses)))
            inner[part.id] = made = self._add(gate, part.op, tuple(inputs))
            if part.id != parts.output:
                made.mark, made.name = f"{gate.token}.{part.number}", None

    def identity(self, node: NodeId) -> object:
        """Equal for nodes that are one and the same number by now: constants by value, gates by what they became."""
        found = self.graph.nodes[node]
        return ("constant", repr(found.value)) if isinstance(found, Constant) else self.made.get(node, node)

    def name_of(self, gate: Gate) -> str | None:
        """The name that what became of ``gate`` has by now."""
        return self.made[gate.id].name

    def shape(self) -> Shape:
        """The graph as rebuilt."""
        own, name = self.graph.own
        for line in self.graph.lines:
            self.draft.end_line(line.line, line.name, self._line(line.node), line.node == own)
        program = Program(self.graph.text, (), 0, name, self.graph.remarks)
        found = wire_up(self.draft, program)
        self.leaves = {leaf.name: leaf.id for leaf in found.variables}
        new_of = tuple(self._new_of(found, node) for node in self.graph.nodes)
        old_of = tuple(self._old_of(found, new_of))
        stayed = [new_of[old] == new for new, old in enumerate(old_of)]
        labels = free_labels(
            [
                _name(node) or (self.graph.labels[old] if kept else None)
                for node, old, kept in zip(found.nodes, old_of, stayed, strict=True)
            ],
            found,
            set(self.graph.labels) | {name},
        )
        return Shape(replace(found, output_name=name, labels=labels), new_of, old_of)

    def _add(self, gate: Gate, op: str, inputs: tuple[Use | Literal, ...]) -> DraftGate:
        """A gate in the place of ``gate``, with its name."""
        made = self.draft.gate(op, inputs, gate.origin)
        made.mark, made.name = gate.token, gate.name
        self.made[gate.id] = made
        self.came_from.append(gate.id)
        return made

    def _input(self, gate: Gate, slot: int, place: int = 0) -> Use | Literal:
        return self._use(gate.inputs[slot], self._order(gate.id, slot) + place)

    def _use(self, source: NodeId, order: int) -> Use | Literal:
        found = self.graph.nodes[source]
        if isinstance(found, Constant):
            return Literal(found.text, found.value, found.origin)
        return Use(self.draft.variables[found.name] if isinstance(found, Variable) else self.made[source], order)

    def _order(self, target: NodeId, slot: int) -> int:
        """The place of a use among all uses of the same value, as typed, with room for more in between."""
        wire = self.graph.into[target][slot]
        return _SPREAD * self.graph.out_of[wire.source].index(wire)

    def _first_use(self, source: NodeId, group: set[NodeId]) -> int:
        fan_out = [wire for node in (source, *self._copy_of(source)) for wire in self.graph.out_of[node]]
        return min(self._order(wire.target, wire.slot) for wire in fan_out if wire.target in group)

    def _copy_of(self, source: NodeId) -> list[NodeId]:
        return [wire.target for wire in self.graph.out_of[source] if isinstance(self.graph.nodes[wire.target], Copy)]

    def _line(self, node: NodeId) -> Use | Literal:
        return self._use(node, 0)

    def _new_of(self, found: Graph, node: Node) -> NodeId:
        if isinstance(node, Variable):
            return self.leaves[node.name]
        if isinstance(node, Gate):
            return found.gates[self.made[node.id].number].id
        if isinstance(node, Copy):
            source = self._new_of(found, self.graph.nodes[node.source])
            copies = [wire.target for wire in found.out_of[source] if isinstance(found.nodes[wire.target], Copy)]
            return copies[0] if copies and node.source not in self.swallowed else source
        return self._constant(found, node)

    def _constant(self, found: Graph, node: Constant) -> NodeId:
        """A number stays where its gate stays, and otherwise goes where the gate goes."""
        if not self.graph.out_of[node.id]:
            place = next(place for place, line in enumerate(self.graph.lines) if line.node == node.id)
            return found.lines[place].node
        (wire,) = self.graph.out_of[node.id]
        gate = found.gates[self.made[wire.target].number]
        return gate.id if wire.target in self.swallowed | self.reworked else gate.inputs[wire.slot]

    def _old_of(self, found: Graph, new_of: tuple[NodeId, ...]) -> Iterable[NodeId]:
        was = {new: old for old, new in reversed(list(enumerate(new_of)))}
        own = dict(zip((gate.id for gate in found.gates), self.came_from, strict=True))
        for node in found.nodes:
            if isinstance(node, Gate):
                yield own[node.id]
            elif node.id in was:
                yield was[node.id]
            elif isinstance(node, Copy):
                yield own[node.source] if node.source in own else was[node.source]
            else:  # a number that a part brings
                (wire,) = found.out_of[node.id]
                yield own[wire.target]


def _name(node: Node) -> str | None:
    """The name of a line; a gate may have got it from a line that is equal to it."""
    return node.name if isinstance(node, Gate) else None
