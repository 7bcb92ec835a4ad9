r"""LaTeX that is pasted into the program: ``\frac{1}{1+e^{-x}}`` arrives as ``1/(1 + exp(-x))``."""

from __future__ import annotations

import re

from gradviz.graph.build import VOCABULARY
from gradviz.language.fix import apply_fix
from gradviz.language.latex import MARKS
from gradviz.language.parser import read_text
from gradviz.language.syntax import Program
from gradviz.language.writing import written_out

_ALONE_BEHIND = re.compile(r"(?:^|[=(\[,|])\s*$")
_ALONE_BEFORE = re.compile(r"\s*(?:$|[)\],|#])")
_WHOLE = re.compile(r"\w+")
_TOUCHES = re.compile(r"[\w'′]$")
_MOST_BRACKETS = 50
"""Functions of a pasted text that are given brackets; a longer text is left to who wrote it."""


def as_typed(text: str, before: str = "", behind: str = "") -> str | None:
    """``text`` as it is typed here, to stand between ``before`` and ``behind`` on a line.

    None where it is no LaTeX, or none that can be read: then it is pasted as it is, and the editor says what is wrong.
    """
    if not MARKS.search(text) or MARKS.search(before) or MARKS.search(behind):
        return None
    program = _read(text)
    if program is None:
        return None
    found = written_out(program)
    if _ALONE_BEHIND.search(before) and _ALONE_BEFORE.match(behind):
        return found
    if len(program.lines) > 1 or "=" in found:
        return None
    product = "*" if _TOUCHES.search(before) else ""
    return f"{product}{found}" if _WHOLE.fullmatch(found) and not behind[:1].isalnum() else f"{product}({found})"


def _read(latex: str) -> Program | None:
    r"""The program of ``latex``; ``\sin y``, where it has one reading, gets the brackets it is written without."""
    for _ in range(_MOST_BRACKETS):
        reading = read_text(latex, VOCABULARY, form="latex")
        bare = next((each for each in reading.problems if each.code == "needs-brackets" and each.fix), None)
        if bare is None:
            return reading.program
        latex = apply_fix(latex, bare)
    return None
