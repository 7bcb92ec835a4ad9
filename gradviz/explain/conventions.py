"""What holds by convention at a gate, where no derivative decides."""

from __future__ import annotations

from gradviz import i18n
from gradviz.explain.card import Convention
from gradviz.explain.moment import Moment, about
from gradviz.graph.graph import Gate
from gradviz.i18n import N_, tr

_TIES = {
    "split": N_("If {equal}, each gets an equal share."),
    "first": N_("If {equal}, the first gets it all."),
    "random": N_("If {equal}, one drawn at random gets it all."),
}


def convention(moment: Moment, gate: Gate) -> Convention | None:
    """The convention of the gate in a few words and at length; of a power only where it decides something here."""
    if gate.kind.routes and len({moment.graph.value_node(source) for source in gate.inputs}) == 1:
        return None  # max(x, x) is x, and smooth
    brief = _tie(moment, gate) if gate.kind.routes else about(gate.op, _case(moment, gate), i18n.language())
    text = about(gate.op, "convention", i18n.language())
    return Convention(brief, text, gate.kind.routes != 0) if brief and text else None


def _tie(moment: Moment, gate: Gate) -> str:
    """Who gets the gradient of a max or min gate when its inputs are equal."""
    names = [moment.label(node) for node in gate.inputs]
    equal = " = ".join(names) if len(names) == 2 else tr("the winning inputs are equal")
    return tr(_TIES[moment.story.ties], equal=equal)


def _case(moment: Moment, gate: Gate) -> str:
    """Which of the gate's brief words hold: the one it has, or of those that a power has, which go by its base and
    exponent, the one that decides; none while these are not known."""
    if len(gate.inputs) != 2 or about(gate.op, "brief", i18n.language()):
        return "brief"
    base, exponent = map(moment.value, gate.inputs)
    if base is None or exponent is None or base > 0:
        return ""
    if base == 0 and exponent == 0:
        return "brief_zero_to_zero"
    if moment.is_constant(gate.inputs[1]) or (base == 0 and exponent < 0):
        return ""
    return "brief_zero_base" if base == 0 else "brief_negative_base"
