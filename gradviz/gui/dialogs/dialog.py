"""What all dialogs have in common: margins, the row of buttons, an end that leaves nothing behind."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from gradviz.gui.dialogs.buttons import write_buttons
from gradviz.gui.dialogs.reading import Reading

MARGIN, GAP = 18, 16


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
        self.text = Reading(self)
        self.text.setOpenExternalLinks(True)
        self.column.addWidget(self.text)
        self.add_buttons(QDialogButtonBox.StandardButton.Close)
