"""Unsaved work that outlives a crash: kept beside the log, never over the file, offered once at the next start."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from gradviz.errors import GradvizError
from gradviz.gui.settings import state_folder
from gradviz.lesson import file
from gradviz.lesson.lesson import Lesson

log = logging.getLogger(__name__)

REST_MS = 30_000
"""So long after the first unsaved change the work is kept."""


def rescued_file() -> Path:
    """Where unsaved work is kept."""
    return state_folder() / "unsaved.gradviz"


def rescued() -> Lesson | None:
    """What an earlier session left unsaved; None where there is nothing of use."""
    if not rescued_file().is_file():
        return None
    try:
        return file.load(rescued_file())
    except GradvizError as trouble:
        log.info("the unsaved work cannot be read: %s", trouble)
        return None


def forget() -> None:
    """The work was saved or given up."""
    with contextlib.suppress(OSError):
        rescued_file().unlink(missing_ok=True)


class Rescue(QObject):
    """Keeps unsaved work some time after a change."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lesson: Lesson | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.keep)

    def follow(self, lesson: Lesson, modified: bool) -> None:
        """The document has changed; what is kept already is forgotten once there is nothing unsaved."""
        self._lesson = lesson if modified else None
        if not modified:
            self._rest.stop()
        elif not self._rest.isActive():
            self._rest.start()

    def keep(self) -> None:
        """Write the unsaved work down now."""
        if self._lesson is None:
            return
        try:
            rescued_file().parent.mkdir(parents=True, exist_ok=True)
            file.save(self._lesson, rescued_file())
        except (OSError, GradvizError) as trouble:
            log.info("unsaved work cannot be kept: %s", trouble)
