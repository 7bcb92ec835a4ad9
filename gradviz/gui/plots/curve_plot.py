"""A curve, the tangent where one stands, and the point, which is dragged along the curve."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from gradviz.autodiff.slices import Curve, Numbers
from gradviz.gui import fonts
from gradviz.gui.painting import color, dotted, draw_text, pen
from gradviz.gui.plots.axis import Axis
from gradviz.gui.plots.plot import Plot

POINT = 6.0
TANGENT = 110.0
"""Half the length of the tangent in px."""

PADDING = 0.08
"""Part of the height that stays free above and below."""


WORDS_HIGH = 18
WORDS_AWAY = (8, 24, 44)
"""Px between a kink and the words about it, tried from near to far."""

NEAR, FLAT = 0.3, 2.5
"""Where the whole curve is more than 2.5 times as high as the stretch within 0.3 of the width, only that is seen."""

TOO_LARGE = 1e12


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """What a curve plot shows: the curve, where one stands on it with which slope, the names across and upwards.

    With ``derivative`` the derivative is drawn as a second curve. ``kinks`` are places on the curve with what to say
    beside them.
    """

    curve: Curve
    x: float
    value: float
    slope: float
    names: tuple[str, str]
    derivative: bool = False
    kinks: tuple[tuple[float, float, str], ...] = ()


class CurvePlot(Plot):
    """Shows one :class:`Line`."""

    line: Line | None = None

    def show_line(self, line: Line | None) -> None:
        """Show another curve, or none."""
        self.line = line
        self.update()

    def names(self) -> tuple[str, str]:
        return self.line.names if self.line else ("", "")

    def axes(self) -> tuple[Axis, Axis] | None:
        if self.line is None:
            return None
        frame, x = self.frame(), self.line.curve.x
        low, high = heights(self.line)
        return (
            Axis(float(x[0]), float(x[-1]), frame.left(), frame.right()),
            Axis(low, high, frame.bottom(), frame.top()),
        )

    def paint_within(self, painter: QPainter, across: Axis, up: Axis) -> None:
        line, theme = self.line, self.theme
        assert line is not None
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if line.derivative:
            painter.setPen(pen(color(theme.gradient), 1.6))
            painter.drawPath(path(line.curve.x, line.curve.slopes, across, up))
        painter.setPen(pen(color(theme.text), 2.2))
        painter.drawPath(path(line.curve.x, line.curve.values, across, up))
        if not (math.isfinite(line.value) and math.isfinite(line.x)):
            return
        here = QPointF(across.px(line.x), up.px(line.value))
        painter.setPen(dotted(color(theme.value), 1.6, 5))
        painter.drawLine(QLineF(here, QPointF(here.x(), self.frame().bottom())))
        if math.isfinite(line.slope):
            self._paint_tangent(painter, here, line.slope * up.scale / across.scale)

    def _paint_tangent(self, painter: QPainter, here: QPointF, steepness: float) -> None:
        length = math.hypot(1.0, steepness)
        reach = QPointF(TANGENT / length, TANGENT * steepness / length)
        dashes = QPen(color(self.theme.gradient), 2.2, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        dashes.setDashPattern([5, 3])
        painter.setPen(dashes)
        painter.drawLine(QLineF(here - reach, here + reach))

    def paint_over(self, painter: QPainter, across: Axis, up: Axis) -> None:
        line, frame = self.line, self.frame()
        assert line is not None
        self._paint_kinks(painter, across, up)
        if line.derivative and math.isfinite(line.slope):
            self._dot(painter, QPointF(across.px(line.x), up.px(line.slope)), frame, self.theme.gradient, POINT - 2)
        if math.isfinite(line.value):
            self._dot(painter, QPointF(across.px(line.x), up.px(line.value)), frame, self.theme.value, POINT)

    def _paint_kinks(self, painter: QPainter, across: Axis, up: Axis) -> None:
        """Hollow dots, with words at the left where they stand free of the curve's end and of each other."""
        assert self.line is not None
        frame, font = self.frame(), fonts.ui(12)
        taken: list[QRectF] = []
        for x, value, words in self.line.kinks:
            at = QPointF(across.px(x), up.px(value))
            if not frame.contains(at):
                continue
            painter.setPen(pen(color(self.theme.text), 1.8))
            painter.setBrush(color(self.theme.panel))
            painter.drawEllipse(at, POINT - 2, POINT - 2)
            room = self._room_for(fonts.width(words, font), at, across, up, taken)
            if room is not None:
                taken.append(room)
                base = fonts.baseline(font, room.center().y())
                draw_text(painter, (room.left(), base), words, font, color(self.theme.muted))

    def _room_for(self, width: float, at: QPointF, across: Axis, up: Axis, taken: list[QRectF]) -> QRectF | None:
        """A place near ``at`` where words touch neither the curve nor other words; None where there is none."""
        assert self.line is not None
        frame, curve = self.frame(), self.line.curve
        for right, above, far in product((False, True), (True, False), WORDS_AWAY):
            left = at.x() + 10 if right else at.x() - width - 10
            room = QRectF(left, at.y() - far - WORDS_HIGH if above else at.y() + far, width, WORDS_HIGH)
            inside = (curve.x >= across.at(room.left() - 3)) & (curve.x <= across.at(room.right() + 3))
            lowest, highest = up.at(room.bottom() + 3), up.at(room.top() - 3)
            values = curve.values[inside]
            crossed = bool(((values >= lowest) & (values <= highest)).any()) or (
                len(values) > 0 and float(values.min()) < lowest and float(values.max()) > highest
            )
            if frame.contains(room) and not crossed and not any(room.intersects(other) for other in taken):
                return room
        return None

    def _dot(self, painter: QPainter, at: QPointF, frame: QRectF, ink: str, radius: float) -> None:
        if frame.adjusted(-1, -1, 1, 1).contains(at):
            painter.setPen(pen(color(self.theme.panel), 2))
            painter.setBrush(color(ink))
            painter.drawEllipse(at, radius, radius)


def heights(line: Line) -> tuple[float, float]:
    """What is seen upwards: the whole curve, or only what is near the point where that would be pressed flat."""
    import numpy

    x = line.curve.x
    near = abs(x - line.x) <= NEAR * (x[-1] - x[0])
    whole = _ends(line.curve.values, line.value)
    if line.derivative:
        return _padded(*_ends(numpy.concatenate([line.curve.values, line.curve.slopes]), line.value))
    part = _ends(line.curve.values[near], line.value)
    flat = whole[1] - whole[0] > FLAT * (part[1] - part[0])
    return _padded(*(part if flat and part[1] > part[0] else whole))


def _ends(numbers: Numbers, also: float) -> tuple[float, float]:
    import numpy

    numbers = numpy.append(numbers, also)
    numbers = numbers[numpy.isfinite(numbers) & (abs(numbers) < TOO_LARGE)]
    return (float(numbers.min()), float(numbers.max())) if len(numbers) else (-1.0, 1.0)


def _padded(low: float, high: float) -> tuple[float, float]:
    if high - low < 1e-9 * max(1.0, abs(high)):
        low, high = low - 1.0, high + 1.0
    more = (high - low) * PADDING
    return low - more, high + more


def path(xs: Numbers, ys: Numbers, across: Axis, up: Axis) -> QPainterPath:
    """A polyline through the points; it breaks off where a number is missing or far out of sight."""
    found, drawing = QPainterPath(), False
    far = 50 * abs(up.end - up.start)
    for x, y in zip(xs, ys, strict=True):
        there = math.isfinite(y) and abs(up.px(y)) < far
        if there:
            at = QPointF(across.px(x), up.px(y))
            found.lineTo(at) if drawing else found.moveTo(at)
        drawing = there
    return found
