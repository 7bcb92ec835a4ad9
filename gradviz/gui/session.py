"""The one live object of the window: it holds the frozen lesson and what follows from it.

Every edit makes a new lesson, derives everything first and pushes one undo command: how that goes stands here, which
edits there are in ``writing.py``, ``values.py``, ``views.py``, ``arranging.py``, ``folding.py`` and ``aiming.py``.
Nobody reaches into the session; everybody is told by signals that carry the whole value.
"""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from gradviz.gui.commands import Edit
from gradviz.gui.drawing import Drawing, Picture, Reroute
from gradviz.gui.notices import meant
from gradviz.gui.patience import Patience
from gradviz.gui.placing import Place
from gradviz.gui.state import State, derive
from gradviz.i18n import N_
from gradviz.language.limits import TYPED, Limits
from gradviz.lesson.lesson import Lesson

UNDO_LIMIT = 500


class Session(QObject):
    """The document being worked on, with all that follows from it: its ``state`` is ahead of its ``drawing`` while
    places are being found."""

    # after every edit, undo or opening: the Lesson as it is now
    lesson_changed = Signal(object)

    def __init__(self, place: Place, reroute: Reroute, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(UNDO_LIMIT)
        self.patience = Patience(self)
        self.state = derive(Lesson())
        self.drawing = Drawing(self.state, place, reroute, self)
        self._typing = False
        self._stretch = 0
        self.patience.rested.connect(self._settle)

    @property
    def lesson(self) -> Lesson:
        return self.state.lesson

    @property
    def picture(self) -> Picture | None:
        """What is shown; None while there is nothing to show."""
        return self.drawing.picture

    def open(self, lesson: Lesson, limits: Limits = TYPED) -> None:
        """Make ``lesson`` the document: nothing to undo, nothing to save."""
        self.stack.clear()
        self.drawing.forget()
        self._show(derive(lesson, None, limits))

    def edit(self, lesson: Lesson, name: str, run: Hashable | None = None, caret: int | None = None) -> None:
        """Put another lesson in place of this one, as an edit that can be undone.

        ``name`` is the edit's in the menu, untranslated. Neighbours with the same ``run`` are one edit until the
        stretch ends; with ``run`` None an edit stands alone. While someone types at ``caret`` (characters from the
        start of the text), complaints wait.
        """
        if lesson != self.lesson:
            self._typing = caret is not None
            self._push(derive(lesson, self.state, self.state.limits, caret), name, run)
            self._typing = False

    def replace(self, lesson: Lesson) -> None:
        """Go back to another lesson, as an edit that can be undone."""
        if lesson != self.lesson:
            self._push(derive(lesson, None, self.state.limits), N_("restoring"))

    def _push(self, after: State, name: str, run: Hashable | None = None) -> None:
        self.stack.push(Edit(self._show, self.state, after, name, None if run is None else (run, self._stretch)))

    def end_stretch(self) -> None:
        """The next edit begins a new undo command: a slider was let go, a word is complete."""
        self._stretch += 1

    def close(self) -> None:
        """The window goes: wait for what is still being placed."""
        self.drawing.finish()

    def _show(self, state: State) -> None:
        self.state = state
        self.lesson_changed.emit(state.lesson)
        self.drawing.show(state)
        remarks = meant(state.lesson, state.result.graph.remarks) if state.result and state.current else ()
        speak = self.patience.typed if self._typing else self.patience.show_now
        speak(state.reading, remarks)

    def _settle(self) -> None:
        """The hands rest: a text that can be read but was held back is shown now."""
        if not self.state.current and self.state.reading.program is not None:
            self.state = derive(self.lesson, self.state, self.state.limits)
            self.drawing.show(self.state)
