"""A formula on a panel, typeset as soon as it is ready; until then the same as a line of text."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from gradviz.explain.card import Formula
from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_text
from gradviz.gui.theme import Theme
from gradviz.gui.typesetting import Typesetter

LEAST_SCALE = 0.5
TALL, SMALL = 50, 28
"""Heights of a line with and without a fraction at scale 1, before it is typeset."""


class FormulaView(QWidget):
    """One formula, centred, as large as the width allows."""

    def __init__(self, formula: Formula, theme: Theme, typesetter: Typesetter, scale: float = 1.0) -> None:
        super().__init__()
        self._theme, self._typesetter, self._scale = theme, typesetter, scale
        self.formula = formula
        self.drawing: QSvgRenderer | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_formula(formula)

    def show_formula(self, formula: Formula) -> None:
        """Show another formula; while it is typeset, as a line of text."""
        if self.drawing is not None and formula == self.formula:
            return
        self.formula, self.drawing = formula, None
        self.setAccessibleName(formula.text)
        self.setToolTip(formula.text)
        self.setFixedHeight(round((TALL if r"\frac" in formula.latex else SMALL) * self._scale))
        self.look()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme, self.drawing = theme, None
        self.show_formula(self.formula)

    def look(self) -> None:
        """Take the drawing if it is ready by now."""
        if self.drawing is None:
            self.drawing = self._typesetter.drawing(self.formula.latex, self._theme)
            if self.drawing is not None:
                self.setFixedHeight(round(self.drawing.defaultSize().height() * self._scale))
                self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(100, SMALL)

    def placed(self) -> QRectF:
        """Where the drawing stands; narrower than the panel where that is possible."""
        if self.drawing is None:
            return QRectF()
        size = QSizeF(self.drawing.defaultSize())
        scale = min(self._scale, max(self.width() / size.width(), LEAST_SCALE))
        size *= scale
        return QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.drawing is not None:
            self.drawing.render(painter, self.placed())
            return
        font = next((font for px in (18, 16, 14, 12) if self._fits(font := fonts.name(px))), fonts.name(11))
        x = max((self.width() - fonts.width(self.formula.text, font)) / 2, 0)
        at = (x, fonts.baseline(font, self.height() / 2))
        draw_text(painter, at, self.formula.text, font, color(self._theme.text))

    def _fits(self, font: QFont) -> bool:
        return fonts.width(self.formula.text, font) <= self.width()
