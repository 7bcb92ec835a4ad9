"""The open document and its file: saved, reverted, watched, remembered. How another takes its place: ``opening.py``.

Trouble is told through ``troubled`` and costs nothing that is open.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from gradviz.errors import GradvizError
from gradviz.gui import rescue
from gradviz.gui.session import Session
from gradviz.gui.settings import Memory
from gradviz.gui.watch import Watch
from gradviz.i18n import tr
from gradviz.language.limits import LARGE, TYPED
from gradviz.lesson import file
from gradviz.lesson.identity import in_language
from gradviz.lesson.lesson import Lesson

T = TypeVar("T")

AskPath = Callable[[str, str], Path | None]
"""``ask_path("open" | "save", suggestion)`` asks a person for a path."""


def read_lesson(path: Path) -> Lesson:
    """The lesson in a .gradviz file, or any other text as a program; InputError says what is wrong."""
    return file.load(path) if file.is_lesson_file(path.name) else Lesson(text=file.read_text(path))


def file_name(title: str) -> str:
    """A title as the name of a file."""
    kept = "".join(letter if letter.isalnum() or letter in "-_. " else " " for letter in title)
    return " ".join(kept.split())[:60] or "gradviz"


class Documents(QObject):
    """The document's file. ``ask_unsaved()`` asks a person what becomes of unsaved work ("save", "discard" or
    "cancel")."""

    # title, and whether there is unsaved work
    title_changed = Signal(str, bool)
    # a file could not be read or written: the GradvizError
    troubled = Signal(object)
    # a document was opened or saved
    succeeded = Signal()
    # the recent files have changed: a tuple of paths
    recent_changed = Signal(object)
    # another program has changed the open file
    changed_on_disk = Signal()

    def __init__(
        self,
        session: Session,
        memory: Memory,
        ask_path: AskPath,
        ask_unsaved: Callable[[], str],
    ) -> None:
        super().__init__(session)
        self.session = session
        self.memory = memory
        self.path: Path | None = None
        self._ask_path, self._ask_unsaved = ask_path, ask_unsaved
        self._saved: Lesson | None = session.lesson
        self._rescue = rescue.Rescue(self)
        self._rescue.troubled.connect(self.troubled)
        self._watch = Watch(self)
        self._watch.changed.connect(self.changed_on_disk)
        session.lesson_changed.connect(self._follow)

    # what is open -----------------------------------------------------------------------------------------------------

    @property
    def modified(self) -> bool:
        return self.session.lesson != self._saved

    @property
    def title(self) -> str:
        return self.path.stem if self.path else in_language(self.session.lesson).title or tr("Untitled")

    def tell(self) -> None:
        """Say title and recent files again: someone has begun to listen, or the language is another."""
        self.title_changed.emit(self.title, self.modified)
        self.recent_changed.emit(tuple(map(Path, self.memory.now.recent)))

    def _follow(self) -> None:
        self._rescue.follow(self.session.lesson, self.modified)
        self.title_changed.emit(self.title, self.modified)

    def take(self, lesson: Lesson, path: Path | None = None) -> None:
        """Make ``lesson`` the open document, as kept in ``path``. Files may hold more than one may type."""
        self._saved, self.path = lesson, path
        self._watch.follow(path)
        self.session.open(lesson, TYPED if path is None else LARGE)
        if path is not None:
            self.memory.remember_file(path.absolute())
        self.tell()
        self.succeeded.emit()

    def restore(self, lesson: Lesson) -> None:
        """Take up work that was left unsaved."""
        self.take(Lesson())
        self.session.replace(lesson)
        self._rescue.keep()

    def close(self) -> None:
        """The window goes, and all that was unsaved was saved or given up."""
        self._watch.follow(None)
        self._rescue.end()

    # the file ---------------------------------------------------------------------------------------------------------

    def revert(self) -> bool:
        """Go back to what the file holds: an edit like any other, which can be undone; whether it could be read."""
        path = self.path
        lesson = self.attempt(lambda: read_lesson(path)) if path is not None else None
        if lesson is not None:
            self.session.replace(lesson)
        return lesson is not None

    def reload(self) -> None:
        """Take what another program wrote into the file; this can be undone."""
        if self.revert():
            self._saved = self.session.lesson
            self._follow()

    def keep_mine(self) -> None:
        """Keep what is open though the file holds something else: it is unsaved work now."""
        self._saved = None
        self._follow()

    def save(self) -> bool:
        """Save to the document's file, asking for one the first time; whether it was saved."""
        return (
            self.save_as() if self.path is None or not file.is_lesson_file(self.path.name) else self._write(self.path)
        )

    def save_as(self) -> bool:
        """Ask for a file and save there; whether it was saved."""
        name = file_name(self.title) + file.SUFFIX
        path = self._ask_path("save", str(self.path.with_suffix(file.SUFFIX)) if self.path else name)
        if path is None:
            return False
        return self._write(path if file.is_lesson_file(path.name) else path.with_name(path.name + file.SUFFIX))

    def _write(self, path: Path) -> bool:
        lesson = self.session.lesson
        result = self.session.state.result
        complete = in_language(lesson.with_leaves(result.graph) if result else lesson)
        try:
            file.save(complete, path)
        except GradvizError as trouble:
            self.troubled.emit(trouble)
            return False
        self._saved, self.path = lesson, path
        self._watch.follow(path)
        self.memory.remember_file(path.absolute())
        self._follow()
        self.tell()
        self.succeeded.emit()
        return True

    def may_leave(self) -> bool:
        """Whether the open document may go: nothing unsaved, saved just now, or given up on purpose."""
        answer = self._ask_unsaved() if self.modified else "discard"
        return answer == "discard" or (answer == "save" and self.save())

    def clear_recent(self) -> None:
        """Forget the recent files."""
        self.memory.change(recent=())
        self.tell()

    def attempt(self, act: Callable[[], T]) -> T | None:
        """What ``act`` gives; None where it failed, which is told."""
        try:
            return act()
        except GradvizError as trouble:
            self.troubled.emit(trouble)
            return None
