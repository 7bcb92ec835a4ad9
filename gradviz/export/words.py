"""A graph in words: what a screen reader says of the picture, the alternative text of an exported one."""

from __future__ import annotations

from collections.abc import Mapping

from gradviz.export.tables import ROLES
from gradviz.graph.graph import Gate, Graph, Variable
from gradviz.i18n import tr, trn
from gradviz.numerals import Numerals
from gradviz.timeline.board import formula
from gradviz.timeline.frame import Frame


def counted(graph: Graph) -> str:
    """What ``graph`` is made of: ``5 gates, 1 copy, 3 leaves``; what there is none of is left out."""
    counts = (
        (len(graph.gates), trn("{n} gate", "{n} gates", len(graph.gates))),
        (len(graph.copies), trn("{n} copy", "{n} copies", len(graph.copies))),
        (len(graph.variables), trn("{n} leaf", "{n} leaves", len(graph.variables))),
    )
    return ", ".join(words for count, words in counts if count)


def described(graph: Graph, roles: Mapping[str, str], frame: Frame | None, numerals: Numerals) -> str:
    """``graph`` in sentences, a line each: its size, its leaves, what is used more than once, its gates in order.

    With ``frame`` the numbers known at that instant stand there too, gradients last; ``roles`` says "input" or
    "parameter" by the leaf's name.
    """
    said = [tr("Computational graph of {name}: {parts}.", name=graph.output_name, parts=counted(graph))]
    known = [None] * len(graph.nodes) if frame is None else [node.value for node in frame.nodes]

    def valued(text: str, node: int) -> str:
        value = known[node]
        return text if value is None else f"{text} = {numerals.text(value)}"

    leaves = [f"{valued(leaf.name, leaf.id)} ({tr(ROLES[roles.get(leaf.name, 'input')])})" for leaf in graph.variables]
    uses = [f"{graph.labels[copy.id]} ({trn('{n} time', '{n} times', copy.uses)})" for copy in graph.copies]
    gates = [valued(f"{graph.labels[gate.id]} = {formula(graph, gate)}", gate.id) for gate in graph.gates]
    said += [tr("Leaves: {leaves}.", leaves="; ".join(leaves))] if leaves else []
    said += [tr("Used more than once: {names}.", names="; ".join(uses))] if uses else []
    said += [tr("Gates from the leaves to the output: {gates}.", gates="; ".join(gates))] if gates else []
    gradients = [] if frame is None else _gradients(graph, frame, numerals)
    said += [tr("Gradients: {gradients}.", gradients="; ".join(gradients))] if gradients else []
    return "\n".join(said)


def _gradients(graph: Graph, frame: Frame, numerals: Numerals) -> list[str]:
    nodes: list[Gate | Variable] = [*reversed(graph.gates), *graph.variables]
    found = []
    for node in nodes:
        gradient = frame.nodes[node.id].gradient
        if gradient is not None:
            label = graph.output_name if node.id == graph.output else graph.labels[node.id]
            found.append(f"{numerals.gradient(graph.output_name, label)} = {numerals.text(gradient)}")
    return found
