"""How numbers are written for a person: few digits, a true minus, comma or point, ∞ and nan; an exact zero is ``0``.

>>> usual = Numerals()
>>> usual.text(2.0), usual.text(-0.05), usual.text(0.0), usual.text(3.51e-7)
('2.00', '−0.05', '0', '3.5·10⁻⁷')
>>> numerals_for("ru").text(0.5), Numerals(fractions=True).text(-0.5), usual.term(-0.05)
('0,50', '−1/2', '(−0.05)')
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

NOT_COMPUTED = "—"
"""Stands where a value or gradient is not known yet."""

MINUS = "−"
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LARGE = 1e5  # from here on powers of ten are written
_SMALL = 1e-4  # below, with significant digits
_LEAST_SIGNIFICANT = 2
_LARGEST_DENOMINATOR = 12
_LARGEST_NUMERATOR = 999


@dataclass(frozen=True, slots=True)
class Numerals:
    """One way of writing numbers.

    ``digits`` counts decimals, or significant digits where ``style`` says so; ``fractions`` writes simple rationals
    (denominator up to 12) as ``1/3``.
    """

    comma: bool = False
    style: Literal["decimals", "significant"] = "decimals"
    digits: int = 2
    fractions: bool = False

    def text(self, x: float) -> str:
        """``x`` as it is shown beside wires and in tables."""
        x = float(x)
        special = _special(x)
        if special is not None:
            return special
        fraction = _fraction(x) if self.fractions else None
        return fraction or self._localized(self._decimals(x) if self.style == "decimals" else self._significant(x))

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
        mantissa, _, exponent = repr(x).partition("e")
        return self._localized(
            _power_of_ten(mantissa.removesuffix(".0"), exponent) if exponent else mantissa.removesuffix(".0")
        )

    def exact(self, text: str) -> str:
        """A number as typed (``0.50`` stays so), with this minus and comma; ``pi`` is ``π``."""
        return "π" if text == "pi" else self._localized(text)

    def _decimals(self, x: float) -> str:
        fixed = f"{x:.{self.digits}f}"
        if float(fixed) == 0 or abs(float(fixed)) >= _LARGE:
            return _scientific(x, max(self.digits, _LEAST_SIGNIFICANT))
        return fixed

    def _significant(self, x: float) -> str:
        digits = max(self.digits, 1)
        rounded = float(f"{x:.{digits - 1}e}")
        if not _SMALL <= abs(rounded) < _LARGE:
            return _scientific(x, digits)
        return f"{x:.{max(digits - 1 - math.floor(math.log10(abs(rounded))), 0)}f}"

    def _localized(self, text: str) -> str:
        text = text.replace("-", MINUS)
        return text.replace(".", ",") if self.comma else text


def numerals_for(language: str) -> Numerals:
    """The usual way in ``language``: a comma in Russian (``"ru"``), a point in English."""
    return Numerals(comma=language == "ru")


def _special(x: float) -> str | None:
    """What is no matter of digits: zero of either sign, infinity, nan."""
    if x == 0:
        return "0"
    if math.isinf(x):
        return "∞" if x > 0 else MINUS + "∞"
    return "nan" if math.isnan(x) else None


def _scientific(x: float, digits: int) -> str:
    mantissa, _, exponent = f"{x:.{digits - 1}e}".partition("e")
    return _power_of_ten(mantissa, exponent)


def _power_of_ten(mantissa: str, exponent: str) -> str:
    return f"{mantissa}·10{str(int(exponent)).translate(_RAISED)}"


def _fraction(x: float) -> str | None:
    simple = Fraction(x).limit_denominator(_LARGEST_DENOMINATOR)
    if abs(simple.numerator) > _LARGEST_NUMERATOR or not math.isclose(float(simple), x, rel_tol=1e-12):
        return None
    return str(simple).replace("-", MINUS)
