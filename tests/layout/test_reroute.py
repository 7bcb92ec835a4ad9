"""Dragging a node: it goes where it is put or close to it, its wires follow, the rest stays."""

from __future__ import annotations

import math
from functools import cache

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gradviz.graph.build import read
from gradviz.graph.graph import Constant, Copy, Graph, Wire
from gradviz.layout.layout import NORMAL, Layout
from gradviz.layout.nudge import BESIDE
from gradviz.layout.place import geometry_for, node_key, place
from gradviz.layout.reroute import WHILE_DRAGGING, reroute
from tests.layout.checking import apart, body_distance, kinks, measure, samples, violations
from tests.layout.test_geometry import programs

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # layouts are too slow for finding the smallest failing example
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
    place, others = layout.nodes[node], [other for index, other in enumerate(layout.nodes) if index != node]
    asked = [box.grown(BESIDE) for box in place.shifted(at[0] - place.x, at[1] - place.y).boxes]
    solid = [*layout.output.boxes, layout.output_box, *(box for other in others for box in other.boxes)]
    assert (place.x, place.y) == at or any(own.overlaps(box) for own in asked for box in solid)
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


@pytest.mark.parametrize(("first", "second"), [("w", "y"), ("y", "w"), ("a", "m"), ("m", "a")])
def test_a_node_put_back_keeps_off_one_that_stands_there_now(first: str, second: str) -> None:
    back, there = BY_KEY[first], BY_KEY[second]
    home = LAYOUT.nodes[back].x, LAYOUT.nodes[back].y
    layout = reroute(reroute(LAYOUT, GRAPH, MEASURE, {back: (-300.0, -300.0)}), GRAPH, MEASURE, {there: home})
    layout = reroute(layout, GRAPH, MEASURE, {back: home})
    assert apart(layout.nodes[back].box, layout.nodes[there].box) >= NORMAL.clearance


@pytest.mark.parametrize("key", BY_KEY)
def test_a_node_put_back_stands_where_it_stood(key: str) -> None:
    _, _, layout = dragged(key, 0.0, 0.0)
    assert layout.nodes[BY_KEY[key]].box == LAYOUT.nodes[BY_KEY[key]].box


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


@cache
def small(program: str) -> tuple[Graph, Layout]:
    graph = read(program)
    return graph, place(graph, measure(geometry_for(graph)), engine="layered")


def faults(graph: Graph, layout: Layout) -> list[str]:
    """All that touches, every kink, and every label that is not at a straight stretch of its wire."""
    kinked = [kink for wire in layout.wires for kink in kinks(wire)]
    return (
        violations(graph, layout) + kinked + [fault for wire in graph.wires for fault in unseated(graph, layout, wire)]
    )


def unseated(graph: Graph, layout: Layout, wire: Wire) -> list[str]:
    found = layout.wires[wire.id]
    if isinstance(graph.nodes[wire.source], Constant):
        return []
    (left, y), (right, _) = found.seat
    assert found.value_box is not None
    assert found.gradient_box is not None
    on_seat = [point.x for point in samples(found) if abs(point.y - y) < 0.05 and left - 4 <= point.x <= right + 4]
    far = found.value_box.center.y != pytest.approx(y - layout.geometry.label_gap)
    far |= found.gradient_box.center.y != pytest.approx(y + layout.geometry.label_gap)
    far |= not on_seat or min(on_seat) > left + 4 or max(on_seat) < right - 4
    return [f"the numbers of wire {wire.id} are off it"] * far


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
    assert (layout.nodes[gate].x, layout.nodes[gate].y) == at
    assert faults(graph, layout) == []


def test_a_gate_dropped_below_its_dot_hides_no_wire() -> None:
    graph = read("x*y + x*x")
    base = place(graph, MEASURE, engine="layered", geometry=NORMAL)
    gate = next(node for node, label in enumerate(graph.labels) if label == "b")
    at = base.nodes[gate].x + 72, base.nodes[gate].y + 240
    assert faults(graph, reroute(base, graph, MEASURE, {gate: at})) == []


def test_a_wire_that_goes_far_round_runs_behind_no_body() -> None:
    """The way sought near the ends of a wire keeps to where bodies are known."""
    graph, base = small("f = x*x + x*y")
    moves = {2: (15.0, 0.0), 3: (-131.98544121560562, 71.73256972192002), 5: (0.001, -33.75195193978436)}
    moved = {node: (base.nodes[node].x + dx, base.nodes[node].y + dy) for node, (dx, dy) in moves.items()}
    assert faults(graph, reroute(base, graph, measure(base.geometry), moved)) == []


def test_a_node_dropped_on_another_stands_beside_it() -> None:
    first, second = BY_KEY["w"], BY_KEY["y"]
    under = LAYOUT.nodes[second]
    layout = reroute(LAYOUT, GRAPH, MEASURE, {first: (under.x + 1, under.y + 2)})
    place = layout.nodes[first]
    assert layout.nodes[second].box == under.box
    assert 0 < apart(place.box, under.box) < 15
    assert math.dist((place.x, place.y), (under.x, under.y)) < 2 * under.width
    assert reroute(LAYOUT, GRAPH, MEASURE, {first: (place.x, place.y)}).nodes == layout.nodes


@pytest.mark.parametrize("program", PROGRAMS)
@given(moves=st.lists(st.tuples(st.integers(0, 30), *[st.floats(-200, 200)] * 2), min_size=1, max_size=3))
@settings(max_examples=25, phases=QUICK)
def test_nothing_touches_wherever_nodes_are_dropped(program: str, moves: list[tuple[int, float, float]]) -> None:
    graph, base = small(program)
    moved = {}
    for number, dx, dy in moves:
        node = number % len(graph.nodes)
        moved[node] = base.nodes[node].x + dx, base.nodes[node].y + dy
    layout = reroute(base, graph, measure(base.geometry), moved)
    assert faults(graph, layout) == []


@settings(max_examples=25, phases=QUICK)
@given(program=programs(), number=st.integers(0, 100), dx=st.floats(-200, 200), dy=st.floats(-200, 200))
def test_nothing_touches_in_random_graphs_after_a_drop(program: str, number: int, dx: float, dy: float) -> None:
    graph, base = small(program)
    node = number % len(graph.nodes)
    at = base.nodes[node].x + dx, base.nodes[node].y + dy
    assert faults(graph, reroute(base, graph, measure(base.geometry), {node: at})) == []
