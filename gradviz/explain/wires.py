"""Names for wires: what a number on a wire belongs to.

A wire is called as its source is, but the branches behind a copy gate have names of their own, x₍₁₎ and x₍₂₎: the
gradient of the output by x is the sum of its gradients by the branches, and in ``x*exp(x)`` the last gate's derivative
by its own input x₍₁₎ is not the gradient by x.
"""

from __future__ import annotations

from dataclasses import dataclass

from gradviz.explain.card import in_text
from gradviz.export.latex import ATOM, Written, name_latex, number_latex
from gradviz.graph.graph import Constant, Copy, Graph, NodeId, Wire
from gradviz.numerals import Numerals
from gradviz.timeline.board import name_drawn


@dataclass(frozen=True, slots=True)
class Name:
    """What a wire or a node is called; ``branch`` counts the wires behind a copy gate from 1, 0 elsewhere.
    A ``number`` is a constant as typed."""

    label: str
    branch: int = 0
    number: bool = False

    @property
    def drawn(self) -> str:
        """As the panel draws names: what follows an underscore stands lowered."""
        return name_drawn(self.label, self.branch)

    @property
    def text(self) -> str:
        """In a line of text."""
        return in_text(self.drawn)

    @property
    def latex(self) -> str:
        return self.written[0]

    @property
    def written(self) -> Written:
        """The LaTeX and how strongly it binds."""
        return number_latex(self.label) if self.number else (name_latex(self.label, self.branch), ATOM)

    def shown(self, numerals: Numerals) -> str:
        """In a line of text, a constant with the comma and minus of all numbers, in brackets where it needs them."""
        if not self.number:
            return self.text
        text = numerals.exact(self.label)
        return f"({text})" if self.label.startswith("-") else text


def name_of(graph: Graph, node: NodeId) -> Name:
    """What a node is called."""
    found = graph.nodes[graph.value_node(node)]
    if isinstance(found, Constant):
        return Name(found.text, number=True)
    return Name(graph.labels[found.id])


def name_of_wire(graph: Graph, wire: Wire) -> Name:
    """What a wire is called."""
    branch = graph.branch(wire)
    return Name(graph.labels[wire.source], branch) if branch else name_of(graph, wire.source)


def branches(graph: Graph, copy: Copy) -> tuple[Wire, ...]:
    """The wires behind a copy gate on which a gradient comes back; beside another target that is not every one."""
    return tuple(wire for wire in graph.out_of[copy.id] if graph.has_gradient(wire.target))
