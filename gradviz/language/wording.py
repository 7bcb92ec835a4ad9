"""Every refusal of the reader in words: one function a mistake: its code, its sentence, what to write instead.

``line`` is the 0-based number of the line, ``span`` its characters; sentences count lines from 1. ``last`` says that
the mistake stands at the end of the line, where typing on may mend it.
"""

from __future__ import annotations

from gradviz.errors import Fix, ReadError, Span
from gradviz.i18n import N_, Message
from gradviz.language.characters import code_point, describe, foreign_letter, is_invisible
from gradviz.language.fix import character_fix, invisible_fix

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


# Limits


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
    return ReadError(
        "too-deep",
        Message("The expression is nested deeper than {most} levels here.", most=most),
        Message("Give its parts names on lines of their own."),
        line=line,
        span=span,
    )


def too_many_gates(line: int, span: Span, most: int) -> ReadError:
    return ReadError(
        "too-many-gates",
        Message("The program has more than {most} gates.", most=most),
        Message("Split it into smaller ones."),
        line=line,
        span=span,
    )


# Characters and numbers


def strange_character(text: str, line: int, span: Span) -> ReadError:
    """The error for a character the language does not know, and for known ones that stand where they mean nothing."""
    char = text[span[0]]
    last = not text[span[1] :].strip()
    if is_invisible(char):
        return _invisible(text, line, span)
    if char in _UNAVAILABLE:
        return unavailable(_UNAVAILABLE[char], line, span)
    message = Message("I cannot read {character} here.", character=describe(char))
    hint, fix, unfinished = _character_hint(char), character_fix(text, span), char == "." and last
    return ReadError("bad-character", message, hint, line=line, span=span, unfinished=unfinished, fix=fix)


def _invisible(text: str, line: int, span: Span) -> ReadError:
    char = text[span[0]]
    name = Message(_INVISIBLE.get(char, N_("a character without width")))
    message = Message("Something invisible stands here: {name} ({number}).", name=name, number=code_point(char))
    if char == "\r":
        hint, fix = Message("Put what follows on a line of its own."), None
    else:
        hint, fix = Message("Delete it."), invisible_fix(text, span[0])
    return ReadError("invisible-character", message, hint, line=line, span=span, fix=fix)


def _character_hint(char: str) -> Message | None:
    if char in _INSTEAD:
        return Message("Write {instead}.", instead=_INSTEAD[char])
    if char in "\"'`“”«»„":
        return Message("There are no texts in quotes here, only names and numbers.")
    if char == ";":
        return Message("Put the next expression on a line of its own.")
    if char == ".":
        return Message("A point only stands inside a number, as in 0.5.")
    if char == "_":
        return Message("A name begins with a letter.")
    if char.isnumeric():
        return Message("Write numbers with the digits 0 to 9.")
    return None


def two_points(text: str, line: int, span: Span) -> ReadError:
    return ReadError(
        "bad-number",
        Message("This number has more than one point."),
        Message("Write one point, as in 0.5."),
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
    return ReadError(
        "bad-character",
        Message("This comma stands outside a function."),
        Message("Commas only separate the inputs of a function, as in max(x, y)."),
        line=line,
        span=span,
    )


def latex(text: str, line: int, span: Span) -> ReadError:
    return ReadError(
        "latex-in-text",
        Message("{command} looks like LaTeX.", command=text[slice(*span)]),
        Message("Write it as text, for example exp(x)/2 or w1."),
        line=line,
        span=span,
    )


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
        "unsupported", Message("{what} is not available.", what=what), line=line, span=span, unfinished=unfinished
    )


# Brackets and what stands between


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


def missing_operator(line: int, span: Span, left: str, right: str, gap: Span) -> ReadError:
    """``gap`` is the place between the two operands."""
    return ReadError(
        "missing-operator",
        Message("An operator is missing before {right}.", right=right),
        Message("Did you mean {instead}?", instead=f"{left}*{right}"),
        line=line,
        span=span,
        fix=Fix(gap, "*"),
    )


# Functions


def needs_brackets(line: int, span: Span, name: str, instead: str, *, last: bool, fix: Fix | None) -> ReadError:
    return ReadError(
        "needs-brackets",
        Message("{name} is a function and needs brackets.", name=name),
        Message("Write {instead}.", instead=instead),
        line=line,
        span=span,
        unfinished=last,
        fix=fix,
    )


def arity(line: int, span: Span, name: str, *, counts: tuple[int, int | None], given: int) -> ReadError:
    """``counts`` are the least and the most inputs ``name`` takes."""
    least, most = counts
    if least == most == 1:
        message = Message("{name} takes 1 input, not {given}.", name=name, given=given)
    elif least == most:
        message = Message("{name} takes {least} inputs, not {given}.", name=name, least=least, given=given)
    elif most is None or given < least:
        message = Message("{name} takes at least {least} inputs, not {given}.", name=name, least=least, given=given)
    else:
        message = Message("{name} takes at most {most} inputs, not {given}.", name=name, most=most, given=given)
    return ReadError("arity", message, line=line, span=span)


def unknown_function(
    line: int, span: Span, name: str, hint: Message | None, meant: str | None, *, unfinished: bool
) -> ReadError:
    """``meant`` is the function the hint names, where only its name was written otherwise."""
    message = Message("There is no function {name}.", name=name)
    fix = None if meant is None else Fix(span, meant)
    return ReadError("unknown-function", message, hint, line=line, span=span, unfinished=unfinished, fix=fix)


def did_you_mean(name: str) -> Message:
    return Message("Did you mean {instead}?", instead=name)


def foreign_spelling(typed: str, name: str) -> Message:
    letter = foreign_letter(typed)
    return Message(
        "The letter {letter} only looks Latin ({which}): write {name}.",
        letter=letter,
        which=code_point(letter),
        name=name,
    )


def russian_layout(name: str) -> Message:
    return Message("The keyboard is set to Russian: write {name}.", name=name)


def write(instead: str) -> Message:
    return Message("Write {instead}.", instead=instead)


def not_a_function(line: int, span: Span, name: str, product: str, *, constant: bool, unfinished: bool) -> ReadError:
    message = (
        Message("{name} is a number, not a function.", name=name)
        if constant
        else Message("{name} is a variable, not a function.", name=name)
    )
    hint = Message("For a product write {product}.", product=product)
    fix = Fix((span[1], span[1]), "*")
    return ReadError("not-a-function", message, hint, line=line, span=span, unfinished=unfinished, fix=fix)


# Names and lines


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
