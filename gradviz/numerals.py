"""How numbers are written for a person: few digits, a true minus, comma or point, ∞ and nan; an exact zero is ``0``.

The same preference says what the gradients among them are called (:mod:`gradviz.notation`).

>>> usual = Numerals()
>>> usual.text(2.0), usual.text(-0.05), usual.text(0.0), usual.text(3.51e-7)
('2.00', '−0.05', '0', '3.5·10⁻⁷')
>>> numerals_for("ru").text(0.5), Numerals(fractions=True).text(-0.5), usual.term(-0.05)
('0,50', '−1/2', '(−0.05)')

Two rules hold for all equations in numbers, in captions, at copy gates and in the Explain panel. A product of numbers
or names in running text has the sign ``×`` (:data:`TIMES`), as the gate has; the dot belongs to typeset formulas and
to powers of ten. And ``=`` stands only where a reader who works with the numbers as written gets the result as
written; otherwise it is ``≈``. A sum is met exactly (:meth:`Numerals.adds_up`), anything else once it is rounded to
the result's last digit, a five up as one does it by hand (:meth:`Numerals.equals`):

>>> usual.sum_sign([0.316, 0.316], 0.632), usual.text(0.316), usual.text(0.632)
('≈', '0.32', '0.63')
>>> usual.sum_sign([1.0, 0.0011], 1.0011), usual.product_sign([0.333, 2.0], 0.666)
('≈', '≈')
>>> usual.product_sign([1.5, 1.95], 2.925), usual.product_sign([3.48e-7, 0.5], 1.74e-7)  # 3.5·10⁻⁷ × 0.50 = 1.75·10⁻⁷
('=', '≈')
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from typing import Literal

from gradviz.notation import Notation, Part, gradient_latex, gradient_parts, gradient_text

NOT_COMPUTED = "—"
"""Stands where a value or gradient is not known yet."""

TIMES = "×"
"""The sign of a product in running text and between number boxes."""

MINUS = "−"
THIN_SPACE = "\u202f"
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LARGE = 1e5  # from here on powers of ten are written
_COARSE_UNIT = 10.0  # a last digit that stands for so much is no rounding a reader would make by himself
_SMALL = 1e-4  # below, with significant digits
_LEAST_SIGNIFICANT = 2
_LARGEST_DENOMINATOR = 12
_LARGEST_NUMERATOR = 999
_COUNTED = 10**9  # things are counted one by one up to here
_LONG = 1000  # a whole number from here on is written as all others are
_BY_HAND = Context(rounding=ROUND_HALF_UP)
_TRUE_DIGITS = 12  # of a number worked out in floats from what is written: what comes after them is a float's error


@dataclass(frozen=True, slots=True)
class Numerals:
    """One way of writing numbers.

    ``digits`` counts decimals, or significant digits where ``style`` says so; ``fractions`` writes simple rationals
    (denominator up to 12) as ``1/3``. ``notation`` says what a gradient is called.
    """

    comma: bool = False
    style: Literal["decimals", "significant"] = "decimals"
    digits: int = 2
    fractions: bool = False
    notation: Notation = "partial"

    def gradient(self, output: str, name: str) -> str:
        """What the gradient of ``output`` by ``name`` is called in a line of text: ``∂f/∂x``."""
        return gradient_text(self.notation, output, name)

    def gradient_parts(self, output: str, name: str) -> tuple[Part, ...]:
        """The same in parts, for writing that sets names in a type of their own."""
        return gradient_parts(self.notation, output, name)

    def gradient_latex(self, output: str, name: str) -> str:
        """The same as LaTeX, of names that are LaTeX already."""
        return gradient_latex(self.notation, output, name)

    def text(self, x: float) -> str:
        """``x`` as it is shown beside wires and in tables."""
        x = float(x)
        special = _special(x)
        if special is not None:
            return special
        fraction = _fraction(x) if self.fractions else None
        return str(fraction).replace("-", MINUS) if fraction is not None else self._localized(_shown(self._digits(x)))

    def rounded(self, x: float) -> float:
        """The number that :meth:`text` writes for ``x``."""
        x = float(x)
        return float(self.exactly(x)) if math.isfinite(x) else x

    def exactly(self, x: float) -> Fraction:
        """The finite number that :meth:`text` writes for ``x``, without a float's rounding."""
        x = float(x)
        simple = _fraction(x) if self.fractions else None
        return simple if simple is not None else Fraction(self._digits(x))

    def equals(self, result: float, computed: float | Fraction) -> str:
        """``=`` or ``≈`` in front of ``result``: whether ``computed``, got from what is written to the left of the
        sign (:meth:`exactly`, :meth:`rounded`), is the result as it is written once it is rounded to the result's last
        digit, a five up; a result whose power of ten has swallowed whole numbers, ``2.0·10⁵``, must be met exactly."""
        if not math.isfinite(result):
            return "="
        if not math.isfinite(computed):
            return "≈"
        written, unit = self.exactly(result), self._unit(result)
        if not isinstance(computed, Fraction):
            if math.isclose(computed, written, rel_tol=10.0**-_TRUE_DIGITS):
                return "="
            computed = Fraction(format(computed, f".{_TRUE_DIGITS}g"))
        by_hand = computed if not unit or unit >= _COARSE_UNIT else _half_up(computed, unit)
        return "=" if by_hand == written else "≈"

    def adds_up(self, total: float, computed: Fraction) -> str:
        """``=`` or ``≈`` in front of ``total``: whether ``computed``, added up from what is written to the left of the
        sign (:meth:`exactly`), is the total as it is written, to the last digit."""
        return "=" if computed == self.exactly(total) else "≈"

    def sum_sign(self, addends: Iterable[float], total: float) -> str:
        """``=`` or ``≈`` between a written sum and its result."""
        if not math.isfinite(total):
            return "="
        return self.adds_up(total, sum(map(self.exactly, addends), Fraction(0)))

    def product_sign(self, factors: Iterable[float], product: float) -> str:
        """``=`` or ``≈`` between a written product and its result."""
        factors = tuple(factors)
        if not all(map(math.isfinite, factors)):
            return self.equals(product, math.prod(factors))
        return self.equals(product, math.prod(map(self.exactly, factors), start=Fraction(1)))

    def brief(self, x: float) -> str:
        """Like :meth:`text`, but whole numbers below a thousand without decimals: in formulas, ``e^3``."""
        return self.full(x) if abs(x) < _LONG and x == round(x) else self.text(x)

    def factor(self, x: float) -> str:
        """Like :meth:`text`, but 1, 0 or −1 without decimals: for what a gate multiplies by whatever its inputs are, as
        the 1 of a sum. A factor that comes from the inputs is written as they are, 1.00."""
        return self.full(x) if x in (1, 0, -1) else self.text(x)

    def term(self, x: float) -> str:
        """Like :meth:`text`, with brackets around a negative number: for sums and products, ``2.00 + (−0.05)``."""
        text = self.text(x)
        return f"({text})" if text.startswith(MINUS) else text

    def full(self, x: float) -> str:
        """All digits of ``x``: as few as read back to the same number."""
        x = float(x)
        special = _special(x)
        if special is not None:
            return special
        mantissa, e, exponent = repr(x).partition("e")
        return self._localized(_shown(mantissa.removesuffix(".0") + e + exponent))

    def count(self, n: int) -> str:
        """How many things there are, however many: ``1 024`` with thin spaces, from a billion on ``1.15·10¹⁸``."""
        if n < _COUNTED:
            return f"{n:,}".replace(",", THIN_SPACE)
        return self._localized(_shown(f"{Decimal(n):.2e}"))

    def exact(self, text: str) -> str:
        """A number as typed (``0.50`` stays so), with this minus and comma; ``pi`` is ``π``."""
        return "π" if text == "pi" else self._localized(text)

    def _unit(self, x: float) -> Fraction:
        """The unit of the last digit that is written for ``x``; 0 where all of ``x`` is written."""
        if x == 0 or (self.fractions and _fraction(x) is not None):
            return Fraction(0)
        exponent = Decimal(self._digits(x)).as_tuple().exponent
        assert isinstance(exponent, int)
        return Fraction(10) ** exponent

    def _digits(self, x: float) -> str:
        """An ordinary number as Python writes it, with the digits that are shown."""
        return self._decimals(x) if self.style == "decimals" else self._significant(x)

    def _decimals(self, x: float) -> str:
        fixed = _formatted(x, f".{self.digits}f")
        if float(fixed) == 0 or abs(float(fixed)) >= _LARGE:
            return _formatted(x, f".{max(self.digits, _LEAST_SIGNIFICANT) - 1}e")
        return fixed

    def _significant(self, x: float) -> str:
        digits = max(self.digits, 1)
        scientific = _formatted(x, f".{digits - 1}e")
        rounded = abs(float(scientific))
        if not _SMALL <= rounded < _LARGE:
            return scientific
        return _formatted(x, f".{max(digits - 1 - math.floor(math.log10(rounded)), 0)}f")

    def _localized(self, text: str) -> str:
        text = text.replace("-", MINUS)
        return text.replace(".", ",") if self.comma else text


def numerals_for(language: str) -> Numerals:
    """The usual way in ``language``: a comma in Russian (``"ru"``), a point in English."""
    return Numerals(comma=language == "ru")


def _formatted(x: float, form: str) -> str:
    """``x`` in Python's format ``form``, rounded as one does it by hand: the digits that stand for the float, a 5 up.

    Python rounds the binary number behind them, and 0.125 to the even 0.12.
    """
    with localcontext(_BY_HAND):
        return format(Decimal(repr(x)), form)


def _half_up(x: Fraction, unit: Fraction) -> Fraction:
    """``x`` rounded to a multiple of ``unit`` as one does it by hand: a five goes away from zero."""
    return (1 if x >= 0 else -1) * math.floor(abs(x) / unit + Fraction(1, 2)) * unit


def _special(x: float) -> str | None:
    """What is no matter of digits: zero of either sign, infinity, nan."""
    if x == 0:
        return "0"
    if math.isinf(x):
        return "∞" if x > 0 else MINUS + "∞"
    return "nan" if math.isnan(x) else None


def _shown(digits: str) -> str:
    """A number as Python writes it, its power of ten as people write it."""
    mantissa, e, exponent = digits.partition("e")
    return f"{mantissa}·10{str(int(exponent)).translate(_RAISED)}" if e else mantissa


def _fraction(x: float) -> Fraction | None:
    simple = Fraction(x).limit_denominator(_LARGEST_DENOMINATOR)
    if abs(simple.numerator) > _LARGEST_NUMERATOR or not math.isclose(float(simple), x, rel_tol=1e-12):
        return None
    return simple
