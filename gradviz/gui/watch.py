"""Notices when another program changes the document's file."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

REST_MS = 200
"""So long after the last change the file is looked at: it may be written in pieces."""


class Watch(QObject):
    """Watches one file and its folder, because most programs replace a file instead of writing into it."""

    # the file holds something else than when it was last read or written here
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._known: bytes | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.look)

    @cached_property
    def _watcher(self) -> QFileSystemWatcher:
        """Made when there is a first file: it starts a thread, for which the first window should not wait."""
        watcher = QFileSystemWatcher(self)
        watcher.fileChanged.connect(lambda _: self._rest.start())
        watcher.directoryChanged.connect(lambda _: self._rest.start())
        return watcher

    def follow(self, path: Path | None) -> None:
        """``path`` was just read or written; None: there is no file any more."""
        self._rest.stop()
        if self._path is not None and (watched := [*self._watcher.files(), *self._watcher.directories()]):
            self._watcher.removePaths(watched)
        self._path = path
        self._known = self._content()
        if path is not None:
            self._watcher.addPaths([str(path), str(path.absolute().parent)])

    def look(self) -> None:
        """Compare now. A file that is gone is no news: saving brings it back."""
        content = self._content()
        if content is None or content == self._known:
            return
        self._known = content
        if self._path is not None and not self._watcher.files():
            self._watcher.addPath(str(self._path))
        self.changed.emit()

    def _content(self) -> bytes | None:
        try:
            return self._path.read_bytes() if self._path is not None else None
        except OSError:
            return None
