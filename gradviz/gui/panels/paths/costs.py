"""Three ways to the same gradients, each with a bar as long as its multiplications are many."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gradviz.autodiff.paths import Multiplications
from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_pill, draw_text
from gradviz.gui.theme import Theme
from gradviz.i18n import tr, trn
from gradviz.numerals import Numerals

ROW, BAR, LEAST_BAR = 42, 6, 3
PX, NUMBER_PX = 13, 14


class Costs(QWidget):
    """Shows what all gradients of one output cost."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._cost = Multiplications(0, 0, 0, 0)
        self._numerals = Numerals()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(3 * ROW)

    def show_cost(self, cost: Multiplications, numerals: Numerals) -> None:
        """Compare other numbers."""
        self._cost, self._numerals = cost, numerals
        self.setAccessibleName("; ".join(f"{words}: {number}" for words, number, _ in self.rows()))
        self.update()

    def rows(self) -> list[tuple[str, str, float]]:
        """Words, number and length of the bar as a part of the longest."""
        cost = self._cost
        n = cost.variables
        told = (
            (tr("sum over all paths"), cost.naive),
            (trn("forward mode, {n} pass", "forward mode, {n} passes", n), cost.forward),
            (tr("reverse pass, one for all"), cost.reverse),
        )
        longest = max(cost.naive, 1)
        return [(words, self._numerals.count(number), number / longest) for words, number in told]

    def sizeHint(self) -> QSize:
        return QSize(200, 3 * ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, font, mono = self.theme, fonts.ui(PX), fonts.mono(NUMBER_PX)
        inks = (theme.grey, theme.grey, theme.gradient)
        for place, ((words, number, part), ink) in enumerate(zip(self.rows(), inks, strict=True)):
            top = place * ROW
            draw_text(painter, (0, fonts.baseline(font, top + 13)), words, font, color(theme.text))
            right = self.width() - fonts.width(number, mono)
            shown = theme.gradient if ink == theme.gradient else theme.text
            draw_text(painter, (right, fonts.baseline(mono, top + 13)), number, mono, color(shown))
            draw_pill(painter, QRectF(0, top + 25, self.width(), BAR), BAR / 2, color(theme.chip))
            length = max(part * self.width(), LEAST_BAR if part else 0)
            draw_pill(painter, QRectF(0, top + 25, length, BAR), min(BAR, length) / 2, color(ink))


def why(cost: Multiplications) -> str:
    """Why the reverse pass is the cheapest, in one sentence; where it is not, why."""
    if cost.reverse < cost.forward:
        return tr(
            "The reverse pass wins: it adds up where paths meet and serves all variables at once, so that it meets "
            "every local derivative a single time."
        )
    if cost.reverse < cost.naive:
        return tr(
            "The reverse pass adds up where paths meet, so that it meets every local derivative a single time; here "
            "forward mode does as well."
        )
    return tr("No two paths share a local derivative here: all three ways cost the same.")
