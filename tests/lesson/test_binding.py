"""``NAME=VALUE``: one reader for the command line and the window."""

import pytest

from gradviz.errors import BindingError, UsageError
from gradviz.graph.build import read
from gradviz.lesson.binding import binding, with_values
from gradviz.lesson.lesson import Lesson


@pytest.mark.parametrize(
    ("item", "expected"),
    [("x=1", ("x", 1.0)), (" w_1 = 1/4 ", ("w1", 0.25)), ("λ=0,5", ("lambda", 0.5)), ("x=-2e3", ("x", -2000.0))],
)
def test_a_binding_is_read(item, expected):
    assert binding(item) == expected


@pytest.mark.parametrize("item", ["x", "=1", "x=", "x=nan", "x=inf", "x=y", "x=1=2", "x=__import__('os')"])
def test_anything_else_is_refused_and_quoted(item):
    with pytest.raises(UsageError) as caught:
        binding(item)
    assert item in str(caught.value)


def test_values_go_into_the_lesson_and_into_the_text_that_pins_them():
    text = "x = 1\ny = 2\nx*y*w"
    found = with_values(Lesson(text=text), read(text), ["w=3", "x=10", "y=0.5"])
    assert found.text == "x = 10\ny = 0.5\nx*y*w"
    assert dict(found.values) == {"w": 3.0, "x": 10.0, "y": 0.5}


@pytest.mark.parametrize(("items", "kind"), [(["w=1", "w=2"], UsageError), (["w_1=1"], BindingError)])
def test_a_name_twice_and_an_unknown_one_are_refused(items, kind):
    with pytest.raises(kind):
        with_values(Lesson(text="w*x"), read("w*x"), items)
