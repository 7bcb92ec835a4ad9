"""A card on the clipboard: its formulas as LaTeX, all of it as text, or as a picture."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QLayout, QWidget

from gradviz.explain.card import Card
from gradviz.gui.painting import color
from gradviz.gui.theme import Theme
from gradviz.numerals import Numerals

SCALE = 2.0
"""Pixels of a copied picture per pixel on the screen."""


def copy_latex(card: Card) -> None:
    """Copy the formulas, one a line; the whole text where there are none."""
    QGuiApplication.clipboard().setText(card.latex())


def copy_text(card: Card, numerals: Numerals) -> None:
    """Copy all that the card says."""
    QGuiApplication.clipboard().setText(card.plain(numerals))


def copy_picture(page: QWidget, width: int, theme: Theme) -> None:
    """Copy ``page``, which was never shown, as it looks ``width`` px wide."""
    QGuiApplication.clipboard().setImage(picture_of(page, width, theme))


def picture_of(page: QWidget, width: int, theme: Theme) -> QImage:
    """``page`` as it looks ``width`` px wide."""
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
