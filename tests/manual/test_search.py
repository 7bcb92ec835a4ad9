"""Words are found where they stand, in any case, without marks."""

import pytest

from gradviz.manual.chapters import Chapter, Section
from gradviz.manual.search import found, plain

CHAPTER = Chapter(
    "a",
    "Ties and kinks",
    "See the *whole*.",
    (Section("Ties", "max **shares**.", "Ties"), Section("Kinks", "relu", "K")),
)


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("", [None, 0, 1]),
        ("WHOLE", [None]),
        ("shares", [0]),
        ("kinks relu", [1]),
        ("max shares", [0]),
        ("shares relu", []),
        ("ties", [None, 0]),
        ("nothing", []),
    ],
)
def test_words_are_found_together(query, places):
    assert list(found(CHAPTER, query)) == places


def test_pictures_are_found_by_what_they_say_and_links_by_their_words():
    assert plain("![e^x](formula:e%5Ex) and [gates](manual:x)") == "e^x and gates"
