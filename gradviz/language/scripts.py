r"""What stands behind a letter in LaTeX and is part of its name: an index and primes, ``w_{12}'``."""

from __future__ import annotations

import re

from gradviz.errors import ReadError, Span
from gradviz.language.commands import GREEK_LETTERS, NAMES
from gradviz.language.wording import gaps, latex

_PRIMES = re.compile(r"'+|\s*\^\s*(?:\{\s*(?P<several>(?:\\prime\s*)+)\}|(?P<one>\\prime)(?![A-Za-z]))")
_OPEN_PRIMES = re.compile(r"\s*\^\s*(?P<brace>\{)\s*(?:\\prime\s*)+(?:\\[a-z]*)?$")
_BLANKS = r"(?:[ \t~]|\\[,;:! ])*"
_INDEX = re.compile(
    rf"{_BLANKS}_{_BLANKS}(?:\{{(?P<several>(?:[^{{}}]|\{{[^{{}}]*\}})*)\}}|(?P<one>\\[A-Za-z]+|[A-Za-z0-9]))"
)
_PART = re.compile(
    r"\\(?:text|mathrm|textrm|mathit|operatorname)\s*\{(?P<word>[^{}]*)\}|\\(?P<greek>[A-Za-z]+)|(?P<low>\\_)"
)
_SPACE = re.compile(r"\s|\\[,;:! ]")
_LETTERS_AND_DIGITS = re.compile(r"[\w,]*")
_DIGITS = re.compile("[0-9]+")


def scripts_behind(line: str, plain: str, number: int, end: int) -> tuple[str, int]:
    """The index and primes behind ``end`` as the typed language writes them (``_12'``), and where they end.

    ``plain`` is ``line`` in the reader's own alphabet, ``number`` its 0-based number.
    """
    primes, end = _primes(plain, number, end)
    index, end = _index(line, plain, number, end)
    if not primes:
        primes, end = _primes(plain, number, end)
    return (f"_{index}{primes}" if index else primes), end


def unread_index(line: str, number: int, span: Span) -> ReadError:
    """The refusal of the ``_`` at ``span``, behind which no index stands."""
    rest = line[span[1] :].strip()
    if rest.startswith("{"):
        start = line.index("{", span[1])
        return gaps.unclosed(number, (start, start + 1), "{")
    return latex.strange_index(number, span, last=not rest)


def _primes(plain: str, number: int, end: int) -> tuple[str, int]:
    unclosed = _OPEN_PRIMES.match(plain, end)
    if unclosed is not None:
        raise gaps.unclosed(number, unclosed.span("brace"), "{")
    match = _PRIMES.match(plain, end)
    if match is None:
        return "", end
    count = match["several"].count("prime") if match["several"] else 1 if match["one"] else match.end() - end
    return "'" * count, match.end()


def _index(line: str, plain: str, number: int, end: int) -> tuple[str, int]:
    match = _INDEX.match(plain, end)
    if match is None:
        return "", end
    _check_digits(plain, number, match)
    part = "several" if match["several"] is not None else "one"
    index = _SPACE.sub("", _PART.sub(_written, line[slice(*match.span(part))]))
    if not index or not _LETTERS_AND_DIGITS.fullmatch(index):
        last = part == "one" and not line[match.end() :].strip()
        raise latex.strange_index(number, match.span(), last=last)
    return index.replace(",", "_"), match.end()


def _check_digits(plain: str, number: int, match: re.Match[str]) -> None:
    digits = _DIGITS.match(plain, match.start("one")) if match["one"] else None
    if digits is not None and len(digits[0]) > 1:
        raise latex.several_digits(number, (plain.index("_", match.start()), digits.end()), "_", digits[0])


def _written(match: re.Match[str]) -> str:
    if match["word"] is not None:
        return match["word"].replace("\\_", "_")
    if match["low"]:
        return "_"
    return (NAMES if _stands_alone(match) else GREEK_LETTERS).get(match["greek"], match[0])


def _stands_alone(match: re.Match[str]) -> bool:
    r"""Whether a command is a whole part of its index, as ``\beta`` in ``w_{\beta,1}``."""
    before, behind = match.string[: match.start()].rstrip(), match.string[match.end() :].lstrip()
    return (not before or before.endswith((",", "_"))) and (not behind or behind.startswith((",", "_", "\\_")))
