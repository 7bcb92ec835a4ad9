"""Who is to blame for inf and nan, and which gates stand on a kink: said beside a run, never raised.

A gate offends when it turns ordinary numbers into something else. Gates that only pass on what they were given do not,
so the first of the list is where to look. Arrays are not examined: a single point is.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TypeVar

from gradviz.autodiff.run import Kink, Problem, Value
from gradviz.graph import ieee
from gradviz.graph.graph import Gate, Graph, Whole, Wire
from gradviz.graph.ties import Ties
from gradviz.i18n import Message

Values = tuple[Value, ...]
_Found = TypeVar("_Found", Problem, Kink)


def problems(
    graph: Graph, values: Values, slopes: tuple[Values, ...], gradients: Values, contributions: Values
) -> tuple[Problem, ...]:
    """Offending gates: forward ones first in order, then those that only offend on the way back, output first."""
    if not ieee.scalar(*values, *contributions) or all(map(math.isfinite, (*values, *contributions))):
        return ()
    forward = [_forward_problem(graph, gate, values) for gate in graph.gates]
    found = [problem for problem in forward if problem]
    for gate in reversed(graph.gates):
        if forward[gate.number] is None:
            problem = _backward_problem(graph, gate, slopes[gate.id], gradients[gate.id], contributions)
            found += [problem] if problem else []
    return tuple(found)


def kinks(graph: Graph, values: Values, ties: Ties) -> tuple[Kink, ...]:
    """Gates that stand exactly where no derivative exists, with the convention that was used."""
    if not ieee.scalar(*values):
        return ()
    found = []
    for gate in graph.gates:
        if not may_kink(graph, gate):
            continue
        kind = gate.kind
        inputs = tuple(values[source] for source in gate.inputs)
        if kind.tied(inputs) and not _one_and_the_same(graph, gate, values):
            found.append(Kink(gate.id, ties.message))
        elif kind.kink is not None and kind.kink.at(*inputs):
            found.append(Kink(gate.id, Message(kind.kink.message.text, gate=graph.labels[gate.id])))
    return tuple(found)


def may_kink(graph: Graph, gate: Gate) -> bool:
    """Whether ``gate`` has kinks with the inputs it has in ``graph``: a power with a constant exponent has none."""
    kind = gate.kind
    if kind.kink is None:
        return kind.routes != 0 or kind.inside is not None
    return kind.kink.slot is None or graph.varies[gate.inputs[kind.kink.slot]]


def _one_and_the_same(graph: Graph, gate: Gate, values: Values) -> bool:
    """Whether all winners of a router are one value: max(x, x) is x, and smooth, however its shares are dealt."""
    return len({graph.value_node(node) for node in gate.inputs if values[node] == values[gate.id]}) == 1


def seen_from_outside(whole: Whole, found: tuple[_Found, ...]) -> tuple[_Found, ...]:
    """What was found in the whole graph, said of the gates that are drawn; inside a folded gate the words stay."""
    return tuple(replace(one, gate=whole.new_of[one.gate]) for one in found)


def _forward_problem(graph: Graph, gate: Gate, values: Values) -> Problem | None:
    value, inputs = values[gate.id], tuple(values[source] for source in gate.inputs)
    if math.isfinite(value) or any(math.isnan(item) for item in inputs):
        return None
    name = graph.labels[gate.id]
    domain = gate.kind.domain
    if domain is not None and not domain.holds(*inputs):
        return Problem("domain", gate.id, Message(domain.message.text, gate=name))
    if all(math.isfinite(item) for item in inputs):
        return Problem("overflow", gate.id, Message("{gate} grows too large for a number: ∞.", gate=name))
    if math.isnan(value):
        return Problem("nan", gate.id, Message("{gate} has no value: its inputs are infinite.", gate=name))
    return None


def _backward_problem(
    graph: Graph, gate: Gate, local: Values, upstream: Value, contributions: Values
) -> Problem | None:
    """What goes wrong on the wires of one gate, those behind which no variable stands aside."""
    name = graph.labels[gate.id]
    for wire in graph.into[gate.id]:
        sent, slope = contributions[wire.id], local[wire.slot]
        if math.isfinite(sent) or math.isnan(upstream) or not graph.varies[wire.source]:
            continue
        if math.isnan(slope):
            return Problem("nan", gate.id, _no_slope(graph, gate, wire, local))
        if math.isinf(slope):
            return Problem("domain", gate.id, Message("{gate} is infinitely steep here.", gate=name))
        if math.isnan(sent):
            return Problem("nan", gate.id, Message("{gate} is asked for 0·∞ on the way back.", gate=name))
        if math.isfinite(upstream):
            return Problem("overflow", gate.id, Message("The gradient behind {gate} grows too large: ∞.", gate=name))
    return None


def _no_slope(graph: Graph, gate: Gate, wire: Wire, local: Values) -> Message:
    """That a gate has no local derivative, by one input alone where it has others that vary: (−2)^y by y, not by −2."""
    name, others = graph.labels[gate.id], (each for each in graph.into[gate.id] if each.slot != wire.slot)
    if any(math.isfinite(local[other.slot]) and graph.varies[other.source] for other in others):
        return Message(
            "{gate} has no slope by {name} here.", gate=name, name=graph.labels[graph.value_node(wire.source)]
        )
    return Message("{gate} has no slope here.", gate=name)
