"""Drawings from the top down: the same guarantees as from left to right, and the same drawing when turned twice."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradviz.graph.build import read
from gradviz.graph.graph import Graph
from gradviz.layout.direction import turned
from gradviz.layout.layout import Layout
from gradviz.layout.place import geometry_for, node_key, place
from gradviz.layout.reroute import reroute
from tests.layout.checking import body_distance, kinks, measure, samples, violations
from tests.layout.test_geometry import PROGRAMS
from tests.layout.test_reroute import PROGRAMS as DRAGGED
from tests.layout.test_reroute import QUICK

cases = pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)


@cache
def placed(program: str, engine: str = "auto") -> tuple[Graph, Layout]:
    graph = read(program)
    geometry = replace(geometry_for(graph), direction="down")
    return graph, place(graph, measure(geometry), geometry=geometry, engine=engine)


@cases
def test_nothing_touches(program: str) -> None:
    assert violations(*placed(program)) == []


@cases
def test_wires_are_smooth_and_run_from_body_to_body(program: str) -> None:
    graph, layout = placed(program)
    assert [kink for wire in (*layout.wires, layout.output) for kink in kinks(wire)] == []
    for wire in graph.wires:
        path = layout.wires[wire.id].path
        assert abs(body_distance(layout.nodes[wire.source], *path[0])) < 0.5
        assert abs(body_distance(layout.nodes[wire.target], *path[-1])) < 0.5


@cases
def test_everything_flows_from_the_top_down(program: str) -> None:
    graph, layout = placed(program)
    for wire in graph.wires:
        assert layout.nodes[wire.source].y < layout.nodes[wire.target].y
        points = samples(layout.wires[wire.id])
        assert all(after.y > before.y - 0.01 for before, after in itertools.pairwise(points))
    assert layout.output_box.y > layout.nodes[graph.output].y


@cases
def test_value_left_and_gradient_right_of_an_upright_seat_with_the_widest_number(program: str) -> None:
    _, layout = placed(program)
    widest = measure(layout.geometry)("0" * layout.geometry.seat_digits, "number")
    for wire in (*layout.wires, layout.output):
        if wire.value_box is None or wire.gradient_box is None:
            continue
        (x, top), (other_x, bottom) = wire.seat
        assert x == other_x
        assert top <= wire.value_box.y < wire.value_box.y + wire.value_box.height <= bottom + 0.01
        assert wire.value_box.y == wire.gradient_box.y
        assert min(wire.value_box.width, wire.gradient_box.width) > widest
        assert wire.value_box.x + wire.value_box.width < x < wire.gradient_box.x


@pytest.mark.parametrize("program", ["1 + exp(w1*x + w0)", PROGRAMS["picture"]])
def test_turned_twice_a_drawing_is_as_it_was(program: str) -> None:
    graph, layout = placed(program)
    moved = reroute(layout, graph, measure(layout.geometry), {0: (300.0, 40.0)})
    assert turned(turned(moved)) == moved
    assert turned(layout) != layout


def test_variables_stand_in_order_of_appearance_in_one_row() -> None:
    graph, layout = placed("1 + exp(w1*x + w0)")
    leaves = [layout.nodes[leaf.id] for leaf in graph.variables]
    assert len({leaf.y for leaf in leaves}) == 1
    assert [leaf.x for leaf in leaves] == sorted(leaf.x for leaf in leaves)


def test_moved_nodes_stand_where_they_were_dropped_and_the_rest_stays() -> None:
    graph, layout = placed("1 + exp(w1*x + w0)")
    node = next(leaf.id for leaf in graph.variables if leaf.name == "w0")
    there = layout.nodes[node].x + 60.0, layout.nodes[node].y + 30.0
    moved = reroute(layout, graph, measure(layout.geometry), {node: there})
    assert (moved.nodes[node].x, moved.nodes[node].y) == there
    assert [at for at, (old, new) in enumerate(zip(layout.nodes, moved.nodes, strict=True)) if old != new] == [node]
    assert violations(graph, moved) == []
    again = place(graph, measure(layout.geometry), geometry=layout.geometry, moved={node_key(graph, node): there})
    assert again == moved


leaves = st.sampled_from(["x", "y", "w", "2"])
expressions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda found: f"({found[0]} {found[1]} {found[2]})"),
        st.tuples(st.sampled_from(["exp", "sigmoid", "leaky_relu"]), inner).map(
            lambda found: f"{found[0]}({found[1]})"
        ),
        st.tuples(inner, inner).map(lambda found: f"max({found[0]}, {found[1]})"),
    ),
    max_leaves=9,
)


@settings(max_examples=25, deadline=None)
@given(expressions)
def test_random_expressions(program: str) -> None:
    graph, layout = placed(program, "layered")
    assert violations(graph, layout) == []
    assert (layout.bounds.x, layout.bounds.y) == pytest.approx((0, 0))


away = st.integers(-200, 200).filter(bool)


@pytest.mark.parametrize("program", DRAGGED)
@given(moves=st.lists(st.tuples(st.integers(0, 30), *[away] * 2), min_size=1, max_size=3))
@settings(max_examples=10, phases=QUICK, deadline=None)
def test_nothing_touches_wherever_nodes_are_dropped(program: str, moves: list[tuple[int, int, int]]) -> None:
    graph, layout = placed(program, "layered")
    moved = {}
    for number, dx, dy in moves:
        node = number % len(graph.nodes)
        moved[node] = layout.nodes[node].x + dx, layout.nodes[node].y + dy
    found = reroute(layout, graph, measure(layout.geometry), moved)
    assert violations(graph, found) == []
    assert [kink for wire in found.wires for kink in kinks(wire)] == []
