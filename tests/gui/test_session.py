"""Edits, undo, redo and patience of the live document."""

from threading import Event

import pytest

from gradviz.gui.patience import Patience
from gradviz.gui.placing import DIGITS, Placing, Question, widest
from gradviz.gui.state import derive
from gradviz.language.syntax import Reading
from gradviz.layout.place import node_key
from gradviz.lesson.lesson import Lesson
from tests.layout.checking import violations

LAYOUT = object()
"""Places that nobody looks at."""


def type_in(window, text: str) -> None:
    """Every prefix of ``text``, as fingers would."""
    for end in range(1, len(text) + 1):
        window.writing.type_text(text[:end], end)


@pytest.fixture
def window(open_window):
    return open_window("--expr", "x*y", "--set", "x=3", "y=2")


def test_typing_is_undone_word_by_word(window):
    session = window.session
    session.open(Lesson())
    type_in(window, "x * y")
    assert session.stack.count() == 3
    session.stack.undo()
    assert session.lesson.text == "x *"
    session.stack.undo()
    session.stack.undo()
    assert session.lesson.text == ""
    while session.stack.canRedo():
        session.stack.redo()
    assert session.lesson.text == "x * y"


def test_a_drag_of_a_slider_is_one_edit(window):
    session = window.session
    for number in range(100):
        window.values.set_value("x", number / 10)
    assert session.stack.count() == 1
    session.end_stretch()
    window.values.set_value("x", 1.0)
    assert session.stack.count() == 2
    session.stack.undo()
    session.stack.undo()
    assert session.lesson.values["x"] == 3.0


def test_a_drag_that_comes_back_is_no_edit(window):
    session = window.session
    window.values.set_value("x", 4.0)
    window.values.set_value("x", 3.0)
    assert session.stack.count() == 0


def test_unreadable_text_is_kept_and_undone_like_any_other(window):
    session, graph = window.session, window.session.picture.question.graph
    window.writing.type_text("x*y +", 5)
    assert session.lesson.text == "x*y +"
    assert session.picture.question.graph is graph
    session.stack.undo()
    assert session.lesson.text == "x*y"
    session.stack.redo()
    assert session.lesson.text == "x*y +"


def test_a_word_that_begins_a_function_waits_for_a_rest(window, settled):
    session = window.session
    window.writing.type_text("x*y+e", 5)
    assert not session.state.current
    session.patience.hurry()
    assert session.state.current
    settled(window, "add(mul(x, y), e)")


def test_a_name_given_before_waits_for_nothing(window, settled):
    """``a`` begins abs, but the line above has made it a name: no rest is needed, so none is taken."""
    session = window.session
    window.writing.type_text("a = x*y\n", 8)
    for typed in ("b = a", "b = a + a"):
        text = f"a = x*y\n{typed}"
        window.writing.type_text(text, len(text))
        assert session.state.current
    settled(window, "a=mul(x, y); b=add(a, a)")


def test_numbers_follow_a_slider_at_once(window, qtbot):
    layout = window.session.picture.layout
    with qtbot.waitSignals([window.session.drawing.run_changed, window.player.frame_changed]):
        window.values.set_value("x", 4.0)
    assert window.session.state.result.run.value == 8.0
    assert window.session.picture.layout is layout


def test_a_pinned_number_is_rewritten_in_the_text(open_window):
    window = open_window("--expr", "x = 1.5\nx*y")
    window.values.set_value("x", -2.0)
    assert window.session.lesson.text == "x = -2\nx*y"
    window.writing.type_text("x = -2\nx*y*", 11)
    window.values.set_value("x", 7.0)
    assert window.session.lesson.text == "x = -2\nx*y*", "the number stands in an unfinished text"


def test_a_dragged_node_is_kept_saved_and_undone(window, qtbot):
    session = window.session
    gate = session.picture.question.graph.gates[0].id
    place = session.picture.layout.nodes[gate]
    window.arranging.drop_node(gate, place.x + 10, place.y + 60)
    assert session.picture.layout.nodes[gate].y == pytest.approx(place.y + 60)
    assert list(session.lesson.moved) == ["f"]
    window.arranging.lay_out_again()
    assert not session.lesson.moved
    qtbot.waitUntil(lambda: session.picture.layout.nodes[gate].y == pytest.approx(place.y), timeout=20_000)
    session.stack.undo()
    assert list(session.lesson.moved) == ["f"]


@pytest.mark.parametrize("key", ["copy:x", "constant:f:1"])
def test_a_dragged_dot_or_constant_is_kept_and_undone(open_window, qtbot, key: str):
    session = (window := open_window("--expr", "f = x*x + 3", "--set", "x=2")).session
    graph = session.picture.question.graph
    number = next(node.id for node in graph.nodes if node_key(graph, node.id) == key)
    place = session.picture.layout.nodes[number]
    window.arranging.drop_node(number, place.x + 6, place.y + 70)
    assert list(session.lesson.moved) == [key]
    assert session.picture.layout.nodes[number].y == pytest.approx(place.y + 70)
    assert violations(graph, session.picture.layout) == []
    session.stack.undo()
    assert not session.lesson.moved
    qtbot.waitUntil(lambda: session.picture.layout.nodes[number].y == pytest.approx(place.y), timeout=20_000)


def test_wide_numbers_widen_the_seats(window, qtbot):
    assert widest(window.session.state.result.run) == DIGITS
    session = window.session
    window.values.set_value("x", -1.23456e-120)
    qtbot.waitUntil(lambda: session.picture.layout.geometry.seat_digits > DIGITS, timeout=20_000)


def test_only_the_last_question_is_answered(qtbot):
    asked, placed = [], []
    placing = Placing(lambda question: asked.append(question) or LAYOUT)
    placing.placed.connect(lambda question, _: placed.append(question.graph.canonical()))
    for text in ("a*b", "a*b*c"):
        placing.ask(Question.about(derive(Lesson(text=text)).result.run, Lesson(text=text)))
    qtbot.waitUntil(lambda: bool(placed))
    placing.finish()
    assert placed == ["mul(mul(a, b), c)"]


def test_a_like_question_is_not_asked_twice(qtbot):
    gate, asked = Event(), []
    placing = Placing(lambda question: asked.append(question) or (gate.wait(20) and LAYOUT))
    for value in (1.0, 2.0, 3.0):
        lesson = Lesson(text="a*b", values={"a": value})
        placing.ask(Question.about(derive(lesson).result.run, lesson))
    with qtbot.waitSignal(placing.placed):
        gate.set()
    placing.finish()
    assert len(asked) == 1


def test_the_window_reacts_while_a_layout_is_slow(window, qtbot, settled):
    """The old picture stays and its player goes on stepping until the new places are there."""
    session, gate = window.session, Event()
    place = session.drawing._placing._place
    session.drawing._placing._place = lambda question: gate.wait(20) and place(question)
    window.writing.type_text("x*y*z", 5)
    session.patience.hurry()
    window.player.jump.last()
    assert session.picture.question.graph.canonical() == "mul(x, y)"
    assert session.state.result.graph.canonical() == "mul(mul(x, y), z)"
    gate.set()
    settled(window, "mul(mul(x, y), z)")


def test_patience_speaks_late_and_calmly(qtbot):
    state = derive(Lesson(text="x*"))
    patience, said = Patience(), []
    patience.notice_changed.connect(said.append)
    patience.typed(state.reading)
    assert not said
    patience._after_brief_rest()
    assert said[-1].calm
    patience.hurry()
    assert not said[-1].calm
    patience.typed(Reading(derive(Lesson(text="x")).reading.program))
    assert not said[-1].problems


def test_an_empty_text_is_never_red(qtbot):
    patience, said = Patience(), []
    patience.notice_changed.connect(said.append)
    patience.show_now(derive(Lesson(text="")).reading)
    assert said[-1].calm
