"""The sentence about the current step, typeset: words in Inter, names in italic, numbers in their colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from PySide6.QtGui import QFont, QPainter

from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_name, draw_text, name_ink, name_width
from gradviz.gui.theme import Theme
from gradviz.numerals import Numerals
from gradviz.timeline.pieces import Caption

Sizes = tuple[tuple[int, int], ...]
"""Lines and type sizes in px, tried one after the other until the sentence goes in; the last is taken anyway."""

HIGH: Sizes = ((1, 20), (1, 18), (2, 18), (2, 16), (2, 15), (3, 12))
LARGE: Sizes = ((1, 26), (2, 24), (2, 20), (3, 16), (3, 12))
PROJECTOR: Sizes = ((1, 32), (2, 32), (2, 26), (3, 21), (3, 16), (3, 12))
LOW: Sizes = ((1, 20), (1, 18), (1, 16), (2, 16), (2, 15), (2, 14), (2, 13), (3, 11))
"""In 50 px of height and in 45."""

_OPERATOR = re.compile(r"(?<=\S) ([−+×·]) (?=\S)")
"""A sign with what it joins in one piece of a sentence, ``σ(1 − σ)``: no line ends there."""

EVEN = (1.0, 1.06, 1.12, 1.2, 1.3, 1.4, 1.5)
"""Widths of lines tried in turn, as parts of their mean."""

LINE = 1.38  # line height in type sizes


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of one line: ``kind`` as in ``Piece``, ``x`` from the line's start, ``glued``: no space before it;
    ``untold``: "…" stands at the beginning of its place."""

    text: str
    kind: str
    glued: bool = False
    x: float = 0.0
    width: float = 0.0
    untold: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A caption broken into lines for one width."""

    lines: tuple[tuple[Word, ...], ...]
    px: int

    @property
    def height(self) -> float:
        """Height of the block in px."""
        return len(self.lines) * self.px * LINE

    @property
    def width(self) -> float:
        """Width of the longest line in px."""
        return max((line[-1].x + line[-1].width for line in self.lines if line), default=0.0)


def typeset(caption: Caption, numerals: Numerals, width: float, sizes: Sizes = HIGH, *, told: bool = True) -> Sentence:
    """Break ``caption`` into lines of ``width`` px, as few and as large as ``sizes`` allow. Where it is not ``told``
    yet the result, its last number, is left open."""
    words = list(_words(caption, numerals))
    if not told:
        words = _left_open(words)
    for most, px in sizes:
        lines = _lines(words, px, width)
        if len(lines) <= most:
            break
    return Sentence(tuple(tuple(line) for line in _even(lines, words, px, width)), px)


def _even(lines: list[list[Word]], words: list[Word], px: int, width: float) -> list[list[Word]]:
    """As many lines, of like length: that looks calmer than full ones and a rest, which may be a lone number."""
    mean = sum(line[-1].x + line[-1].width for line in lines if line) / max(len(lines), 1)
    tried = (_lines(words, px, min(share * mean, width)) for share in EVEN) if len(lines) > 1 else ()
    return next((each for each in tried if len(each) == len(lines)), lines)


def _words(caption: Caption, numerals: Numerals) -> Iterator[Word]:
    spaced = True
    for piece in chain.from_iterable(each.parts(numerals) for each in caption.pieces):
        text = _OPERATOR.sub("\u00a0\\1\u00a0", piece.written(numerals))
        if piece.kind in ("text", "equals"):
            parts = text.split(" ")
            for place, part in enumerate(parts):
                if part:
                    yield Word(part, "text", glued=place == 0 and not spaced)
            spaced = not parts[-1] if text else spaced
            continue
        yield Word(text, piece.kind, glued=not spaced)
        spaced = False


def _left_open(words: list[Word]) -> list[Word]:
    """The words with "…" for the last number."""
    last = max((place for place, word in enumerate(words) if word.kind in ("value", "gradient")), default=-1)
    return [replace(word, untold=place == last) for place, word in enumerate(words)]


def _font(kind: str, px: int) -> QFont:
    return fonts.mono(px, bold=True) if kind in ("value", "gradient", "local") else fonts.ui(px, 500)


def _measure(word: Word, px: int) -> float:
    if word.kind == "name":
        size = round(px * 1.1)
        return max(name_width(word.text, size), name_ink(0, 0, word.text, size).right() + 1)  # an italic f leans out
    return fonts.width(word.text, _font(word.kind, px))


def _lines(words: list[Word], px: int, limit: float) -> list[list[Word]]:
    space = px * 0.3
    lines: list[list[Word]] = [[]]
    for word in words:
        width, line = _measure(word, px), lines[-1]
        end = line[-1].x + line[-1].width if line else 0.0
        x = end + (0.0 if word.glued else space) if line else 0.0
        if line and x + width > limit and not word.glued:
            lines.append([])
            x = 0.0
        lines[-1].append(replace(word, x=x, width=width))
    return [line for line in lines if line]


def paint(painter: QPainter, sentence: Sentence, middle_x: float, top: float, theme: Theme) -> None:
    """Write the block, every line centred on ``middle_x``, from ``top`` down."""
    inks = {"value": theme.value, "gradient": theme.gradient}
    for number, line in enumerate(sentence.lines):
        left = middle_x - (line[-1].x + line[-1].width) / 2
        middle_y = top + (number + 0.5) * sentence.px * LINE
        baseline = fonts.baseline(fonts.ui(sentence.px, 500), middle_y)
        for word in line:
            ink = color(inks.get(word.kind, theme.text))
            if word.untold:
                draw_text(painter, (left + word.x, baseline), "…", fonts.ui(sentence.px, 600), ink)
            elif word.kind == "name":
                draw_name(painter, (left + word.x, baseline), word.text, round(sentence.px * 1.1), ink)
            else:
                draw_text(painter, (left + word.x, baseline), word.text, _font(word.kind, sentence.px), ink)
