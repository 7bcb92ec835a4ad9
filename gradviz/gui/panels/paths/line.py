"""Names and numbers set one behind the other, broken before a sign where the room ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtGui import QFont, QPainter

from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_name, draw_text, name_baseline, name_width

NAME_PX, NUMBER_PX = 18, 13
LINE = 23
AIR = 7.0
"""Px to both sides of a sign."""


@dataclass(frozen=True, slots=True)
class Token:
    """A name, a number, a word or a sign between two of them (``kind``), in the colour ``ink``."""

    kind: str
    text: str
    ink: str

    @property
    def width(self) -> float:
        """The px it takes, a sign with its air."""
        if self.kind == "name":
            return name_width(self.text, NAME_PX)
        return fonts.width(self.text, self._font) + (2 * AIR if self.kind == "sign" else 0.0)

    @property
    def _font(self) -> QFont:
        return fonts.mono(NUMBER_PX) if self.kind == "number" else fonts.ui(NUMBER_PX)

    def draw(self, painter: QPainter, x: float, middle: float) -> None:
        """Write it from ``x``, centred on ``middle``."""
        if self.kind == "name":
            start = (x, name_baseline(self.text, NAME_PX, middle))
            draw_name(painter, start, self.text, NAME_PX, color(self.ink))
            return
        air = AIR if self.kind == "sign" else 0.0
        draw_text(painter, (x + air, fonts.baseline(self._font, middle)), self.text, self._font, color(self.ink))


def joined(kind: str, texts: Iterable[str], sign: str, inks: tuple[str, str]) -> tuple[Token, ...]:
    """``texts`` with ``sign`` between them; ``inks`` are the colours of a text and of a sign."""
    found: list[Token] = []
    for text in texts:
        found += [Token("sign", sign, inks[1])] if found else []
        found.append(Token(kind, text, inks[0]))
    return tuple(found)


def placed(tokens: Iterable[Token], width: float) -> Iterator[tuple[Token, float, int]]:
    """Each token with its left edge and its line; a sign goes on with what follows it, a line begins without air."""
    x, line = 0.0, 0
    sign: Token | None = None
    for token in tokens:
        if token.kind == "sign":
            sign = token
            continue
        before = sign.width if sign is not None else 0.0
        if x and x + before + token.width > width:
            x, line = -AIR if sign is not None else 0.0, line + 1
        if sign is not None:
            yield sign, x, line
        yield token, x + before, line
        x, sign = x + before + token.width, None


def lines(tokens: tuple[Token, ...], width: float) -> int:
    """How many lines the tokens take."""
    return max((line for *_, line in placed(tokens, width)), default=-1) + 1


def draw(painter: QPainter, tokens: tuple[Token, ...], left: float, top: float, width: float) -> None:
    """Write the tokens below ``top``."""
    for token, x, line in placed(tokens, width):
        token.draw(painter, left + x, top + (line + 0.5) * LINE)
