"""The two legends, painted the same way on the canvas and in exported pictures: what the marks and bodies mean."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from gradviz.gui import fonts
from gradviz.gui.painting import (
    color,
    cue,
    draw_name,
    draw_pill,
    draw_polygon,
    draw_text,
    name_baseline,
    name_width,
    pen,
)
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.layout.layout import Direction
from gradviz.numerals import NOT_COMPUTED

PX = 13
ROW = 24.0  # height of a legend in px
SAMPLE_WIDTH, SAMPLE_HEIGHT = 30.0, 20.0

Painter = Callable[[QPainter, float, float, Theme], float]
"""Paints a legend from ``x`` with its middle on ``y``; gives where it ends."""


def marks(direction: Direction) -> Painter:
    """The legend of the numbers in a drawing that flows in ``direction``."""
    return partial(_paint_marks, down=direction == "down")


def _paint_marks(painter: QPainter, x: float, y: float, theme: Theme, *, down: bool) -> float:
    """▸ value  ◂ gradient  — not computed yet; ▾ and ▴ in a drawing from the top down."""
    for kind, text, code in (("value", tr("value"), theme.value), ("gradient", tr("gradient"), theme.gradient)):
        draw_polygon(painter, cue(x + 2, y, 6.5, kind, down=down), color(code))
        x = _write(painter, (x + 18, y), text, code, 600) + 20
    _write(painter, (x, y), NOT_COMPUTED, theme.muted)
    return _write(painter, (x + 21, y), tr("not computed yet"), theme.muted)


def paint_kinds(painter: QPainter, x: float, y: float, theme: Theme) -> float:
    """(x) input  [w] parameter  1 constant  ● copy."""
    _sample(painter, (x, y), "x", theme, SAMPLE_HEIGHT / 2)
    x = _write(painter, (x + 38, y), tr("input"), theme.muted) + 22
    _sample(painter, (x, y), "w", theme, 3.5)
    strip = QPainterPath()
    strip.addRoundedRect(QRectF(x, y - SAMPLE_HEIGHT / 2, SAMPLE_WIDTH, SAMPLE_HEIGHT), 3.5, 3.5)
    edge = QPainterPath()
    edge.addRect(QRectF(x, y - SAMPLE_HEIGHT / 2, 4.0, SAMPLE_HEIGHT))
    painter.fillPath(strip.intersected(edge), color(theme.text))
    x = _write(painter, (x + 38, y), tr("parameter"), theme.muted) + 24
    font = fonts.mono(15)
    draw_text(painter, (x, fonts.baseline(font, y)), "1", font, color(theme.grey))
    x = _write(painter, (x + 20, y), tr("constant"), theme.muted) + 24
    draw_pill(painter, QRectF(x, y - 6, 12, 12), 6, color(theme.text))
    return _write(painter, (x + 22, y), tr("copy"), theme.muted)


def _write(painter: QPainter, at: tuple[float, float], text: str, code: str, weight: int = 400) -> float:
    (x, y), font = at, fonts.ui(PX, weight)
    draw_text(painter, (x, fonts.baseline(font, y)), text, font, color(code))
    return x + fonts.width(text, font)


def _sample(painter: QPainter, at: tuple[float, float], name: str, theme: Theme, radius: float) -> None:
    x, y = at
    rect = QRectF(x, y - SAMPLE_HEIGHT / 2, SAMPLE_WIDTH, SAMPLE_HEIGHT)
    draw_pill(painter, rect, radius, color(theme.chip if name == "w" else theme.panel), pen(color(theme.text), 1.4))
    shift = 2.0 if name == "w" else 0.0
    start = rect.center().x() + shift - name_width(name, 14) / 2
    draw_name(painter, (start, name_baseline(name, 14, y)), name, 14, color(theme.text))


def width_of(legend: Painter, theme: Theme) -> float:
    """Width in px that a legend takes in the language in use."""
    sheet = QPixmap(1, 1)
    painter = QPainter(sheet)
    end = legend(painter, 0.0, 0.0, theme)
    painter.end()
    return end
