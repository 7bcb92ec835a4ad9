"""A thin sheet of the ground's colour over a widget that speaks of an earlier text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gradviz.gui.painting import color
from gradviz.gui.theme import Theme

COVER = 170
"""How much of what lies below is taken back, of 255."""


class Veil(QWidget):
    """Covers ``below`` while it is visible; ``ground`` names the colour behind it. The mouse goes through."""

    def __init__(self, below: QWidget, theme: Theme, ground: str = "panel") -> None:
        super().__init__(below)
        self._below, self._theme, self._ground = below, theme, ground
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        below.installEventFilter(self)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.resize(self._below.size())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), color(getattr(self._theme, self._ground), COVER))
