r"""Refusals of LaTeX: commands nobody knows, arguments that are missing, indices that are no part of a name."""

from __future__ import annotations

from gradviz.errors import Fix, ReadError, Span
from gradviz.i18n import Message
from gradviz.language.wording import signs
from gradviz.language.wording.calls import write
from gradviz.language.wording.signs import bad_character


def unknown_command(line: int, span: Span, command: str, meant: str | None, *, unfinished: bool) -> ReadError:
    hint = None if meant is None else Message("Did you mean {instead}?", instead=meant)
    return ReadError(
        "unknown-command",
        Message("There is no command {command}.", command=command),
        hint,
        line=line,
        span=span,
        unfinished=unfinished,
        fix=None if meant is None else Fix(span, meant),
    )


def missing_argument(line: int, span: Span, command: str, *, last: bool) -> ReadError:
    return ReadError(
        "missing-argument",
        Message("Something in braces is missing behind {command}.", command=command),
        write(rf"{command}{{a}}{{b}}" if command.endswith("frac") else f"{command}{{x}}"),
        line=line,
        span=span,
        unfinished=last,
    )


def several_digits(line: int, span: Span, script: str, digits: str) -> ReadError:
    """``x^12``: LaTeX takes the first digit only."""
    instead = f"{script}{{{digits}}}"
    message = Message("Without braces LaTeX takes only {digit} of {digits}.", digit=digits[0], digits=digits)
    return ReadError("missing-operator", message, write(instead), line=line, span=span, fix=Fix(span, instead))


def decimal_comma(text: str, line: int, span: Span) -> ReadError:
    """``0{,}5``, as commas inside numbers are written in LaTeX."""
    comma = text.index("{", span[0])
    return signs.decimal_comma(line, (comma, comma + 3), text[slice(*span)].replace("{,}", "."))


def root(line: int, span: Span, instead: str, fix: Fix | None) -> ReadError:
    return ReadError(
        "unsupported", Message("Only the square root is a gate."), write(instead), line=line, span=span, fix=fix
    )


def strange_index(line: int, span: Span, *, last: bool) -> ReadError:
    message = Message("An index is made of letters and digits.")
    return bad_character(message, write("x_{12}"), line=line, span=span, unfinished=last)


def stray_index(line: int, span: Span) -> ReadError:
    message = Message("An index stands directly behind a name.")
    return bad_character(message, write("x_{1}^{2}"), line=line, span=span)


def base_of_log(line: int, span: Span, command: str, base: str) -> ReadError:
    r"""``\log_2 x``: log_b x = ln x / ln b."""
    message = Message("{command} is the natural logarithm here; of other bases there is no gate.", command=command)
    return ReadError("unsupported", message, write(rf"\ln(x)/\ln({base})"), line=line, span=span)


def strange_name(line: int, span: Span, command: str) -> ReadError:
    message = Message("Between the braces of {command} stands one name.", command=command)
    return bad_character(message, write(rf"{command}{{loss}}"), line=line, span=span)


def line_break(line: int, span: Span) -> ReadError:
    hint = Message("Put what follows on a line of its own.")
    return bad_character(Message("A new line begins here."), hint, line=line, span=span)


def backslash(line: int, span: Span, *, last: bool) -> ReadError:
    message = Message("A command is missing behind the backslash.")
    return bad_character(message, line=line, span=span, unfinished=last)
