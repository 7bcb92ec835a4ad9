"""How the program's table is painted around its text: header, line numbers, beside each line its value and gradient."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gradviz.graph.graph import Graph
from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_text, number_in
from gradviz.gui.panels.program_edit import ROW
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.numerals import NOT_COMPUTED, Numerals
from gradviz.timeline.frame import Frame, NodeFrame

GUTTER = 44
INDENT = 16
HEADER = 30
COLUMN, NARROW_COLUMN = 104, 88
NARROW = 560
"""In an editor narrower than this (in px) the columns stand closer."""

VALUE_WIDTH = 78
BETWEEN = 8  # px at least before a number
RIGHT = 16
NUMBER_PX = 14
NUMBER_SIZES = (14, 13, 12, 11)


def value_right(width: int) -> int:
    """Where the column of values ends, in an editor ``width`` px wide."""
    return width - RIGHT - (COLUMN if width >= NARROW else NARROW_COLUMN)


@dataclass(frozen=True)
class Numbers:
    """The numbers of one instant; ``stale`` while they are of an earlier text."""

    graph: Graph
    frame: Frame
    numerals: Numerals
    stale: bool

    def of_line(self, line: int) -> NodeFrame | None:
        """What is known of the node that a line of the text makes; None where it makes none."""
        typed = next((each for each in self.graph.lines if each.line == line), None)
        if typed is None or typed.node >= len(self.frame.nodes):
            return None
        return self.frame.nodes[self.graph.value_node(typed.node)]


@dataclass(frozen=True)
class Table:
    """All that is to be seen around a text, ``width`` px wide; the row of line ``current`` stands out."""

    theme: Theme
    width: int
    current: int | None
    numbers: Numbers | None

    def columns(self) -> tuple[tuple[int, int, str, str], ...]:
        """Right edge, room for a number, name and colour of each."""
        values, gradients = value_right(self.width), self.width - RIGHT
        return (
            (values, VALUE_WIDTH - BETWEEN, tr("value"), self.theme.value),
            (gradients, gradients - values - BETWEEN, tr("gradient"), self.theme.gradient),
        )


def paint_header(painter: QPainter, table: Table) -> None:
    """What stands in the columns, above them."""
    font, middle = fonts.ui(12, 600), 17.0
    base = fonts.baseline(font, middle)
    draw_text(painter, (GUTTER + INDENT, base), tr("Program"), fonts.ui(12, 500), color(table.theme.muted))
    for right, _, text, ink in table.columns():
        draw_text(painter, (right - fonts.width(text, font), base), text, font, color(ink))


def paint_row(painter: QPainter, table: Table, line: int, top: float) -> None:
    """Everything of one line but its text; ``top`` is its upper edge in px below the header."""
    row = QRectF(0, HEADER + top, table.width, ROW)
    current = line == table.current
    if current:
        painter.fillRect(row, color(table.theme.chrome))
    number = str(line + 1)
    font = fonts.mono(12, bold=current)
    ink = table.theme.text if current else table.theme.muted
    base = fonts.baseline(font, row.center().y())
    draw_text(painter, (GUTTER - 12 - fonts.width(number, font), base), number, font, color(ink))
    if table.numbers is not None:
        _paint_numbers(painter, table, table.numbers, line, row)


def _paint_numbers(painter: QPainter, table: Table, numbers: Numbers, line: int, row: QRectF) -> None:
    node = numbers.of_line(line)
    if node is None:
        return
    base = fonts.baseline(fonts.mono(NUMBER_PX), row.center().y())
    for (right, room, _, ink), number in zip(table.columns(), (node.value, node.gradient), strict=True):
        text, used = NOT_COMPUTED, fonts.ui(NUMBER_PX)
        if number is not None:
            text, used = number_in(room, number, numbers.numerals, NUMBER_SIZES)
        quiet = table.theme.muted if line == table.current else table.theme.grey
        shown = ink if number and not numbers.stale else quiet
        draw_text(painter, (right - fonts.width(text, used), base), text, used, color(shown))
