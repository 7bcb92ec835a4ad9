"""A lecturer at the board: type an expression, press →, and read what is written, in English and in Russian."""

from __future__ import annotations

import pytest

from gradviz import i18n
from gradviz.autodiff.engine import run
from gradviz.graph.build import read
from gradviz.numerals import numerals_for
from gradviz.timeline.compose import compose
from gradviz.timeline.frame import Phase


class Board:
    """What the audience sees: names with a number above and one below, and the sentence underneath."""

    def __init__(self, typed: str, language: str = "en", **leaves: float) -> None:
        i18n.set_language(language)
        self.numerals = numerals_for(language)
        graph = read(typed)
        self.timeline = compose(graph, run(graph, leaves))
        self.labels = graph.labels
        self.step = 0

    def press_right(self, times: int = 1) -> None:
        self.step = min(self.step + times, len(self.timeline.steps) - 1)

    def press_left(self, times: int = 1) -> None:
        self.step = max(self.step - times, 0)

    @property
    def frame(self):
        return self.timeline.rest(self.step)

    def _written(self, number: float | None) -> str:
        return "—" if number is None else self.numerals.text(number)

    def value(self, name: str) -> str:
        return self._written(self.frame.nodes[self.labels.index(name)].value)

    def gradient(self, name: str) -> str:
        return self._written(self.frame.nodes[self.labels.index(name)].gradient)

    def sentence(self) -> str:
        return self.frame.caption.plain(self.numerals)


def test_the_lecture_s_expression_step_by_step():
    board = Board("1 + exp(w1*x + w0)", w1=2, x=1, w0=1)
    assert (board.value("w1"), board.value("a"), board.gradient("w1")) == ("2.00", "—", "—")

    board.press_right()
    assert board.sentence() == "a = w1 × x = 2.00 × 1.00 = 2.00"
    board.press_right()
    assert board.value("b") == "3.00"
    board.press_right(2)
    assert board.value("f") == "21.09"
    assert board.gradient("f") == "—"
    assert board.frame.phase is Phase.FORWARD

    board.press_right()
    assert board.sentence() == "The backward pass starts: ∂f/∂f = 1.00"
    board.press_right()
    assert board.sentence() == "add hands the gradient on: c receives 1.00"
    board.press_right()
    assert board.sentence() == "exp multiplies by its own output: b receives 1.00 × 20.09 = 20.09"
    board.press_right(2)
    assert (board.gradient("a"), board.gradient("w0"), board.gradient("w1")) == ("20.09", "20.09", "—")
    board.press_right()
    assert board.gradient("w1") == "20.09"
    board.press_right()
    assert board.sentence() == "mul swaps its inputs: x receives 20.09 × w1 = 20.09 × 2.00 ≈ 40.17"
    assert board.step == 11


def test_someone_asks_to_see_it_again():
    board = Board("1 + exp(w1*x + w0)", w1=2, x=1, w0=1)
    board.press_right(7)
    seen = board.frame
    board.press_right(2)
    board.press_left(2)
    assert board.frame == seen
    board.press_left(20)
    board.press_right(7)
    assert board.frame == seen


def test_one_value_used_twice_collects_two_gradients():
    board = Board("a = w*x\nm = max(a, y)\nf = m*x + exp(-m)", w=1.5, x=2, y=1)
    board.press_right(13)
    assert board.gradient("m") == "—"
    board.press_right()
    assert board.sentence() == "m is used twice, so the contributions add up: 2.00 + (−0.05) = 1.95"
    assert board.gradient("m") == "1.95"
    board.press_right()
    assert (board.gradient("a"), board.gradient("y"), board.gradient("x")) == ("1.95", "0", "—")
    board.press_right(3)
    assert board.gradient("x") == "5.93"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            [
                "The forward pass starts with the values of the leaves",
                "f = max(x, y) = max(4.00, 2.50) = 4.00",
                "The backward pass starts: ∂f/∂f = 1.00",
                "max routes the whole gradient 1.00 to the larger input, x. y gets 0.",
            ],
        ),
        (
            "ru",
            [
                "Прямой проход начинается со значений листьев",
                "f = max(x; y) = max(4,00; 2,50) = 4,00",
                "Начинается обратный проход: ∂f/∂f = 1,00",
                "max отдаёт весь градиент 1,00 большему входу x. y получает 0.",
            ],
        ),
    ],
)
def test_the_router_is_told_in_the_language_of_the_audience(language: str, told: list[str]):
    board = Board("max(x, y)", language, x=4, y=2.5)
    heard = []
    for _ in board.timeline.steps:
        heard.append(board.sentence())
        board.press_right()
    assert heard == told


def test_a_student_s_mistake_is_marked_where_it_begins():
    board = Board("log(x) + y", "ru", x=-1, y=2)
    board.press_right()
    assert board.sentence().startswith("a = log(−1,00) = nan. Вход узла «a» ")
    board.press_right()
    assert "—" not in board.sentence()
