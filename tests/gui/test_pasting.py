"""LaTeX that is pasted, dropped or typed into the program."""

import pytest
from PySide6.QtCore import QMimeData

from gradviz.gui.pasting import as_typed

SIGMOID = r"\frac{1}{1+e^{-x}}"


@pytest.mark.parametrize(
    ("latex", "before", "behind", "typed"),
    [
        (SIGMOID, "", "", "1/(1 + exp(-x))"),
        (SIGMOID, "a = ", "  # sigmoid", "1/(1 + exp(-x))"),
        (SIGMOID, "2*", "", "(1/(1 + exp(-x)))"),
        (SIGMOID, "y", "", "*(1/(1 + exp(-x)))"),
        (SIGMOID, "max(", ", 0)", "1/(1 + exp(-x))"),
        (r"w_{1}", "2*", " + b", "w1"),
        (r"\sin y_1", "", "", "sin(y1)"),
        (r"\sin y_1 + \cos x", "2*", "", "(sin(y1) + cos(x))"),
        ("a = \\sin^{2} x\nb = \\tanh a", "", "", "a = sin(x)^2\nb = tanh(a)"),
        (r"$x_{1}$", "", "", "x1"),
        ("a &= \\frac{x}{y} \\\\\nb &= a^{2}", "", "", "a = x/y\nb = a^2"),
        ("\\begin{aligned}\na &= w_{1}x\n\\end{aligned}", "", "", "a = w1*x"),
    ],
)
def test_latex_is_written_as_text_that_fits(latex, before, behind, typed):
    assert as_typed(latex, before, behind) == typed


@pytest.mark.parametrize(
    ("text", "before", "behind"),
    [
        ("1 + exp(x)", "", ""),
        ("w_1x", "", ""),
        (r"\fraq{1}{2}", "", ""),
        (r"\frac{1}{", "", ""),
        (r"\sin x y", "", ""),
        (r"x_{1}", r"\frac{1}{", "}"),
        (r"a = \frac{1}{2}", "2*", ""),
        ("C:\\new", "", ""),
        ("", "", ""),
    ],
)
def test_anything_else_stays_as_it_is(text, before, behind):
    assert as_typed(text, before, behind) is None


def paste(window, text):
    data = QMimeData()
    data.setText(text)
    window.stage.editor.edit.insertFromMimeData(data)


@pytest.fixture
def window(open_window):
    return open_window("--expr", "x*y")


def test_pasted_latex_is_understood_and_can_be_taken_back(window, settled):
    edit, message, session = window.stage.editor.edit, window.stage.message, window.session
    edit.selectAll()
    paste(window, SIGMOID)
    assert edit.text() == session.lesson.text == "1/(1 + exp(-x))"
    settled(window, "div(1, add(1, exp(neg(x))))")
    assert "LaTeX" in message.text()
    message.accept()
    assert edit.text() == "x*y"
    assert message.text() == ""
    session.stack.redo()
    assert edit.text() == "1/(1 + exp(-x))"


def test_what_is_said_of_pasted_latex_goes_with_the_next_key(window):
    edit = window.stage.editor.edit
    edit.selectAll()
    paste(window, r"a^{2}")
    edit.insertPlainText("+")
    assert window.stage.message.text() == ""
    window.session.stack.undo()
    assert edit.text() == "a^2"


def test_latex_inside_a_line_gets_its_brackets(window):
    edit = window.stage.editor.edit
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    paste(window, r"\frac{1}{2}")
    assert edit.text() == "x*y*(1/2)"


def test_latex_that_cannot_be_read_is_pasted_and_mended(window, settled):
    edit, session = window.stage.editor.edit, window.session
    edit.selectAll()
    paste(window, r"\fraq{1}{x}")
    assert edit.text() == r"\fraq{1}{x}"
    session.patience.hurry()
    assert "fraq" in window.stage.notice.text()
    window.actions_["mend"].trigger()
    assert edit.text() == r"\frac{1}{x}"
    window.actions_["mend"].trigger()
    assert edit.text() == "1/x"
    settled(window, "div(1, x)")
    session.stack.undo()
    assert edit.text() == r"\frac{1}{x}"


def test_all_lines_of_latex_are_written_as_text_at_once(window, settled):
    session = window.session
    text = "a = x^{2}\nb = a + 1\n" + r"\frac{a}{b}"
    window.writing.type_text(text, len(text))
    session.patience.hurry()
    window.actions_["mend"].trigger()
    assert session.lesson.text == "a = x^2\nb = a + 1\na/b"
    settled(window, "a=pow(x, 2); b=add(a, 1); div(a, b)")


def test_latex_typed_key_by_key_is_calm_until_it_is_complete(window):
    session = window.session
    for end in range(1, len(SIGMOID)):
        window.writing.type_text(SIGMOID[:end], end)
        assert session.state.reading.program is not None or session.state.reading.unfinished
    window.writing.type_text(SIGMOID, len(SIGMOID))
    (problem,) = session.state.reading.problems
    assert problem.fix.text == "1/(1 + exp(-x))"


def test_dropped_latex_is_opened_as_text(window, settled):
    window.documents._ask_unsaved = lambda: "discard"
    window.opening.open_text(SIGMOID)
    settled(window, "div(1, add(1, exp(neg(x))))")
