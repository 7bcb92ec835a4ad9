"""Refusals of characters and of notation from elsewhere, with what to write instead."""

from __future__ import annotations

from functools import partial
from typing import Any

from gradviz.errors import Fix, ReadError, Span
from gradviz.i18n import N_, Message
from gradviz.language.characters import code_point, describe, is_invisible
from gradviz.language.fix import character_fix, from_module, invisible_fix, latex_fix

_INSTEAD = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "√": "sqrt(x)", "∛": "x^(1/3)", "°": "*pi/180",
    "⁄": "/", "—": "-", "‐": "-", "‑": "-", "‒": "-", "―": "-", "∣": "|", "ǀ": "|", "¦": "|", "•": "*",
    "{": "(", "}": ")", "⟨": "(", "⟩": ")", "’": "'", "‘": "'", "⁺": "^", "₊": "+", "₋": "-", ":": "=", "←": "=",
}  # fmt: skip
"""Character → what to write for it."""

_UNAVAILABLE = {"!": "factorial", "%": "%", "@": "@", "∑": "∑", "∏": "∏", "∫": "∫", "∂": "∂", "∇": "∇", "&": "&"}
"""Character → the operation it stands for, which gradviz has no gate for."""


_INVISIBLE = {
    "\r": N_("a carriage return without a line feed"),
    "\u00ad": N_("a soft hyphen"),
    "\u200b": N_("a zero-width space"),
    "\u200c": N_("a zero-width non-joiner"),
    "\u200d": N_("a zero-width joiner"),
    "\u2060": N_("a word joiner"),
    "\u200e": N_("a direction mark"),
    "\u200f": N_("a direction mark"),
    "\u2028": N_("a line separator"),
    "\u2029": N_("a paragraph separator"),
}


bad_character = partial(ReadError, "bad-character")
"""The error for what cannot stand where it stands, in words of its own."""


def strange_character(text: str, line: int, span: Span) -> ReadError:
    """The error for a character the language does not know, and for known ones that stand where they mean nothing."""
    char = text[span[0]]
    last = not text[span[1] :].strip()
    if is_invisible(char):
        return _invisible(text, line, span)
    if char in _UNAVAILABLE:
        return unavailable(_UNAVAILABLE[char], line, span)
    message = Message("I cannot read {character} here.", character=describe(char))
    hint, fix, unfinished = _character_hint(text, span[0]), character_fix(text, span), char in ".\\" and last
    return bad_character(message, hint, line=line, span=span, unfinished=unfinished, fix=fix)


def _invisible(text: str, line: int, span: Span) -> ReadError:
    char = text[span[0]]
    name = Message(_INVISIBLE.get(char, N_("a character without width")))
    message = Message("Something invisible stands here: {name} ({number}).", name=name, number=code_point(char))
    if char == "\r":
        hint, fix = Message("Put what follows on a line of its own."), None
    else:
        hint, fix = Message("Delete it."), invisible_fix(text, span[0])
    return ReadError("invisible-character", message, hint, line=line, span=span, fix=fix)


def _character_hint(text: str, place: int) -> Message | None:
    char = text[place]
    if char in _INSTEAD:
        return Message("Write {instead}.", instead=_INSTEAD[char])
    if char in "\"'`“”«»„":
        return Message("There are no texts in quotes here, only names and numbers.")
    if char == ";":
        return Message("Put the next expression on a line of its own.")
    if char == ".":
        found = from_module(text, place)
        if found is not None:
            return Message("There are no modules here: write {name}.", name=found[1])
        return Message("A point only stands inside a number, as in 0.5.")
    if char == "_":
        return Message("A name begins with a letter.")
    if char.isnumeric():
        return Message("Write numbers with the digits 0 to 9.")
    return None


def two_points(text: str, line: int, span: Span) -> ReadError:
    message, hint = Message("This number has more than one point."), Message("Write one point, as in 0.5.")
    return ReadError("bad-number", message, hint, line=line, span=span)


def decimal_comma(line: int, span: Span, number: str) -> ReadError:
    return ReadError(
        "decimal-comma",
        Message("Numbers are written with a point here."),
        Message("Write {instead}.", instead=number),
        line=line,
        span=span,
        fix=Fix(span, "."),
    )


def stray_comma(line: int, span: Span) -> ReadError:
    hint = Message("Commas only separate the inputs of a function, as in max(x, y).")
    return bad_character(Message("This comma stands outside a function."), hint, line=line, span=span)


def latex(text: str, line: int, span: Span) -> ReadError:
    return ReadError(
        "latex-in-text",
        Message("{command} looks like LaTeX.", command=text[slice(*span)]),
        Message("Write it as text, for example exp(x)/2 or w1."),
        line=line,
        span=span,
    )


def latex_offer(problem: ReadError, line: str, instead: str) -> ReadError:
    """``problem``, of a line of LaTeX that can be read, with the same in the form of text."""
    hint = Message("Write {instead}.", instead=instead)
    return _of_latex(problem, problem.message, hint, problem.span, fix=latex_fix(line, instead))


def latex_trouble(problem: ReadError, trouble: ReadError) -> ReadError:
    """``problem``, of a line of LaTeX, saying why that cannot be read."""
    unfinished, fix = trouble.unfinished, trouble.fix
    return _of_latex(problem, trouble.message, trouble.hint, trouble.span, unfinished=unfinished, fix=fix)


def _of_latex(problem: ReadError, message: Message, hint: Message | None, span: Span | None, **told: Any) -> ReadError:
    """``problem`` in other words."""
    return ReadError(problem.code, message, hint, line=problem.line or 0, span=span or (0, 1), **told)


def comparison(text: str, line: int, span: Span) -> ReadError:
    typed = text[slice(*span)]
    message = Message("{typed} compares, and there is no gate for that.", typed=typed)
    hint = (
        Message("To name a value, write one =.")
        if typed == "=="
        else Message("For the larger or the smaller of two, write max(x, y) or min(x, y).")
    )
    return ReadError("comparison", message, hint, line=line, span=span)


def augmented(text: str, line: int, span: Span) -> ReadError:
    return ReadError(
        "augmented",
        Message("{typed} would change a value, but in a graph every value keeps its name.", typed=text[slice(*span)]),
        Message("Give the new value a new name, as in b = a + 1."),
        line=line,
        span=span,
    )


def unavailable(what: str, line: int, span: Span, *, unfinished: bool = False) -> ReadError:
    return ReadError(
        "unsupported",
        Message("The operation {what} is not available.", what=what),
        line=line,
        span=span,
        unfinished=unfinished,
    )
