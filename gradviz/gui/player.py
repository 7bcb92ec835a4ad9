"""The only clock: it moves a playhead through a timeline and hands out frames. Read first: :class:`Player`."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from gradviz.gui.motion import Glide, Motion, Playing
from gradviz.timeline.frame import Frame, Phase
from gradviz.timeline.timeline import Timeline

SPEEDS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
"""The speeds one chooses from."""

STEP_S = 0.7
"""A step by hand is compressed to this at most."""

TICK_MS = 16


class TickSource(Protocol):
    """What calls the player back while something moves: started and stopped, it emits ``ticked``."""

    ticked: SignalInstance

    def start(self) -> None: ...

    def stop(self) -> None: ...


class Ticker(QObject):
    """The tick source of the window: some sixty times a second."""

    # while running, once per tick
    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.ticked)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()


class Player(QObject):
    """Play, pause, step, scrub, loop. Where the playhead rests, the frame is exactly ``timeline.rest(i)``.

    ``clock`` gives seconds that never go back, ``ticks`` wakes the player while something moves; both are handed in
    by tests. Step 0, where the leaves have their values, is the beginning; there is nothing before its rest.
    """

    # another timeline was set: the Timeline; always followed by frame_changed
    timeline_changed = Signal(object)
    # something else is to be seen: the Frame
    frame_changed = Signal(object)
    # playing began or ended: whether it plays
    playing_changed = Signal(bool)
    # another speed was chosen: 1.0 is normal
    speed_changed = Signal(float)
    # looping was switched: whether the end leads back to the beginning
    loop_changed = Signal(bool)

    def __init__(
        self,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
        ticks: TickSource | None = None,
    ) -> None:
        super().__init__(parent)
        self.timeline: Timeline | None = None
        self.frame: Frame | None = None
        self.speed = 1.0
        self.loop: tuple[int, int] | None = None
        self.reduced_motion = False
        self._clock = clock
        self._ticks = ticks or Ticker(self)
        self._ticks.ticked.connect(self._advance)
        self._place_s = 0.0
        self._motion: Motion | None = None

    @property
    def playing(self) -> bool:
        return isinstance(self._motion, Playing)

    @property
    def step_index(self) -> int:
        """The step in progress or last finished."""
        return self.timeline.step_at(self._place_s).index if self.timeline else 0

    def set_timeline(self, timeline: Timeline, keep: bool = True) -> None:
        """Perform another run. With ``keep`` the playhead stays at its step where the graph is still the same; for
        another graph it goes to the beginning, or to the end if it was there."""
        old, self.timeline = self.timeline, timeline
        place_s = self._motion.place(self._clock()) if self._motion else self._place_s
        if not (keep and old and _signature(old) == _signature(timeline)):
            place_s = _kept_place(old, timeline, self._arrived()) if keep and old else timeline.steps[0].end_s
            self._stop()
            self.loop = None if self.loop is None else (0, len(timeline.steps) - 1)
        self.timeline_changed.emit(timeline)
        self._show(place_s)

    # playing

    def play(self) -> None:
        """Play on; from the end, or from outside the loop, begin anew."""
        if self.timeline is None or self.playing:
            return
        place_s = self._arrived()
        begin_s, end_s = self._segment()
        if place_s >= end_s or (self.loop and place_s < begin_s):
            place_s = begin_s
        self._play_from(place_s)
        self.playing_changed.emit(True)
        self._show(place_s)

    def pause(self) -> None:
        """Stop playing: the step under way is finished, so that picture, caption and numbers come to agree."""
        if self.playing:
            assert self.timeline is not None
            place_s = self._arrived()
            self._stop()
            self._glide(place_s, self.timeline.step_at(place_s).end_s)

    def halt(self) -> None:
        """Stop at once, wherever the playhead is: nobody is looking any more."""
        if self._motion is not None:
            place_s = self._motion.place(self._clock())
            self._stop()
            self._show(place_s)

    def toggle(self) -> None:
        """Pause if playing, otherwise play."""
        self.pause() if self.playing else self.play()

    def set_speed(self, speed: float) -> None:
        """``speed`` 0.25…4; 1.0 is normal. ValueError outside."""
        if not SPEEDS[0] <= speed <= SPEEDS[-1]:
            raise ValueError(f"speed {speed!r} is not within {SPEEDS[0]}…{SPEEDS[-1]}")
        if speed != self.speed:
            self.speed = speed
            self._replan()
            self.speed_changed.emit(speed)

    def faster(self) -> None:
        self.set_speed(next((speed for speed in SPEEDS if speed > self.speed), SPEEDS[-1]))

    def slower(self) -> None:
        self.set_speed(next((speed for speed in reversed(SPEEDS) if speed < self.speed), SPEEDS[0]))

    def set_loop(self, on: bool, phase: Phase | None = None) -> None:
        """Loop everything or, with ``phase``, the steps of that phase; the leaves' step belongs to the forward one."""
        steps = range(len(self.timeline.steps)) if self.timeline else range(1)
        if phase is not None and self.timeline:
            backward = phase is Phase.BACKWARD
            steps = range(_seed(self.timeline), len(steps)) if backward else range(_seed(self.timeline))
        was = self.loop
        self.loop = (steps[0], steps[-1]) if on else None
        self._replan()
        if (was is None) == on:
            self.loop_changed.emit(on)

    # stepping

    def step_forward(self) -> None:
        """To the end of the step in progress or, from rest, through the next one; a glide under way ends at once."""
        if self.timeline is None:
            return
        place_s = self._arrived()
        self._stop()
        step = self.timeline.step_at(place_s)
        if place_s >= step.end_s and step.index + 1 < len(self.timeline.steps):
            step = self.timeline.steps[step.index + 1]
        self._glide(place_s, step.end_s)

    def _glide(self, place_s: float, end_s: float) -> None:
        """Through the rest of a step within the time of a step by hand."""
        if self.reduced_motion or place_s >= end_s:
            self._show(end_s)
            return
        lasts_s = min(STEP_S, (end_s - place_s) / self.speed)
        self._motion = Glide(place_s, end_s, self._clock(), lasts_s)
        self._ticks.start()
        self._show(place_s)

    def step_back(self) -> None:
        """At once to the rest before the step in progress or last finished."""
        self.seek_step(self.step_index - 1)

    def first(self) -> None:
        self.seek_step(0)

    def last(self) -> None:
        if self.timeline:
            self.seek_step(len(self.timeline.steps) - 1)

    def jump_to_phase(self, number: int) -> None:
        """1: forward, at the leaves' values; 2: backward, at the seed. ValueError for any other."""
        if number not in (1, 2):
            raise ValueError(f"phase {number!r} is not 1 (forward) or 2 (backward)")
        if self.timeline:
            self.seek_step(0 if number == 1 else _seed(self.timeline))

    def next_phase(self) -> None:
        """To the seed or, from there on, to the last step."""
        if self.timeline:
            self.last() if self.step_index >= _seed(self.timeline) else self.jump_to_phase(2)

    def previous_phase(self) -> None:
        """To the seed if it is behind, otherwise to the leaves' values."""
        if self.timeline:
            self.jump_to_phase(2 if self.step_index > _seed(self.timeline) else 1)

    def seek_step(self, index: int) -> None:
        """Rest at step ``index``, at once; outside, at the nearest."""
        if self.timeline:
            self._stop()
            self._show(self.timeline.steps[min(max(index, 0), len(self.timeline.steps) - 1)].end_s)

    def seek_time(self, time_s: float) -> None:
        """Scrub: show ``time_s`` of the timeline, at once."""
        if self.timeline:
            self._stop()
            self._show(max(time_s, self.timeline.steps[0].end_s))

    def refresh(self) -> None:
        """Hand out the present frame again: its caption has another language."""
        self._show(self._place_s)

    # the clock

    def _advance(self) -> None:
        if self._motion is None:
            return
        now_s, motion = self._clock(), self._motion
        if motion.over(now_s):
            self._stop()
        self._show(motion.place(now_s))

    def _stop(self) -> None:
        was_playing = self.playing
        self._motion = None
        self._ticks.stop()
        if was_playing:
            self.playing_changed.emit(False)

    def _show(self, place_s: float) -> None:
        if self.timeline is None:
            return
        self._place_s = place_s
        jump = self.reduced_motion and self._motion is not None
        self.frame = self.timeline.rest(self.step_index) if jump else self.timeline.frame_at(place_s)
        self.frame_changed.emit(self.frame)

    def _arrived(self) -> float:
        """Where the playhead is now; a step by hand that is under way counts as done."""
        if isinstance(self._motion, Glide):
            return self._motion.to_s
        return self._place_s if self._motion is None else self._motion.place(self._clock())

    def _segment(self) -> tuple[float, float]:
        """The stretch that is played: all, or the loop."""
        assert self.timeline is not None
        first, last = self.loop or (0, len(self.timeline.steps) - 1)
        return self.timeline.steps[first].start_s, self.timeline.steps[last].end_s

    def _play_from(self, place_s: float) -> None:
        begin_s, end_s = self._segment()
        self._motion = Playing(place_s, end_s, self._clock(), self.speed, begin_s if self.loop else None)
        self._ticks.start()

    def _replan(self) -> None:
        """Speed or loop have changed: go on from here under the new rules."""
        if isinstance(self._motion, Playing):
            self._play_from(self._motion.place(self._clock()))


def _seed(timeline: Timeline) -> int:
    return next(step.index for step in timeline.steps if step.kind == "seed")


def _signature(timeline: Timeline) -> list[tuple[object, ...]]:
    return [(step.kind, step.node, step.wires, step.end_s) for step in timeline.steps]


def _kept_place(old: Timeline, new: Timeline, place_s: float) -> float:
    """The rest of the step that does in ``new`` what the one at ``place_s`` did in ``old``.

    The same graph may have other steps when the winner of a max changes. For another graph: its first step, or its
    last if all had been shown.
    """
    step = old.step_at(place_s)
    if old.graph.labels == new.graph.labels and len(old.graph.wires) == len(new.graph.wires):
        alike = [other for other in new.steps if (other.kind, other.node) == (step.kind, step.node)]
        if alike:
            return min(alike, key=lambda other: abs(other.index - step.index)).end_s
    return new.steps[-1 if place_s >= old.duration_s else 0].end_s
