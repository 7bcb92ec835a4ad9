"""Every lesson of the lectures, and random programs, placed by both engines: nothing touches, nothing kinks."""

from __future__ import annotations

import itertools
import json
import math
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradviz.graph.build import read
from gradviz.graph.graph import Constant, Copy, Graph, Variable
from gradviz.layout.budgets import LOW, USUAL, Room
from gradviz.layout.layout import NORMAL, TIGHT, TIGHTEST, Geometry, Layout
from gradviz.layout.place import ASPECT, geometry_for, place
from tests.layout.checking import (
    apart,
    body_distance,
    box_distance,
    is_constant,
    is_gate,
    kinks,
    measure,
    samples,
    violations,
)

DATA = json.loads((Path(__file__).parents[1] / "data" / "examples.json").read_text(encoding="utf-8"))
PROGRAMS = {example["id"]: example["program"] for example in DATA["examples"] if example["phase"] == "scalar"}
PICTURE = "a = w*x\nm = max(a, y)\nf = m*x + exp(-m)"
PROGRAMS |= {
    "picture": PICTURE,
    "bare-leaf": "x",
    "joint": "a = x*y\nb = a\nf = b + 1",
    "unused-line": "a = x*y\nb = a + 1\nc = x - y",
    "constants": "2 + 3",
    "square": "x*x",
    "five": "max(a, b, c, a, 1)",
    "long-names": "first_long_name = another_long_name*x\nsecond_long_name = first_long_name + b*x\nsecond_long_name^2",
}
ENGINES = ("auto", "layered")
NEAR_GATE = 110.0  # px from a local derivative's middle to that of its gate
cases = pytest.mark.parametrize(
    ("program", "engine"), [pytest.param(p, e, id=f"{n}-{e}") for n, p in PROGRAMS.items() for e in ENGINES]
)


@cache
def placed(program: str, engine: str) -> tuple[Graph, Layout]:
    graph = read(program)
    return graph, place(graph, measure(geometry_for(graph)), engine=engine)


def test_all_lessons_of_the_lectures_are_here() -> None:
    assert len(DATA["examples"]) == 55
    assert sum(example["phase"] == "scalar" for example in DATA["examples"]) == 46


@cases
def test_nothing_touches(program: str, engine: str) -> None:
    assert violations(*placed(program, engine)) == []


@cases
def test_wires_are_smooth(program: str, engine: str) -> None:
    _, layout = placed(program, engine)
    assert [kink for wire in (*layout.wires, layout.output) for kink in kinks(wire)] == []


@cases
def test_wires_run_from_body_to_body(program: str, engine: str) -> None:
    graph, layout = placed(program, engine)
    for wire in graph.wires:
        path = layout.wires[wire.id].path
        assert abs(body_distance(layout.nodes[wire.source], *path[0])) < 0.5
        assert abs(body_distance(layout.nodes[wire.target], *path[-1])) < 0.5


@cases
def test_seats_are_straight_on_the_wire_and_hold_the_widest_number(program: str, engine: str) -> None:
    _, layout = placed(program, engine)
    widest = measure(layout.geometry)("0" * layout.geometry.seat_digits, "number")
    for wire in (*layout.wires, layout.output):
        (left, y), (right, other_y) = wire.seat
        if wire.value_box is None or wire.gradient_box is None:
            continue
        assert y == other_y
        assert min(right - left, wire.value_box.width, wire.gradient_box.width) > widest
        assert wire.value_box.center.y == pytest.approx(y - layout.geometry.label_gap)
        assert wire.gradient_box.center.y == pytest.approx(y + layout.geometry.label_gap)
        on_seat = [point for point in samples(wire) if left <= point.x <= right]
        assert all(abs(point.y - y) < 0.01 for point in on_seat)


@cases
def test_everything_flows_from_left_to_right(program: str, engine: str) -> None:
    graph, layout = placed(program, engine)
    for wire in graph.wires:
        assert layout.nodes[wire.source].x < layout.nodes[wire.target].x
        points = samples(layout.wires[wire.id])
        assert all(after.x > before.x - 0.01 for before, after in itertools.pairwise(points))
    assert layout.output_box.x > layout.nodes[graph.output].x


@cases
def test_labels_are_where_the_lecture_wants_them(program: str, engine: str) -> None:
    """Constants bare and near their gate, a name over every gate but the output, a sum at every dot."""
    graph, layout = placed(program, engine)
    for wire in graph.wires:
        labelled = layout.wires[wire.id].value_box is not None
        assert labelled != isinstance(graph.nodes[wire.source], Constant)
        if not labelled:
            assert math.dist(layout.wires[wire.id].path[0], layout.wires[wire.id].path[-1]) < 170
    for node in graph.nodes:
        found = layout.nodes[node.id]
        assert (found.sum_box is not None) == isinstance(node, Copy)
        named = node in graph.gates and node.id != graph.output
        assert (found.name_box is not None) == named


@cases
def test_bounds_begin_at_the_origin_and_hold_everything(program: str, engine: str) -> None:
    _, layout = placed(program, engine)
    assert (layout.bounds.x, layout.bounds.y) == pytest.approx((0, 0))
    boxes = [layout.output_box, *(box for node in layout.nodes for box in node.boxes)]
    boxes += [box for wire in layout.wires for box in wire.boxes]
    assert all(layout.bounds.grown(0.01).overlaps(box) for box in boxes)
    assert max(box.x + box.width for box in boxes) <= layout.bounds.width + 0.01
    assert max(box.y + box.height for box in boxes) <= layout.bounds.height + 0.01


@cases
def test_local_derivatives_stand_near_the_gate_at_work(program: str, engine: str) -> None:
    """Near its middle; where no room is left there, on top of the wire's value or right over the last stretch."""
    graph, layout = placed(program, engine)
    for wire in graph.wires:
        found, gate = layout.wires[wire.id], layout.nodes[wire.target]
        chip = found.local_box
        assert (chip is not None) == (is_gate(graph, wire.target) and not is_constant(graph, wire.source))
        if chip is None or math.dist(chip.center, (gate.x, gate.y)) <= NEAR_GATE:
            continue
        on_value = found.value_box is not None and apart(chip, found.value_box) <= 4
        assert on_value or min(box_distance(chip, *point) for point in samples(found) if point.x < gate.x) < 7


def chip_to_gate(program: str, leaf: str) -> float:
    """From the local derivative of a leaf's only wire to the middle of its gate."""
    graph, layout = placed(program, "auto")
    wire = next(wire for wire in graph.wires if graph.labels[wire.source] == leaf)
    chip, gate = layout.wires[wire.id].local_box, layout.nodes[wire.target]
    assert chip is not None
    return math.dist(chip.center, (gate.x, gate.y))


def test_local_derivatives_of_far_leaves_are_near_their_gates() -> None:
    assert chip_to_gate(PICTURE, "y") <= NEAR_GATE
    assert chip_to_gate("1 + exp(w1*x + w0)", "w0") <= NEAR_GATE


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_sums_stand_near_their_dots(program: str) -> None:
    graph, layout = placed(program, "auto")
    places = [layout.nodes[copy.id] for copy in graph.copies]
    off = [box_distance(place.sum_box, place.x, place.y) for place in places if place.sum_box is not None]
    assert all(distance <= 90 for distance in off)


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_wide_drawings_spend_free_height_and_no_more(program: str) -> None:
    graph, layout = placed(program, "auto")
    flat = place(graph, measure(layout.geometry), aspect=None).bounds
    assert layout.bounds.height <= max(flat.height, layout.bounds.width / ASPECT) * 1.01


def test_the_program_of_the_picture_is_airy() -> None:
    graph, layout = placed(PICTURE, "auto")
    flat = place(graph, measure(layout.geometry), aspect=None).bounds
    assert layout.bounds.height > 1.3 * flat.height
    assert layout.bounds.width == pytest.approx(flat.width, rel=0.02)


def fits(program: str, width: float, height: float) -> float:
    bounds = placed(program, "auto")[1].bounds
    return min(width / bounds.width, height / bounds.height)


def test_the_lecture_expression_fits_its_canvases() -> None:
    assert fits("1 + exp(w1*x + w0)", 1060, 420) >= 0.95
    assert fits("1 + exp(w1*x + w0)", 640, 330) >= 0.62


@pytest.mark.parametrize("lesson", ["circuit-sigmoid-gates", "softmax-probabilities", "svm-hinge", "l1-penalty"])
def test_lessons_of_some_eight_gates_open_whole(lesson: str) -> None:
    assert USUAL.holds(placed(PROGRAMS[lesson], "auto")[1])


ROOMS = [(LOW, TIGHT), (USUAL, TIGHT), (USUAL, TIGHTEST)]


@pytest.mark.parametrize(("room", "geometry"), ROOMS, ids=["low", "usual", "usual-tightest"])
@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_nothing_touches_where_bends_keep_to_a_room(program: str, room: Room, geometry: Geometry) -> None:
    graph = read(program)
    layout = place(graph, measure(geometry), geometry=geometry, room=room)
    assert violations(graph, layout) == []
    assert [kink for wire in (*layout.wires, layout.output) for kink in kinks(wire)] == []


def test_a_room_holds_the_bends_that_it_can() -> None:
    """As it would like to be the lecture expression is wider than a small window; it can keep to one."""
    graph = read("1 + exp(w1*x + w0)")
    free, kept = (place(graph, measure(NORMAL), geometry=NORMAL, room=room) for room in (USUAL, LOW))
    assert not LOW.holds(free)
    assert kept.bounds.width == pytest.approx(LOW.along, abs=1)


def test_the_program_of_the_picture_fits_its_canvas() -> None:
    assert fits(PICTURE, 1060, 420) >= 0.89


def test_variables_stand_in_order_of_appearance_in_one_column() -> None:
    graph, layout = placed("1 + exp(w1*x + w0)", "auto")
    assert [leaf.name for leaf in graph.variables] == ["w1", "x", "w0"]
    leaves = [layout.nodes[leaf.id] for leaf in graph.variables]
    assert len({leaf.x for leaf in leaves}) == 1
    assert leaves[0].y < leaves[1].y < leaves[2].y


@pytest.mark.parametrize("engine", ["auto", "layered"])
def test_classes_of_a_softmax_stand_in_order_though_one_of_them_is_used_twice(engine: str) -> None:
    graph, layout = placed(PROGRAMS["softmax-nll"], engine)
    heights = {leaf.name: layout.nodes[leaf.id].y for leaf in graph.variables}
    assert heights["y0"] < heights["y1"] < heights["y2"]


def test_a_chain_is_straight() -> None:
    _, layout = placed("exp(tanh(sin(x)))", "auto")
    assert len({round(node.y, 6) for node in layout.nodes}) == 1


def test_sizes_follow_the_number_of_gates() -> None:
    assert geometry_for(read("x*y")) is NORMAL
    assert geometry_for(read("\n".join(f"a{i} = x*x" for i in range(12)))) is TIGHT


def test_long_names_widen_leaves_and_long_symbols_gates() -> None:
    graph, layout = placed("relu(a_very_long_name_indeed)", "auto")
    leaf = next(node for node in graph.nodes if isinstance(node, Variable))
    assert layout.nodes[leaf.id].width > measure(NORMAL)(leaf.name, "name")
    assert layout.nodes[graph.output].width >= measure(NORMAL)("relu", "gate")


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_graph_gives_the_same_layout(engine: str) -> None:
    graph = read(PROGRAMS["micrograd-readme"])
    assert place(graph, measure(TIGHT), engine=engine) == place(graph, measure(TIGHT), engine=engine)


@st.composite
def programs(draw: st.DrawFn) -> str:
    """Up to 15 gates of any shape: repeats, fan-out, constants, joints, lines that lead nowhere."""
    operands = ["x", "y", "w1", "2", "a_rather_long_name"]
    lines = []
    for number in range(draw(st.integers(1, 15))):
        form = draw(st.sampled_from(["{0}*{1}", "{0} + {1}", "exp({0})", "max({0}, {1}, {2})", "{0} - 1", "{0}"]))
        drawn = [draw(st.sampled_from(operands)) for _ in range(3)]
        if form == "{0}" and drawn[0] == "2":
            drawn[0] = "x"
        lines.append(f"g{number} = " + form.format(*drawn))
        operands.append(f"g{number}")
    return "\n".join(lines)


@settings(max_examples=40)
@given(programs(), st.sampled_from(ENGINES))
def test_nothing_touches_in_random_graphs(program: str, engine: str) -> None:
    graph = read(program)
    layout = place(graph, measure(geometry_for(graph)), engine=engine)
    assert violations(graph, layout) == []
    assert [kink for wire in layout.wires for kink in kinks(wire)] == []


def test_a_large_graph_is_placed_without_graphviz() -> None:
    program = ["a0 = x*w", *(f"a{i} = a{i - 1}*w + a{i // 2}" for i in range(1, 300))]
    graph = read("\n".join(program[:60]))
    layout = place(graph, measure(TIGHT), engine="layered")
    assert len(layout.nodes) == len(graph.nodes)
    assert all(math.isfinite(value) for value in layout.bounds)


@pytest.mark.parametrize("program", [PICTURE, PROGRAMS["joint"], PROGRAMS["circuit-sigmoid-gates"]])
def test_nothing_touches_where_the_target_is_not_the_output(program: str) -> None:
    graph = read(program)
    for gate in graph.gates:
        aimed = graph.aimed_at(gate.id)
        assert violations(aimed, place(aimed, measure(geometry_for(aimed)))) == []
