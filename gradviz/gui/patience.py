"""When to speak of a problem in the text: not while someone is typing, and calmly while it may mend itself."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from gradviz.errors import ReadError
from gradviz.language.syntax import Reading, Remark

MISTAKE_REST_MS = 250
UNFINISHED_REST_MS = 800


@dataclass(frozen=True, eq=False, slots=True)
class Notice:
    """What is said below the program: ``problems`` that stand in its way, or ``remarks`` beside a graph.

    ``calm`` while the text is only unfinished: grey, nothing is wrong yet.
    """

    problems: tuple[ReadError, ...] = ()
    remarks: tuple[Remark, ...] = ()
    calm: bool = False


class Patience(QObject):
    """Waits for a rest in typing before it speaks."""

    # what is to be said of the text has changed: a Notice
    notice_changed = Signal(object)
    # the hands have rested long enough for a picture that waited to follow
    rested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reading: Reading | None = None
        self._remarks: tuple[Remark, ...] = ()
        self._brief = self._timer(MISTAKE_REST_MS, self._after_brief_rest)
        self._long = self._timer(UNFINISHED_REST_MS, self.hurry)

    def _timer(self, interval_ms: int, then: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(then)
        return timer

    def typed(self, reading: Reading, remarks: tuple[Remark, ...] = ()) -> None:
        """A key was pressed: good text is good at once, anything else waits."""
        self._reading, self._remarks = reading, remarks
        if not reading.problems:
            self.notice_changed.emit(Notice(remarks=remarks))
        self._brief.start()
        self._long.start()

    def show_now(self, reading: Reading, remarks: tuple[Remark, ...] = ()) -> None:
        """The text came from elsewhere (a file, undo): nobody is in the middle of a word."""
        self._reading, self._remarks = reading, remarks
        self.hurry()

    def hurry(self) -> None:
        """The rest was long, or the editor was left: say what there is to say."""
        self._brief.stop()
        self._long.stop()
        self._speak(calm=False)
        self.rested.emit()

    def _after_brief_rest(self) -> None:
        assert self._reading is not None
        self._speak(calm=self._reading.unfinished)

    def _speak(self, calm: bool) -> None:
        if self._reading is None:
            return
        beginning = bool(self._reading.problems) and all(each.code == "empty" for each in self._reading.problems)
        self.notice_changed.emit(Notice(self._reading.problems, self._remarks, calm or beginning))
