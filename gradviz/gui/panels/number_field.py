"""A field for one number: point or comma, fractions, pi/4; what cannot be read costs nobody the old value."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget

from gradviz.errors import ReadError
from gradviz.graph.number_box import read_number, shortest
from gradviz.gui import fonts
from gradviz.numerals import MINUS, Numerals

SIZES = (14, 13, 12, 11)
"""Type sizes in px, tried until a rounded number is seen whole."""

TEXT_MARGIN = 2
"""What Qt leaves free on either side of a field's text, px."""

_KEEPS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
"""Keys that do not begin to edit."""


class NumberField(QLineEdit):
    """Shows a number rounded, and in full from its beginning while it is edited.

    Return enters what was typed. What is no number stays to be mended: Esc or leaving the field restores the old one.
    """

    # a number was entered
    entered = Signal(float)
    # what was entered is no number: the ReadError
    refused = Signal(object)
    # the old value or a new one is shown again
    mended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("number")
        self.setFont(fonts.mono(SIZES[0]))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(60)
        self._number = 0.0
        self._numerals = Numerals()
        self._editing = False
        self.returnPressed.connect(self._enter)

    def show_number(self, number: float, numerals: Numerals) -> None:
        """Show ``number``; what is being typed is left alone."""
        self._number, self._numerals = number, numerals
        if not (self.hasFocus() and self.isModified()):
            self._write(self._editing)

    def _write(self, editing: bool) -> None:
        """Show the number: in full to be edited, otherwise rounded."""
        self._editing = editing
        self.setText(self._to_edit() if editing else self._numerals.text(self._number))
        self.setToolTip(self._numerals.full(self._number))
        self.setModified(False)
        self._fit()
        if editing or self.hasFocus():
            self._select_from_the_end()
        else:
            self.home(False)
        self.mended.emit()

    def _to_edit(self) -> str:
        """The number in full; a third is not lost in its digits."""
        simple = shortest(self._number)
        return simple.replace("-", MINUS) if simple else self._numerals.full(self._number)

    def _select_from_the_end(self) -> None:
        """Select all with the cursor at the beginning, which is what is seen of a long text."""
        self.end(False)
        self.home(True)

    def _fit(self) -> None:
        """The largest type in which a rounded number is seen whole; one that is edited may scroll."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        room = inside.width() - 2 * TEXT_MARGIN
        sizes = [fonts.mono(px) for px in (SIZES[:1] if self._editing else SIZES)]
        self.setFont(next((font for font in sizes if fonts.width(self.text(), font) <= room), sizes[-1]))

    def _enter(self) -> None:
        """Take what was typed; what is no number stays in the field."""
        if not self.isModified():
            self._write(False)
            return
        try:
            number = read_number(self.text())
        except ReadError as error:
            self.refused.emit(error)
            return
        self._number = number
        self.setModified(False)
        self.entered.emit(number)
        self._write(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.isModified():
            self._write(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            return
        if self.isModified():
            self._enter()
        self._write(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self._editing:
            self._write(True)

    def event(self, event: QEvent) -> bool:
        """Esc belongs to the field while something is typed, whatever it means elsewhere in the window."""
        if event.type() == QEvent.Type.ShortcutOverride and self.isModified():
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            self._write(False)
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if not self._editing and plain and event.key() not in _KEEPS:
            self._write(True)
        super().keyPressEvent(event)
