"""The computation as the lecture writes it: ``a = w1*x``, ``f = 1 + c``, then ``df = 1``, ``dc = df``, ``dx = w1*da``.

Every line knows its gate, its wire and what it assigns, so that the player can mark it. With the names of
:data:`gradviz.autodiff.naming.FUNCTIONS` and the leaves' values defined, the lines are a program that runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gradviz.autodiff.naming import Names, literal, names
from gradviz.graph.gate import GateKind, Lines
from gradviz.graph.graph import Constant, Copy, Gate, Graph, NodeId, WireId
from gradviz.graph.ties import Ties


@dataclass(frozen=True, slots=True)
class ListingLine:
    """One line. ``node`` is the gate that works here (the output for the seed), ``target`` the variable or gate whose
    value or gradient is assigned, ``wire`` the wire a contribution travels (None for values, seed and zeros)."""

    text: str
    node: NodeId
    wire: WireId | None
    target: NodeId


@dataclass(frozen=True, slots=True)
class Listing:
    """Both passes. Gradients of constants are left out: nobody needs them."""

    forward: tuple[ListingLine, ...]
    backward: tuple[ListingLine, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in (*self.forward, *self.backward))


class Operand(str):
    """An input's name or number in code, with the formats gate templates use: ``b`` puts a negative number in
    brackets, ``less`` is one less."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        if form == "less":
            return _one_less(self)
        return f"({self})" if form == "b" and self.startswith("-") else str(self)


def _one_less(text: str) -> str:
    try:
        value = float(text) - 1
    except ValueError:
        return f"({text} - 1)"
    exact = str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return Operand(exact).__format__("b")


@dataclass(frozen=True, slots=True)
class GateText:
    """What a gate's templates are filled with: its inputs, its value and its gradient as they are called in code.

    ``order`` is the precedence of a router's slots, as in :meth:`gradviz.graph.ties.Ties.order`.
    """

    kind: GateKind
    inputs: tuple[Operand, ...]
    out: str
    d: str
    order: list[int] | None

    def value(self, lines: Lines) -> str:
        """The right side of the forward line."""
        return lines.forward.format(*self.inputs, all=", ".join(self.inputs))

    def contribution(self, lines: Lines, slot: int) -> str:
        """What goes back into ``slot``."""
        share = self._share(slot) if self.kind.routes else ""
        every = ", ".join(self.inputs)
        return lines.contribution(slot).format(*self.inputs, all=every, out=self.out, d=self.d, share=share)

    def _share(self, slot: int) -> str:
        """``share(a, y)``: what max gives a; ``share(-a, -y)`` for min; ``wins(a, (), (y,))`` by another tie rule."""
        signed = [item if self.kind.routes > 0 else f"-{item:b}" for item in self.inputs]
        if self.order is None:
            return f"share({', '.join([signed[slot], *signed[:slot], *signed[slot + 1 :]])})"
        place = self.order.index(slot)
        before, after = self.order[:place], self.order[place + 1 :]
        return f"wins({signed[slot]}, {_tuple(signed, before)}, {_tuple(signed, after)})"


def _tuple(items: list[str], places: list[int]) -> str:
    """The chosen items as a tuple in code: ``()``, ``(b,)``, ``(b, c)``."""
    return f"({', '.join(items[place] for place in places)}{',' if len(places) == 1 else ''})"


def gate_text(gate: Gate, values: Sequence[str], d: str, ties: Ties) -> GateText:
    """The fillings of ``gate``, whose inputs and output are called as ``values`` says by node id."""
    inputs = tuple(Operand(values[node]) for node in gate.inputs)
    return GateText(gate.kind, inputs, values[gate.id], d, ties.order(len(inputs), gate.token))


@lru_cache(maxsize=8)
def listing(graph: Graph, ties: Ties = Ties()) -> Listing:  # noqa: B008
    """The listing of ``graph`` under a tie rule; kept, since other values of the leaves do not change it."""
    if graph.whole:
        return _seen_from_outside(graph, listing(graph.unfolded, ties))
    return spelled(graph, ties, names(graph), lambda gate: gate.kind.listing)


def _seen_from_outside(graph: Graph, inside: Listing) -> Listing:
    """The lines of the whole graph, each said to be the work of the gate that is drawn, and of the wires that are."""
    assert graph.whole is not None
    whole, new_of = graph.whole.graph, graph.whole.new_of

    def wire(old: WireId) -> WireId:
        """The wire into the same gate; into one that took the target in, that with the same source, or its first."""
        gate, source = graph.nodes[new_of[whole.wires[old].target]], whole.value_node(whole.wires[old].source)
        into = graph.into[gate.id]
        if isinstance(gate, Gate) and not gate.folded:
            return into[whole.wires[old].slot].id
        return next((each.id for each in into if graph.value_node(each.source) == new_of[source]), into[0].id)

    def line(old: ListingLine) -> ListingLine:
        moved = None if old.wire is None else wire(old.wire)
        return ListingLine(old.text, new_of[old.node], moved, new_of[old.target])

    return Listing(tuple(map(line, inside.forward)), tuple(map(line, inside.backward)))


def spelled(graph: Graph, ties: Ties, called: Names, lines_of: Callable[[Gate], Lines]) -> Listing:
    """The listing with names and lines of a gate as another program needs them."""
    return Listing(tuple(_forward(graph, called, lines_of)), tuple(_backward(graph, called, ties, lines_of)))


def _forward(graph: Graph, called: Names, lines_of: Callable[[Gate], Lines]) -> list[ListingLine]:
    lines = []
    for gate in graph.gates:
        text = gate_text(gate, called.values, "", Ties())
        line = f"{text.out} = {text.value(lines_of(gate))}"
        lines.append(ListingLine(line, gate.id, None, gate.id))
    output = graph.nodes[graph.output]
    if isinstance(output, Constant):
        lines.append(ListingLine(f"{called.values[output.id]} = {literal(output)}", output.id, None, output.id))
    return lines


def _backward(graph: Graph, called: Names, ties: Ties, lines_of: Callable[[Gate], Lines]) -> list[ListingLine]:
    lines = [ListingLine(f"{called.gradients[graph.output]} = 1", graph.output, None, graph.output)]
    begun = {graph.output}
    for gate in reversed(graph.gates):
        if not graph.reaches_output[gate.id]:
            continue
        text = gate_text(gate, called.values, called.gradients[gate.id], ties)
        for wire in graph.into[gate.id]:
            target = graph.value_node(wire.source)
            if isinstance(graph.nodes[target], Constant):
                continue
            sent = text.contribution(lines_of(gate), wire.slot)
            sign = "+=" if target in begun else "="
            begun.add(target)
            lines.append(ListingLine(f"{called.gradients[target]} {sign} {sent}", gate.id, wire.id, target))
    return lines + _zeros(graph, called)


def _zeros(graph: Graph, called: Names) -> list[ListingLine]:
    """``dz = 0`` for what does not lead to the output; beside another target it has no gradient and no line."""
    return [
        ListingLine(f"{called.gradients[node.id]} = 0", node.id, None, node.id)
        for node in graph.nodes
        if not graph.reaches_output[node.id] and graph.has_gradient(node.id) and not isinstance(node, Constant | Copy)
    ]
