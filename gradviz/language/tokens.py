"""Characters cut into tokens; what cannot be one becomes a token that carries its own error.

Errors travel as tokens so that the parser reports whichever mistake of a line comes first; nothing behind such a token
is cut, because nobody would read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gradviz.errors import ReadError, Span
from gradviz.language.characters import plain_line
from gradviz.language.limits import Limits
from gradviz.language.names import canonical
from gradviz.language.wording import excess, signs

NAME, NUMBER, RAISED, OPERATOR = "name", "number", "raised", "operator"
OPEN, CLOSE, BAR, COMMA, EQUALS, WRONG = "open", "close", "bar", "comma", "equals", "wrong"


class Token(NamedTuple):
    """One token of a line, ``start`` to ``end`` half-open; ``text`` is canonical, ``trouble`` set on a WRONG one."""

    kind: str
    text: str
    start: int
    end: int
    trouble: ReadError | None = None

    @property
    def span(self) -> Span:
        return self.start, self.end


_TOKEN = re.compile(
    r"""[ \t]*+(?:
      (?P<name>[A-Za-z][A-Za-z0-9_]*'*)
    | (?P<points>(?=\.*[0-9])[0-9]*\.[0-9]*\.[0-9.]*)
    | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<raised>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|⁻)
    | (?P<latex>\\(?:[A-Za-z]+|[^A-Za-z0-9\s])|\$|\^\{)
    | (?P<augmented>(?:\*\*|[-+*/^])=(?!=))
    | (?P<comparison>[=!<>]=+|<>|[<>])
    | (?P<operator>\*\*|[-+*/^])
    | (?P<open>[(\[])
    | (?P<close>[)\]])
    | (?P<bar>\|)
    | (?P<comma>,)
    | (?P<equals>=)
    | (?P<comment>\#[^\r]*)
    | (?P<other>.)
    )""",
    re.VERBOSE | re.DOTALL,
)


def tokenize(line: str, number: int, limits: Limits) -> Iterator[Token]:
    """The tokens of ``line`` (whose 0-based number is ``number``); at most ``limits.tokens``; a WRONG one ends them."""
    if len(line) > limits.characters:
        yield Token(WRONG, "", 0, len(line), excess.line_too_long(number, len(line), limits.characters))
        return
    plain = plain_line(line.rstrip("\r"))  # of \r\n; anywhere else it hides a line
    for count, match in enumerate(_TOKEN.finditer(plain)):
        kind = match.lastgroup or ""  # every alternative is named
        if kind == "comment" and match.end() == len(plain):
            return
        start, end = match.span(kind)
        if count == limits.tokens:
            yield Token(WRONG, "", start, end, excess.too_many_tokens(number, (start, end), limits.tokens))
            return
        if kind == "comment":
            continue  # to what ends it too early
        if kind in _AS_THEY_STAND:
            text = plain[start:end]
            yield Token(kind, "^" if text == "**" else text, start, end)
            continue
        if kind == NAME:
            token = _name(line, number, start, end)
        elif kind == NUMBER:
            token = _number(plain[start:end], number, start, end, limits)
        else:
            token = Token(WRONG, plain[start:end], start, end, _TROUBLES[kind](line, number, (start, end)))
        yield token
        if token.kind == WRONG:
            return


def _name(line: str, number: int, start: int, end: int) -> Token:
    if line.startswith("_{", end - 1):
        return Token(WRONG, "", end - 1, end + 1, signs.latex(line, number, (end - 1, end + 1)))
    return Token(NAME, canonical(line[start:end]), start, end)


def _number(text: str, number: int, start: int, end: int, limits: Limits) -> Token:
    trouble = number_trouble(text, number, (start, end), limits)
    return Token(WRONG, text, start, end, trouble) if trouble else Token(NUMBER, text, start, end)


_AS_THEY_STAND = frozenset({RAISED, OPERATOR, OPEN, CLOSE, BAR, COMMA, EQUALS})

_TROUBLES = {
    "points": signs.two_points,
    "latex": signs.latex,
    "augmented": signs.augmented,
    "comparison": signs.comparison,
    "other": signs.strange_character,
}


def number_trouble(text: str, line: int, span: Span, limits: Limits) -> ReadError | None:
    """What is wrong with the number ``text``: too many digits, or too large; None for most."""
    if len(text) < limits.digits and "e" not in text and "E" not in text:
        return None
    mantissa, _, exponent = text.lower().partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).strip("0")
    if len(digits) > limits.digits:
        return excess.too_many_digits(line, span, limits.digits)
    if not digits:
        return None
    if _exponent_size(whole, fraction, exponent) > limits.exponent:
        return excess.number_too_large(line, span, limits.exponent)
    return None


def _exponent_size(whole: str, fraction: str, exponent: str) -> int:
    """The size of the decimal exponent of the leading digit, without reading exponents of more than 9 digits."""
    shift = exponent.lstrip("+-0")
    if len(shift) > 9:
        return 10**9
    power = int(shift or "0") * (-1 if exponent.startswith("-") else 1)
    whole = whole.lstrip("0")
    leading = len(whole) - 1 if whole else len(fraction.lstrip("0")) - len(fraction) - 1
    return abs(leading + power)
