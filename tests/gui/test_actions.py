"""The table of actions: complete, without clashes, in both languages; the examples; Russian keyboards."""

import re
from collections import Counter

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from gradviz import i18n
from gradviz.graph.build import read
from gradviz.gui.actions import MENUS, TABLE
from gradviz.gui.keyboard import CYRILLIC, QWERTY, latin_key
from gradviz.i18n import tr
from gradviz.lesson import library


def mnemonic(text: str) -> str:
    found = re.search(r"&(\w)", text)
    assert found, f"{text!r} has no mnemonic"
    return found[1].lower()


def test_no_key_does_two_things():
    keys = [QKeySequence(key).toString() for entry in TABLE for key in entry.keys]
    assert all(keys)
    assert len(keys) == len(set(keys)), Counter(keys).most_common(3)


def test_no_key_is_a_letter_of_the_russian_layout_or_altgr():
    for entry in TABLE:
        for key in entry.keys:
            assert "Ctrl+Alt" not in key
            assert key[-1] not in "./[];'", key


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_mnemonics_differ_within_each_menu(language):
    i18n.set_language(language)
    menus = {entry.menu: [] for entry in TABLE} | {"": [mnemonic(tr(title)) for title in MENUS.values()]}
    for entry in TABLE:
        menus[entry.menu].append(mnemonic(tr(entry.text)))
    for menu, letters in menus.items():
        assert len(letters) == len(set(letters)), (menu, Counter(letters).most_common(2))


def test_every_action_does_something_and_stands_in_a_menu(open_window):
    window = open_window()
    ids = {entry.id for entry in TABLE if not entry.submenu}
    assert set(window.deeds) == ids
    listed = {action.objectName() for menu in window.menus._menus.values() for action in menu.actions()}
    assert ids <= listed


def test_every_action_is_called_something_in_russian():
    i18n.set_language("ru")
    for entry in TABLE:
        assert (
            not re.search(r"[a-z]", entry.text)
            or re.search(r"[а-яё]", tr(entry.text).lower())
            or (entry.id == "language_en")
        ), entry.text


def test_keys_that_the_canvas_hears_are_bound_to_no_action(open_window):
    window = open_window()
    for entry in TABLE:
        if not entry.submenu:
            bound = {key.toString() for key in window.actions_[entry.id].shortcuts()}
            assert bound == {QKeySequence(key).toString() for key in entry.keys}
            assert not bound & set(entry.heard)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_examples_menu_is_complete(open_window, language):
    window = open_window("--lang", language)
    menus = [action.menu() for action in window.menus["examples"].actions()]
    assert [menu.title() for menu in menus] == [group.title for group in library.groups()]
    actions = [action for menu in menus for action in menu.actions()]
    assert [action.objectName() for action in actions] == [entry.id for entry in library.lessons()]
    assert len(actions) == 55
    for action, entry in zip(actions, library.lessons(), strict=True):
        assert action.isEnabled() is entry.available
        assert entry.available or entry.reason in action.text()
        assert entry.lecture in action.statusTip()
        assert entry.note in action.toolTip()


def test_an_example_opens(open_window, settled):
    window = open_window()
    action = next(
        a for m in window.menus["examples"].actions() for a in m.menu().actions() if a.objectName() == "gate-mul"
    )
    action.trigger()
    settled(window, read(library.entry("gate-mul").program).canonical())
    assert window.windowTitle().startswith(library.entry("gate-mul").title)


def key_press(key: int, modifiers: Qt.KeyboardModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers)


@pytest.mark.parametrize(("letter", "latin"), list(zip(CYRILLIC, QWERTY, strict=True)))
def test_every_russian_key_has_its_latin_place(letter, latin):
    event = key_press(ord(letter.upper()), Qt.KeyboardModifier.ControlModifier)
    assert chr(latin_key(event)).lower() == latin
    assert latin_key(key_press(ord(letter.upper()), Qt.KeyboardModifier.NoModifier)) is None
    assert latin_key(key_press(ord("S"), Qt.KeyboardModifier.ControlModifier)) is None


def test_shortcuts_fire_on_a_russian_layout(open_window):
    window = open_window()
    window.values.set_value("x", 4.0)
    QApplication.sendEvent(window, key_press(ord("Я"), Qt.KeyboardModifier.ControlModifier))
    assert window.session.lesson.values["x"] == 1.0, "Ctrl+Я is Ctrl+Z"


def test_a_russian_layout_selects_all_in_a_field(open_window):
    window = open_window()
    field = window.side.inputs.rows["x"].field
    QApplication.sendEvent(field, key_press(ord("Ф"), Qt.KeyboardModifier.ControlModifier))
    assert field.selectedText() == field.text() != ""
