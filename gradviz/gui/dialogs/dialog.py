"""What all dialogs have in common: margins, the row of buttons, an end that leaves nothing behind."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from gradviz.gui import fonts
from gradviz.gui.theme import Theme

MARGIN, GAP = 18, 16


class Dialog(QDialog):
    """A dialog over its window that holds nothing up: it is shown by ``open()`` and deleted when it is closed."""

    def __init__(self, title: str, parent: QWidget | None, size: tuple[int, int]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._size = QSize(*size)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.column.setSpacing(GAP)

    def sizeHint(self) -> QSize:
        return self._size

    def add_buttons(self, standard: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
        """The row of buttons at the foot."""
        buttons = QDialogButtonBox(standard, self)
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
        self._dress(self.text.document(), theme)
        self.text.setHtml(html)

    def set_markdown(self, markdown: str, theme: Theme) -> None:
        """Show a text as Markdown in the colours of ``theme``."""
        parsed = QTextDocument()
        parsed.setMarkdown(markdown)
        self.set_html(parsed.toHtml(), theme)

    @staticmethod
    def _dress(document: QTextDocument, theme: Theme) -> None:
        document.setDefaultStyleSheet(f"a {{ color: {theme.value}; }} td {{ color: {theme.text}; }}")
