"""Names: the one canonical form of each, its parts, and when a name being typed may still become a function.

The canonical form serves texts, files and the command line alike: ``w_1``, ``w₁`` and ``w1`` are one variable. What of
it is an index is decided by :func:`parts_of`, for the canvas, the panels and LaTeX alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from gradviz.language.characters import plain_line

if TYPE_CHECKING:
    from gradviz.language.vocabulary import Vocabulary

_GREEK_NAMES = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
    "xi", "omicron", "pi", "rho", "varsigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
]  # fmt: skip
GREEK = {chr(ord("α") + place): name for place, name in enumerate(_GREEK_NAMES)}
"""Greek small letter → its name, in alphabetical order."""

LETTERS = {name: letter for letter, name in GREEK.items()}
"""Name of a Greek small letter → the letter."""

_LEADING_UNDERSCORE = re.compile(r"^([^\d_]+)_(?=[0-9])")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*'*")
_PARTS = re.compile(r"(?P<head>[^\W\d_]+)_?(?P<index>\w*)(?P<primes>'*)")
_LAST_WORD = re.compile(r"(?:^|[^A-Za-z0-9_'.])[0-9.]*([A-Za-z][A-Za-z0-9_]*)$")


def canonical(typed: str) -> str:
    """The canonical form of a name as typed; stable, so that a canonical name is its own canonical form."""
    name = typed if typed.isascii() else _folded(typed)
    return _LEADING_UNDERSCORE.sub(r"\1", name) if "_" in name else name


@lru_cache(maxsize=4096)
def _folded(typed: str) -> str:
    """``typed`` in compatibility form, its leading Greek letter spelled out (after which letters may join again)."""
    name = unicodedata.normalize("NFKC", typed).replace("′", "'")
    return unicodedata.normalize("NFKC", GREEK.get(name[:1], name[:1]) + name[1:])


@dataclass(frozen=True, slots=True)
class Parts:
    """A canonical name as it is written on paper: ``head``, the parts of its lowered ``index``, and its ``primes``."""

    head: str
    index: tuple[str, ...] = ()
    primes: str = ""


@lru_cache(maxsize=4096)
def parts_of(name: str) -> Parts:
    """What stands lowered in a name: all from the first digit or behind the first underscore, ``x1w1`` is x
    with 1w1, ``net_h1`` net with h1, ``W11_1`` W with 11 and 1; underscores in strange places, ``sum_``, are letters of
    the head."""
    name = canonical(name)
    match = _PARTS.fullmatch(name)
    if match is None:
        return Parts(name)
    head, index, primes = match.group("head", "index", "primes")
    index = index.strip("_")
    if canonical(f"{head}_{index}{primes}" if index else head + primes) != name:
        return Parts(name)
    return Parts(head, tuple(index.split("_")) if index else (), primes)


def is_name(typed: str) -> bool:
    """Whether the whole of ``typed`` is one name of the language."""
    return _NAME.fullmatch(plain_line(typed)) is not None


def is_beginning(word: str, vocabulary: Vocabulary) -> bool:
    """Whether ``word`` begins the name of a known function, or is one: ``e``, ``ex`` and ``exp`` do, ``x`` does not."""
    return canonical(word) in vocabulary.beginnings


def settles(text_before_caret: str, vocabulary: Vocabulary, known: Collection[str] = ()) -> bool:
    """Whether the picture may follow the text now.

    False while the caret stands behind a name that begins a known function, so that ``1 + e``, ``1 + ex``, ``1 + exp``
    do not flicker between constant, variable and function. A name that is ``known``, in canonical form, means itself.
    """
    line = text_before_caret[text_before_caret.rfind("\n") + 1 :]
    word = _LAST_WORD.search(plain_line(line))
    if word is None or "#" in line:
        return True
    typed = line[word.start(1) :]
    return canonical(typed) in known or not is_beginning(typed, vocabulary)
