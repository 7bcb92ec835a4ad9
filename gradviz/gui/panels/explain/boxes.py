"""Rows of number boxes: ``upstream × local = contribution``."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gradviz.explain.card import Chip, Product
from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_pill, draw_symbol, draw_text, pen, symbol_width
from gradviz.gui.theme import Theme
from gradviz.notation import Part
from gradviz.numerals import Numerals

CHIP_HEIGHT = 54
CHIP_SIZES = (20, 18, 16, 14, 12, 11)
CAPTION_SIZES = (13, 12, 11)
SIGN_WIDTH = 26
NARROW_SIGN = 20
CHIP_PAD = 10  # px between a number and the edge of its box
ALONE_WIDTH = 110
WIDEST = 150


class ProductRow(QWidget):
    """``upstream × local = contribution`` as boxes."""

    # somebody wants to know more of the wire with this number
    asked = Signal(int)

    def __init__(self, product: Product, theme: Theme, numerals: Numerals, clickable: bool = False) -> None:
        super().__init__()
        self._product, self._theme = product, theme
        self.wire = product.wire if clickable else None
        self.texts = [chip.written(numerals) for chip in product.chips]
        self.setFixedHeight(CHIP_HEIGHT)
        self.setAccessibleName(product.text(numerals))
        if any(chip.number is not None for chip in product.chips):
            full = (numerals.full(chip.number) for chip in product.chips if chip.number is not None)
            self.setToolTip("   ".join(full))
        if self.wire is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def is_about(self, wires: Collection[int]) -> bool:
        """Whether the row shows a result of the current step, or what went along one of ``wires``: a 0 has no frame."""
        return self._product.wire in wires or any(chip.framed for chip in self._product.chips)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(self.wire is not None and event.button() is Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.wire is not None and event.button() is Qt.MouseButton.LeftButton:
            self.asked.emit(self.wire)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.wire is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit(self.wire)
        else:
            event.ignore()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, CHIP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = len(self._product.chips)
        between = SIGN_WIDTH if count <= 3 else NARROW_SIGN
        width = (self.width() - between * (count - 1)) / count if count > 1 else ALONE_WIDTH
        width = min(width, WIDEST)
        fitting = (_largest(text, width - 2 * CHIP_PAD) for text in self.texts)
        number = min(fitting, key=QFont.pixelSize, default=fonts.mono(CHIP_SIZES[0], True))
        x = 0.0
        for place, chip in enumerate(self._product.chips):
            self._paint_chip(painter, QRectF(x, 0, width, CHIP_HEIGHT), chip, self.texts[place], number)
            x += width
            if place < len(self._product.signs):
                font, sign = fonts.ui(16), self._product.signs[place]
                middle = x + (between - fonts.width(sign, font)) / 2
                start = (middle, fonts.baseline(font, CHIP_HEIGHT / 2))
                draw_text(painter, start, sign, font, color(self._theme.muted))
            x += between
        if self.hasFocus():
            ring = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            draw_pill(painter, ring, 8, QColor(Qt.GlobalColor.transparent), pen(color(self._theme.value), 1.4))

    def _paint_chip(self, painter: QPainter, box: QRectF, chip: Chip, text: str, number: QFont) -> None:
        theme = self._theme
        fill, ink = {
            "value": (theme.value_tint, theme.value),
            "gradient": (theme.gradient_tint, theme.gradient),
            "quiet": (theme.chip, theme.text),
        }.get(chip.tone, (theme.chip, theme.grey))
        if chip.framed:
            draw_pill(painter, box.adjusted(0.8, 0.8, -0.8, -0.8), 7, color(fill), pen(color(ink), 1.6))
        else:
            draw_pill(painter, box, 7, color(fill))
        _centred(painter, QPointF(box.center().x(), box.top() + 21), text, number, ink)
        small = theme.muted if ink == theme.grey else ink  # grey on this ground is enough for large figures alone
        _caption(painter, QPointF(box.center().x(), box.top() + 41), chip, box.width() - 6, small)


def _caption(painter: QPainter, at: QPointF, chip: Chip, room: float, ink: str) -> None:
    """The words below a number, a name at their end set as on the canvas, or a symbol."""
    words = chip.caption.removesuffix(chip.name)
    parts = chip.symbol or tuple(part for part in (Part(words, False), Part(chip.name)) if part.text)
    sizes = [fonts.ui(px) for px in CAPTION_SIZES]
    font = next((font for font in sizes if symbol_width(parts, font) <= room), sizes[-1])
    parts = shortened(parts, font, room)
    start = (at.x() - symbol_width(parts, font) / 2, fonts.baseline(font, at.y()))
    draw_symbol(painter, start, parts, font, color(ink))


def shortened(parts: tuple[Part, ...], font: QFont, room: float) -> tuple[Part, ...]:
    """``parts`` with the end of the longest name left out, "learning_r…", as far as ``room`` px ask for it."""
    longest = max((part for part in parts if part.is_name), key=lambda part: len(part.text), default=None)
    if longest is None or symbol_width(parts, font) <= room:
        return parts
    cuts = (Part(longest.text[:end] + "…") for end in range(len(longest.text) - 1, 0, -1))
    tries = (tuple(cut if part == longest else part for part in parts) for cut in cuts)
    return next((each for each in tries if symbol_width(each, font) <= room), parts)


def _largest(text: str, room: float) -> QFont:
    """The largest type for figures in which ``text`` takes at most ``room`` px, otherwise the smallest."""
    sizes = [fonts.mono(px, True) for px in CHIP_SIZES]
    return next((font for font in sizes if fonts.width(text, font) <= room), sizes[-1])


def _centred(painter: QPainter, at: QPointF, text: str, font: QFont, ink: str) -> None:
    x = at.x() - fonts.width(text, font) / 2
    draw_text(painter, (x, fonts.baseline(font, at.y())), text, font, color(ink))
