"""Refusals of too much: text, depth, gates, digits; each says the limit and how to stay below it."""

from __future__ import annotations

from gradviz.errors import ReadError, Span
from gradviz.i18n import Message


def line_too_long(line: int, length: int, most: int) -> ReadError:
    return _split(
        line,
        (most, length),
        Message("This line has {length} characters; {most} is the limit.", length=length, most=most),
    )


def too_many_tokens(line: int, span: Span, most: int) -> ReadError:
    return _split(line, span, Message("This line has more than {most} names, numbers and signs.", most=most))


def _split(line: int, span: Span, message: Message) -> ReadError:
    return ReadError("too-long", message, Message("Give its parts names on lines of their own."), line=line, span=span)


def too_many_lines(line: int, most: int) -> ReadError:
    return ReadError(
        "too-long",
        Message("The text has more than {most} lines.", most=most),
        Message("Delete lines, or open a longer text from a file."),
        line=line,
    )


def too_deep(line: int, span: Span, most: int) -> ReadError:
    return _too_high(line, span, Message("The expression is nested deeper than {most} levels here.", most=most))


def too_many_in_a_row(line: int, span: Span, most: int) -> ReadError:
    said = Message("Too many terms or factors in a row: each is one more level of the graph, up to {most}.", most=most)
    return _too_high(line, span, said)


def _too_high(line: int, span: Span, message: Message) -> ReadError:
    return ReadError("too-deep", message, Message("Give its parts names on lines of their own."), line=line, span=span)


def too_many_gates(line: int, span: Span, most: int) -> ReadError:
    return ReadError(
        "too-many-gates",
        Message("The program has more than {most} gates.", most=most),
        Message("Split it into smaller ones."),
        line=line,
        span=span,
    )


def too_many_digits(line: int, span: Span, most: int) -> ReadError:
    return ReadError(
        "number-too-large",
        Message("This number has more than {most} digits.", most=most),
        Message("Round it."),
        line=line,
        span=span,
    )


def number_too_large(line: int, span: Span, most: int) -> ReadError:
    return ReadError(
        "number-too-large",
        Message("This number is too large or too small."),
        Message("Powers of ten go from {least} to {most}.", least=-most, most=most),
        line=line,
        span=span,
    )
