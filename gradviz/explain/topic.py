"""What is asked about, and the current step in a few words."""

from __future__ import annotations

from dataclasses import dataclass

from gradviz.graph.graph import Copy, Gate, Graph, NodeId, WireId
from gradviz.i18n import tr
from gradviz.numerals import Numerals
from gradviz.timeline.board import spoken
from gradviz.timeline.frame import Frame


@dataclass(frozen=True, slots=True)
class Topic:
    """A node, and a wire of it where one was meant; no node is where a pass begins. ``clicked``: somebody asked for
    it, so that its derivative is told although the performance has not come to it."""

    node: NodeId | None
    wire: WireId | None = None
    clicked: bool = True


def topic_of(frame: Frame) -> Topic:
    """What the current step is about."""
    if frame.step.kind == "seed":
        return Topic(None, clicked=False)
    return Topic(frame.step.node, frame.step.wires[0] if frame.step.wires else None, clicked=False)


def topic_of_wire(graph: Graph, wire: WireId) -> Topic:
    """What a clicked wire is about: the gate it runs into, which sends the gradient back along it."""
    return Topic(graph.wires[wire].target, wire)


def step_words(graph: Graph, frame: Frame, numerals: Numerals) -> str:
    """The current step in a few words: "backward through max", "the contributions to x add up"."""
    step = frame.step
    if step.node is None:
        return tr("the leaves have values")
    if step.kind == "seed":
        output = graph.output_name
        return tr("the seed: {gradient} = 1", gradient=numerals.gradient(output, output))
    node = graph.nodes[step.node]
    if isinstance(node, Copy):
        return tr("the contributions to {name} add up", name=graph.labels[node.id])
    name = spoken(node.kind) if isinstance(node, Gate) else graph.labels[node.id]
    return tr("forward through {gate}", gate=name) if step.kind == "value" else tr("backward through {gate}", gate=name)
