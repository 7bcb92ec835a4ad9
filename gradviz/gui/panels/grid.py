"""A table that can be read row by row with the keyboard: it keeps the arrows for itself, Enter asks for a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gradviz.export.tables import Column, Row, tabbed
from gradviz.gui import fonts
from gradviz.gui.painting import color
from gradviz.gui.theme import Theme
from gradviz.i18n import tr

ROW = 27
LEAST, MOST, BOLD = 56, 420, 8
"""The narrowest and the widest column that no room is left to, and what bold type needs more, in px."""

SAMPLES = 12
"""About so many rows are measured though they may be out of sight: those of another pass have longer words."""

OWN_KEYS = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)
Index = QModelIndex | QPersistentModelIndex
ItemRole = Qt.ItemDataRole


class Rows(QAbstractTableModel):
    """Rows written when they are first looked at. ``current`` is the place of the marked row, −1 for none."""

    def __init__(self, columns: tuple[Column, ...], theme: Theme) -> None:
        super().__init__()
        self.columns = columns
        self.theme = theme
        self.current = -1
        self._tone = "value"
        self._count = 0
        self._write: Callable[[int], Row] = lambda place: ()
        self._rows: dict[int, Row] = {}

    def fill(self, count: int, write: Callable[[int], Row]) -> None:
        """Have ``count`` rows, written by ``write(place)``; rows stay where they are if there are as many as before."""
        anew = count != self._count
        if anew:
            self.beginResetModel()
        self._count, self._write, self._rows = count, write, {}
        if anew:
            self.endResetModel()
        else:
            self.refresh()

    def mark(self, place: int, tone: str = "value") -> None:
        """Mark one row in the colour of values or gradients."""
        if (place, tone) != (self.current, self._tone):
            self.current, self._tone = place, tone
            self.refresh()

    def refresh(self) -> None:
        """Every cell may look different now."""
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(self.columns) - 1))

    def row(self, place: int) -> Row:
        """The texts of one row."""
        if place not in self._rows:
            self._rows[place] = self._write(place)
        return self._rows[place]

    def rowCount(self, parent: Index | None = None) -> int:
        return self._count

    def columnCount(self, parent: Index | None = None) -> int:
        return len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ItemRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == ItemRole.DisplayRole:
            return tr(self.columns[section].title)
        return self._aligned(section) if role == ItemRole.TextAlignmentRole else None

    def _aligned(self, section: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if self._is_number(section) else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _is_number(self, section: int) -> bool:
        return bool(self.columns[section].tone) and section < len(self.columns) - (self.columns[-1].tone == "gradient")

    def data(self, index: Index, role: int = ItemRole.DisplayRole) -> Any:
        column, here = index.column(), index.row() == self.current
        tone = self.columns[column].tone
        match role:
            case ItemRole.DisplayRole | ItemRole.ToolTipRole:
                return self.row(index.row())[column]
            case ItemRole.AccessibleTextRole:
                text = self.row(index.row())[column]
                return tr("{step}, the current step", step=text) if here and column == 0 else text
            case ItemRole.TextAlignmentRole:
                return self._aligned(column)
            case ItemRole.FontRole:
                return fonts.mono(12, bold=here) if tone else fonts.ui(13, 600 if here else 400)
            case ItemRole.ForegroundRole if tone in ("value", "gradient"):
                return color(getattr(self.theme, tone))
            case ItemRole.BackgroundRole if here:
                return color(getattr(self.theme, f"{self._tone}_tint"))
        return None


class _Cell(QStyledItemDelegate):
    """Paints the ground of the marked row, which a style sheet with margins around cells leaves out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = index.data(ItemRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)


class Grid(QTableView):
    """Shows :class:`Rows`. One column, ``wide``, takes the room that is left."""

    # a row is clicked, or Enter pressed on it: its place
    row_asked = Signal(int)

    def __init__(self, rows: Rows, wide: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self.setModel(rows)
        self.setObjectName("grid")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(LEAST)
        header.setMaximumSectionSize(4 * MOST)
        header.setResizeContentsPrecision(0)  # what is in sight; a large graph has thousands of rows
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self._wide = wide
        self.setItemDelegate(_Cell(self))
        self.clicked.connect(lambda index: self.row_asked.emit(index.row()))

    def fit_columns(self) -> None:
        """Make every column as wide as what is in sight of it, and as some rows spread over the table need."""
        count = self.rows.rowCount()
        spread = [*range(0, count, max(count // SAMPLES, 1)), *range(max(count - 1, 0), count)]
        for column in range(len(self.rows.columns)):
            if column != self._wide:
                self.resizeColumnToContents(column)
                wanted = (self.sizeHintForIndex(self.rows.index(place, column)).width() for place in spread)
                self.setColumnWidth(column, min(max((self.columnWidth(column), *wanted)) + BOLD, MOST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_row(self.rows.current)

    def show_row(self, place: int) -> None:
        """Bring a row into sight."""
        if place >= 0:
            self.scrollTo(self.rows.index(place, 0))

    def chosen(self) -> list[Row]:
        """The selected rows; all of them where none is."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.rows.row(place) for place in places or range(self.rows.rowCount())]

    def copy(self) -> None:
        """Copy the selected rows for a spreadsheet."""
        QGuiApplication.clipboard().setText(tabbed(self.rows.columns, self.chosen()))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_asked.emit(self.currentIndex().row())
        elif _is_own(event):
            super().keyPressEvent(event)
        else:
            event.ignore()


def _is_own(event: QKeyEvent) -> bool:
    """Whether a key leads through the table; with Ctrl or Alt it is one of the window's."""
    other = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return event.key() in OWN_KEYS and not event.modifiers() & other
