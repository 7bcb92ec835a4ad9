"""A few facts, one a row: what it is at the left, the number at the right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_name, draw_symbol, draw_text, name_baseline
from gradviz.gui.theme import Theme
from gradviz.notation import Part
from gradviz.numerals import NOT_COMPUTED, Numerals

ROW, LOW_ROW = 28, 22
NAME_PX, WORD_PX, NUMBER_PX = 19, 14, 15


@dataclass(frozen=True, slots=True)
class Fact:
    """``kind`` is "value" or "gradient"; with ``is_name`` the text is written as a variable's name, with a
    ``symbol`` as that, in parts."""

    text: str
    number: float | None
    kind: str
    is_name: bool = False
    symbol: tuple[Part, ...] = ()


def _written(fact: Fact, numerals: Numerals) -> str:
    return NOT_COMPUTED if fact.number is None else numerals.text(fact.number)


class Facts(QWidget):
    """Shows facts."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.facts: tuple[Fact, ...] = ()
        self._row = ROW
        self._numerals = Numerals()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_facts(self, facts: tuple[Fact, ...], numerals: Numerals) -> None:
        """Show other facts."""
        self.facts, self._numerals = facts, numerals
        self.setAccessibleDescription("; ".join(f"{fact.text} = {_written(fact, numerals)}" for fact in facts))
        self.updateGeometry()
        self.update()

    def set_low(self, low: bool) -> None:
        """Stand closer together where height is scarce."""
        row = LOW_ROW if low else ROW
        if row != self._row:
            self._row = row
            self.updateGeometry()
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self._row * len(self.facts))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        number_font, font = fonts.mono(NUMBER_PX), fonts.ui(WORD_PX)
        for place, fact in enumerate(self.facts):
            middle = (place + 0.5) * self._row
            if fact.is_name:
                start = (0, name_baseline(fact.text, NAME_PX, middle))
                draw_name(painter, start, fact.text, NAME_PX, color(self.theme.text))
            elif fact.symbol:
                start = (0, fonts.baseline(font, middle))
                draw_symbol(painter, start, fact.symbol, font, color(self.theme.text))
            else:
                draw_text(painter, (0, fonts.baseline(font, middle)), fact.text, font, color(self.theme.text))
            text = _written(fact, self._numerals)
            ink = self.theme.value if fact.kind == "value" else self.theme.gradient
            x = self.width() - fonts.width(text, number_font)
            draw_text(painter, (x, fonts.baseline(number_font, middle)), text, number_font, color(ink))
