"""Open, save, recent files, unsaved work; broken and foreign files cost nothing."""

import json

import pytest

from gradviz.gui import rescue
from gradviz.gui.panels.bar import Saying
from gradviz.gui.settings import Memory, load, settings_file, state_folder
from gradviz.lesson import file, library
from gradviz.lesson.lesson import Lesson


@pytest.fixture
def window(open_window):
    return open_window("--expr", "x*y")


def answer(window, unsaved: str = "cancel", path=None) -> None:
    """What the person will say to the next questions."""
    window.documents._ask_unsaved = lambda: unsaved
    window.documents._ask_path = lambda kind, suggestion: path


def test_save_and_open_again(window, tmp_path, settled):
    path = tmp_path / "мой граф.gradviz"
    window.values.set_value("x", 2.5)
    assert window.documents.modified
    assert window.windowTitle().startswith("Untitled[*]")
    answer(window, path=path)
    assert window.documents.save()
    assert not window.documents.modified
    assert window.windowTitle().startswith("мой граф[*]")
    assert file.load(path).values == {"x": 2.5, "y": 1.0}
    window.opening.new()
    assert window.session.picture is None
    window.opening.open_file(path)
    settled(window, "mul(x, y)")
    assert window.session.state.result.run.value == 2.5
    assert window.documents.memory.now.recent == (str(path),)


def test_a_name_without_suffix_gets_ours(window, tmp_path):
    answer(window, path=tmp_path / "graph")
    window.documents.save_as()
    assert (tmp_path / "graph.gradviz").is_file()


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b'{"format":"gradviz","version":99}', b"[1, 2"])
def test_a_broken_file_is_told_and_changes_nothing(window, tmp_path, content):
    path = tmp_path / "broken.gradviz"
    path.write_bytes(content)
    before = window.session.lesson
    window.opening.open_file(path)
    assert window.session.lesson is before
    assert not window.stage.message.isHidden()
    assert "broken.gradviz" in window.stage.message.text()


def test_a_folder_that_cannot_be_written_loses_nothing(window, tmp_path):
    window.values.set_value("x", 2.0)
    answer(window, path=tmp_path / "nowhere" / "a.gradviz")
    assert not window.documents.save()
    assert window.documents.modified
    assert "nowhere" in window.stage.message.text()


@pytest.mark.parametrize(("said", "goes"), [("cancel", False), ("discard", True)])
def test_unsaved_work_is_asked_about(window, said, goes):
    window.values.set_value("x", 2.0)
    answer(window, said)
    window.opening.new()
    assert (window.session.lesson == Lesson()) is goes


def test_save_on_leaving_saves(window, tmp_path):
    window.values.set_value("x", 2.0)
    answer(window, "save", tmp_path / "a.gradviz")
    window.opening.new()
    assert window.session.lesson == Lesson()
    assert (tmp_path / "a.gradviz").is_file()


def test_a_python_file_opens_as_a_program(window, tmp_path, settled):
    path = tmp_path / "listing.py"
    path.write_text("a = w1*x\nb = a + w0\n", encoding="utf-8")
    window.opening.open_file(path)
    settled(window, "a=mul(w1, x); b=add(a, w0)")


def test_revert_is_an_edit_that_can_be_undone(window, tmp_path):
    answer(window, path=tmp_path / "a.gradviz")
    window.documents.save()
    window.values.set_value("x", 9.0)
    window.documents.revert()
    assert window.session.lesson.values["x"] == 1.0
    window.session.stack.undo()
    assert window.session.lesson.values["x"] == 9.0


@pytest.fixture
def shared(window, tmp_path):
    """A file that is open here while another program writes into it."""
    path = tmp_path / "shared.gradviz"
    answer(window, path=path)
    window.documents.save()
    return path


def test_a_file_changed_by_another_program_is_asked_about(window, shared, settled, qtbot):
    file.save(Lesson(text="x*y*y"), shared)
    qtbot.waitUntil(lambda: "shared.gradviz" in window.stage.message.text(), timeout=5000)
    window.stage.message.buttons[0].click()
    settled(window, "mul(mul(x, y), y)")
    assert not window.documents.modified
    assert not window.stage.message.isVisible()
    window.session.stack.undo()
    assert window.session.lesson.text == "x*y"


def test_what_is_open_can_be_kept_and_is_unsaved_then(window, shared):
    shared.write_text("no lesson at all", encoding="utf-8")
    window.documents._watch.look()
    window.stage.message.buttons[1].click()
    assert window.session.lesson.text == "x*y"
    assert window.documents.modified
    assert window.documents.save()
    assert file.load(shared).text == "x*y"


def test_a_broken_change_cannot_be_reloaded_and_costs_nothing(window, shared):
    shared.write_text("no lesson at all", encoding="utf-8")
    window.documents._watch.look()
    window.stage.message.buttons[0].click()
    assert window.session.lesson.text == "x*y"
    assert "shared.gradviz" in window.stage.message.text()


def test_our_own_saving_and_a_file_that_goes_are_no_news(window, shared):
    told = []
    window.documents.changed_on_disk.connect(lambda: told.append(1))
    window.values.set_value("x", 3.0)
    window.documents.save()
    window.documents._watch.look()
    shared.unlink()
    window.documents._watch.look()
    assert not told


def test_ten_recent_files_the_missing_greyed(window, tmp_path):
    for number in range(12):
        path = tmp_path / f"{number}.gradviz"
        file.save(Lesson(text="x"), path)
        window.opening.open_file(path)
    (tmp_path / "11.gradviz").unlink()
    window.documents.tell()
    entries = [action for action in window.menus["recent"].actions() if action.text().endswith("gradviz")]
    assert [action.text() for action in entries] == [f"{number}.gradviz" for number in range(11, 1, -1)]
    assert [action.isEnabled() for action in entries] == [False] + [True] * 9
    window.documents.clear_recent()
    assert load().recent == ()


def crash(window) -> None:
    """The window's process is gone: it kept its work, and nobody holds the lock any more."""
    window.documents._rescue.keep()
    window.documents._rescue.release()


def test_unsaved_work_outlives_a_crash(window, open_window, settled):
    window.writing.type_text("x*y*z", 5)
    crash(window)
    assert [left.lesson.text for left in rescue.left_behind()] == ["x*y*z"]
    second = open_window()
    assert "not saved" in second.stage.message.text()
    second.stage.message.buttons[0].click()
    settled(second, "mul(mul(x, y), z)")
    assert second.documents.modified
    assert rescue.left_behind() == [], "it is the second window's now"
    crash(second)
    third = open_window()
    third.stage.message.buttons[1].click()
    assert not list(state_folder().glob("unsaved-*.gradviz"))


@pytest.mark.parametrize("waits", [{"rest_ms": 0, "longest_ms": 60_000}, {"rest_ms": 60_000, "longest_ms": 0}])
def test_work_is_kept_when_the_hands_rest_and_at_the_latest_after_a_while(qtbot, waits):
    keeper = rescue.Rescue(**waits)
    keeper.follow(Lesson(text="x*y*z"), True)
    qtbot.waitUntil(lambda: keeper.path is not None, timeout=2000)
    assert file.load(keeper.path).text == "x*y*z"
    keeper.end()
    assert rescue.REST_MS <= 3000 and rescue.LONGEST_MS <= 10_000


def test_left_work_is_offered_also_to_one_who_asks_for_a_language(window, open_window):
    window.writing.type_text("x*y*z", 5)
    crash(window)
    second = open_window("--lang", "en")
    assert "not saved" in second.stage.message.text()
    second.stage.message.buttons[1].click()


def test_a_living_window_keeps_its_work_to_itself(window, open_window):
    window.writing.type_text("x*y*z", 5)
    window.documents._rescue.keep()
    assert rescue.left_behind() == []
    assert not open_window().stage.message.isVisible()
    window.session.stack.undo()
    assert window.documents._rescue.path is None
    assert not list(state_folder().glob("unsaved-*"))


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ('{"theme": "pink", "language": "ru", "recent": [1]}', {"theme": "system", "language": "ru", "recent": ()}),
        ('{"export_scale": true, "export_transparent": 1}', {"export_scale": 2.0, "export_transparent": False}),
        (
            '{"digits": 7, "style": "roman", "wheel": 3, "reduced_motion": "yes", "open_last": 1, "fractions": []}',
            {"digits": 2, "style": "decimals", "wheel": "zoom", "reduced_motion": False, "open_last": False},
        ),
        ('{"digits": true, "theme": ["dark"], "minimap": null}', {"digits": 2, "theme": "system", "minimap": True}),
        ('{"digits": 4.0, "theme": "print"}', {"digits": 4, "theme": "print"}),
        ("[]", {"language": ""}),
        ("{", {"language": ""}),
    ],
)
def test_a_bad_setting_is_a_default(kept, read):
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text(kept, encoding="utf-8")
    settings = load()
    assert {name: getattr(settings, name) for name in read} == read


def test_settings_are_kept_at_once():
    Memory().change(theme="dark")
    assert json.loads(settings_file().read_text())["theme"] == "dark"
    assert load().theme == "dark"


def test_what_is_said_of_a_file_goes_with_its_cause(window, tmp_path):
    message, broken = window.stage.message, tmp_path / "broken.gradviz"
    broken.write_bytes(b"{}")

    def fail() -> None:
        window.opening.open_file(broken)
        assert not message.isHidden()

    fail()
    answer(window, path=tmp_path / "saved.gradviz")
    window.documents.save()
    assert message.isHidden()
    fail()
    window.writing.type_text("x*y + 1", 7)
    assert message.isHidden()
    fail()
    window.documents.tell()  # as when the language is switched
    assert not message.isHidden()
    window.actions_["current_step"].trigger()
    assert message.isHidden()


def test_only_the_topic_that_is_over_is_hushed(window):
    message = window.stage.message
    message.say(Saying("The number is too large."), "value")
    message.hush("document")
    assert not message.isHidden()
    message.hush("value")
    assert message.isHidden()
    message.say(Saying("Work is still there.", tone="calm", closable=False), "rescue")
    window.values.set_value("x", 2.0)
    assert not message.escape()
    assert not message.isHidden()


def test_a_rewritten_lesson_is_a_document_of_ones_own(open_window, tmp_path):
    window = open_window("lesson:gate-copy")
    asked = []
    path = tmp_path / "mine.gradviz"
    window.documents._ask_path = lambda kind, suggestion: asked.append(suggestion) or path
    window.writing.type_text("1 + exp(w1*z + w0)", 18)
    assert window.documents.title == "Untitled"
    assert window.documents.save()
    assert asked == ["Untitled.gradviz"]
    kept = file.load(path)
    assert (kept.title, kept.note, kept.lesson_id) == ("", "", "")
    window.session.stack.undo()
    assert window.session.lesson.title == library.entry("gate-copy").title


def test_a_lesson_is_called_by_the_language_in_use(open_window):
    window = open_window("lesson:gate-copy")
    titles = library.entry("gate-copy").titles
    window.values.set_value("x", 2.0)
    for code, title in (("ru", titles.ru), ("en", titles.en)):
        window.looks.set_language(code)
        assert window.documents.title == title
        assert window.windowTitle() == f"{title}[*] — gradviz"
        assert window.documents.modified
