"""Curves and terrains hold the numbers that runs give at the same places."""

from __future__ import annotations

import math

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradviz.autodiff.compiled import compile
from gradviz.autodiff.engine import run
from gradviz.autodiff.slices import along, over, switches, through
from gradviz.graph.build import read
from gradviz.graph.gates import GATES
from gradviz.graph.graph import Gate, Graph, Origin, Variable
from gradviz.graph.ties import Ties

ROUTER = "a = w*x\nm = max(a, y)\nf = m*x + exp(-m)"
AT = {"w": 1.5, "x": 2.0, "y": 1.0}


def _leaf(graph: Graph, name: str) -> Variable:
    return next(leaf for leaf in graph.variables if leaf.name == name)


@given(st.floats(-3, 3), st.floats(0.1, 4))
@settings(max_examples=25)
def test_a_curve_passes_through_what_runs_give(low, width):
    graph = read(ROUTER)
    curve = along(compile(graph), AT, "x", (low, low + width))
    for place in (0, 137, 400):
        done = run(graph, AT | {"x": float(curve.x[place])})
        assert curve.values[place] == pytest.approx(done.value)
        assert curve.slopes[place] == pytest.approx(done.gradients["x"])


def test_a_terrain_has_the_first_leaf_across_and_the_second_down():
    graph = read(ROUTER)
    found = over(compile(graph), AT, ("w", "y"), ((-1, 1), (2, 4)))
    assert found.values.shape == (len(found.down), len(found.across))
    done = run(graph, AT | {"w": float(found.across[7]), "y": float(found.down[50])})
    assert found.values[50, 7] == pytest.approx(done.value)


def test_the_switch_of_max_lies_where_its_inputs_are_equal():
    graph = read(ROUTER)
    (found,) = switches(run(graph, AT), _leaf(graph, "x"), (-1.0, 3.0))
    assert found.x == pytest.approx(1 / 1.5, abs=1e-5)
    assert found.value == pytest.approx(run(graph, AT | {"x": 1 / 1.5}).value, abs=1e-4)
    assert GATES[graph.nodes[found.gate].op].symbol == "max"


def test_a_smooth_expression_has_no_switch():
    graph = read("1 + exp(w1*x + w0)")
    assert switches(run(graph, {"w1": 1, "x": 1, "w0": 1}), _leaf(graph, "x"), (-3, 3)) == ()


def test_relu_and_abs_switch_at_their_corners():
    graph = read("relu(x - 1) + abs(x + 2)")
    found = switches(run(graph, {"x": 0.3}), _leaf(graph, "x"), (-5, 5))
    assert [each.x for each in found] == [pytest.approx(-2, abs=1e-4), pytest.approx(1, abs=1e-4)]


@pytest.mark.parametrize("op", sorted(set(GATES) - {"copy"}))
def test_a_gate_s_curve_is_its_value_and_local_derivative(op):
    kind = GATES[op]
    count = max(kind.least, 1) if kind.most is None else kind.most
    inputs = tuple(0.7 + 0.4 * place for place in range(count))
    gate = Gate(0, 0, op, tuple(range(count)), Origin(0, (0, 1), (0, 1)))
    for slot in range(count):
        curve = through(gate, inputs, slot, (0.2, 2.2), Ties())
        assert curve.x.shape == curve.values.shape == curve.slopes.shape
        for place in (13, 200, 390):
            there = tuple(float(curve.x[place]) if each == slot else number for each, number in enumerate(inputs))
            value = kind.forward(*there)
            assert curve.values[place] == pytest.approx(value)
            assert curve.slopes[place] == pytest.approx(kind.locals(value, there, Ties(), 0)[slot])


def test_where_there_is_no_value_there_is_none():
    curve = along(compile(read("log(x)")), {"x": 1.0}, "x", (-1.0, 1.0))
    assert math.isnan(curve.values[0])
    assert numpy.isfinite(curve.values[-1])
