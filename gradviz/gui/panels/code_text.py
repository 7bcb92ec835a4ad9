"""The text of the Code panel: read-only, to be selected and copied, one row a line; its owner paints beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from gradviz.gui import fonts
from gradviz.gui.panels.program_edit import ROW, Rows

SIZES = (16, 15, 14, 13, 12)
"""Px of type, the largest first: the first at which every line is seen whole is used."""


class ReadOnly(QPlainTextEdit):
    """Code to be read, selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def set_inks(self, text: str, selection: str) -> None:
        """Use other colours."""
        self.setStyleSheet(
            f"background: transparent; color: {text}; selection-background-color: {selection}; selection-color: {text}"
        )


class Script(ReadOnly):
    """A whole program, with bars to scroll it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("script")
        self.setFont(fonts.mono(SIZES[-2]))

    def show_text(self, text: str) -> None:
        """Show another program, at the place that was seen of the one before."""
        if text != self.toPlainText():
            at = self.verticalScrollBar().value()
            self.setPlainText(text)
            self.verticalScrollBar().setValue(at)


class CodeText(ReadOnly):
    """Two passes, each under an empty row for a heading. ``heads`` and ``rows`` say on which rows what stands."""

    def __init__(self, beside: int, parent: QWidget | None = None) -> None:
        """``beside`` px at the right are left to what the owner paints there."""
        super().__init__(parent)
        self.setObjectName("code")
        self.setViewportMargins(0, 0, beside, 0)
        document = QTextDocument(self)
        document.setDocumentLayout(Rows(document))
        document.setDocumentMargin(0)
        self.setDocument(document)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.heads: tuple[int, int] = (0, 0)
        self.rows: tuple[range, range] = (range(0), range(0))
        self._use(fonts.mono(SIZES[0]))

    def show_passes(self, forward: Sequence[str], backward: Sequence[str]) -> None:
        """Show the lines of both passes, nothing where there are none."""
        self.heads = (0, len(forward) + 2)
        self.rows = (range(1, 1 + len(forward)), range(len(forward) + 3, len(forward) + 3 + len(backward)))
        self.setPlainText("\n".join(["", *forward, "", "", *backward]) if forward or backward else "")

    def fit(self, width: int) -> None:
        """Use the largest type at which every line is seen whole in ``width`` px, the smallest where none is."""
        longest = max(self.toPlainText().split("\n"), key=len)
        fitting = (px for px in SIZES if fonts.width(longest, fonts.mono(px)) <= width - 8)
        self._use(fonts.mono(next(fitting, SIZES[-1])))

    def _use(self, font: QFont) -> None:
        if font != self.font():
            self.document().setDefaultFont(font)
            self.setFont(font)

    def grey_out(self, rows: Sequence[int], ink: QColor) -> None:
        """Write these rows in ``ink``: they have not run yet."""
        selections = []
        for row in rows:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = QTextCursor(self.document().findBlockByNumber(row))
            selection.cursor.select(QTextCursor.SelectionType.LineUnderCursor)
            selection.format.setForeground(ink)
            selections.append(selection)
        self.setExtraSelections(selections)

    def set_scrolls(self, scrolls: bool) -> None:
        """Whether there are more rows than fit."""
        off, on = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(on if scrolls else off)

    def wanted_height(self) -> int:
        """Px that show every row."""
        return self.blockCount() * ROW

    def row_top(self, row: int) -> float:
        """The upper edge of a row in px below the top of this field."""
        block = self.document().findBlockByNumber(row)
        return self.blockBoundingGeometry(block).translated(self.contentOffset()).top()

    def row_at(self, y: float) -> int | None:
        """The row at ``y`` px below the top; None below the last."""
        first = self.firstVisibleBlock().blockNumber()
        row = first + int((y - self.row_top(first)) // ROW)
        return row if 0 <= row < self.blockCount() else None

    def reveal(self, rows: Sequence[int]) -> None:
        """Scroll as little as shows these rows."""
        if rows:
            bar, shown = self.verticalScrollBar(), max(self.viewport().height() // ROW, 1)
            first, last = min(rows), max(rows)
            bar.setValue(min(max(bar.value(), last - shown + 1), first))
