"""What a formula of the chain rule calls its gradients, its local derivatives and their places, before any number."""

from __future__ import annotations

from gradviz.autodiff.listing import Operand
from gradviz.explain.card import Formula
from gradviz.explain.slopes import Place
from gradviz.explain.wires import Name, name_of, name_of_wire
from gradviz.export.latex import ATOM, applied, bracketed
from gradviz.graph.graph import Gate, Graph, NodeId, Wire
from gradviz.numerals import MINUS, Numerals

MOST_INPUTS = 4
"""A gate with more inputs is not written out."""


class Symbols:
    """Those of one graph, in the notation of ``numerals``. ``own_e`` says whether ``e`` is a name of the program."""

    def __init__(self, graph: Graph, numerals: Numerals) -> None:
        self.graph = graph
        self.numerals = numerals
        self.output = Name(graph.output_name)
        self.own_e = "e" in graph.labels

    def gate(self, wire: Wire) -> Gate:
        """The gate that a wire leads into."""
        gate = self.graph.nodes[wire.target]
        assert isinstance(gate, Gate)
        return gate

    def result(self, gate: NodeId) -> Name:
        """What comes out of a gate."""
        return self.output if gate == self.output_gate else name_of(self.graph, gate)

    @property
    def output_gate(self) -> NodeId:
        """The node whose value the output is."""
        return self.graph.value_node(self.graph.output)

    def gradient(self, name: Name) -> Formula:
        """What the gradient of the output by ``name`` is called."""
        latex = self.numerals.gradient_latex(self.output.latex, name.latex)
        return Formula(latex, self.numerals.gradient(self.output.text, name.text))

    def local(self, wire: Wire) -> Formula:
        """``∂c/∂b``, or ``∂(1 + c)/∂c`` at the output's own gate."""
        by, gate = name_of_wire(self.graph, wire), self.gate(wire)
        if gate.id != self.output_gate:
            return _fraction(self.result(gate.id), by)
        latex, text = self._expression(gate)
        if gate.kind.latex.binds < ATOM:
            latex, text = bracketed(latex), f"({text})"
        return Formula(rf"\frac{{\partial {latex}}}{{\partial {by.latex}}}", f"∂{text}/∂{by.text}")

    def _expression(self, gate: Gate) -> tuple[str, str]:
        """The gate over the names of its wires."""
        names = [name_of_wire(self.graph, wire) for wire in self.graph.into[gate.id]]
        places = [self.place(name) for name in names]
        texts = [Operand(place.text) for place in places]
        if len(names) > MOST_INPUTS:
            return applied(
                gate.kind.latex, [places[0].latex, (r"\ldots", ATOM)], self.own_e
            ), f"{gate.kind.name}({texts[0]}, …)"
        said = gate.kind.listing.forward.format(*texts, all=", ".join(texts))
        said = said.replace("**", "^").replace("*", " · ").replace("/", " / ").replace("-", MINUS)
        return applied(gate.kind.latex, [place.latex for place in places], self.own_e), said

    def names(self, gate: Gate, wire: Wire) -> dict[str, Place]:
        """What the places of a slope are called; in a router ``x`` is the wire's own input."""
        names = [name_of_wire(self.graph, each) for each in self.graph.into[gate.id]]
        inputs = [names[wire.slot]] if gate.kind.routes else names
        return dict(zip("xy", map(self.place, inputs), strict=False)) | {"out": self.place(self.result(gate.id))}

    def place(self, name: Name) -> Place:
        """A name, or a constant with the comma of all numbers."""
        latex, binds = name.written
        comma = name.number and self.numerals.comma
        return Place((latex.replace(".", "{,}") if comma else latex, binds), name.shown(self.numerals))


def _fraction(top: Name, bottom: Name) -> Formula:
    return Formula(rf"\frac{{\partial {top.latex}}}{{\partial {bottom.latex}}}", f"∂{top.text}/∂{bottom.text}")
