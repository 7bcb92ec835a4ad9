"""What is said of one node at one instant, as plain values; a panel draws it, :meth:`Card.text` reads it aloud.

Every number comes from the run; one that the performance has not reached yet is None ("—").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gradviz.i18n import tr
from gradviz.notation import Part
from gradviz.numerals import NOT_COMPUTED, Numerals
from gradviz.timeline.pieces import Piece

Sentence = tuple[Piece, ...]

_BRANCH = re.compile(r"_\(\d+\)$")
_LOWERED = str.maketrans("0123456789()", "₀₁₂₃₄₅₆₇₈₉₍₎")
_COLOUR = re.compile(r"\\textcolor\{\w+\}\{((?:[^{}]|\{[^{}]*\})*)\}")


@dataclass(frozen=True, slots=True)
class Formula:
    r"""A formula as LaTeX and as one line of text. In the LaTeX the run's numbers are wrapped in
    ``\textcolor{value}{…}`` and ``\textcolor{gradient}{…}``."""

    latex: str
    text: str

    @property
    def plain_latex(self) -> str:
        """The LaTeX without colours, as it goes into a paper."""
        return _COLOUR.sub(r"\1", self.latex)


@dataclass(frozen=True, slots=True)
class Chip:
    """A number in a box with a word below. ``tone``: "value", "gradient", "quiet" or "grey"; ``framed``: the result
    of the current step. ``name`` is the name at the end of the caption, set as on the canvas; ``word`` what the number
    is called in full; a ``factor`` is written without decimals where it is exactly 1, 0 or −1. A ``symbol`` stands in
    the caption's place, set in parts. A ``constant`` is its own caption."""

    number: float | None
    caption: str
    tone: str
    framed: bool = False
    name: str = ""
    word: str = ""
    factor: bool = False
    symbol: tuple[Part, ...] = ()
    constant: bool = False

    def written(self, numerals: Numerals) -> str:
        """The number as it stands in the box."""
        if self.number is None:
            return NOT_COMPUTED
        return numerals.factor(self.number) if self.factor else numerals.text(self.number)

    def said(self, numerals: Numerals) -> str:
        """The box in words: ``local derivative 1``; a constant's number once, as it was typed."""
        return self.caption if self.constant else f"{self.word or self.caption} {self.written(numerals)}"


@dataclass(frozen=True, slots=True)
class Product:
    """A row of chips with signs between them: ``upstream × local = contribution``. ``wire`` is the one it is about."""

    chips: tuple[Chip, ...]
    signs: tuple[str, ...]
    wire: int | None = None

    def text(self, numerals: Numerals) -> str:
        """The row in words: ``upstream 1.95 × local derivative 1 = contribution to a 1.95``."""
        signs = (*self.signs, "")
        said = zip(self.chips, signs, strict=False)
        return " ".join(f"{chip.said(numerals)} {sign}".strip() for chip, sign in said)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it: formulas, a quiet note to them, rows of numbers, sentences. ``items`` are
    short and stand beside each other, as many as go into a line."""

    title: str
    products: tuple[Product, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    warning: bool = False
    formulas: tuple[Formula, ...] = ()
    note: Sentence = ()
    items: tuple[Sentence, ...] = ()

    def lines(self, numerals: Numerals) -> list[str]:
        """The section as lines of text."""
        found = [self.title, *(formula.text for formula in self.formulas)]
        found += [_said(self.note, numerals)] if self.note else []
        found += [product.text(numerals) for product in self.products]
        items = "   ".join(_said(item, numerals) for item in self.items)
        return [*found, *([items] if items else []), *(_said(sentence, numerals) for sentence in self.sentences)]

    def names(self) -> Iterator[str]:
        """The names in its notes, boxes and sentences, as they are drawn."""
        for sentence in (self.note, *self.sentences, *self.items):
            yield from (piece.text for piece in sentence if piece.kind == "name")
        yield from (chip.name for product in self.products for chip in product.chips)


@dataclass(frozen=True, slots=True)
class Convention:
    """What holds where no derivative exists: in a few words, and at length beside what other libraries do. A ``rule``
    is in force here by choice, of which the long text knows nothing."""

    brief: str
    text: str
    rule: bool = False

    def plain(self) -> str:
        """The convention as text; what the long text says too is said once."""
        return f"{tr('Convention')}: {f'{self.brief} ' if self.rule else ''}{self.text}"


@dataclass(frozen=True, slots=True)
class Card:
    """All that is said. ``symbol`` stands in the circle (none where it is empty), ``tone`` ("value", "gradient" or
    "quiet") is its colour."""

    symbol: str
    tone: str
    title: str
    subtitle: str
    text: str
    sections: tuple[Section, ...] = ()
    convention: Convention | None = None

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """All formulas of the card, from top to bottom."""
        return tuple(formula for section in self.sections for formula in section.formulas)

    @property
    def branches(self) -> frozenset[str]:
        """The branches behind copy gates that the card speaks of, as they are drawn: ``x_(2)``."""
        said = (name for section in self.sections for name in section.names())
        return frozenset(name for name in said if _BRANCH.search(name))

    def latex(self) -> str:
        """The formulas as LaTeX, one a line."""
        return "\n".join(formula.plain_latex for formula in self.formulas)

    def plain(self, numerals: Numerals) -> str:
        """The whole card as text, a paragraph a section."""
        head = "\n".join(filter(None, (self.title, self.subtitle, self.text)))
        parts = [head, *("\n".join(section.lines(numerals)) for section in self.sections)]
        if self.convention is not None:
            parts.append(self.convention.plain())
        return "\n\n".join(parts)


def _said(sentence: Sentence, numerals: Numerals) -> str:
    return "".join(in_text(piece.text) if piece.kind == "name" else piece.written(numerals) for piece in sentence)


def in_text(name: str) -> str:
    """``x_(2)``, as the panel draws it, in a line of text: ``x₍₂₎``."""
    return _BRANCH.sub(lambda match: match[0][1:].translate(_LOWERED), name)


def word(text: str) -> Piece:
    return Piece("text", text)
