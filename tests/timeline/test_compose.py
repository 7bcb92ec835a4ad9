"""Which steps there are, and what each brings."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradviz.autodiff.engine import run
from gradviz.autodiff.listing import listing
from gradviz.graph.build import read
from gradviz.graph.graph import Constant, Copy
from gradviz.graph.ties import Ties
from gradviz.timeline.compose import Pace, compose
from gradviz.timeline.frame import Phase, WireState
from gradviz.timeline.timeline import Timeline
from tests.timeline.performances import ROUTER, outlined, perform, programs

EXAMPLES = [
    example
    for example in json.loads((Path(__file__).parents[1] / "data" / "examples.json").read_text("utf-8"))["examples"]
    if example["phase"] == "scalar"
]


def test_the_lecture_expression_has_twelve_steps():
    assert outlined(perform("1 + exp(w1*x + w0)", w1=2)) == [
        ("start", ""),
        ("×", ""),
        ("+", ""),
        ("exp", ""),
        ("+", ""),
        ("f", ""),
        ("+", "c"),
        ("exp", "b"),
        ("+", "a"),
        ("+", "w0"),
        ("×", "w1"),
        ("×", "x"),
    ]


def test_the_pictured_expression_has_a_step_for_each_sum_and_one_for_both_inputs_of_max():
    ticks = [f"{tick} {about}".strip() for tick, about in outlined(perform(ROUTER, w=1.5, x=2))]
    assert ticks == [
        *("start", "×", "max", "×", "neg", "exp", "+", "f"),
        *("+ p", "+ r", "exp q", "neg m", "× m", "× x", "•", "max a y", "× w", "× x", "•"),
    ]


@pytest.mark.parametrize(
    ("text", "bindings", "backward"),
    [
        ("x", {}, ["x"]),
        ("x*x", {}, ["f", "× x", "× x", "•"]),
        ("relu(x)", {"x": -1}, ["f", "relu x"]),
        ("max(x, y)", {"x": 1, "y": 1}, ["f", "max x", "max y"]),
        ("min(x, y, z)", {"x": 2, "y": 1, "z": 2}, ["f", "min y x z"]),
        ("max(0, x)", {"x": -1}, ["f", "max x"]),
        ("max(0, x, y)", {"x": -1, "y": -2}, ["f", "max x", "max y"]),
        ("abs(x)", {"x": 0}, ["f", "|·| x"]),
        ("2*3 + x", {}, ["f", "+ a", "+ x"]),
        ("3", {}, ["f"]),
        ("a = x*y\nb = x + 1\nf = a", {}, ["f", "= a", "× x", "× y", "•"]),
        ("a = x + y\nb = a*a\na", {}, ["a", "+ x", "+ y"]),
        ("m = x + y\nf = (m*m)*m", {}, ["f", "× p", "× m", "× m", "× m", "•", "+ x", "+ y"]),
    ],
)
def test_backward_steps_of_small_graphs(text: str, bindings: dict[str, float], backward: list[str]):
    timeline = perform(text, **bindings)
    first = next(step.index for step in timeline.steps if step.kind == "seed")
    assert [f"{tick} {about}".strip() for tick, about in outlined(timeline)[first:]] == backward


def test_a_step_knows_its_lines_of_text_and_listing():
    timeline = perform(ROUTER, w=1.5, x=2)
    lines = listing(timeline.graph)
    written = [line.text for line in (*lines.forward, *lines.backward)]
    step = timeline.steps[15]
    assert [written[place] for place in step.listing_lines] == ["da = dm*share(a, y)", "dy = dm*share(y, a)"]
    assert [written[place] for place in timeline.steps[14].listing_lines] == ["dm = -dq", "dm += x*dp"]
    assert step.origin is not None
    assert step.origin.line == 1


def test_a_slower_pace_lasts_longer_and_has_the_same_steps():
    graph = read("x*y")
    record = run(graph, {"x": 1, "y": 2})
    slow, usual = compose(graph, record, pace=Pace(travel_s=2.0)), compose(graph, record)
    assert slow.duration_s > usual.duration_s
    assert [step.kind for step in slow.steps] == [step.kind for step in usual.steps]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_every_lesson_ends_with_all_numbers_of_its_run(example: dict):
    check_numbers(compose_example(example))


@given(programs(), st.tuples(*[st.sampled_from([-1.0, 0.0, 0.5, 2.0])] * 3))
def test_any_graph_ends_with_all_numbers_of_its_run(text: str, leaves: tuple[float, ...]):
    check_numbers(perform(text, **dict(zip("xyw", leaves, strict=True))))


@given(programs())
def test_steps_stand_in_causal_order(text: str):
    """A gate works only when its inputs are known, forward, and when its own gradient is whole, backward."""
    timeline = perform(text, x=0.5)
    for step in timeline.steps:
        if step.node is None or step.kind == "seed":
            continue
        before = timeline.rest(step.index - 1)
        inputs = [before.nodes[wire.source] for wire in timeline.graph.into[step.node]]
        if step.kind == "value":
            assert all(node.value is not None for node in inputs)
            assert before.nodes[step.node].value is None
        elif step.kind == "contribution":
            assert before.nodes[step.node].gradient is not None
        else:
            assert None not in before.nodes[step.node].sum.addends
            assert inputs[0].gradient is None


def compose_example(example: dict) -> Timeline:
    graph = read(example["program"])
    pinned = {leaf.name for leaf in graph.variables if leaf.pinned is not None}
    names = {leaf.name for leaf in graph.variables} - pinned
    return compose(graph, run(graph, {name: example["values"][name] for name in names}, Ties()))


def check_numbers(timeline: Timeline) -> None:
    """Each wire's numbers come once and stay, none before its step; at the end they are the run's."""
    graph, record, last = timeline.graph, timeline.run, timeline.rest(-1)
    brought_value = [wire for step in timeline.steps if step.kind in ("start", "value") for wire in step.wires]
    brought_gradient = [wire for step in timeline.steps if step.phase is Phase.BACKWARD for wire in step.wires]
    from_constants = {wire.id for wire in graph.wires if isinstance(graph.nodes[wire.source], Constant)}
    expected = sorted({wire.id for wire in graph.wires} - from_constants)
    assert sorted(brought_value) == expected
    assert sorted(brought_gradient) == expected
    for wire, shown in zip(graph.wires, last.wires, strict=True):
        assert shown.value == record.node_values[wire.source]
        assert shown.gradient == (None if wire.id in from_constants else record.wire_gradients[wire.id])
    for node, shown in zip(graph.nodes, last.nodes, strict=True):
        assert shown.value == record.node_values[node.id]
        assert shown.gradient == (None if isinstance(node, Constant) else record.node_gradients[node.id])
        assert (shown.sum is not None and shown.sum.done) == isinstance(node, Copy)
    for step in timeline.steps:
        check_arrivals(timeline, step.index)


def check_arrivals(timeline: Timeline, index: int) -> None:
    """The numbers of a step's wires are "—" until the step and written when it is over."""
    step, frame = timeline.steps[index], timeline.rest(index)
    before = timeline.frame_at(step.start_s) if index == 0 else timeline.rest(index - 1)
    field = "gradient" if step.phase is Phase.BACKWARD else "value"
    for wire in step.wires:
        assert getattr(before.wires[wire], field) is None
        assert math.isfinite(getattr(frame.wires[wire], field))
        blocked = wire in step.blocked
        states = {"value": WireState.VALUE, "gradient": WireState.BLOCKED if blocked else WireState.GRADIENT}
        assert frame.wires[wire].state is states[field]


@given(programs(), st.integers(0, 99))
def test_beside_another_target_only_what_leads_there_gets_a_gradient(text, pick):
    graph = read(text)
    target = graph.gates[pick % len(graph.gates)].id
    found = run(graph, {leaf.name: 1.5 for leaf in graph.variables}, target=target)
    timeline = compose(found.graph, found, listing(found.graph))
    before, last = timeline.rest(0), timeline.rest(-1)
    for node in graph.nodes:
        if isinstance(node, Constant):
            continue
        assert before.nodes[node.id].gradient is None
        assert last.nodes[node.id].gradient == found.gradient(node.id)
    for wire in graph.wires:
        if not found.graph.has_gradient(wire.target):
            assert last.wires[wire.id].state is not WireState.BLOCKED
