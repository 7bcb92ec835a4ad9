"""Whatever is typed, the reader answers, and its answers make sense."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from gradviz.language.syntax import Reading
from tests.language.test_parse_cases import CASES
from tests.language.trees import read

ALPHABET = "xyewfa01259.,+-*/^()[]|=_' \t\n#λσπ²⁻₁·−½√\u200b\u00a0\ufeff\r\"!<>;{}\\$@%&~`?:\ud800\x00𝑦𝛼éе٣①ﷺ"
WORDS = ["exp", "max", "sigma", "leaky_relu", "w_1", "f(x)=", "**", "1e", "1e5", "+=", "==", "\n", "e^", "x'", "(", ")"]
HOW_MANY = 30_000


def checked(text: str) -> Reading:
    """The reading of ``text``, whose problems must point into it, one a line, in order."""
    reading = read(text)
    lines = text.split("\n")
    assert (reading.program is None) == bool(reading.problems)
    numbers = [problem.line for problem in reading.problems]
    assert numbers == sorted(set(numbers))
    for problem in reading.problems:
        start, end = problem.span
        assert 0 <= start < end <= max(len(lines[problem.line]), 1), (text, problem.code, problem.span)
        assert f"{problem.message} {problem.hint}".encode()
    return reading


def test_garbage_of_every_kind():
    random = Random(20)
    texts = [case["input"] for case in CASES if len(case["input"]) < 60]
    for number in range(HOW_MANY):
        if number % 3 == 0:
            text = "".join(random.choices(ALPHABET, k=random.randrange(1, 30)))
        elif number % 3 == 1:
            text = "".join(random.choices(WORDS + list(ALPHABET[:40]), k=random.randrange(1, 15)))
        else:
            text = random.choice(texts)
            for _ in range(random.randrange(1, 4)):
                place = random.randrange(len(text) + 1)
                text = text[:place] + random.choice(ALPHABET) + text[place + random.randrange(2) :]
        checked(text)


@given(st.text(max_size=40))
@settings(max_examples=500)
def test_any_text(text):
    checked(text)


@given(st.text(alphabet=ALPHABET, max_size=80))
@settings(max_examples=500)
def test_any_text_of_the_alphabet(text):
    checked(text)
