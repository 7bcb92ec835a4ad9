"""The lecture expression explained: every card of every step, read aloud in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from gradviz import i18n
from gradviz.explain.explain import explain
from gradviz.explain.topic import topic_of
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import numerals_for
from tests.explain.asked import MAIN, derive

GOLDEN = Path(__file__).parents[1] / "golden"
LESSONS = {
    "lecture-exp": Lesson(text="1 + exp(w1*x + w0)", values={"w1": 2.0, "x": 1.0, "w0": 1.0}),
    "router": MAIN,
}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", LESSONS)
def test_cards_are_told_as_before(name: str, language: str):
    assert told(LESSONS[name], language) == (GOLDEN / f"explain-{name}.{language}.txt").read_text(encoding="utf-8")


def told(lesson: Lesson, language: str) -> str:
    """All cards of a lesson, with their steps' numbers."""
    i18n.set_language(language)
    numerals, performed = numerals_for(language), derive(lesson)
    cards = []
    for step in performed.timeline.steps:
        frame = performed.timeline.rest(step.index)
        said = explain(performed.run, frame, topic_of(frame), None, numerals)
        cards.append(f"--- {step.number}\n{said.plain(numerals)}\n")
    return "\n".join(cards)
