"""A card as a page of widgets."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gradviz.explain.card import Card, Section, Sentence
from gradviz.gui import fonts
from gradviz.gui.painting import split_name
from gradviz.gui.panels.explain.boxes import ProductRow
from gradviz.gui.panels.explain.parts import Circle, breakable, held, label, spaced
from gradviz.gui.panels.formula_view import FormulaRows, FormulaView
from gradviz.gui.panels.heading import Heading
from gradviz.gui.theme import Theme
from gradviz.gui.typesetting import Typesetter
from gradviz.numerals import Numerals
from gradviz.timeline.pieces import Piece

NAME_PX = 19
NOTE_NAME_PX = 15
SCALES = (1.0, 0.82)
"""The first formula of a section is larger than what follows from it."""

MOST_COLUMNS, LINE_SIGNS = 3, 34
"""Short equations stand in at most so many columns, and in so few that a row has about so many signs."""

LONG_INDEX = 20
"""An index of more signs may be broken where a line ends."""

CELL = '"padding: 2px 18px 3px 0"'
GAP = 16  # px above a heading
MARGINS = (18, 14, 18, 18)


class Page(QWidget):
    """The page of one card; ``ask(wire)`` is called when a row of numbers is clicked. Where it is ``low``, formulas and
    their numbers come before what a gate does in words."""

    def __init__(
        self,
        card: Card,
        theme: Theme,
        numerals: Numerals,
        typesetter: Typesetter,
        ask: Callable[[int], object] = lambda wire: None,
        *,
        low: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._theme, self._numerals, self._typesetter, self._ask = theme, numerals, typesetter, ask
        self.head = QHBoxLayout()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*MARGINS)
        self.column.setSpacing(0)
        self._add_head(card)
        numbers_first = low and bool(card.formulas)
        if card.text and not numbers_first:
            self._add(self._words(card.text), 10)
        self._several = sum(product.wire is not None for section in card.sections for product in section.products) > 1
        for section in card.sections:
            self._add_section(section)
        if card.text and numbers_first:
            self._add(self._words(card.text), GAP)

    def look(self) -> None:
        """Show the formulas that are ready by now."""
        for view in self.findChildren(FormulaView):
            view.look()
        for rows in self.findChildren(FormulaRows):
            rows.place()
            rows.updateGeometry()

    def _add(self, widget: QWidget, gap: int) -> None:
        self.column.addSpacing(gap)
        self.column.addWidget(widget)

    def _add_head(self, card: Card) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        self.head.setSpacing(12)
        if card.symbol:
            self.head.addWidget(Circle(card.symbol, card.tone, self._theme), 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(label(escape(breakable(held(card.title))), 17, 600))
        if card.subtitle:
            words.addWidget(label(escape(breakable(card.subtitle)), 13, ink=self._theme.muted))
        self.head.addLayout(words, 1)
        self.column.addLayout(self.head)

    @staticmethod
    def _words(text: str) -> QLabel:
        return label(spaced(escape(breakable(held(text)))), 14)

    def _add_section(self, section: Section) -> None:
        self._add(Heading(section.title, self._theme), GAP)
        if section.formulas:
            views = (
                FormulaView(formula, self._theme, self._typesetter, SCALES[min(place, 1)])
                for place, formula in enumerate(section.formulas)
            )
            self._add(FormulaRows(list(views)), 8)
        if section.note:
            html = "".join(self._html(piece, NOTE_NAME_PX) for piece in section.note)
            self._add(label(html, 12, ink=self._theme.muted), 7)
        for product in section.products:
            row = ProductRow(product, self._theme, self._numerals, clickable=self._several)
            row.asked.connect(self._ask, Qt.ConnectionType.QueuedConnection)  # the row itself is made anew
            self._add(row, 8)
        if section.items:
            self._add(self._items(section.items), 7)
        for sentence in section.sentences:
            self._add(self._sentence(sentence, section.warning), 7)

    def _items(self, items: tuple[Sentence, ...]) -> QLabel:
        """Short equations in columns, as many as the longest of them allows; a line never ends inside one."""
        longest = max(sum(len(piece.written(self._numerals)) for piece in item) for item in items)
        columns = max(1, min(MOST_COLUMNS, LINE_SIGNS // longest))
        cells = ["".join(self._html(piece, tied=True) for piece in item) for item in items]
        rows = (cells[start : start + columns] for start in range(0, len(cells), columns))
        drawn = "".join(f"<tr>{''.join(f'<td style={CELL}>{cell}</td>' for cell in row)}</tr>" for row in rows)
        return label(f"<table cellspacing=0>{drawn}</table>", 14)

    def _sentence(self, sentence: Sentence, warning: bool) -> QLabel:
        html = "".join(self._html(piece) for piece in sentence).replace("   ", "&nbsp;&nbsp; ")
        if all(piece.kind == "text" for piece in sentence):
            html = spaced(html)
        return label(html, 14, ink=self._theme.wrong if warning else "")

    def _html(self, piece: Piece, name_px: int = NAME_PX, tied: bool = False) -> str:
        if piece.kind == "symbol":
            return "".join(self._html(part, name_px, tied) for part in piece.parts(self._numerals))
        text = escape(breakable(piece.written(self._numerals)))
        if piece.kind in ("text", "equals"):
            return text.replace(" ", "&nbsp;") if tied else text
        if piece.kind == "name":
            name = split_name(piece.text)
            figures = f"font-family:'{fonts.DIGITS}','{fonts.NAME}'"
            index = escape(_parted(name.subscript)) or ("\u200b" if tied else "")  # cells of one row are equally high
            lowered = f'<sub style="{figures}">{index}</sub>' if index else ""
            style = f"font-family:'{fonts.NAME}'; font-size:{name_px}px"
            return f'<span style="{style}"><i>{escape(breakable(name.base))}{lowered}</i></span>'
        ink = {"value": self._theme.value, "gradient": self._theme.gradient, "unknown": self._theme.grey}
        style = f"font-family:'{fonts.MONO}'; font-weight:700; color:{ink.get(piece.kind, self._theme.text)}"
        return f'<span style="{style}">{text}</span>'


def _parted(index: str) -> str:
    """A long index, which may go on in the next line behind its commas."""
    return index.replace(",", ",\u200b") if len(index) > LONG_INDEX else index
