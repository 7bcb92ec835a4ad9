"""The small parts of a card: the gate's circle, the line about conventions, labels of words."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gradviz.explain.card import Convention
from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_pill, draw_text, greek, pen
from gradviz.gui.theme import Theme
from gradviz.i18n import tr

CIRCLE = 36


def label(html: str, px: int, weight: int = 400, ink: str = "") -> QLabel:
    """Words that wrap and can be marked with the mouse."""
    found = QLabel(html)
    found.setTextFormat(Qt.TextFormat.RichText)
    found.setFont(fonts.ui(px, weight))
    found.setWordWrap(True)
    found.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    found.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    found.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # the card has one for all of it
    if ink:
        found.setStyleSheet(f"color: {ink}")
    return found


def spaced(html: str) -> str:
    """Lines of words with air between them."""
    return f'<div style="line-height: 130%">{html}</div>'


_EXPRESSION = re.compile(r"\S+(?: [-+−*×·/=≈<>] \S+)+")
LONGEST_HELD = 26
"""An expression of more characters may be broken where a line ends."""


def held(words: str) -> str:
    """``words`` with short expressions in them, as ``e³ ≈ 20.09``, kept on one line."""

    def tie(found: re.Match[str]) -> str:
        return found[0].replace(" ", "\u00a0") if len(found[0]) <= LONGEST_HELD else found[0]

    return _EXPRESSION.sub(tie, words)


_UNBROKEN = 24
_WITHIN_NAME = re.compile(rf"_(?=\w)|\w{{{_UNBROKEN}}}(?=\w)")


def breakable(words: str) -> str:
    """``words`` in which a long name may go on in the next line: behind its underscores, or wherever it must."""
    return re.sub(rf"\w{{{_UNBROKEN},}}", lambda name: _WITHIN_NAME.sub("\\g<0>\u200b", name[0]), words)


def link(words: str, mark: str, theme: Theme) -> str:
    """Words that can be clicked, in a label that :func:`make_link` has opened to the mouse and the keyboard."""
    style = f"color: {theme.muted}; font-weight: 600; text-decoration: none"
    return f'<a href="#" style="{style}">{escape(words)}&nbsp;{mark}</a>'


def make_link(found: QLabel) -> None:
    """Let the mouse and the keyboard follow the links of a label."""
    flags = Qt.TextInteractionFlag
    found.setTextInteractionFlags(flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard)


class ConventionLine(QFrame):
    """The convention in a few words; a click on the word, or Return, tells it at length or shortly again."""

    # the other length is wanted
    toggled = Signal()

    def __init__(self, said: Convention, theme: Theme, wide: bool) -> None:
        super().__init__()
        self.setObjectName("convention")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 12, 7)
        column.setSpacing(6)
        more = link(tr("Convention"), "▾" if wide else "▸", theme)
        self.brief = label(f"{escape(breakable(said.brief))}&ensp;{more}", 12, ink=theme.muted)
        make_link(self.brief)
        self.brief.linkActivated.connect(lambda _: self.toggled.emit())
        column.addWidget(self.brief)
        if wide:
            column.addWidget(label(spaced(escape(said.text)), 13))


class Circle(QWidget):
    """The gate's circle with its sign, ringed in the colour of the pass."""

    def __init__(self, symbol: str, tone: str, theme: Theme) -> None:
        super().__init__()
        self._symbol, self._theme = greek(symbol), theme
        self._ring = {"value": theme.value, "gradient": theme.gradient}.get(tone, theme.text)
        self.setFixedSize(CIRCLE, CIRCLE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        draw_pill(painter, ring, ring.height() / 2, color(self._theme.panel), pen(color(self._ring), 2.4))
        px = 17 if len(self._symbol) == 1 else 12
        font = next((fonts.ui(size, 600) for size in range(px, 7, -1) if self._fits(size)), fonts.ui(8, 600))
        x = (CIRCLE - fonts.width(self._symbol, font)) / 2
        draw_text(painter, (x, fonts.baseline(font, CIRCLE / 2)), self._symbol, font, color(self._theme.text))

    def _fits(self, px: int) -> bool:
        return fonts.width(self._symbol, fonts.ui(px, 600)) <= CIRCLE - 9
