"""The draft of a graph while lines are walked, and its finishing: copy gates, wires, numbers, labels.

A draft knows who uses whom; :func:`wire_up` puts an explicit copy gate behind every value used more than once, sets
constants right before their gate and numbers everything in topological order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from string import ascii_lowercase

from gradviz.graph.gate import GateKind
from gradviz.graph.graph import Constant, Copy, Gate, Graph, Node, NodeId, Origin, TypedLine, Variable, Wire
from gradviz.language.syntax import Definition, Program


@dataclass(eq=False, slots=True)
class DraftVariable:
    """A named leaf to be."""

    name: str
    origin: Origin
    pinned: float | None = None
    value_origin: Origin | None = None
    pinned_text: str | None = None


@dataclass(frozen=True, slots=True)
class Literal:
    """A number at its place in the text; it becomes a constant at each gate it goes into."""

    text: str
    value: float
    origin: Origin


@dataclass(frozen=True, slots=True)
class Use:
    """One mention of a value; ``order`` counts mentions in the order typed."""

    node: DraftVariable | DraftGate
    order: int


@dataclass(eq=False, slots=True)
class DraftGate:
    """A gate to be; gates come in evaluation order and ``number`` is the place in it."""

    number: int
    op: str
    inputs: tuple[Use | Literal, ...]
    origin: Origin
    name: str | None = None
    mark: str = ""
    folded: GateKind | None = None


@dataclass
class Draft:
    """Variables in order of first appearance, gates in evaluation order, lines in order."""

    variables: dict[str, DraftVariable] = field(default_factory=dict)
    gates: list[DraftGate] = field(default_factory=list)
    named: dict[str, DraftGate] = field(default_factory=dict)
    lines: list[tuple[int, str | None, Use | Literal]] = field(default_factory=list)
    output: int = 0
    mentions: int = 0

    def variable(self, name: str, origin: Origin) -> DraftVariable:
        """The leaf called ``name``, made at its first mention."""
        return self.variables.setdefault(name, DraftVariable(name, origin))

    def gate(self, op: str, inputs: tuple[Use | Literal, ...], origin: Origin) -> DraftGate:
        made = DraftGate(len(self.gates), op, inputs, origin)
        self.gates.append(made)
        return made

    def use(self, node: DraftVariable | DraftGate) -> Use:
        """One more mention of ``node``."""
        self.mentions += 1
        return Use(node, self.mentions)

    def end_line(self, line: int, name: str | None, found: Use | Literal, is_output: bool) -> None:
        if is_output:
            self.output = len(self.lines)
        self.lines.append((line, name, found))


def wire_up(draft: Draft, program: Program) -> Graph:
    """The finished graph of ``draft``, with the text and the remarks of ``program``."""
    return _Finishing(draft, program).graph()


_Seat = tuple[NodeId, int]
"""Target and slot of a wire."""


class _Finishing:
    """Numbers nodes and wires. ``ids`` are the value nodes of the draft's, ``seats`` where each value is used."""

    def __init__(self, draft: Draft, program: Program) -> None:
        self.draft = draft
        self.program = program
        self.nodes: list[Node] = []
        self.ids: dict[DraftVariable | DraftGate, NodeId] = {}
        self.uses = self._count_uses()
        self.seats: dict[NodeId, list[tuple[int, _Seat]]] = {}

    def _count_uses(self) -> dict[DraftVariable | DraftGate, int]:
        uses: dict[DraftVariable | DraftGate, int] = {}
        for gate in self.draft.gates:
            for item in gate.inputs:
                if isinstance(item, Use):
                    uses[item.node] = uses.get(item.node, 0) + 1
        return uses

    def graph(self) -> Graph:
        for leaf in self.draft.variables.values():
            self._add_variable(leaf)
        for gate in self.draft.gates:
            self._add_gate(gate)
        lines = tuple(TypedLine(line, name, self._line_node(found)) for line, name, found in self.draft.lines)
        output = lines[self.draft.output].node
        name = self._name_of(output) or self.program.output_name
        labels = _labels(self.nodes, output, name, self._reserved_names())
        text, remarks = self.program.text, self.program.remarks
        return Graph(tuple(self.nodes), self._wires(), output, name, labels, text, remarks, lines)

    def _add_variable(self, leaf: DraftVariable) -> None:
        made = Variable(len(self.nodes), leaf.name, leaf.origin, leaf.pinned, leaf.value_origin, leaf.pinned_text)
        self._add_value(leaf, made)

    def _add_gate(self, gate: DraftGate) -> None:
        inputs = tuple(
            self._constant(item) if isinstance(item, Literal) else self.ids[item.node] for item in gate.inputs
        )
        made = Gate(len(self.nodes), gate.number, gate.op, inputs, gate.origin, gate.name, gate.mark, gate.folded)
        for slot, item in enumerate(gate.inputs):
            order = item.order if isinstance(item, Use) else 0
            self.seats.setdefault(inputs[slot], []).append((order, (made.id, slot)))
        self._add_value(gate, made)

    def _constant(self, literal: Literal) -> NodeId:
        self.nodes.append(Constant(len(self.nodes), literal.text, literal.value, literal.origin))
        return len(self.nodes) - 1

    def _add_value(self, drafted: DraftVariable | DraftGate, made: Variable | Gate) -> None:
        """``made``, and right behind it the copy gate it needs if it is used more than once."""
        self.ids[drafted] = made.id
        self.nodes.append(made)
        if self.uses.get(drafted, 0) > 1:
            self.nodes.append(Copy(len(self.nodes), made.id, self.uses[drafted]))

    def _line_node(self, found: Use | Literal) -> NodeId:
        return self._constant(found) if isinstance(found, Literal) else self.ids[found.node]

    def _wires(self) -> tuple[Wire, ...]:
        """By source: from a value to its copy gate, then from the copy gate to its uses in the order typed."""
        wires: list[Wire] = []
        for node in self.nodes:
            source = node.id
            if isinstance(node, Copy):
                wires.append(Wire(len(wires), node.source, node.id, 0))
                source = node.source
            elif node.id + 1 < len(self.nodes) and isinstance(self.nodes[node.id + 1], Copy):
                continue
            for _, (target, slot) in sorted(self.seats.get(source, ())):
                wires.append(Wire(len(wires), node.id, target, slot))
        return tuple(wires)

    def _name_of(self, node: NodeId) -> str | None:
        found = self.nodes[node]
        return found.name if isinstance(found, Variable | Gate) else None

    def _reserved_names(self) -> set[str]:
        functions = {line.name for line in self.program.lines if isinstance(line, Definition)}
        return functions | set(self.draft.variables) | set(self.draft.named)


def _labels(nodes: list[Node], output: NodeId, output_name: str, taken: set[str]) -> tuple[str, ...]:
    """Short names of all nodes: the user's, else the next free letter; copies are called as their source is."""
    user_named = any(isinstance(node, Gate) and node.name for node in nodes)
    letters = _letters("p" if user_named else "a")
    taken = taken | {output_name} | {node.text for node in nodes if isinstance(node, Constant)}
    labels: list[str] = []
    for node in nodes:
        if isinstance(node, Constant):
            labels.append(node.text)
        elif isinstance(node, Copy):
            labels.append(labels[node.source])
        elif isinstance(node, Variable) or node.name:
            labels.append(node.name or "")
        elif node.id == output:
            labels.append(output_name)
        else:
            labels.append(next(letter for letter in letters if letter not in taken))
    return tuple(labels)


def _letters(first: str) -> Iterator[str]:
    """a, b, …, v (or p, …, v), then with a number: a1, b1, …, v1, a2, …

    Left out are w, x, y, z, which mean weights and inputs in every lecture, and l and o, which look like 1 and 0.
    """
    letters = [letter for letter in ascii_lowercase if letter >= first and letter not in "lowxyz"]
    yield from letters
    for number in count(1):
        for letter in letters:
            yield f"{letter}{number}"


def free_labels(kept: list[str | None], graph: Graph, taken: set[str]) -> tuple[str, ...]:
    """Labels for a graph drawn another way: those ``kept``, and for the rest the next letters not ``taken``."""
    user_named = any(isinstance(node, Gate) and node.name for node in graph.nodes)
    letters = (letter for letter in _letters("p" if user_named else "a") if letter not in taken)
    found: list[str] = []
    for node, label in zip(graph.nodes, kept, strict=True):
        if isinstance(node, Copy):
            found.append(found[node.source])
        elif isinstance(node, Constant):
            found.append(node.text)
        else:
            found.append(label if label is not None else next(letters))
    return tuple(found)
