"""The player under a clock that the test turns by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal

from gradviz.gui.player import SPEEDS, STEP_S, Player
from gradviz.gui.playhead import Ticker
from gradviz.timeline.frame import Frame, Phase
from gradviz.timeline.timeline import Timeline
from tests.timeline.performances import ROUTER, perform


class Ticks(QObject):
    """Ticks when the test says so, and only while the player wants them."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.running = False
        self.now_s = 100.0

    def start(self) -> None:
        self.running = True

    def stop(self) -> None:
        self.running = False

    def pass_time(self, seconds: float, ticks: int = 1) -> None:
        for _ in range(ticks):
            self.now_s += seconds / ticks
            if self.running:
                self.ticked.emit()


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def timeline() -> Timeline:
    return perform(ROUTER, w=1.5, x=2)


@pytest.fixture
def player(ticks: Ticks, timeline: Timeline, qapp) -> Player:
    made = Player(clock=lambda: ticks.now_s, ticks=ticks)
    made.set_timeline(timeline)
    return made


@pytest.fixture
def frames(player: Player) -> list[Frame]:
    """All frames handed out from now on."""
    seen: list[Frame] = []
    player.frame_changed.connect(seen.append)
    return seen


def test_a_new_timeline_rests_at_the_leaves_values(player: Player, timeline: Timeline):
    assert player.frame == timeline.rest(0)
    assert not player.playing


def test_stepping_glides_within_its_time_and_rests_exactly(
    player: Player, ticks: Ticks, timeline: Timeline, frames: list
):
    player.step_forward()
    ticks.pass_time(STEP_S + 0.01, ticks=10)
    assert frames[5].moving
    assert [frame.time_s for frame in frames] == sorted(frame.time_s for frame in frames)
    assert player.frame == timeline.rest(1)
    assert not ticks.running


def test_stepping_there_and_back_gives_the_same_frames(player: Player, ticks: Ticks, timeline: Timeline):
    there, back = [player.frame], []
    for _ in timeline.steps[1:]:
        player.step_forward()
        ticks.pass_time(1.0)
        there.append(player.frame)
    for _ in timeline.steps:
        back.append(player.frame)
        player.step_back()
    assert there == back[::-1]
    assert player.frame == timeline.rest(0)


def test_hurried_steps_are_not_lost(player: Player, ticks: Ticks, timeline: Timeline):
    for _ in range(5):
        player.step_forward()
        ticks.pass_time(0.05)
    ticks.pass_time(1.0)
    assert player.frame == timeline.rest(5)


def test_a_step_from_the_middle_finishes_it_and_back_undoes_it(player: Player, ticks: Ticks, timeline: Timeline):
    middle = (timeline.steps[4].start_s + timeline.steps[4].end_s) / 2
    player.seek_time(middle)
    assert player.frame == timeline.frame_at(middle)
    player.step_forward()
    ticks.pass_time(1.0)
    assert player.frame == timeline.rest(4)
    player.seek_time(middle)
    player.step_back()
    assert player.frame == timeline.rest(3)


def test_playing_goes_through_all_steps_and_pauses_at_the_last(
    player: Player, ticks: Ticks, timeline: Timeline, frames: list
):
    states = []
    player.playing_changed.connect(states.append)
    player.play()
    ticks.pass_time(timeline.duration_s + 1, ticks=400)
    assert [index for index, step in enumerate(timeline.steps)] == sorted({frame.step.index for frame in frames})
    assert player.frame == timeline.rest(-1)
    assert states == [True, False]


def test_play_at_the_end_begins_anew(player: Player, ticks: Ticks):
    player.jump.last()
    player.play()
    ticks.pass_time(0.1)
    assert player.playing
    assert player.step_index == 0


def test_pause_finishes_the_step_and_rests(player: Player, ticks: Ticks, timeline: Timeline, frames: list):
    player.play()
    ticks.pass_time(2.0)
    place_s = timeline.steps[0].end_s + 2.0
    step = timeline.step_at(place_s)
    player.toggle()
    assert not player.playing
    assert player.frame.time_s == pytest.approx(place_s)
    ticks.pass_time(STEP_S / 2, ticks=5)
    assert place_s < player.frame.time_s < step.end_s
    ticks.pass_time(5.0)
    assert player.frame == timeline.rest(step.index)
    assert not ticks.running
    assert [frame.time_s for frame in frames] == sorted(frame.time_s for frame in frames)


def test_pause_during_a_step_by_hand_lets_it_finish(player: Player, ticks: Ticks, timeline: Timeline):
    player.step_forward()
    ticks.pass_time(STEP_S / 2)
    player.pause()
    ticks.pass_time(1.0)
    assert player.frame == timeline.rest(1)


def test_with_reduced_motion_a_pause_rests_at_once(player: Player, ticks: Ticks, timeline: Timeline):
    player.reduced_motion = True
    player.play()
    ticks.pass_time(2.0)
    player.pause()
    assert not player.frame.moving
    assert not ticks.running


def test_halting_stops_every_clock(player: Player, ticks: Ticks):
    for begin in (player.play, player.step_forward):
        begin()
        ticks.pass_time(0.1)
        player.halt()
        assert not ticks.running


def test_speed_changes_while_playing(player: Player, ticks: Ticks, timeline: Timeline):
    speeds = []
    player.speed_changed.connect(speeds.append)
    player.play()
    ticks.pass_time(1.0)
    player.set_speed(2.0)
    ticks.pass_time(1.0)
    assert player.frame.time_s == pytest.approx(timeline.steps[0].end_s + 3.0)
    player.change_speed(-1)
    player.change_speed(-1)
    player.change_speed(1)
    assert speeds == [2.0, 1.5, 1.0, 1.5]
    with pytest.raises(ValueError, match="speed 9"):
        player.set_speed(9)


def test_the_ends_of_the_speeds_hold(player: Player):
    for _ in SPEEDS:
        player.change_speed(1)
    assert player.speed == SPEEDS[-1]
    for _ in SPEEDS:
        player.change_speed(-1)
    assert player.speed == SPEEDS[0]


def test_a_loop_begins_again_after_a_rest(player: Player, ticks: Ticks, timeline: Timeline):
    changes = []
    player.loop_changed.connect(changes.append)
    player.set_loop(True)
    player.jump.last()
    player.play()
    ticks.pass_time(timeline.duration_s + 0.4)
    assert player.frame == timeline.rest(-1)
    ticks.pass_time(0.4 + 1.0)
    assert player.frame.time_s == pytest.approx(1.0)
    player.set_loop(False)
    ticks.pass_time(timeline.duration_s)
    assert player.frame == timeline.rest(-1)
    assert changes == [True, False]


def test_one_phase_can_be_looped(player: Player, ticks: Ticks, timeline: Timeline):
    player.set_loop(True, Phase.BACKWARD)
    player.play()
    seen = set()
    for _ in range(400):
        ticks.pass_time(0.1)
        seen.add(player.step_index)
    assert seen == set(range(7, 19))
    player.set_loop(True, Phase.FORWARD)
    player.jump.first()
    player.play()
    ticks.pass_time(timeline.steps[6].end_s + 0.1)
    assert player.step_index == 6


def test_phases(player: Player, timeline: Timeline):
    player.jump.next_phase()
    assert player.frame == timeline.rest(7)
    player.jump.next_phase()
    assert player.frame == timeline.rest(-1)
    player.jump.previous_phase()
    assert player.step_index == 7
    player.jump.previous_phase()
    assert player.step_index == 0
    player.jump.to_phase(2)
    assert player.step_index == 7
    player.jump.to_phase(1)
    assert player.step_index == 0
    with pytest.raises(ValueError, match="phase 3"):
        player.jump.to_phase(3)


def test_with_reduced_motion_only_rests_are_shown(player: Player, ticks: Ticks, timeline: Timeline, frames: list):
    player.reduced_motion = True
    player.step_forward()
    assert player.frame == timeline.rest(1)
    player.play()
    ticks.pass_time(timeline.duration_s, ticks=100)
    assert not any(frame.moving for frame in frames)


def test_a_slider_keeps_the_place_even_while_playing(player: Player, ticks: Ticks):
    player.play()
    ticks.pass_time(5.0)
    place = player.frame.time_s
    other = perform(ROUTER, w=1.6, x=2)
    player.set_timeline(other)
    assert player.playing
    assert player.frame == other.frame_at(place)
    ticks.pass_time(100.0)
    assert player.frame == other.rest(-1)


def test_a_slider_does_not_disturb_a_step(player: Player, ticks: Ticks):
    player.step_forward()
    ticks.pass_time(STEP_S / 2)
    place = player.frame.time_s
    other = perform(ROUTER, w=1.6, x=2)
    player.set_timeline(other)
    assert player.frame.time_s == place
    ticks.pass_time(STEP_S)
    assert player.frame == other.rest(1)


def test_when_the_winner_changes_the_same_gate_stays_in_view(player: Player):
    player.seek_step(17)
    tied = perform(ROUTER, w=1, x=2, y=2)
    player.set_timeline(tied)
    assert player.frame.step.tick == "×"
    assert player.frame == tied.rest(player.step_index)
    player.jump.last()
    player.set_timeline(perform(ROUTER, w=1.5, x=2))
    assert player.step_index == 18


def test_another_graph_starts_anew_or_stays_complete(player: Player):
    other = perform("x*y")
    player.seek_step(3)
    player.set_timeline(other)
    assert player.frame == other.rest(0)
    player.jump.last()
    third = perform("x*y + z")
    player.set_timeline(third)
    assert player.frame == third.rest(-1)
    player.set_timeline(third, keep=False)
    assert player.frame == third.rest(0)


def test_nothing_happens_without_a_timeline(ticks: Ticks, qapp):
    player = Player(clock=lambda: ticks.now_s, ticks=ticks)
    for press in (
        player.play,
        player.pause,
        player.step_forward,
        player.step_back,
        player.jump.first,
        player.jump.last,
    ):
        press()
    player.jump.next_phase()
    player.jump.previous_phase()
    player.jump.to_phase(2)
    player.seek_time(1.0)
    player.refresh()
    assert player.frame is None
    assert not player.playing


def test_the_window_s_ticker_ticks_until_it_is_stopped(qtbot):
    ticker = Ticker()
    with qtbot.waitSignal(ticker.ticked, timeout=2000):
        ticker.start()
    ticker.stop()
    assert not ticker._timer.isActive()
