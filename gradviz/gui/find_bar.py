"""Edit ▸ Find a Node: a small bar over the canvas that leads from one match to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from gradviz.graph.graph import NodeId
from gradviz.gui import fonts
from gradviz.gui.actions import with_keys
from gradviz.gui.theme import Theme, icon
from gradviz.i18n import tr

WIDTH, HEIGHT, EDGE = 330, 38, 12
TOP = 42
"""Below the row of the legend, where a message may lie."""
Search = Callable[[str], tuple[NodeId, ...]]


class FindBar(QFrame):
    """``search(text)`` finds nodes, ``show_node(node)`` puts one in sight. Enter and F3 go on; Esc is
    heard by the window."""

    def __init__(self, theme: Theme, canvas: QWidget, search: Search, show_node: Callable[[NodeId], None]) -> None:
        super().__init__(canvas)
        self.setObjectName("find")
        self._search, self._show_node = search, show_node
        self._found: tuple[NodeId, ...] = ()
        self._place = 0
        self._keys: Mapping[str, tuple[str, ...]] = {}
        self.field, self.count = QLineEdit(self), QLabel(self)
        self.previous, self.next, self.leave = (QToolButton(self) for _ in range(3))
        self.count.setFont(fonts.ui(12))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 6, 4)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        for widget in (self.count, self.previous, self.next, self.leave):
            row.addWidget(widget)
        for button in (self.previous, self.next, self.leave):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.field.textChanged.connect(self._type)
        self.previous.clicked.connect(lambda: self.turn(-1))
        self.next.clicked.connect(lambda: self.turn(1))
        self.leave.clicked.connect(self.end)
        self.field.installEventFilter(self)
        canvas.installEventFilter(self)
        self.set_theme(theme)
        self.retranslate()
        self.hide()

    def begin(self) -> None:
        """Open the bar, or go back into it, with all text selected."""
        self._settle()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def turn(self, by: int) -> None:
        """To the next (1) or the previous (-1) match; while nothing is looked for, open the bar."""
        if not self.field.text():
            self.begin()
            return
        here = self._found[self._place] if self._found else None
        self._found = self._search(self.field.text())
        before = self._found.index(here) if here in self._found else (-1 if by > 0 else 0)
        self._place = (before + by) % max(len(self._found), 1)
        self._show()

    def end(self) -> None:
        """Close the bar; the keyboard goes to the canvas."""
        self.hide()
        canvas = self.parentWidget()
        if canvas is not None:
            canvas.setFocus()

    def _type(self, text: str) -> None:
        self._found, self._place = self._search(text), 0
        self._show()

    def _show(self) -> None:
        if self._found:
            self._show_node(self._found[self._place])
        self._write_count()

    def _write_count(self) -> None:
        found, count = bool(self._found), len(self._found)
        self.count.setText(tr("{place} of {count}", place=self._place + 1, count=count) if found else tr("none"))
        self.count.setVisible(bool(self.field.text()))
        for button in (self.previous, self.next):
            button.setEnabled(count > 1)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        for button, name in ((self.previous, "up"), (self.next, "down"), (self.leave, "close")):
            button.setIcon(icon(name, theme))
        self.count.setStyleSheet(f"color: {theme.muted}")

    def set_keys(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Say which keys do what the buttons do, by the action's id."""
        self._keys = keys
        self.retranslate()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.field.setPlaceholderText(tr("Name, gate or number"))
        self.field.setAccessibleName(tr("Find a node"))
        for button, text, action in (
            (self.previous, tr("Previous"), "find_previous"),
            (self.next, tr("Next"), "find_next"),
            (self.leave, tr("Close"), "current_step"),
        ):
            button.setToolTip(with_keys(text, self._keys.get(action, ())))
            button.setAccessibleName(text)
        self._write_count()

    def _settle(self) -> None:
        canvas = self.parentWidget()
        if canvas is not None:
            self.setGeometry(canvas.width() - WIDTH - EDGE, TOP, WIDTH, HEIGHT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self._settle()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        self.turn(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        return True
