"""What becomes of the gradient at a gate: what gates of its kind always do, as far as it is true of this one here."""

from __future__ import annotations

import math

from gradviz import i18n
from gradviz.explain.moment import Moment, about
from gradviz.graph.graph import Gate, NodeId
from gradviz.i18n import tr


def fate(moment: Moment, gate: Gate) -> str:
    """What the gate does to the gradient, or what the tie rule does where inputs are equal."""
    kink = next((kink for kink in moment.run.kinks if kink.gate == gate.id), None)
    if kink is not None and gate.kind.routes:
        return str(kink.message)
    alone = _only_winner(moment, gate)
    if alone is not None:
        name = moment.label(alone)
        return tr(
            "All winning inputs are {name}: however they share the gradient, {name} receives all of it.", name=name
        )
    varying = [slot for slot, source in enumerate(gate.inputs) if not moment.is_constant(source)]
    if not varying:
        return tr("All inputs are constants, so nobody here needs a gradient.")
    said = _beside_a_constant(gate, varying) or about(gate.op, "text", i18n.language())
    return f"{said} {_of_unequal(moment, gate)}".strip() if len(varying) == len(gate.inputs) else said


def _only_winner(moment: Moment, gate: Gate) -> NodeId | None:
    """The one value that several inputs of a router carry and that wins; None where there is no tie, or a real one."""
    values = moment.run.node_values
    if not gate.kind.tied(tuple(values[source] for source in gate.inputs)):
        return None
    winners = {moment.graph.value_node(source) for source in gate.inputs if values[source] == values[gate.id]}
    return winners.pop() if len(winners) == 1 else None


def _beside_a_constant(gate: Gate, varying: list[int]) -> str:
    """What holds where one of two inputs is a constant; empty where nothing else does."""
    if len(gate.inputs) != 2 or len(varying) != 1:
        return ""
    which = "first" if varying == [0] else "second"
    return about(gate.op, which, i18n.language()) or about(gate.op, "one", i18n.language())


def _of_unequal(moment: Moment, gate: Gate) -> str:
    """What is true only of inputs that differ in size, and of a gradient that is there at all."""
    sizes = [abs(moment.run.node_values[source]) for source in gate.inputs]
    upstream = moment.run.node_gradients[gate.id]
    if not all(map(math.isfinite, (*sizes, upstream))) or upstream == 0 or len(set(sizes)) == 1:
        return ""
    return about(gate.op, "unequal", i18n.language())
