"""The Code panel: its text runs, its numbers are the performance's, its marks the step's."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gradviz.autodiff.naming import FUNCTIONS
from gradviz.explain.topic import Topic
from gradviz.graph.ties import Ties
from gradviz.gui.panels.code import Code
from gradviz.gui.state import derive
from gradviz.gui.theme import DARK
from gradviz.lesson import library
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import Numerals
from tests.gui.side_panels import MAIN, perform

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

TIE = Lesson(text="max(x, y)", ties=Ties("first"))


@pytest.fixture
def code(panel_of):
    return panel_of(Code, 560)


@pytest.mark.parametrize("lesson", [each.id for each in library.lessons() if each.available])
def test_the_shown_text_is_a_program_that_gives_the_gradients_of_the_run(code, lesson):
    opened = library.load_lesson(lesson)
    perform(code, opened)
    run = derive(opened).result.run
    scope = dict(FUNCTIONS) | dict(run.bindings)
    exec(code.text.toPlainText(), scope)
    for name in run.bindings:
        if name.isidentifier():
            assert scope[f"d{name}"] == pytest.approx(run.gradients[name], rel=1e-9, abs=1e-12)


def test_the_lines_of_the_step_are_marked_and_in_sight(code):
    code.resize(364, 200)
    result = derive(MAIN).result
    perform(code, MAIN)
    for step in result.timeline.steps:
        code.show_frame(result.timeline.rest(step.index), Numerals())
        marked = [row for row, entry in code._rows() if entry.current]
        assert len(marked) == len(step.listing_lines)
        assert all(0 <= code.text.row_top(row) < code.text.viewport().height() for row in marked[:1])


@pytest.mark.parametrize("hidden", [False, True])
def test_the_line_of_the_step_stays_in_sight_where_the_panel_becomes_lower(code, hidden):
    perform(code, MAIN)
    first = next(row for row, entry in code._rows() if entry.current)
    code.setHidden(hidden)
    code.resize(364, 200)
    code.show()
    assert 0 <= code.text.row_top(first) < code.text.viewport().height()


def test_a_tie_is_listed_by_the_rule_of_the_lesson(code):
    perform(code, TIE)
    assert "wins(" in code.text.toPlainText()
    perform(code, Lesson(text=TIE.text))
    assert "share(" in code.text.toPlainText()


def test_the_mouse_over_a_line_tells_its_gate(code, qtbot):
    perform(code, MAIN)
    row, entry = code._rows()[1]
    with qtbot.waitSignal(code.node_hovered) as told:
        QTest.mouseMove(code.text.viewport(), QPoint(20, round(code.text.row_top(row)) + 12))
    assert told.args == [entry.line.node]


def test_a_gate_that_is_asked_about_is_brought_into_sight(code):
    code.resize(364, 200)
    perform(code, MAIN, 0)
    graph = derive(MAIN).result.graph
    code.choose(Topic(graph.gates[0].id))
    asked = [row for row, entry in code._rows() if entry.line.node == graph.gates[0].id]
    assert any(0 <= code.text.row_top(row) < code.text.viewport().height() for row in asked)


def test_no_line_is_wider_than_its_room_where_smaller_type_helps(code):
    perform(code, Lesson(text="net_hidden = weight_one*input_one + bias"))
    assert code.text.document().idealWidth() <= code.text.viewport().width()


def test_without_a_graph_it_says_what_will_be_here(code):
    perform(code, MAIN)
    code.show_nothing()
    assert not code.text.toPlainText()
    assert not code.grab().isNull()


def test_in_the_window_the_tab_shows_the_step_it_has_missed(open_window):
    window = open_window("--expr", MAIN.text)
    window.player.seek_step(9)
    window.side.tabs.choose("code")
    step = window.player.frame.step
    marked = [entry for _, entry in window.side.code._rows() if entry.current]
    assert len(marked) == len(step.listing_lines) > 0
    window.looks.set_theme("dark")
    assert window.side.code.theme is DARK


@pytest.mark.parametrize("place", [1, 2])
def test_the_other_forms_are_programs_that_give_the_same_gradients(code, place):
    perform(code, MAIN)
    QTest.mouseClick(code.forms.buttons[place], Qt.MouseButton.LeftButton)
    scope = {}
    exec(code.script.toPlainText(), scope)
    gradients = derive(MAIN).result.run.gradients
    assert {name: float(number) for name, number in scope["gradients"].items()} == pytest.approx(
        {name: gradients[name] for name in MAIN.values}
    )


def test_what_is_shown_is_what_is_copied(code):
    perform(code, MAIN)
    QTest.mouseClick(code.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == code.text.toPlainText().replace("\n\n\n", "\n").strip()
    QTest.mouseClick(code.forms.buttons[3], Qt.MouseButton.LeftButton)
    QTest.mouseClick(code.copy, Qt.MouseButton.LeftButton)
    assert ".backward()" in QGuiApplication.clipboard().text()


def test_a_program_follows_the_values(code):
    perform(code, MAIN)
    QTest.mouseClick(code.forms.buttons[1], Qt.MouseButton.LeftButton)
    perform(code, Lesson(text=MAIN.text, values=dict(MAIN.values) | {"w": 0.75}))
    assert "w = 0.75" in code.script.toPlainText()
