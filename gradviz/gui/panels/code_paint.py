"""How the listing's table is painted around its text: headings, line numbers, and beside each line its number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter

from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_symbol, draw_text, symbol_width
from gradviz.gui.panels.code_text import ROW
from gradviz.gui.theme import Theme
from gradviz.notation import Part
from gradviz.numerals import NOT_COMPUTED, Numerals
from gradviz.timeline.ledger import Entry

GUTTER, RIGHT = 40, 18
NUMBER_WIDTH = 74
NUMBER_PX = 14
BAR = 3
"""Width in px of the bar before the line at work."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the row of the text it stands on, counted from 0, and its number, counted from 1. A line is ``marked``
    while its node is asked about or under the mouse."""

    row: int
    number: int
    forward: bool
    marked: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The ground, ``width`` px wide; ``top`` gives the upper edge of a row."""

    theme: Theme
    numerals: Numerals
    width: int
    top: Callable[[int], float]

    def paint_head(self, painter: QPainter, row: int, title: str, column: tuple[Part, ...], ink: str) -> None:
        """The heading of a pass and of its column of numbers."""
        font, band = fonts.ui(12, 600), self._band(row)
        base = fonts.baseline(font, band.center().y())
        draw_text(painter, (GUTTER, base), title, font, color(ink))
        draw_symbol(painter, (self.width - RIGHT - symbol_width(column, font), base), column, font, color(ink))

    def paint_row(self, painter: QPainter, row: Row, entry: Entry) -> None:
        """The ground under a line, its number at the left and what it assigns at the right."""
        band, theme = self._band(row.row), self.theme
        if not band.intersects(painter.clipBoundingRect()):
            return
        ink, tint = (theme.value, theme.value_tint) if row.forward else (theme.gradient, theme.gradient_tint)
        if entry.current:
            painter.fillRect(band, color(tint))
            painter.fillRect(QRectF(0, band.top(), BAR, ROW), color(ink))
        elif row.marked:
            painter.fillRect(band, color(theme.chip))
        self._write(painter, (GUTTER - 12, band), str(row.number), fonts.mono(12), theme.muted)
        at = self.width - RIGHT, band
        if entry.number is None:
            self._write(painter, at, NOT_COMPUTED, fonts.ui(NUMBER_PX), theme.muted if entry.current else theme.grey)
        else:
            shown = ink if entry.number else theme.muted if entry.current else theme.grey
            font = fonts.mono(NUMBER_PX, bold=entry.current)
            self._write(painter, at, self.numerals.text(entry.number), font, shown)

    @staticmethod
    def _write(painter: QPainter, at: tuple[float, QRectF], text: str, font: QFont, ink: str) -> None:
        """``at``: where the text ends, and the row it stands in."""
        right, band = at
        place = right - fonts.width(text, font), fonts.baseline(font, band.center().y())
        draw_text(painter, place, text, font, color(ink))

    def _band(self, row: int) -> QRectF:
        return QRectF(0, self.top(row), self.width, ROW)
