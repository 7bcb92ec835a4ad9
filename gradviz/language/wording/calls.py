"""Refusals around functions: without brackets, with too many inputs, of a name that is none."""

from __future__ import annotations

from gradviz.errors import Fix, ReadError, Span
from gradviz.i18n import Message
from gradviz.language.characters import code_point, foreign_letter


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


def inverse(line: int, span: Span, typed: str, name: str) -> ReadError:
    r"""``\sin^{-1} x``: the arc sine to some, 1/sin x to others."""
    return ReadError(
        "unsupported",
        Message("{typed} mostly means the inverse function, for which there is no gate.", typed=typed),
        Message("If you mean one divided by it, write {instead}.", instead=f"1/{name}(x)"),
        line=line,
        span=span,
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


def definition_of_python(line: int, span: Span) -> ReadError:
    hint = Message("Write {instead}.", instead="f(x) = x^2")
    return ReadError("unsupported", Message("A function is defined without def here."), hint, line=line, span=span)
