"""Which shipped lesson a document still is, and what that lesson is called in the language in use."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher

from gradviz.errors import GradvizError
from gradviz.lesson import library
from gradviz.lesson.lesson import Lesson

ALIKE = 0.5
"""From this share of common letters on (of both texts together) a text is an edit, below it is another program."""


def of_its_text(lesson: Lesson) -> Lesson:
    """``lesson``, without title, note and id once its text is another program than the shipped lesson's.

    A text that still has a line of it, is half alike, or is the beginning of it (none of it, too) is an edit.
    """
    entry = _entry(lesson)
    if entry is None or _is_edit(entry.program, lesson.text):
        return lesson
    return replace(lesson, title="", note="", lesson_id="")


def in_language(lesson: Lesson) -> Lesson:
    """``lesson`` with title and note of its shipped lesson in the language in use, where they are that one's."""
    entry = _entry(lesson)
    if entry is None:
        return lesson
    title = entry.title if lesson.title in (entry.titles.en, entry.titles.ru) else lesson.title
    note = entry.note if lesson.note in (entry.notes.en, entry.notes.ru) else lesson.note
    return replace(lesson, title=title, note=note)


def _entry(lesson: Lesson) -> library.Entry | None:
    try:
        return library.entry(lesson.lesson_id) if lesson.lesson_id else None
    except GradvizError:
        return None


def _is_edit(program: str, text: str) -> bool:
    own, now = _lines(program), _lines(text)
    before, after = "\n".join(own), "\n".join(now)
    if before.startswith(after) or set(own) & set(now):
        return True
    return SequenceMatcher(None, before, after, autojunk=False).ratio() >= ALIKE


def _lines(text: str) -> list[str]:
    return [bare for line in text.splitlines() if (bare := "".join(line.split()))]
