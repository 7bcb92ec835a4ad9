"""The only clock: a playhead goes through a timeline and frames are handed out. Read first: :class:`Player`."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from gradviz.graph.graph import Graph
from gradviz.gui.playhead import Playhead, TickSource
from gradviz.timeline.frame import Frame, Phase, Step
from gradviz.timeline.timeline import Timeline

SPEEDS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
"""The speeds one chooses from."""

STEP_S = 0.7
"""A step by hand is compressed to this at most."""


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
        self.jump = Jumps(self)
        self._head = Playhead(self, clock, ticks)
        self._head.playing_changed.connect(self.playing_changed)
        self._head.moved.connect(self._show)

    @property
    def playing(self) -> bool:
        return self._head.playing

    @property
    def step_index(self) -> int:
        """The step in progress or last finished."""
        return self.timeline.step_at(self._head.place_s).index if self.timeline else 0

    def set_timeline(self, timeline: Timeline, keep: bool = True) -> None:
        """Perform another run. With ``keep`` the playhead stays at its step where the graph is still the same; for
        another graph it goes to the beginning, or to the end if it was there."""
        old, self.timeline = self.timeline, timeline
        place_s = self._head.now()
        if not (keep and old and _signature(old) == _signature(timeline)):
            place_s = _kept_place(old, timeline, self._head.arrived()) if keep and old else timeline.steps[0].end_s
            self._head.stop()
            self.loop = None if self.loop is None else (0, len(timeline.steps) - 1)
        self.timeline_changed.emit(timeline)
        self._show(place_s)

    # playing

    def play(self) -> None:
        """Play on; from the end, or from outside the loop, begin anew."""
        if self.timeline is None or self.playing:
            return
        place_s = self._head.arrived()
        begin_s, end_s = _segment(self.timeline, self.loop)
        if place_s >= end_s or (self.loop and place_s < begin_s):
            place_s = begin_s
        self._go_on(place_s)
        self._show(place_s)

    def pause(self) -> None:
        """Stop playing: the step under way is finished, so that picture, caption and numbers come to agree."""
        if self.playing:
            assert self.timeline is not None
            place_s = self._head.arrived()
            self._head.stop()
            self._glide(place_s, self.timeline.step_at(place_s).end_s)

    def halt(self) -> None:
        """Stop at once, wherever the playhead is: nobody is looking any more."""
        if self._head.moving:
            place_s = self._head.now()
            self._head.stop()
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
            self._go_on()
            self.speed_changed.emit(speed)

    def change_speed(self, by: int) -> None:
        """To the next higher (+1) or lower (−1) of the usual speeds, if there is one."""
        further = [speed for speed in SPEEDS[::by] if (speed - self.speed) * by > 0]
        self.set_speed(further[0] if further else self.speed)

    def set_loop(self, on: bool, phase: Phase | None = None) -> None:
        """Loop everything or, with ``phase``, the steps of that phase; the leaves' step belongs to the forward one."""
        steps = range(len(self.timeline.steps)) if self.timeline else range(1)
        if phase is not None and self.timeline:
            backward = phase is Phase.BACKWARD
            steps = range(_seed(self.timeline), len(steps)) if backward else range(_seed(self.timeline))
        was = self.loop
        self.loop = (steps[0], steps[-1]) if on else None
        self._go_on()
        if (was is None) == on:
            self.loop_changed.emit(on)

    # stepping

    def step_forward(self) -> None:
        """To the end of the step in progress or, from rest, through the next one; a glide under way ends at once."""
        if self.timeline is None:
            return
        place_s = self._head.arrived()
        self._head.stop()
        step = self.timeline.step_at(place_s)
        if place_s >= step.end_s and step.index + 1 < len(self.timeline.steps):
            step = self.timeline.steps[step.index + 1]
        self._glide(place_s, step.end_s)

    def _glide(self, place_s: float, end_s: float) -> None:
        """Through the rest of a step within the time of a step by hand."""
        if self.reduced_motion or place_s >= end_s:
            self._show(end_s)
            return
        self._head.glide(place_s, end_s, min(STEP_S, (end_s - place_s) / self.speed))
        self._show(place_s)

    def step_back(self) -> None:
        """At once to the rest before the step in progress or last finished."""
        self.seek_step(self.step_index - 1)

    def seek_step(self, index: int) -> None:
        """Rest at step ``index``, at once; outside, at the nearest."""
        if self.timeline:
            self._head.stop()
            self._show(self.timeline.steps[min(max(index, 0), len(self.timeline.steps) - 1)].end_s)

    def seek_time(self, time_s: float) -> None:
        """Scrub: show ``time_s`` of the timeline, at once."""
        if self.timeline:
            self._head.stop()
            self._show(max(time_s, self.timeline.steps[0].end_s))

    def refresh(self) -> None:
        """Hand out the present frame again: its caption has another language."""
        self._show(self._head.place_s)

    # the playhead

    def _show(self, place_s: float) -> None:
        if self.timeline is None:
            return
        self._head.place_s = place_s
        jump = self.reduced_motion and self._head.moving
        self.frame = self.timeline.rest(self.step_index) if jump else self.timeline.frame_at(place_s)
        self.frame_changed.emit(self.frame)

    def _go_on(self, from_s: float | None = None) -> None:
        """Play from a place; without one, if it plays, from where it is, for speed or loop have changed."""
        if self.timeline is not None and (self.playing or from_s is not None):
            start_s = self._head.now() if from_s is None else from_s
            self._head.play(start_s, _segment(self.timeline, self.loop), self.speed, loops=self.loop is not None)


class Jumps:
    """From one place of the performance to another at once: to its ends, to its phases."""

    def __init__(self, player: Player) -> None:
        self._player = player

    def first(self) -> None:
        """To the leaves' values."""
        self._player.seek_step(0)

    def last(self) -> None:
        """To the end."""
        if self._player.timeline:
            self._player.seek_step(len(self._player.timeline.steps) - 1)

    def to_phase(self, number: int) -> None:
        """1: forward, at the leaves' values; 2: backward, at the seed. ValueError for any other."""
        if number not in (1, 2):
            raise ValueError(f"phase {number!r} is not 1 (forward) or 2 (backward)")
        if self._player.timeline:
            self._player.seek_step(0 if number == 1 else _seed(self._player.timeline))

    def next_phase(self) -> None:
        """To the seed or, from there on, to the last step."""
        if self._player.timeline:
            self.last() if self._player.step_index >= _seed(self._player.timeline) else self.to_phase(2)

    def previous_phase(self) -> None:
        """To the seed if it is behind, otherwise to the leaves' values."""
        if self._player.timeline:
            self.to_phase(2 if self._player.step_index > _seed(self._player.timeline) else 1)


def _segment(timeline: Timeline, loop: tuple[int, int] | None) -> tuple[float, float]:
    """The stretch that is played: all, or the loop."""
    first, last = loop or (0, len(timeline.steps) - 1)
    return timeline.steps[first].start_s, timeline.steps[last].end_s


def _seed(timeline: Timeline) -> int:
    return next(step.index for step in timeline.steps if step.kind == "seed")


def _signature(timeline: Timeline) -> list[tuple[object, ...]]:
    return [(step.kind, step.node, step.wires, step.end_s) for step in timeline.steps]


def _kept_place(old: Timeline, new: Timeline, place_s: float) -> float:
    """The rest of the step that does in ``new`` what the one at ``place_s`` did in ``old``.

    The same graph may have other steps when the winner of a max changes. For another drawing of the same program: the
    last step until there that both have. For another graph: its first step, or its last if all had been shown.
    """
    step = old.step_at(place_s)
    if old.graph.labels == new.graph.labels and len(old.graph.wires) == len(new.graph.wires):
        alike = [other for other in new.steps if (other.kind, other.node) == (step.kind, step.node)]
        if alike:
            return min(alike, key=lambda other: abs(other.index - step.index)).end_s
    if place_s >= old.duration_s or old.graph.text != new.graph.text:
        return new.steps[-1 if place_s >= old.duration_s else 0].end_s
    return _last_common(old.steps[: step.index + 1], old.graph, new).end_s


def _last_common(shown: tuple[Step, ...], old: Graph, new: Timeline) -> Step:
    """The step of ``new`` that does what the latest of ``shown``, steps of ``old``, did that ``new`` has too."""
    known = {_deed(step, new.graph): step for step in new.steps}
    return next((known[deed] for step in reversed(shown) if (deed := _deed(step, old)) in known), new.steps[0])


def _deed(step: Step, graph: Graph) -> tuple[object, ...]:
    """What a step does, told by names that stay however much of the graph is folded."""
    named = None if step.node is None else (type(graph.nodes[step.node]), graph.key(step.node))
    receivers = sorted(graph.key(graph.wires[wire].source) for wire in step.wires if wire >= 0)
    return step.kind, named, tuple(receivers) if step.kind == "contribution" else ()
