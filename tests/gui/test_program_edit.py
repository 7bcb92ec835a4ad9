"""The program's text field: exact spans, also behind letters of two UTF-16 units; the caret stays."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest

from gradviz.gui import fonts
from gradviz.gui.panels.editor import Editor
from gradviz.gui.panels.marks import Mark, characters, utf16
from gradviz.gui.panels.program_edit import ROW, ProgramEdit, sag
from gradviz.gui.state import derive
from gradviz.gui.theme import LIGHT
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import Numerals


@pytest.fixture
def edit(qtbot):
    widget = ProgramEdit()
    qtbot.addWidget(widget)
    widget.resize(500, 120)
    widget.show()
    return widget


@pytest.mark.parametrize("text", ["", "x*y", "𝛼*x", "𝛼𝛽*tahn(𝑦)", "вес*x"])
def test_units_and_characters_are_converted_back_and_forth(text):
    for count in range(len(text) + 1):
        assert characters(text, utf16(text, count)) == count
    assert utf16(text, len(text)) == len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(("text", "line", "word"), [("tahn(x)", 0, "tahn"), ("a = x\nb = 𝛼*𝛽*tahn(a)", 1, "tahn")])
def test_a_problem_is_underlined_at_its_exact_place(edit, text, line, word):
    edit.show_text(text)
    start = text.split("\n")[line].index(word)
    edit.mark_problems([Mark(line, (start, start + len(word)), "#ff0000")])
    (selection,) = edit.extraSelections()
    assert selection.cursor.selectedText() == word


def test_a_span_beyond_the_text_does_no_harm(edit):
    edit.show_text("x")
    edit.mark_problems([Mark(7, (3, 9), "#ff0000")])
    assert edit.extraSelections()[0].cursor.selectedText() == ""


def test_typing_tells_text_and_caret_in_characters(edit, qtbot):
    said = []
    edit.typed.connect(lambda text, caret: said.append((text, caret)))
    edit.show_text("𝛼*")
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    QTest.keyClicks(edit, "x")
    assert said == [("𝛼*x", 3)]


def test_showing_a_text_is_no_typing_and_keeps_the_caret(edit):
    edit.typed.connect(lambda *_: pytest.fail("nobody typed"))
    edit.show_text("x = 1\ny = x*2")
    cursor = edit.textCursor()
    cursor.setPosition(9)
    edit.setTextCursor(cursor)
    edit.show_text("x = -2.5\ny = x*2")
    assert edit.text() == "x = -2.5\ny = x*2"
    assert edit.textCursor().position() == 12


@pytest.mark.parametrize(("old", "new"), [("aaa", "aa"), ("", "x"), ("x", ""), ("ab", "ba"), ("𝛼", "𝛽"), ("x𝛼", "x𝛼𝛼")])
def test_any_text_follows_any_other(edit, old, new):
    edit.show_text(old)
    edit.show_text(new)
    assert edit.text() == new


def test_rows_are_as_high_as_the_table_beside(edit):
    edit.show_text("a\nb\nc")
    assert [edit.row_top(line) for line in range(4)] == [0, 24, 48, None]


@pytest.mark.parametrize("px", [12, 14, 16, 18])
def test_lowered_by_its_sag_a_row_has_its_capitals_in_the_middle(edit, px):
    font = fonts.mono(px)
    edit.document().setDefaultFont(font)
    edit.show_text("E")
    baseline = edit.document().firstBlock().layout().lineAt(0).ascent() + sag(font)
    assert abs(baseline - QFontMetricsF(font).capHeight() / 2 - ROW / 2) <= 0.5


def test_the_mark_of_a_step_stands_behind_its_text(edit):
    edit.show_text("m = max(a, y)")
    word = edit.span_rect(Mark(0, (4, 13), "#000000"))
    letter = edit.span_rect(Mark(0, (4, 5), "#000000"))
    assert word.left() == letter.left()
    assert word.width() == pytest.approx(9 * letter.width(), abs=4)


def test_the_field_leaves_undo_to_the_session(edit):
    edit.show_text("x")
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    QTest.keyClicks(edit, "y")
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == "xy"


LONG = "\n".join(f"y{line} = " + " + ".join(f"x{place}" for place in range(40)) for line in range(30))


@pytest.mark.parametrize("mark", [Mark(25, (5, 7), ""), Mark(3, (200, 208), ""), Mark(29, (5, 230), "")])
def test_what_is_computed_is_scrolled_into_sight(edit, mark):
    edit.show_text(LONG)
    for there in (mark, Mark(12, (100, 103), ""), mark):
        edit.reveal(there)
        rect, seen = edit.span_rect(there), edit.viewport().rect()
        assert rect.top() >= 0 and rect.bottom() <= seen.height() + 1
        assert 0 <= rect.left() < seen.width()
        assert rect.right() <= seen.width() or rect.width() > seen.width() - 100


def test_what_is_in_sight_is_not_scrolled(edit):
    edit.show_text(LONG)
    edit.reveal(Mark(15, (0, 4), ""))
    before = edit.verticalScrollBar().value()
    edit.reveal(Mark(14, (0, 4), ""))
    assert edit.verticalScrollBar().value() == before
    assert edit.horizontalScrollBar().value() == 0


def test_lines_begin_in_sight_again_once_nothing_behind_them_is_needed(edit):
    edit.show_text("y = " + "x*" * 25 + "x")
    edit.resize(round(edit.span_rect(Mark(0, (0, 55), "")).right()) - 4, 120)
    edit.reveal(Mark(0, (4, 55), ""))
    assert edit.horizontalScrollBar().value() > 0
    edit.reveal(Mark(0, (6, 9), ""))
    assert edit.horizontalScrollBar().value() == 0


def test_the_line_of_the_step_stays_in_sight_where_the_program_gets_fewer_rows(qtbot):
    text = "\n".join(f"a{n + 1} = a{n}*x" for n in range(6))
    result = derive(Lesson(text=text)).result
    editor = Editor(LIGHT)
    qtbot.addWidget(editor)
    editor.resize(640, 180)
    editor.show()
    editor.show_text(text)
    seed = next(step.index for step in result.timeline.steps if step.kind == "seed")
    editor.show_frame(result.run.graph, result.timeline.rest(seed - 1), Numerals())
    assert editor.current_line() == 5
    editor.resize(640, 100)
    assert 0 <= editor.edit.row_top(5) < editor.edit.viewport().height()
