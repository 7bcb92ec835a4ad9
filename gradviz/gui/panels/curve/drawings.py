"""What the Curve panel may draw, with all that is said beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gradviz.autodiff.compiled import Compiled
from gradviz.autodiff.moving import downstream
from gradviz.autodiff.run import Run
from gradviz.autodiff.slices import Span, Switch, along, bends, over, switches, through
from gradviz.graph.graph import Constant, Gate, Variable
from gradviz.gui.panels.curve.view import REACH, View, Views
from gradviz.gui.panels.facts import Fact
from gradviz.gui.plots.curve_plot import Line
from gradviz.gui.plots.map_plot import Ground
from gradviz.i18n import tr
from gradviz.notation import Part
from gradviz.numerals import Numerals

TOGETHER = 1e-3
"""Gates that switch within this part of the width switch at one place."""


@dataclass(frozen=True, eq=False, slots=True)
class Drawing:
    """A curve or a map. ``names`` may be chosen from, ``chosen`` are the places of those that are, at most ``most``."""

    title: str
    names: tuple[str, ...]
    chosen: tuple[int, ...]
    most: int
    picture: Line | Ground
    facts: tuple[Fact, ...]
    hint: str


def of_one(run: Run, f: Compiled, leaf: int, views: Views, numerals: Numerals) -> Drawing:
    """The output against one variable, with its tangent."""
    names = _names(run)
    name, output = names[leaf], run.graph.output_name
    x, slope = run.bindings[name], run.gradients[name]
    view = views.of(name, x)
    curve = along(f, run.bindings, name, view.span)
    kinks = _kinks(run, switches(run, _leaf(run, name), view.span), view.span)
    bent = _stands_at_kink(run, name)
    tangent = math.nan if slope is None or bent else slope
    words = tr("by convention") if bent else tr("slope here =")
    more = tr("Choose a second variable for a map.") if len(names) > 1 else ""
    return Drawing(
        tr("{output} as a function of", output=output),
        names,
        (leaf,),
        2,
        Line(curve, x, run.value, tangent, (name, output), kinks=kinks),
        (
            Fact(name, x, "value", is_name=True),
            Fact(output, run.value, "value", is_name=True),
            _gradient_fact(numerals, f"{words} ", output, name, slope),
        ),
        tr("Here the curve has a kink and no derivative; a convention chooses the gradient.")
        if bent
        else " ".join([tr("Drag the point to change {name}.", name=name), more]),
    )


def of_two(run: Run, f: Compiled, leaves: tuple[int, int], views: Views, numerals: Numerals) -> Drawing:
    """The output over two variables, both at one scale."""
    names = _names(run)
    first, second = (names[leaf] for leaf in leaves)
    output = run.graph.output_name
    place = run.bindings[first], run.bindings[second]
    gradient = run.gradients[first], run.gradients[second]
    seen = [views.of(name, x) for name, x in zip((first, second), place, strict=True)]
    reach = max(view.reach for view in seen)
    across, down = (View(view.middle, reach).span for view in seen)
    terrain = over(f, run.bindings, (first, second), (across, down))
    gradients = (
        _gradient_fact(numerals, "", output, name, slope) for name, slope in zip((first, second), gradient, strict=True)
    )
    return Drawing(
        tr("{output} as a function of", output=output),
        names,
        leaves,
        2,
        Ground(terrain, place, (gradient[0] or 0.0, gradient[1] or 0.0), (first, second)),
        (Fact(output, run.value, "value", is_name=True), *gradients),
        tr("The stronger the colour, the larger. The arrow is the gradient: uphill, straight across the lines."),
    )


def variable_slots(run: Run, gate: Gate) -> tuple[int, ...]:
    """The slots of ``gate`` that no constant fills."""
    nodes = run.graph.nodes
    carried = (nodes[run.graph.value_node(node)] for node in gate.inputs)
    return tuple(slot for slot, node in enumerate(carried) if not isinstance(node, Constant))


def of_gate(run: Run, gate: Gate, slot: int) -> Drawing:
    """A gate's own function of its input in ``slot``, with its derivative."""
    graph, slots = run.graph, variable_slots(run, gate)
    inputs = tuple(run.node_values[node] for node in gate.inputs)
    labels = [graph.labels[graph.value_node(node)] for node in gate.inputs]
    x, value, local = inputs[slot], run.node_values[gate.id], run.locals[gate.id][slot]
    name, out = labels[slot], graph.labels[gate.id]
    span = View(0.0 if abs(x) < REACH else x, 2 * REACH).span
    switched, convention = bends(gate, inputs, slot, span), _convention_at(run, gate)
    bent = bool(convention) and any(abs(each.x - x) < (span[1] - span[0]) * TOGETHER for each in switched)
    tangent = math.nan if bent else local
    curve = through(gate, inputs, slot, span, run.ties)
    return Drawing(
        tr("{gate} as a function of", gate=out),
        tuple(labels[each] for each in slots),
        (slots.index(slot),) if slot in slots else (),
        1,
        Line(curve, x, value, tangent, (name, out), derivative=True, kinks=_kinks(run, switched, span)),
        (
            Fact(name, x, "value", is_name=True),
            Fact(out, value, "value", is_name=True),
            Fact(tr("local derivative, by convention") if bent else tr("local derivative"), local, "gradient"),
        ),
        " ".join([tr("Here the curve has a kink and no derivative."), convention])
        if bent
        else tr("The thin curve is the derivative: where it is near 0, the gate lets almost no gradient through."),
    )


def _convention_at(run: Run, gate: Gate) -> str:
    """What decides the local derivatives of ``gate`` where it stands at a kink; empty where it does not."""
    return next((str(kink.message) for kink in run.kinks if kink.gate == gate.id), "")


def _names(run: Run) -> tuple[str, ...]:
    return tuple(leaf.name for leaf in run.graph.variables)


def _leaf(run: Run, name: str) -> Variable:
    return next(leaf for leaf in run.graph.variables if leaf.name == name)


def _stands_at_kink(run: Run, name: str) -> bool:
    """Whether a gate that hands on what the variable does to the output stands exactly at its kink."""
    reached = {node.id for node in downstream(run.graph, _leaf(run, name)) if run.graph.reaches_output[node.id]}
    return any(kink.gate in reached for kink in run.kinks)


def _kinks(run: Run, found: tuple[Switch, ...], span: Span) -> tuple[tuple[float, float, str], ...]:
    """The places where gates switch, those that do so together as one."""
    near = (span[1] - span[0]) * TOGETHER
    places: list[tuple[float, float, list[str]]] = []
    for each in found:
        gate = run.graph.nodes[each.gate]
        symbol = gate.kind.symbol if isinstance(gate, Gate) else ""
        if places and each.x - places[-1][0] < near:
            places[-1][2].append(symbol)
        else:
            places.append((each.x, each.value, [symbol]))
    return tuple(
        (x, value, tr("{gate} switches", gate=", ".join(dict.fromkeys(symbols)))) for x, value, symbols in places
    )


def _gradient_fact(numerals: Numerals, words: str, output: str, name: str, slope: float | None) -> Fact:
    """The gradient by ``name``, called as the numerals say, behind some words."""
    symbol = numerals.gradient_parts(output, name)
    return Fact(words + numerals.gradient(output, name), slope, "gradient", symbol=(Part(words, False), *symbol))
