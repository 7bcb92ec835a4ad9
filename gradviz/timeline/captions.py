"""One sentence a step, as pieces, so that the window can set numbers and names in their own type and colour."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a caption. ``kind``: "text", "name" (a node's label, set in italic), "value", "gradient".

    ``number`` is set for the kinds "value" and "gradient", which are written by ``gradviz.numerals`` when shown;
    ``text`` for the others, already in the current language.
    """

    kind: str
    text: str = ""
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Caption:
    """A sentence about the current step; ``plain(numerals)`` gives it as text for tables and screen readers."""

    pieces: tuple[Piece, ...] = ()
