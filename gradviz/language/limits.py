"""How much text is too much: every limit has its refusal, so that nothing typed can hang or exhaust the program."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one text may hold. ``gates`` is counted by whoever writes the user's functions out, not by the reader."""

    characters: int
    """Characters of one line, comment included; checked before anything else is looked at."""
    tokens: int
    """Names, numbers, operators and brackets of one line."""
    lines: int
    height: int
    """Height of one line's tree: a leaf is 1, every gate and every pair of brackets adds 1."""
    digits: int
    """Significant digits of a number."""
    exponent: int
    """Largest decimal exponent of a number, either sign."""
    gates: int
    """Gates after user functions are written out."""


TYPED = Limits(characters=2000, tokens=400, lines=60, height=100, digits=17, exponent=300, gates=1000)
"""Text typed into the editor or on the command line."""

LARGE = Limits(characters=100_000, tokens=50_000, lines=100_000, height=1000, digits=17, exponent=300, gates=100_000)
"""Files, standard input and the Python API."""
