"""Refusals of brackets that do not pair and of what is missing between two signs."""

from __future__ import annotations

from gradviz.errors import Fix, ReadError, Span
from gradviz.i18n import Message
from gradviz.language.wording.calls import write


def unclosed(line: int, span: Span, bracket: str, fix: Fix | None = None) -> ReadError:
    message = Message("This {bracket} is never closed.", bracket=bracket)
    return ReadError("unclosed", message, line=line, span=span, unfinished=True, fix=fix)


def unmatched(line: int, span: Span, bracket: str, opener: str, fix: Fix) -> ReadError:
    message = Message("This {bracket} has no {opener} before it.", bracket=bracket, opener=opener)
    return ReadError(
        "unmatched",
        message,
        Message("Delete it, or write {opener} where it belongs.", opener=opener),
        line=line,
        span=span,
        fix=fix,
    )


def mismatched(line: int, span: Span, bracket: str, opener: str, fitting: str) -> ReadError:
    message = Message("This {bracket} cannot close {opener}.", bracket=bracket, opener=opener)
    return ReadError("mismatched", message, write(fitting), line=line, span=span, fix=Fix(span, fitting))


def empty_brackets(line: int, span: Span) -> ReadError:
    return ReadError("empty-brackets", Message("There is nothing inside these brackets."), line=line, span=span)


def nothing_after(line: int, span: Span, sign: str, *, last: bool) -> ReadError:
    return ReadError(
        "missing-operand",
        Message("Something is missing after {sign}.", sign=sign),
        line=line,
        span=span,
        unfinished=last,
    )


def nothing_before(line: int, span: Span, sign: str) -> ReadError:
    return ReadError("missing-operand", Message("Something is missing before {sign}.", sign=sign), line=line, span=span)


def nothing_between(line: int, span: Span, left: str, right: str) -> ReadError:
    return ReadError(
        "missing-operand",
        Message("Something is missing between {left} and {right}.", left=left, right=right),
        line=line,
        span=span,
    )


def missing_argument(line: int, span: Span, function: str) -> ReadError:
    return ReadError(
        "missing-argument", Message("An input of {function} is missing here.", function=function), line=line, span=span
    )


def missing_operator(line: int, span: Span, left: str | None, right: str, gap: Span) -> ReadError:
    """``gap`` is the place between the two operands; ``left`` is None where it cannot be quoted."""
    return ReadError(
        "missing-operator",
        Message("An operator is missing before {right}.", right=right),
        None if left is None else Message("Did you mean {instead}?", instead=f"{left}*{right}"),
        line=line,
        span=span,
        fix=Fix(gap, "*"),
    )
