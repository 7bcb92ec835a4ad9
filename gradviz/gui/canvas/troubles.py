"""Where numbers become infinite or nan, as a frame shows it."""

from __future__ import annotations

from math import isfinite, isnan

from gradviz.graph.graph import Graph, NodeId
from gradviz.timeline.frame import Frame


def troubles_of(graph: Graph, frame: Frame) -> dict[NodeId, str]:
    """Gates where an infinite number or a nan begins: what goes in is ordinary, what comes out is not."""
    found: dict[NodeId, str] = {}
    for gate in graph.gates:
        made, into = frame.nodes[gate.id], graph.into[gate.id]
        inputs = [frame.nodes[source].value for source in gate.inputs]
        if _odd(made.value) and not any(map(_odd, inputs)):
            found[gate.id] = _sign(made.value)
        elif not _odd(made.gradient) and not _odd(made.value):
            sent = [frame.wires[wire.id].gradient for wire in into]
            found.update((gate.id, _sign(number)) for number in sent if _odd(number))
    return found


def _odd(number: float | None) -> bool:
    return number is not None and not isfinite(number)


def _sign(number: float | None) -> str:
    assert number is not None
    return "nan" if isnan(number) else "∞" if number > 0 else "−∞"
