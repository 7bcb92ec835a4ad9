"""Saturated and dead gates: the criterion of the gate table, and when it is seen."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradviz.autodiff.engine import run
from gradviz.explain.explain import explain
from gradviz.explain.topic import Topic
from gradviz.graph.build import read
from gradviz.graph.gates import FLAT, GATES
from gradviz.numerals import Numerals
from gradviz.timeline.compose import compose
from gradviz.timeline.sleep import asleep, told

SLEEPERS = {name for name, kind in GATES.items() if kind.asleep is not None}


def performed(text: str, **values: float):
    graph = read(text)
    done = run(graph, values)
    return graph, done, compose(graph, done)


def test_sigmoid_tanh_and_relu_can_sleep():
    assert {"sigmoid", "tanh", "relu"} == SLEEPERS


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_a_saturated_gate_has_a_small_part_of_its_steepest_slope(name):
    """SymPy finds where the slope is that part of the one at 0; the table changes its mind just there."""
    import sympy

    x = sympy.Symbol("x", positive=True)
    slope = sympy.diff(GATES[name].formula(sympy, x), x)
    edge = float(sympy.nsolve(slope - FLAT * sympy.limit(slope, x, 0), x, 3))
    for sign in (1.0, -1.0):
        for step, sleeps in ((1e-6, True), (-1e-6, False)):
            at = sign * (edge + step)
            local = GATES[name].locals(GATES[name].forward(at), (at,))[0]
            assert GATES[name].asleep.holds(local) is sleeps


@given(st.floats(-20, 20).filter(lambda x: abs(abs(x) - 2.1785) > 1e-3))
def test_tanh_sleeps_where_the_sigmoid_of_twice_the_input_does(x: float):
    """tanh x = 2σ(2x) − 1."""
    both = [
        GATES[name].asleep.holds(GATES[name].locals(GATES[name].forward(at), (at,))[0])
        for name, at in (("tanh", x), ("sigmoid", 2 * x))
    ]
    assert both[0] == both[1]


@pytest.mark.parametrize(("x", "sleeps"), [(-2.0, True), (-1e-300, True), (0.0, True), (1e-300, False), (3.0, False)])
def test_a_dead_relu_lets_nothing_through(x, sleeps):
    graph, done, timeline = performed("relu(x)", x=x)
    assert (graph.gates[0].id in asleep(graph, timeline.rest(-1))) is sleeps
    assert (done.gradients["x"] == 0) is sleeps


@pytest.mark.parametrize("x", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("name", sorted(SLEEPERS))
def test_no_number_makes_a_gate_stumble(name, x):
    graph, done, timeline = performed(f"{name}(x)", x=x)
    assert (graph.gates[0].id in asleep(graph, timeline.rest(-1))) is (abs(done.gradients["x"]) <= 1e-9)


def test_saturation_is_seen_with_the_value_and_a_dead_relu_with_the_gradient():
    graph, _, timeline = performed("s = sigmoid(z)\nf = relu(-s)", z=10.0)
    sigmoid, relu = (next(gate.id for gate in graph.gates if gate.op == op) for op in ("sigmoid", "relu"))
    for place, step in enumerate(timeline.steps):
        frame = timeline.rest(place)
        seen = asleep(graph, frame)
        assert (sigmoid in seen) == (frame.nodes[sigmoid].value is not None)
        assert (relu in seen) == (frame.wires[graph.into[relu][0].id].gradient is not None)
        assert relu not in seen or step.phase.name == "BACKWARD"
    assert asleep(graph, timeline.rest(-1)) == {sigmoid: "flat", relu: "shut"}


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_the_card_says_so_as_soon_as_it_is_seen(place):
    graph, done, timeline = performed("f = sigmoid(z)", z=10.0)
    frame, gate = timeline.rest(min(place, len(timeline.steps) - 1)), graph.gates[0].id
    said = explain(done, frame, Topic(gate)).plain(Numerals())
    assert (told(graph, gate, frame) in said) == (gate in asleep(graph, frame))
    assert "f is saturated" in told(graph, gate, frame)


@pytest.mark.parametrize(
    ("x", "heading", "other"), [(-1.0, "Dead", "No derivative here"), (0.0, "No derivative here", "Dead")]
)
def test_exactly_at_the_kink_a_relu_is_not_called_dead(x, heading, other):
    graph, done, timeline = performed("f = relu(x)", x=x)
    frame, gate = timeline.rest(-1), graph.gates[0].id
    said = explain(done, frame, Topic(gate)).plain(Numerals())
    assert heading in said
    assert other not in said
    assert ("is dead here" in said) == (x < 0)
    assert told(graph, gate, frame) in said


@pytest.mark.parametrize(
    ("x", "sentence"),
    [
        (-1.0, "f is dead here: its input is below 0, so it lets no gradient through."),
        (0.0, "f stands at its kink: by convention its local derivative is 0 there."),
    ],
)
def test_the_badge_tells_below_the_kink_from_the_kink(x, sentence):
    graph, _, timeline = performed("f = relu(x)", x=x)
    assert asleep(graph, timeline.rest(-1)) == {graph.gates[0].id: "shut"}
    assert told(graph, graph.gates[0].id, timeline.rest(-1)) == sentence
