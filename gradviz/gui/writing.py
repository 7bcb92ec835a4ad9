"""What is written in the program: a person types, or has a problem mended."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from gradviz.errors import ReadError
from gradviz.gui.session import Session
from gradviz.i18n import N_
from gradviz.language.fix import apply_fix
from gradviz.lesson.identity import of_its_text

WORD_REST_MS = 1000
"""A rest in typing after which the next key begins a new undo command."""


class Writing(QObject):
    """Edits the text of the session's lesson; what is typed is undone word by word."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._word_rest = QTimer(self, singleShot=True, interval=WORD_REST_MS)
        self._word_rest.timeout.connect(session.end_stretch)

    def type_text(self, text: str, caret: int) -> None:
        """A key was pressed in the program; ``caret`` counts characters from the start of the text."""
        session = self._session
        if text == session.lesson.text:
            return
        if text[max(0, caret - 1) : caret].isspace():
            session.end_stretch()
        session.edit(of_its_text(session.lesson.with_text(text)), N_("typing"), "text", caret)
        self._word_rest.start()

    def mend(self, problem: ReadError) -> None:
        """Write the fix of a problem into the text; of no effect once the text is another.

        Lines that only want another form are all written anew at once.
        """
        problems = self._session.state.reading.problems
        if problem not in problems or problem.fix is None:
            return
        alike = [each for each in problems if each.fix and each.fix.rewrites] if problem.fix.rewrites else [problem]
        lesson = self._session.lesson
        text = lesson.text
        for each in alike:
            text = apply_fix(text, each)
        self._session.end_stretch()
        self._session.edit(lesson.with_text(text), N_("mending"))
