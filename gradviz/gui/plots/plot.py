"""What a curve and a map share: the frame, grid and round numbers, and a point that a person drags."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_name, draw_text, name_width
from gradviz.gui.plots.axis import Axis, tick_text
from gradviz.gui.theme import Theme
from gradviz.numerals import Numerals

LEFT, RIGHT, TOP, BOTTOM = 48, 14, 30, 44
BESIDE = 8
"""Px between the numbers at the left and the frame, at least half of them between those and the edge."""
TICKS_ACROSS, TICKS_DOWN = (62, 48), (48, 32, 20)
"""Least px between two round numbers; the next less where otherwise a single one would stand there."""

NAME_PX = 18
TICK_PX = 12
ZOOM = 1.25
"""By so much a notch of the wheel widens or narrows what is seen."""


class Plot(QWidget):
    """The ground of a plot; heirs say which axes it has and paint upon it."""

    # a person drags the point: to the numbers (across, up) of the place
    dragged = Signal(float, float)
    # the point was let go
    dropped = Signal()
    # a person turns the wheel: the factor, and the numbers (across, up) that should stay where they are
    zoomed = Signal(float, float, float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.numerals = Numerals()
        self._left = LEFT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def axes(self) -> tuple[Axis, Axis] | None:
        """The numbers across and upwards; None while there is nothing to show."""
        raise NotImplementedError

    def names(self) -> tuple[str, str]:
        """What is drawn across and upwards."""
        raise NotImplementedError

    def paint_within(self, painter: QPainter, across: Axis, up: Axis) -> None:
        """Paint what the plot shows; the painter is clipped to the frame."""
        raise NotImplementedError

    def paint_over(self, painter: QPainter, across: Axis, up: Axis) -> None:
        """Paint what may stand out of the frame: nothing, unless an heir says otherwise."""

    def frame(self) -> QRectF:
        """The rectangle the plot is drawn in."""
        return QRectF(self.rect()).adjusted(self._left, TOP, -RIGHT, -BOTTOM)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(340, 340)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 150)

    # painting ---------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), color(self.theme.panel))
        axes = self._fitted()
        if axes is None:
            return
        self._paint_ticks(painter, *axes)
        painter.save()
        painter.setClipRect(self.frame())
        self.paint_within(painter, *axes)
        painter.restore()
        self.paint_over(painter, *axes)
        self._paint_names(painter)

    def _fitted(self) -> tuple[Axis, Axis] | None:
        """The axes, in a frame that leaves the numbers at its left the room they need."""
        self._left = LEFT
        axes = self.axes()
        if axes is not None:
            font = fonts.mono(TICK_PX)
            widest = max((fonts.width(text, font) for _, text in self.ticks(axes[1], across=False)), default=0.0)
            self._left = max(LEFT, math.ceil(widest + 1.5 * BESIDE))
        return self.axes()

    def _paint_ticks(self, painter: QPainter, across: Axis, up: Axis) -> None:
        frame, font = self.frame(), fonts.mono(TICK_PX)
        line, ink = color(self.theme.line), color(self.theme.muted)
        for number, text in self.ticks(across, across=True):
            x = across.px(number)
            start = (x - fonts.width(text, font) / 2, frame.bottom() + 18)
            draw_text(painter, start, text, font, ink)
            painter.fillRect(QRectF(x - 0.5, frame.bottom(), 1, 4), color(self.theme.strong_line))
        for number, text in self.ticks(up, across=False):
            y = up.px(number)
            painter.fillRect(QRectF(frame.left(), y - 0.5, frame.width(), 1), line)
            start = (frame.left() - BESIDE - fonts.width(text, font), fonts.baseline(font, y))
            draw_text(painter, start, text, font, ink)

    def ticks(self, axis: Axis, *, across: bool) -> list[tuple[float, str]]:
        """The numbers written along an axis, and how they are written."""
        found = [axis.ticks(apart) for apart in (TICKS_ACROSS if across else TICKS_DOWN)]
        numbers = next((each for each in found if len(each) > 1), found[-1])
        step = numbers[1] - numbers[0] if len(numbers) > 1 else abs(numbers[0]) or 1.0 if numbers else 1.0
        return [(number, self.numerals.exact(tick_text(number, step))) for number in numbers]

    def _paint_names(self, painter: QPainter) -> None:
        frame, ink = self.frame(), color(self.theme.text)
        across, up = self.names()
        draw_name(painter, (frame.left() - 4 - name_width(up, NAME_PX) / 2, TOP - 12), up, NAME_PX, ink)
        x = min(frame.right() - name_width(across, NAME_PX) + 4, self.width() - name_width(across, NAME_PX) - 4)
        draw_name(painter, (x, frame.bottom() + 38), across, NAME_PX, ink)

    # the mouse --------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drag(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.dropped.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        axes = self.axes()
        if axes is not None and event.angleDelta().y():
            at = event.position()
            factor = ZOOM ** (-event.angleDelta().y() / 120)
            self.zoomed.emit(factor, axes[0].at(at.x()), axes[1].at(at.y()))
        event.accept()

    def _drag(self, at: QPointF) -> None:
        axes, frame = self.axes(), self.frame()
        if axes is not None:
            x = min(max(at.x(), frame.left()), frame.right())
            y = min(max(at.y(), frame.top()), frame.bottom())
            self.dragged.emit(axes[0].at(x), axes[1].at(y))
