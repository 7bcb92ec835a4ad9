"""Lets a nudge run through the graph on the canvas; the next step of the player ends it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from gradviz.autodiff.nudge import Nudge
from gradviz.gui.player import Player
from gradviz.timeline.frame import Phase
from gradviz.timeline.ripple import ripple_frame

PACE_MS = 350
"""From one node to the next."""

HOLD_MS = 4000
"""So long the last picture stays before the step comes back."""


class Rippling(QObject):
    """Makes the frames of a ripple, one a tick."""

    # what the canvas should show instead of the player's frame: a Frame
    frame_changed = Signal(object)

    def __init__(self, player: Player) -> None:
        super().__init__(player)
        self._player = player
        self._nudge: Nudge | None = None
        self._reached = 0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.tick)

    @property
    def running(self) -> bool:
        """Whether the canvas shows a ripple."""
        return self._nudge is not None

    def start(self, nudge: Nudge) -> None:
        """Let ``nudge`` run; without motion its end is shown at once."""
        if self._player.timeline is None:
            return
        self._player.pause()
        self._nudge = nudge
        self._reached = len(nudge.ripples) if self._player.reduced_motion else 0
        self.tick()

    def tick(self) -> None:
        """Show the next node, or give the step back when all have been shown long enough."""
        timeline, frame, nudge = self._player.timeline, self._player.frame, self._nudge
        if timeline is None or frame is None or nudge is None:
            return
        if self._reached > len(nudge.ripples):
            self.stop()
            self._player.refresh()
            return
        if frame.phase is not Phase.BACKWARD:
            frame = timeline.rest(max(last for phase, _, last in timeline.phases if phase is not Phase.BACKWARD))
        self.frame_changed.emit(ripple_frame(timeline.graph, frame, nudge, self._reached))
        self._timer.start(HOLD_MS if self._reached == len(nudge.ripples) else PACE_MS)
        self._reached += 1

    def stop(self) -> None:
        """The player goes on, or there is another graph."""
        self._nudge = None
        self._timer.stop()
