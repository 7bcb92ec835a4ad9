"""A formula on a panel, typeset as soon as it is ready; until then the same as a line of text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, QSizeF
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from gradviz.explain.card import Formula
from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_text
from gradviz.gui.theme import Theme
from gradviz.gui.typesetting import Typesetter

LEAST_SCALE = 0.62
"""A formula that would have to be smaller is broken in front of its signs, a line for each of its parts."""

TALL, SMALL = 50, 28
"""Heights of a line with and without a fraction at scale 1, before it is typeset."""

TEXT_PX = (18, 16, 14, 12, 11)
BREAK_GAP = 8
SIDE_GAP, ROW_GAP = 28, 7
"""Between formulas beside each other, and one below the other."""

_TOKEN = re.compile(r"\\(?:begin|left|end|right|approx|cdot)(?![A-Za-z])|[{}]| = ")
_DEEPER = {"{": 1, r"\begin": 1, r"\left": 1, "}": -1, r"\end": -1, r"\right": -1}


class FormulaView(QWidget):
    """One formula, centred, as large as the width allows; broken into lines where that would be too small to read."""

    def __init__(self, formula: Formula, theme: Theme, typesetter: Typesetter, scale: float = 1.0) -> None:
        super().__init__()
        self._theme, self._typesetter, self._scale = theme, typesetter, scale
        self.formula = formula
        self.drawing: QSvgRenderer | None = None
        self._lines: list[QSvgRenderer] = []
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_formula(formula)

    def show_formula(self, formula: Formula) -> None:
        """Show another formula; while it is typeset, as a line of text."""
        if self.drawing is not None and formula == self.formula:
            return
        self.formula, self.drawing, self._lines = formula, None, []
        self.setAccessibleName(formula.text)
        self.setToolTip(formula.text)
        self.look()
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme, self.drawing = theme, None
        self.show_formula(self.formula)

    def look(self) -> None:
        """Take the drawing if it is ready by now."""
        if self.drawing is None:
            self.drawing = self._typesetter.drawing(self.formula.latex, self._theme)
        self.updateGeometry()
        self.update()

    def natural(self) -> QSizeF:
        """The size that the formula wants; while it is not typeset, that of its text."""
        if self.drawing is not None:
            return QSizeF(self.drawing.defaultSize()) * self._scale
        height = (TALL if r"\frac" in self.formula.latex else SMALL) * self._scale
        return QSizeF(fonts.width(self.formula.text, fonts.name(round(TEXT_PX[0] * self._scale))), height)

    def sizeHint(self) -> QSize:
        return self.natural().toSize()

    def minimumSizeHint(self) -> QSize:
        return QSize(100, SMALL)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        placed = self._placed_in(width)
        return round(placed[-1][1].bottom() if placed else self.natural().height())

    def placed(self) -> QRectF:
        """Where the drawing stands; narrower than the panel where that is possible."""
        found = QRectF()
        for _, rect in self._placed_in(self.width()):
            found = found.united(rect)
        return found.translated(0, (self.height() - found.height()) / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        placed = self._placed_in(self.width())
        for drawing, rect in placed:
            drawing.render(painter, rect.translated(0, (self.height() - placed[-1][1].bottom()) / 2))
        if placed:
            return
        font = next((font for px in TEXT_PX if self._fits(font := fonts.name(px))), fonts.name(TEXT_PX[-1]))
        x = max((self.width() - fonts.width(self.formula.text, font)) / 2, 0)
        at = (x, fonts.baseline(font, self.height() / 2))
        draw_text(painter, at, self.formula.text, font, color(self._theme.text))

    def _drawings(self, width: int) -> list[QSvgRenderer]:
        """The formula, or the lines it is broken into as soon as they are ready; nothing before it is typeset."""
        if self.drawing is None:
            return []
        if width >= self.drawing.defaultSize().width() * min(self._scale, LEAST_SCALE):
            return [self.drawing]
        if not self._lines:
            found = [self._typesetter.drawing(line, self._theme) for line in broken(self.formula.latex)]
            self._lines = [drawing for drawing in found if drawing is not None] if all(found) else []
        return self._lines or [self.drawing]

    def _placed_in(self, width: int) -> list[tuple[QSvgRenderer, QRectF]]:
        """The lines from the top, each as large as the width allows."""
        found, y = [], 0.0
        for drawing in self._drawings(width):
            size = QSizeF(drawing.defaultSize())
            size *= min(self._scale, width / size.width())
            found.append((drawing, QRectF((width - size.width()) / 2, y, size.width(), size.height())))
            y += size.height() + BREAK_GAP
        return found

    def _fits(self, font: QFont) -> bool:
        return fonts.width(self.formula.text, font) <= self.width()


class FormulaRows(QWidget):
    """Formulas that belong together: the first alone, those that follow from it beside each other where they fit."""

    def __init__(self, views: Sequence[FormulaView]) -> None:
        super().__init__()
        self.views = tuple(views)
        for view in views:
            view.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def rows(self, width: int) -> list[list[FormulaView]]:
        """Which formulas stand beside each other."""
        found: list[list[FormulaView]] = []
        for view in self.views:
            follows = len(found) > 1 and self._width([*found[-1], view]) <= width
            found[-1].append(view) if follows else found.append([view])
        return found

    def sizeHint(self) -> QSize:
        return QSize(100, self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        heights = [_tallest(row, width) for row in self.rows(width)]
        return sum(heights) + ROW_GAP * max(len(heights) - 1, 0)

    def place(self) -> None:
        """Give every formula its place."""
        y, width = 0, self.width()
        for row in self.rows(width):
            high = _tallest(row, width)
            x = (width - self._width(row)) / 2 if len(row) > 1 else 0
            for view in row:
                wide = view.natural().width() if len(row) > 1 else width
                view.setGeometry(round(x), y, round(wide), high)
                x += wide + SIDE_GAP
            y += high + ROW_GAP

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    @staticmethod
    def _width(row: Sequence[FormulaView]) -> float:
        return sum(view.natural().width() for view in row) + SIDE_GAP * (len(row) - 1)


def broken(latex: str) -> list[str]:
    r"""A formula in parts, in front of every ``=``, ``\approx`` and ``\cdot`` that stands in no brackets; what has no
    fraction stays with what has none before it."""
    starts, depth = [0], 0
    for found in _TOKEN.finditer(latex):
        sign = found[0]
        depth += _DEEPER.get(sign, 0)
        if sign not in _DEEPER and depth == 0:
            starts.append(found.start())
    parts: list[str] = []
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        part = latex[start:end].strip()
        if parts and r"\frac" not in parts[-1] + part:
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return parts


def _tallest(row: Sequence[FormulaView], width: int) -> int:
    if len(row) == 1:
        return row[0].heightForWidth(width)
    return max(round(view.natural().height()) for view in row)
