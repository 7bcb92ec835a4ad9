"""Conventions are told where they decide something, and formulas are not asked for what they cannot give."""

from __future__ import annotations

import pytest

from gradviz import i18n
from gradviz.explain.chain import Chain
from gradviz.explain.story import story_of
from gradviz.graph.gates import GATES
from gradviz.graph.ties import Ties
from gradviz.lesson.lesson import Lesson
from tests.explain.asked import USUAL, derive, said_at, words


def last_card(program: str, **values: float):
    lesson = Lesson(text=program, values=values)
    return said_at(lesson, -1, derive(lesson).graph.gates[-1].id)


@pytest.mark.parametrize(
    ("program", "values", "english", "russian"),
    [
        ("x^y", {"x": 4.0, "y": 0.5}, "", ""),
        ("x^3", {"x": -2.0}, "", ""),
        ("x^2", {"x": 0.0}, "", ""),
        ("x^0", {"x": 0.0}, "by the base is 0", "по основанию равна 0"),
        ("x^y", {"x": 0.0, "y": 2.0}, "by the exponent is taken as 0", "по показателю считается равной 0"),
        ("x^x", {"x": 0.0}, "by the base is 0", "по основанию равна 0"),
        ("x^y", {"x": -2.0, "y": 3.0}, "no local derivative by the exponent", "производной по показателю нет"),
    ],
)
def test_the_convention_of_a_power_is_told_where_it_decides(program, values, english, russian):
    for language, words_there in (("en", english), ("ru", russian)):
        i18n.set_language(language)
        convention = last_card(program, **values).convention
        assert (convention is not None) == bool(words_there)
        assert convention is None or words_there in convention.brief


@pytest.mark.parametrize(("program", "numbers"), [("x^0", "1 · 0 = 0"), ("x^2", "1 · 2·0^(2 − 1) = 0")])
def test_a_slope_that_its_formula_cannot_give_is_a_number_alone(program, numbers):
    """0·0⁻¹ would be 0·∞."""
    result = derive(Lesson(text=program, values={"x": 0.0}))
    wire = next(wire for wire in result.graph.wires if wire.slot == 0)
    assert Chain(result.run, USUAL).numbers(wire, True).text.partition(" = ")[2] == numbers


@pytest.mark.parametrize("rule", ["split", "first", "random"])
@pytest.mark.parametrize("router", ["max", "min"])
def test_equal_inputs_that_are_one_value_are_no_kink(router, rule):
    """max(x, x) is x."""
    lesson = Lesson(text=f"{router}(x, x)", values={"x": 2.0}).with_ties(Ties(rule))
    performed = derive(lesson)
    card = said_at(lesson, -1, performed.graph.gates[-1].id, story_of(lesson))
    assert performed.run.kinks == ()
    assert performed.run.node_gradients[0] == 1
    assert card.text == "All winning inputs are x: however they share the gradient, x receives all of it."
    assert card.convention is None
    assert not any(word in card.plain(USUAL) for word in ("No derivative", "no derivative", "x = x"))


def test_two_lines_that_happen_to_be_equal_are_a_kink():
    assert len(derive(Lesson(text="max(x, y, x)", values={"x": 2.0, "y": 2.0})).run.kinks) == 1
    assert len(derive(Lesson(text="max(x*1, x)", values={"x": 2.0})).run.kinks) == 1
    assert not derive(Lesson(text="max(x, y, x)", values={"x": 2.0, "y": 1.0})).run.kinks


@pytest.mark.parametrize("op", ["pow", "log"])
def test_at_ordinary_inputs_the_formula_is_filled_in(op):
    assert GATES[op].code is not None
    result = derive(Lesson(text={"pow": "x^y", "log": "log(x)"}[op], values={"x": 2.0, "y": 3.0}))
    chain = Chain(result.run, USUAL)
    said = [chain.numbers(wire, False).text.partition("1 · ")[2] for wire in result.graph.wires]
    assert said == {"pow": ["3·2^(3 − 1)", "2^3·ln(2)"], "log": ["1/2"]}[op]


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("x^y", "f has no slope by y here"),
        ("(-2)^y", "f has no slope here"),
        ("x^y", "У узла «f» здесь нет производной по y"),
    ],
)
def test_the_input_by_which_there_is_no_slope_is_named(program, said):
    i18n.set_language("ru" if "узла" in said else "en")
    assert said in words(last_card(program, x=-2.0, y=3.0))


@pytest.mark.parametrize("program", ["relu(x)", "abs(x)", "leaky_relu(x)", "log(x)", "sqrt(x)"])
def test_a_copied_card_tells_its_convention_once(program):
    card = last_card(program, x=0.0)
    assert card.convention is not None
    assert card.plain(USUAL).endswith(f"Convention: {card.convention.text}")


def test_a_copied_card_tells_the_tie_rule_and_what_others_do():
    lesson = Lesson(text="max(x, y)").with_ties(Ties("first"))
    said = said_at(lesson, -1, derive(lesson).graph.gates[-1].id, story_of(lesson)).plain(USUAL)
    assert "Convention: If x = y, the first gets it all. When the largest inputs are equal" in said


def test_a_copied_card_writes_a_constant_once():
    lesson = Lesson(text="c = exp(x)\nf = 1 + c", values={"x": 3.0})
    performed = derive(lesson)
    step = next(step.index for step in performed.timeline.steps if step.node == performed.graph.gates[-1].id)
    assert "1 + c 20.09 = f 21.09" in said_at(lesson, step).plain(USUAL)
