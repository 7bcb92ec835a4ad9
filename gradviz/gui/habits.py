"""What the window does by itself: where Esc and F6 lead, how large it opens, how it looks on the first day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtWidgets import QWidget

from gradviz.explain.topic import Topic
from gradviz.gui import settings
from gradviz.gui.panels.tables import HEIGHT
from gradviz.gui.side import WIDTH

if TYPE_CHECKING:
    from gradviz.gui.main_window import MainWindow

SIZE = (1440, 900)
LEAST_SIZE = (900, 560)
TABLES_SHARE = 0.24
"""The tables open with at most this share of the height."""


class Habits:
    """The habits of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def escape(self) -> None:
        """Close the find bar or what is said, else leave the full screen, else go to the step and the canvas."""
        window = self._window
        if window.finder.isVisible():
            window.finder.end()
        elif window.stage.message.escape():
            return
        elif window.isFullScreen():
            window.showNormal()
        else:
            window.side.choose(None)
            window.stage.canvas.setFocus()

    def turn_pane(self, turn: int) -> None:
        """The keyboard goes to the next part of the window."""
        window = self._window
        panes: list[QWidget] = [window.stage.editor.edit, window.stage.canvas.view, window.side.tabs]
        panes += [row.field for row in list(window.side.inputs.rows.values())[:1]]
        panes += [window.tables.grid] if window.tables.isVisible() else []
        here = next((place for place, pane in enumerate(panes) if pane.hasFocus()), -turn if turn > 0 else 0)
        panes[(here + turn) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resize(self) -> None:
        """The usual size, or what the screen has; a screen that is too small for any window has no say."""
        window = self._window
        room = window.screen().availableSize()
        fits = room.width() >= LEAST_SIZE[0] and room.height() >= LEAST_SIZE[1]
        window.resize(QSize(*SIZE).boundedTo(room) if fits else QSize(*SIZE))

    def size_docks(self) -> None:
        """The docks as wide and as high as they are at first."""
        window = self._window
        window.resizeDocks([window.side], [WIDTH], Qt.Orientation.Horizontal)
        height = min(HEIGHT, round(window.height() * TABLES_SHARE))
        window.resizeDocks([window.tables], [height], Qt.Orientation.Vertical)

    def show_tables(self, shown: bool) -> None:
        """Show the tables and lead the keyboard there, or put them away."""
        window = self._window
        window.actions_["tables"].setChecked(shown)
        window.tables.setVisible(shown)
        self.size_docks()
        (window.tables.grid if shown else window.stage.canvas).setFocus()

    def see(self, panel: str) -> None:
        """Show a panel about the step; the keyboard goes to its tab."""
        window = self._window
        window.side.show()
        window.actions_["side_panel"].setChecked(True)
        window.side.tabs.choose(panel)
        window.side.tabs.bar.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def see_paths(self, topic: Topic | None = None) -> None:
        """Show the paths that begin at ``topic``, at the selected node where none is named."""
        selected = self._window.stage.canvas.view.selected
        self.see("paths")
        if topic is not None or selected is not None:
            self._window.side.choose(topic or Topic(selected))

    def remember_panel(self, panel: str) -> None:
        """The panel seen now is the one to begin with next time."""
        self._window.actions_.choose("panel", panel)
        self._window.memory.change(panel=panel)

    def restore(self) -> None:
        """The docks and the panel as they were when the last window closed."""
        window, now = self._window, self._window.memory.now
        if now.docks:
            window.restoreState(QByteArray(settings.from_record(now.docks)))
        window.side.tabs.choose(now.panel)
        window.actions_.choose("panel", now.panel)
        window.actions_["tables"].setChecked(not window.tables.isHidden())

    def reset(self) -> None:
        """The window as it was on the first day."""
        window = self._window
        window.side.show()
        window.tables.hide()
        window.side.tabs.choose("explain")
        window.actions_["side_panel"].setChecked(True)
        window.actions_["tables"].setChecked(False)
        window.looks.set_habits(minimap=True)
        window.showNormal()
        self.resize()
        self.size_docks()
