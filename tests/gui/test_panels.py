"""Inputs, numbers, formulas and bars, each by itself."""

import math

import pytest
from PySide6.QtCore import QByteArray, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest

from gradviz import i18n
from gradviz.graph.number_box import read_number
from gradviz.gui import fonts
from gradviz.gui.panels.formula import Formula
from gradviz.gui.panels.inputs import RIGHT, Inputs
from gradviz.gui.state import derive
from gradviz.gui.theme import DARK, LIGHT
from gradviz.gui.typesetting import typeset
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import Numerals
from tests.gui.side_panels import MAIN

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
"""What Qt's offscreen platform says of every window with a least size."""

MAIN_ROLES = {"w": "parameter", "x": "input", "y": "input"}
USUAL = Numerals()


@pytest.fixture
def inputs(qtbot):
    panel = Inputs(LIGHT)
    qtbot.addWidget(panel)
    result = derive(MAIN).result
    panel.show_run(result.run, MAIN_ROLES, USUAL)
    panel.show_frame(result.timeline.rest(0), USUAL)
    panel.resize(364, 220)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    return panel


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0.5", 0.5), ("0,5", 0.5), ("1/4", 0.25), ("-pi/4", -math.pi / 4), ("2e-3", 0.002), ("sqrt(2)", 2**0.5)],
)
def test_a_number_field_reads_what_people_write(inputs, qtbot, typed, number):
    field = inputs.rows["x"].field
    field.selectAll()
    QTest.keyClicks(field, typed)
    with qtbot.waitSignal(inputs.value_asked) as told:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args == ["x", pytest.approx(number)]


@pytest.mark.parametrize("typed", ["", "nan", "2,5,1", "x", "__import__", "1/0"])
def test_a_wrong_number_is_told_below_its_row_and_changes_nothing(inputs, qtbot, typed):
    row, told = inputs.rows["x"], inputs.refusal
    inputs.value_asked.connect(lambda *_: pytest.fail("no value was asked for"))
    enter(row.field, typed)
    qtbot.waitUntil(lambda: told.isVisible() and told.geometry().top() >= row.geometry().bottom())
    assert told.error.code == "bad-number"
    assert row.field.text() == typed
    assert not any(told.geometry().intersects(each.geometry()) for each in inputs.rows.values())
    assert told.words.height() >= told.words.heightForWidth(told.words.width())
    QTest.keyClick(row.field, Qt.Key.Key_Escape)
    assert not told.isVisible()
    assert row.field.text() in ("2.00", "2")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_told_of_the_last_row_is_scrolled_to(inputs, qtbot, language):
    i18n.set_language(language)
    inputs.resize(336, 130)
    told = inputs.refusal
    enter(list(inputs.rows.values())[-1].field, "abc")

    def seen():
        return inputs.rect().contains(told.rect().translated(told.mapTo(inputs, QPoint())))

    qtbot.waitUntil(lambda: told.isVisible() and seen())


@pytest.mark.parametrize("typed", ["1/3", "-2/7", "pi/4", "-3*pi/4", "pi", "e/2", "2,5", "100/3"])
def test_a_number_is_edited_again_as_it_was_typed(inputs, typed):
    field = inputs.rows["x"].field
    inputs.value_asked.connect(lambda _, number: field.show_number(number, Numerals(comma="," in typed)))
    enter(field, typed)
    inputs.rows["w"].field.setFocus()
    assert field.text() != typed
    field.setFocus()
    assert field.text().replace("−", "-") == typed


def test_a_message_about_a_number_goes_with_the_next_good_one_or_with_the_keyboard(inputs):
    field, told = inputs.rows["x"].field, inputs.refusal
    enter(field, "abc")
    enter(field, "0.25")
    assert (told.isVisible(), field.text()) == (False, "0.25")
    enter(field, "abc")
    inputs.rows["w"].field.setFocus()
    assert (told.isVisible(), field.text()) == (False, "0.25")


def test_esc_belongs_to_a_field_only_while_something_is_typed(inputs):
    """Elsewhere in the window Esc is a shortcut, which would take the keyboard away and enter what was typed."""
    field = inputs.rows["x"].field

    def claimed():
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        field.event(event)
        return event.isAccepted()

    field.setFocus()
    assert not claimed()
    QTest.keyClicks(field, "7")
    assert claimed()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not claimed()


def enter(field, typed):
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1/3", "0.33"),
        ("1e9", "1.0·10⁹"),
        ("0.0000001", "1.0·10⁻⁷"),
        ("-0.0000001", "−1.0·10⁻⁷"),
        ("99999", "99999.00"),
    ],
)
def test_an_entered_number_is_rounded_and_seen_whole(inputs, typed, shown):
    field = inputs.rows["x"].field
    enter(field, typed)
    assert field.text() == shown
    assert field.hasFocus()
    assert fonts.width(shown, field.font()) <= field.width() - 10
    assert field.font().pixelSize() >= 12
    number = read_number(typed)
    assert field.toolTip() == USUAL.full(number)
    inputs.rows["x"].show_value(number, USUAL)
    assert field.text() == shown
    QTest.keyClick(field, Qt.Key.Key_Left)
    assert field.text() == ("1/3" if typed == "1/3" else USUAL.full(number))


def test_a_number_that_is_edited_is_seen_from_its_beginning(inputs):
    row = inputs.rows["x"]
    row.show_value(math.sqrt(2), USUAL)
    row.field.setFocus()
    assert row.field.text() == USUAL.full(math.sqrt(2))
    assert row.field.selectedText() == row.field.text()
    assert row.field.cursorPosition() == 0


def test_a_rounded_number_left_alone_stays_exact(inputs, qtbot):
    row = inputs.rows["x"]
    row.show_value(1 / 3, USUAL)
    assert row.field.text() == "0.33"
    inputs.value_asked.connect(lambda *_: pytest.fail("nothing was typed"))
    QTest.keyClick(row.field, Qt.Key.Key_Return)


def test_a_slider_asks_for_round_values_and_ends_its_drag(inputs, qtbot):
    slider = inputs.rows["x"].slider
    with qtbot.waitSignals([inputs.value_asked, inputs.settled]):
        QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 10, 13))
    assert slider.number() == 5.0
    slider.show_number(7.5)
    assert (slider.low, slider.high) == (-10.0, 10.0)
    assert slider.number() == 7.5


def test_a_click_on_the_body_asks_for_the_other_role(inputs, qtbot):
    with qtbot.waitSignal(inputs.role_asked) as told:
        inputs.rows["w"].body.click()
    assert told.args == ["w", "input"]


def test_gradients_are_a_dash_until_they_are_known(inputs):
    result = derive(MAIN).result
    assert inputs.rows["x"].gradient.text() == "—"
    inputs.show_frame(result.timeline.rest(-1), USUAL)
    assert inputs.rows["x"].gradient.text() == USUAL.text(result.run.gradients["x"])


def test_the_dash_of_an_unknown_gradient_never_changes_its_look(inputs):
    """Before the first step, after it and after all of them and back."""
    timeline = derive(MAIN).result.timeline
    cells = [row.gradient for row in inputs.rows.values()]
    before = [cell.grab().toImage() for cell in cells]
    for steps in ((1,), (-1, 0)):
        for step in steps:
            inputs.show_frame(timeline.rest(step), USUAL)
        assert [cell.grab().toImage() for cell in cells] == before


def test_a_dash_and_a_number_end_below_the_heading(inputs):
    """Whatever is written ends at the same edge, in grey while it is not known or 0."""
    picture = inputs.grab().toImage()
    for name, row in inputs.rows.items():
        cell = row.gradient
        right = cell.mapTo(inputs, QPoint(cell.width(), 0)).x()
        assert right == inputs.width() - RIGHT
        middle = cell.mapTo(inputs, QPoint(0, cell.height() // 2)).y()
        inked = [x for x in range(right - 40, right) if picture.pixelColor(x, middle).lightness() < 200]
        assert right - 3 <= max(inked) < right, name
        assert len(inked) >= 10, f"{name}: a dash as wide as a capital"


def test_long_names_get_wider_bodies_and_then_an_ellipsis(qtbot):
    panel = Inputs(LIGHT)
    qtbot.addWidget(panel)
    names = ("вес_скрытый", "W11_1", "x", "weight_of_the_hidden_neuron")
    result = derive(Lesson(text=" + ".join(names))).result
    panel.show_run(result.run, dict.fromkeys(names, "input"), USUAL)
    panel.resize(364, 260)
    panel.show()
    widths = {row.body.width() for row in panel.rows.values()}
    assert len(widths) == 1
    assert widths.pop() <= 96
    for name, row in panel.rows.items():
        assert row.slider.width() >= 60
        assert name in row.body.toolTip()
        assert row.gradient.geometry().right() <= row.width()


def test_exact_numbers_are_told_on_hover(inputs):
    result = derive(MAIN).result
    inputs.show_frame(result.timeline.rest(-1), USUAL)
    assert inputs.rows["x"].gradient.toolTip() == f"∂f/∂x = {USUAL.full(result.run.gradients['x'])}"
    inputs.rows["x"].show_value(1 / 3, USUAL)
    assert inputs.rows["x"].field.toolTip() == USUAL.full(1 / 3)


def test_rows_stay_while_the_names_do(inputs):
    before = dict(inputs.rows)
    inputs.show_run(derive(MAIN.with_text(MAIN.text + " + 1")).result.run, MAIN_ROLES, USUAL)
    assert inputs.rows == before


def test_formulas_are_typeset_and_fit(qtbot):
    panel = Formula(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(435, 105)
    panel.show()
    panel.show_graph(derive(MAIN).result.graph)
    qtbot.waitUntil(lambda: len(panel.placed()) == 3, timeout=20_000)
    rects = [each.rect for each in panel.placed()]
    for place, rect in enumerate(rects):
        assert panel.rect().contains(rect.toAlignedRect())
        assert not any(rect.intersects(other) for other in rects[:place])
    light = panel._drawings
    panel.set_theme(DARK)
    qtbot.waitUntil(lambda: panel._drawings is not light, timeout=20_000)
    panel.finish()


@pytest.mark.parametrize(
    ("text", "formulas"),
    [("x", ("x",)), ("5", ("5",)), ("f = 5", ("f = 5",)), ("w = 2\nf = w*x", ("f = w \\, x",)), ("x*y\nx", None)],
)
def test_a_graph_is_never_without_its_formula(qtbot, text, formulas):
    panel = Formula(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(435, 105)
    panel.show_graph(derive(Lesson(text=text)).result.graph)
    assert panel.formulas == (formulas or ("x \\, y", "x"))
    qtbot.waitUntil(lambda: len(panel.placed()) == len(panel.formulas), timeout=20_000)
    panel.finish()


@pytest.mark.parametrize("formula", ["n = -1 \\cdot d", "\\left(-x\\right)", "\\max\\left(x, -y\\right)"])
def test_a_sign_stands_close_to_its_number(formula):
    """With the gap of a subtraction on both sides of the minus the formula would be as wide as with a plus there."""

    def width(text):
        return QSvgRenderer(QByteArray(typeset(text, "#000000"))).defaultSize().width()

    minus, gap = width("-"), width("a b") - width("ab")
    assert width(formula) <= width(formula.replace("-", "{}")) + minus + gap


def test_a_small_panel_shows_the_last_formula_alone(qtbot):
    panel = Formula(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(150, 40)
    panel.show_graph(derive(MAIN).result.graph)
    qtbot.waitUntil(lambda: bool(panel._drawings), timeout=20_000)
    assert len(panel.placed()) == 1
    panel.finish()


def test_dots_stand_where_lines_have_no_room(qtbot):
    panel = Formula(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(300, 105)
    lines = [f"a{place} = {'+'.join(f'w{place}_{n}*x{n}' for n in range(4))}" for place in range(9)]
    panel.show_graph(derive(Lesson(text="\n".join([*lines, "s = a7 + a8", "f = s**2"]))).result.graph)
    qtbot.waitUntil(lambda: bool(panel._drawings), timeout=20_000)
    placed = panel.placed()
    assert placed[0].drawing is panel._dots
    assert [each.drawing for each in placed[1:]] == panel._drawings[1 - len(placed) :]
    assert 2 <= len(placed) - 1 < len(panel.formulas)
    assert all(panel.rect().contains(each.rect.toAlignedRect()) for each in placed)
    panel.resize(900, 500)
    assert [each.drawing for each in panel.placed()] == panel._drawings
    panel.finish()


def test_a_line_too_long_to_typeset_is_told_by_dots(qtbot):
    panel = Formula(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(435, 105)
    panel.show_graph(derive(Lesson(text=f"a = {'+'.join(f'w{n}*x{n}' for n in range(60))}\nf = a**2")).result.graph)
    qtbot.waitUntil(lambda: bool(panel._drawings), timeout=20_000)
    assert [each.drawing for each in panel.placed()] == [panel._dots, *panel._drawings]
    panel.finish()
