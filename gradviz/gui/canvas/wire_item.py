"""The line of one wire: dotted, blue towards the sink, orange towards the source, or barred at the gate."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPolygonF

from gradviz.gui.canvas.curve import Curve
from gradviz.gui.canvas.item import IN_ACTIVE_WIRES, IN_WIRES, Item, Style
from gradviz.gui.painting import color, dotted, draw_polygon, pen
from gradviz.layout.layout import NORMAL, Point, WirePlace
from gradviz.timeline.frame import WireFrame, WireState

HALO = 8.0  # px a halo is wider than its line
ARROW, ARROW_HALF = 11.0, 4.8  # length and half width of an arrowhead on an ordinary line, px
BAR_AT, BAR_HALF = 13.0, 8.5  # where the bar of a blocked wire stands before the gate, and half its length, px
IDLE_ALPHA = 150  # of the grey dots of a wire that carries nothing yet
QUIET_START = 3.0  # px between a constant and the beginning of its wire
REACH = 12.0  # px around the line that painting may touch


class WireItem(Item):
    """A wire in one of the looks of the visual notes. ``quiet`` wires, those out of constants, stay thin and grey;
    ``onward`` wires end in a dot that hands on, so a value's arrow waits for the next gate."""

    def __init__(self, style: Style, wire: int, *, quiet: bool = False, onward: bool = False) -> None:
        super().__init__(style, IN_WIRES)
        self.wire = wire
        self.quiet = quiet
        self.onward = onward
        self.state = WireState.IDLE
        self.active: str | None = None
        self.greyed = 1.0
        self.front = 1.0
        self.curve = Curve((Point(0, 0), Point(0, 0), Point(0, 0), Point(0, 0)))

    def place(self, place: WirePlace) -> None:
        """Take the course ``place`` gives."""
        self.curve = Curve(place.path)
        whole = self.curve.portion(0, self.curve.length)
        self.set_area(whole.controlPointRect().adjusted(-REACH, -REACH, REACH, REACH))
        self.update()

    def show_frame(self, frame: WireFrame) -> None:
        """Look as ``frame`` says."""
        active = None if self.quiet else frame.active
        front = _front(frame)
        if (frame.state, active, frame.greyed, front) != (self.state, self.active, self.greyed, self.front):
            self.state, self.active, self.greyed, self.front = frame.state, active, frame.greyed, front
            self.setZValue(IN_ACTIVE_WIRES if active else IN_WIRES)
            self.update()

    # looks ------------------------------------------------------------------------------------------------------------

    @property
    def width(self) -> float:
        """Thickness of the line in px."""
        if self.quiet:
            return 1.3
        if self.state is WireState.IDLE:
            return 1.6
        if self.active:
            return 3.6
        return {WireState.VALUE: 1.8, WireState.GRADIENT: 2.0, WireState.BLOCKED: 2.2}[self.state]

    def _ink_color(self) -> QColor:
        theme = self.style.theme
        if self.quiet or self.state is WireState.BLOCKED:
            return color(theme.grey)
        if self.state is WireState.IDLE:
            return color(theme.grey, IDLE_ALPHA)
        return color(theme.gradient if self.state is WireState.GRADIENT else theme.value)

    def _arrow(self) -> float:
        """Length of the arrowhead, 0 for none; never more than half the wire."""
        if (self.state in (WireState.IDLE, WireState.BLOCKED) or self.front < 1) and not self.quiet:
            return 0.0
        if self.onward and not self._backward():
            return 0.0
        wanted = ARROW * (0.7 if self.quiet else 1.25 if self.active else 1.0) * (1 if self._large() else 0.8)
        return min(wanted, self.curve.length * 0.5)

    def _large(self) -> bool:
        return self.style.geometry.gate_radius >= NORMAL.gate_radius

    def _backward(self) -> bool:
        return self.state is WireState.GRADIENT and not self.quiet

    def line(self) -> QPainterPath:
        """The drawn line in scene coordinates, the arrowhead left out."""
        head = max(0.0, self._arrow() - 1.5)
        if self.state is WireState.BLOCKED and not self.quiet:
            return self.curve.portion(0, self.curve.length - 4)
        if self.front < 1:
            grown = self.front * self.curve.length
            start = self.curve.length - grown if self._backward() else 0.0
            return self.curve.portion(start, start + grown)
        if self._backward():
            return self.curve.portion(head, self.curve.length)
        return self.curve.portion(QUIET_START if self.quiet else 0, self.curve.length - head)

    def head(self) -> QPolygonF:
        """The arrowhead in scene coordinates; empty for none."""
        size = self._arrow()
        if not size:
            return QPolygonF()
        ends = (0.0, size) if self._backward() else (self.curve.length, self.curve.length - size)
        tip, foot = (self.curve.at(end) for end in ends)
        return _arrowhead(tip, foot, ARROW_HALF * size / ARROW)

    def outline(self) -> QPainterPath:
        """The outline of the drawn line, halo and arrowhead aside: what labels must keep clear of."""
        stroker = QPainterPathStroker()
        stroker.setWidth(self.width)
        return stroker.createStroke(self.line())

    def stroke(self) -> QPainterPath:
        """The outline of line and arrowhead together."""
        found = self.outline()
        found.addPolygon(self.head())
        return found

    def ink(self) -> QRectF:
        return self.stroke().boundingRect()

    def shape(self) -> QPainterPath:
        stroker = QPainterPathStroker()
        stroker.setWidth(14)
        return stroker.createStroke(self.line())

    def draw(self, painter: QPainter) -> None:
        ink, line = self._ink_color(), self.line()
        painter.setBrush(QColor(0, 0, 0, 0))
        if self.front < 1:
            self._draw_rest(painter)
        if self.active and self.state is not WireState.BLOCKED:
            halo = pen(color(ink.name(), 60), self.width + HALO)
            painter.strokePath(line, halo)
        if self.state is WireState.BLOCKED and not self.quiet:
            self._draw_blocked(painter, line)
        elif self.state is WireState.IDLE and not self.quiet:
            painter.strokePath(line, dotted(ink, self.width))
        else:
            painter.strokePath(line, pen(ink, self.width))
            draw_polygon(painter, self.head(), ink)

    def _draw_rest(self, painter: QPainter) -> None:
        """What the wire was before the colour that now runs along it."""
        theme, whole = self.style.theme, self.curve.portion(0, self.curve.length)
        if self._backward():
            painter.strokePath(whole, pen(color(theme.value), 1.8))
        else:
            painter.strokePath(whole, dotted(color(theme.grey, IDLE_ALPHA), 1.6))

    def _draw_blocked(self, painter: QPainter, line: QPainterPath) -> None:
        """Dots and the bar come while the blue of the value goes."""
        theme = self.style.theme
        if self.greyed < 1:
            painter.strokePath(line, pen(color(theme.value, round(255 * (1 - self.greyed))), 1.8))
        ink = color(theme.grey, round(255 * self.greyed))
        painter.strokePath(line, dotted(ink, self.width))
        self._draw_bar(painter, ink)

    def _draw_bar(self, painter: QPainter, ink: QColor) -> None:
        end = self.curve.length
        at = min(BAR_AT, end / 2)
        a, b = self.curve.at(end - at - 3), self.curve.at(end - at + 3)
        length = hypot(b.x - a.x, b.y - a.y) or 1.0
        across = QPointF(-(b.y - a.y) / length, (b.x - a.x) / length) * BAR_HALF
        middle = QPointF(*self.curve.at(end - at))
        bar = QPainterPath(middle - across)
        bar.lineTo(middle + across)
        painter.strokePath(bar, pen(ink, 3.0))


def _front(frame: WireFrame) -> float:
    """How much of the wire has the colour of its state: all of it by the time a number has come to its seat."""
    token = frame.token
    if token is None or token.progress >= 0.5:
        return 1.0
    known = frame.value if token.kind == "value" else frame.gradient
    return 1.0 if known is not None else 2 * token.progress


def _arrowhead(tip: Point, foot: Point, half: float) -> QPolygonF:
    length = hypot(tip.x - foot.x, tip.y - foot.y) or 1.0
    across = QPointF(-(tip.y - foot.y) / length, (tip.x - foot.x) / length) * half
    return QPolygonF([QPointF(*tip), QPointF(*foot) + across, QPointF(*foot) - across])
