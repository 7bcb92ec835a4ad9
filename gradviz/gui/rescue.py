"""Unsaved work that outlives a crash: kept beside the log, never over the file, offered once at the next start.

Every window keeps its work in a file of its own (``unsaved-1.gradviz`` …) and holds a lock beside it as long as it
lives. A file whose lock nobody holds was left behind.
"""

from __future__ import annotations

import contextlib
import logging
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from gradviz.errors import GradvizError, OutputError
from gradviz.gui.settings import state_folder
from gradviz.i18n import Message
from gradviz.lesson import file
from gradviz.lesson.lesson import Lesson

log = logging.getLogger(__name__)

REST_MS, LONGEST_MS = 2_000, 10_000
"""The work is kept when nothing has changed for so long, and at the latest so long after the first unkept change."""

MOST_FILES = 50


@dataclass(frozen=True)
class Left:
    """Work that an earlier session left unsaved, and the file it lies in."""

    lesson: Lesson
    path: Path

    def forget(self) -> None:
        """It was taken up or given up."""
        _remove(self.path)


def left_behind() -> list[Left]:
    """What earlier sessions left unsaved and no living one looks after."""
    found = []
    for path in sorted(state_folder().glob("unsaved-*.gradviz")):
        lock = _lock_of(path)
        if not lock.tryLock(0):
            continue
        lock.unlock()
        try:
            found.append(Left(file.load(path), path))
        except GradvizError as trouble:
            log.info("the unsaved work cannot be read: %s", trouble)
    return found


def _lock_of(path: Path) -> QLockFile:
    lock = QLockFile(str(path.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # a lock is stale when its process is gone, however old it is
    return lock


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


class Rescue(QObject):
    """Keeps the unsaved work of one window some time after a change."""

    # unsaved work cannot be kept, told once: the OutputError
    troubled = Signal(object)

    def __init__(self, parent: QObject | None = None, *, rest_ms: int = REST_MS, longest_ms: int = LONGEST_MS) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self._lock: QLockFile | None = None
        self._lesson: Lesson | None = None
        self._told = False
        self._rest = QTimer(self, singleShot=True, interval=rest_ms)
        self._longest = QTimer(self, singleShot=True, interval=longest_ms)
        for timer in (self._rest, self._longest):
            timer.timeout.connect(self.keep)

    def follow(self, lesson: Lesson, modified: bool) -> None:
        """The document has changed; what is kept already is forgotten once there is nothing unsaved."""
        self._lesson = lesson if modified else None
        if not modified:
            self.end()
        else:
            self._rest.start()
            if not self._longest.isActive():
                self._longest.start()

    def keep(self) -> None:
        """Write the unsaved work down now."""
        self._halt()
        if self._lesson is None:
            return
        try:
            state_folder().mkdir(parents=True, exist_ok=True)
            self.path = self.path or self._claim()
            if self.path is not None:
                file.save(self._lesson, self.path)
        except (OSError, GradvizError) as trouble:
            log.info("unsaved work cannot be kept: %s", trouble)
            self._tell()

    def _tell(self) -> None:
        if not self._told:
            self._told = True
            said = Message("Unsaved work is not kept for you: {path} cannot be written.", path=state_folder())
            self.troubled.emit(OutputError("no-rescue", said, Message("Save it yourself.")))

    def end(self) -> None:
        """There is nothing unsaved any more, or it was given up: leave nothing behind."""
        self._halt()
        if self.path is not None:
            _remove(self.path)
            self.release()

    def release(self) -> None:
        """Look after the kept file no longer."""
        if self._lock is not None:
            self._lock.unlock()
        self.path = self._lock = None

    def _halt(self) -> None:
        self._rest.stop()
        self._longest.stop()

    def _claim(self) -> Path | None:
        """A file that is nobody's, locked; None where no lock can be had."""
        for number in range(1, MOST_FILES + 1):
            path = state_folder() / f"unsaved-{number}.gradviz"
            lock = _lock_of(path)
            if not path.exists() and lock.tryLock(0):
                self._lock = lock
                return path
        return None
