"""Help ▸ Shortcuts: every action with its keys, which can be changed here; a key that is taken is refused."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from gradviz.gui import fonts
from gradviz.gui.actions import ENTRIES, MENUS, TABLE, Entry, keys_text, menu_of, plain, title
from gradviz.gui.dialogs.dialog import Dialog
from gradviz.gui.dialogs.palette import searched
from gradviz.gui.fuzzy import fit
from gradviz.gui.keys import MOST, Keys, holder, keys_of, standard, with_keys_for
from gradviz.gui.looks import Looks
from gradviz.gui.theme import Theme, icon
from gradviz.i18n import tr

ID = Qt.ItemDataRole.UserRole
SIZE = (600, 660)
KEYS_WIDTH = 190
TAB_KEYS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class KeyField(QKeySequenceEdit):
    """Takes one key with its modifiers; Tab leads on, as everywhere."""

    # the key is to be taken away
    emptied = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMaximumSequenceLength(1)
        self.line = self.findChildren(QLineEdit)[0]
        self.line.installEventFilter(self)
        self.empty = self.line.addAction(icon("close", theme), QLineEdit.ActionPosition.TrailingPosition)
        self.empty.setToolTip(tr("No key"))
        self.empty.triggered.connect(self._empty)

    def show_key(self, key: str) -> None:
        """Show ``key``; nobody is told."""
        self.blockSignals(True)
        self.setKeySequence(QKeySequence(key))
        self.blockSignals(False)
        self.line.setPlaceholderText(tr("Press keys"))  # Qt writes its own whenever the field is emptied

    def _empty(self) -> None:
        self.clear()
        self.emptied.emit()

    def key(self) -> str:
        """The key that stands there, or nothing."""
        return self.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in TAB_KEYS:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
            return True
        return super().eventFilter(watched, event)


class Shortcuts(Dialog):
    """The choice is kept in the settings and applies at once, in all windows."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Shortcuts"), parent, SIZE)
        self._looks = looks
        self.field, self.tree, self.said = QLineEdit(self), QTreeWidget(self), QLabel(self)
        self.name = QLabel(self)
        self.keys = [KeyField(looks.theme, self) for _ in range(MOST)]
        self.reset = QPushButton(tr("Reset"), self)
        self._lay_out()
        self._connect()
        self._list("")

    def _lay_out(self) -> None:
        self.field.setPlaceholderText(tr("Search by name or key"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.setMinimumHeight(30)
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(12)
        self.tree.setAccessibleName(tr("Shortcuts"))
        self.name.setFont(fonts.ui(13, 600))
        self.said.setWordWrap(True)
        self.said.setStyleSheet(f"color: {self._looks.theme.wrong}")
        self.said.setMinimumHeight(2 * self.said.fontMetrics().height())
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        for field, text in zip(self.keys, (tr("Key"), tr("Second key")), strict=True):
            field.setAccessibleName(text)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.addWidget(self.name, 0, 0, 1, MOST + 1)
        for place, field in enumerate(self.keys):
            grid.addWidget(field, 1, place)
        grid.addWidget(self.reset, 1, MOST)
        grid.addWidget(self.said, 2, 0, 1, MOST + 1)
        self.column.setSpacing(10)
        self.column.addWidget(self.field)
        self.column.addWidget(self.tree, 1)
        self.column.addLayout(grid)
        buttons = self.add_buttons(QDialogButtonBox.StandardButton.Close)
        self.reset_all = buttons.addButton(tr("Reset All"), QDialogButtonBox.ButtonRole.ResetRole)
        for button in buttons.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter is a key one may choose

    def _connect(self) -> None:
        self.field.textChanged.connect(self._list)
        self.tree.currentItemChanged.connect(self._show_keys)
        for field in self.keys:
            field.editingFinished.connect(self._take)
            field.emptied.connect(self._take)
        self.reset.clicked.connect(self._reset)
        self.reset_all.clicked.connect(lambda: self._choose({}))

    @property
    def _chosen(self) -> dict[str, Keys]:
        return dict(self._looks.memory.now.shortcuts)

    def entry(self) -> Entry | None:
        """The action whose keys are shown below the list."""
        item = self.tree.currentItem()
        return ENTRIES.get(item.data(0, ID) or "") if item is not None else None

    def _list(self, query: str) -> None:
        """The actions that fit ``query`` under their menus; the first is chosen."""
        here = self.entry()
        self.tree.clear()
        for menu, text in MENUS.items():
            entries = [entry for entry in TABLE if menu_of(entry) == menu and not entry.submenu]
            fitting = [entry for entry in entries if self._fits(query, entry)]
            if fitting:
                top = QTreeWidgetItem(self.tree, [plain(text)])
                top.setFlags(Qt.ItemFlag.ItemIsEnabled)
                top.setFont(0, fonts.ui(13, 600))
                for entry in fitting:
                    self._item(top, entry, entry == here)
                top.setExpanded(True)
        self.tree.setColumnWidth(0, self.width() - KEYS_WIDTH - 60)
        first = self.tree.topLevelItem(0)
        if self.tree.currentItem() is None and first is not None:
            self.tree.setCurrentItem(first.child(0) or first)
        self._show_keys()

    def _fits(self, query: str, entry: Entry) -> bool:
        words = (*searched(entry), keys_text(keys_of(entry, self._chosen)))
        return any(fit(query, each, scattered=False) for each in words)

    def _item(self, top: QTreeWidgetItem, entry: Entry, current: bool) -> None:
        item = QTreeWidgetItem(top, [title(entry), keys_text(keys_of(entry, self._chosen))])
        item.setData(0, ID, entry.id)
        item.setForeground(1, self.palette().placeholderText())
        if entry.id in self._chosen:
            item.setFont(1, fonts.ui(13, 600))
        if current:
            self.tree.setCurrentItem(item)

    def _show_keys(self) -> None:
        entry = self.entry()
        own = keys_of(entry, self._chosen) if entry is not None else ()
        free = entry is not None and not entry.heard
        self.name.setText(title(entry) if entry is not None else tr("No action fits."))
        for place, field in enumerate(self.keys):
            field.show_key(own[place] if place < len(own) else "")
            field.setEnabled(free)
        self.reset.setEnabled(entry is not None and entry.id in self._chosen)
        self.reset_all.setEnabled(bool(self._chosen))
        heard = entry is not None and bool(entry.heard)
        self.said.setText(tr("The canvas hears this key by itself; it cannot be changed.") if heard else "")

    def _take(self) -> None:
        """Give the action the keys that stand in the fields, unless one of them is taken."""
        entry, chosen = self.entry(), self._chosen
        if entry is None or entry.heard:
            return
        keys = tuple(filter(None, (field.key() for field in self.keys)))
        for key in keys:
            other = holder(key, entry.id, chosen)
            if not standard(key) or other is not None:
                self._show_keys()
                self.said.setText(_refusal(key, other))
                return
        if tuple(map(standard, keys)) != keys_of(entry, chosen):
            self._choose(with_keys_for(chosen, entry.id, keys))

    def _reset(self) -> None:
        """Give the action the table's keys back, unless another has been given one of them."""
        entry = self.entry()
        if entry is None:
            return
        chosen = with_keys_for(self._chosen, entry.id, entry.keys)
        for key in entry.keys:
            other = holder(key, entry.id, chosen)
            if other is not None:
                self.said.setText(_refusal(key, other))
                return
        self._choose(chosen)

    def _choose(self, chosen: dict[str, Keys]) -> None:
        self._looks.set_habits(shortcuts=chosen)
        self._list(self.field.text())


def _refusal(key: str, other: Entry | None) -> str:
    if other is None:
        return tr("{key} cannot be used as a shortcut.", key=keys_text((key,)))
    return tr("{key} already belongs to “{action}”.", key=keys_text((key,)), action=title(other))
