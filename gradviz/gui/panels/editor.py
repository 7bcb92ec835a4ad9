"""The program: line numbers, the text itself, and beside each line its value and gradient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gradviz.errors import Span
from gradviz.graph.graph import Graph, Origin
from gradviz.gui import fonts
from gradviz.gui.painting import color
from gradviz.gui.panels.editor_paint import (
    COLUMN,
    GUTTER,
    HEADER,
    INDENT,
    NARROW_COLUMN,
    RIGHT,
    VALUE_WIDTH,
    Numbers,
    Table,
    paint_header,
    paint_row,
    value_right,
)
from gradviz.gui.panels.marks import Mark
from gradviz.gui.panels.program_edit import ROW, ProgramEdit, sag
from gradviz.gui.patience import Notice
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame, Phase

BOTTOM = 3
LEAST_ROWS, MOST_ROWS = 3, 6
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
        self._revealed = Mark(0, (0, 0), "")
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
        self.edit.mark_problems(underlined(notice, self.theme))

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
        before, self._revealed = self._revealed, mark
        if (mark.line, mark.span) != (before.line, before.span) and not self.edit.hasFocus():
            self.edit.reveal(mark)

    def _in_sight(self) -> bool:
        """Whether the row of what is computed is seen, and no one is writing elsewhere."""
        top = self.edit.row_top(self._revealed.line)
        return not self.edit.hasFocus() and top is not None and 0 <= top < self.edit.viewport().height()

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
        seen = self._in_sight()
        self.edit.setGeometry(
            left, HEADER + sag(self.edit.font()), value_right(self.width()) - VALUE_WIDTH - left, height
        )
        if seen:
            self.edit.reveal(self._revealed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), color(self.theme.panel))
        painter.fillRect(QRectF(0, 0, GUTTER, self.height()), color(self.theme.chrome))
        table = self._table()
        paint_header(painter, table)
        painter.setClipRect(QRectF(0, HEADER, self.width(), self.height() - HEADER))
        for line in range(self.edit.blockCount()):
            top = self.edit.row_top(line)
            if top is not None and -ROW < top < self.height():
                paint_row(painter, table, line, top)

    def _table(self) -> Table:
        numbers = None
        if self._graph is not None and self._frame is not None and self.edit.text().strip():
            numbers = Numbers(self._graph, self._frame, self._numerals, self.stale)
        return Table(self.theme, self.width(), self.current_line(), numbers)


def underlined(notice: Notice, theme: Theme) -> Iterator[Mark]:
    """The stretches a notice is about; grey as well where the text is right and only wants another form."""
    for problem in notice.problems:
        right = problem.fix is not None and problem.fix.rewrites
        ink = theme.grey if notice.calm or right else theme.wrong
        yield Mark(problem.line or 0, problem.span or (0, 1), ink)
    for remark in notice.remarks:
        yield Mark(remark.line, remark.span, theme.strong_line)
