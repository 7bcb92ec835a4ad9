"""Fields of the dialogs that the style sheet alone cannot draw: a box with a tick, a choice with a chevron."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QStyle, QStyleOptionButton, QWidget

from gradviz.gui.painting import color, draw_pill, pen

CHEVRON_RIGHT, CHEVRON = 14.0, 4.0  # px from the right edge to its middle; half its width


class Tick(QCheckBox):
    """A check box with a tick in it: what is on is not told by colour alone."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = QRectF(self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            path = QPainterPath(box.topLeft() + QPointF(box.width() * 0.24, box.height() * 0.52))
            path.lineTo(box.topLeft() + QPointF(box.width() * 0.43, box.height() * 0.7))
            path.lineTo(box.topLeft() + QPointF(box.width() * 0.77, box.height() * 0.32))
            painter.strokePath(path, pen(self.palette().color(QPalette.ColorRole.Base), 1.9))
        if self.hasFocus():
            accent = self.palette().color(QPalette.ColorRole.Accent)
            draw_pill(painter, box.adjusted(-2, -2, 2, 2), 6, color(accent.name(), 0), pen(accent, 1.2))
        painter.end()


class Chevron(QWidget):
    """The program's own sign that a combo box opens, at its right end."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box)
        self._box = box
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        width = round(2 * CHEVRON_RIGHT)
        self.setGeometry(self._box.width() - width, 0, width, self._box.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        middle = QPointF(self.width() / 2, self.height() / 2)
        path = QPainterPath(middle + QPointF(-CHEVRON, -CHEVRON / 2))
        path.lineTo(middle + QPointF(0, CHEVRON / 2))
        path.lineTo(middle + QPointF(CHEVRON, -CHEVRON / 2))
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.strokePath(path, pen(self.palette().color(group, QPalette.ColorRole.ButtonText), 1.6))
        painter.end()


class Choice(QComboBox):
    """A combo box with the program's own chevron."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chevron = Chevron(self)


def add_chevrons(dialog: QWidget) -> None:
    """Give the combo boxes of a dialog that Qt has made the program's own chevron."""
    for box in dialog.findChildren(QComboBox):
        Chevron(box)


def make_primary(button: QPushButton) -> None:
    """Give ``button`` the looks of the one that a dialog is about."""
    button.setObjectName("primary")
    button.setDefault(True)
    button.style().unpolish(button)
    button.style().polish(button)
