"""The ε-sweep on a log-log plot: the relative error of both differences against the step, and the valley between."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QWheelEvent
from PySide6.QtWidgets import QWidget

from gradviz.autodiff.sweep import Sweep
from gradviz.gui import fonts
from gradviz.gui.painting import color, dotted, draw_text, pen
from gradviz.gui.plots.axis import Axis
from gradviz.gui.plots.plot import Plot
from gradviz.gui.theme import Theme

LEAST_ERROR = 1e-17
"""An error of 0 has no logarithm; it is drawn here, below all others."""

HIGHEST, LOWEST = 2.0, -17.5
DECADES_ACROSS, DECADES_DOWN = 4, 5
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


class SweepPlot(Plot):
    """Shows one :class:`Sweep`; a click chooses the step."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.sweep: Sweep | None = None
        self.epsilon = math.nan
        self.words = ("", "")

    def show_sweep(self, sweep: Sweep | None, epsilon: float, words: tuple[str, str]) -> None:
        """Show another sweep with the step that is used now; ``words`` name the two kinds of difference."""
        self.sweep, self.epsilon, self.words = sweep, epsilon, words
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """There is nothing to zoom: the panel scrolls."""
        event.ignore()

    def names(self) -> tuple[str, str]:
        return "ε", ""

    def axes(self) -> tuple[Axis, Axis] | None:
        if self.sweep is None:
            return None
        frame, steps = self.frame(), self.sweep.epsilons
        across = Axis(math.log10(min(steps)), math.log10(max(steps)), frame.left(), frame.right())
        return across, Axis(LOWEST, HIGHEST, frame.bottom(), frame.top())

    def ticks(self, axis: Axis, *, across: bool) -> list[tuple[float, str]]:
        decades = DECADES_ACROSS if across else DECADES_DOWN
        first = math.ceil(axis.low / decades) * decades
        return [
            (float(power), f"10{str(power).translate(_RAISED)}" if power else "1")
            for power in range(first, math.floor(axis.high) + 1, decades)
        ]

    def paint_within(self, painter: QPainter, across: Axis, up: Axis) -> None:
        assert self.sweep is not None
        if math.isfinite(self.epsilon):
            x = across.px(math.log10(self.epsilon))
            painter.setPen(dotted(color(self.theme.value), 1.6, 5))
            painter.drawLine(QLineF(x, up.start, x, up.end))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for errors, ink, width in (
            (self.sweep.one_sided, self.theme.grey, 1.8),
            (self.sweep.centred, self.theme.text, 2.2),
        ):
            painter.setPen(pen(color(ink), width))
            painter.drawPath(self._path(errors, across, up))

    def _path(self, errors: Sequence[float], across: Axis, up: Axis) -> QPainterPath:
        assert self.sweep is not None
        found, drawing = QPainterPath(), False
        for epsilon, error in zip(self.sweep.epsilons, errors, strict=True):
            there = math.isfinite(error)
            if there:
                height = min(math.log10(max(error, LEAST_ERROR)), HIGHEST)
                at = QPointF(across.px(math.log10(epsilon)), up.px(height))
                found.lineTo(at) if drawing else found.moveTo(at)
            drawing = there
        return found

    def paint_over(self, painter: QPainter, across: Axis, up: Axis) -> None:
        """Which line is which, each beside its right end; and a ring in the valley."""
        assert self.sweep is not None
        font, frame = fonts.ui(12), self.frame()
        for words, row, ink in ((self.words[0], 0, self.theme.grey), (self.words[1], 1, self.theme.text)):
            y = frame.top() - 18 + row * 15
            painter.setPen(pen(color(ink), 2.2))
            painter.drawLine(QLineF(frame.left() + 4, y, frame.left() + 22, y))
            draw_text(painter, (frame.left() + 28, fonts.baseline(font, y)), words, font, color(self.theme.muted))
        valley = self.sweep.valley
        if valley is not None:
            error = self.sweep.centred[self.sweep.epsilons.index(valley)]
            painter.setPen(pen(color(self.theme.right), 2))
            painter.setBrush(color(self.theme.panel))
            at = QPointF(across.px(math.log10(valley)), up.px(math.log10(max(error, LEAST_ERROR))))
            painter.drawEllipse(at, 5, 5)
