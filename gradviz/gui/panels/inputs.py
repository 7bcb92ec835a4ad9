"""The Inputs panel: every variable of the shown graph with its value and its gradient."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from gradviz.autodiff.run import Run
from gradviz.errors import ReadError
from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_text
from gradviz.gui.panels.input_row import BODY_HEIGHT, GAP, GRADIENT_WIDTH, LEFT, ROW, InputRow, body_width
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.lesson.lesson import Role
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame

HEADER = 36
MARGIN = 8
RIGHT = 18
REFUSAL_GAP = 8
VALUE_RIGHT = RIGHT + GRADIENT_WIDTH + GAP + 8
"""From the right edge to where the numbers in the fields end."""


class Header(QWidget):
    """Inputs, value, gradient."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setFixedHeight(HEADER)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, middle = self.theme, HEADER / 2
        painter.fillRect(self.rect(), color(theme.chrome))
        painter.fillRect(0, 0, self.width(), 1, color(theme.strong_line))
        painter.fillRect(0, HEADER - 1, self.width(), 1, color(theme.line))
        font, small = fonts.ui(13, 600), fonts.ui(12, 600)
        draw_text(painter, (RIGHT, fonts.baseline(font, middle)), tr("Inputs"), font, color(theme.text))
        for text, ink, right in ((tr("value"), theme.value, VALUE_RIGHT), (tr("gradient"), theme.gradient, RIGHT)):
            x = self.width() - right - fonts.width(text, small)
            draw_text(painter, (x, fonts.baseline(small, middle)), text, small, color(ink))


class Refusal(QFrame):
    """What is wrong with what stands in a number field, in a place of its own below that row."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._home = parent
        self.row: InputRow | None = None
        self.error: ReadError | None = None
        self.words = QLabel(self)
        self.words.setFont(fonts.ui(12))
        self.words.setWordWrap(True)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(LEFT, 0, RIGHT, REFUSAL_GAP)
        inside.addWidget(self.words)
        self.set_theme(theme)
        self.hide()

    def say(self, row: InputRow, error: ReadError, column: QVBoxLayout) -> None:
        """Show ``error`` below ``row``, which stands in ``column``."""
        self.row, self.error = row, error
        self.retranslate()
        column.removeWidget(self)
        column.insertWidget(column.indexOf(row) + 1, self)
        self.show()

    def hush(self) -> None:
        """All is well again."""
        self.row = self.error = None
        self.hide()
        self.setParent(self._home)

    def retranslate(self) -> None:
        if self.error is not None:
            said = "\n".join(str(each) for each in (self.error.message, self.error.hint) if each)
            self.words.setText(said)
            self.words.setAccessibleName(said)

    def set_theme(self, theme: Theme) -> None:
        self.words.setStyleSheet(
            f"background: {theme.wrong_tint}; color: {theme.wrong}; border-radius: 6px; padding: 5px 10px;"
        )


class Inputs(QWidget):
    """A row a variable; the rows stay while the names do."""

    # name, number: the value asked for
    value_asked = Signal(str, float)
    # name, role: the role asked for
    role_asked = Signal(str, str)
    # a drag is over
    settled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.rows: dict[str, InputRow] = {}
        self._nodes: dict[str, int] = {}
        self._header = Header(theme)
        self._area = QScrollArea(self)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the row that has the keyboard
        self._area.setObjectName("inputs")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.verticalScrollBar().rangeChanged.connect(lambda *_: self._reveal())
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._area, 1)
        self.refusal = Refusal(theme, self)
        self._fill(())
        self.retranslate()

    def show_run(self, run: Run, roles: Mapping[str, Role], numerals: Numerals) -> None:
        """Show the variables of a run with their values."""
        names = tuple(leaf.name for leaf in run.graph.variables)
        self._nodes = {leaf.name: leaf.id for leaf in run.graph.variables}
        self._output = run.graph.output_name
        if names != tuple(self.rows):
            self._fill(names)
        for name, row in self.rows.items():
            row.show_role(roles[name])
            row.show_value(run.bindings[name], numerals)

    def show_frame(self, frame: Frame, numerals: Numerals) -> None:
        """Show the gradients known at one instant."""
        for name, row in self.rows.items():
            if self._nodes[name] < len(frame.nodes):
                row.show_gradient(frame.nodes[self._nodes[name]].gradient, numerals, self._output)

    def show_nothing(self) -> None:
        """There is no graph."""
        self._fill(())

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = self._header.theme = theme
        for row in self.rows.values():
            row.set_theme(theme)
        self.refusal.set_theme(theme)
        self._header.update()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.setAccessibleName(tr("Inputs"))
        for row in self.rows.values():
            row.retranslate()
        self._header.update()
        self.refusal.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._align()

    def _align(self) -> None:
        """Numbers stand below their headings, with and without a scroll bar."""
        bar = self._area.verticalScrollBar().sizeHint().width() if self.height() < self.sizeHint().height() else 0
        for row in self.rows.values():
            row.set_right_margin(RIGHT - bar)

    def sizeHint(self) -> QSize:
        told = self.refusal.heightForWidth(self.width()) if self.refusal.row is not None else 0
        return QSize(364, HEADER + max(len(self.rows), 1) * ROW + told + 2 * MARGIN)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, HEADER + ROW + 2 * MARGIN)

    def _refuse(self, row: InputRow, error: ReadError) -> None:
        self.refusal.say(row, error, self._column)
        self._grow()

    def _calm(self, row: InputRow) -> None:
        if self.refusal.row is row:
            self.refusal.hush()
            self._grow()

    def _grow(self) -> None:
        """There is more or less to show: ask for the room, and keep numbers below their headings."""
        self.updateGeometry()
        self._align()

    def _reveal(self) -> None:
        """Keep what was refused in sight where the rows scroll."""
        if self.refusal.row is not None:
            self._area.ensureWidgetVisible(self.refusal, 0, 0)

    def _fill(self, names: tuple[str, ...]) -> None:
        self.refusal.hush()
        page = QWidget()
        page.setObjectName("page")
        self._column = column = QVBoxLayout(page)
        column.setContentsMargins(0, MARGIN, 0, MARGIN)
        column.setSpacing(0)
        self.rows = {name: self._row(name) for name in names}
        wide = body_width(names)
        for row in self.rows.values():
            row.body.setFixedSize(QSize(wide, BODY_HEIGHT))
            column.addWidget(row)
        column.addStretch(1)
        self._area.setWidget(page)
        self._grow()

    def _row(self, name: str) -> InputRow:
        row = InputRow(name, self.theme)
        row.value_asked.connect(self.value_asked)
        row.role_asked.connect(self.role_asked)
        row.settled.connect(self.settled)
        row.refused.connect(lambda error: self._refuse(row, error))
        row.mended.connect(lambda: self._calm(row))
        return row
