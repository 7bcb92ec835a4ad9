"""A document is its lesson for as long as its text is an edit of it, and is called as the language in use calls it."""

import pytest

from gradviz import i18n
from gradviz.lesson import library
from gradviz.lesson.identity import in_language, of_its_text
from gradviz.lesson.lesson import Lesson

SHIPPED = [entry.id for entry in library.lessons() if entry.available]


@pytest.fixture
def copy():
    return library.load_lesson("gate-copy")


@pytest.mark.parametrize(
    "text", ["a = x + 1\nb = x*y\nf = a*b", "a=x+1", "a = x + 2\nb = x*y\nf = a - b", "a = x +", "", "  \n"]
)
def test_an_edited_lesson_keeps_its_name(copy, text):
    assert of_its_text(copy.with_text(text)) == copy.with_text(text)


@pytest.mark.parametrize("text", ["1 + exp(w1*z + w0)", "loss = max(0, 1 - p)", "g"])
def test_another_program_loses_it(copy, text):
    found = of_its_text(copy.with_text(text))
    assert (found.title, found.note, found.lesson_id) == ("", "", "")
    assert (found.text, found.values) == (text, copy.values)


@pytest.mark.parametrize("lesson_id", SHIPPED)
def test_one_more_gate_leaves_every_lesson_its_name(lesson_id):
    lesson = library.load_lesson(lesson_id)
    assert of_its_text(lesson.with_text(lesson.text.rstrip() + " + 1")).title == lesson.title


def test_a_document_of_ones_own_keeps_its_title():
    mine = Lesson(text="x*y", title="Mine", note="of my own")
    assert of_its_text(mine.with_text("sin(t)")) == mine.with_text("sin(t)")
    unknown = Lesson(text="x*y", title="Theirs", lesson_id="of-a-later-version")
    assert of_its_text(unknown.with_text("sin(t)")).title == in_language(unknown).title == "Theirs"


def test_title_and_note_follow_the_language(copy):
    entry = library.entry("gate-copy")
    before = i18n.language()
    try:
        i18n.set_language("ru")
        assert in_language(copy).title == entry.titles.ru
        assert in_language(copy).note == entry.notes.ru
        i18n.set_language("en")
        assert in_language(in_language(copy)) == copy
    finally:
        i18n.set_language(before)
    renamed = Lesson(text=copy.text, title="My own", note="mine", lesson_id="gate-copy")
    assert in_language(renamed) == renamed
