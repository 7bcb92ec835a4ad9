"""One path in a row: the names along it, its local derivatives and their product; and the row of the sum."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gradviz.autodiff.paths import Path, Paths
from gradviz.explain.wires import name_of_wire
from gradviz.graph.graph import Gate, Graph
from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_pill, draw_text, pen
from gradviz.gui.panels.paths.line import AIR, LINE, Token, draw, joined, lines
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.numerals import TIMES, Numerals

PAD_X, PAD_Y = 10, 6
RESULT_PX = 15
ARROW = "→"
MOST_ADDENDS = 12
"""A sum of more products is not written out."""


class Row(QWidget):
    """Lines of names above, a calculation below, its result at the right edge."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.names: tuple[Token, ...] = ()
        self.numbers: tuple[Token, ...] = ()
        self.sign = self.result = ""
        self.ink = theme.gradient
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_line(self, names: tuple[Token, ...], numbers: tuple[Token, ...], sign: str, result: str, ink: str) -> None:
        """Show other names and numbers."""
        self.names, self.numbers, self.sign, self.result, self.ink = names, numbers, sign, result, ink
        self.setAccessibleName(" ".join((*(token.text for token in (*names, *numbers)), sign, result)))
        self.updateGeometry()
        self.update()

    def _room(self, width: float) -> float:
        """What the result leaves to the calculation."""
        sign = fonts.width(self.sign, fonts.ui(RESULT_PX)) + 2 * AIR if self.sign else AIR
        return width - 2 * PAD_X - fonts.width(self.result, fonts.mono(RESULT_PX, True)) - sign

    def _rows(self, width: float) -> tuple[int, int]:
        """Lines of names and of numbers; without numbers the result stands beside the names."""
        return lines(self.names, width - 2 * PAD_X if self.numbers else self._room(width)), lines(
            self.numbers, self._room(width)
        )

    def heightForWidth(self, width: int) -> int:
        return LINE * max(sum(self._rows(width)), 1) + 2 * PAD_Y

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, LINE + 2 * PAD_Y)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        width = float(self.width())
        above, below = self._rows(width)
        draw(painter, self.names, PAD_X, PAD_Y, width - 2 * PAD_X if self.numbers else self._room(width))
        draw(painter, self.numbers, PAD_X, PAD_Y + above * LINE, self._room(width))
        middle = PAD_Y + (max(above + below, 1) - 0.5) * LINE
        font, sign = fonts.mono(RESULT_PX, True), fonts.ui(RESULT_PX)
        x = width - PAD_X - fonts.width(self.result, font)
        draw_text(painter, (x, fonts.baseline(font, middle)), self.result, font, color(self.ink))
        start = (x - AIR - fonts.width(self.sign, sign), fonts.baseline(sign, middle))
        draw_text(painter, start, self.sign, sign, color(self.theme.muted))

    def _paint_ground(self, painter: QPainter) -> None:
        """Nothing lies under the sum but a rule above it."""
        painter.fillRect(QRectF(0, 0, self.width(), 1), color(self.theme.strong_line))


class PathRow(Row):
    """A path that can be pointed at and chosen."""

    # the mouse or the keyboard is on it, or has left: whether it is
    pointed = Signal(bool)
    # it was clicked, or chosen with Return
    asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.chosen = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_path(self, graph: Graph, path: Path, numerals: Numerals) -> None:
        """Show another path."""
        theme, product = self.theme, path.product
        inks = (theme.text if product else theme.grey, theme.muted)
        names = _names(graph, path)
        factors = [_written(factor, exact, numerals) for factor, exact in zip(path.factors, path.exact, strict=True)]
        factors = [f"({text})" if text.startswith("−") and place else text for place, text in enumerate(factors)]
        alone = len(factors) < 2
        self.show_line(
            joined("name", names, ARROW, inks),
            () if alone else joined("number", factors, TIMES, inks),
            "" if alone else numerals.product_sign(path.factors, product),
            factors[0] if len(factors) == 1 else numerals.text(product),
            theme.gradient if product else theme.grey,
        )
        self.setToolTip(numerals.full(product))

    def set_chosen(self, chosen: bool) -> None:
        """Mark it as the one that stays lit."""
        self.chosen = chosen
        self.update()

    def _paint_ground(self, painter: QPainter) -> None:
        theme, band = self.theme, QRectF(self.rect())
        if self.chosen:
            painter.fillRect(band, color(theme.gradient_tint))
            painter.fillRect(QRectF(0, 0, 3, band.height()), color(theme.gradient))
        elif self.underMouse():
            painter.fillRect(band, color(theme.chip))
        painter.fillRect(QRectF(0, 0, band.width(), 1), color(theme.line))
        if self.hasFocus():
            ring = band.adjusted(1, 1.5, -1, -1)
            draw_pill(painter, ring, 5, color(theme.panel, 0), pen(color(theme.value), 1.4))

    # what a person does -----------------------------------------------------------------------------------------------

    def enterEvent(self, event: QEnterEvent) -> None:
        self.pointed.emit(True)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(False)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.pointed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed.emit(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
        else:
            event.ignore()


def _names(graph: Graph, path: Path) -> list[str]:
    """The names along a path; a branch has its own where another one leads to the same gate, as in ``x*x``."""
    names: list[str] = []
    for wire in (graph.wires[each] for each in path.wires):
        rivals = [each for each in graph.into[wire.target] if each.source == wire.source]
        if isinstance(graph.nodes[wire.target], Gate):
            names.append(name_of_wire(graph, wire).drawn if len(rivals) > 1 else graph.labels[wire.source])
    return [*names, graph.labels[path.nodes[-1]]]


class SumRow(Row):
    """The sum of the products."""

    def show_sum(self, ways: Paths, numerals: Numerals) -> None:
        """Add up the products of ``ways``, which are listed."""
        assert ways.listed is not None and ways.total is not None
        theme, products = self.theme, [path.product for path in ways.listed]
        terms = [numerals.term(product) if place else numerals.text(product) for place, product in enumerate(products)]
        if len(terms) > MOST_ADDENDS:
            terms = [*terms[:2], "…", terms[-1]]
        self.show_line(
            (Token("word", tr("sum"), theme.muted),),
            joined("number", terms, "+", (theme.text, theme.muted)),
            numerals.sum_sign(products, ways.total),
            numerals.text(ways.total),
            theme.gradient,
        )


def _written(factor: float, is_exact: bool, numerals: Numerals) -> str:
    return numerals.factor(factor) if is_exact else numerals.text(factor)
