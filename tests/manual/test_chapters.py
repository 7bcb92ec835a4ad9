"""The chapters of the manual: complete in both languages, and true where a machine can tell."""

import re
import shlex

import pytest

from gradviz import i18n
from gradviz.__main__ import main
from gradviz.errors import GradvizError
from gradviz.graph.build import read
from gradviz.manual.chapters import REFERENCE, chapters, files

FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\(manual:([\w-]+)\)")


@pytest.fixture(params=i18n.LANGUAGES)
def manual(request):
    i18n.set_language(request.param)
    yield chapters()
    i18n.set_language("en")


def fenced(manual, kind):
    return [text for chapter in manual for found, text in FENCE.findall(chapter.markdown) if found == kind]


def test_every_chapter_is_there_in_every_language():
    assert len(files()) >= 12
    for id, paths in files().items():
        assert set(paths) == set(i18n.LANGUAGES), id


def test_both_languages_have_the_same_sections():
    shapes = []
    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        shapes.append([(chapter.id, len(chapter.sections), LINK.findall(chapter.markdown)) for chapter in chapters()])
    i18n.set_language("en")
    assert shapes[0] == shapes[1]


def test_every_page_has_a_title_and_a_text(manual):
    for chapter in manual:
        assert chapter.title and chapter.id
        assert chapter.text or chapter.sections
        assert all(section.title and section.listed and section.text for section in chapter.sections)


def test_links_lead_somewhere(manual):
    ids = {chapter.id for chapter in manual}
    links = [link for chapter in manual for link in LINK.findall(chapter.markdown)]
    assert REFERENCE in links
    assert set(links) <= ids


def test_programs_in_the_manual_can_be_read(manual):
    programs = fenced(manual, "")
    assert programs
    for program in programs:
        read(program.strip())


def test_commands_in_the_manual_run(manual, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    commands = [shlex.split(line) for text in fenced(manual, "sh") for line in text.splitlines()]
    assert len(commands) >= 6
    for program, *argv in commands:
        assert program == "gradviz"
        if argv[0] != "open":
            assert main(argv) == 0, argv
    assert {path.suffix for path in tmp_path.iterdir()} == {".png", ".svg", ".tex", ".ipynb"}


def test_python_in_the_manual_runs_as_written(manual, run_text):
    (text,) = fenced(manual, "python")
    assert run_text(text).split() == ["21.085536923187668", "20.085536923187668"]


SAID_OF_TYPING = (
    "-x^2",
    "2x",
    "2(x + 1)",
    "(a)(b)",
    "x y",
    "1/2x",
    "|x|",
    "e^x",
    "x = 2\nx + y",
    "g(t) = t/(1 + t)\ng(x)",
)


@pytest.mark.parametrize("text", SAID_OF_TYPING)
def test_what_the_manual_says_may_be_typed_may_be_typed(text):
    read(text)


@pytest.mark.parametrize(("typed", "hint"), [("2 3", "2*3"), ("0,5", "0.5"), ("tahn(x)", "tanh"), ("учз(x)", "exp")])
def test_mistakes_get_the_hints_that_the_manual_promises(typed, hint):
    with pytest.raises(GradvizError) as caught:
        read(typed)
    assert hint in str(caught.value.hint)


def test_the_limits_are_those_of_the_reader(manual):
    from gradviz.language.limits import TYPED

    typing = next(chapter.markdown for chapter in manual if chapter.id == "typing")
    for limit in (TYPED.characters, TYPED.tokens, TYPED.lines, TYPED.height, TYPED.gates, TYPED.digits, TYPED.exponent):
        assert str(limit) in typing


def test_no_mark_is_told_by_a_colour_that_another_theme_turns_round(manual):
    said = re.compile(r"\b(?:black|white) (?:dot|ring|body)|(?:чёрн|бел)\w+ (?:точк|кольц|рамк)")
    assert not [found for chapter in manual for found in said.findall(chapter.markdown)]
