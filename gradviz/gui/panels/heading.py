"""A quiet heading with a rule behind it, between the parts of a panel."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_text
from gradviz.gui.theme import Theme

HEIGHT = 18


class Heading(QWidget):
    """One heading."""

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__()
        self._text, self._theme = text, theme
        self.setFixedHeight(HEIGHT)

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._text = text
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = fonts.ui(12, 600)
        text = QFontMetricsF(font).elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        draw_text(painter, (0, fonts.baseline(font, HEIGHT / 2)), text, font, color(self._theme.muted))
        start = fonts.width(text, font) + 10
        painter.fillRect(QRectF(start, HEIGHT / 2, self.width() - start, 1), color(self._theme.line))
