"""A card on the clipboard: its formulas as LaTeX, all of it as text, or as a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QLayout, QMenu, QToolButton, QWidget

from gradviz.explain.card import Card
from gradviz.gui.painting import color
from gradviz.gui.panels.explain.page import Page
from gradviz.gui.theme import Theme, icon
from gradviz.gui.typesetting import Typesetter
from gradviz.i18n import tr
from gradviz.numerals import Numerals

PICTURE_WIDTH = 400
SCALE = 2.0
"""Pixels of a copied picture per pixel on the screen."""


@dataclass(frozen=True)
class Shown:
    """A card and how it is shown now."""

    card: Card
    theme: Theme
    numerals: Numerals


class CopyMenu(QMenu):
    """Copies what ``shown()`` gives; without a card there is nothing to choose."""

    def __init__(self, shown: Callable[[], Shown | None], typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown, self._typesetter = shown, typesetter
        self.latex, self.text, self.picture = (self.addAction("") for _ in range(3))
        self.latex.triggered.connect(lambda: self._copy(lambda shown: shown.card.latex()))
        self.text.triggered.connect(lambda: self._copy(lambda shown: shown.card.plain(shown.numerals)))
        self.picture.triggered.connect(self._copy_picture)
        self.aboutToShow.connect(self.follow)
        self.retranslate()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.latex.setText(tr("Copy as &LaTeX"))
        self.text.setText(tr("Copy as &Text"))
        self.picture.setText(tr("Copy as &Picture"))

    def follow(self) -> None:
        """Formulas can be copied where there are some."""
        shown = self._shown()
        self.latex.setEnabled(shown is not None and bool(shown.card.formulas))

    def button(self, theme: Theme) -> QToolButton:
        """A small button under which the menu opens."""
        found = QToolButton()
        found.setObjectName("copy_card")
        found.setAutoRaise(True)
        found.setIcon(icon("copy", theme, theme.muted))
        found.setIconSize(QSize(16, 16))
        found.setFixedSize(28, 28)
        found.setToolTip(tr("Copy the explanation"))
        found.setAccessibleName(tr("Copy the explanation"))
        found.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        found.clicked.connect(lambda: self.popup(found.mapToGlobal(found.rect().bottomLeft())))
        return found

    def _copy(self, text: Callable[[Shown], str]) -> None:
        if (shown := self._shown()) is not None:
            QGuiApplication.clipboard().setText(text(shown))

    def _copy_picture(self) -> None:
        if (shown := self._shown()) is not None:
            page = Page(shown.card, shown.theme, shown.numerals, self._typesetter)
            QGuiApplication.clipboard().setImage(picture_of(page, PICTURE_WIDTH, shown.theme))
            page.deleteLater()


def picture_of(page: QWidget, width: int, theme: Theme) -> QImage:
    """``page``, which was never shown, as it looks ``width`` px wide."""
    layout = page.layout()
    assert isinstance(layout, QLayout)
    page.ensurePolished()
    layout.activate()
    page.resize(width, layout.totalHeightForWidth(width))
    image = QImage(page.size() * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    image.fill(color(theme.panel))
    painter = QPainter(image)
    page.render(painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    painter.end()
    return image
