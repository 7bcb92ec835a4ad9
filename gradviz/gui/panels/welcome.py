"""What is shown while there is no graph: three examples, recent files, a place to drop one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_pill, draw_text
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.lesson import library

EXAMPLES = ("lecture-exp", "circuit-patterns", "karpathy-neuron")
RECENT_SHOWN = 4
CARD_WIDTH, CARD_HEIGHT = 208, 128


class Card(QPushButton):
    """One example: its title and its program."""

    def __init__(self, entry: library.Entry, theme: Theme) -> None:
        super().__init__()
        self.entry, self.theme = entry, theme
        self.setObjectName("card")
        self.setFixedHeight(CARD_HEIGHT)
        self.setMinimumWidth(150)
        self.setMaximumWidth(CARD_WIDTH + 40)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.entry.title)
        self.setToolTip(self.entry.note)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(CARD_WIDTH, CARD_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, lit = self.theme, self.underMouse() or self.hasFocus()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        border = QPen(color(theme.value if lit else theme.strong_line), 1.6 if lit else 1.0)
        draw_pill(painter, box, 10, color(theme.panel), border)
        area = box.adjusted(14, 12, -14, -10)
        painter.setFont(fonts.ui(14, 600))
        painter.setPen(color(theme.text))
        wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        title = painter.boundingRect(area, wrap, self.entry.title.partition(":")[0])
        painter.drawText(area, wrap, self.entry.title.partition(":")[0])
        painter.setClipRect(area)
        font, y = fonts.mono(12), title.bottom() + 20
        for line in self.entry.program.strip().splitlines():
            if y > area.bottom() + 2:
                break
            draw_text(painter, (area.left(), y), line, font, color(theme.value))
            y += 18


class Welcome(QWidget):
    """The empty state. No wizard: one click, or just type."""

    # a lesson was chosen: its id
    lesson_chosen = Signal(str)
    # a file was chosen: its path
    file_chosen = Signal(object)
    # someone began to write though a card had the keyboard: what was typed
    typed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._paths: tuple[Path, ...] = ()
        self._title, self._hint, self._recent_title, self._drop = QLabel(), QLabel(), QLabel(), QLabel()
        self.cards = [Card(library.entry(id), theme) for id in EXAMPLES]
        self._recent = QVBoxLayout()
        self._lay_out()
        self.set_theme(theme)
        self.retranslate()

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(10)
        self._title.setFont(fonts.ui(20, 600))
        self._hint.setFont(fonts.ui(14))
        self._hint.setWordWrap(True)
        self._recent_title.setFont(fonts.ui(12, 600))
        self._drop.setFont(fonts.ui(13))
        row.setSpacing(14)
        row.addStretch(1)
        for card in self.cards:
            card.clicked.connect(lambda _=False, id=card.entry.id: self.lesson_chosen.emit(id))
            row.addWidget(card, 4)
        row.addStretch(1)
        column.addStretch(2)
        for label in (self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(12)
        column.addLayout(row)
        column.addSpacing(14)
        column.addWidget(self._recent_title, 0, Qt.AlignmentFlag.AlignHCenter)
        self._recent.setSpacing(2)
        column.addLayout(self._recent)
        column.addSpacing(8)
        column.addWidget(self._drop, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def list_recent(self, paths: Iterable[Path]) -> None:
        """The files opened last that are still there."""
        self._paths = tuple(path for path in paths if path.is_file())[:RECENT_SHOWN]
        while (item := self._recent.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.deleteLater()
        for path in self._paths:
            button = QPushButton(path.name)
            button.setObjectName("link")
            button.setToolTip(str(path))
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _=False, path=path: self.file_chosen.emit(path))
            self._recent.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._recent_title.setVisible(bool(self._paths))

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = theme
        for card in self.cards:
            card.theme = theme
            card.update()
        for label in (self._hint, self._recent_title, self._drop):
            label.setStyleSheet(f"color: {theme.muted}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground is painted: a palette given to a hidden widget does not outlive another style sheet."""
        QPainter(self).fillRect(event.rect(), color(self.theme.canvas))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What neither a card nor a link could use is the beginning of a program."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.text().isprintable() and event.text() and not held:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self._title.setText(tr("Type an expression above"))
        self._hint.setText(tr("It becomes a graph while you type. Or begin with an example:"))
        self._recent_title.setText(tr("Recent files"))
        self._drop.setText(tr("or drop a file here"))
        for card in self.cards:
            card.retranslate()
