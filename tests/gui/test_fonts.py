"""The bundled type: loaded, found under its names, measured as it is drawn."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo, QRawFont

from gradviz.gui import fonts
from gradviz.gui.painting import Name, name_width, split_name
from gradviz.layout.layout import NORMAL, TIGHT

pytestmark = pytest.mark.usefixtures("qapp")


def test_every_file_loads() -> None:
    assert min(fonts.load()) >= 0


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_inter_comes_in_four_weights(weight: int) -> None:
    found = QFontInfo(fonts.ui(13, weight))
    assert (found.family(), found.weight(), found.pixelSize()) == ("Inter", weight, 13)


def test_numbers_and_names_have_faces_of_their_own() -> None:
    assert QFontInfo(fonts.mono(17, bold=True)).family() == "JetBrains Mono"
    assert QFontInfo(fonts.name(23)).family() == "STIX Two Text"
    assert QFontInfo(fonts.name(23)).italic()


def test_digits_are_equally_wide_in_both_weights() -> None:
    widths = {fonts.width(digit, fonts.mono(17, bold)) for digit in "0123456789" for bold in (True, False)}
    assert max(widths) - min(widths) < 0.01


def test_measures_grow_with_the_geometry() -> None:
    normal, tight = fonts.measure_for(NORMAL), fonts.measure_for(TIGHT)
    for role in ("number", "name", "gate"):
        assert normal("x1", role) > tight("x1", role) > 0


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(ValueError, match="'wire'"):
        fonts.measure_for(NORMAL)("x", "wire")


@pytest.mark.parametrize(
    ("typed", "base", "subscript"),
    [
        ("x", "x", ""),
        ("w1", "w", "1"),
        ("w_1", "w", "1"),
        ("w12", "w", "12"),
        ("net_h1", "net", "h1"),
        ("h1_2", "h", "1,2"),
        ("lambda", "λ", ""),
        ("theta0", "θ", "0"),
        ("Delta", "Delta", ""),
        ("w_alpha", "w", "α"),
        ("x1w1", "x", "1w1"),
        ("alpha_beta", "α", "β"),
        ("sum_", "sum_", ""),
        ("san", "san", ""),
        ("x_(2)", "x", "(2)"),
        ("w1_(2)", "w", "1,(2)"),
        ("w̄1", "w̄", "1"),
        ("x'", "x′", ""),
        ("x1'", "x′", "1"),
        ("вес", "вес", ""),
    ],
)
def test_names_are_set_with_real_subscripts(typed: str, base: str, subscript: str) -> None:
    assert split_name(typed) == Name(base, subscript)


def test_a_subscript_is_narrower_than_the_same_letters() -> None:
    assert name_width("w", 23) < name_width("w1", 23) < name_width("w", 23) + fonts.width("1", fonts.name(23)) + 1


def test_figures_of_an_index_are_upright_and_letters_beside_them_italic() -> None:
    one, letter = QRawFont.fromFont(fonts.subscript(23)), fonts.subscript(23)
    assert one.familyName() == fonts.DIGITS
    assert all(one.supportsCharacter(figure) for figure in "0123456789")
    assert not one.supportsCharacter("h")
    assert fonts.width("h", letter) == fonts.width("h", fonts.name(letter.pixelSize()))


@pytest.mark.parametrize("bold", [False, True])
def test_infinity_among_numbers_is_as_large_as_among_words(bold: bool, qapp) -> None:
    """A column of digits is too narrow for it: the sign comes from Inter."""
    assert fonts.width("∞", fonts.mono(17, bold)) == pytest.approx(fonts.width("∞", fonts.ui(17, 700 if bold else 500)))
    assert fonts.width("∞", fonts.mono(17, bold)) > 1.4 * fonts.width("0", fonts.mono(17, bold))
