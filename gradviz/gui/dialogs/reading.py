"""A text to read: Markdown with air between its paragraphs, code in its own type, tables of facts, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from PySide6.QtCore import QByteArray, QPoint, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QTextBrowser, QWidget

from gradviz.gui import fonts
from gradviz.gui.theme import Theme, ink_drawing
from gradviz.gui.typesetting import typeset

MARGIN = 14
LINE_PERCENT = 130.0
CODE = QTextFormat.Property.BlockCodeFence
INDENT = 22
HEADING_PX = {1: 22, 2: 16}
ICON_PX = 18

FORMULA_SCALE = 0.8
FACT_WIDTH = 174
"""Of the first column in a table of facts: a table without a head."""


class Reading(QTextBrowser):
    """Shows Markdown or HTML. ``theme`` is what pictures are drawn in: ``icon:gates/max`` is a bundled icon,
    ``formula:…`` a formula as percent-encoded LaTeX."""

    def __init__(self, parent: QWidget | None = None, theme: Theme | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setObjectName("reading")
        self.setFont(fonts.ui(13))
        self.document().setDocumentMargin(MARGIN)
        self.document().setIndentWidth(INDENT)

    def set_html(self, html: str, theme: Theme) -> None:
        """Show a text as HTML in the colours of ``theme``."""
        self.document().setDefaultStyleSheet(f"a {{ color: {theme.value}; }}")
        self.setHtml(html)

    def set_markdown(self, markdown: str) -> None:
        """Show a text as Markdown, from its beginning."""
        document = self.document()
        document.setMarkdown(markdown)
        for table in _tables(document):
            _dress_table(table, self.theme)
        for block in _blocks(document):
            _space(block)
        for piece, code in tuple(_pieces(document)):
            _cursor(document, piece).setCharFormat(_look(piece, code, document))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def headings(self, level: int) -> list[QTextBlock]:
        """The headings of ``level``, in their order."""
        return [block for block in _blocks(self.document()) if block.blockFormat().headingLevel() == level]

    def show_block(self, block: QTextBlock) -> None:
        """Scroll until ``block`` stands at the top."""
        self.verticalScrollBar().setValue(self._top(block) - MARGIN if block.blockNumber() else 0)
        self.setTextCursor(QTextCursor(block))

    def place(self) -> tuple[int, int]:
        """The block at the top of what is seen, and how many px of it are scrolled away."""
        block = self.cursorForPosition(QPoint(0, 0)).block()
        return block.blockNumber(), self.verticalScrollBar().value() - self._top(block)

    def go_to(self, place: tuple[int, int]) -> None:
        """Scroll to a place of the same text, whatever its pictures have become."""
        number, offset = place
        self.verticalScrollBar().setValue(self._top(self.document().findBlockByNumber(number)) + offset)

    def _top(self, block: QTextBlock) -> int:
        return round(self.document().documentLayout().blockBoundingRect(block).top())

    def loadResource(self, kind: int, url: QUrl | str) -> object:
        name = unquote(QUrl(url).toString(QUrl.ComponentFormattingOption.FullyEncoded))
        scheme, _, what = name.partition(":")
        if self.theme is not None and scheme == "icon":
            return self._drawn(ink_drawing(what, self.theme.text), 1.0, ICON_PX)
        if self.theme is not None and scheme == "formula":
            return self._drawn(typeset(what, self.theme.text), FORMULA_SCALE)
        return super().loadResource(kind, url)

    def _drawn(self, svg: bytes, scale: float, height: int = 0) -> QImage:
        """A drawing as sharp as the screen, ``scale`` times as large as it is or ``height`` px high."""
        drawing, ratio = QSvgRenderer(QByteArray(svg)), self.devicePixelRatioF()
        size = drawing.defaultSize() * (height / drawing.defaultSize().height() if height else scale)
        image = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        drawing.render(painter, QRectF(0, 0, image.width(), image.height()))
        painter.end()
        image.setDevicePixelRatio(ratio)
        return image


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.firstBlock()
    while block.isValid():
        yield block
        block = block.next()


def _pieces(document: QTextDocument) -> Iterator[tuple[QTextFragment, bool]]:
    """Every stretch of one look, and whether it is code."""
    for block in _blocks(document):
        place = block.begin()
        while not place.atEnd():
            piece = place.fragment()
            yield piece, block.blockFormat().hasProperty(CODE) or piece.charFormat().fontFixedPitch()
            place += 1


def _cursor(document: QTextDocument, piece: QTextFragment) -> QTextCursor:
    cursor = QTextCursor(document)
    cursor.setPosition(piece.position())
    cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _look(piece: QTextFragment, code: bool, document: QTextDocument) -> QTextCharFormat:
    """Headings are large, code has a type of its own; pictures stand in the middle of their line."""
    look = piece.charFormat()
    level = document.findBlock(piece.position()).blockFormat().headingLevel()
    if look.isImageFormat():
        look.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    elif level:
        look.clearProperty(QTextFormat.Property.FontSizeAdjustment)  # else Markdown's own size comes on top
        look.setFont(fonts.ui(HEADING_PX.get(level, 16), 600))
    elif code:
        look.setFont(fonts.mono(13))
    return look


def _space(block: QTextBlock) -> None:
    """Air around a paragraph, more above a heading; rows of a table have their own."""
    heading, code = block.blockFormat().headingLevel() > 0, block.blockFormat().hasProperty(CODE)
    if QTextCursor(block).currentTable() is not None:
        return
    look = QTextBlockFormat()
    look.setTopMargin(18 if heading and block.blockNumber() else 0)
    together = code and block.next().blockFormat().hasProperty(CODE)
    look.setBottomMargin(0 if together else 4 if block.textList() and block.next().textList() else 8)
    look.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    QTextCursor(block).mergeBlockFormat(look)


def _tables(document: QTextDocument) -> list[QTextTable]:
    return [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]


def _dress_table(table: QTextTable, theme: Theme | None) -> None:
    """Rules instead of boxes; a table without a head is a table of facts: what it is at the left, quietly."""
    cells = (table.cellAt(0, column) for column in range(table.columns()))
    facts = all(not cell.firstCursorPosition().block().text() for cell in cells)
    look = table.format()
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    look.setBorder(0)
    look.setCellSpacing(0)
    look.setCellPadding(3)
    look.setBottomMargin(10)
    if facts:
        table.removeRows(0, 1)
        look.setHeaderRowCount(0)
        fixed = QTextLength(QTextLength.Type.FixedLength, FACT_WIDTH)
        look.setColumnWidthConstraints([fixed, QTextLength(QTextLength.Type.VariableLength, 0)])
    table.setFormat(look)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            shade = cell.format().toTableCellFormat()
            shade.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
            cell.setFormat(shade)
            if facts and column == 0 and theme is not None:
                quiet = QTextCharFormat()
                quiet.setForeground(QColor(theme.muted))
                cursor = cell.firstCursorPosition()
                cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(quiet)
