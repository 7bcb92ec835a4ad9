"""A field for one number: point or comma, fractions, pi/4; what cannot be read costs nobody the old value."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gradviz.errors import ReadError
from gradviz.gui import fonts
from gradviz.language.number_box import read_number
from gradviz.numerals import Numerals


class NumberField(QLineEdit):
    """Shows a number rounded, and in full while it has the keyboard."""

    # a number was entered
    entered = Signal(float)
    # what was entered is no number: the ReadError
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("number")
        self.setFont(fonts.mono(14))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(60)
        self._number = 0.0
        self._numerals = Numerals()
        self.returnPressed.connect(self._apply)

    def show_number(self, number: float, numerals: Numerals) -> None:
        """Show ``number``; what is being typed is left alone."""
        self._number, self._numerals = number, numerals
        if not (self.hasFocus() and self.isModified()):
            self._write()

    def _write(self) -> None:
        shown = self._numerals.full(self._number) if self.hasFocus() else self._numerals.text(self._number)
        self.setText(shown)
        self.setToolTip(self._numerals.full(self._number))
        self.setModified(False)
        if self.hasFocus():
            self.selectAll()

    def _apply(self) -> None:
        if not self.isModified():
            return
        self.setModified(False)
        try:
            number = read_number(self.text())
        except ReadError as error:
            self.refused.emit(error)
        else:
            self._number = number
            self.entered.emit(number)
        self._write()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._write()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._apply()
        self._write()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self._write()
            return
        super().keyPressEvent(event)
