"""Turns problems of the text into sayings for the bar below the program, with a fix where one word mends it."""

from __future__ import annotations

from collections.abc import Callable

from gradviz.errors import GradvizError, ReadError, Span
from gradviz.graph.build import VOCABULARY
from gradviz.gui.panels.bar import Saying
from gradviz.gui.patience import Notice
from gradviz.i18n import Message
from gradviz.language.parser import read_text

Replace = Callable[[int, Span, str], None]
"""``replace(line, span, text)``: write ``text`` in place of a stretch of the program."""


def replacement(text: str, problem: ReadError) -> str | None:
    """What to write in place of the problem's span; None unless that really mends the line."""
    instead = dict(problem.hint.values).get("instead") if problem.hint else None
    if not isinstance(instead, str) or problem.line is None or problem.span is None:
        return None
    lines = text.split("\n")
    start, end = problem.span
    lines[problem.line] = lines[problem.line][:start] + instead + lines[problem.line][end:]
    still = read_text("\n".join(lines), VOCABULARY).problems
    return None if any(each.line == problem.line for each in still) else instead


def saying(notice: Notice, text: str, replace: Replace) -> Saying | None:
    """What the bar says of ``notice``; None when there is nothing to say."""
    if notice.problems:
        problem = notice.problems[0]
        if problem.code == "empty":
            return None  # the welcome says it better
        instead = None if notice.calm else replacement(text, problem)
        offers: tuple[tuple[object, Callable[[], None]], ...] = ()
        if instead is not None:
            line, span = problem.line or 0, problem.span or (0, 1)
            offers = ((Message("Write {instead}", instead=instead), lambda: replace(line, span, instead)),)
        hint = problem.hint if problem.hint else ""
        return Saying(_where(problem, text), hint, "calm" if notice.calm else "wrong", offers, closable=False)
    if notice.remarks:
        remark = notice.remarks[0]
        return Saying(remark.message, remark.hint or "", "calm", closable=True)
    return None


def _where(problem: ReadError, text: str) -> Message:
    if "\n" not in text.strip():
        return problem.message
    return Message("Line {n}: {message}", n=(problem.line or 0) + 1, message=problem.message)


def trouble(error: GradvizError) -> Saying:
    """What the bar says of a file that cannot be read or written."""
    return Saying(error.message, error.hint or "")
