"""The Russian catalogue: complete, consistent with the source, compiled."""

import gettext
import io
import re

import pytest

from gradviz import i18n
from scripts import catalogue

ROOMS = catalogue.catalogues()


def test_source_and_catalogue_agree():
    assert catalogue.problems(catalogue.uses(), ROOMS) == []


def test_the_compiled_catalogue_is_up_to_date():
    assert catalogue.COMPILED.read_bytes() == catalogue.compiled(catalogue.merged(ROOMS))


def test_the_compiled_catalogue_speaks_russian_with_three_plurals():
    compiled = gettext.GNUTranslations(io.BytesIO(catalogue.compiled(catalogue.merged(ROOMS))))
    assert compiled.gettext("Gates") == "Узлы"
    assert [compiled.plural(n) for n in (1, 2, 5, 11, 21, 112)] == [0, 1, 2, 2, 0, 2]


@pytest.mark.parametrize("room", ROOMS)
def test_russian_is_written_in_russian(room):
    """No straight quotes or three dots, no English left over, no stray blanks."""
    for message in ROOMS[room]:
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in texts if message.id else ():
            assert "..." not in text, text
            assert not re.search(r'(?<!=)"', text), f"{text}: quotes in Russian are «…»"
            assert text.strip() == text or message.id[:1].isspace() or message.id[-1:].isspace(), repr(text)


def test_messages_are_sentences_in_both_languages(monkeypatch):
    """They begin with a capital, or with what the user or a file calls something; they end like sentences."""
    monkeypatch.setattr(catalogue, "MARKERS", ("Message",))
    russian = {message.id: message.string for room in ROOMS.values() for message in room}
    messages = [use for use in catalogue.uses() if isinstance(use.key, str) and use.room != "gui"]
    assert len(messages) > 120
    for text in (text for use in messages for text in (use.key, russian[use.key])):
        assert text[0].isupper() or text.startswith(("{", "“", "«", "--set", "gradviz")), text
        assert text.endswith((".", "?", "{reason}")), text


BROKEN = {
    "missing": ('tr("nowhere")', "", "no Russian for 'nowhere'"),
    "unused": ("", 'msgid "a"\nmsgstr "б"\n', "'a' is nowhere in the source"),
    "unfinished": ('tr("a")', 'msgid "a"\nmsgstr ""\n', "'a' is unfinished"),
    "fuzzy": ('tr("a")', '#, fuzzy\nmsgid "a"\nmsgstr "б"\n', "'a' is unfinished"),
    "fields": ('tr("{a}", a=1)', 'msgid "{a}"\nmsgstr "{б}"\n', "the fields of '{a}' differ"),
    "plural": ('trn("a", "as", 2)', 'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "б"\n', "('a', 'as') is unfinished"),
}


@pytest.mark.parametrize(("source", "entries", "words"), BROKEN.values(), ids=BROKEN)
def test_every_mistake_is_found(tmp_path, monkeypatch, source, entries, words):
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    monkeypatch.setattr(catalogue, "PACKAGE", tmp_path)
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    (tmp_path / "a.py").write_text(source)
    (tmp_path / "core.po").write_text(header + entries)
    found = catalogue.problems(catalogue.uses(tmp_path), catalogue.catalogues(tmp_path))
    assert any(words in line for line in found), found


def test_double_entries_are_found(tmp_path):
    entry = 'msgid "a"\nmsgstr "б"\n\n'
    (tmp_path / "core.po").write_text(entry + entry)
    assert catalogue.doubles(tmp_path) == ["core.po: “a” stands twice"]


def test_messages_follow_the_language():
    message = i18n.Message("There is no lesson {name}.", name="x")
    assert str(message) == "There is no lesson x."
    i18n.set_language("ru")
    assert str(message) == "Урока x нет."
    with pytest.raises(ValueError, match="de"):
        i18n.set_language("de")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANGUAGE": "ru:en", "LANG": "en_US.UTF-8"}, "ru"),
        ({}, "en"),
    ],
)
def test_the_environment_chooses_the_language(monkeypatch, environment, language):
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    assert i18n.system_language() == language
