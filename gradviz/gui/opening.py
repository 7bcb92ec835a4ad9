"""Another document in place of the open one: an empty one, a file, a shipped lesson, a text."""

from __future__ import annotations

from pathlib import Path

from gradviz.gui.documents import AskPath, Documents, read_lesson
from gradviz.gui.pasting import as_typed
from gradviz.lesson import library
from gradviz.lesson.lesson import Lesson


class Opening:
    """Opens what is asked for, once the open document may go; what cannot be read changes nothing."""

    def __init__(self, documents: Documents, ask_path: AskPath) -> None:
        self._documents = documents
        self._ask_path = ask_path

    def new(self) -> None:
        """An empty document."""
        self._leave_for(Lesson())

    def open(self) -> None:
        """Ask for a file and open it."""
        now = self._documents.path
        path = self._ask_path("open", str(now.parent) if now else "")
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Open a .gradviz file, or any text as a program; a broken one changes nothing."""
        self._leave_for(self._documents.attempt(lambda: read_lesson(path)), path)

    def open_lesson(self, lesson_id: str) -> None:
        """Open a shipped lesson."""
        self._leave_for(self._documents.attempt(lambda: library.load_lesson(lesson_id)))

    def open_text(self, text: str) -> None:
        """Open a text, LaTeX included, as a new document."""
        self._leave_for(Lesson(text=as_typed(text) or text))

    def _leave_for(self, lesson: Lesson | None, path: Path | None = None) -> None:
        if lesson is not None and self._documents.may_leave():
            self._documents.take(lesson, path)
