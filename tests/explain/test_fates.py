"""What a gate does to the gradient is said only where it is true."""

from __future__ import annotations

import pytest

from gradviz import i18n
from gradviz.explain.moment import about
from gradviz.graph.gates import GATES
from gradviz.lesson.lesson import Lesson
from tests.explain.asked import derive, said_at


def text_at(program: str, op: str, **values: float) -> str:
    """What is said of the gate ``op`` at the end of the backward pass."""
    lesson = Lesson(text=program, values=values)
    return said_at(lesson, -1, next(gate.id for gate in derive(lesson).graph.gates if gate.op == op)).text


STRONGER = {"en": "stronger", "ru": "более сильный"}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    ("program", "values", "unequal"),
    [
        ("x*y", {"x": 2.0, "y": 3.0}, True),
        ("x*y", {"x": -3.0, "y": 2.0}, True),
        ("x*y", {"x": -3.0, "y": -3.0}, False),
        ("x*y", {"x": -3.0, "y": 3.0}, False),
        ("b = x*y\nb*b", {"x": 2.0, "y": 2.0}, False),
        ("0*(x*y)", {"x": 2.0, "y": 3.0}, False),
    ],
)
def test_a_stronger_gradient_is_spoken_of_where_one_factor_gets_it(program, values, unequal, language):
    i18n.set_language(language)
    lesson = Lesson(text=program, values=values)
    graph = derive(lesson).graph
    gate = next(gate for gate in reversed(graph.gates) if all(graph.varies[source] for source in gate.inputs))
    assert (STRONGER[language] in said_at(lesson, -1, gate.id).text) == unequal


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    ("program", "op"),
    [
        ("1 + c", "add"),
        ("c + 1", "add"),
        ("3*m", "mul"),
        ("x - 1", "sub"),
        ("1 - x", "sub"),
        ("x/2", "div"),
        ("2/x", "div"),
        ("max(0, x)", "max"),
        ("min(x, 3)", "min"),
    ],
)
def test_a_constant_is_not_said_to_receive_anything(program, op, language):
    i18n.set_language(language)
    said = text_at(program, op)
    assert said and said != about(op, "text", language)
    assert not any(word in said for word in ("both", "each", "Each", "обоим", "Каждый", "trade places"))


def test_the_side_of_the_constant_decides_what_is_said():
    assert "unchanged" in text_at("x - 1", "sub")
    assert "opposite sign" in text_at("1 - x", "sub")
    assert "The top" in text_at("x/2", "div")
    assert "The bottom" in text_at("2/x", "div")


def test_of_a_gate_over_constants_alone_no_gradient_is_told():
    assert text_at("x + 2*3", "mul") == "All inputs are constants, so nobody here needs a gradient."


def test_the_slope_of_the_tangent_grows_towards_a_pole_and_not_away_from_0():
    """It is 1 at every multiple of π."""
    assert "pole" in GATES["tan"].role
    assert "0" not in GATES["tan"].role
