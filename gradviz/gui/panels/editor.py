"""The program: line numbers, the text itself, and beside each line its value and gradient."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gradviz.errors import ReadError, Span
from gradviz.graph.graph import Graph, Origin
from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_text, number_in
from gradviz.gui.panels.program_edit import ROW, Mark, ProgramEdit, sag
from gradviz.gui.patience import Notice
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.numerals import NOT_COMPUTED, Numerals
from gradviz.timeline.frame import Frame, Phase

GUTTER = 44
INDENT = 16
HEADER = 30
COLUMN, NARROW_COLUMN = 104, 88
NARROW = 560
"""In an editor narrower than this (in px) the columns stand closer."""

VALUE_WIDTH = 78
BETWEEN = 8  # px at least before a number
RIGHT = 16
BOTTOM = 3
LEAST_ROWS, MOST_ROWS = 3, 6
NUMBER_PX = 14
NUMBER_SIZES = (14, 13, 12, 11)
CARET_ROOM = 14


class Editor(QWidget):
    """The program of the lesson with the numbers of the current step."""

    # the text has changed under the user's hands: the text, the caret in characters from its start
    typed = Signal(str, int)
    # the keyboard went elsewhere
    left = Signal()
    # the mouse is over a character, as (line, column), or over none
    pointed = Signal(object)
    # there may be more lines or longer ones
    wanted_size_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = ProgramEdit(self)
        self.edit.setObjectName("program")
        self.setFocusProxy(self.edit)
        self.theme = theme
        self._notice = Notice()
        self._graph: Graph | None = None
        self._frame: Frame | None = None
        self._numerals = Numerals()
        self.stale = False
        self._revealed = (0, (0, 0))
        self._rows_at_least, self._rows_at_most = LEAST_ROWS, MOST_ROWS
        self.edit.typed.connect(self.typed)
        self.edit.left.connect(self.left)
        self.edit.pointed.connect(self.pointed)
        self.edit.updateRequest.connect(lambda *_: self.update())
        self.edit.textChanged.connect(self.wanted_size_changed)
        self.edit.textChanged.connect(self._mark_step)
        self.retranslate()

    # what is shown ----------------------------------------------------------------------------------------------------

    def show_text(self, text: str) -> None:
        """Show the lesson's text."""
        self.edit.show_text(text)
        self.update()

    def show_frame(self, graph: Graph, frame: Frame, numerals: Numerals) -> None:
        """Show the numbers known at one instant and mark the typed text being computed."""
        self._graph, self._frame, self._numerals = graph, frame, numerals
        self._mark_step()
        self.update()

    def show_linked(self, stretches: Iterable[tuple[int, Span]]) -> None:
        """Mark the stretches (line, span) that belong to what the mouse is over."""
        tint = self.theme.hover
        self.edit.mark_linked(Mark(line, span, self.theme.grey, tint) for line, span in stretches)

    def show_dim(self, dimmed: bool) -> None:
        """The numbers step back: they are of an earlier text."""
        self.stale = dimmed
        self.update()

    def show_nothing(self) -> None:
        """There is no graph: no numbers, no marks."""
        self._graph = self._frame = None
        self.edit.mark_steps(())
        self.update()

    def show_notice(self, notice: Notice) -> None:
        """Underline what cannot be read, red only when it is time to say so."""
        self._notice = notice
        marks = [Mark(each.line or 0, each.span or (0, 1), self._ink(each)) for each in notice.problems]
        marks += [Mark(each.line, each.span, self.theme.strong_line) for each in notice.remarks]
        self.edit.mark_problems(marks)

    def _ink(self, problem: ReadError) -> str:
        right = problem.fix is not None and problem.fix.rewrites
        return self.theme.grey if self._notice.calm or right else self.theme.wrong

    def set_rows(self, least: int, most: int) -> None:
        """How many lines there is room for at least, and at most before the text scrolls."""
        self._rows_at_least, self._rows_at_most = least, most
        self.wanted_size_changed.emit()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = theme
        self.show_notice(self._notice)
        self._mark_step()
        self.update()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.edit.setAccessibleName(tr("Program"))
        self.edit.setPlaceholderText(tr("for example 1 + exp(w1*x + w0)"))
        self.update()

    def current_line(self) -> int | None:
        """The line whose step is being shown."""
        origin = self._frame.origin if self._frame else None
        return origin.line if origin else None

    def _mark_step(self) -> None:
        """Mark what the step computes, as long as the text is the one it was computed from."""
        marks: list[Mark] = []
        if self._graph is not None and self._graph.text != self.edit.text():
            self.edit.mark_steps(marks)
            return
        origin: Origin | None = self._frame.origin if self._frame else None
        forward = self._frame is not None and self._frame.phase is not Phase.BACKWARD
        ink = self.theme.value if forward else self.theme.gradient
        tint = self.theme.value_tint if forward else self.theme.gradient_tint
        while origin is not None:
            marks.append(Mark(origin.line, origin.span, ink, tint))
            origin = origin.definition
        self.edit.mark_steps(marks)
        self._reveal(marks[0] if marks else Mark(0, (0, 0), ink))

    def _reveal(self, mark: Mark) -> None:
        """Keep what is being computed in sight, unless someone is writing; where nobody steps nothing scrolls."""
        if (mark.line, mark.span) != self._revealed:
            self._revealed = (mark.line, mark.span)
            if not self.edit.hasFocus():
                self.edit.reveal(mark)

    # geometry and painting --------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        rows = min(max(self.edit.blockCount(), self._rows_at_least), self._rows_at_most)
        return QSize(640, HEADER + rows * ROW + BOTTOM)

    def minimumSizeHint(self) -> QSize:
        return QSize(GUTTER + INDENT + 150 + 2 * COLUMN, self.sizeHint().height())

    def wanted_width(self) -> int:
        """Px that show every line whole, with the columns close beside them."""
        font = self.edit.font()
        longest = max(fonts.width(line, font) for line in (self.edit.text() or self.edit.placeholderText()).split("\n"))
        return GUTTER + INDENT + round(longest) + CARET_ROOM + VALUE_WIDTH + NARROW_COLUMN + RIGHT

    def resizeEvent(self, event: QResizeEvent) -> None:
        left = GUTTER + INDENT
        scrolls = self.edit.blockCount() > self._rows_at_most
        height = self.height() - HEADER - (BOTTOM if scrolls else 0)
        self.edit.setGeometry(left, HEADER + sag(self.edit.font()), self._value_right() - VALUE_WIDTH - left, height)

    def _value_right(self) -> int:
        return self.width() - RIGHT - (COLUMN if self.width() >= NARROW else NARROW_COLUMN)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), color(self.theme.panel))
        painter.fillRect(QRectF(0, 0, GUTTER, self.height()), color(self.theme.chrome))
        self._paint_header(painter)
        painter.setClipRect(QRectF(0, HEADER, self.width(), self.height() - HEADER))
        for line in range(self.edit.blockCount()):
            self._paint_row(painter, line)

    def _paint_header(self, painter: QPainter) -> None:
        font, middle = fonts.ui(12, 600), 17.0
        base = fonts.baseline(font, middle)
        draw_text(painter, (GUTTER + INDENT, base), tr("Program"), fonts.ui(12, 500), color(self.theme.muted))
        for right, text, ink in (
            (self._value_right(), tr("value"), self.theme.value),
            (self.width() - RIGHT, tr("gradient"), self.theme.gradient),
        ):
            draw_text(painter, (right - fonts.width(text, font), base), text, font, color(ink))

    def _paint_row(self, painter: QPainter, line: int) -> None:
        top = self.edit.row_top(line)
        if top is None or not -ROW < top < self.height():
            return
        row = QRectF(0, HEADER + top, self.width(), ROW)
        current = line == self.current_line()
        if current:
            painter.fillRect(row, color(self.theme.chrome))
        number = str(line + 1)
        font = fonts.mono(12, bold=current)
        ink = self.theme.text if current else self.theme.grey
        base = fonts.baseline(font, row.center().y())
        draw_text(painter, (GUTTER - 12 - fonts.width(number, font), base), number, font, color(ink))
        self._paint_numbers(painter, line, row)

    def _paint_numbers(self, painter: QPainter, line: int, row: QRectF) -> None:
        if self._graph is None or self._frame is None or not self.edit.text().strip():
            return
        typed = next((each for each in self._graph.lines if each.line == line), None)
        if typed is None or typed.node >= len(self._frame.nodes):
            return
        node = self._frame.nodes[self._graph.value_node(typed.node)]
        base = fonts.baseline(fonts.mono(NUMBER_PX), row.center().y())
        values, gradients = self._value_right(), self.width() - RIGHT
        for right, room, number, ink in (
            (values, VALUE_WIDTH - BETWEEN, node.value, self.theme.value),
            (gradients, gradients - values - BETWEEN, node.gradient, self.theme.gradient),
        ):
            text, used = NOT_COMPUTED, fonts.ui(NUMBER_PX)
            if number is not None:
                text, used = number_in(room, number, self._numerals, NUMBER_SIZES)
            shown = ink if number and not self.stale else self.theme.grey
            draw_text(painter, (right - fonts.width(text, used), base), text, used, color(shown))
