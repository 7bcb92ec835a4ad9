"""What a lesson tells beside its graph."""

from __future__ import annotations

from dataclasses import dataclass

from gradviz.errors import InputError
from gradviz.lesson import library
from gradviz.lesson.lesson import Lesson


@dataclass(frozen=True, slots=True)
class Story:
    """What a lesson tells beside its graph, and its rule for equal inputs of max and min."""

    title: str = ""
    lecture: str = ""
    note: str = ""
    ties: str = "split"


def story_of(lesson: Lesson) -> Story:
    """What ``lesson`` tells; a shipped one in the language in use, for as long as its program is not another."""
    try:
        entry = library.entry(lesson.lesson_id) if lesson.lesson_id else None
    except InputError:
        entry = None
    if entry is None:
        return Story(lesson.title, "", lesson.note, lesson.ties.rule)
    if entry.program.strip() != lesson.text.strip():
        return Story(ties=lesson.ties.rule)
    return Story(entry.title, entry.lecture, entry.note, lesson.ties.rule)
