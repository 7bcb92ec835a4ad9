"""Number fields: both decimal signs, fractions, pi; everything else is refused."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradviz.errors import ReadError
from gradviz.graph.number_box import read_number, shortest


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5),
        ("0,5", 0.5),
        ("2,5", 2.5),
        (" 7 ", 7),
        ("-3", -3),
        ("−3", -3),
        ("+3", 3),
        ("1/3", 1 / 3),
        ("1,5/3", 0.5),
        ("-pi/4", -math.pi / 4),
        ("π", math.pi),
        ("2pi", 2 * math.pi),
        ("1e-3", 0.001),
        ("2*10^3", 2000),
        ("2·10⁻³", 0.002),
        ("-(1 - 4)", 3),
        ("e^2", math.exp(2)),
        ("2^0.5", math.sqrt(2)),
        ("sqrt(2)", math.sqrt(2)),
        ("exp(1)", math.e),
        ("-sqrt(2)/2", -math.sqrt(2) / 2),
        ("ln(0,5)", math.log(0.5)),
        ("sin(pi/6)", math.sin(math.pi / 6)),
        ("max(1, 2)", 2),
        ("|-3|", 3),
    ],
)
def test_number(text, value):
    assert read_number(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "nan",
        "inf",
        "∞",
        "x",
        "1,2,3",
        "1.000,5",
        "2 3",
        "1e400",
        "9^9^9",
        "1/0",
        "0^-1",
        "(-8)^(1/3)",
        "1,",
        "sqrt(-2)",
        "log(0)",
        "exp(x)",
        "sqrt 2",
        "max(1,2)",
        "a = 3",
        "1\n2",
        "0x10",
        "1_000",
        "__import__('os')",
        "e^1000",
    ],
)
def test_refused(text):
    with pytest.raises(ReadError) as caught:
        read_number(text)
    assert caught.value.code == "bad-number"


@given(st.floats(-1e300, 1e300).filter(lambda x: x == 0 or abs(x) > 1e-300))
def test_every_number_reads_back(x):
    assert read_number(repr(x)) == x


@given(st.text(max_size=12))
def test_only_its_own_error_leaves(text):
    try:
        assert math.isfinite(read_number(text))
    except ReadError as error:
        assert error.code == "bad-number"


@pytest.mark.parametrize("text", ["1/3", "-2/7", "pi", "-pi", "pi/4", "-3*pi/4", "2*pi/3", "e/3", "100/3"])
def test_the_shortest_writing_is_the_one_typed(text):
    assert shortest(read_number(text)) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_shortest_writing_reads_back_exactly(number):
    text = shortest(number)
    assert text is None or read_number(text) == number


@pytest.mark.parametrize("number", [0.0, 0.5, -2.25, 1e300, 5e-324, 0.1 + 0.2, math.sqrt(2)])
def test_decimals_stay_decimals(number):
    assert shortest(number) is None


@pytest.mark.parametrize("text", ["1e400", "-1e400", "1,5e999"])
def test_a_number_beyond_all_floats_is_called_too_large(text):
    with pytest.raises(ReadError) as caught:
        read_number(text)
    assert str(caught.value) == "This number is too large."
