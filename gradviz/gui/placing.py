"""Finds places for graphs beside the window, which goes on reacting; only the answer asked for last counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from gradviz.autodiff.run import Run
from gradviz.graph.graph import Graph
from gradviz.gui.background import Background
from gradviz.gui.state import structure
from gradviz.layout.layout import Direction, Geometry, Layout
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import Numerals

DIGITS = Geometry().seat_digits
USUAL = Numerals()


@dataclass(frozen=True, eq=False, slots=True)
class Question:
    """A graph that wants places: where nodes were dragged to, how many characters its widest number has, where the
    drawing flows to."""

    graph: Graph
    moved: dict[str, tuple[float, float]]
    seat_digits: int = DIGITS
    direction: Direction = "right"

    @classmethod
    def about(cls, run: Run, lesson: Lesson, habit: Direction = "right", numerals: Numerals = USUAL) -> Question:
        """How ``lesson`` wants to see the graph of ``run``; ``habit`` is the direction where it does not say,
        ``numerals`` write the numbers."""
        return cls(run.graph, dict(lesson.moved), widest(run, numerals), lesson.direction_for(habit))

    def answered_by(self, other: Question) -> bool:
        """Whether the places found for ``other`` are right for this one too."""
        return (
            self.moved == other.moved
            and self.direction == other.direction
            and self.seat_digits <= other.seat_digits
            and structure(self.graph) == structure(other.graph)
        )


def widest(run: Run, numerals: Numerals = USUAL) -> int:
    """Characters of the widest number, as ``numerals`` write it, that a seat of this run must hold; never less than the
    usual seat has."""
    numbers = {*run.node_values, *run.node_gradients, *run.wire_gradients}
    return max(DIGITS, *(len(numerals.text(number)) for number in numbers))


Place = Callable[[Question], Layout]
"""Called outside the window's thread."""


class Placing(QObject):
    """Asks for places beside the window and hands on the answer that is still wanted."""

    # the places asked for last are there: the question and the layout
    placed = Signal(object, object)
    # no places could be found for the graph asked about last
    failed = Signal()

    def __init__(self, place: Place, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._open: Question | None = None
        self._background = Background(threads=2, parent=self)
        self._background.answered.connect(self._take)
        self._background.failed.connect(self._fail)
        self.finish = self._background.finish

    def ask(self, question: Question) -> None:
        """Begin finding places. A like question that is still open goes on: a dragged slider starves nobody."""
        if self._open is None or not question.answered_by(self._open):
            self._open = question
            place = self._place
            self._background.ask(lambda: place(question))

    def forget(self) -> None:
        """Whatever was asked is no longer wanted."""
        self._open = None
        self._background.forget()

    def _take(self, layout: Layout) -> None:
        question, self._open = self._open, None
        self.placed.emit(question, layout)

    def _fail(self) -> None:
        self._open = None
        self.failed.emit()
