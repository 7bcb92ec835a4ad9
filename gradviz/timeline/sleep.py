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
    out, inputs = frame.nodes[gate.id].value, _inputs(gate, frame)
    if out is None or not inputs:
        return False
    come = gate.kind.asleep.state == "flat" or frame.wires[graph.into[gate.id][0].id].gradient is not None
    return come and gate.kind.asleep.holds(gate.kind.locals(out, inputs)[0])


def _inputs(gate: Gate, frame: Frame) -> tuple[float, ...]:
    """The gate's inputs; none while one is not known."""
    seen = [frame.nodes[source].value for source in gate.inputs]
    return () if None in seen else tuple(each for each in seen if each is not None)


def told(graph: Graph, gate: NodeId, frame: Frame) -> str:
    """The sentence about a gate that sleeps in ``frame``, exactly at its kink the one about that; empty for a node that
    cannot sleep."""
    found = graph.nodes[gate]
    if not isinstance(found, Gate) or found.kind.asleep is None:
        return ""
    kink, inputs = found.kind.kink, _inputs(found, frame)
    at_kink = kink is not None and inputs and kink.at(*inputs)
    message = kink.message if kink is not None and at_kink else found.kind.asleep.message
    return str(Message(message.text, gate=graph.labels[gate]))
