"""File ▸ Examples…: every lesson by group, found by typing, with its program and its note beside the list."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from gradviz.gui import fonts
from gradviz.gui.dialogs.dialog import Dialog
from gradviz.gui.dialogs.fields import make_primary
from gradviz.gui.fuzzy import fit
from gradviz.i18n import tr
from gradviz.lesson import library

ID = Qt.ItemDataRole.UserRole
LEADING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
"""Keys that the list hears while one types in the field."""


class Lessons(Dialog):
    """``open_lesson(id)`` is called with what was chosen. What cannot be opened yet is grey and says why."""

    def __init__(self, open_lesson: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(tr("Examples"), parent, (860, 600))
        self._open_lesson = open_lesson
        self._items: list[QTreeWidgetItem] = []
        self.field, self.tree, self.about = QLineEdit(self), QTreeWidget(self), QTextBrowser(self)
        self.field.setPlaceholderText(tr("Search by title, lecture or program"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.setMinimumHeight(30)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(12)
        self.tree.setAccessibleName(tr("Examples"))
        self.about.document().setDocumentMargin(14)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.tree, 5)
        row.addWidget(self.about, 4)
        self.column.addWidget(self.field)
        self.column.addLayout(row, 1)
        self.buttons = self.add_buttons(QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel)
        self.open_button = self.buttons.button(QDialogButtonBox.StandardButton.Open)
        make_primary(self.open_button)
        self.field.textChanged.connect(self._list)
        self.field.installEventFilter(self)
        self.tree.currentItemChanged.connect(self._tell)
        self.tree.itemActivated.connect(self.accept)
        self._list("")

    def accept(self) -> None:
        """Open the lesson in question; nothing happens where it cannot be opened."""
        entry = self._entry()
        if entry is not None and entry.available:
            super().accept()
            self._open_lesson(entry.id)

    def _list(self, query: str) -> None:
        """The lessons that fit ``query``, under their groups; the first that can be opened is chosen."""
        self.tree.clear()
        self._items = []
        for group in library.groups():
            entries = [
                entry
                for entry in library.lessons()
                if entry.group == group.id and fit(query, _words(entry), scattered=False)
            ]
            if entries:
                top = QTreeWidgetItem(self.tree, [group.title])
                top.setFlags(Qt.ItemFlag.ItemIsEnabled)
                top.setFont(0, fonts.ui(13, 600))
                for entry in entries:
                    self._item(top, entry)
                top.setExpanded(True)
        self._choose_first()

    def _item(self, top: QTreeWidgetItem, entry: library.Entry) -> None:
        item = QTreeWidgetItem(top, [entry.listed])
        self._items.append(item)
        item.setData(0, ID, entry.id)
        item.setToolTip(0, entry.lecture)
        if not entry.available:
            item.setForeground(0, self.palette().placeholderText())

    def _choose_first(self) -> None:
        item = next((item for item in self._items if library.entry(item.data(0, ID)).available), None)
        if item is not None:
            self.tree.setCurrentItem(item)
        self._tell()

    def _entry(self) -> library.Entry | None:
        item = self.tree.currentItem()
        id = item.data(0, ID) if item is not None else None
        return library.entry(id) if id else None

    def _tell(self) -> None:
        """Write what the lesson in question is about."""
        entry = self._entry()
        self.open_button.setEnabled(entry is not None and entry.available)
        if entry is None:
            self.about.setPlainText("" if self.tree.topLevelItemCount() else tr("No lesson fits."))
            return
        self.about.setHtml(_as_html(entry))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in LEADING:
            self.tree.keyPressEvent(event)
            return True
        return False


def _words(entry: library.Entry) -> str:
    """All that a lesson can be found by, in both languages."""
    titles, lectures = entry.titles, entry.lectures
    return " ".join((titles.en, titles.ru, lectures.en, lectures.ru, entry.program, entry.id))


def _as_html(entry: library.Entry) -> str:
    parts = [f"<h3>{escape(entry.title)}</h3>", f"<p>{escape(entry.lecture)}</p>"]
    if entry.program:
        family = fonts.mono(13).families()[0]
        parts.append(f'<pre style="font-family: {family}">{escape(entry.program.strip())}</pre>')
    parts += [f"<p>{escape(text)}</p>" for text in (entry.note, entry.teaching_point) if text]
    if entry.reason:
        parts.append(f"<p><i>{escape(tr('Cannot be opened: {reason}', reason=entry.reason))}</i></p>")
    return "".join(parts)
