"""Straight-line code made shorter: what is used once is written where it is used."""

from __future__ import annotations

import re
from collections import Counter

_NUMBERED = re.compile(r"\b[vg]\d+(?:_\d+)?\b")
_WORD = re.compile(r"\w+(?:\.\w+)?")
_LONGEST = 40
"""Names and numbers on one line at most: Python's parser gives up on deep brackets."""

Lines = list[tuple[str, str]]
"""Names and the expressions they stand for, in order; every name is assigned once."""


def is_name(text: str) -> bool:
    """Whether an expression is only another name for a number that is already there."""
    return text.isidentifier()


def fused(lines: Lines) -> Lines:
    """The same computation with every name of a gate (``v3``, ``g5_1``) that is used once replaced by its expression.

    The last line is kept last, whatever it is called. Grouping stays as it is, so the numbers do, to the last bit.
    """
    uses = Counter(name for _, right in lines for name in _NUMBERED.findall(right))
    waiting: dict[str, tuple[str, int]] = {}
    found: Lines = []
    for name, right in lines:
        inside, size = {}, len(_WORD.findall(right))
        for used in _NUMBERED.findall(right):
            if used not in waiting:
                continue
            inner, more = waiting.pop(used)
            if size + more <= _LONGEST:
                inside[used], size = f"({inner})", size + more
            else:
                found.append((used, inner))
        written = _put_in(right, inside) if inside else right
        if uses[name] == 1:
            waiting[name] = (written, size)
        else:
            found.append((name, written))
    return found


def _put_in(text: str, inside: dict[str, str]) -> str:
    return _NUMBERED.sub(lambda match: inside.get(match[0], match[0]), text)
