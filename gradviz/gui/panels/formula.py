"""The program as formulas, typeset beside the window's work: typing never waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from gradviz.export.latex import latex
from gradviz.graph.graph import Graph, Variable
from gradviz.gui.background import Background
from gradviz.gui.painting import color
from gradviz.gui.theme import Theme
from gradviz.gui.typesetting import LONGEST, typeset
from gradviz.i18n import tr

SCALES = (1.0, 0.9, 0.82, 0.75, 0.68, 0.62)
"""Sizes tried, from large to small, until everything fits."""

OMITTED = r"\cdots"
"""Stands in the place of lines for which there is no room."""

MOST_LAST = 8
"""Where not all lines fit, so many of the last ones are tried."""

GAP_X, GAP_Y, MARGIN = 34.0, 9.0, 20.0
NARROW, NARROW_MARGIN = 280, 12.0
REST_MS = 120


@dataclass(frozen=True, slots=True)
class Placed:
    """A formula on the panel."""

    drawing: QSvgRenderer
    rect: QRectF


class Formula(QWidget):
    """Shows the formulas of a graph, as large as they fit; where all of them do not, dots and as many of the last lines
    as there is room for."""

    # other formulas are typeset: another width may suit them
    typeset_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.formulas: tuple[str, ...] = ()
        self._drawings: list[QSvgRenderer] = []
        self._dots: QSvgRenderer | None = None
        self._left_out = False
        self._background = Background(parent=self)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        self._background.answered.connect(self._take)
        self.finish = self._background.finish
        self.retranslate()

    def show_graph(self, graph: Graph | None) -> None:
        """Typeset the lines of ``graph``, soon, without those that only give a variable its value; always the last."""
        formulas: tuple[str, ...] = ()
        if graph is not None:
            *before, last = zip(latex(graph, "board"), graph.lines, strict=True)
            told = (text for text, line in before if not isinstance(graph.nodes[line.node], Variable))
            formulas = (*told, last[0])
        if formulas != self.formulas:
            self.formulas = formulas
            self._rest.start()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = theme
        self._rest.start()
        self.update()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.setAccessibleName(tr("Formula"))

    def _ask(self) -> None:
        formulas, ink = tuple(each for each in self.formulas if len(each) <= LONGEST), self.theme.text
        self._background.ask(lambda: [typeset(formula, ink) for formula in (OMITTED, *formulas)])

    def _take(self, drawings: list[bytes]) -> None:
        dots, *lines = drawings
        self._dots = QSvgRenderer(QByteArray(dots))
        self._drawings = [QSvgRenderer(QByteArray(drawing)) for drawing in lines if drawing]
        self._left_out = len(self._drawings) < len(self.formulas)
        self.setAccessibleDescription("\n".join(self.formulas))
        self.update()
        self.typeset_changed.emit()

    def minimumSizeHint(self) -> QSize:
        return QSize(150, 60)

    def fits(self, width: int) -> bool:
        """Whether a panel ``width`` px wide would have something to show; true while nothing is typeset."""
        return not self._drawings or bool(self._placed_in(width))

    def placed(self) -> list[Placed]:
        """Where the formulas stand."""
        return self._placed_in(self.width())

    def _placed_in(self, width: int) -> list[Placed]:
        if not self._drawings:
            return []
        tries = (self._flow(drawings, scale, width) for drawings in self._choices() for scale in SCALES)
        return next((found for found in tries if found is not None), [])

    def _choices(self) -> Iterator[list[QSvgRenderer]]:
        """What may be shown, from the most to the least: all lines, dots and some of the last, the last alone."""
        dots = [self._dots] if self._dots is not None else []
        yield [*(dots if self._left_out else []), *self._drawings]
        for count in range(min(len(self._drawings) - 1, MOST_LAST), 0, -1):
            yield [*dots, *self._drawings[-count:]]
        yield self._drawings[-1:]

    def _flow(self, drawings: list[QSvgRenderer], scale: float, whole: int) -> list[Placed] | None:
        """Rows of formulas, centred; None where they need more room than there is."""
        margin = MARGIN if whole >= NARROW else NARROW_MARGIN
        width, height = whole - 2 * margin, self.height() - 2 * GAP_Y
        rows: list[list[tuple[QSvgRenderer, float, float]]] = [[]]
        for drawing in drawings:
            size = drawing.defaultSize() * scale
            taken = sum(each[1] + GAP_X for each in rows[-1])
            if rows[-1] and taken + size.width() > width:
                rows.append([])
            rows[-1].append((drawing, size.width(), size.height()))
        heights = [max((each[2] for each in row), default=0.0) for row in rows]
        total = sum(heights) + GAP_Y * (len(rows) - 1)
        if total > height or any(sum(each[1] for each in row) + GAP_X * (len(row) - 1) > width for row in rows):
            return None
        found, y = [], (self.height() - total) / 2
        for row, tall in zip(rows, heights, strict=True):
            x = (whole - sum(each[1] for each in row) - GAP_X * (len(row) - 1)) / 2
            for drawing, wide, high in row:
                found.append(
                    Placed(drawing, QRectF(QPointF(x, y + (tall - high) / 2), QPointF(x + wide, y + (tall + high) / 2)))
                )
                x += wide + GAP_X
            y += tall + GAP_Y
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(self.theme.panel))
        painter.fillRect(0, 0, 1, self.height(), color(self.theme.line))
        for each in self.placed():
            each.drawing.render(painter, each.rect)
