"""Shortcuts can be changed: no key does two things, whoever says so, and what was chosen lasts."""

import json

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gradviz import i18n
from gradviz.gui.actions import ENTRIES, keys_text
from gradviz.gui.dialogs.shortcuts import ID, Shortcuts
from gradviz.gui.keys import holder, keys_of, standard, usable, with_keys_for
from gradviz.gui.settings import load, settings_file

Ctrl = Qt.KeyboardModifier.ControlModifier


def chosen(dialog: Shortcuts, id: str) -> Shortcuts:
    tree = dialog.tree
    tops = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    items = [top.child(place) for top in tops for place in range(top.childCount())]
    tree.setCurrentItem(next(item for item in items if item.data(0, ID) == id))
    return dialog


@pytest.fixture
def window(open_window):
    return open_window()


@pytest.fixture
def dialog(window) -> Shortcuts:
    window.actions_["shortcuts"].trigger()
    return next(iter(window.findChildren(Shortcuts)))


def press(dialog: Shortcuts, place: int, key: Qt.Key, modifiers=Ctrl) -> None:
    """Press a key in a field, as a hand does; the field takes it at once or when it is left."""
    QTest.keyClick(dialog.keys[place].line, key, modifiers)
    dialog.keys[place].editingFinished.emit()


def bound(window, id: str) -> list[str]:
    return [key.toString() for key in window.actions_[id].shortcuts()]


def test_every_key_is_listed(dialog):
    listed = " ".join(
        top.child(place).text(1)
        for top in (dialog.tree.topLevelItem(each) for each in range(dialog.tree.topLevelItemCount()))
        for place in range(top.childCount())
    )
    for entry in ENTRIES.values():
        assert keys_text(entry.keys + entry.heard) in listed


def test_a_key_is_changed_in_all_windows_and_kept(window, dialog):
    window.actions_["new_window"].trigger()
    press(chosen(dialog, "fit"), 0, Qt.Key.Key_G)
    for each in window.windows.all:
        assert bound(each, "fit") == ["Ctrl+G"]
    assert "Ctrl+G" in window.actions_["fit"].toolTip()
    assert json.loads(settings_file().read_text())["shortcuts"] == {"fit": ["Ctrl+G"]}
    press(dialog, 1, Qt.Key.Key_9)
    assert bound(window, "fit") == ["Ctrl+G", "Ctrl+9"]
    assert load().shortcuts == {"fit": ("Ctrl+G", "Ctrl+9")}
    for other in window.windows.all[1:]:
        other.leave()


def test_a_taken_key_is_refused_in_a_sentence_that_names_its_owner(window, dialog):
    press(chosen(dialog, "fit"), 0, Qt.Key.Key_S)
    assert bound(window, "fit") == ["Ctrl+9"]
    assert dialog.said.text() == "Ctrl+S already belongs to “Save”."
    assert dialog.keys[0].key() == "Ctrl+9"


def test_a_key_is_taken_away_and_all_comes_back(window, dialog):
    chosen(dialog, "save").keys[0].empty.trigger()
    assert bound(window, "save") == []
    press(chosen(dialog, "fit"), 0, Qt.Key.Key_S)
    assert bound(window, "fit") == ["Ctrl+S"]
    chosen(dialog, "save").reset.click()
    assert "belongs to “Fit”" in dialog.said.text()
    chosen(dialog, "fit").reset.click()
    assert bound(window, "fit") == ["Ctrl+9"]
    dialog.reset_all.click()
    assert bound(window, "save") == ["Ctrl+S"]
    assert not dialog.reset_all.isEnabled()


def test_tab_leads_on_and_the_canvas_keeps_its_own(dialog):
    chosen(dialog, "fit").keys[0].line.setFocus()
    QTest.keyClick(dialog.keys[0].line, Qt.Key.Key_Tab)
    assert not dialog.keys[0].line.hasFocus()
    assert dialog.keys[0].key() == "Ctrl+9"
    assert not chosen(dialog, "next_node").keys[0].isEnabled()


def test_actions_are_found_by_their_key(dialog):
    dialog.field.setText("Ctrl+Shift+P")
    assert dialog.entry().id == "palette"
    dialog.field.setText("nothing like it")
    assert dialog.entry() is None


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_changed_key_works_on_a_russian_layout(open_window, language):
    window = open_window("--lang", language)
    window.looks.set_habits(shortcuts={"side_panel": ("Ctrl+G",)})
    QApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyPress, ord("П"), Ctrl))
    assert window.side.isHidden(), "П is where G is"


@pytest.mark.parametrize(
    ("kept", "used"),
    [
        ({"fit": ["Ctrl+G"]}, {"fit": ("Ctrl+G",)}),
        ({"fit": ["ctrl+g"]}, {"fit": ("Ctrl+G",)}),
        ({"fit": []}, {"fit": ()}),
        ({"fit": ["Ctrl+S"]}, {}),
        ({"fit": ["no key"], "save": ["Ctrl+G"]}, {"save": ("Ctrl+G",)}),
        ({"nothing": ["Ctrl+G"]}, {}),
        ({"fit": ["Tab"]}, {}),
        ({"fit": ["Ctrl+S"], "save": ["Ctrl+9"]}, {"fit": ("Ctrl+S",), "save": ("Ctrl+9",)}),
        ({"fit": 7}, {}),
        (["fit"], {}),
    ],
)
def test_a_file_has_no_power_over_the_rules(open_window, kept, used):
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(json.dumps({"shortcuts": kept}))
    assert usable(load().shortcuts) == used
    everything = [key for entry in ENTRIES.values() for key in keys_of(entry, used)]
    assert len(everything) == len(set(everything))


def test_the_tables_keys_are_no_choice():
    assert with_keys_for({"fit": ("Ctrl+G",)}, "fit", ENTRIES["fit"].keys) == {}
    assert holder("Ctrl+9", "fit", {}) is None
    assert holder("Ctrl+9", "save", {}) is ENTRIES["fit"]
    assert all(standard(key) == QKeySequence(key).toString() for entry in ENTRIES.values() for key in entry.keys)
