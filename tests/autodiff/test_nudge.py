"""Nudges: what really changes is what a second run says, what is foretold is gradient · h."""

from __future__ import annotations

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradviz.autodiff.engine import run
from gradviz.autodiff.nudge import nudge
from gradviz.graph.build import read
from gradviz.graph.graph import Copy, Gate, Variable, Wire
from tests.autodiff.examples import SCALAR
from tests.autodiff.random_programs import points, programs

MILLIONTHS = st.integers(-(10**12), 10**12).map(lambda count: count / 10**6)
each_example = pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])


@each_example
def test_a_nudged_leaf_is_another_run(example: dict) -> None:
    graph, h = read(example["program"]), 1e-3
    found = run(graph, example["values"])
    for leaf in graph.variables:
        other = run(graph, {**found.bindings, leaf.name: found.bindings[leaf.name] + h})
        moved = nudge(found, leaf, h)
        assert moved.change == other.value - found.value
        assert moved.predicted == pytest.approx(found.gradients[leaf.name] * h)
        assert moved.before == found.bindings[leaf.name]
        for ripple in moved.ripples:
            assert ripple.after == other.node_values[ripple.node]


@each_example
def test_ripples_reach_exactly_what_is_downstream(example: dict) -> None:
    graph = read(example["program"])
    found, network = run(graph, example["values"]), graph.to_networkx()
    for node in graph.nodes:
        reached = {ripple.node for ripple in nudge(found, node, 0.1).ripples}
        source = graph.value_node(node.id)
        assert reached == {source, *networkx.descendants(network, source)}


@each_example
def test_small_nudges_of_every_node_and_wire_come_true(example: dict) -> None:
    """With h = 1e-7 truth and prophecy differ by h² and rounding; kinks aside, and constants (an exponent 2 + h of a
    negative number has no value)."""
    graph, h = read(example["program"]), 1e-7
    found = run(graph, example["values"])
    if found.kinks:
        return
    for place in (*graph.nodes, *graph.wires):
        if not graph.varies[place.source if isinstance(place, Wire) else place.id]:
            continue
        moved = nudge(found, place, h)
        assert moved.change == pytest.approx(moved.predicted, rel=1e-4, abs=1e-5 * h)
        if graph.output in {ripple.node for ripple in moved.ripples}:
            last = next(ripple for ripple in moved.ripples if ripple.node == graph.output)
            assert last.predicted == pytest.approx(moved.predicted, rel=1e-9, abs=1e-20)


def test_only_the_branch_of_a_wire_moves() -> None:
    graph = read("a = x*x\nf = a + x")
    found = run(graph, {"x": 3.0})
    (copy,) = graph.copies
    left, right, straight = graph.out_of[copy.id]
    assert [nudge(found, wire, 1.0).change for wire in (left, right, straight)] == [3.0, 3.0, 1.0]
    assert [ripple.node for ripple in nudge(found, straight, 1.0).ripples] == [graph.output]
    assert nudge(found, copy, 1.0).change == nudge(found, graph.variables[0], 1.0).change == 8.0
    assert nudge(found, graph.into[copy.id][0], 1.0).change == 8.0


def test_a_gate_is_replaced_whatever_its_inputs_say() -> None:
    graph = read("a = x*x\nf = a*x")
    found = run(graph, {"x": 3.0})
    moved = nudge(found, graph.gates[0], 0.5)
    assert (moved.before, moved.change, moved.predicted, moved.error) == (9.0, 1.5, 1.5, 0.0)
    assert [ripple.change for ripple in moved.ripples] == [0.5, 1.5]


def test_a_constant_can_be_nudged_and_a_forgotten_line_moves_nothing() -> None:
    graph = read("u = 3*x\nf = 2*x")
    found = run(graph, {"x": 5.0})
    three, two = graph.constants
    assert nudge(found, two, 1.0).change == 5.0
    assert (nudge(found, three, 1.0).change, nudge(found, three, 1.0).predicted) == (0.0, 0.0)
    assert [ripple.change for ripple in nudge(found, three, 1.0).ripples] == [1.0, 5.0]


def test_straight_lines_do_not_see_a_curve_or_a_kink() -> None:
    found = run(read("relu(x)"), {"x": -1.0})
    moved = nudge(found, found.graph.variables[0], 3.0)
    assert (moved.change, moved.predicted, moved.error) == (2.0, 0.0, 2.0)


@settings(max_examples=40)
@given(programs(), points, st.integers(0, 10**6))
def test_random_programs_ripple_as_foretold(text: str, point: dict[str, float], pick: int) -> None:
    graph, h = read(text), 1e-6
    found = run(graph, {leaf.name: point[leaf.name] for leaf in graph.variables})
    places = [*(node for node in graph.nodes if isinstance(node, Variable | Gate | Copy)), *graph.wires]
    for ripple in nudge(found, places[pick % len(places)], h).ripples:
        assert ripple.change == pytest.approx(ripple.predicted, rel=1e-3, abs=1e-4 * h)


@given(MILLIONTHS, MILLIONTHS, MILLIONTHS)
def test_what_is_linear_is_foretold_but_for_rounding(x: float, y: float, h: float) -> None:
    record = run(read("a = 0.3*x - y\nb = a/7 + x\n3*b - a"), {"x": x, "y": y})
    assert nudge(record, record.graph.variables[0], h).foretold


@pytest.mark.parametrize("h", [1e-3, -0.1, 2.0])
def test_what_curves_is_not_foretold(h: float) -> None:
    record = run(read("exp(x)*x"), {"x": 0.5})
    assert not nudge(record, record.graph.variables[0], h).foretold
