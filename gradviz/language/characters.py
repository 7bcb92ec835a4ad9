"""What single characters mean: a line is first spelled in ASCII, character for character, so that places never shift.

:func:`plain_line` does that. Letters of any alphabet become a stand-in letter (the name itself is read from the line as
typed), typographic operators become the typed ones, and what the language does not know becomes :data:`UNKNOWN`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

UNKNOWN = "\x00"
LETTER = "a"
INSIDE = "_"
"""Stands for what may continue a name but not begin one: a lowered digit, a combining mark."""

RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED_MINUS = "⁻"
BYTE_ORDER_MARK = "\ufeff"

_OPERATORS = {
    **dict.fromkeys("−–", "-"),
    **dict.fromkeys("·×∙⋅∗", "*"),
    **dict.fromkeys("÷∕", "/"),
    **dict.fromkeys("′″‴⁗", "'"),
    **dict.fromkeys("≤≥≠≈≡", "<"),
    **{raised: raised for raised in RAISED_DIGITS + RAISED_MINUS},
}

_SAME_WIDTH = frozenset({"<wide>", "<narrow>", "<small>", "<font>"})

_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2028\u2029\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)


def plain_line(line: str) -> str:
    """``line`` in the reader's own alphabet, of the same length."""
    return line if line.isascii() else "".join(map(_plain, line))


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char.isascii():
        return char
    if char in _OPERATORS:
        return _OPERATORS[char]
    category = unicodedata.category(char)
    if category == "Zs" or char == BYTE_ORDER_MARK:
        return " "
    if is_invisible(char):
        return UNKNOWN
    return _plain_letter(char, category)


def _plain_letter(char: str, category: str) -> str:
    kind = unicodedata.decomposition(char).partition(" ")[0]
    folded = unicodedata.normalize("NFKC", char)
    if kind in _SAME_WIDTH and len(folded) == 1 and folded.isascii():
        return folded
    if not all(_names_may_hold(part) for part in folded) or kind in ("<super>", "<circle>", "<square>"):
        return UNKNOWN
    if kind == "<sub>" or category in ("Mn", "Mc"):
        return INSIDE
    return LETTER if category[0] == "L" else UNKNOWN


def _names_may_hold(char: str) -> bool:
    return unicodedata.category(char) in ("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc") or char in "0123456789_"


def is_invisible(char: str) -> bool:
    """Whether ``char`` takes no place on the screen: zero-width, control and direction characters."""
    return unicodedata.category(char) in ("Cc", "Cf") or _IGNORABLE.match(char) is not None


def code_point(char: str) -> str:
    """The number of ``char`` in Unicode, as ``U+200B``."""
    return f"U+{ord(char):04X}"


def describe(char: str) -> str:
    """``char`` itself where it can be shown, otherwise its number."""
    return char if char.isprintable() else code_point(char)


_CYRILLIC = str.maketrans("аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅԌ", "aeopcyxijshdqwABEKMHOPCTYXIJSG")
_GREEK = str.maketrans("οϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ojABEZHIKMNOPTYX")
_RUSSIAN_KEYS = str.maketrans(
    "йцукенгшщзфывапролдячсмитьЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ", "qwertyuiopasdfghjklzxcvbnmQWERTYUIOPASDFGHJKLZXCVBNM"
)


def latin_twin(name: str) -> str:
    """``name`` with every Cyrillic or Greek letter that looks like a Latin one replaced by it."""
    return unicodedata.normalize("NFKC", name).translate(_CYRILLIC).translate(_GREEK)


def foreign_letter(name: str) -> str:
    """The first letter of ``name`` that only looks Latin; empty when there is none."""
    return next((char for char in name if latin_twin(char) != unicodedata.normalize("NFKC", char)), "")


def latin_keys(name: str) -> str:
    """What the keys pressed for ``name`` on a Russian keyboard give on a Latin one."""
    return name.translate(_RUSSIAN_KEYS)
