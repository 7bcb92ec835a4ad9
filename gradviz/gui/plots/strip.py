"""The gradient strip: a bar a node in topological order, up from 1 where gradients grow, down where they shrink.

The scale is that of log₁₀ |gradient|. A gradient of 0 has no place on it: its sign stands at the foot of the strip; one
that is not known yet is a dash at the height of 1, an infinite one or nan is written at the top.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gradviz.autodiff.run import Run
from gradviz.graph.graph import NodeId
from gradviz.gui.painting import color, name_width
from gradviz.gui.plots.axis import Axis
from gradviz.gui.plots.strip_paint import FOOT, LEFT, paint_strip
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.numerals import NOT_COMPUTED, Numerals
from gradviz.timeline.frame import Frame
from gradviz.timeline.magnitudes import Magnitude, decades, magnitudes

HEIGHT, LOW_HEIGHT = 132, 104
RIGHT, TOP, BOTTOM = 16, 25, 22
"""Px around the scale; the foot below it is for zeros, the bottom below that for names."""

WIDEST_BAR, WIDEST_COLUMN = 14.0, 88.0
NAME_PX, LEAST_NAME_PX = 16, 14
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
        self.numerals = Numerals()
        self._decades = (-1, 1)
        self._foot = 0
        self.now: NodeId | None = None
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
        if found != (self.bars, self.numerals, self.now):
            self.bars, self.numerals, self.now = found
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
        number = NOT_COMPUTED if bar.gradient is None else self.numerals.text(bar.gradient)
        return f"{self.numerals.gradient(self._run.graph.output_name, bar.name)} = {number}"

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
        places = sorted(range(len(self.bars)), key=lambda place: self.bars[place].node != self.now)
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
        paint_strip(painter, self)
