"""The one undo command: an edit of the lesson, with everything derived from it, before and after."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtGui import QUndoCommand

from gradviz.gui.state import State

MERGING = 1
"""The id Qt compares before it asks two neighbouring commands to become one."""


class Edit(QUndoCommand):
    """Shows ``after`` when done and ``before`` when undone.

    ``name`` is the untranslated text of the menu ("typing"). Neighbours with the same ``run`` (one drag of a slider,
    one stretch of typing) become one; with ``run`` None an edit stands alone.
    """

    def __init__(
        self, show: Callable[[State], None], before: State, after: State, name: str, run: Hashable | None = None
    ) -> None:
        super().__init__(name)
        self._show = show
        self._before = before
        self._after = after
        self._run = run

    def redo(self) -> None:
        self._show(self._after)

    def undo(self) -> None:
        self._show(self._before)

    def id(self) -> int:
        return -1 if self._run is None else MERGING

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Edit) or other._run != self._run:
            return False
        self._after = other._after
        self.setObsolete(self._after.lesson == self._before.lesson)
        return True
