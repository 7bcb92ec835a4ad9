"""Fixes: what to write in place of a mistake where that is certain, and writing it. Read first :func:`apply_fix`.

An error carries its :class:`~gradviz.errors.Fix`; here are those that follow from the characters of the line alone. One
press mends one mistake: the text behind it may hold the next.
"""

from __future__ import annotations

import re
from itertools import takewhile

from gradviz.errors import Fix, ReadError, Span
from gradviz.language.characters import is_invisible, plain_line
from gradviz.language.names import is_name

_SAME_SIGN = {
    "⁄": "/", "—": "-", "‐": "-", "‑": "-", "‒": "-", "―": "-", "∣": "|", "ǀ": "|", "¦": "|", "•": "*",
    "{": "(", "}": ")", "⟨": "(", "⟩": ")",
}  # fmt: skip
"""Character → the sign of the language it stands for, wherever it stands."""

_FRACTIONS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4"}
_LATEX_COMMENT = re.compile(r"(?<!\\)[%#]")
_BEFORE_QUOTIENT = "+-([,="
_BEHIND_QUOTIENT = "+-*/)],|#"
"""Beside these, or nothing, a quotient needs no brackets."""

_ENDS_IN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*'*$")

_ROOT_OF = re.compile(r"\(|(?P<operand>[A-Za-z][A-Za-z0-9_]*'*|[0-9]+)(?=\s*(?:$|[-+)\],#]))")
"""What may follow ``√``: a bracket, or one name or number with nothing tied to it."""

_ENDS_IN_MODULE = re.compile(r"(?<![\w.])(?:np|numpy|math|torch|tf|jnp|sp|sympy|F)$")
"""Names under which Python's programs know the modules that hold functions."""

_NAME_IN_MODULE = re.compile(r"(?:\.[A-Za-z]\w*)*\.([A-Za-z]\w*)(?![\w.])")


def apply_fix(text: str, error: ReadError) -> str:
    """The program ``text``, in which ``error`` was found, with its fix written in; ValueError where it has none."""
    if error.fix is None or error.line is None:
        raise ValueError(f"an error of the kind {error.code!r} without a fix")
    lines = text.split("\n")
    line, (start, end) = lines[error.line], error.fix.span
    lines[error.line] = line[:start] + error.fix.text + line[end:]
    return "\n".join(lines)


def from_module(line: str, point: int) -> tuple[Fix, str] | None:
    """The name behind the ``point`` where it follows a module, as in ``np.exp``, and the fix that leaves it alone."""
    before, behind = _ENDS_IN_MODULE.search(line[:point]), _NAME_IN_MODULE.match(line, point)
    if before is None or behind is None:
        return None
    return Fix((before.start(), behind.start(1)), ""), behind[1]


def removal(line: str, span: Span) -> Fix:
    """Leave out the characters at ``span``; names or numbers beside them do not grow together."""
    return Fix(span, " " if _is_wordy(line[: span[0]][-1:]) and _is_wordy(line[span[1] :][:1]) else "")


def latex_fix(line: str, instead: str) -> Fix:
    """Write ``instead`` in place of a line of LaTeX; its comment stays."""
    comment = _LATEX_COMMENT.search(line)
    if comment is None:
        return Fix((0, len(line)), instead, rewrites=True)
    return Fix((0, comment.end()), f"{instead}  #", rewrites=True)


def invisible_fix(line: str, start: int) -> Fix:
    """Leave out all invisible characters from ``start`` on; a blank stays where one of them ends a line or page."""
    run = "".join(takewhile(is_invisible, line[start:]))
    return Fix((start, start + len(run)), " " if any(map(str.isspace, run)) else "")


def character_fix(line: str, span: Span) -> Fix | None:
    """What surely was meant by the character at ``span``, which the language does not know."""
    char, before, behind = line[slice(*span)], line[: span[0]], line[span[1] :]
    if char in _SAME_SIGN:
        return Fix(span, _SAME_SIGN[char])
    if char in ("’", "‘"):
        return Fix(span, "'") if _ENDS_IN_NAME.search(plain_line(before)) else None
    if char == ":" and behind.startswith("="):
        return Fix((span[0], span[1] + 1), "=")
    if char == ".":
        found = from_module(line, span[0])
        return found[0] if found else None
    if char in (":", "←"):
        return Fix(span, "=") if is_name(before.strip()) and "=" not in behind else None
    if _is_wordy(before.rstrip()[-1:]):
        return None  # 2½ is no product, x√y would become one name
    if char in _FRACTIONS:
        return Fix(span, _quotient(_FRACTIONS[char], before, behind))
    return _root(span, behind) if char == "√" else None


def _quotient(quotient: str, before: str, behind: str) -> str:
    alone = before.rstrip()[-1:] in _BEFORE_QUOTIENT and behind.lstrip()[:1] in _BEHIND_QUOTIENT
    return quotient if alone else f"({quotient})"


def _root(span: Span, behind: str) -> Fix | None:
    of = _ROOT_OF.match(plain_line(behind))
    if of is None:
        return None
    return Fix((span[0], span[1] + of.end()), f"sqrt({behind[: of.end()]})") if of["operand"] else Fix(span, "sqrt")


def _is_wordy(char: str) -> bool:
    """Whether ``char`` may stand in a name or number; no character at all may not."""
    return char.isalnum() or (char != "" and char in "_.'′")
