"""The callout of a copy gate with many uses: every addition is seen, in the room that the layout keeps."""

from __future__ import annotations

from itertools import accumulate

import pytest
from PySide6.QtCore import QRectF

from gradviz.graph.build import read
from gradviz.gui.canvas.item import Style
from gradviz.gui.canvas.placing import placed
from gradviz.gui.canvas.sum_item import SumItem
from gradviz.gui.theme import LIGHT
from gradviz.layout.beside import widened
from gradviz.layout.layout import Box, Geometry, NodePlace
from gradviz.numerals import Numerals
from gradviz.timeline.frame import SumFrame
from gradviz.timeline.timeline import Timeline
from tests.timeline.performances import perform

ENGLISH = Numerals()


def callout(width: float = 235.0) -> SumItem:
    item = SumItem(Style(LIGHT, Geometry()))
    item.place(NodePlace(0.0, 0.0, 10.0, 10.0, None, Box(20.0, 20.0, width, 24.0)))
    return item


@pytest.fixture
def timeline() -> Timeline:
    return perform("f = x*x*x*x*x + x", x=3.6)


def adding(timeline: Timeline) -> list[SumFrame]:
    """The sum through the step that adds."""
    step = next(step for step in timeline.steps if step.kind == "sum")
    moments = [step.start_s + (step.end_s - step.start_s) * share / 40 for share in range(41)]
    return [timeline.frame_at(moment).nodes[step.node].sum for moment in moments]


def test_a_long_sum_grows_addend_by_addend(qapp, timeline: Timeline):
    item, seen = callout(300.0), []
    for frame in adding(timeline):
        item.show_frame(frame, ENGLISH)
        seen += [item.text] if item.text not in seen else []
        assert "/" not in item.text
    addends = adding(timeline)[-1].addends
    sums = list(accumulate(addends))
    told = [f"Σ = {ENGLISH.text(sums[0])}"]
    for before, new, after in zip(sums, addends[1:], sums[1:], strict=False):
        sign = ENGLISH.sum_sign((before, new), after)
        told.append(f"{ENGLISH.text(before)} + {ENGLISH.term(new)} {sign} {ENGLISH.text(after)}")
    assert "503.88 + 167.96 ≈ 671.85" in seen
    assert seen[: len(told)] == told
    assert seen[-1].startswith(f"{ENGLISH.text(addends[0])} + {ENGLISH.term(addends[1])} + … ")
    assert seen[-1].endswith(ENGLISH.text(sums[-1]))


def test_a_single_branch_is_not_added_up_in_a_drawing_from_the_top_down_either(qapp):
    """Beside another target only one branch may lead there: its gradient is the whole sum."""
    item = SumItem(Style(LIGHT, Geometry(direction="down")))
    item.place(NodePlace(0.0, 0.0, 10.0, 10.0, None, Box(20.0, 20.0, 235.0, 24.0)))
    item.show_frame(SumFrame((1.5,), 1.5, done=True), ENGLISH)
    assert item.text == "1.50"


def test_while_addends_are_awaited_it_says_how_many_have_come(qapp):
    item = callout(150.0)
    item.show_frame(SumFrame((1.0, None, 3.0, None), None), ENGLISH)
    assert item.text == "Σ 2/4 = —"


def test_what_does_not_fit_is_the_sum_alone_and_that_fits(qapp):
    item = callout(120.0)
    item.show_frame(SumFrame((138.83, 500.0, 6.75), 645.58, done=True), ENGLISH)
    assert item.text == "Σ = 645.58"
    assert QRectF(20.0, 20.0, 120.0, 24.0).contains(item.frame_rect())


def test_a_short_sum_is_written_in_full(qapp):
    item = callout()
    item.show_frame(SumFrame((2.0, -0.05), 1.95, done=True), ENGLISH)
    assert item.text == "2.00 + (−0.05) = 1.95"


def test_a_sum_of_three_is_told_in_full_where_there_is_room_beside_its_box(qapp):
    frame = SumFrame((-20.5, -1.25, -3.5), -25.25, done=True)
    item = callout(150.0)
    item.show_frame(frame, ENGLISH)
    assert item.text == "Σ = −25.25"
    place = NodePlace(0.0, 0.0, 10.0, 10.0, None, Box(20.0, 20.0, 150.0, 24.0))
    item.place(place, Box(0.0, 20.0, 400.0, 24.0))
    assert item.text == "−20.50 + (−1.25) + (−3.50) = −25.25"
    assert QRectF(0.0, 20.0, 400.0, 24.0).contains(item.frame_rect())
    item.place(place)
    assert item.text == "Σ = −25.25"


def test_the_room_beside_a_sum_is_clear_of_all_there_is(qapp):
    graph = read("f = (x + y)*x*exp(x)")
    layout = placed(graph)
    (copy,) = graph.copies
    box, room = layout.nodes[copy.id].sum_box, widened(layout, copy.id)
    assert room.x <= box.x and room.x + room.width >= box.x + box.width
    assert (room.y, room.height) == (box.y, box.height)
    others = [each for place in (*layout.nodes, *layout.wires, layout.output) for each in place.boxes if each != box]
    assert not any(room.overlaps(other) for other in others)
