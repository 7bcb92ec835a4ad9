"""All windows of the process: they share settings and looks, and leave together."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint

from gradviz.gui.looks import Looks
from gradviz.gui.main_window import MainWindow
from gradviz.gui.settings import Memory

STEP = QPoint(32, 32)
"""A new window stands so far from the one it was asked for in, in px."""


class Windows(QObject):
    """Opens windows, keeps them alive and lets them go. The last one is left to the end of the program."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self.looks = Looks(memory, self)
        self.all: list[MainWindow] = []

    def make(self) -> MainWindow:
        """A window with an empty document, not shown yet."""
        window = MainWindow(self.looks)
        window.window_asked.connect(lambda: self.open_beside(window))
        window.quit_asked.connect(self.quit)
        window.closed.connect(lambda: self._let_go(window))
        window.windows = self  # whoever holds a window holds them all
        self.all.append(window)
        return window

    def open_beside(self, other: MainWindow) -> MainWindow:
        """Another window as large as ``other``, a little aside."""
        window = self.make()
        window.resize(other.size())
        window.move(other.pos() + STEP)
        window.show()
        return window

    def quit(self) -> None:
        """Close every window, unless someone thinks better of losing unsaved work in one of them."""
        if all(window.documents.may_leave() for window in self.all):
            for window in tuple(self.all):
                window.leave()

    def _let_go(self, window: MainWindow) -> None:
        if window in self.all and len(self.all) > 1:
            self.all.remove(window)
            window.deleteLater()
