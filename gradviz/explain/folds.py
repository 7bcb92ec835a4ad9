"""What a folded gate stands for: its formula over what goes in, as long as a card has room for it."""

from __future__ import annotations

from copy import deepcopy

from gradviz.explain.card import Formula, Section, word
from gradviz.export.latex import ATOM, Written, applied, name_latex, number_latex
from gradviz.graph.graph import Constant, Gate, Graph, Node
from gradviz.i18n import tr
from gradviz.language.syntax import Apply, Bare, Expr, Name, Number
from gradviz.language.writing import written

LONGEST = 240
"""Characters of a formula, as LaTeX, for which there is room."""

_NOWHERE = (0, 0)
"""The place in the text of what nobody typed."""


def stands_for(graph: Graph, gate: Gate) -> Formula | None:
    """``dot = w0*x0 + w1*x1``: what is folded into ``gate``, down to its inputs; None where it would be too long."""
    if graph.whole is None:
        return None
    whole, new_of = graph.whole.graph, graph.whole.new_of
    own_e = "e" in graph.labels
    done: dict[int, tuple[Written, Expr]] = {}
    for inner in whole.gates:
        if new_of[inner.id] != gate.id:
            continue
        inputs = [
            deepcopy(done[node]) if node in done else _outer(whole.nodes[node], graph.labels[new_of[node]])
            for node in inner.inputs  # what is used twice is written twice: a tree each
        ]
        latex = applied(inner.kind.latex, [piece for piece, _ in inputs], own_e)
        if len(latex) > LONGEST:
            return None
        application = Apply(inner.op, tuple(tree for _, tree in inputs), 0, _NOWHERE, _NOWHERE)
        done[inner.id] = (latex, inner.kind.latex.binds), application
    (latex, _), tree = done[graph.whole.old_of[gate.id]]
    name = graph.labels[gate.id]
    return Formula(f"{name_latex(name)} = {latex}", f"{name} = {written(Bare(tree, 0, _NOWHERE))}")


def folded_section(graph: Graph, gate: Gate) -> tuple[Section, ...]:
    """The formula of a folded gate, and how to see more; nothing for any other gate."""
    if not gate.folded:
        return ()
    formula = stands_for(graph, gate)
    hint = (word(tr("Unfold it with a double click to see how.")),)
    return (Section(tr("It stands for"), formulas=(formula,) if formula else (), note=hint),)


def _outer(node: Node, label: str) -> tuple[Written, Expr]:
    """An input: a number as typed, or a name."""
    if isinstance(node, Constant):
        return number_latex(node.text), Number(node.text, node.value, 0, _NOWHERE, _NOWHERE)
    return (name_latex(label), ATOM), Name(label, label, 0, _NOWHERE, _NOWHERE)
