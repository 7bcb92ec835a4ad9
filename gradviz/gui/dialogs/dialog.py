"""What all dialogs have in common: margins, the row of buttons, an end that leaves nothing behind."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from gradviz.gui import fonts
from gradviz.gui.dialogs.buttons import write_buttons
from gradviz.gui.theme import Theme

MARGIN, GAP = 18, 16
LINE_PERCENT = 130.0
CODE = QTextFormat.Property.BlockCodeFence


class Dialog(QDialog):
    """A dialog over its window that holds nothing up: it is shown by ``open()`` and deleted when it is closed."""

    def __init__(self, title: str, parent: QWidget | None, size: tuple[int, int]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        room = QSize(*size) if parent is None else QSize(*size).boundedTo(parent.window().size())
        self.resize(room)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.column.setSpacing(GAP)

    def add_buttons(self, standard: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
        """The row of buttons at the foot."""
        buttons = QDialogButtonBox(standard, self)
        write_buttons(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.column.addWidget(buttons)
        return buttons


class Page(Dialog):
    """A dialog with a text to read and a Close button."""

    def __init__(self, title: str, parent: QWidget | None, size: tuple[int, int]) -> None:
        super().__init__(title, parent, size)
        self.text = QTextBrowser(self)
        self.text.setObjectName("reading")
        self.text.setOpenExternalLinks(True)
        self.text.setFont(fonts.ui(13))
        self.text.document().setDocumentMargin(14)
        self.column.addWidget(self.text)
        self.add_buttons(QDialogButtonBox.StandardButton.Close)

    def set_html(self, html: str, theme: Theme) -> None:
        """Show a text as HTML in the colours of ``theme``."""
        self.text.document().setDefaultStyleSheet(f"a {{ color: {theme.value}; }}")
        self.text.setHtml(html)

    def set_markdown(self, markdown: str) -> None:
        """Show a text as Markdown."""
        document = self.text.document()
        document.setMarkdown(markdown)
        block = document.firstBlock()
        while block.isValid():
            _space(block)
            block = block.next()
        for start, end in _code(document):
            cursor = QTextCursor(document)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            look.setFont(fonts.mono(13))
            cursor.mergeCharFormat(look)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)


def _space(block: QTextBlock) -> None:
    """Air around a paragraph, more above a heading."""
    heading, code = block.blockFormat().headingLevel() > 0, block.blockFormat().hasProperty(CODE)
    look = QTextBlockFormat()
    look.setTopMargin(18 if heading and block.blockNumber() else 0)
    look.setBottomMargin(0 if code and block.next().blockFormat().hasProperty(CODE) else 8)
    look.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    QTextCursor(block).mergeBlockFormat(look)
    if heading:
        cursor = QTextCursor(block)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        size = QTextCharFormat()
        size.setFont(fonts.ui(20 if block.blockFormat().headingLevel() < 3 else 15, 600))
        cursor.mergeCharFormat(size)


def _code(document: QTextDocument) -> list[tuple[int, int]]:
    """Where code stands, as ranges of characters."""
    found, block = [], document.firstBlock()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            piece = place.fragment()
            if block.blockFormat().hasProperty(CODE) or piece.charFormat().fontFixedPitch():
                found.append((piece.position(), piece.position() + piece.length()))
            place += 1
        block = block.next()
    return found
