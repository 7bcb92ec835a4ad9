"""The saveable state: values, roles and the numbers a slider rewrites in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradviz.errors import BindingError
from gradviz.graph.build import read
from gradviz.lesson.lesson import Lesson, bindings_for, is_parameter_name, slider_range, typed_number


@pytest.mark.parametrize("name", ["w", "w1", "b", "bias", "v0", "theta", "theta2"])
def test_parameters_are_known_by_their_names(name):
    assert is_parameter_name(name)
    assert Lesson().role(name) == "parameter"


@pytest.mark.parametrize("name", ["x", "y", "a", "t", "lambda", "z1"])
def test_other_names_are_inputs(name):
    assert Lesson().role(name) == "input"


def test_a_chosen_role_wins_over_the_name():
    assert Lesson().with_role("w", "input").role("w") == "input"
    with pytest.raises(ValueError, match="boss"):
        Lesson().with_role("w", "boss")


@pytest.mark.parametrize(
    ("value", "reach"), [(0, 5), (-5, 5), (5.01, 10), (-37, 50), (50, 50), (51, 100), (1000, 1000), (-1001, 2000)]
)
def test_a_slider_reaches_as_far_as_its_value(value, reach):
    assert slider_range(value) == (-reach, reach)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300))
def test_a_slider_always_holds_its_value(value):
    low, high = slider_range(value)
    assert low <= value <= high


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e299, max_value=1e299))
def test_a_written_number_is_read_back_exactly(value):
    if value != 0 and abs(value) < 1e-299:
        return
    assert read(f"x = {typed_number(value)}\ny = x*x").variables[0].pinned == value


def test_new_variables_start_at_one():
    graph = read("w*x + b")
    assert bindings_for(Lesson(values={"x": 3}), graph) == {"w": 1.0, "x": 3, "b": 1.0}
    assert Lesson().with_leaves(graph).values == {"w": 1.0, "x": 1.0, "b": 1.0}


def test_names_that_vanish_keep_value_and_role():
    graph = read("w*x")
    lesson = Lesson("w*x").with_value(graph, "x", 2.5).with_role("x", "parameter").with_text("w*")
    assert lesson.values["x"] == 2.5
    assert lesson.role("x") == "parameter"


def test_a_slider_rewrites_the_number_that_pins_a_leaf():
    text = "  x = 1.50 # start\r\ny = −2\r\n\r\nf = x*y"
    lesson = Lesson(text)
    lesson = lesson.with_value(read(lesson.text), "x", -0.25)
    lesson = lesson.with_value(read(lesson.text), "y", 12)
    assert lesson.text == "  x = -0.25 # start\r\ny = 12\r\n\r\nf = x*y"
    assert bindings_for(lesson, read(lesson.text)) == {"x": -0.25, "y": 12.0}


def test_a_value_needs_a_leaf_and_a_finite_number():
    graph = read("x + 1")
    with pytest.raises(BindingError, match="no variable y"):
        Lesson("x + 1").with_value(graph, "y", 1)
    with pytest.raises(ValueError, match="finite"):
        Lesson("x + 1").with_value(graph, "x", float("nan"))


def test_lessons_cannot_be_changed_in_place():
    values = {"x": 1.0}
    lesson = Lesson("x", values=values)
    values["x"] = 2.0
    assert lesson.values["x"] == 1.0
    with pytest.raises(TypeError):
        lesson.values["x"] = 3.0


def test_dragged_nodes_are_remembered_until_laid_out_again():
    lesson = Lesson("x*x").with_moved("f", (10.0, -4.5)).with_view(legend=False)
    assert lesson.moved == {"f": (10.0, -4.5)}
    assert lesson.laid_out_again().moved == {}
    assert lesson.laid_out_again().view == {"legend": False}


def test_a_lesson_is_drawn_from_left_to_right_unless_it_says_otherwise():
    assert Lesson().direction == "right"
    assert Lesson().with_direction("down").direction == "down"
    assert Lesson(view={"direction": "sideways"}).direction == "right"
    with pytest.raises(ValueError, match="up"):
        Lesson().with_direction("up")


def test_another_direction_forgets_dragged_nodes_and_the_same_one_keeps_them():
    lesson = Lesson().with_moved("x", (1.0, 2.0))
    assert dict(lesson.with_direction("right").moved) == {"x": (1.0, 2.0)}
    assert not lesson.with_direction("down").moved


def test_a_lesson_that_does_not_say_follows_the_habit_unless_nodes_were_dragged():
    assert Lesson().direction_for("down") == "down"
    assert Lesson().with_direction("right").direction_for("down") == "right"
    assert Lesson().with_moved("x", (1.0, 2.0)).direction_for("down") == "right"
