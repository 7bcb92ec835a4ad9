"""frame_at is pure, total and without history; what it shows while things move and at rest."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradviz.timeline.compose import Pace
from gradviz.timeline.easing import ease_in_out, ease_out, linear
from gradviz.timeline.frame import Phase, WireState
from gradviz.timeline.timeline import CHECKPOINT
from tests.timeline.performances import ROUTER, perform, programs

PICTURED = perform(ROUTER, w=1.5, x=2)


@pytest.mark.parametrize("ease", [linear, ease_in_out, ease_out])
@given(st.floats(0, 1), st.floats(0, 1))
def test_easings_keep_both_ends_and_never_go_back(ease, one: float, other: float):
    assert (ease(0.0), ease(1.0)) == (0.0, 1.0)
    assert (ease(one) <= ease(other) + 1e-12) == (one <= other) or math.isclose(ease(one), ease(other), abs_tol=1e-12)


def test_steps_follow_each_other_without_gaps():
    assert PICTURED.steps[0].start_s == 0.0
    for before, step in zip(PICTURED.steps, PICTURED.steps[1:], strict=False):
        assert step.start_s == before.end_s
        assert 0.2 < step.end_s - step.start_s <= 1.55
    assert PICTURED.duration_s == PICTURED.steps[-1].end_s


@pytest.mark.parametrize("text", [ROUTER, "x", "3", "1 + exp(w1*x + w0)", "log(x - x)*x", "a = x\na + a"])
def test_the_end_of_every_step_is_its_rest(text: str):
    timeline = perform(text)
    for step in timeline.steps:
        assert timeline.frame_at(step.end_s) == timeline.rest(step.index)
        assert not timeline.rest(step.index).moving
        assert timeline.step_at(step.end_s) is step
    assert timeline.rest(-1).step is timeline.steps[-1]


@given(st.floats())
def test_any_number_is_a_time(time_s: float):
    frame = PICTURED.frame_at(time_s)
    assert 0.0 <= frame.time_s <= PICTURED.duration_s
    assert frame.step is PICTURED.step_at(time_s)
    assert len(frame.nodes) == len(PICTURED.graph.nodes)


@pytest.mark.parametrize(("time_s", "shown_s"), [(-5.0, 0.0), (-math.inf, 0.0), (math.nan, 0.0), (1e9, math.inf)])
def test_times_outside_are_those_at_the_ends(time_s: float, shown_s: float):
    assert PICTURED.frame_at(time_s) == PICTURED.frame_at(shown_s)


@given(st.lists(st.floats(-1, 20), max_size=6), st.floats(-1, 20))
def test_a_frame_does_not_depend_on_what_was_asked_before(before: list[float], time_s: float):
    fresh = perform(ROUTER, w=1.5, x=2).frame_at(time_s)
    for other in before:
        PICTURED.frame_at(other)
    assert PICTURED.frame_at(time_s) == fresh


def test_there_is_no_step_beyond_the_last():
    with pytest.raises(IndexError):
        PICTURED.rest(len(PICTURED.steps))


def test_phases_are_start_forward_backward():
    assert PICTURED.phases == ((Phase.START, 0, 0), (Phase.FORWARD, 1, 6), (Phase.BACKWARD, 7, 18))
    assert perform("x").phases == ((Phase.START, 0, 0), (Phase.BACKWARD, 1, 1))


def test_long_performances_pass_their_checkpoints_unharmed():
    """Frames beyond a checkpoint are those of a timeline that is walked through step by step."""
    text = "\n".join(f"a{i} = tanh(w*{f'a{i - 1}' if i else 'x'})" for i in range(40))
    walked, jumped = perform(text, x=0.3), perform(text, x=0.3)
    assert len(walked.steps) > 2 * CHECKPOINT
    frames = [walked.rest(index) for index in range(len(walked.steps))]
    for index in (len(frames) - 1, CHECKPOINT, CHECKPOINT - 1, 2 * CHECKPOINT, 1):
        assert jumped.rest(index) == frames[index]


@given(programs())
def test_numbers_stay_once_they_are_shown_and_highlights_do_not(text: str):
    timeline = perform(text, x=0.5, y=-1)
    frames = [timeline.rest(step.index) for step in timeline.steps]
    for before, after in itertools.pairwise(frames):
        for was, now in zip((*before.nodes, *before.wires), (*after.nodes, *after.wires), strict=True):
            assert was.value in (None, now.value)
            assert was.gradient in (None, now.gradient)
        lit = {wire for wire, shown in enumerate(after.wires) if shown.active or shown.local is not None}
        assert lit <= set(after.step.wires)
        assert not any(wire.token for wire in after.wires)
        glowing = [node for node, shown in enumerate(after.nodes) if shown.glow]
        assert glowing == [after.step.node]


def test_in_a_gates_step_its_inputs_come_in_and_its_value_moves_out_through_the_copy():
    step = PICTURED.steps[2]
    coming = PICTURED.frame_at(step.start_s + 0.1)
    assert [(wire, shown.token.kind) for wire, shown in enumerate(coming.wires) if shown.token] == [
        (4, "value"),
        (5, "value"),
    ]
    assert all(0.5 < coming.wires[wire].token.progress < 1.0 for wire in (4, 5))
    assert coming.nodes[5].value is None
    to_copy, through = PICTURED.frame_at(step.start_s + 0.6), PICTURED.frame_at(step.end_s - 0.5)
    assert [wire for wire, shown in enumerate(to_copy.wires) if shown.token] == [6]
    assert [wire for wire, shown in enumerate(through.wires) if shown.token] == [7, 8]
    assert to_copy.nodes[6].value is None
    assert through.nodes[6].value == 3.0


def test_upstream_arrives_then_the_local_derivative_shows_then_the_product_leaves():
    step = PICTURED.steps[15]
    arriving = PICTURED.frame_at(step.start_s + 0.15)
    assert arriving.wires[6].token.kind == "gradient"
    assert arriving.wires[5].local is None
    showing = PICTURED.frame_at(step.start_s + 0.4)
    assert showing.wires[5].local == 1.0
    assert 0.0 < showing.wires[5].local_opacity < 1.0
    leaving = PICTURED.frame_at(step.start_s + 0.55)
    assert leaving.wires[5].token.number == pytest.approx(1.9502129316)
    assert leaving.wires[5].gradient is None
    assert leaving.wires[4].state is WireState.BLOCKED
    assert 0.0 < leaving.wires[4].greyed < 1.0


def test_the_loser_of_max_is_greyed_with_an_exact_zero_at_rest():
    wires = PICTURED.rest(15).wires
    assert (wires[4].state, wires[4].gradient, wires[4].local, wires[4].active) == (WireState.BLOCKED, 0.0, 0.0, None)
    assert (wires[5].state, wires[5].local, wires[5].active) == (WireState.GRADIENT, 1.0, "gradient")
    assert PICTURED.rest(16).wires[4].local is None


def test_at_a_copy_the_addends_join_one_by_one():
    step = PICTURED.steps[14]
    sums = [PICTURED.frame_at(step.start_s + wait).nodes[6].sum for wait in (0.1, 0.4, 0.7)]
    assert [(found.fresh, found.total, found.done) for found in sums] == [
        (0, None, False),
        (1, 2.0, False),
        (None, pytest.approx(1.9502129316), True),
    ]
    waiting = PICTURED.rest(13).nodes[2].sum
    assert (waiting.addends, waiting.total, waiting.done) == ((None, 3.0), None, False)


def test_a_line_that_leads_nowhere_has_gradient_0_from_the_seed_on():
    timeline = perform("p = z*x\nf = x + 1")
    seed = next(step.index for step in timeline.steps if step.kind == "seed")
    named = {timeline.graph.labels[node.id]: node.id for node in timeline.graph.nodes[::-1]}
    before, after = timeline.rest(seed - 1), timeline.rest(seed)
    assert [before.nodes[named[name]].gradient for name in "zpx"] == [None, None, None]
    assert [after.nodes[named[name]].gradient for name in "zpx"] == [0.0, 0.0, None]
    (wire,) = timeline.graph.out_of[named["z"]]
    assert after.wires[wire.id].state is WireState.BLOCKED
    assert timeline.rest(-1).nodes[named["x"]].gradient == 1.0


def test_constants_are_known_from_the_beginning_and_never_get_a_gradient():
    timeline = perform("2*x")
    (constant,) = timeline.graph.constants
    assert timeline.frame_at(0).nodes[constant.id].value == 2.0
    assert timeline.rest(-1).nodes[constant.id].gradient is None


def test_the_view_keeps_the_gate_at_work_and_its_neighbours_in_sight():
    labels = PICTURED.graph.labels
    assert sorted(labels[node] for node in PICTURED.rest(0).focus) == ["w", "x", "y"]
    assert [labels[node] for node in PICTURED.rest(2).focus] == ["m", "a", "y"]
    assert [labels[node] for node in PICTURED.rest(7).focus] == ["f"]
    assert [labels[node] for node in PICTURED.rest(15).focus] == ["m", "a", "y"]


def test_a_result_is_told_when_it_has_arrived_and_stands_until_the_step_is_over():
    for step in PICTURED.steps[1:]:
        told = [PICTURED.frame_at(step.start_s + share * (step.end_s - step.start_s)) for share in SHARES]
        moving = [any(wire.token for wire in (*frame.wires, frame.output)) for frame in told]
        assert not any(frame.told and moves for frame, moves in zip(told, moving, strict=True))
        assert not told[0].told
        assert PICTURED.frame_at(step.end_s - Pace().told_s + 1e-6).told
        assert PICTURED.rest(step.index).told


SHARES = [share / 50 for share in range(1, 50)]
