"""Help ▸ Manual in the window: contents, search, language and theme while it is open; pictures; the keyboard."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest

from gradviz import i18n
from gradviz.gui.actions import TABLE
from gradviz.gui.dialogs.manual import Manual, filled, place_in_menus
from gradviz.gui.theme import DARK
from gradviz.gui.typesetting import Typesetter
from gradviz.manual.chapters import REFERENCE, chapters


@pytest.fixture
def window(open_window):
    return open_window("--expr", "x*y", "--set", "x=2", "y=3")


@pytest.fixture
def manual(window, qtbot):
    QTest.keyClick(window.stage.editor.edit, Qt.Key.Key_F1)
    (found,) = window.findChildren(Manual)
    qtbot.waitUntil(found.isVisible)
    return found


def titles(manual):
    return [manual.contents.topLevelItem(place).text(0) for place in range(manual.contents.topLevelItemCount())]


def test_f1_opens_one_manual_beside_the_window(window, manual):
    assert not manual.isModal()
    QTest.keyClick(window.stage.editor.edit, Qt.Key.Key_F1)
    assert window.findChildren(Manual) == [manual]
    assert titles(manual) == [chapter.title for chapter in chapters()]


def test_esc_closes_it(window, manual, qtbot):
    QTest.keyClick(manual.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(Manual))


def test_the_contents_turn_the_page_and_scroll_to_the_section(manual):
    manual.open_chapter("typing")
    assert manual.page.headings(1)[0].text() == "Typing"
    assert manual.page.verticalScrollBar().value() == 0
    item = manual.contents.currentItem()
    manual.contents.setCurrentItem(item.child(item.childCount() - 1))
    assert manual.page.verticalScrollBar().value() > 0
    assert manual.page.textCursor().block().text() == item.child(item.childCount() - 1).text(0)


def test_what_is_looked_for_is_listed_opened_and_marked(manual):
    QTest.keyClicks(manual.field, "tahn")
    assert titles(manual) == ["Typing"]
    assert "tahn" in manual.page.toPlainText()
    assert [mark.cursor.selectedText() for mark in manual.page.extraSelections()] == ["tahn"]
    QTest.keyClick(manual.field, Qt.Key.Key_Return)
    assert manual.page.textCursor().selectedText() == "tahn"
    manual.field.setText("no such word anywhere")
    assert titles(manual) == []
    manual.field.clear()
    assert len(titles(manual)) == len(chapters())


def test_arrows_in_the_field_lead_through_the_contents(manual):
    before = manual.contents.currentItem().text(0)
    QTest.keyClick(manual.field, Qt.Key.Key_Down)
    assert manual.contents.currentItem().text(0) != before
    assert manual.field.hasFocus() or not manual.isActiveWindow()


def test_language_and_theme_follow_while_it_is_open(window, manual):
    manual.open_chapter("player")
    window.looks.set_language("ru")
    assert manual.windowTitle() == "Руководство"
    assert manual.page.headings(1)[0].text() == "Проигрыватель"
    window.looks.set_theme("dark")
    assert manual.page.theme is DARK
    assert manual.page.headings(1)[0].text() == "Проигрыватель"


def test_keys_that_a_person_chose_stand_in_the_text(window, manual):
    manual.open_chapter("player")
    assert "F4" not in manual.page.toPlainText()
    window.looks.set_habits(shortcuts={"play": ("F4",)})
    assert "F4" in manual.page.toPlainText()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_blank_of_the_texts_is_filled(qtbot, language):
    i18n.set_language(language)
    for chapter in chapters():
        text = filled(chapter.markdown, {})
        assert "[[" not in text and "]]" not in text, chapter.id
        assert i18n.tr("(no key)") not in text, chapter.id
    i18n.set_language("en")


def test_the_place_of_an_action_is_the_way_through_the_menus(qtbot):
    entries = {entry.id: entry for entry in TABLE}
    assert place_in_menus(entries["theme_dark"]) == "View ▸ Theme ▸ Dark"
    assert place_in_menus(entries["export"]) == "File ▸ Export"


def test_links_lead_to_chapters(manual):
    manual.field.setText("sigmoid")
    manual.page.anchorClicked.emit("manual:gates")
    assert manual.page.headings(1)[0].text() == "Gate reference"
    assert manual.field.text() == ""


def test_the_gates_are_shown_with_their_pictures(manual, qtbot):
    manual.open_chapter(REFERENCE)
    formulas = len(re.findall("formula:", next(each for each in chapters() if each.id == REFERENCE).markdown))

    def pictures() -> int:
        return manual.page.document().toHtml().count('<img src="formula:')

    qtbot.waitUntil(lambda: pictures() == formulas, timeout=60_000)
    for url in re.findall(r'<img src="([^"]+)"', manual.page.document().toHtml()):
        image = manual.page.document().resource(QTextDocument.ResourceType.ImageResource.value, url)
        assert image is not None and not image.isNull(), url


def test_a_formula_is_text_until_it_is_drawn(window, monkeypatch):
    monkeypatch.setattr(Typesetter, "drawing", lambda *_: None)
    window.actions_["manual"].trigger()
    (manual,) = window.findChildren(Manual)
    manual.open_chapter(REFERENCE)
    assert "∂f/∂x = 1/x" in manual.page.toPlainText()
    assert '<img src="formula:' not in manual.page.document().toHtml()


def test_everything_has_a_name_for_a_screen_reader(manual):
    assert manual.field.accessibleName() and manual.contents.accessibleName()
    assert manual.page.accessibleName() == chapters()[0].title


def test_it_goes_with_its_window(window, manual, qtbot):
    window.documents._ask_unsaved = lambda: "discard"
    window.close()
    qtbot.waitUntil(lambda: not window.findChildren(Manual))
