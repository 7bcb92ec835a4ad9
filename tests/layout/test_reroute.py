"""Dragging a node: it goes where it is put, its wires follow, the rest stays."""

from __future__ import annotations

import math

import pytest

from gradviz.graph.build import read
from gradviz.graph.graph import Constant, Copy
from gradviz.layout.layout import NORMAL
from gradviz.layout.place import node_key, place
from gradviz.layout.reroute import WHILE_DRAGGING, reroute
from tests.layout.checking import body_distance, kinks, measure, violations

GRAPH = read("a = w*x\nm = max(a, y)\nf = m*x + exp(-m) + 1")
MEASURE = measure(NORMAL)
LAYOUT = place(GRAPH, MEASURE, engine="layered")
BY_KEY = {node_key(GRAPH, node.id): node.id for node in GRAPH.nodes}


def dragged(key: str, dx: float, dy: float):
    node = BY_KEY[key]
    at = LAYOUT.nodes[node].x + dx, LAYOUT.nodes[node].y + dy
    return node, at, reroute(LAYOUT, GRAPH, MEASURE, {node: at})


def test_keys_are_unique() -> None:
    assert len(BY_KEY) == len(GRAPH.nodes)
    assert {"w", "copy:x", "constant:f:1"} <= set(BY_KEY)


@pytest.mark.parametrize("key", BY_KEY)
@pytest.mark.parametrize(("dx", "dy"), [(0, 25), (12, -30), (-300, 200), (400, 0)])
def test_wires_follow_and_stay_whole(key: str, dx: float, dy: float) -> None:
    node, at, layout = dragged(key, dx, dy)
    assert (layout.nodes[node].x, layout.nodes[node].y) == at
    for wire in (*GRAPH.into[node], *GRAPH.out_of[node]):
        path = layout.wires[wire.id].path
        assert abs(body_distance(layout.nodes[wire.source], *path[0])) < 0.5
        assert abs(body_distance(layout.nodes[wire.target], *path[-1])) < 0.5
        assert kinks(layout.wires[wire.id]) == []


LEAVES = sorted(GRAPH.variables, key=lambda leaf: LAYOUT.nodes[leaf.id].y)


@pytest.mark.parametrize(
    ("key", "dx", "dy"), [(LEAVES[0].name, 0, -40), (LEAVES[-1].name, 0, 40), (LEAVES[0].name, -30, -40), ("f", 40, 0)]
)
def test_a_move_into_free_room_keeps_labels_free(key: str, dx: float, dy: float) -> None:
    _, _, layout = dragged(key, dx, dy)
    assert violations(GRAPH, layout) == []


def test_the_rest_stays() -> None:
    """Only sums may step aside."""
    node, _, layout = dragged("y", 0, 60)
    touched = {wire.id for wire in (*GRAPH.into[node], *GRAPH.out_of[node])}
    for wire in GRAPH.wires:
        if wire.id not in touched:
            assert layout.wires[wire.id] == LAYOUT.wires[wire.id]
    for other in GRAPH.nodes:
        if other.id != node:
            assert layout.nodes[other.id].boxes[:1] == LAYOUT.nodes[other.id].boxes[:1]
            assert layout.nodes[other.id].name_box == LAYOUT.nodes[other.id].name_box


def test_a_constant_goes_along_with_its_gate() -> None:
    _, _, layout = dragged("f", 70, 10)
    constant = next(node.id for node in GRAPH.nodes if isinstance(node, Constant))
    assert layout.nodes[constant].x == pytest.approx(LAYOUT.nodes[constant].x + 70)
    assert layout.output_box.x == pytest.approx(LAYOUT.output_box.x + 70)


def test_a_sum_goes_along_with_its_dot() -> None:
    node, at, layout = dragged("copy:m", 5, 5)
    assert isinstance(GRAPH.nodes[node], Copy)
    box = layout.nodes[node].sum_box
    assert box is not None
    assert abs(box.center.y - at[1]) < 120


def test_moved_nodes_are_honoured_by_place_and_unknown_keys_ignored() -> None:
    layout = place(GRAPH, MEASURE, engine="layered", moved={"w": (50.0, 500.0), "gone": (1.0, 1.0)})
    assert (layout.nodes[BY_KEY["w"]].x, layout.nodes[BY_KEY["w"]].y) == (50.0, 500.0)
    assert layout.nodes[BY_KEY["x"]] == LAYOUT.nodes[BY_KEY["x"]]


def test_nothing_moved_is_the_same_layout() -> None:
    assert reroute(LAYOUT, GRAPH, MEASURE, {}) is LAYOUT


def test_a_local_derivative_stays_near_the_gate_when_its_leaf_is_dragged() -> None:
    _, _, layout = dragged("y", -30, 60)
    wire = next(wire for wire in GRAPH.wires if wire.source == BY_KEY["y"])
    chip, gate = layout.wires[wire.id].local_box, layout.nodes[wire.target]
    assert chip is not None
    assert math.dist(chip.center, (gate.x, gate.y)) < 110


PROGRAMS = ["a = w*x\nm = max(a, y)\nf = m*x + exp(-m)", "f = (x+y)*z", "f = x*x + x*y", "a = x+1\nb = x*y\nf = a*b"]


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize(("dx", "dy"), [(0.0, -120.0), (37.5, 90.25), (-61.0, 44.0)])
def test_a_drop_shows_what_its_redo_and_a_saved_lesson_show(program: str, dx: float, dy: float) -> None:
    graph = read(program)
    base = place(graph, MEASURE, engine="layered", geometry=NORMAL)
    for gate in graph.gates:
        at = base.nodes[gate.id].x + dx, base.nodes[gate.id].y + dy
        on_the_way = reroute(base, graph, MEASURE, {gate.id: (at[0] + 3, at[1] - dy / 2)})
        moved = {node_key(graph, gate.id): at}
        placed = place(graph, MEASURE, engine="layered", geometry=NORMAL, moved=moved)
        assert reroute(on_the_way, graph, MEASURE, {gate.id: at}) == placed
        hasty = reroute(base, graph, MEASURE, {gate.id: at}, WHILE_DRAGGING)
        assert [node.box for node in hasty.nodes] == [node.box for node in placed.nodes]
        assert reroute(hasty, graph, MEASURE, {gate.id: at}) == placed


def test_a_gate_lifted_into_a_long_wire_is_gone_round() -> None:
    graph = read(PROGRAMS[0])
    base = place(graph, MEASURE, engine="layered", geometry=NORMAL)
    gate = next(gate.id for gate in graph.gates if gate.op == "max")
    at = base.nodes[gate].x, base.nodes[gate].y - 120
    layout = reroute(base, graph, MEASURE, {gate: at})
    assert [fault for fault in violations(graph, layout) if f"node {gate}" in fault or f"name {gate}" in fault] == []
