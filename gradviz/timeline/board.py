"""What a gate is called in a sentence, and what it computes as on the board: ``w1 × x``, ``max(a, y)``."""

from __future__ import annotations

from string import Formatter

from gradviz.autodiff.run import Run
from gradviz.graph.gate import GateKind
from gradviz.graph.graph import Constant, Gate, Graph, NodeId
from gradviz.i18n import language
from gradviz.timeline.pieces import MINUS, MULTIPLIED, Equation, Piece, Pieces, bracketed, joined, number, text


def spoken(kind: GateKind) -> str:
    """What to call a gate in a sentence. In Russian an operator goes by its sign: "mul" is no word of the lecture."""
    return kind.name if kind.spellings or language() == "en" else kind.symbol


def name_drawn(label: str, branch: int = 0) -> str:
    """A name as it is drawn, what follows an underscore lowered; ``x_(2)`` is the second ``branch`` of x."""
    return f"{label}_({branch})" if branch else label


def formula(graph: Graph, gate: Gate) -> str:
    """What a gate computes, as one writes it on the board: ``w1 × x``, ``max(a, y)``."""
    inputs: list[Pieces] = [(Piece("name", graph.labels[node]),) for node in gate.inputs]
    return "".join(piece.text for piece in written(gate, inputs))


def forward_equation(run: Run, gate: Gate) -> Equation:
    """What a gate computes from its inputs; a constant is written as it was typed."""
    terms = tuple(value_shown(run, source)[0] for source in gate.inputs)
    motion = gate.kind.motion
    return Equation(terms, run.node_values[gate.id], gate.kind.forward, sum=motion == "share", product=motion == "swap")


def value_shown(run: Run, node: NodeId) -> Pieces:
    """A node's value; a constant's as it was typed."""
    found = run.graph.nodes[run.graph.value_node(node)]
    if isinstance(found, Constant):
        return (Piece("constant", found.text, found.value),)
    return number("value", run.node_values[node])


def written(gate: Gate, inputs: list[Pieces]) -> Pieces:
    """The gate's line of the listing as one writes it on the board, with ``inputs`` in their places."""
    signs = {"**": (text("^"),), "*": (text(MULTIPLIED),), "-": (MINUS,), " - ": (text(" − "),), "/": (text(" / "),)}
    found: list[Piece] = []
    for literal, field, form, _ in Formatter().parse(gate.kind.listing.forward):
        found += signs.get(literal, (text(literal),) if literal else ())
        if field == "all":
            found += joined(inputs, "; " if language() == "ru" else ", ")  # Russian numbers have a comma themselves
        elif field:
            found += bracketed(inputs[int(field)]) if form == "b" else inputs[int(field)]
    return tuple(found)
