"""What follows from a lesson, without a window."""

import pytest

from gradviz.gui.state import derive, structure
from gradviz.language.limits import TYPED
from gradviz.lesson.lesson import Lesson


def test_good_text_gives_everything():
    state = derive(Lesson(text="x*y", values={"x": 3.0, "y": 2.0}))
    assert state.current
    assert state.result.run.value == 6.0
    assert state.result.timeline.steps


@pytest.mark.parametrize("text", ["x*", "tahn(x)", "", "x ? y"])
def test_bad_text_keeps_the_last_good_graph(text):
    before = derive(Lesson(text="x*y"))
    after = derive(before.lesson.with_text(text), before)
    assert not after.current
    assert after.lesson.text == text
    assert after.result is before.result
    assert after.reading.problems


def test_values_go_on_changing_beside_a_bad_text():
    before = derive(Lesson(text="x*y"))
    bad = derive(before.lesson.with_text("x*y +"), before)
    moved = derive(bad.lesson.with_value(bad.result.graph, "x", 5.0), bad)
    assert moved.result.run.value == 5.0
    assert moved.lesson.text == "x*y +"


def test_a_held_text_is_read_but_not_shown():
    before = derive(Lesson(text="x*y"))
    held = derive(before.lesson.with_text("x*y + e"), before, caret=7)
    assert held.reading.program is not None
    assert held.result is before.result
    assert derive(held.lesson, held).result.graph.canonical() == "add(mul(x, y), e)"


@pytest.mark.parametrize(
    ("first", "text"),
    [
        ("a = x*y", "a = x*y\nb = a"),
        ("a = x*y", "a = x*y\nb = a + a"),
        ("1 + s", "1 + s*s"),
        ("x", "a = x\nb = a"),
        ("x", "f(s) = s"),
    ],
)
def test_a_name_that_is_known_is_shown_at_once(first, text):
    """``a`` begins abs and ``s`` sigmoid, but here they are names already."""
    before = derive(Lesson(text=first))
    after = derive(before.lesson.with_text(text + "\nx"), before, caret=len(text))
    assert after.current
    assert after.result.graph is not before.result.graph


@pytest.mark.parametrize("text", ["1 + e", "1 + ex", "1 + exp"])
def test_a_function_on_its_way_does_not_flicker(text):
    before = derive(Lesson(text="1 + x"))
    after = derive(before.lesson.with_text(text), before, caret=len(text))
    assert after.result is before.result


def test_too_many_gates_are_a_problem_of_the_text():
    lines = ["a0(x) = x+x"] + [f"a{n}(x) = a{n - 1}(a{n - 1}(x))" for n in range(1, 12)] + ["a11(x)"]
    state = derive(Lesson(text="\n".join(lines)), limits=TYPED)
    assert [problem.code for problem in state.reading.problems] == ["too-many-gates"]


def test_structure_looks_past_spaces_and_values():
    one, other, third = (derive(Lesson(text=text)).result.graph for text in ("x*y", "x * y", "y*x"))
    assert structure(one) == structure(other) != structure(third)


def test_a_pinned_number_is_no_structure():
    one, other = (derive(Lesson(text=f"x = {number}\nx*y")).result.graph for number in ("1", "2.5"))
    assert structure(one) == structure(other)


def test_a_moved_value_gives_what_a_fresh_lesson_gives():
    state = derive(Lesson(text="x = 3\na = max(x, y)\na*exp(-y)"))
    for value in (2.0, 3.0, 3.5):
        state = derive(state.lesson.with_value(state.result.graph, "y", value), state)
        found, fresh = state.result.run, derive(state.lesson).result.run
        assert found.bindings == {"x": 3.0, "y": value}
        for part in ("node_values", "node_gradients", "wire_gradients", "locals"):
            assert getattr(found, part) == getattr(fresh, part)
        assert [kink.gate for kink in found.kinks] == [kink.gate for kink in fresh.kinks]


def test_a_dragged_gate_keeps_its_place_while_the_text_grows_before_it():
    state = derive(Lesson(text="1 + exp(w*x + b)", moved={"#2": (7.0, 8.0)}))
    for text in ("2*1 + exp(w*x + b)", "2*1 + ( + exp(w*x + b)", "2*1 + (y*z) + exp(w*x + b)"):
        state = derive(state.lesson.with_text(text), state)
    assert {state.result.graph.nodes[state.result.graph.node_called(key)].op for key in state.lesson.moved} == {"exp"}
