"""Stretches of a typed text: where they stand in Qt's document, how they are marked.

Qt counts UTF-16 units, gradviz counts characters; letters such as 𝛼 are two units. All conversion happens here.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from gradviz.errors import Span


def utf16(text: str, characters: int) -> int:
    """How many UTF-16 units the first ``characters`` characters of ``text`` are."""
    return len(text[:characters].encode("utf-16-le")) // 2


def characters(text: str, units: int) -> int:
    """How many characters the first ``units`` UTF-16 units of ``text`` are."""
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))


def difference(old: str, new: str) -> tuple[int, int]:
    """How many characters two different texts have in common at the beginning, and behind that at the end."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    rest = most - start
    return start, next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of one line to be marked: characters ``span`` of line ``line``, in ``ink`` (and ``tint`` behind)."""

    line: int
    span: Span
    ink: str
    tint: str = ""


def cursor_of(document: QTextDocument, mark: Mark) -> QTextCursor:
    """The stretch selected in ``document``; as much of it as there is."""
    block = document.findBlockByNumber(mark.line)
    cursor = QTextCursor(block if block.isValid() else document.lastBlock())
    line = cursor.block().text()
    start, end = (min(utf16(line, at), utf16(line, len(line))) for at in mark.span)
    cursor.setPosition(cursor.block().position() + start)
    cursor.setPosition(cursor.block().position() + end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def wave(document: QTextDocument, mark: Mark) -> QTextEdit.ExtraSelection:
    """A wavy line under the stretch."""
    selection = QTextEdit.ExtraSelection()
    style = QTextCharFormat()
    style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    style.setUnderlineColor(QColor(mark.ink))
    selection.format = style
    selection.cursor = cursor_of(document, mark)
    return selection
