"""The shipped lessons: all 55, in order, in both languages; a broken one is listed with its error."""

import shutil
from pathlib import Path

import pytest

from gradviz import i18n, resources
from gradviz.errors import InputError
from gradviz.graph.build import read
from gradviz.lesson import library

AVAILABLE = [entry.id for entry in library.lessons() if entry.available]


def test_all_lessons_are_there():
    kinds = [entry.kind for entry in library.lessons()]
    assert (kinds.count("scalar"), kinds.count("training"), kinds.count("vector")) == (46, 6, 3)
    assert len(AVAILABLE) == 46
    assert not [entry.id for entry in library.lessons() if entry.error]


def test_files_are_numbered_in_the_order_of_the_menu():
    names = resources.names("lessons", ".toml")
    assert names == [f"{entry.order:02}-{entry.id}.toml" for entry in library.lessons()]


def test_groups_stand_in_order_and_hold_every_lesson_once():
    order = [group.id for group in library.groups()]
    assert order == ["lecture", "gates", "circuits", "neurons", "losses", "networks", "training", "vectors"]
    groups = [order.index(entry.group) for entry in library.lessons()]
    assert groups == sorted(groups)


def test_titles_follow_the_language():
    first = library.lessons()[0]
    assert (first.id, first.title) == ("lecture-exp", "The lecture expression: 1 + exp(w1*x + w0)")
    i18n.set_language("ru")
    assert first.title == "Выражение из лекции: 1 + exp(w1*x + w0)"
    assert first.lecture.startswith("dlcourse.ai, лекция 3 (конспект и слайды)")
    assert library.groups()[3].title == "Нейроны и активации"
    assert library.entry("gd-parabola").reason == "нужно обучение"


@pytest.mark.parametrize("lesson_id", AVAILABLE)
def test_an_available_lesson_reads_and_names_every_leaf(lesson_id):
    lesson = library.load_lesson(lesson_id)
    leaves = {leaf.name for leaf in read(lesson.text).variables}
    assert set(lesson.values) == set(lesson.roles) == leaves


@pytest.mark.parametrize(("lesson_id", "why"), [("gd-parabola", "needs training"), ("vector-matmul", "needs vectors")])
def test_what_is_not_built_yet_says_why(lesson_id, why):
    entry = library.entry(lesson_id)
    assert entry.reason == why
    assert entry.listed == f"{entry.title} (comes with a later version: {why})"
    with pytest.raises(InputError) as caught:
        library.load_lesson(lesson_id)
    assert str(caught.value) == f"The lesson {lesson_id} cannot be opened: {why}."


def test_an_unknown_lesson_names_a_close_one():
    with pytest.raises(InputError, match="no lesson lecture-ex") as caught:
        library.load_lesson("lecture-ex")
    assert str(caught.value.hint) == "Did you mean lecture-exp?"


@pytest.fixture
def copied_lessons(tmp_path, monkeypatch):
    """A copy of the resources whose lessons a test may break."""
    shutil.copytree(Path(str(resources.root())), tmp_path / "resources")
    monkeypatch.setenv("GRADVIZ_RESOURCES", str(tmp_path / "resources"))
    resources.root.cache_clear()
    library.lessons.cache_clear()
    yield tmp_path / "resources" / "lessons"
    resources.root.cache_clear()
    library.lessons.cache_clear()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[note]", "[notes]", "“note” is missing or wrong"),
        ('group = "lecture"', 'group = "lectures"', "“group” is missing"),
        ('group = "lecture"', "group = []", "“group” is missing"),
        ("x = 1", 'x = "1"', "“values” is missing"),
        ('inputs = ["x"]', 'inputs = "x"', "“inputs” is missing"),
        ("id =", "id = = ", "is not readable TOML"),
        ("[title]\nru", "[title]\nde", "“title.ru” is missing"),
    ],
)
def test_a_broken_lesson_is_listed_with_its_error(copied_lessons, old, new, words):
    path = copied_lessons / "01-lecture-exp.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    broken = library.lessons()[-1]
    assert (broken.id, broken.group, broken.available) == ("lecture-exp", "broken", False)
    assert words in broken.reason
    assert "lessons/01-lecture-exp.toml" in broken.reason
    assert library.groups()[-1].id == "broken"
    with pytest.raises(InputError) as caught:
        library.load_lesson("lecture-exp")
    assert str(caught.value) == f"The lesson lecture-exp cannot be opened. {broken.reason}"


def test_a_lesson_that_is_not_text_is_listed_too(copied_lessons):
    (copied_lessons / "02-lecture-exp-staged.toml").write_bytes(b"\xff\xfe\x00")
    assert "not readable" in library.lessons()[-1].reason
    assert len(library.lessons()) == 55
