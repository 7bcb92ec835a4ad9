"""The status bar: what the player does, the graph, whether its gradients are right, how near the view is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from gradviz.autodiff.check import Check, Method, Verdict
from gradviz.explain.topic import step_words
from gradviz.export.words import counted
from gradviz.graph.graph import Graph
from gradviz.gui import fonts
from gradviz.gui.panels.check.verdicts import IN_SHORT, icon_of, ink_of, largest_error, verdict_by
from gradviz.gui.theme import LIGHT, Theme, icon
from gradviz.i18n import tr
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame

SIGN_PX = 14
VERDICT_PX = 750
"""Px kept from the verdict for the longest step and the longest list of parts, and for what stands at the right."""

HINT_LEFT, HINT_GAP = 6, 12
"""Px in front of a hint, where Qt writes it, and between it and what stands at the right."""


class Status(QStatusBar):
    """A few quiet texts; nothing is said here alone that someone must not miss."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._graph: Graph | None = None
        self._frame: Frame | None = None
        self._steps = 0
        self._playing = False
        self._zoom = 1.0
        self._check: Check | None = None
        self._yields = False
        self._theme, self._numerals = LIGHT, Numerals()
        self.step, self.parts, self.sign, self.verdict, self.kind, self.zoom = (QLabel() for _ in range(6))
        self.sign.setObjectName("sign")
        self.verdict.setObjectName("verdict")
        for label in (self.step, self.parts, self.verdict, self.kind, self.zoom):
            label.setFont(fonts.ui(12))
        self.addWidget(self.step)
        self.addWidget(self.parts)
        for label in (self.sign, self.verdict, self.kind):
            self.addPermanentWidget(label)
        self.addPermanentWidget(self.zoom)
        self.messageChanged.connect(self._make_room)
        self.retranslate()

    def show_graph(self, graph: Graph | None) -> None:
        """Count what ``graph`` is made of."""
        if graph is not self._graph:
            self._frame = None
        self._graph = graph
        self.retranslate()

    def show_frame(self, frame: Frame, steps: int, numerals: Numerals) -> None:
        """Say which step is shown."""
        changed = self._frame is None or self._frame.step is not frame.step
        changed = changed or (self._steps, self._numerals) != (steps, numerals)
        self._frame, self._steps, self._numerals = frame, steps, numerals
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

    def show_check(self, check: Check | None, numerals: Numerals) -> None:
        """Say whether the gradients agree with finite differences; nothing while that is not known."""
        self._check, self._numerals = check, numerals
        self._write_check()

    def show_numerals(self, numerals: Numerals) -> None:
        """Write the largest error in another way."""
        self._numerals = numerals
        self._write_check()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self._write_check()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write_check()

    def _write_check(self) -> None:
        """The verdict, with the largest error where there is room for it; all of it on hover."""
        check, there = self._check, self._check is not None and bool(self._check.leaves) and not self._yields
        self.sign.setVisible(there)
        self.verdict.setVisible(there)
        if check is None or not there:
            return
        verdict, error = verdict_by(check, Method.CENTRED), largest_error(check, Method.CENTRED)
        self.sign.setPixmap(icon(icon_of(verdict), self._theme, ink_of(verdict, self._theme)).pixmap(SIGN_PX, SIGN_PX))
        short = tr(IN_SHORT[verdict])
        whole = short
        if verdict is Verdict.AGREES and error is not None:
            numerals = replace(self._numerals, style="significant", digits=2)
            whole = f"{short}, {tr('largest relative error {error}', error=numerals.text(error))}"
        room = self.width() - VERDICT_PX
        fitting = (text for text in (whole, short) if fonts.width(text, self.verdict.font()) <= room)
        self.verdict.setText(next(fitting, ""))
        self.verdict.setVisible(bool(self.verdict.text()))
        for label in (self.sign, self.verdict):
            label.setToolTip(whole)

    def _make_room(self, hint: str) -> None:
        """What the mouse is over is told in place of the verdict where it needs that place, and cut where even that
        is too little."""
        metrics, room = self.fontMetrics(), self.kind.x() - HINT_LEFT - HINT_GAP
        beside = room - self.sign.sizeHint().width() - self.verdict.sizeHint().width() - HINT_GAP
        self._yields = metrics.horizontalAdvance(hint) > beside
        self._write_check()
        fitting = metrics.elidedText(hint, Qt.TextElideMode.ElideRight, room)
        if fitting != hint:
            self.showMessage(fitting)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.kind.setText("float64")
        self.kind.setToolTip(tr("Numbers are kept with 64 bits, some 16 digits."))
        self.show_zoom(self._zoom)
        self._write_step()
        self._write_check()
        graph = self._graph
        self.parts.setText("" if graph is None else counted(graph))

    def _write_step(self) -> None:
        if self._graph is None or self._frame is None:
            self.step.setText("")
            return
        playing = tr("Playing") if self._playing else tr("Paused")
        count = tr("step {step} of {count}", step=self._frame.step.number, count=self._steps)
        self.step.setText("  ·  ".join((playing, count, step_words(self._graph, self._frame, self._numerals))))
