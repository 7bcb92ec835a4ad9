"""How the command line says what went wrong: one sentence, the line of the text, a caret under the place."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Mapping
from typing import Any, TextIO

from gradviz.errors import GradvizError, OutputError, Span
from gradviz.i18n import Message, tr

WIDTH = 100
"""Columns of a quoted line; of a longer one the part around the caret is shown."""


def print_error(error: GradvizError, text: str | None, out: TextIO) -> None:
    """The sentence, then the line of ``text`` with a caret where the error has a place in it, then the hint."""
    print(said(_one_line(str(error))), file=out)
    if text is not None and error.line is not None and error.span is not None:
        for line in quoted(text, error.line, error.span):
            print(line, file=out)
    if error.hint is not None:
        print("  " + _one_line(tr("hint: {hint}", hint=error.hint)), file=out)


def said(sentence: str) -> str:
    """``sentence`` as the first line of an error."""
    return "gradviz: " + tr("error: {sentence}", sentence=sentence)


def _one_line(sentence: str) -> str:
    """``sentence`` with what was quoted in it made visible: no line breaks, nothing that steers a terminal."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in sentence)


def quoted(text: str, number: int, span: Span) -> list[str]:
    """Line ``number`` (0-based) of ``text`` and carets under ``span``; empty when there is nothing to quote."""
    lines = text.split("\n")
    if number >= len(lines) or not lines[number].strip():
        return []
    line, start, end = _window(lines[number].removesuffix("\r"), span)
    head = f"  {number + 1} | " if len(lines) > 1 else "    "
    blank = " " * (len(head) - 2) + "| " if len(lines) > 1 else head
    carets = "^" * max(1, _columns(line[start:end]))
    return [head + line, blank + " " * _columns(line[:start]) + carets]


def _window(line: str, span: Span) -> tuple[str, int, int]:
    """The line without control characters, cut to :data:`WIDTH` around the span, and the span in it."""
    plain = "".join(sign if sign.isprintable() else " " for sign in line)
    start, end = span
    if len(plain) <= WIDTH:
        return plain, start, end
    first = max(0, min(start - WIDTH // 3, len(plain) - WIDTH))
    cut = plain[first : first + WIDTH]
    left = "…" if first else ""
    right = "…" if first + WIDTH < len(plain) else ""
    start, end = start - first, min(end - first, WIDTH)
    return left + cut + right, start + len(left), end + len(left)


def _columns(text: str) -> int:
    """Columns a terminal gives to ``text``: two for wide letters, none for combining ones."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def no_stdout() -> OutputError:
    """The error for a standard output that is closed or full."""
    return OutputError("stdout", Message("The result cannot be written to the standard output."))


def print_result(line: str) -> None:
    """A line of the result on stdout; :class:`OutputError` where that was closed before we began."""
    if sys.stdout is None:
        raise no_stdout()
    print(line)


def print_json(data: Mapping[str, Any]) -> None:
    """A JSON object on stdout, one top-level field a line; escaped where stdout cannot write every letter."""
    escape = "utf" not in (getattr(sys.stdout, "encoding", None) or "").lower()
    fields = (f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=escape)}" for name, value in data.items())
    print_result("{" + ",\n ".join(fields) + "}")
