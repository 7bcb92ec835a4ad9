"""One variable of the Inputs panel: its body as on the canvas, a slider, a number field, its gradient."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QHBoxLayout, QWidget

from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_name, draw_pill, draw_text, name_baseline, name_width, number_in, pen
from gradviz.gui.panels.number_field import NumberField
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.lesson.lesson import Role, slider_range
from gradviz.numerals import NOT_COMPUTED, Numerals

ROW = 46
LEFT, GAP, FIELD_WIDTH, GRADIENT_WIDTH = 20, 10, 88, 64
BODY_WIDTH, BODY_HEIGHT, WIDEST_BODY = 44, 32, 80
NAME_SIZES = (18, 16, 14, 12, 11)
BODY_PADDING = 12
STEPS = 1000
"""Places of a slider from end to end."""


class Body(QAbstractButton):
    """The variable drawn as on the canvas: a round pill or a square box with a thick edge; a click changes which."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.name, self.theme = name, theme
        self.role: Role = "input"
        self.setFixedSize(QSize(BODY_WIDTH, BODY_HEIGHT))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, parameter = self.theme, self.role == "parameter"
        rect = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        radius = 4.0 if parameter else rect.height() / 2
        ink = theme.value if self.hasFocus() or self.underMouse() else theme.text
        draw_pill(painter, rect, radius, color(theme.chip if parameter else theme.panel), pen(color(ink), 1.6))
        if parameter:
            body, edge = QPainterPath(), QPainterPath()
            body.addRoundedRect(rect, radius, radius)
            edge.addRect(QRectF(rect.left(), rect.top(), 5, rect.height()))
            painter.fillPath(body.intersected(edge), color(ink))
        painter.setClipRect(rect)
        room = rect.width() - BODY_PADDING
        px = next((px for px in NAME_SIZES if name_width(self.name, px) <= room), 0)
        middle = rect.center().x() + (2.5 if parameter else 0)
        if px:
            start = (middle - name_width(self.name, px) / 2, name_baseline(self.name, px, rect.center().y()))
            draw_name(painter, start, self.name, px, color(theme.text))
            return
        font = fonts.name(NAME_SIZES[-2])
        shown = QFontMetricsF(font).elidedText(self.name, Qt.TextElideMode.ElideRight, room)
        start = (middle - fonts.width(shown, font) / 2, fonts.baseline(font, rect.center().y()))
        draw_text(painter, start, shown, font, color(theme.text))


def body_width(names: Iterable[str]) -> int:
    """How wide bodies must be to hold ``names``, within bounds; all rows of a panel share it."""
    wanted = (name_width(name, NAME_SIZES[2]) + BODY_PADDING + 5 for name in names)
    return round(min(max((BODY_WIDTH, *wanted)), WIDEST_BODY))


class GradientCell(QWidget):
    """A gradient at the right edge of its column, or a dash while it is not known."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._text = NOT_COMPUTED
        self._number: float | None = None
        self._numerals = Numerals()
        self.setFixedWidth(GRADIENT_WIDTH)

    def text(self) -> str:
        return self._text

    def show_number(self, number: float | None, numerals: Numerals, symbol: str) -> None:
        """Show ``number``; None while it is not known. On hover it is told with all its digits, as ``symbol``."""
        self._number, self._numerals = number, numerals
        self._text = NOT_COMPUTED if number is None else numerals.text(number)
        self.setToolTip("" if number is None else f"{symbol} = {numerals.full(number)}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text, font = self._text, fonts.ui(14)
        if self._number is not None:
            text, font = number_in(self.width(), self._number, self._numerals, (14, 13, 12, 11))
        ink = self.theme.gradient if self._number else self.theme.grey
        start = (self.width() - fonts.width(text, font), fonts.baseline(font, self.height() / 2))
        draw_text(painter, start, text, font, color(ink))


class ValueSlider(QAbstractSlider):
    """A slider filled from zero to its handle. Up and Down move it; Left and Right belong to the player."""

    # a person moved it: the value
    slid = Signal(float)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.low, self.high = slider_range(0.0)
        self.setRange(0, STEPS)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumWidth(36)
        self.setFixedHeight(26)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_number(self, number: float) -> None:
        """Put the handle at ``number``; the range widens for it, but not while it is being dragged."""
        if not self.isSliderDown():
            self.low, self.high = slider_range(number)
        share = (min(max(number, self.low), self.high) - self.low) / (self.high - self.low)
        self.blockSignals(True)
        self.setValue(round(share * STEPS))
        self.blockSignals(False)
        self.update()

    def number(self) -> float:
        """The value under the handle, without the dust of binary fractions."""
        step = (self.high - self.low) / STEPS
        return float(f"{self.low + self.value() * step:.10g}") + 0.0

    def _place(self, share: float) -> float:
        return 10 + share * (self.width() - 20)

    def _move_to(self, x: float) -> None:
        share = min(max((x - 10) / max(self.width() - 20, 1), 0.0), 1.0)
        self._set(round(share * STEPS))

    def _set(self, value: int) -> None:
        if value != self.value():
            self.setValue(value)
            self.update()
            self.slid.emit(self.number())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._move_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._move_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a long list scrolls; numbers do not change by accident

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turn = {Qt.Key.Key_Up: 10, Qt.Key.Key_Down: -10}.get(Qt.Key(event.key()))
        if turn is None:
            event.ignore()
            return
        self._set(min(max(self.value() + turn, 0), STEPS))
        self.sliderReleased.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, middle = self.theme, self.height() / 2
        on = self.isEnabled()
        accent = color(theme.value if on else theme.strong_line)
        zero, here = self._place(-self.low / (self.high - self.low)), self._place(self.value() / STEPS)
        draw_pill(painter, QRectF(4, middle - 2, self.width() - 8, 4), 2, color(theme.strong_line))
        painter.fillRect(QRectF(zero - 0.75, middle - 7, 1.5, 14), color(theme.strong_line))
        draw_pill(painter, QRectF(min(zero, here), middle - 2, abs(here - zero), 4), 2, accent)
        if self.hasFocus():
            draw_pill(painter, QRectF(here - 12, middle - 12, 24, 24), 12, color(theme.value, 60))
        painter.setPen(pen(accent, 2.2))
        painter.setBrush(color(theme.panel))
        painter.drawEllipse(QPointF(here, middle), 8, 8)


class InputRow(QWidget):
    """A variable that can be moved; it says what was asked for and changes nothing by itself."""

    # name, number: the value asked for
    value_asked = Signal(str, float)
    # name, role: the role asked for
    role_asked = Signal(str, str)
    # a drag is over, the next change is another one
    settled = Signal()
    # what was typed is no number: the ReadError; and that it stands there no longer
    refused = Signal(object)
    mended = Signal()

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.name, self.theme = name, theme
        self.body, self.slider, self.field = Body(name, theme), ValueSlider(theme), NumberField()
        self.gradient = GradientCell(theme)
        self._row = QHBoxLayout(self)
        self.setFixedHeight(ROW)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = self._row
        row.setContentsMargins(LEFT, 0, 18, 0)
        row.setSpacing(GAP)
        self.field.setFixedSize(FIELD_WIDTH, 30)
        row.addWidget(self.body)
        row.addWidget(self.slider, 1)
        row.addWidget(self.field)
        row.addWidget(self.gradient)

    def _connect(self) -> None:
        self.slider.slid.connect(lambda number: self.value_asked.emit(self.name, number))
        self.slider.sliderReleased.connect(self.settled)
        self.field.entered.connect(lambda number: self.value_asked.emit(self.name, number))
        self.field.entered.connect(lambda _: self.settled.emit())
        self.field.refused.connect(self.refused)
        self.field.mended.connect(self.mended)
        self.body.clicked.connect(self._ask_role)

    def _ask_role(self) -> None:
        self.role_asked.emit(self.name, "input" if self.body.role == "parameter" else "parameter")

    def set_right_margin(self, margin: int) -> None:
        """Keep the numbers in their column where a scroll bar takes room."""
        self._row.setContentsMargins(LEFT, 0, margin, 0)

    def show_role(self, role: Role) -> None:
        """Draw the body as an input or a parameter."""
        self.body.role = role
        self.body.update()
        self.retranslate()

    def show_value(self, number: float, numerals: Numerals) -> None:
        """Put slider and field at ``number``."""
        self.slider.show_number(number)
        self.field.show_number(number, numerals)

    def show_gradient(self, number: float | None, numerals: Numerals, output: str) -> None:
        """The gradient of ``output`` at this instant; None while it is not known."""
        self.gradient.show_number(number, numerals, numerals.gradient(output, self.name))

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = self.body.theme = self.slider.theme = self.gradient.theme = theme
        for part in (self.body, self.slider, self.gradient):
            part.update()

    def retranslate(self) -> None:
        """Write every text in the language in use."""
        parameter = self.body.role == "parameter"
        kind = tr("parameter") if parameter else tr("input")
        hint = (
            tr("{name} is a parameter; click to make it an input")
            if parameter
            else tr("{name} is an input; click to make it a parameter")
        )
        self.body.setToolTip(hint.format(name=self.name))
        self.body.setAccessibleName(f"{self.name}, {kind}")
        self.slider.setAccessibleName(tr("value of {name}", name=self.name))
        self.field.setAccessibleName(tr("value of {name}", name=self.name))
        self.gradient.setAccessibleName(tr("gradient of {name}", name=self.name))
