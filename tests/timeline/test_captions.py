"""The sentences of the steps, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given

from gradviz import i18n
from gradviz.graph.ties import Ties
from gradviz.numerals import numerals_for
from gradviz.timeline.pieces import Caption, Piece
from gradviz.timeline.timeline import Timeline
from tests.timeline.performances import ROUTER, perform, programs


def said(timeline: Timeline, index: int, language: str = "en") -> str:
    i18n.set_language(language)
    return timeline.caption(index).plain(numerals_for(language))


@pytest.mark.parametrize(
    ("index", "english", "russian"),
    [
        (0, "The forward pass starts with the values of the leaves", "Прямой проход начинается со значений листьев"),
        (1, "a = w × x = 1.50 × 2.00 = 3.00", "a = w × x = 1,50 × 2,00 = 3,00"),
        (2, "m = max(a, y) = max(3.00, 1.00) = 3.00", "m = max(a; y) = max(3,00; 1,00) = 3,00"),
        (4, "q = −m = −3.00", "q = −m = −3,00"),
        (7, "The backward pass starts: ∂f/∂f = 1.00", "Начинается обратный проход: ∂f/∂f = 1,00"),
        (8, "add hands the gradient on: p receives 1.00", "+ раздаёт градиент: p получает 1,00"),
        (
            14,
            "m is used twice, so the contributions add up: 2.00 + (−0.05) = 1.95",
            "m используется дважды, поэтому вклады складываются: 2,00 + (−0,05) = 1,95",
        ),
        (
            15,
            "max routes the whole gradient 1.95 to the larger input, a. y gets 0.",
            "max отдаёт весь градиент 1,95 большему входу a. y получает 0.",
        ),
        (
            17,
            "mul swaps its inputs: x receives 1.95 × w = 1.95 × 1.50 = 2.93",
            "× меняет множители местами: x получает 1,95 × w = 1,95 × 1,50 = 2,93",
        ),
    ],
)
def test_the_pictured_expression(index: int, english: str, russian: str):
    timeline = perform(ROUTER, w=1.5, x=2)
    assert said(timeline, index) == english
    assert said(timeline, index, "ru") == russian


@pytest.mark.parametrize(
    ("text", "x", "sentence"),
    [
        ("exp(x)", 0, "exp multiplies by its own output: x receives 1.00 × 1.00 = 1.00"),
        ("y - x", 1, "sub hands the gradient on with its sign flipped: x receives −1.00"),
        ("min(x, y)", 0, "min routes the whole gradient 1.00 to the smaller input, x. y gets 0."),
        ("max(x, y, z)", 2, "max routes the whole gradient 1.00 to the largest input, x. The others get 0."),
        ("max(x, y)", 1, "The inputs of max are equal: x receives its share, 1.00 × 0.50 = 0.50"),
        ("max(y, x)", -1, "max routes the whole gradient 1.00 to the larger input, y. x gets 0."),
        ("max(x, 0)", -1, "max routes the gradient past x, which gets 0"),
        ("relu(x)", 2, "The door of relu is open: x receives the whole gradient 1.00"),
        ("x*(-2)", 1, "mul swaps its inputs: x receives 1.00 × (−2) = −2.00"),
        ("relu(x)", -2, "The door of relu is shut: x gets 0"),
        ("leaky_relu(x, 0.1)", -2, "The door of leaky_relu is ajar: x receives 1.00 × 0.10 = 0.10"),
        ("leaky_relu(y, x)", -2, "leaky_relu multiplies by its local derivative: x receives 1.00 × 0 = 0"),
        ("a = x\n-a", 1, "id passes the gradient on unchanged: x receives −1.00"),
        ("min(x, y, z)", 0, "min routes the whole gradient 1.00 to the smallest input, x. The others get 0."),
        ("sqrt(x)", 4, "sqrt multiplies by its local derivative: x receives 1.00 × 0.25 = 0.25"),
        ("cos(x)", 1.5707963267948966, "cos multiplies by its local derivative: x receives 1.00 × (−1.00) = −1.00"),
        ("x*x*x", 2, "x is used 3 times, so the contributions add up: 4.00 + 4.00 + 4.00 = 12.00"),
        (
            "log(x)",
            -1,
            "The local derivative of log is one over its input: "
            "x receives 1.00 × nan = nan. f needs an input above zero.",
        ),
    ],
)
def test_gates_speak_in_the_words_of_the_lecture(text: str, x: float, sentence: str):
    timeline = perform(text, x=x)
    assert sentence in [said(timeline, step.index) for step in timeline.steps]


@pytest.mark.parametrize("sign", ["max", "min"])
@pytest.mark.parametrize(
    ("rule", "english", "russian"),
    [
        (
            "first",
            "The inputs of {} are equal: the first of them, x, gets the whole gradient 3.00. y gets 0.",
            "Входы {} равны: весь градиент 3,00 получает первый из них, x. y получает 0.",
        ),
        (
            "random",
            "The inputs of {} are equal: x, drawn at random, gets the whole gradient 3.00. y gets 0.",
            "Входы {} равны: весь градиент 3,00 получает x, выбранный случайно. y получает 0.",
        ),
        (
            "split",
            "The inputs of {} are equal: x receives its share, 3.00 × 0.50 = 1.50",
            "Входы {} равны: x получает свою долю, 3,00 × 0,50 = 1,50",
        ),
    ],
)
def test_a_tie_is_told_with_its_rule(sign: str, rule: str, english: str, russian: str):
    ties = next(ties for seed in range(20) if (ties := Ties(rule, seed)).shares((2.0, 2.0), 0)[0] > 0)
    timeline = perform(f"3*{sign}(x, y)", ties, x=2, y=2)
    told = [
        [said(timeline, step.index, language) for step in timeline.steps if step.kind == "contribution"]
        for language in ("en", "ru")
    ]
    assert english.format(sign) in told[0]
    assert russian.format(sign) in told[1]
    assert "larger" not in "".join(told[0]) and "smaller" not in "".join(told[0])


def test_among_three_inputs_only_the_winners_are_called_equal():
    told = perform("max(x, y, z)", Ties("first"), x=1, y=2, z=2)
    sentences = [said(told, step.index) for step in told.steps]
    assert (
        "The winning inputs of max are equal: the first of them, y, gets the whole gradient 1.00. The others get 0."
        in sentences
    )
    shared = perform("min(x, y, z)", x=3, y=2, z=2)
    sentences = [said(shared, step.index) for step in shared.steps]
    assert "The winning inputs of min are equal: y receives its share, 1.00 × 0.50 = 0.50. x gets 0." in sentences


def test_an_input_that_ties_with_a_winning_constant_is_told_why_it_gets_nothing():
    timeline = perform("max(2, x)", Ties("first"), x=2)
    assert said(timeline, len(timeline.steps) - 1) == (
        "The inputs of max are equal: x is not the first of them and gets 0"
    )


def test_an_infinite_gradient_makes_no_tie():
    timeline = perform("max(x, y)/z", x=1, y=2, z=0)
    sentences = [said(timeline, step.index) for step in timeline.steps]
    assert "max routes the gradient past x, which gets nan. a is asked for 0·∞ on the way back." in sentences
    assert any(sentence.startswith("max routes the whole gradient ∞ to the larger input, y.") for sentence in sentences)
    assert not any("are equal" in sentence for sentence in sentences)


def test_no_input_is_the_larger_one_beside_a_nan():
    timeline = perform("max(x, log(y))", x=1, y=-1)
    sentences = [said(timeline, step.index) for step in timeline.steps]
    assert any(
        sentence.startswith("max multiplies by its local derivative: x receives 1.00 × nan") for sentence in sentences
    )


def test_the_gate_that_offends_says_so_going_forward():
    assert said(perform("1 + log(x)", x=-1), 1) == "a = log(−1.00) = nan. a needs an input above zero."
    assert said(perform("1 + log(x)", x=-1), 2) == "f = 1 + a = 1 + nan = nan"


def test_an_offence_is_a_sentence_of_its_own():
    timeline = perform("max(x, y)/z", x=2, y=1, z=0)
    sentence = "max routes the whole gradient ∞ to the larger input, x. a is asked for 0·∞ on the way back."
    russian = "max отдаёт весь градиент ∞ большему входу x. В узле «a» на обратном пути получается 0·∞."
    assert sentence in [said(timeline, step.index) for step in timeline.steps]
    assert russian in [said(timeline, step.index, "ru") for step in timeline.steps]


def test_many_inputs_are_not_written_out_and_long_sums_in_part():
    timeline = perform("max(a, b, c, d, x)", x=5)
    assert said(timeline, 1) == "f = max(…) = 5.00"
    assert (
        said(perform("x + x + x + x + x"), -1)
        == "x is used 5 times, so the contributions add up: 1.00 + 1.00 + … = 5.00"
    )


def test_a_russian_plural():
    told = said(perform("x*x*x*x*x"), -1, "ru")
    assert told == "x используется 5 раз, поэтому вклады складываются: 1,00 + 1,00 + … = 5,00"
    assert said(perform("x*x*x"), -1, "ru").startswith("x используется 3 раза, ")


def test_pieces_keep_numbers_apart_from_words():
    pieces = perform(ROUTER, w=1.5, x=2).caption(15).pieces
    assert [piece.kind for piece in pieces if piece.kind != "text"] == ["gradient", "name", "name"]
    assert Caption((Piece("text", "a "), Piece("value", number=2.0))).plain(numerals_for("en")) == "a 2.00"


@pytest.mark.parametrize(
    ("text", "index", "english"),
    [
        ("x*y", 1, "f = x × y = 0.33 × 0.67 = 0.22"),
        ("x*x*x", 2, "f = a × x = 0.11 × 0.33 = 0.04"),
        ("x + x + y", 1, "a = x + x = 0.33 + 0.33 ≈ 0.67"),
        ("x + x", -1, "x is used twice, so the contributions add up: 1.00 + 1.00 = 2.00"),
        ("exp(x)*y", 1, "a = exp(x) = exp(0.33) ≈ 1.40"),
        ("1 + 0.0011", 1, "f = 1 + 0.0011 ≈ 1.00"),
        ("1.25 - 0.5", 1, "f = 1.25 − 0.5 = 0.75"),
        ("x + pi", 1, "f = x + π = 0.33 + π ≈ 3.47"),
        ("x*y + x*y", -2, "x is used twice, so the contributions add up: 0.67 + 0.67 ≈ 1.33"),
        ("0.125*x", 1, "f = 0.125 × x = 0.125 × 0.33 = 0.04"),
        ("log(x - x)", 2, "f = log(0) = −∞. f needs an input above zero."),
    ],
)
def test_what_does_not_add_up_as_written_is_written_as_nearly_so(text: str, index: int, english: str):
    timeline = perform(text, x=1 / 3, y=2 / 3)
    assert english in [said(timeline, step.index) for step in timeline.steps]


@given(programs())
def test_every_step_has_a_sentence_in_both_languages(text: str):
    timeline = perform(text, x=0.5, y=-1)
    for step in timeline.steps:
        english, russian = said(timeline, step.index), said(timeline, step.index, "ru")
        assert english.strip()
        assert "{" not in english + russian
        assert len(english) <= 120
        assert step.kind == "value" or english != russian
