"""The local derivative on a wire is the number that the caption writes, shorter only where it has no room."""

from __future__ import annotations

import pytest

from gradviz.gui.canvas.item import Style
from gradviz.gui.canvas.label_items import ChipItem
from gradviz.gui.theme import LIGHT
from gradviz.layout.layout import NORMAL, Box
from gradviz.numerals import Numerals

WIDE = Box(0.0, 0.0, 200.0, 20.0)


def written(number: float, box: Box = WIDE, numerals: Numerals = Numerals()) -> ChipItem:  # noqa: B008
    chip = ChipItem(Style(LIGHT, NORMAL))
    chip.place(box, 0.0)
    chip.write(number, numerals, 1.0)
    return chip


@pytest.mark.parametrize("number", [1.0, 0.0, 2.0, 0.5, 300.0, 20.085537])
def test_it_is_the_number_of_the_caption(qapp, number):
    assert written(number).text == f"×{Numerals().text(number)}"


def test_a_negative_factor_stands_in_brackets(qapp):
    assert written(-1.0).text == "×(−1.00)"
    assert written(-2.0).text == "×(−2.00)"
    assert written(-0.5, numerals=Numerals(comma=True)).text == "×(−0,50)"


def test_without_room_a_whole_number_loses_its_decimals_and_any_other_keeps_them(qapp):
    narrow = Box(0.0, 0.0, 40.0, 20.0)
    assert written(-12.0, narrow).text == "×(−12)"
    assert written(-0.5, narrow).text == "×(−0.50)"
    assert written(-12.0, narrow).hint() == "×−12"


def test_one_digit_is_enough_where_one_is_asked_for(qapp):
    assert written(2.5, numerals=Numerals(digits=1)).text == "×2.5"


@pytest.mark.parametrize(("number", "text"), [(1.0, "×1"), (-1.0, "×(−1)"), (0.0, "×0"), (0.5, "×0.50")])
def test_a_number_of_the_gate_table_has_no_decimals(qapp, number, text):
    chip = ChipItem(Style(LIGHT, NORMAL))
    chip.place(WIDE, 0.0)
    chip.write(number, Numerals(), 1.0, is_exact=True)
    assert chip.text == text
