"""What is said below the program, with which button; the strip keeps quiet about what was closed."""

import pytest
from PySide6.QtWidgets import QApplication

from gradviz import i18n
from gradviz.errors import ReadError
from gradviz.gui.notices import LONGEST_FIX, fix_words, meant, saying
from gradviz.gui.panels.bar import Bar, Saying
from gradviz.gui.patience import Notice
from gradviz.gui.state import derive
from gradviz.gui.theme import DARK, LIGHT
from gradviz.language.fix import apply_fix
from gradviz.lesson.lesson import Lesson
from gradviz.lesson.library import load_lesson

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
"""What Qt's offscreen platform says of every window with a least size."""


def problem_of(text: str) -> ReadError:
    return derive(Lesson(text=text)).reading.problems[0]


def said_of(text: str, mend=lambda problem: None, calm=False):
    state = derive(Lesson(text=text))
    remarks = state.result.graph.remarks if state.result else ()
    return saying(Notice(state.reading.problems, remarks, calm), text, mend)


@pytest.mark.parametrize(
    ("text", "in_english", "in_russian", "mended"),
    [
        ("1 + tahn(x)", "Replace by tanh", "Заменить на tanh", "1 + tanh(x)"),
        ("y = x\n2*y + 0,5", "Replace by 0.5", "Заменить на 0.5", "y = x\n2*y + 0.5"),
        ("exp(x", "Insert )", "Вставить )", "exp(x)"),
        (r"\frac{1}{x}", "Write as text", "Записать как текст", "1/x"),
        (r"\fraq{1}{x}", r"Replace by \frac", r"Заменить на \frac", r"\frac{1}{x}"),
        ("(a + b]", "Replace by )", "Заменить на )", "(a + b)"),
    ],
)
def test_the_button_says_what_it_will_do_and_does_it(text, in_english, in_russian, mended):
    mends = []
    offers = said_of(text, mends.append).offers
    assert str(offers[0][0]) == in_english
    i18n.set_language("ru")
    assert str(offers[0][0]) == in_russian
    offers[0][1]()
    assert apply_fix(text, mends[0]) == mended


def test_latex_that_can_be_read_is_no_mistake():
    assert said_of(r"\frac{1}{x}").tone == "calm"
    assert said_of(r"\fraq{1}{x}").tone == "wrong"


def test_what_only_goes_away_is_removed():
    problem = problem_of("x\u200b*y")
    assert str(fix_words(problem, "x\u200b*y")) == "Remove"


def test_a_long_fix_is_shortened_on_its_button():
    name = "x" * 60
    problem = problem_of(f"√{name}")
    assert problem.fix.text == f"sqrt({name})"
    assert len(str(fix_words(problem, f"√{name}"))) <= len("Replace by ") + LONGEST_FIX


@pytest.mark.parametrize("text", ["x*", "(x"])
def test_an_unfinished_text_is_told_in_grey_and_offers_nothing_while_hands_move(text):
    said = said_of(text, calm=True)
    assert said.tone == "calm"
    assert not said.offers
    assert said_of(text).tone == "calm"


def test_no_text_at_all_is_no_problem():
    assert said_of("") is None


def test_a_problem_of_several_lines_names_its_line():
    assert "Line 2" in str(said_of("y = x\ntahn(y)\n2*y"))


def test_remarks_are_told_in_grey_all_of_them_on_hover():
    said = said_of("a = x\nb = y\nx*y")
    assert said.tone == "calm"
    assert said.lasting
    assert "(1 of 2)" in str(said)
    assert len(said.more) == 2


@pytest.fixture
def bar(qtbot):
    found = Bar(LIGHT)
    qtbot.addWidget(found)
    found.resize(660, 36)
    return found


def test_a_closed_remark_stays_closed_until_something_else_is_said(bar):
    bar.say(said_of("a = x\ny"))
    assert not bar.isHidden()
    bar._close.click()
    bar.say(said_of("a = x\ny"))
    assert bar.isHidden()
    bar.say(said_of("b = x\ny"))
    assert not bar.isHidden()


def test_a_passing_saying_goes_by_itself_but_not_from_under_a_hand(bar, monkeypatch):
    bar.say(Saying("Saved.", "", "right", passing=True))
    assert bar.rest.isActive()
    with monkeypatch.context() as patch:
        patch.setattr(bar, "underMouse", lambda: True)
        bar.rest.timeout.emit()
        assert bar.text() == "Saved."
        assert bar.rest.isActive()
    monkeypatch.setattr(QApplication, "focusWidget", lambda: None)  # alone in its window it has the keyboard
    bar.rest.timeout.emit()
    assert bar.isHidden()
    assert not bar.rest.isActive()


def test_a_passing_saying_waits_for_the_keyboard(bar, qtbot):
    bar.say(Saying("Saved.", "", "right", (("Open the folder", lambda: None),), passing=True))
    bar.activateWindow()
    bar.buttons[0].setFocus()
    qtbot.waitUntil(bar.buttons[0].hasFocus)
    bar.rest.timeout.emit()
    assert not bar.isHidden()


def test_what_is_wrong_stays_even_where_it_takes_the_place_of_what_passes(bar):
    bar.say(Saying("Saved.", "", "right", passing=True))
    bar.say(Saying("The folder cannot be written."))
    assert not bar.rest.isActive()


def test_the_same_said_again_keeps_its_button_but_does_the_newer_thing(bar):
    done = []
    bar.say(said_of("tahn(x)", lambda problem: done.append("old")))
    button = bar.buttons[0]
    bar.say(said_of("tahn(x)", lambda problem: done.append("new")))
    assert bar.buttons == [button]
    bar.accept()
    assert done == ["new"]


def test_the_strip_is_panel_coloured_with_the_words_in_the_colour_of_text(bar):
    for theme in (LIGHT, DARK):
        bar.set_theme(theme)
        bar.say(said_of("tahn(x)"))
        assert theme.text in bar._text.styleSheet()
        assert theme.muted in bar._text.text()  # the hint


def test_typed_text_is_never_taken_for_markup(bar):
    bar.say(said_of("<b>x</b>"))
    assert "<b>" not in bar._text.text()


def test_how_the_text_was_understood_is_told_before_lines_without_use():
    said = said_of("a = x\n1/2x + y")
    assert "1/2" in str(said)


def test_a_shipped_lesson_is_not_scolded_for_lines_it_means_to_have():
    lesson = load_lesson("softmax-probabilities")
    remarks = derive(lesson).result.graph.remarks
    assert [remark.code for remark in remarks] == ["unused", "unused"]
    assert meant(lesson, remarks) == ()
    assert meant(lesson.with_text(lesson.text + " + 0"), remarks) == remarks, "changed by hand it is anybody's text"
    assert meant(Lesson(text=lesson.text), remarks) == remarks
