"""The chain rule as formulas: names that differ where numbers differ, and numbers that are the run's."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
import sympy
from hypothesis import given

from gradviz import i18n
from gradviz.autodiff.engine import run
from gradviz.explain.chain import Chain
from gradviz.explain.explain import explain
from gradviz.explain.figures import number_latex_of
from gradviz.explain.gates import IN_FULL
from gradviz.explain.slopes import cases, slope_graph
from gradviz.explain.topic import Topic, topic_of, topic_of_wire
from gradviz.graph.build import read
from gradviz.graph.fold import choices, shape
from gradviz.graph.gates import GATES
from gradviz.graph.graph import Constant, Gate
from gradviz.graph.symbolic import symbol
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import Numerals, numerals_for
from gradviz.timeline.compose import compose
from tests.explain.asked import MAIN, USUAL, derive, rows_of, said_at, section, text_for
from tests.timeline.performances import programs

DATA = json.loads((Path(__file__).parents[1] / "data" / "examples.json").read_text(encoding="utf-8"))
SCALAR = [each for each in DATA["examples"] if each["phase"] == "scalar"]


def chain_of(text: str, wire: int, numerals: Numerals = USUAL, **values: float) -> list[str]:
    """The three lines of one wire, as text."""
    chain, found = _chain(text, wire, numerals, values)
    return [chain.rule(found).text, chain.local(found).text, chain.numbers(found, True).text]


def _chain(text, wire, numerals, values):
    performed = derive(Lesson(text=text, values=values))
    return Chain(performed.run, numerals), performed.graph.wires[wire]


def wire_into(text: str, gate: int, slot: int) -> int:
    graph = derive(Lesson(text=text)).graph
    return graph.into[graph.gates[gate].id][slot].id


def test_the_lecture_s_exp_gate():
    text = "1 + exp(w1*x + w0)"
    told = chain_of(text, wire_into(text, 2, 0), w1=2.0)
    assert told == ["∂f/∂b = ∂f/∂c · ∂c/∂b", "∂c/∂b = exp(b)", "∂f/∂b = 1 · exp(3) = 20.09"]
    chain, wire = _chain(text, wire_into(text, 2, 0), USUAL, {"w1": 2.0})
    assert chain.local(wire).latex == r"\frac{\partial c}{\partial b} = e^{b}"
    assert chain.numbers(wire, True).plain_latex == r"\frac{\partial f}{\partial b} = 1 \cdot e^{3} = 20.09"
    assert chain.numbers(wire, False).plain_latex == r"\frac{\partial f}{\partial b} = 1 \cdot e^{3}"


@pytest.mark.parametrize(
    ("text", "values", "gate", "slot", "told"),
    [
        ("a = sigmoid(x)\na*y", {"x": 0.0}, 0, 0, ["∂a/∂x = a·(1 − a)", "∂f/∂x = 1 · 0.50·(1 − 0.50) = 0.25"]),
        ("a = x^3\na*y", {"x": -2.0}, 0, 0, ["∂a/∂x = 3·x^(3 − 1)", "∂f/∂x = 1 · 3·(−2)^(3 − 1) = 12"]),
        ("a = x/y\na*z", {"x": -3.0, "y": 2.0}, 0, 1, ["∂a/∂y = −(x/y^2)", "∂f/∂y = 1 · (−((−3)/2^2)) = 0.75"]),
        ("x*y", {"y": -4.0}, 0, 0, ["∂(x · y)/∂x = y", "∂f/∂x = 1 · (−4) = −4"]),
        ("relu(x)*y", {"x": -2.0}, 0, 0, ["∂a/∂x = 1 if x > 0, 0 if x ≤ 0", "∂f/∂x = 1 · 0 = 0"]),
        ("max(x, y)*z", {"x": 2.0}, 0, 0, ["∂a/∂x = 1 if x = a, 0 if x < a", "∂f/∂x = 1 · 1 = 1"]),
        ("max(x, y)*z", {}, 0, 0, ["∂a/∂x = 0.50", "∂f/∂x = 1 · 0.50 = 0.50"]),
        ("1 - tanh(x)", {"x": 1.0}, 0, 0, ["∂a/∂x = 1 − a^2", "∂f/∂x = −1 · (1 − 0.76^2) = −0.42"]),
        ("(x - y)*(-2)", {"x": 1 / 3}, 0, 1, ["∂a/∂y = −1", "∂f/∂y = −2 · (−1) = 2"]),
        ("log(x)*y", {"x": -1.0}, 0, 0, ["∂a/∂x = 1/x", "∂f/∂x = 1 · nan = nan"]),
        ("max(a, b, c, d, x)", {"x": 3.0}, 0, 4, ["∂max(a, …)/∂x = 1 if x = f, 0 if x < f", "∂f/∂x = 1 · 1 = 1"]),
    ],
)
def test_local_derivatives_in_names_and_in_numbers(text, values, gate, slot, told):
    assert chain_of(text, wire_into(text, gate, slot), **values)[1:] == told


def test_a_local_derivative_and_a_gradient_never_share_a_symbol():
    """In x*exp(x) the last gate's derivative by its own input x and the gradient of f by x are two numbers."""
    text = "x*exp(x)"
    told = chain_of(text, wire_into(text, 1, 0), x=1.5)
    assert told == [
        "∂f/∂x₍₁₎ = ∂(x₍₁₎ · a)/∂x₍₁₎",
        "∂(x₍₁₎ · a)/∂x₍₁₎ = a",
        "∂f/∂x₍₁₎ = 1 · 4.48 = 4.48",
    ]


@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_every_symbol_stands_for_one_number(example):
    graph, result = _performed(example)[:2]
    chain = Chain(result, USUAL)
    meaning: dict[str, float] = {}
    for gate in graph.gates:
        for wire in graph.into[gate.id]:
            if isinstance(graph.nodes[wire.source], Constant) or not graph.reaches_output[gate.id]:
                continue
            gradient, _, product = chain.rule(wire).text.partition(" = ")
            upstream, _, local = ("∂f/∂f = 1", "", product) if chain.at_output(wire) else product.partition(" · ")
            for found, number in (
                (gradient, result.wire_gradients[wire.id]),
                (upstream, result.node_gradients[gate.id]),
                (local, result.locals[gate.id][wire.slot]),
            ):
                assert meaning.setdefault(found, number) == number


def _performed(example):
    performed = derive(Lesson(text=example["program"], values=example["values"]))
    return performed.graph, performed.run, performed.timeline


@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_the_numbers_of_the_cards_are_those_of_the_run(example):
    """At every backward step: each row is upstream, local derivative, contribution; each sum that of its branches."""
    graph, result, timeline = _performed(example)
    for step in timeline.steps:
        if step.kind not in ("contribution", "sum"):
            continue
        frame = timeline.rest(step.index)
        said = explain(result, frame, topic_of(frame))
        rows = [row for each in said.sections for row in each.products]
        if step.kind == "sum":
            in_boxes = [chip.number for row in rows for chip in row.chips]
            sentences = section(said, "Sum over the branches").sentences
            in_words = [piece.number for sentence in sentences for piece in sentence if piece.number is not None]
            sent = [result.wire_gradients[wire.id] for wire in graph.out_of[step.node]]
            assert (in_boxes or in_words)[-1] == result.node_gradients[step.node]
            assert in_boxes[:-1] in ([], sent)
            continue
        assert {row.wire for row in rows} >= set(step.wires)
        for row in rows:
            wire = graph.wires[row.wire]
            upstream, local, sent = (chip.number for chip in row.chips)
            assert upstream == result.node_gradients[step.node]
            assert local == result.locals[step.node][wire.slot]
            assert sent in (None, result.wire_gradients[wire.id])
        formula = Chain(result, USUAL).numbers(graph.wires[step.wires[0]], True).text
        assert formula.endswith(f" {USUAL.brief(result.wire_gradients[step.wires[0]])}")
        assert formula in [each.text for each in said.formulas]


@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_a_gate_asked_about_tells_the_chain_rule_of_every_input(example):
    """As symbols, the local derivative, the run's numbers; the boxes below them are upstream, local, contribution."""
    graph, result, timeline = _performed(example)
    frame, chain = timeline.rest(-1), Chain(result, USUAL)
    for gate in graph.gates:
        wires = [wire for wire in graph.into[gate.id] if not isinstance(graph.nodes[wire.source], Constant)]
        said = explain(result, frame, Topic(gate.id))
        if not graph.reaches_output[gate.id]:
            continue
        assert [formula.text for formula in said.formulas] == [
            formula.text
            for wire in wires[:IN_FULL]
            for formula in (chain.rule(wire), chain.local(wire), chain.numbers(wire, True))
        ]
        assert [(row.wire, *(chip.number for chip in row.chips)) for row in rows_of(said)] == [
            (
                wire.id,
                result.node_gradients[gate.id],
                result.locals[gate.id][wire.slot],
                result.wire_gradients[wire.id],
            )
            for wire in wires
        ]
        if 1 < len(wires) <= IN_FULL:
            assert [len(each.products) for each in said.sections[: len(wires)]] == [1] * len(wires)


@pytest.mark.parametrize("inputs", [2, 4, 5, 9])
def test_of_a_gate_with_many_inputs_some_chain_rules_wait_for_a_click(inputs):
    names = [f"x{place}" for place in range(inputs)]
    lesson = Lesson(text=f"max({', '.join(names)})*y", values={"x1": 2.0})
    graph = derive(lesson).graph
    said = said_at(lesson, -1, graph.gates[0].id)
    assert len(said.formulas) == 3 * min(inputs, IN_FULL)
    assert [row.wire for row in rows_of(said)] == [wire.id for wire in graph.into[graph.gates[0].id]]


@pytest.mark.parametrize("op", [op for op in GATES if GATES[op].slopes])
def test_a_slope_of_the_table_is_the_local_derivative(op):
    """As sympy differentiates the gate's formula, and as the engine computes it."""
    kind = GATES[op]
    inputs = [symbol(name) for name in ("x", "y")[: 2 if kind.most is None else kind.most]]
    formula = kind.formula(sympy, *inputs)
    for point in ((0.7, 0.3), (-0.6, 0.4), (0.2, 1.7)):
        out = kind.forward(*point[: len(inputs)])
        if not math.isfinite(out):
            continue
        at = dict(zip(inputs, point, strict=False))
        for slot, place in enumerate(inputs):
            own = dict(zip("xy", [point[slot]] if kind.routes else point, strict=False)) | {"out": out}
            slope = _slope(kind, slot, own)
            assert slope == pytest.approx(kind.locals(out, point[: len(inputs)])[slot], rel=1e-12)
            expected = sympy.diff(formula, place).subs(at)
            assert slope == pytest.approx(float(expected), rel=1e-12)


def _slope(kind, slot, places):
    """The case that holds, computed from its own text."""
    for case in cases(kind, slot):
        if not case.condition or _holds(case.condition, places):
            graph = slope_graph(case.slope)
            return run(graph, {leaf.name: places[leaf.name] for leaf in graph.variables}).value
    raise AssertionError("no case holds")


def _holds(condition, places):
    left, sign, right = condition.split()
    a, b = (places[side] if side in places else float(side) for side in (left, right))
    return {"<": a < b, "<=": a <= b, ">": a > b, "=": a == b}[sign]


@pytest.mark.parametrize("op", sorted(set(GATES) - {"copy", "fold"}))
@pytest.mark.parametrize("x", [0.0, -1.5])
def test_every_gate_has_a_chain_rule_as_soon_as_it_is_asked_for(op, x):
    lesson = Lesson(text=text_for(op), values={"x": x})
    gate = next(gate for gate in derive(lesson).graph.gates if gate.op == op)
    ahead, behind = said_at(lesson, 0, gate.id), said_at(lesson, -1, gate.id)
    inputs = len(derive(lesson).graph.into[gate.id])
    assert len(ahead.formulas) == 2 * inputs
    assert len(behind.formulas) == 3 * inputs
    assert ahead.formulas[0].text.startswith("∂f/∂")


def test_a_sum_says_what_it_waits_for():
    performed = derive(MAIN)
    copy = performed.graph.copies[0]
    step = next(step for step in performed.timeline.steps if step.kind == "sum")
    said = explain(performed.run, performed.timeline.rest(step.index), Topic(copy.id))
    assert "∂f/∂x = ∂f/∂x₍₁₎ + ∂f/∂x₍₂₎" in said.plain(USUAL)
    assert "Still waiting for x₍₁₎ from a." in said.plain(USUAL)
    assert [chip.number for chip in section(said, "Sum over the branches").products[0].chips] == [None, 3.0, None]
    done = said_at(MAIN, -1, copy.id)
    assert "waiting" not in done.plain(USUAL)


def test_beside_another_target_only_what_leads_there_counts():
    performed = derive(Lesson(text="a = x*y\nf = a*x + y", values={"x": 2.0, "y": 3.0}), target="a")
    graph, frame = performed.graph, performed.timeline.rest(-1)

    def told(label):
        return explain(performed.run, frame, Topic(graph.labels.index(label))).plain(USUAL)

    assert "∂a/∂x = ∂a/∂x₍₁₎\n" in told("x")
    assert "contribution to x₍₁₎ 3.00 = ∂a/∂x 3.00" in told("x")
    assert "waiting" not in told("x")
    assert "f does not lead to a: there is no gradient of a by it." in told("f")
    assert "∂" not in told("f")


@pytest.mark.parametrize("text", ["s = x*w + b\nf = sigmoid(s)*x", "g(u, v) = u*v + 1\ng(x, 2)*sigmoid(y)"])
def test_a_folded_gate_tells_its_local_derivative_as_a_number(text):
    graph = shape(read(text), [choice.key for choice in choices(read(text))]).graph
    result = run(graph, {leaf.name: 1.5 for leaf in graph.variables})
    folded = [gate for gate in graph.gates if gate.folded]
    assert folded
    for gate in folded:
        wire = graph.into[gate.id][0]
        told = Chain(result, USUAL).local(wire).text
        assert told.endswith(f" = {USUAL.brief(result.locals[gate.id][0])}")
        said = explain(result, compose(graph, result).rest(-1), Topic(gate.id))
        assert told in said.plain(USUAL)


def test_a_line_in_vain_has_gradient_0():
    said = said_at(Lesson(text="p = x*x\nf = 3*x"), -1, 2)
    assert "p does not lead to f, so its gradient is 0." in said.plain(USUAL)


def test_a_clicked_wire_has_its_own_chain_rule():
    performed = derive(MAIN)
    frame = performed.timeline.rest(-1)
    for wire in performed.graph.into[performed.graph.gates[2].id]:
        said = explain(performed.run, frame, topic_of_wire(performed.graph, wire.id))
        framed = [row.wire for row in section(said, "Numbers").products if row.chips[2].framed]
        assert framed == [wire.id]
        assert said.formulas[0] == Chain(performed.run, USUAL).rule(wire)


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("20,09", "20{,}09"),
        ("−3", "-3"),
        ("3.5·10⁻⁷", r"3.5 \cdot 10^{-7}"),
        ("−1/2", r"-\frac{1}{2}"),
        ("∞", r"\infty"),
        ("nan", r"\mathrm{nan}"),
    ],
)
def test_numbers_in_latex(text, latex):
    assert number_latex_of(text)[0] == latex


def test_a_russian_formula_has_commas():
    i18n.set_language("ru")
    told = chain_of("relu(0.5*x)", wire_into("relu(0.5*x)", 0, 1), numerals_for("ru"), x=3.0)
    assert told == ["∂f/∂x = ∂f/∂a · ∂a/∂x", "∂a/∂x = 0,5", "∂f/∂x = 1 · 0,5 = 0,50"]


def test_a_gradient_of_zero_is_not_in_the_colour_of_gradients():
    made = Chain(derive(Lesson(text="max(x, y)", values={"x": 1.0, "y": 2.0})).run, USUAL).every()
    latex = "".join(formula.latex for formula in made)
    assert r"\textcolor{gradient}{1}" in latex
    assert r"\textcolor{gradient}{0}" not in latex


@given(programs())
def test_formulas_are_made_for_every_program(text):
    performed = derive(Lesson(text=text, values={"x": 0.5, "y": -1.0}))
    for formula in Chain(performed.run, USUAL).every():
        assert formula.latex.count("{") == formula.latex.count("}")
        assert r"\textcolor" not in formula.plain_latex
        assert "out" not in formula.text.replace("lout", "") or "out" in performed.graph.labels
    assert all(isinstance(gate, Gate) for gate in performed.graph.gates)


@pytest.mark.parametrize("text", ["x*exp(x)", "a = x*y\nf = a + exp(a)*x"])
def test_formulas_are_made_from_the_node_that_is_shown_on(text):
    """The same formulas, those of the node first; nodes that come earlier in the pass are made last."""
    performed = derive(Lesson(text=text))
    chain = Chain(performed.run, USUAL)
    usual = [formula.text for formula in chain.every()]
    for gate in performed.graph.gates:
        made = [formula.text for formula in chain.every(gate.id)]
        assert sorted(made) == sorted(usual)
        assert made[1] == chain.rule(performed.graph.into[gate.id][0]).text


@pytest.mark.parametrize(
    ("program", "x", "numerals", "slope"),
    [
        ("tan(x)", math.pi / 2, Numerals(comma=True), "1 · (1 + (1,6·10¹⁶)^2)"),
        ("1/x", 2e6, USUAL, "1 · (−(1/(2.0·10⁶)^2))"),
        ("log(x)", 2e6, USUAL, "1 · 1/(2.0·10⁶)"),
        ("log(x)", 0.5, Numerals(fractions=True), "1 · 1/(1/2)"),
        ("x^2", 2e6, USUAL, "1 · 2·(2.0·10⁶)^(2 − 1)"),
        ("x^2", 3.0, USUAL, "1 · 2·3^(2 − 1)"),
    ],
)
def test_a_number_of_two_parts_stands_in_brackets_where_a_power_or_slash_meets_it(program, x, numerals, slope):
    result = derive(Lesson(text=program, values={"x": x}))
    wire = next(wire for wire in result.graph.wires if result.graph.labels[wire.source] == "x")
    said = Chain(result.run, numerals).numbers(wire, False).text
    assert said.partition(" = ")[2] == slope


@pytest.mark.parametrize(
    ("program", "x", "numbers"),
    [
        ("sigmoid(x)", 7.0, "1 · 0.9991·(1 − 0.9991) ≈ 9.1·10⁻⁴"),
        ("sigmoid(x)", 1.0, "1 · 0.73·(1 − 0.73) = 0.20"),
        ("tanh(x)", 5.0, "1 · (1 − 0.99991^2) = 1.8·10⁻⁴"),
        ("sigmoid(x)", 40.0, "1 · 1·(1 − 1) = 0"),
    ],
)
def test_a_difference_that_rounding_would_cancel_has_the_digits_it_needs(program, x, numbers):
    result = derive(Lesson(text=program, values={"x": x}))
    assert Chain(result.run, USUAL).numbers(result.graph.wires[0], True).text.partition(" = ")[2] == numbers


@pytest.mark.parametrize("x", [3.0, 5.0, 9.0, 14.0])
@pytest.mark.parametrize("numerals", [USUAL, Numerals(digits=1), Numerals(style="significant", digits=3)])
def test_the_slope_of_a_saturated_gate_follows_from_the_numbers_shown(numerals, x):
    result = derive(Lesson(text="sigmoid(x)", values={"x": x}))
    said = Chain(result.run, numerals).numbers(result.graph.wires[0], False).text
    shown = float(said.partition("· ")[2].partition("·")[0])
    assert shown * (1 - shown) == pytest.approx(result.run.node_gradients[0], rel=0.1)
