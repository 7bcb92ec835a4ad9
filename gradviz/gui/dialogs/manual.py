"""Help ▸ Manual: contents at the left, the page at the right, a field that finds words. It stays open beside the work
and follows language, theme and keys."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gradviz.gui import fonts, reports, settings
from gradviz.gui.actions import MENUS, TABLE, Entry, keys_text, plain, submenu_of
from gradviz.gui.dialogs.dialog import Dialog
from gradviz.gui.dialogs.reading import Reading
from gradviz.gui.keys import Keys, keys_of, usable
from gradviz.gui.looks import Looks
from gradviz.gui.theme import Theme, icon
from gradviz.gui.typesetting import Typesetter
from gradviz.i18n import tr
from gradviz.manual.chapters import Chapter, chapters
from gradviz.manual.search import found, words_of

if TYPE_CHECKING:
    from gradviz.gui.main_window import MainWindow

SIZE = (980, 720)
CONTENTS_WIDTH = 268
CHAPTER, SECTION = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
LEADING = (Qt.Key.Key_Up, Qt.Key.Key_Down)
"""Keys that the contents hear while one types in the field."""

PAGING = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
"""Keys that the page hears while the keyboard is in the field or in the contents."""

_BY_ID = {entry.submenu or entry.id: entry for entry in TABLE}
_BLANK = re.compile(r"\[\[(?P<id>\w+)(?P<keys>:keys)?\]\]")
_FORMULA = re.compile(r"!\[(?P<text>.*?)\]\(formula:(?P<latex>.*?)\)")


class Manual(Dialog):
    """One window of the manual; :func:`show_manual` keeps it to one."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__("", parent, SIZE)
        self._looks = looks
        self._chapters: tuple[Chapter, ...] = ()
        self._shown: tuple[str, int | None] = ("", None)
        self._typesetter = Typesetter(self)
        self.field, self.contents, self.page = QLineEdit(self), QTreeWidget(self), Reading(self, looks.theme)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self.field.setMinimumHeight(30)
        self.field.setClearButtonEnabled(True)
        self.contents.setHeaderHidden(True)
        self.contents.setRootIsDecorated(False)
        self.contents.setIndentation(14)
        self.contents.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.page.setOpenLinks(False)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.field)
        left.addWidget(self.contents, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(left)
        row.addWidget(self.page, 1)
        for part in (self.field, self.contents):
            part.setFixedWidth(CONTENTS_WIDTH)
            part.installEventFilter(self)
        self.column.addLayout(row, 1)
        self.buttons = self.add_buttons(QDialogButtonBox.StandardButton.Close)
        for button in self.buttons.buttons():
            button.setAutoDefault(False)  # type: ignore[attr-defined]  # Enter finds the next word

    def _connect(self) -> None:
        looks = self._looks
        self.field.textChanged.connect(self._list)
        self.field.returnPressed.connect(self._next)
        self.contents.currentItemChanged.connect(self._turn)
        self.page.anchorClicked.connect(self._follow)
        self._typesetter.ready.connect(self._show_again)
        looks.language_changed.connect(self.retranslate)
        looks.theme_changed.connect(self.set_theme)
        looks.settings_changed.connect(self._show_again)
        self.finished.connect(self._typesetter.finish)

    def retranslate(self) -> None:
        """Write everything in the language in use; the same page stays open."""
        self._chapters = chapters()
        self.setWindowTitle(tr("Manual"))
        self.field.setPlaceholderText(tr("Search the manual"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.contents.setAccessibleName(tr("Contents"))
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        self._list(self.field.text())
        self._show_again()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.page.theme = theme
        self._list(self.field.text())
        self._show_again()

    def open_chapter(self, id: str) -> None:
        """Turn to a chapter."""
        for place in range(self.contents.topLevelItemCount()):
            item = self.contents.topLevelItem(place)
            if item is not None and item.data(0, CHAPTER) == id:
                self.contents.setCurrentItem(item)

    # contents

    def _list(self, query: str) -> None:
        """Chapters and sections in which ``query`` stands; the one that is shown stays chosen where it can."""
        shown = self._shown
        self.contents.blockSignals(True)
        self.contents.clear()
        chosen = None
        for chapter in self._chapters:
            places = list(found(chapter, query))
            if places:
                top = self._item(None, chapter.title, chapter.id, None, "")
                items = {None: top} | {
                    place: self._item(top, section.listed, chapter.id, place, section.icon)
                    for place, section in enumerate(chapter.sections)
                    if place in places
                }
                top.setExpanded(bool(query.strip()) or chapter.id == shown[0])
                first = items[places[0]] if query.strip() else top
                here = chapter.id == shown[0] and shown[1] in places
                chosen = items[shown[1]] if here else chosen or first
        self.contents.blockSignals(False)
        if chosen is not None:
            self.contents.setCurrentItem(chosen)
        self._turn()

    def _item(
        self, top: QTreeWidgetItem | None, title: str, chapter: str, section: int | None, picture: str
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.contents, [title]) if top is None else QTreeWidgetItem(top, [title])
        item.setData(0, CHAPTER, chapter)
        item.setData(0, SECTION, section)
        item.setToolTip(0, title)
        if top is None:
            item.setFont(0, fonts.ui(13, 600))
        if picture:
            item.setIcon(0, icon(picture, self._looks.theme))
        return item

    def _turn(self) -> None:
        """Show what is chosen in the contents, and its sections."""
        item = self.contents.currentItem()
        if item is None:
            self._mark()
            return
        chosen = item.data(0, CHAPTER), item.data(0, SECTION)
        other_page = chosen[0] != self._shown[0]
        self._shown = chosen
        if other_page:
            self._write()
        if not self.field.text().strip():
            for place in range(self.contents.topLevelItemCount()):
                top = self.contents.topLevelItem(place)
                if top is not None:
                    top.setExpanded(top.data(0, CHAPTER) == chosen[0])
        self._go_to_section()
        self._mark()

    def _go_to_section(self) -> None:
        section = self._shown[1]
        blocks = self.page.headings(1) if section is None else self.page.headings(2)
        if blocks:
            self.page.show_block(blocks[section or 0])

    # the page

    def _chapter(self) -> Chapter | None:
        return next((chapter for chapter in self._chapters if chapter.id == self._shown[0]), None)

    def _show_again(self) -> None:
        """The same page, with pictures that have come meanwhile, at the same place."""
        place = self.page.place()
        self._write()
        self.page.go_to(place)
        self._mark()

    def _write(self) -> None:
        chapter = self._chapter()
        if chapter is not None:
            self.page.setAccessibleName(chapter.title)
            markdown = _FORMULA.sub(self._formula, chapter.markdown)
            self.page.set_markdown(filled(markdown, self._looks.memory.now.shortcuts))

    def _formula(self, match: re.Match[str]) -> str:
        """A formula as it can be shown now: a picture, or text until there is one."""
        drawn = self._typesetter.drawing(unquote(match["latex"]), self._looks.theme)
        return match[0] if drawn is not None else f"`{match['text']}`"

    def _mark(self) -> None:
        """Mark the words that are looked for."""
        marks = []
        for word in words_of(self.field.text()):
            place = self.page.document().find(word)
            while not place.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor = place
                mark.format.setBackground(QColor(self._looks.theme.selection))
                marks.append(mark)
                place = self.page.document().find(word, place)
        self.page.setExtraSelections(marks)

    def _next(self) -> None:
        """Enter: the next place of the first word on the page, else the next page that has it."""
        words = words_of(self.field.text())
        if words and not self.page.find(words[0]):
            here = self.contents.currentItem()
            below = self.contents.itemBelow(here) if here is not None else None
            if below is not None:
                self.contents.setCurrentItem(below)
            self.page.moveCursor(QTextCursor.MoveOperation.Start)

    def _follow(self, url: QUrl) -> None:
        """A link leads to another chapter, or out into the world."""
        if url.scheme() == "manual":
            self.field.clear()
            self.open_chapter(url.path())
        else:
            QDesktopServices.openUrl(url)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in PAGING:
                self.page.keyPressEvent(event)
                return True
            if watched is self.field and event.key() in LEADING:
                self.contents.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)


def show_manual(looks: Looks, window: MainWindow) -> Manual:
    """The manual of ``window``: in front where it is open, else opened. It goes with its window."""
    manual = next(iter(window.findChildren(Manual)), None)
    if manual is None:
        manual = Manual(looks, window)
        window.closed.connect(manual.close)
    manual.show()
    manual.activateWindow()
    return manual


def filled(markdown: str, chosen: Mapping[str, Keys]) -> str:
    """The text with the places of actions in the menus, their keys and the folders of this computer put in."""
    own = usable(chosen)
    return _BLANK.sub(lambda match: _blank(match["id"], bool(match["keys"]), own), markdown)


def _blank(id: str, keys: bool, chosen: Mapping[str, Keys]) -> str:
    if id in _FOLDERS:
        return f"`{_FOLDERS[id]()}`"
    entry = _BY_ID[id]
    if not keys:
        return f"*{place_in_menus(entry)}*"
    own = keys_of(entry, chosen)
    return f"**{keys_text(own)}**" if own else tr("(no key)")


_FOLDERS = {
    "settings_file": settings.settings_file,
    "log_folder": reports.log_folder,
    "state_folder": settings.state_folder,
}


def place_in_menus(entry: Entry) -> str:
    """``View ▸ Theme ▸ Dark``."""
    above = submenu_of(entry)
    front = plain(MENUS[entry.menu]) if above is None else place_in_menus(above)
    return f"{front} ▸ {plain(entry.text)}"
