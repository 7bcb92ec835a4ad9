"""How the gradient strip is painted: title, scale, bars, what has no place on the scale, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_name, draw_pill, draw_text, pen
from gradviz.i18n import tr
from gradviz.timeline.magnitudes import Magnitude

if TYPE_CHECKING:
    from gradviz.gui.plots.strip import GradientStrip

LEFT, FOOT = 58, 14
"""Px at the left of the scale, for its numbers, and below it, for zeros."""

LEAST_BAR = 3.0
TICK_PX, TITLE_PX = 12, 12


def paint_strip(painter: QPainter, strip: GradientStrip) -> None:
    """Paint all that stands on the ground of a strip with bars."""
    _paint_title(painter, strip)
    _paint_now(painter, strip)
    _paint_ticks(painter, strip)
    for place, bar in enumerate(strip.bars):
        _paint_bar(painter, strip, place, bar)
    _paint_names(painter, strip)


def _paint_title(painter: QPainter, strip: GradientStrip) -> None:
    font = fonts.ui(TITLE_PX, 600)
    draw_text(painter, (LEFT, fonts.baseline(font, 13)), tr("Size of the gradients"), font, color(strip.theme.gradient))


def _paint_now(painter: QPainter, strip: GradientStrip) -> None:
    for place, bar in enumerate(strip.bars):
        if bar.node == strip.now:
            column = strip.column(place).adjusted(1, 0, -1, 0)
            draw_pill(
                painter, column, 4, color(strip.theme.gradient_tint if bar.gradient is not None else strip.theme.chip)
            )


def _paint_ticks(painter: QPainter, strip: GradientStrip) -> None:
    frame, font, axis = strip.frame(), fonts.mono(TICK_PX), strip.axis()
    for power, text in strip.ticks():
        y = axis.px(power)
        ink = strip.theme.line if power else strip.theme.strong_line
        painter.fillRect(QRectF(frame.left(), y - 0.5, frame.width(), 1), color(ink))
        start = (frame.left() - 8 - fonts.width(text, font), fonts.baseline(font, y))
        draw_text(painter, start, text, font, color(strip.theme.muted))


def _paint_bar(painter: QPainter, strip: GradientStrip, place: int, bar: Magnitude) -> None:
    theme, middle, axis = strip.theme, strip.column(place).center().x(), strip.axis()
    if bar.power is not None:
        grown = max(LEAST_BAR - strip.bar_rect(place).height(), 0.0) / 2
        draw_pill(painter, strip.bar_rect(place).adjusted(0, -grown, 0, grown), 1.5, color(theme.gradient))
    elif bar.gradient is None:
        painter.setPen(pen(color(theme.grey), 1.6))
        painter.drawLine(QPointF(middle - 3, axis.px(0.0)), QPointF(middle + 3, axis.px(0.0)))
    else:
        _write(painter, strip, bar.gradient, middle)


def _write(painter: QPainter, strip: GradientStrip, gradient: float, middle: float) -> None:
    """What has no place on the scale: 0 at the foot, ∞ and nan at the top."""
    frame, zero = strip.frame(), gradient == 0
    text, font = strip.numerals.text(abs(gradient)), fonts.mono(TICK_PX, bold=True)
    y = frame.bottom() + FOOT / 2 + 1 if zero else frame.top() + 7
    start = (middle - fonts.width(text, font) / 2, fonts.baseline(font, y))
    draw_text(painter, start, text, font, color(strip.theme.grey if zero else strip.theme.wrong))


def _paint_names(painter: QPainter, strip: GradientStrip) -> None:
    for place, px, rect in strip.names():
        here = strip.bars[place].node == strip.now
        ink = color(strip.theme.gradient if here else strip.theme.text)
        draw_name(painter, (rect.left(), rect.bottom() - 7), strip.bars[place].name, px, ink)
