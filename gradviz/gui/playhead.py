"""Where the playhead is: at rest at a place of the timeline or under way to one, woken by the ticks of a clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance

from gradviz.gui.motion import Glide, Motion, Playing

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


class Playhead(QObject):
    """A place in seconds of the timeline, and the motion that changes it."""

    # playing began or ended: whether it plays
    playing_changed = Signal(bool)
    # something moves and it is time to look where: the place now
    moved = Signal(float)

    def __init__(self, parent: QObject, clock: Callable[[], float], ticks: TickSource | None) -> None:
        super().__init__(parent)
        self.place_s = 0.0
        self._clock = clock
        self._motion: Motion | None = None
        self._ticks = ticks or Ticker(self)
        self._ticks.ticked.connect(self._advance)

    @property
    def playing(self) -> bool:
        return isinstance(self._motion, Playing)

    @property
    def moving(self) -> bool:
        return self._motion is not None

    def now(self) -> float:
        """Where it is at this moment."""
        return self._motion.place(self._clock()) if self._motion else self.place_s

    def arrived(self) -> float:
        """Where it is now; a step by hand that is under way counts as done."""
        return self._motion.to_s if isinstance(self._motion, Glide) else self.now()

    def glide(self, from_s: float, to_s: float, lasts_s: float) -> None:
        """Set out for a later place, to be there after ``lasts_s`` of the clock."""
        self._motion = Glide(from_s, to_s, self._clock(), lasts_s)
        self._ticks.start()

    def play(self, from_s: float, segment: tuple[float, float], speed: float, *, loops: bool) -> None:
        """Play on from a place to the end of ``segment``; or begin there again and again."""
        was_playing = self.playing
        begin_s, end_s = segment
        self._motion = Playing(from_s, end_s, self._clock(), speed, begin_s if loops else None)
        self._ticks.start()
        if not was_playing:
            self.playing_changed.emit(True)

    def stop(self) -> None:
        """Rest where it was seen last."""
        was_playing = self.playing
        self._motion = None
        self._ticks.stop()
        if was_playing:
            self.playing_changed.emit(False)

    def _advance(self) -> None:
        if self._motion is None:
            return
        now_s, motion = self._clock(), self._motion
        if motion.over(now_s):
            self.stop()
        self.moved.emit(motion.place(now_s))
