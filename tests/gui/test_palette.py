"""The command palette: what a few letters find, in either language; what Enter does."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from gradviz import i18n
from gradviz.gui.actions import TABLE
from gradviz.gui.dialogs.palette import ranked, title
from gradviz.gui.fuzzy import fit


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (("zoom", "Zoom In"), ("zoom", "View Zoom")),
        (("oom", "Zoom In"), ("zmi", "Zoom In")),
        (("in zoom", "Zoom In"), ("zi", "Zoom In")),
        (("zoom", "Zoom In"), ("zoom", "Zoom In and Out")),
        (("zi", "Zoom In"), ("iz", "Zoom In")),
    ],
)
def test_better_fits_come_first(better, worse):
    assert fit(*better) > fit(*worse)


def test_anything_fits_nothing_typed_and_yo_is_ye():
    assert fit("", "x") == fit(" ", "y") > 0
    assert fit("темное", "Тёмное") > 0
    assert fit("xyz", "Zoom In") == 0


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("full", "full_screen"),
        ("во весь", "full_screen"),
        ("dark", "theme_dark"),
        ("темн", "theme_dark"),
        ("theme print", None),
        ("prefs", "preferences"),
        ("markd", "copy_markdown"),
        ("следующий проход", "next_phase"),
    ],
)
def test_actions_are_found_in_both_languages(language, typed, id):
    i18n.set_language(language)
    found = [entry.id for entry in ranked(typed)]
    assert id is None or found[0] == id


def test_all_actions_are_listed_and_told_apart():
    entries = ranked("")
    assert {entry.id for entry in entries} == {entry.id for entry in TABLE if not entry.submenu}
    titles = [title(entry) for entry in entries]
    assert len(set(titles)) == len(titles)


def test_enter_does_what_is_chosen_once_the_palette_is_gone(open_window, qtbot):
    window = open_window()
    window.actions_["palette"].trigger()
    (palette,) = (dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())
    QTest.keyClicks(palette.field, "last step")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    last = len(window.session.state.result.timeline.steps) - 1
    qtbot.waitUntil(lambda: window.player.step_index == last)


def test_what_is_greyed_is_not_done(open_window):
    window = open_window()
    window.actions_["palette"].trigger()
    (palette,) = (dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())
    palette.field.setText("undo")
    palette.accept()
    assert palette.isVisible()
