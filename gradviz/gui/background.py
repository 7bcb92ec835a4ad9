"""Work beside the window, which goes on reacting; only the answer to the question asked last counts."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

log = logging.getLogger(__name__)


class _Answer(QObject):
    # a job is done: its number, what it gave
    ready = Signal(int, object)


class _Job(QRunnable):
    """One piece of work; it knows nothing of the window but where to send its answer."""

    def __init__(self, number: int, work: Callable[[], object], answer: _Answer) -> None:
        super().__init__()
        self._number, self._work, self._answer = number, work, answer

    def run(self) -> None:
        try:
            found = self._work()
        except Exception:
            log.exception("work beside the window failed")
            found = None
        self._answer.ready.emit(self._number, found)


class Background(QObject):
    """Answers questions in threads, at most ``threads`` of them at a time."""

    # the answer to the last question
    answered = Signal(object)
    # the work on the last question failed, it stays without an answer
    failed = Signal()

    def __init__(self, threads: int = 1, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._answer = _Answer(self)
        self._answer.ready.connect(self._take)

    def ask(self, work: Callable[[], object]) -> None:
        """Begin ``work``; an earlier question that is still open will not be answered."""
        self.forget()
        self._pool.start(_Job(self._number, work, self._answer))

    def forget(self) -> None:
        """Whatever was asked is no longer wanted."""
        self._number += 1
        self._pool.clear()

    def finish(self) -> None:
        """Wait for what is running: called before the window goes."""
        self.forget()
        self._pool.waitForDone()

    def _take(self, number: int, found: object) -> None:
        if number == self._number:
            self.failed.emit() if found is None else self.answered.emit(found)
