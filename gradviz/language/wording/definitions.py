"""Refusals of what a line defines or leaves undefined, and of a program without a result."""

from __future__ import annotations

from gradviz.errors import ReadError, Span
from gradviz.i18n import Message


def empty() -> ReadError:
    return ReadError(
        "empty",
        Message("Type an expression, for example {example}.", example="1 + exp(w1*x + w0)"),
        unfinished=True,
    )


def only_functions(line: int, name: str) -> ReadError:
    return ReadError(
        "empty",
        Message("Now write an expression that uses {name}.", name=name),
        line=line,
        unfinished=True,
    )


def reserved(line: int, span: Span, name: str) -> ReadError:
    return ReadError(
        "reserved",
        Message("{name} is the name of a function.", name=name),
        Message("Choose another name."),
        line=line,
        span=span,
    )


def redefined(line: int, span: Span, name: str, first: int) -> ReadError:
    """``first`` is the 0-based line that defines ``name`` already."""
    message = Message("{name} is already defined on line {first}.", name=name, first=first + 1)
    return ReadError("redefined", message, Message("Choose another name."), line=line, span=span)


def repeated_parameter(line: int, span: Span, name: str) -> ReadError:
    message = Message("{name} stands twice among the inputs.", name=name)
    return ReadError("redefined", message, Message("Choose another name."), line=line, span=span)


def used_before_defined(line: int, span: Span, name: str, later: int, *, last: bool) -> ReadError:
    return ReadError(
        "used-before-defined",
        Message("{name} is used here, but only line {later} defines it.", name=name, later=later + 1),
        Message("Move that line up."),
        line=line,
        span=span,
        unfinished=last,
    )


def self_defined(line: int, span: Span, name: str, *, last: bool) -> ReadError:
    return ReadError(
        "self-defined",
        Message("{name} is defined by itself here.", name=name),
        Message("Give the result another name."),
        line=line,
        span=span,
        unfinished=last,
    )


def recursive(line: int, span: Span, name: str, *, last: bool) -> ReadError:
    return ReadError(
        "recursive",
        Message("{name} calls itself, so writing it out would never end.", name=name),
        Message("Write each step as a line of its own."),
        line=line,
        span=span,
        unfinished=last,
    )


def second_equals(line: int, span: Span) -> ReadError:
    return ReadError(
        "unsupported",
        Message("A line has only one =."),
        Message("Put each assignment on a line of its own."),
        line=line,
        span=span,
    )


def strange_target(line: int, span: Span) -> ReadError:
    return ReadError(
        "unsupported",
        Message("Before = stands one name, or a function with names as inputs."),
        Message("Write, for example, a = 2*x or f(x) = 2*x."),
        line=line,
        span=span,
    )
