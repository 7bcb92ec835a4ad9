"""One odd way of writing numbers, looked for wherever the window writes one: 5 significant digits, comma, fractions."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from gradviz.explain.derivation import derivation
from gradviz.export.forms import FORMS
from gradviz.export.words import described
from gradviz.gui import fonts
from gradviz.gui.capture import svg_bytes
from gradviz.gui.main_window import MainWindow
from gradviz.gui.painting import number_in
from gradviz.gui.panels.number_field import NumberField
from gradviz.numerals import Numerals

ODD = Numerals(comma=True, style="significant", digits=5, fractions=True, notation="error")
TWO = Numerals(comma=True)
VALUES = {"w": 0.7123456, "x": 1 / 3, "y": 2.3456789}
PROGRAM = "s = sigmoid(w*x - y)\nf = s*exp(x) + max(w, y)*x"

POINT = re.compile(r"\d\.\d")
NUMBER = re.compile(r"\d+(?:,\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?|\d+/\d+")
TABS = ("explain", "code", "check", "curve", "paths")


@pytest.fixture
def window(open_window) -> MainWindow:
    found = open_window("--expr", PROGRAM, "--set", *(f"{name}={value!r}" for name, value in VALUES.items()))
    found.looks.set_numbers(decimal="comma", style="significant", digits=5, fractions=True, notation="error")
    return found


@pytest.fixture
def drawn(monkeypatch) -> list[str]:
    """All that is written by painters from now on."""
    texts: list[str] = []
    draw = QPainter.drawText

    def record(painter: QPainter, *arguments: object) -> object:
        texts.extend(each for each in arguments if isinstance(each, str))
        return draw(painter, *arguments)

    monkeypatch.setattr(QPainter, "drawText", record)
    return texts


def said(widget: QWidget) -> list[str]:
    """The texts of labels, fields and hints that are seen."""
    shown = [part for part in (widget, *widget.findChildren(QWidget)) if part.isVisible()]
    texts = [part.toolTip() for part in shown] + [part.accessibleDescription() for part in shown]
    return texts + [part.text() for part in shown if isinstance(part, QLabel | QLineEdit)]


def not_as_wished(texts: list[str], window: MainWindow) -> list[str]:
    """Texts with a decimal point, and numbers of the run written with two decimals."""
    run = window.session.picture.run
    numbers = {float(number) for number in (*run.node_values, *run.node_gradients, *run.wire_gradients)}
    short = {TWO.text(abs(number)) for number in numbers} - {ODD.text(abs(number)) for number in numbers}
    return [text for text in texts if POINT.search(text) or short & set(NUMBER.findall(text))]


def at_step(window: MainWindow, place: int, wait: Callable[[], object]) -> None:
    window.player.seek_step(place)
    window.stage.canvas.settle()
    wait()


def test_painted_and_told_numbers_are_as_wished(window: MainWindow, drawn: list[str], qtbot) -> None:
    window.actions_["tables"].trigger()
    window.actions_["strip"].trigger()
    run = window.session.picture.run
    for tab in TABS:
        window.side.tabs.choose(tab)
        for place in range(len(window.player.timeline.steps)):
            at_step(window, place, QApplication.processEvents)
            window.grab()
        qtbot.wait(50)
        drawn += said(window)
    drawn += [item.hint() for item in window.stage.canvas.scene.parts()]
    assert not not_as_wished(drawn, window)
    for number in (run.value, run.gradients["w"], run.gradients["x"]):
        assert any(ODD.text(number) in text for text in drawn)
    assert any("1/3" in text for text in drawn)


def test_cards_captions_and_their_latex_are_as_wished(window: MainWindow) -> None:
    texts = []
    for place in range(len(window.player.timeline.steps)):
        window.player.seek_step(place)
        card = window.side.explain.explanation
        texts += [card.plain(ODD), card.latex().replace("{,}", ","), window.stage.canvas.caption.text()]
    assert not not_as_wished(texts, window)
    assert any(r"\frac{1}{3}" in text for text in texts)


@pytest.mark.parametrize("form", ["tikz", "markdown"])
def test_exported_texts_are_as_wished(window: MainWindow, form: str) -> None:
    """TikZ's places and line widths have points; they are no numbers of the run."""
    window.player.jump.last()
    text = FORMS[form].text(window.exporting.moment()).replace("{,}", ",")
    assert ODD.text(window.session.picture.run.value) in text
    lines = [line for line in text.splitlines() if form == "markdown" or "$" in line]
    told = [found for line in lines for found in ([line] if form == "markdown" else re.findall(r"\$(.*?)\$", line))]
    assert told
    assert not not_as_wished(told, window)


def test_the_derivation_and_the_words_of_a_picture_are_as_wished(window: MainWindow) -> None:
    window.player.jump.last()
    run, frame = window.session.picture.run, window.player.frame
    texts = [derivation(run, ODD).replace("{,}", ","), described(run.graph, window.session.picture.roles, frame, ODD)]
    assert not not_as_wished(texts, window)
    assert f"E_w = {ODD.text(run.gradients['w'])}" in texts[1]
    picture = window.exporting.shoot()
    in_svg = re.search(r"<desc>(.*?)</desc>", svg_bytes(picture).decode(), re.DOTALL)[1]
    assert not not_as_wished([in_svg], window)
    assert texts[1].splitlines()[-1] in in_svg


@pytest.mark.parametrize(("typed", "number"), [("0,25", 0.25), ("0.25", 0.25), ("1/4", 0.25), ("pi/4", math.pi / 4)])
def test_every_number_field_takes_comma_and_point_fractions_and_constants(window, qtbot, typed, number) -> None:
    window.side.tabs.choose("check")
    check, inputs = window.side.check, window.side.inputs
    rows = [row.field for row in inputs.rows.values()]
    assert set(window.findChildren(NumberField)) == {check.field, check.nudging.field, *rows}
    for field in (check.field, check.nudging.field, *rows):
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, typed)
        with qtbot.waitSignal(field.entered) as entered:
            qtbot.keyClick(field, Qt.Key.Key_Return)
        assert entered.args == [pytest.approx(number)]
    assert set(window.session.lesson.values.values()) == {number}
    assert check.nudging.nudge.h == pytest.approx(number)


def test_the_speed_has_the_decimal_sign_of_all_numbers(window) -> None:
    window.player.set_speed(0.25)
    assert window.stage.player_bar.speed.text() == "0,25×"
    window.looks.set_numbers(decimal="point")
    assert window.stage.player_bar.speed.text() == "0.25×"


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.builds(
        Numerals, comma=st.booleans(), style=st.sampled_from(["decimals", "significant"]), digits=st.integers(2, 6)
    ),
    st.integers(48, 120),
)
@pytest.mark.usefixtures("qapp")
def test_a_number_in_a_narrow_place_is_never_cut_off(number: float, numerals: Numerals, room: int) -> None:
    """It is written with all digits asked for where the smallest type has room for them, otherwise with fewer."""
    sizes = (14, 13, 12, 11)
    text, font = number_in(room, number, numerals, sizes)
    wished = numerals.text(number)
    if fonts.width(wished, fonts.mono(11)) <= room:
        assert text == wished
    shortest = replace(numerals, digits=min(numerals.digits, 2)).text(number)
    assert fonts.width(text, font) <= room or text == shortest
    assert font.pixelSize() in sizes
