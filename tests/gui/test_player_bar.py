"""The player bar: what it shows, what it asks for, and that its captions never touch."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QWheelEvent
from PySide6.QtWidgets import QToolButton, QWidget

from gradviz import i18n
from gradviz.gui import fonts
from gradviz.gui.actions import TABLE
from gradviz.gui.panels.player_bar import PlayerBar
from gradviz.gui.panels.player_bar_paint import CAPTION_Y, LINE_Y, caption_font, caption_width
from gradviz.gui.panels.player_bar_plan import Track, groups, place_captions, place_headings, playhead, time_at
from gradviz.gui.player import SPEEDS
from gradviz.gui.theme import DARK, LIGHT
from gradviz.numerals import Numerals
from gradviz.timeline.timeline import Timeline
from tests.timeline.performances import ROUTER, perform

CHAIN = "\n".join(f"a{i} = tanh(w{i}*{f'a{i - 1}' if i else 'x'} + b{i})" for i in range(18))


@pytest.fixture
def timeline() -> Timeline:
    return perform(ROUTER, w=1.5, x=2)


@pytest.fixture
def empty_bar(qtbot) -> Iterator[PlayerBar]:
    """A bar in a window, before it is shown anything."""
    window = QWidget()
    qtbot.addWidget(window)
    made = PlayerBar(window)
    made.resize(1060, 92)
    window.resize(1060, 92)
    window.show()
    yield made
    window.close()


@pytest.fixture
def bar(empty_bar: PlayerBar, timeline: Timeline) -> PlayerBar:
    empty_bar.show_timeline(timeline)
    empty_bar.show_frame(timeline.rest(15), Numerals())
    return empty_bar


def asked(bar: PlayerBar) -> list[tuple]:
    """All that the bar asks for from now on."""
    seen: list[tuple] = []
    for name in ("step_requested", "scrubbed", "play_toggled", "speed_chosen", "loop_toggled"):
        getattr(bar, name).connect(lambda *values, name=name: seen.append((name, *values)))
    for name in ("first_requested", "back_requested", "forward_requested", "last_requested"):
        getattr(bar, name).connect(lambda name=name: seen.append((name,)))
    return seen


def at_tick(bar: PlayerBar, u: float) -> QPoint:
    return QPoint(round(bar.track.track.x(u)), round(LINE_Y))


def test_ticks_of_one_gate_share_a_caption(timeline: Timeline):
    captions = [group.text for group in groups(timeline.steps, Numerals())]
    assert captions == [
        *("start", "×", "max", "×", "neg", "exp", "+", "df"),
        *("+", "exp", "neg", "×", "•", "max", "×", "•"),
    ]


@pytest.mark.parametrize("text", ["x", "x*x", ROUTER, CHAIN])
@pytest.mark.parametrize("right", [120.0, 420.0, 900.0])
def test_captions_never_touch_and_the_current_one_is_there(text: str, right: float):
    timeline = perform(text)
    found = groups(timeline.steps, Numerals())
    track = Track(18.0, right, len(timeline.steps))
    for step in timeline.steps:
        placed = place_captions(track, found, step.index, lambda text: 8.0 * len(text), (0.0, right + 18.0))
        assert any(caption.group.first <= step.index <= caption.group.last for caption in placed)
        assert all(before.right < after.left for before, after in pairwise(placed))
        assert placed[0].left >= 0
        assert placed[-1].right <= right + 18.0


@pytest.mark.parametrize("text", ["x*y + z/w - v^2", ROUTER, CHAIN])
@pytest.mark.parametrize("width", [220.0, 340.0, 700.0])
def test_as_painted_no_caption_touches_another(text: str, width: float, qapp):
    """In the fonts that are painted, with signs set larger than words."""
    timeline = perform(text, x=1.5, y=2, z=3, w=2, v=1)
    found, track = groups(timeline.steps, Numerals()), Track(18.0, width - 18.0, len(timeline.steps))
    for step in timeline.steps:
        placed = place_captions(track, found, step.index, caption_width, (0.0, width))
        inked = [
            ((each.left + each.right) / 2, fonts.width(each.group.text, caption_font(each.group.text, weight)) / 2)
            for each in placed
            for weight in (600 if each.group.first <= step.index <= each.group.last else 400,)
        ]
        assert all(a + half + 4 <= b - other for (a, half), (b, other) in pairwise(inked))


def test_signs_are_as_large_as_small_letters(qapp):
    """At least 8 px wide: × beside a word is no speck."""
    for sign in ("×", "+", "−", "÷"):
        assert QFontMetricsF(caption_font(sign)).tightBoundingRect(sign).width() >= 8


def test_the_track_is_a_map_of_the_timeline_and_back(timeline: Timeline):
    for step in timeline.steps:
        assert time_at(timeline, step.index) == step.end_s
        assert playhead(timeline.rest(step.index)) == step.index
    for u in (0.25, 3.5, 17.9):
        assert playhead(timeline.frame_at(time_at(timeline, u))) == pytest.approx(u)


def test_a_click_asks_for_the_nearest_step(bar: PlayerBar, qtbot):
    seen = asked(bar)
    qtbot.mouseClick(bar.track, Qt.MouseButton.LeftButton, pos=at_tick(bar, 7.2))
    assert seen == [("step_requested", 7)]


def test_a_drag_scrubs_continuously_even_beyond_the_ends_and_rests_at_a_tick(bar: PlayerBar, qtbot, timeline: Timeline):
    seen = asked(bar)
    qtbot.mousePress(bar.track, Qt.MouseButton.LeftButton, pos=at_tick(bar, 15))
    for u in (12.5, 5.0, -3.0, 40.0):
        qtbot.mouseMove(bar.track, pos=at_tick(bar, u))
    qtbot.mouseRelease(bar.track, Qt.MouseButton.LeftButton, pos=at_tick(bar, 40.0))
    assert seen.pop() == ("step_requested", 18)
    assert {name for name, _ in seen} == {"scrubbed"}
    times = [time for _, time in seen]
    assert timeline.step_at(times[0]).index == 13
    assert times[-2:] == [timeline.steps[0].end_s, timeline.duration_s]


@pytest.mark.parametrize(("u", "tick"), [(5.3, 5), (5.7, 6), (12.49, 12)])
def test_a_drag_ends_at_the_nearest_tick(bar: PlayerBar, qtbot, u: float, tick: int):
    seen = asked(bar)
    qtbot.mousePress(bar.track, Qt.MouseButton.LeftButton, pos=at_tick(bar, 15))
    qtbot.mouseMove(bar.track, pos=at_tick(bar, u))
    qtbot.mouseRelease(bar.track, Qt.MouseButton.LeftButton, pos=at_tick(bar, u))
    assert [name for name, _ in seen] == ["scrubbed", "step_requested"]
    assert seen[-1] == ("step_requested", tick)


def test_buttons_ask_and_nothing_more(bar: PlayerBar, qtbot):
    seen = asked(bar)
    for button in (bar.first, bar.back, bar.play, bar.forward, bar.last, bar.loop):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert seen == [
        ("first_requested",),
        ("back_requested",),
        ("play_toggled",),
        ("forward_requested",),
        ("last_requested",),
        ("loop_toggled", True),
    ]


def test_keys_and_wheel_on_the_track_step(bar: PlayerBar, qtbot):
    seen = asked(bar)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_End):
        qtbot.keyClick(bar.track, key)
    assert seen == [("forward_requested",), ("back_requested",), ("step_requested", 0), ("step_requested", 18)]
    seen.clear()
    for notches in (-120, 60, 60):
        turn_wheel(bar, notches)
    assert seen == [("forward_requested",), ("back_requested",)]


def turn_wheel(bar: PlayerBar, delta: int) -> None:
    bar.track.wheelEvent(
        QWheelEvent(
            QPointF(50, 40),
            QPointF(50, 40),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
    )


def test_assistive_technology_can_read_and_set_the_step(bar: PlayerBar):
    seen = asked(bar)
    assert (bar.track.minimum(), bar.track.value(), bar.track.maximum()) == (0, 15, 18)
    assert bar.track.accessibleName() == "Steps"
    assert "max routes the whole gradient 1.95" in bar.track.accessibleDescription()
    assert seen == []
    bar.track.setValue(3)
    assert seen == [("step_requested", 3)]


def test_every_button_has_a_name_and_its_key_in_both_languages(bar: PlayerBar):
    bar.set_keys({entry.id: entry.keys for entry in TABLE})
    for language, play, speed in (("en", "Play (Space)", "1×"), ("ru", "Играть (Space)", "1×")):
        i18n.set_language(language)
        bar.retranslate()
        assert all(button.accessibleName() for button in bar.findChildren(QToolButton))
        assert bar.play.toolTip() == play
        assert bar.speed.text() == speed


def test_ends_grey_the_buttons_that_lead_nowhere(bar: PlayerBar, timeline: Timeline):
    bar.show_frame(timeline.rest(0), Numerals())
    assert [button.isEnabled() for button in (bar.first, bar.back, bar.forward, bar.last)] == [False, False, True, True]
    bar.show_frame(timeline.rest(-1), Numerals())
    assert [button.isEnabled() for button in (bar.first, bar.back, bar.forward, bar.last)] == [True, True, False, False]


def test_the_speed_menu_marks_and_chooses(bar: PlayerBar, timeline: Timeline):
    seen = asked(bar)
    bar.show_speed(0.5)
    actions = bar.speed.menu().actions()
    assert [action.data() for action in actions if action.isChecked()] == [0.5]
    assert [action.data() for action in actions] == list(SPEEDS)
    actions[-1].trigger()
    assert seen == [("speed_chosen", 4.0)]
    bar.show_frame(timeline.rest(0), Numerals(comma=True))
    assert bar.speed.text() == "0,5×"


def test_playing_turns_the_round_button(bar: PlayerBar):
    bar.show_playing(True)
    assert bar.play.accessibleName() == "Pause"
    bar.show_playing(False)
    assert bar.play.accessibleName() == "Play"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("index", "ink"), [(3, "value"), (15, "gradient")])
def test_the_current_caption_stands_in_its_tinted_pill(bar: PlayerBar, timeline: Timeline, theme, index: int, ink: str):
    bar.set_theme(theme)
    bar.show_frame(timeline.rest(index), Numerals())
    picture = bar.grab().toImage()
    x = round(bar.track.x() + bar.track.track.x(index))
    assert picture.pixelColor(x, round(LINE_Y) - 9).name() == getattr(theme, ink)
    assert picture.pixelColor(x, round(CAPTION_Y) - 9).name() == getattr(theme, f"{ink}_tint")
    assert picture.pixelColor(3, 10).name() == theme.panel


def test_a_bar_without_a_timeline_stays_calm(empty_bar: PlayerBar, qtbot):
    seen = asked(empty_bar)
    qtbot.mouseClick(empty_bar.track, Qt.MouseButton.LeftButton)
    assert seen == []
    assert not empty_bar.grab().isNull()


def test_where_not_all_captions_have_room_they_are_left_out_evenly(qapp):
    timeline = perform(CHAIN)
    found = groups(timeline.steps, Numerals())
    for width in (220.0, 340.0, 500.0):
        track = Track(18.0, width - 18.0, len(timeline.steps))
        for step in timeline.steps:
            placed = place_captions(track, found, step.index, caption_width, (0.0, width))
            at_work = next(group for group in found if group.first <= step.index <= group.last)
            for backward in (False, True):
                shown = [found.index(each.group) for each in placed if each.group.backward == backward]
                gaps = [b - a for a, b in pairwise(each for each in shown if found[each] is not at_work)]
                assert len([gap for gap in gaps if gap != min(gaps)]) <= 2, "one is missing only beside the current one"


def test_at_a_usual_width_every_gate_has_its_caption(timeline: Timeline, qapp):
    found, track = groups(timeline.steps, Numerals()), Track(18.0, 709.0, len(timeline.steps))
    for step in timeline.steps:
        assert len(place_captions(track, found, step.index, caption_width, (0.0, 727.0))) >= len(found) - 1


HEADINGS = (("FORWARD · values", "FORWARD"), ("BACKWARD · gradients", "BACKWARD"), ("step 10 of 10", "10/10"))


@pytest.mark.parametrize("right", [240.0, 290.0, 400.0, 700.0])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.8, 0.95])
def test_the_backward_pass_keeps_its_heading_and_none_lies_on_another(qapp, right: float, share: float) -> None:
    width = QFontMetricsF(fonts.ui(12, 600)).horizontalAdvance
    placed = place_headings((13.0, right), 13.0 + share * (right - 13.0), HEADINGS, width)
    assert placed[1][0] in HEADINGS[1]
    assert placed[2][0] in HEADINGS[2]
    written = [(x, x + width(text)) for text, x in placed if text]
    assert all(before[1] < after[0] for before, after in pairwise(written))
    assert written[0][0] >= 13.0
    assert written[-1][1] == pytest.approx(right)


def test_headings_are_in_full_where_there_is_room(qapp) -> None:
    width = QFontMetricsF(fonts.ui(12, 600)).horizontalAdvance
    placed = place_headings((13.0, 700.0), 300.0, HEADINGS, width)
    assert [text for text, _ in placed] == [choices[0] for choices in HEADINGS]
    assert placed[1][1] > 300.0
