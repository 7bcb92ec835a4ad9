"""How numbers are written for a person."""

from __future__ import annotations

import doctest
import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gradviz import numerals
from gradviz.numerals import NOT_COMPUTED, Numerals, numerals_for

INF = math.inf
USUAL = Numerals()


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (1, "1.00"),
        (2.5, "2.50"),
        (-0.05, "−0.05"),
        (1 / 3, "0.33"),
        (0.996, "1.00"),
        (0.005001, "0.01"),
        (0.125, "0.13"),
        (-0.125, "−0.13"),
        (2.675, "2.68"),
        (1.004999, "1.00"),
        (0.004, "4.0·10⁻³"),
        (-3.5e-7, "−3.5·10⁻⁷"),
        (9.96e-7, "1.0·10⁻⁶"),
        (99999.99, "99999.99"),
        (99999.999, "1.0·10⁵"),
        (100000, "1.0·10⁵"),
        (-1.25e12, "−1.3·10¹²"),
        (5e-324, "5.0·10⁻³²⁴"),
        (INF, "∞"),
        (-INF, "−∞"),
        (math.nan, "nan"),
    ],
)
def test_two_decimals(x, text):
    assert USUAL.text(x) == text


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (0, "0"),
        (1, "1.00"),
        (12.345, "12.3"),
        (1234.5, "1235"),
        (0.012345, "0.0123"),
        (9.996, "10.0"),
        (0.00001, "1.00·10⁻⁵"),
        (123456, "1.23·10⁵"),
        (-INF, "−∞"),
    ],
)
def test_significant_digits(x, text):
    assert Numerals(style="significant", digits=3).text(x) == text


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (1 / 3, "1/3"),
        (-0.5, "−1/2"),
        (5 / 12, "5/12"),
        (2, "2"),
        (1 / 13, "0.08"),
        (0.33, "0.33"),
        (0, "0"),
        (1e7, "1.0·10⁷"),
    ],
)
def test_fractions(x, text):
    assert Numerals(fractions=True).text(x) == text


@pytest.mark.parametrize(
    ("x", "text"),
    [(2, "2"), (0.1 + 0.2, "0.30000000000000004"), (-1e-7, "−1·10⁻⁷"), (1.5e300, "1.5·10³⁰⁰"), (-0.0, "0")],
)
def test_all_digits(x, text):
    assert USUAL.full(x) == text


def test_russian_takes_the_comma():
    russian, english = numerals_for("ru"), numerals_for("en")
    assert (russian.text(-0.5), russian.full(1.5e-9), russian.exact("0.50")) == ("−0,50", "1,5·10⁻⁹", "0,50")
    assert english.text(-0.5) == "−0.50"


def test_terms_of_a_sum_bracket_a_minus():
    assert [USUAL.term(x) for x in (2, -0.05, 0, -INF)] == ["2.00", "(−0.05)", "0", "(−∞)"]


@pytest.mark.parametrize(
    ("typed", "text"), [("0.50", "0.50"), ("-4", "−4"), ("1e-4", "1e−4"), ("pi", "π"), ("7.", "7.")]
)
def test_typed_numbers_stay_as_typed(typed, text):
    assert USUAL.exact(typed) == text


def test_not_computed_is_no_number():
    assert NOT_COMPUTED == "—"


def value(text: str) -> float:
    """The number a text stands for."""
    mantissa, _, power = text.replace("−", "-").replace(",", ".").partition("·10")
    return float(f"{mantissa}e{power.translate(str.maketrans('⁰¹²³⁴⁵⁶⁷⁸⁹⁻', '0123456789-')) or 0}")


@given(st.integers(-99_999_000, 99_999_000).filter(lambda n: abs(n) >= 5))
def test_a_five_is_rounded_up_as_by_hand(thousandths):
    hundredths = (abs(thousandths) + 5) // 10
    by_hand = f"{'−' * (thousandths < 0)}{hundredths // 100}.{hundredths % 100:02}"
    assert USUAL.text(thousandths / 1000) == by_hand


@given(st.floats(-1e307, 1e307), st.booleans(), st.sampled_from(["decimals", "significant"]))
def test_what_is_written_is_close_and_never_a_false_zero(x, comma, style):
    text = Numerals(comma=comma, style=style).text(x)
    assert (text == "0") == (x == 0)
    assert math.isclose(value(text), x, rel_tol=0.051, abs_tol=0.0051 if abs(x) > 0.005 else 0)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_all_digits_read_back(x):
    assert value(USUAL.full(x)) == x


EVERY_WAY = [
    Numerals(),
    Numerals(comma=True, digits=1),
    Numerals(style="significant", digits=3),
    Numerals(fractions=True),
]


@pytest.mark.parametrize("way", EVERY_WAY)
@given(st.floats(-1e307, 1e307))
def test_the_rounded_number_is_the_one_written(way, x):
    text = way.text(x)
    over, _, under = text.partition("/")
    assert way.rounded(x) == pytest.approx(value(over) / value(under) if under else value(text), rel=1e-12)


def on_paper(text: str) -> Fraction:
    """The number a text stands for, to the last digit."""
    mantissa, _, power = plain(text).partition("·10")
    return Fraction(mantissa) * Fraction(10) ** int(power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")) or 0)


@pytest.mark.parametrize("way", EVERY_WAY)
@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=5))
@example([1.0, 1.1e-3])
@example([1.0, 2.0, -3.0])
def test_a_written_sum_adds_up_or_says_it_does_not_quite(way, addends):
    """Worked out exactly from what is on the screen, as a reader with paper would."""
    total = sum(addends)
    met = sum(on_paper(way.text(x)) for x in addends) == on_paper(way.text(total))
    assert way.sum_sign(addends, total) == ("=" if met else "≈")


@pytest.mark.parametrize(
    ("addends", "sign"),
    [
        ((0.316, 0.316), "≈"),
        ((2, -0.05), "="),
        ((1 / 3, 1 / 3, 1 / 3), "≈"),
        ((math.inf, 1), "="),
        ((1.0, 1.1e-3), "≈"),
    ],
)
def test_the_sign_of_a_sum(addends, sign):
    assert USUAL.sum_sign(addends, sum(addends)) == sign


@pytest.mark.parametrize(
    ("factors", "sign"), [((2, 3), "="), ((20.0855, 2), "≈"), ((1.5, 1.95), "="), ((0, 5), "="), ((1e-3, 1e3), "=")]
)
def test_the_sign_of_a_product(factors, sign):
    assert USUAL.product_sign(factors, math.prod(factors)) == sign


@pytest.mark.parametrize(
    ("factors", "product", "sign"),
    [
        ((3.5e-7, 0.5), 1.75e-7, "="),  # 1.8·10⁻⁷
        ((3.48e-7, 0.5), 1.74e-7, "≈"),  # 1.75·10⁻⁷ by hand is 1.8·10⁻⁷
        ((1.088, 0.5), 0.544, "≈"),  # 0.545 by hand is 0.55
        ((-1.088, 0.5), -0.544, "≈"),
        ((2.25, 0.5), 1.125, "="),  # 1.13
        ((-2.25, 0.5), -1.125, "="),
    ],
)
def test_a_five_is_rounded_up_before_the_result_is_compared(factors, product, sign):
    assert USUAL.product_sign(factors, product) == sign
    assert USUAL.equals(product, math.prod(map(USUAL.rounded, factors))) == sign


@pytest.mark.parametrize("way", EVERY_WAY)
@given(st.lists(st.floats(-1e4, 1e4), min_size=2, max_size=3))
@example([3.48e-7, 0.5])
def test_a_written_product_gives_the_result_as_written_or_says_it_does_not_quite(way, factors):
    """Worked out exactly from what is on the screen and rounded by hand, as a reader with paper would."""
    product = math.prod(factors)
    by_hand = math.prod((fraction_on_paper(way.text(x)) for x in factors), start=Fraction(1))
    shown = plain(way.text(product))
    if product != 0 and "/" not in shown and (unit := last_digit(shown)) < 10:
        by_hand = (1 if by_hand >= 0 else -1) * math.floor(abs(by_hand) / unit + Fraction(1, 2)) * unit
    met = by_hand == fraction_on_paper(shown)
    assert way.product_sign(factors, product) == ("=" if met else "≈")


def last_digit(shown: str) -> Fraction:
    """What a 1 in the place of the last digit stands for."""
    mantissa, times, power = shown.partition("·10")
    exponent = Decimal(mantissa).as_tuple().exponent
    assert isinstance(exponent, int)
    return Fraction(10) ** exponent * on_paper(f"1{times}{power}")


def fraction_on_paper(text: str) -> Fraction:
    over, _, under = text.partition("/")
    return on_paper(over) / on_paper(under) if under else on_paper(text)


def test_exact_factors_have_no_decimals():
    assert [USUAL.factor(x) for x in (1, 0, -1, -4, 0.5)] == ["1", "0", "−1", "−4.00", "0.50"]


def test_whole_numbers_are_brief_up_to_a_thousand():
    assert [USUAL.brief(x) for x in (3, -4, 0.5, 999, 1000, INF)] == ["3", "−4", "0.50", "999", "1000.00", "∞"]
    assert USUAL.brief(math.nan) == "nan"


def plain(text: str) -> str:
    return text.replace("−", "-").replace(",", ".")


def test_examples_of_the_module():
    result = doctest.testmod(numerals)
    assert result.attempted
    assert not result.failed


def test_a_power_of_ten_that_swallows_whole_numbers_is_not_equal_to_them():
    usual = Numerals()
    assert usual.text(196830.0) == "2.0·10⁵"
    assert usual.sum_sign([19683.0] * 10, 196830.0) == "≈"
    assert usual.sum_sign([1e5, 1e5], 2e5) == "="
    assert usual.product_sign([300.0, 300.0], 90000.0) == "="
