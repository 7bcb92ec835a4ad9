"""The gradient strip: a bar a node in topological order, up from 1 where gradients grow, down where they shrink.

The scale is that of log₁₀ |gradient|. A gradient of 0 has no place on it: its sign stands at the foot of the strip; one
that is not known yet is a dash at the height of 1, an infinite one or nan is written at the top.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gradviz.autodiff.run import Run
from gradviz.graph.graph import NodeId
from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_name, draw_pill, draw_text, name_width, pen
from gradviz.gui.plots.axis import Axis
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.numerals import NOT_COMPUTED, Numerals
from gradviz.timeline.frame import Frame
from gradviz.timeline.magnitudes import Magnitude, decades, magnitudes

HEIGHT, LOW_HEIGHT = 132, 104
LEFT, RIGHT, TOP, FOOT, BOTTOM = 58, 16, 25, 14, 22
"""Px around the scale; the foot below it is for zeros, the bottom below that for names."""

WIDEST_BAR, LEAST_BAR, WIDEST_COLUMN = 14.0, 3.0, 88.0
TICK_PX, NAME_PX, LEAST_NAME_PX, TITLE_PX = 12, 16, 14, 12
TICKS_APART = 15
"""Least px between two round numbers."""

NAME_GAP = 5
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


class GradientStrip(QWidget):
    """Shows how large every gradient of a run is, as far as it is known."""

    # a person clicks a bar: the node
    node_asked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.bars: tuple[Magnitude, ...] = ()
        self._run: Run | None = None
        self._numerals = Numerals()
        self._decades = (-1, 1)
        self._foot = 0
        self._now: NodeId | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_low(False)
        self.retranslate()

    # what is shown ----------------------------------------------------------------------------------------------------

    def show_run(self, run: Run) -> None:
        """Take the scale of another run; a frame of it is to follow."""
        self._run, self._decades, self.bars = run, decades(run), ()
        self._foot = FOOT if any(gradient == 0 for gradient in run.node_gradients) else 0
        self.update()

    def show_frame(self, frame: Frame, numerals: Numerals) -> None:
        """Show the gradients known at one instant and mark the node of its step."""
        if self._run is None or len(frame.nodes) != len(self._run.graph.nodes):
            return
        graph, node = self._run.graph, frame.step.node
        found = magnitudes(graph, frame), numerals, None if node is None else graph.value_node(node)
        if found != (self.bars, self._numerals, self._now):
            self.bars, self._numerals, self._now = found
            known = (self.told(bar) for bar in self.bars if bar.gradient is not None)
            self.setAccessibleDescription("; ".join(known))
            self.update()

    def show_nothing(self) -> None:
        """There is no graph."""
        self._run, self.bars = None, ()
        self.update()

    def set_low(self, low: bool) -> None:
        """Take less height."""
        self.setFixedHeight(LOW_HEIGHT if low else HEIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = theme
        self.update()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.setAccessibleName(tr("Size of the gradients"))
        self.update()

    def told(self, bar: Magnitude) -> str:
        """A bar in words: ``∂f/∂h3 = 1.2·10⁻⁴``."""
        assert self._run is not None
        number = NOT_COMPUTED if bar.gradient is None else self._numerals.text(bar.gradient)
        return f"{self._numerals.gradient(self._run.graph.output_name, bar.name)} = {number}"

    # geometry ---------------------------------------------------------------------------------------------------------

    def frame(self) -> QRectF:
        """The rectangle of the scale."""
        return QRectF(self.rect()).adjusted(LEFT, TOP, -RIGHT, -self._foot - BOTTOM)

    def axis(self) -> Axis:
        """From powers of ten to px."""
        frame = self.frame()
        low, high = self._decades
        return Axis(float(low), float(high), frame.bottom(), frame.top())

    def column(self, place: int) -> QRectF:
        """The stripe of the bar at ``place``, from the top of the scale to the bottom of the names."""
        frame = self.frame()
        width = min(frame.width() / max(len(self.bars), 1), WIDEST_COLUMN)
        return QRectF(frame.left() + place * width, frame.top(), width, frame.height() + self._foot + BOTTOM)

    def bar_rect(self, place: int) -> QRectF:
        """The bar at ``place``: from the height of 1 to that of its gradient; empty where it has no such height."""
        power, column, axis = self.bars[place].power, self.column(place), self.axis()
        if power is None:
            return QRectF()
        width = min(WIDEST_BAR, column.width() * 0.6)
        ends = sorted((axis.px(0.0), axis.px(power)))
        return QRectF(column.center().x() - width / 2, ends[0], width, ends[1] - ends[0])

    def ticks(self) -> list[tuple[int, str]]:
        """Round powers of ten and how they are written; 1 is always among them."""
        least = TICKS_APART / abs(self.axis().scale)
        step = next(each for each in (1, 2, 3, 5, 10, 20, 50, 100, 200, 500) if each >= least)
        low, high = self._decades
        powers = [power for power in range(low, high + 1) if power % step == 0]
        return [(power, {0: "1", 1: "10"}.get(power, f"10{str(power).translate(_RAISED)}")) for power in powers]

    def names(self) -> Iterator[tuple[int, int, QRectF]]:
        """The names there is room for, the one at work before all: the bar's place, the type size, the rectangle."""
        sizes = range(NAME_PX, LEAST_NAME_PX - 1, -1)
        px = next((each for each in sizes if self._all_fit(each)), LEAST_NAME_PX)
        places = sorted(range(len(self.bars)), key=lambda place: self.bars[place].node != self._now)
        taken: list[QRectF] = []
        for place in places:
            width, column = name_width(self.bars[place].name, px), self.column(place)
            left = min(max(column.center().x() - width / 2, 2.0), self.width() - width - 2)
            rect = QRectF(left, column.bottom() - BOTTOM, width, BOTTOM)
            if not any(rect.adjusted(-NAME_GAP, 0, NAME_GAP, 0).intersects(other) for other in taken):
                taken.append(rect)
                yield place, px, rect

    def _all_fit(self, px: int) -> bool:
        return all(name_width(bar.name, px) + NAME_GAP <= self.column(0).width() for bar in self.bars)

    def place_at(self, x: float) -> int | None:
        """Which bar stands at ``x`` px; none beside all of them."""
        frame = self.frame()
        place = int((x - frame.left()) // self.column(0).width())
        return place if 0 <= place < len(self.bars) else None

    # the mouse --------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().x())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.node_asked.emit(self.bars[place].node)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(event.pos().x())
            QToolTip.showText(event.globalPos(), "" if place is None else self.told(self.bars[place]), self)
            return True
        return super().event(event)

    # painting ---------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), color(self.theme.panel))
        painter.fillRect(QRectF(0, 0, self.width(), 1), color(self.theme.line))
        if self._run is None or not self.bars:
            return
        self._paint_title(painter)
        self._paint_now(painter)
        self._paint_ticks(painter)
        for place, bar in enumerate(self.bars):
            self._paint_bar(painter, place, bar)
        self._paint_names(painter)

    def _paint_title(self, painter: QPainter) -> None:
        font = fonts.ui(TITLE_PX, 600)
        draw_text(
            painter, (LEFT, fonts.baseline(font, 13)), tr("Size of the gradients"), font, color(self.theme.gradient)
        )

    def _paint_now(self, painter: QPainter) -> None:
        for place, bar in enumerate(self.bars):
            if bar.node == self._now:
                column = self.column(place).adjusted(1, 0, -1, 0)
                draw_pill(
                    painter, column, 4, color(self.theme.gradient_tint if bar.gradient is not None else self.theme.chip)
                )

    def _paint_ticks(self, painter: QPainter) -> None:
        frame, font, axis = self.frame(), fonts.mono(TICK_PX), self.axis()
        for power, text in self.ticks():
            y = axis.px(power)
            ink = self.theme.line if power else self.theme.strong_line
            painter.fillRect(QRectF(frame.left(), y - 0.5, frame.width(), 1), color(ink))
            start = (frame.left() - 8 - fonts.width(text, font), fonts.baseline(font, y))
            draw_text(painter, start, text, font, color(self.theme.muted))

    def _paint_bar(self, painter: QPainter, place: int, bar: Magnitude) -> None:
        theme, middle, axis = self.theme, self.column(place).center().x(), self.axis()
        if bar.power is not None:
            grown = max(LEAST_BAR - self.bar_rect(place).height(), 0.0) / 2
            draw_pill(painter, self.bar_rect(place).adjusted(0, -grown, 0, grown), 1.5, color(theme.gradient))
        elif bar.gradient is None:
            painter.setPen(pen(color(theme.grey), 1.6))
            painter.drawLine(QPointF(middle - 3, axis.px(0.0)), QPointF(middle + 3, axis.px(0.0)))
        else:
            self._write(painter, bar.gradient, middle)

    def _write(self, painter: QPainter, gradient: float, middle: float) -> None:
        """What has no place on the scale: 0 at the foot, ∞ and nan at the top."""
        frame, zero = self.frame(), gradient == 0
        text, font = self._numerals.text(abs(gradient)), fonts.mono(TICK_PX, bold=True)
        y = frame.bottom() + FOOT / 2 + 1 if zero else frame.top() + 7
        start = (middle - fonts.width(text, font) / 2, fonts.baseline(font, y))
        draw_text(painter, start, text, font, color(self.theme.grey if zero else self.theme.wrong))

    def _paint_names(self, painter: QPainter) -> None:
        for place, px, rect in self.names():
            here = self.bars[place].node == self._now
            ink = color(self.theme.gradient if here else self.theme.text)
            draw_name(painter, (rect.left(), rect.bottom() - 7), self.bars[place].name, px, ink)
