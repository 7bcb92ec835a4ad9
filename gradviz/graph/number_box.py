"""What is typed into a number field: ``0.5``, ``0,5``, ``1/3``, ``-pi/4``, ``sqrt(2)`` — read like all text, never run.

:func:`read_number` reads it; :func:`shortest` writes a number so that it can be edited again as it was meant.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction

from gradviz.errors import ReadError
from gradviz.graph.build import VOCABULARY
from gradviz.graph.gates import GATES
from gradviz.i18n import Message
from gradviz.language.parser import read_text
from gradviz.language.syntax import Apply, Bare, Expr, Number

_DECIMAL_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])")


def read_number(text: str) -> float:
    """The finite number ``text`` stands for; raises :class:`ReadError` with code ``bad-number`` for anything else.

    Every gate may stand in it: ``sqrt(2)`` is the number that it would be in a program.
    """
    program = read_text(_DECIMAL_COMMA.sub(".", text), VOCABULARY).program
    line = program.lines[0] if program is not None and len(program.lines) == 1 else None
    value = _evaluate(line.value) if isinstance(line, Bare) else None
    if value is None or not math.isfinite(value):
        raise _too_large(text) if _overflows(text) else _bad_number(text)
    return value


_LONGEST_DECIMAL = 12
_LARGEST_DENOMINATOR = 1000
_LARGEST_SHARE = 1000.0
_UNITS = {"": 1.0, "pi": math.pi, "e": math.e}


def shortest(number: float) -> str | None:
    """``1/3`` or ``-3*pi/4`` for a finite number whose digits go on and on, if one reads back to exactly ``number``."""
    if len(repr(number)) <= _LONGEST_DECIMAL or abs(number) > _LARGEST_SHARE:
        return None
    for unit, size in _UNITS.items():
        share = Fraction(number / size).limit_denominator(_LARGEST_DENOMINATOR)
        text = _share(share, unit)
        if share and read_number(text) == number:
            return text
    return None


def _share(share: Fraction, unit: str) -> str:
    top, bottom = share.as_integer_ratio()
    if unit:
        sign, times = "-" if top < 0 else "", "" if abs(top) == 1 else f"{abs(top)}*"
        whole = f"{sign}{times}{unit}"
    else:
        whole = str(top)
    return whole if bottom == 1 else f"{whole}/{bottom}"


def _evaluate(tree: Expr) -> float | None:
    """The value of a tree of numbers (at most as high as typed text may be); None where there is no real one."""
    if isinstance(tree, Number):
        return tree.value
    if not isinstance(tree, Apply):
        return None
    inputs = [value for value in map(_evaluate, tree.inputs) if value is not None]
    return float(GATES[tree.op].forward(*inputs)) if len(inputs) == len(tree.inputs) else None


def _bad_number(text: str) -> ReadError:
    return ReadError(
        "bad-number",
        Message("This is not a number."),
        Message("Write, for example, 0.5, 1/3 or pi/4."),
        span=(0, max(len(text), 1)),
    )


def _overflows(text: str) -> bool:
    """Whether ``text`` is a decimal number beyond the range of a float."""
    try:
        return any(sign.isdigit() for sign in text) and math.isinf(float(_DECIMAL_COMMA.sub(".", text)))
    except ValueError:
        return False


def _too_large(text: str) -> ReadError:
    return ReadError(
        "bad-number",
        Message("This number is too large."),
        Message("The largest is about {largest}.", largest="1.8·10³⁰⁸"),
        span=(0, len(text)),
    )
