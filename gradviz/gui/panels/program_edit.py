"""The field the program is typed into: plain text, our undo, marks under exact stretches of it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QPlainTextDocumentLayout, QPlainTextEdit, QWidget

from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_pill
from gradviz.gui.panels.marks import Mark, characters, cursor_of, difference, utf16, wave
from gradviz.gui.pasting import as_typed

ROW = 24
CODE_PX = 16
REVEAL_MARGIN = 48
"""Px of text shown beyond a stretch that was scrolled to."""

OWN_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
"""Keys the field would take for itself though the session has its own undo."""


def sag(font: QFont) -> int:
    """Px by which a field is lowered for the capitals of its text, which hangs from the top of a row, to be in the
    middle of it, as in the columns beside."""
    metrics = QFontMetricsF(font)
    return round(ROW / 2 - metrics.ascent() + metrics.capHeight() / 2)


class Rows(QPlainTextDocumentLayout):
    """Every line is one row of the table, so that the columns beside it are in step."""

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        found = super().blockBoundingRect(block)
        found.setHeight(ROW)
        return found


class ProgramEdit(QPlainTextEdit):
    """The text of a lesson. It never changes the text by itself except by what is typed into it."""

    # the text has changed under the user's hands: the text, the caret in characters from its start
    typed = Signal(str, int)
    # the keyboard went elsewhere
    left = Signal()
    # the mouse is over a character, as (line, column), or over none
    pointed = Signal(object)
    # what was typed until now is one edit, what comes is another: a text is pasted
    paused = Signal()
    # LaTeX was pasted and is written as text: the LaTeX
    understood = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document = QTextDocument(self)
        document.setDocumentLayout(Rows(document))
        document.setDefaultFont(fonts.mono(CODE_PX))
        document.setDocumentMargin(0)
        self.setDocument(document)
        self.setFont(fonts.mono(CODE_PX))
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCursorWidth(2)
        self.viewport().setMouseTracking(True)
        self._steps: tuple[Mark, ...] = ()
        self._linked: tuple[Mark, ...] = ()
        self._pointed: tuple[int, int] | None = None
        self._showing = False
        self.textChanged.connect(self._tell)

    def text(self) -> str:
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Put ``text`` here by changing only what differs, so that caret and scroll bar stay."""
        old = self.text()
        if old == text:
            return
        start, same_end = difference(old, text)
        self._showing = True
        cursor = QTextCursor(self.document())
        cursor.setPosition(utf16(old, start))
        cursor.setPosition(utf16(old, len(old) - same_end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - same_end])
        self._showing = False

    def mark_steps(self, marks: Iterable[Mark]) -> None:
        """Mark what the current step computes: a tint behind, a line below."""
        self._steps = tuple(marks)
        self.viewport().update()

    def mark_linked(self, marks: Iterable[Mark]) -> None:
        """Mark what belongs to what the mouse is over elsewhere: a quiet tint."""
        self._linked = tuple(marks)
        self.viewport().update()

    def mark_problems(self, marks: Iterable[Mark]) -> None:
        """Put wavy lines under what cannot be read."""
        self.setExtraSelections([wave(self.document(), mark) for mark in marks])

    def row_top(self, line: int) -> float | None:
        """The upper edge of a line in px below the top of the field; None where there is no such line."""
        block = self.document().findBlockByNumber(line)
        if not block.isValid():
            return None
        return self.blockBoundingGeometry(block).translated(self.contentOffset()).top()

    def reveal(self, mark: Mark) -> None:
        """Scroll as little as shows the line of ``mark`` and its stretch, the beginning of it where it is long; and
        back to where the lines begin when the stretch is in sight from there."""
        rows, bar = max(self.viewport().height() // ROW, 1), self.verticalScrollBar()
        bar.setValue(min(max(bar.value(), mark.line - rows + 1), mark.line))
        across, rect, width = self.horizontalScrollBar(), self.span_rect(mark), self.viewport().width()
        if rect.right() + across.value() <= width:
            across.setValue(0)
        elif rect.right() > width:
            across.setValue(across.value() + round(min(rect.right() - width + REVEAL_MARGIN, rect.left())))
        elif rect.left() < 0:
            across.setValue(across.value() + round(rect.left()) - REVEAL_MARGIN)

    def span_rect(self, mark: Mark) -> QRectF:
        """Where a stretch of text stands in the viewport, in px."""
        cursor = cursor_of(self.document(), mark)
        ends = []
        for position in (cursor.selectionStart(), cursor.selectionEnd()):
            cursor.setPosition(position)
            ends.append(self.cursorRect(cursor))
        return QRectF(ends[0].left(), ends[0].top(), ends[1].left() - ends[0].left(), ends[0].height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self._linked:
            draw_pill(painter, self.span_rect(mark).adjusted(-2, 0, 3, 0), 3, color(mark.tint))
        for mark in self._steps:
            rect = self.span_rect(mark).adjusted(-2, 0, 3, 0)
            draw_pill(painter, rect, 3, color(mark.tint))
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), color(mark.ink))
        painter.end()
        super().paintEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if any(event.matches(key) for key in OWN_KEYS):
                event.ignore()
                return False
            if not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
                function_key = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
                event.setAccepted(not function_key and event.key() != Qt.Key.Key_Escape)
                return True
        return super().event(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files are opened by the window, not written into the program."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """LaTeX is written as text, other texts as they are."""
        cursor = self.textCursor()
        first, last = (self.document().findBlock(at) for at in (cursor.selectionStart(), cursor.selectionEnd()))
        before = first.text()[: cursor.selectionStart() - first.position()]
        behind = last.text()[cursor.selectionEnd() - last.position() :]
        typed = as_typed(source.text(), before, behind)
        self.paused.emit()
        if typed is None:
            super().insertFromMimeData(source)
        else:
            cursor.insertText(typed)
            self.ensureCursorVisible()
            self.understood.emit(source.text())
        self.paused.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point(self._character_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def _point(self, place: tuple[int, int] | None) -> None:
        if place != self._pointed:
            self._pointed = place
            self.pointed.emit(place)

    def _character_at(self, at: QPointF) -> tuple[int, int] | None:
        """The line and the character under a point of the viewport; None beside the text."""
        cursor = self.cursorForPosition(at.toPoint())
        block = cursor.block()
        top = self.row_top(block.blockNumber())
        if top is None or not top <= at.y() < top + ROW:
            return None
        place = cursor.positionInBlock()
        if self.cursorRect(cursor).left() > at.x():
            place -= 1
        text = block.text()
        column = characters(text, max(place, 0))
        return (block.blockNumber(), column) if place >= 0 and column < len(text) else None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _tell(self) -> None:
        if not self._showing:
            text = self.text()
            self.typed.emit(text, characters(text, self.textCursor().position()))
