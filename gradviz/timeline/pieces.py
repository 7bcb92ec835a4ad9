"""Pieces of sentences and equations about a step: words, names and numbers, each to be set in its own type and colour.

Numbers are written when they are shown, so that one sentence serves all ways of writing them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from string import Formatter
from typing import Any

from gradviz.numerals import TIMES, Numerals


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a caption. ``kind``: "text", "name" (a node's label, set in italic), "constant" (a number as typed),
    "value", "gradient", "local" (a local derivative, which is neither), "equals" (the sign before a result), "symbol"
    (what the gradient of the node ``of`` by the one in ``text`` is called, in the notation of the numerals).

    ``number`` is set for all that are numbers, which are written by ``gradviz.numerals`` when shown; ``text`` for what
    is written as it stands, already in the current language; ``equation`` for an "equals".
    A number that is ``exact`` is the gate table's own.
    """

    kind: str
    text: str = ""
    number: float | None = None
    equation: Equation | None = None
    of: str = ""
    exact: bool = False

    def parts(self, numerals: Numerals) -> Pieces:
        """The piece itself; of a symbol the names and signs it is made of."""
        if self.kind != "symbol":
            return (self,)
        found = numerals.gradient_parts(self.of, self.text)
        return tuple(Piece("name" if part.is_name else "text", part.text) for part in found)

    def written(self, numerals: Numerals) -> str:
        """What stands there when numbers are written by ``numerals``."""
        if self.equation is not None:
            return f" {self.equation.sign(numerals)} "
        if self.kind == "symbol":
            return numerals.gradient(self.of, self.text)
        if self.kind == "constant":
            return numerals.exact(self.text)
        if self.number is None:
            return self.text
        return numerals.factor(self.number) if self.exact else numerals.text(self.number)


@dataclass(frozen=True, slots=True)
class Equation:
    """``compute(*terms)`` gives ``result``: written out, perhaps not quite. ``terms`` are pieces with a number; of a
    ``sum`` (or difference) the result must be met to the last digit. A ``product`` too is worked out without a float's
    error."""

    terms: Pieces
    result: float
    compute: Callable[..., Any]
    sum: bool = False
    product: bool = False

    def sign(self, numerals: Numerals) -> str:
        """``=``, or ``≈`` where the numbers as written would give another result."""
        if not math.isfinite(self.result):
            return "="
        if self.sum:
            return numerals.adds_up(self.result, self.compute(*(_exactly(term, numerals) for term in self.terms)))
        if self.product and all(math.isfinite(term.number or 0.0) for term in self.terms):
            return numerals.equals(self.result, self.compute(*(_exactly(term, numerals) for term in self.terms)))
        return numerals.equals(self.result, self.compute(*(_as_written(term, numerals) for term in self.terms)))


def _as_written(term: Piece, numerals: Numerals) -> float:
    assert term.number is not None
    return term.number if term.kind == "constant" else numerals.rounded(term.number)


def _exactly(term: Piece, numerals: Numerals) -> Fraction:
    """The number as it is written; constants are written with all their digits."""
    assert term.number is not None
    return Fraction(repr(term.number)) if term.kind == "constant" else numerals.exactly(term.number)


@dataclass(frozen=True, slots=True)
class Caption:
    """A sentence about the current step; ``plain(numerals)`` gives it as text for tables and screen readers."""

    pieces: tuple[Piece, ...] = ()

    def plain(self, numerals: Numerals) -> str:
        """The sentence as text, numbers written by ``numerals``."""
        return "".join(piece.written(numerals) for piece in self.pieces)


Pieces = tuple[Piece, ...]

MINUS = Piece("text", "−")
MULTIPLIED = f" {TIMES} "

SHOWN_INPUTS = 4
"""A gate with more inputs than this is not written out; of a longer sum only the first two addends are."""


def text(words: str) -> Piece:
    return Piece("text", words)


def filled(template: str, **fields: Pieces) -> Pieces:
    """A translated template with pieces in its ``{fields}``."""
    found: list[Piece] = []
    for literal, name, _, _ in Formatter().parse(template):
        found += [text(literal)] if literal else []
        found += fields[name] if name else ()
    return tuple(found)


def number(kind: str, value: float) -> Pieces:
    return (Piece(kind, number=value),)


def equals(equation: Equation) -> Piece:
    """The sign between a computation in numbers and its result."""
    return Piece("equals", equation=equation)


def multiplied(*factors: float) -> float:
    return math.prod(factors)


def added(*addends: float) -> float:
    return sum(addends)


def sum_written(addends: Pieces, total: Piece) -> Pieces:
    """``2.00 + (−0.05) = 1.95``; of a long sum only the first two addends are told."""
    shown: list[Pieces] = [(addends[0],), *(bracketed((addend,)) for addend in addends[1:])]
    if len(shown) > SHOWN_INPUTS:
        shown = [shown[0], shown[1], (text("…"),)]
    assert total.number is not None
    return (*joined(shown, " + "), equals(Equation(addends, total.number, added, sum=True)), total)


def joined(parts: list[Pieces], glue: str) -> Pieces:
    found = list(parts[0])
    for part in parts[1:]:
        found += [text(glue), *part]
    return tuple(found)


def times(left: Pieces, right: Pieces) -> Pieces:
    return (*left, text(MULTIPLIED), *bracketed(right))


def bracketed(pieces: Pieces) -> Pieces:
    """In brackets where a minus sign would meet an operator."""
    negative = pieces[0].text.startswith("-") or (pieces[0].number or 0.0) < 0
    return (text("("), *pieces, text(")")) if negative else pieces
