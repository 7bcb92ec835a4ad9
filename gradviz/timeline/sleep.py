"""Which gates are seen to sleep: saturated ones once they have a value, shut doors once a gradient has come to them."""

from __future__ import annotations

from gradviz.graph.graph import Gate, Graph, NodeId
from gradviz.i18n import Message
from gradviz.timeline.frame import Frame


def asleep(graph: Graph, frame: Frame) -> dict[NodeId, str]:
    """The state ("flat" or "shut") of every gate that sleeps, as far as ``frame`` shows it."""
    return {gate.id: gate.kind.asleep.state for gate in graph.gates if gate.kind.asleep and _seen(graph, gate, frame)}


def _seen(graph: Graph, gate: Gate, frame: Frame) -> bool:
    assert gate.kind.asleep is not None
    out, inputs = frame.nodes[gate.id].value, [frame.nodes[source].value for source in gate.inputs]
    if out is None or None in inputs:
        return False
    come = gate.kind.asleep.state == "flat" or frame.wires[graph.into[gate.id][0].id].gradient is not None
    return come and gate.kind.asleep.holds(gate.kind.locals(out, tuple(each for each in inputs if each is not None))[0])


def told(graph: Graph, gate: NodeId) -> str:
    """The sentence about a gate that sleeps; empty for a node that cannot."""
    found = graph.nodes[gate]
    if not isinstance(found, Gate) or found.kind.asleep is None:
        return ""
    return str(Message(found.kind.asleep.message.text, gate=graph.labels[gate]))
