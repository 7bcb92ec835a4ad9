"""File ▸ Export…: what is written, where it is proposed to go, and what is said in the dialog when it cannot be."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from gradviz.errors import OutputError
from gradviz.export.forms import FORMS
from gradviz.gui.deeds import COPIED
from gradviz.gui.dialogs.export import Export, ExportDialog
from gradviz.gui.dialogs.files import proposed_folder
from gradviz.gui.theme import DARK
from gradviz.lesson import file
from gradviz.lesson.lesson import Lesson

PROGRAM = "a = w*x\nm = max(a, y)\nf = m*x + exp(-m)"


@pytest.fixture
def window(open_window):
    return open_window("--expr", PROGRAM, "--set", "w=1.5", "x=2", "y=1")


@pytest.fixture
def dialog(window):
    """The dialog as the menu opens it."""

    def opened() -> ExportDialog:
        window.actions_["export"].trigger()
        return window.findChildren(ExportDialog)[-1]

    return opened


def test_the_picture_is_of_the_current_step_and_can_be_had_again(window, tmp_path):
    window.player.jump.last()
    path = tmp_path / "out.png"
    window.exporting._ask = lambda attempt: attempt(Export(path, "png", theme="dark"))
    window.actions_["export"].trigger()
    image = QImage(str(path))
    assert image.pixelColor(2, 2).name() == DARK.canvas
    assert "out.png" in window.stage.message.text()
    path.unlink()
    window.actions_["export_again"].trigger()
    assert QImage(str(path)) == image
    window.exporting.write(Export(tmp_path / "out.svg", "svg", transparent=True, part="visible"))
    assert (tmp_path / "out.svg").read_text().startswith("<?xml")
    window.exporting.write(Export(tmp_path / "out.pdf", "pdf"))
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("form", [form for form in FORMS.values() if form.text], ids=lambda form: form.id)
def test_every_text_is_written(window, tmp_path, form):
    path = tmp_path / f"out{form.suffix}"
    window.exporting.write(Export(path, form.id))
    assert path.read_bytes().decode() == form.text(window.exporting.moment())


@pytest.mark.parametrize("form", COPIED)
def test_every_text_that_can_be_copied_is_the_one_that_is_written(window, form):
    window.actions_[f"copy_{form}"].trigger()
    assert QGuiApplication.clipboard().text() == FORMS[form].text(window.exporting.moment())


def test_programs_follow_the_tie_rule_and_the_numbers(window):
    window.actions_["ties_first"].trigger()
    window.values.set_value("x", 3.5)
    text = FORMS["python"].text(window.exporting.moment())
    assert "wins(a, (), (y,))" in text
    assert "\nx = 3.5\n" in text


def test_what_cannot_be_written_is_said_in_the_dialog_which_stays(window, dialog, tmp_path):
    shown = dialog()
    shown.path.setText(str(tmp_path / "none" / "f.png"))
    shown.accept_button.click()
    assert shown.isVisible()
    assert "no such folder" in shown.said.text()
    assert "f.png" not in window.stage.message.text()
    shown.path.setText(str(tmp_path / "f.png"))
    assert not shown.said.text(), "it was about another path"
    shown.accept_button.click()
    assert not shown.isVisible()
    assert (tmp_path / "f.png").exists()
    assert "f.png" in window.stage.message.text()


def test_what_cannot_be_written_again_is_said_in_the_window(window, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    window.exporting.write(Export(folder / "f.png", "png"))
    (folder / "f.png").unlink()
    folder.rmdir()
    window.actions_["export_again"].trigger()
    assert "no such folder" in window.stage.message.text()


def test_the_dialog_proposes_the_documents_folder(open_window, tmp_path):
    path = tmp_path / "мой граф.gradviz"
    file.save(Lesson(text="x*x"), path)
    window = open_window(str(path))
    window.actions_["export"].trigger()
    (shown,) = window.findChildren(ExportDialog)
    assert shown.export().path == tmp_path / "мой граф.png"
    assert shown.path.selectedText() == "мой граф"


def test_without_a_document_the_last_folder_is_proposed_then_the_pictures_then_home(tmp_path, own_home):
    document = tmp_path / "a.gradviz"
    assert proposed_folder(document, str(own_home)) == tmp_path
    assert proposed_folder(None, str(tmp_path)) == tmp_path
    assert proposed_folder(tmp_path / "gone" / "a.gradviz", str(tmp_path)) == tmp_path
    assert proposed_folder(None, str(tmp_path / "gone")) == own_home
    (own_home / "Pictures").mkdir()
    assert proposed_folder(None, "") == own_home / "Pictures"


def test_the_dialog_begins_as_it_was_left(window, dialog, tmp_path):
    shown = dialog()
    shown.path.setText(str(tmp_path / "a.svg"))
    assert shown.form.id == "svg"
    shown.theme.setCurrentIndex(1)
    shown.transparent.setChecked(True)
    shown.accept_button.click()
    again = dialog().export()
    assert (again.form, again.theme, again.transparent, again.path.parent) == ("svg", "dark", True, tmp_path)


def test_a_form_of_another_version_is_forgotten(window, dialog):
    window.memory.change(export_form="hologram")
    assert dialog().export().path.suffix == ".png"
    assert dialog().form.id == "png"


def test_name_and_form_go_together(dialog, tmp_path):
    shown = dialog()
    shown.path.setText(str(tmp_path / "a.png"))
    shown.format.setCurrentIndex(shown.format.findData("pytorch"))
    assert shown.export() == Export(tmp_path / "a.py", "pytorch", 2.0)
    assert not (shown.scale.isEnabled() or shown.theme.isEnabled() or shown.part.isEnabled())
    shown.path.setText(str(tmp_path / "b.py"))
    assert shown.form.id == "pytorch", "it may be any of the three"
    shown.path.setText(str(tmp_path / "b.tex"))
    assert shown.form.id == "tikz"
    shown.path.setText(str(tmp_path / "my.graph"))
    assert shown.export().path == tmp_path / "my.graph.tex"
    shown.format.setCurrentIndex(0)
    assert (shown.path.text(), shown.scale.isEnabled()) == (str(tmp_path / "my.graph.png"), True)
    for nothing in ("", "  ", "/"):
        shown.path.setText(nothing)
        assert not shown.accept_button.isEnabled()


def test_odd_paths_are_only_paths(dialog, own_home, tmp_path):
    shown = dialog()
    shown.path.setText("~/f.png")
    assert shown.export().path == own_home / "f.png"
    for odd in ("~nobody-of-that-name/f.png", "..", "a" * 5000 + ".png", str(tmp_path / "e\u0301 \u2028.png")):
        shown.path.setText(odd)
        assert shown.export().path.suffix == ".png"
        assert shown.accept_button.isEnabled()
    shown.path.setText(str(tmp_path / ("a" * 300 + ".png")))
    shown.accept_button.click()
    assert "cannot be written" in shown.said.text()


def test_the_dialog_says_that_a_file_is_replaced(dialog, tmp_path):
    (tmp_path / "a.png").write_bytes(b"")
    shown = dialog()
    shown.path.setText(str(tmp_path / "a.png"))
    assert (shown.accept_button.text(), "replaced" in shown.said.text()) == ("Replace", True)
    shown.path.setText(str(tmp_path / "b.png"))
    assert (shown.accept_button.text(), shown.said.text()) == ("Export", "")


def test_a_file_is_chosen_in_the_systems_dialog(dialog, tmp_path, monkeypatch):
    asked = []

    def choose(self: QFileDialog) -> bool:
        asked.append((self.nameFilters()[0], self.testOption(QFileDialog.Option.DontConfirmOverwrite)))
        self.selectFile(str(tmp_path / "chosen"))
        return True

    monkeypatch.setattr(QFileDialog, "exec", choose)
    shown = dialog()
    shown._browse()
    assert shown.export().path == tmp_path / "chosen.png"
    assert asked == [("PNG: raster picture (*.png)", True)]


def test_a_picture_too_large_is_said_in_the_dialog(window, dialog, tmp_path, monkeypatch):
    monkeypatch.setattr("gradviz.gui.capture.LARGEST_SIDE", 100)
    shown = dialog()
    shown.path.setText(str(tmp_path / "a.png"))
    shown.accept_button.click()
    assert "cannot be made" in shown.said.text()
    assert "Choose a scale" in shown.said.text()
    with pytest.raises(OutputError):
        window.exporting.write(Export(Path(tmp_path / "a.png"), "png"))
