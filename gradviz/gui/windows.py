"""All windows of the process: they share settings and looks, and leave together."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QMargins, QObject, QPoint, QRect, QSize, Qt

from gradviz import i18n
from gradviz.errors import GradvizError, OutputError
from gradviz.gui.habits import LEAST_SIZE
from gradviz.gui.looks import Looks
from gradviz.gui.main_window import MainWindow
from gradviz.gui.panels.bar import Saying
from gradviz.gui.settings import Memory
from gradviz.gui.start import Wanted, first_document
from gradviz.i18n import Message

STEP = QPoint(32, 32)
"""A new window stands so far from the one it was asked for in, in px."""


class Windows(QObject):
    """Opens windows, keeps them alive and lets them go. The last one is left to the end of the program."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self.looks = Looks(memory, self)
        self.all: list[MainWindow] = []
        memory.troubled = self._tell_forgetful

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
        """Another window as large as ``other``, a little aside, no further than the screen reaches."""
        window = self.make()
        frame = other.frameGeometry()
        place = beside(frame, other.screen().availableGeometry())
        window.resize(place.size() - (frame.size() - other.size()))
        window.move(place.topLeft())
        window.show()
        return window

    def welcome(self, wanted: Wanted) -> bool:
        """Show what a later launch asks for: in front where it is open already, else in a window of its own; with
        nothing asked for the latest window comes to the front. False where the launch shall see to it itself."""
        if wanted.language not in ("", i18n.language()):
            return False
        front = self._front()
        if wanted != Wanted(language=wanted.language):
            try:
                lesson, path = first_document(wanted)
            except GradvizError:
                return False
            opened = None if wanted.values else self._with(path)
            front = opened or self.open_beside(front)
            if opened is None:
                front.documents.take(lesson, path)
        front.setWindowState(front.windowState() & ~Qt.WindowState.WindowMinimized)
        front.raise_()
        front.activateWindow()
        return True

    def _tell_forgetful(self, error: OutputError) -> None:
        """The settings cannot be kept: said where someone looks, once."""
        if self.all:
            said = Message("Your settings are not kept. {reason}", reason=error.message)
            self._front().stage.message.say(Saying(said, "", "calm"), "settings")

    def _front(self) -> MainWindow:
        """The window at work, else the one opened last."""
        return next((window for window in self.all if window.isActiveWindow()), self.all[-1])

    def _with(self, path: Path | None) -> MainWindow | None:
        """The window in which the file ``path`` is open."""
        return next((window for window in self.all if path and _same(window.documents.path, path)), None)

    def quit(self) -> None:
        """Close every window, unless someone thinks better of losing unsaved work in one of them."""
        if all(window.documents.may_leave() for window in self.all):
            for window in tuple(self.all):
                window.leave()

    def _let_go(self, window: MainWindow) -> None:
        if window in self.all and len(self.all) > 1:
            self.all.remove(window)
            window.deleteLater()


def beside(frame: QRect, room: QRect) -> QRect:
    """The frame of a window beside that of another: a step aside, or from the corner of the ``room`` again where it
    would leave that, and smaller where it must be; a screen that is too small for any window has no say."""
    place = frame.translated(STEP)
    if not QRect(QPoint(), room.size()).contains(QRect(QPoint(), QSize(*LEAST_SIZE))):
        return place
    free = room.marginsRemoved(QMargins(0, 0, STEP.x(), STEP.y()))
    place.setSize(place.size().boundedTo(free.size()))
    if not room.contains(place):
        place.moveTopLeft(room.topLeft())
    return place


def _same(one: Path | None, other: Path) -> bool:
    return one is not None and os.path.realpath(one) == os.path.realpath(other)
