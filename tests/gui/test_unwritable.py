"""Where nothing can be written: one clear sentence each time, and nothing that is open is lost."""

import pytest

from gradviz.gui.dialogs.export import Export, ExportDialog
from gradviz.gui.settings import settings_file, state_folder
from gradviz.lesson import file
from gradviz.lesson.lesson import Lesson


@pytest.fixture
def window(open_window):
    return open_window("--expr", "x*y")


def refuse(self, target):
    raise PermissionError(13, "refused", str(target))


@pytest.fixture
def no_disk(monkeypatch):
    """No file can be put in its place, whoever runs the tests."""
    monkeypatch.setattr("pathlib.Path.replace", refuse)


def edited(window):
    window.writing.type_text("x*y + 1", 7)
    return window.session.lesson


def test_save_and_save_as(window, tmp_path, no_disk):
    lesson = edited(window)
    path = tmp_path / "f.gradviz"
    window.documents._ask_path = lambda kind, suggestion: path
    for act in (window.documents.save, window.documents.save_as):
        assert not act()
        assert window.stage.message.text() == f"{path} cannot be written: writing is not allowed there."
    assert window.session.lesson == lesson
    assert window.documents.modified
    assert window.documents.path is None
    assert not list(tmp_path.iterdir())


def test_an_old_file_stays_as_it_was(open_window, tmp_path, monkeypatch):
    path = tmp_path / "f.gradviz"
    file.save(Lesson(text="x*y"), path)
    before = path.read_bytes()
    window = open_window(str(path))
    edited(window)
    monkeypatch.setattr("pathlib.Path.replace", refuse)
    assert not window.documents.save()
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["f.gradviz"]


def test_leaving_is_off_when_saving_failed(window, tmp_path, no_disk):
    edited(window)
    window.documents._ask_path = lambda kind, suggestion: tmp_path / "f.gradviz"
    window.documents._ask_unsaved = lambda: "save"
    window.close()
    assert window.isVisible()


@pytest.mark.parametrize("form", ["png", "svg", "pdf", "tikz", "python"])
def test_export(window, tmp_path, no_disk, form):
    window.actions_["export"].trigger()
    (dialog,) = window.findChildren(ExportDialog)
    dialog.format.setCurrentIndex(dialog.format.findData(form))
    dialog.path.setText(str(tmp_path / f"f{dialog.form.suffix}"))
    dialog.accept_button.click()
    assert "writing is not allowed there" in dialog.said.text()
    assert dialog.isVisible()
    assert not list(tmp_path.iterdir())


def test_a_folder_in_the_place_of_the_file(window, tmp_path):
    (tmp_path / "f.png").mkdir()
    window.exporting._last = Export(tmp_path / "f.png", "png")
    window.actions_["export_again"].trigger()
    assert "it is a folder" in window.stage.message.text()


def blocked(path):
    """Let ``path`` be a file, so that there can be no folder of that name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")
    return path


def test_unsaved_work_that_cannot_be_kept_is_told_once(window):
    folder = blocked(state_folder())
    lesson = edited(window)
    window.documents._rescue.keep()
    assert window.stage.message.text() == (
        f"Unsaved work is not kept for you: {folder} cannot be written. Save it yourself."
    )
    assert window.session.lesson == lesson
    window.stage.message.hush()
    window.documents._rescue.keep()
    assert not window.stage.message.text()


def test_settings_that_cannot_be_kept_are_told_once_and_used(window):
    blocked(settings_file().parent)
    window.actions_["theme_dark"].trigger()
    assert window.looks.theme.name == "dark"
    assert window.stage.message.text().startswith("Your settings are not kept. ")
    assert "settings.json" in window.stage.message.text()
    window.stage.message.hush()
    window.actions_["theme_light"].trigger()
    assert window.looks.theme.name == "light"
    assert not window.stage.message.text()


def test_a_log_that_cannot_be_kept_is_told(window):
    folder = blocked(state_folder())
    window.actions_["logs"].trigger()
    assert window.stage.message.text() == f"There is no log: the folder {folder / 'log'} cannot be written."
