"""Tools ▸ Command Palette…: every action of the table, found by a few letters of either language."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gradviz.gui import fonts
from gradviz.gui.actions import MENUS, TABLE, Actions, Entry, keys_text, menu_of, plain, submenu_of, title
from gradviz.gui.dialogs.dialog import Dialog
from gradviz.gui.fuzzy import fit
from gradviz.gui.painting import color, draw_pill, draw_text
from gradviz.gui.theme import Theme
from gradviz.i18n import LANGUAGES, in_language, tr

SIZE = (620, 420)
ROW, PAD = 32, 12
LEADING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
ENTRY, ABLE, KEYS = (Qt.ItemDataRole.UserRole + place for place in range(3))


def ranked(query: str) -> list[Entry]:
    """The actions that fit ``query``, the best first; all in the table's order while nothing is typed."""
    fits = [(max(fit(query, words) for words in searched(entry)), entry) for entry in TABLE if not entry.submenu]
    fits = [(share, entry) for share, entry in fits if share]
    return [entry for _, entry in (sorted(fits, key=lambda pair: -pair[0]) if query.strip() else fits)]


def searched(entry: Entry) -> list[str]:
    """What an action can be found by: its name, and its menu's with it, in every language."""
    above, found = submenu_of(entry), []
    for code in LANGUAGES:
        name, menu = (in_language(code, text).replace("&", "") for text in (entry.text, MENUS[menu_of(entry)]))
        found += [name, f"{menu} {in_language(code, above.text).replace('&', '') if above else ''} {name}"]
    return found


class _Row(QStyledItemDelegate):
    """Paints one action: its name, its menu in grey, its keys at the right."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, rect = self._theme, QRectF(option.rect)
        entry, able = index.data(ENTRY), index.data(ABLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            draw_pill(painter, rect.adjusted(2, 1, -2, -1), 6, color(theme.hover))
        baseline = fonts.baseline(fonts.ui(13), rect.center().y())
        left, name = rect.left() + PAD, title(entry)
        draw_text(painter, (left, baseline), name, fonts.ui(13), color(theme.text if able else theme.grey))
        menu_x = left + fonts.width(name, fonts.ui(13)) + PAD
        draw_text(painter, (menu_x, baseline), plain(MENUS[menu_of(entry)]), fonts.ui(12), color(theme.grey))
        keys = index.data(KEYS)
        keys_x = rect.right() - PAD - fonts.width(keys, fonts.ui(12))
        draw_text(painter, (keys_x, baseline), keys, fonts.ui(12), color(theme.muted))
        painter.restore()


class Palette(Dialog):
    """A field and a list; Enter does what is chosen."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Command Palette"), parent, SIZE)
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self._actions = actions
        self.field, self.list = QLineEdit(self), QListWidget(self)
        self.field.setPlaceholderText(tr("What do you want to do?"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.setMinimumHeight(34)
        self.list.setItemDelegate(_Row(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.setContentsMargins(10, 10, 10, 10)
        self.column.setSpacing(8)
        self.column.addWidget(self.field)
        self.column.addWidget(self.list)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self.accept)
        self.list.itemClicked.connect(self.accept)
        self.field.installEventFilter(self)
        self._fill("")
        if parent is not None:
            self.move(parent.mapToGlobal(QPoint((parent.width() - SIZE[0]) // 2, 76)))

    def accept(self) -> None:
        """Do what is chosen, once the palette is gone; what is grey is not done."""
        item = self.list.currentItem()
        if item is not None and item.data(ABLE):
            super().accept()
            QTimer.singleShot(0, self._actions[item.data(ENTRY).id].trigger)

    def _fill(self, query: str) -> None:
        self.list.clear()
        for entry in ranked(query):
            item = QListWidgetItem(title(entry), self.list)
            item.setData(ENTRY, entry)
            item.setData(KEYS, keys_text((self._actions.keys(entry) or entry.heard)[:1]))
            item.setData(ABLE, self._actions[entry.id].isEnabled())
        self.list.setCurrentRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in LEADING:
            self.list.keyPressEvent(event)
            return True
        return False
