"""A nudge as a performance: the moved number and what it does, one node after the other in topological order."""

from __future__ import annotations

from dataclasses import replace

from gradviz.autodiff.nudge import Nudge
from gradviz.graph.graph import Graph, Wire
from gradviz.i18n import tr
from gradviz.timeline.board import name_drawn
from gradviz.timeline.frame import Frame, WireFrame, WireState
from gradviz.timeline.pieces import Caption, Piece, filled, number


def ripple_frame(graph: Graph, frame: Frame, nudge: Nudge, reached: int) -> Frame:
    """``frame`` with the new values of the first ``reached`` ripples (0: of the moved number alone, where it is a
    wire's); the one reached last is at work, and the wires that carry new values are lit."""
    nodes = [replace(node, glow=0.0, active=None) for node in frame.nodes]
    wires = [replace(wire, active=None, token=None, local=None) for wire in frame.wires]
    output = replace(frame.output, active=None, token=None)
    if isinstance(nudge.place, Wire):
        wires[nudge.place.id] = _moved(wires[nudge.place.id], nudge.before + nudge.h)
    for place, ripple in enumerate(nudge.ripples[:reached]):
        last = place == reached - 1
        glow = 1.0 if last else 0.0
        nodes[ripple.node] = replace(
            nodes[ripple.node], value=ripple.after, glow=glow, active="value" if last else None
        )
        for wire in graph.out_of[ripple.node]:
            wires[wire.id] = _moved(wires[wire.id], ripple.after)
        if ripple.node == graph.output:
            output = _moved(output, ripple.after)
    return replace(frame, nodes=tuple(nodes), wires=tuple(wires), output=output, caption=caption(graph, nudge))


def _moved(wire: WireFrame, value: float) -> WireFrame:
    return replace(wire, state=WireState.VALUE, value=value, active="value", token=None, local=None)


def caption(graph: Graph, nudge: Nudge) -> Caption:
    """What was moved, what the output really did, and what the gradient foretold."""
    place = nudge.place
    if isinstance(place, Wire):
        said = tr(
            "{name} on its way to {gate} moves by {h}: {output} changes by {change}, the gradient foretold {predicted}"
        )
        moved = name_drawn(graph.labels[place.source], graph.branch(place))
    else:
        said = tr("{name} moves by {h}: {output} changes by {change}, the gradient foretold {predicted}")
        moved = graph.labels[place.id]
    return Caption(
        filled(
            said,
            name=(Piece("name", moved),),
            gate=(Piece("name", graph.labels[place.target if isinstance(place, Wire) else place.id]),),
            h=number("value", nudge.h),
            output=(Piece("name", graph.output_name),),
            change=number("value", nudge.change),
            predicted=number("gradient", nudge.predicted),
        )
    )
