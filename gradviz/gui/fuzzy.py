"""How well a few typed letters fit a text, in any language: for lists one searches by typing."""

from __future__ import annotations

import re

_AT_START, _AT_WORD, _WITHIN, _SCATTERED = 4.0, 3.0, 2.0, 1.0


def fit(query: str, text: str, *, scattered: bool = True) -> float:
    """0 where ``query`` does not fit; more, the better it does.

    At the start of the text is best, at the start of a word better than within one, and the words of ``query`` may
    stand apart and in any order; letters ``scattered`` over the text in their order come last, where they count at all.
    Shorter texts win among equals.
    """
    query, text = _plain(query), _plain(text)
    if not query:
        return 1.0
    words = [_word_fit(word, text) for word in query.split()]
    best = min(words)
    if best == 0 and scattered and _scattered(query.replace(" ", ""), text):
        best = _SCATTERED
    return best + 1 / (1 + len(text)) if best else 0.0


def _plain(text: str) -> str:
    return text.strip().casefold().replace("ё", "е")


def _word_fit(word: str, text: str) -> float:
    place = text.find(word)
    if place < 0:
        return 0.0
    if place == 0:
        return _AT_START
    return _AT_WORD if re.search(rf"\b{re.escape(word)}", text) else _WITHIN


def _scattered(letters: str, text: str) -> bool:
    """Whether ``letters`` stand in ``text`` in this order, the first at the start of a word."""
    for begin in re.finditer(r"\b\w", text):
        rest = iter(text[begin.start() :])
        if all(letter in rest for letter in letters) and text[begin.start()] == letters[0]:
            return True
    return False
