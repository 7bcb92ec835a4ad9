"""Keys of gates while the text changes around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradviz.graph.build import read
from gradviz.lesson.following import following
from gradviz.lesson.lesson import Lesson

AT = (10.0, 20.0)


def keys(before: str, after: str, *moved: str) -> set[str]:
    """The keys of the moved nodes once ``before`` has become ``after``."""
    lesson = Lesson(text=after, moved=dict.fromkeys(moved, AT))
    return set(following(lesson, read(before), read(after)).moved)


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("1 + exp(w*x + b)", "2*y + exp(w*x + b)", "#2", "#3"),
        ("1 + exp(w*x + b)", "(1 + exp(w*x + b))^2", "f", "#3"),
        ("1 + exp(w*x + b)", "1 + exp(w*x + b) + y", "#0", "#0"),
        ("1 + exp(w*x + b)", "1 + exp(w*x - b)", "#0", "#0"),
        ("x*y + y", "a = x*y\na + y", "#0", "a"),
        ("a = x*y\na + y", "ab = x*y\nab + y", "a", "ab"),
        ("x*y + y", "z = 2\nx*y + y", "#0", "#0"),
        ("u + v\nx*y + y", "u + v + 1\nx*y + y", "#1", "#2"),
        ("x*y + 2*x", "z*x*y + 2*x", "constant:#1:0", "constant:#2:0"),
        ("exp(x)*exp(x)", "z + exp(x)*exp(x)", "copy:x", "copy:x"),
        ("g(u) = u*u + u\ng(x) + g(y)", "g(u) = u*u + u\nz + g(x) + g(y)", "#3", "#4"),
    ],
)
def test_the_same_gate_under_its_new_key(before: str, after: str, old: str, new: str) -> None:
    assert keys(before, after, old) == {new}


def test_a_gate_that_went_takes_its_place_along() -> None:
    assert keys("x*y + exp(x)", "x*y", "#1") == set()
    assert keys("x*y + exp(x)", "x*y + sin(x)", "#1") == set()


def test_names_are_kept_until_they_come_back() -> None:
    assert keys("a = x*y\na + 1", "x + 1", "a", "x") == {"a", "x"}


def test_folds_parts_and_the_target_follow_too() -> None:
    lesson = Lesson(moved={"#0.2": AT}, shape=["parts:#0", "share", "line:a"], target="#0")
    found = following(lesson, read("sigmoid(x) + y"), read("z*y + sigmoid(x) + y"))
    assert (found.moved, found.shape, found.target) == ({"#1.2": AT}, {"parts:#1", "share", "line:a"}, "#1")


@given(st.sampled_from(["x*y + exp(x*z) - tanh(y)", "a = x + y\nb = a*a\nexp(b) + a"]), st.data())
def test_typing_and_taking_back_changes_nothing(text: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([place for place, sign in enumerate(text) if sign in "yz"]))
    longer = f"{text[:place]}2*{text[place:]}"
    graphs = read(text), read(longer)
    moved = {graphs[0].key(gate.id): AT for gate in graphs[0].gates}
    there = following(Lesson(moved=moved), *graphs)
    assert len(there.moved) == len(moved)
    back = following(there, *reversed(graphs))
    assert back.moved == moved
