"""The status bar: what the player does, what the graph is made of, how numbers are kept, how near the view is."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from gradviz.explain.topic import step_words
from gradviz.export.words import counted
from gradviz.graph.graph import Graph
from gradviz.gui import fonts
from gradviz.i18n import tr
from gradviz.timeline.frame import Frame


class Status(QStatusBar):
    """Four quiet texts; nothing is said here alone that someone must not miss."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._graph: Graph | None = None
        self._frame: Frame | None = None
        self._steps = 0
        self._playing = False
        self._zoom = 1.0
        self.step, self.parts, self.kind, self.zoom = (QLabel() for _ in range(4))
        for label in (self.step, self.parts, self.kind, self.zoom):
            label.setFont(fonts.ui(12))
        self.addWidget(self.step)
        self.addWidget(self.parts)
        self.addPermanentWidget(self.kind)
        self.addPermanentWidget(self.zoom)
        self.retranslate()

    def show_graph(self, graph: Graph | None) -> None:
        """Count what ``graph`` is made of."""
        if graph is not self._graph:
            self._frame = None
        self._graph = graph
        self.retranslate()

    def show_frame(self, frame: Frame, steps: int) -> None:
        """Say which step is shown."""
        changed = self._frame is None or self._frame.step is not frame.step or self._steps != steps
        self._frame, self._steps = frame, steps
        if changed:
            self._write_step()

    def show_playing(self, playing: bool) -> None:
        """Say whether the player runs."""
        self._playing = playing
        self._write_step()

    def show_zoom(self, zoom: float) -> None:
        """Say how near the view is; 1.0 is 100 %."""
        self._zoom = zoom
        self.zoom.setText("" if self._graph is None else tr("{percent} %", percent=round(100 * zoom)))

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.kind.setText("float64")
        self.kind.setToolTip(tr("Numbers are kept with 64 bits, some 16 digits."))
        self.show_zoom(self._zoom)
        self._write_step()
        graph = self._graph
        self.parts.setText("" if graph is None else counted(graph))

    def _write_step(self) -> None:
        if self._graph is None or self._frame is None:
            self.step.setText("")
            return
        playing = tr("Playing") if self._playing else tr("Paused")
        count = tr("step {step} of {count}", step=self._frame.step.number, count=self._steps)
        self.step.setText("  ·  ".join((playing, count, step_words(self._graph, self._frame))))
