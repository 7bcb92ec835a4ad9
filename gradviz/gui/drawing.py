"""What follows from the lesson as a picture: its graph in its places, its run, its performance.

The old picture stays until the new one has its places.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from gradviz.autodiff.run import Run
from gradviz.graph.graph import Graph, NodeId
from gradviz.graph.kin import Kin
from gradviz.gui.placing import Place, Placing, Question
from gradviz.gui.state import Result, State
from gradviz.layout.layout import Direction, Layout
from gradviz.layout.reroute import Effort
from gradviz.lesson.lesson import Role
from gradviz.numerals import Numerals

Reroute = Callable[[Graph, Layout, dict[NodeId, tuple[float, float]], Effort], Layout]
"""``reroute(graph, layout, moved, effort)``: the layout with some nodes elsewhere and their wires following."""


@dataclass(frozen=True, eq=False, slots=True)
class Picture:
    """What is shown: a graph's layout, the question it answers, the roles of its variables, and its run.

    The state may be ahead of it while places are being found. ``kin`` tells how it came out of the picture before,
    where both are drawings of one program; None where the program is another.
    """

    question: Question
    layout: Layout
    roles: dict[str, Role]
    result: Result
    kin: Kin | None = None

    @property
    def run(self) -> Run:
        return self.result.run


class Drawing(QObject):
    """The picture of a state. ``place`` finds places for a graph, ``reroute`` follows a dragged node.

    ``habit`` is the direction of lessons that do not say which way they flow.
    """

    # the picture has another structure, other places or other roles: graph, layout, roles, whether to glide there;
    # all None while there is nothing to show
    graph_changed = Signal(object, object, object, bool)
    # the numbers of the shown graph have changed: its Run
    run_changed = Signal(object)
    # the performance of the shown graph has changed: its Timeline, and whether it belongs to the document shown before
    timeline_changed = Signal(object, bool)
    # whether the graph of the text cannot be drawn; the picture before it stays
    undrawable = Signal(bool)

    def __init__(self, state: State, place: Place, reroute: Reroute, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.picture: Picture | None = None
        self.habit: Direction = "right"
        self._state = state
        self._numerals = Numerals()
        self._reroute = reroute
        self._placing = Placing(place, self)
        self._placing.placed.connect(self._take_places)
        self._placing.failed.connect(lambda: self.undrawable.emit(True))
        self.finish = self._placing.finish

    @property
    def direction(self) -> Direction:
        """Which way the lesson's drawing flows."""
        return self._state.lesson.direction_for(self.habit)

    def show(self, state: State) -> None:
        """Show what ``state`` holds: at once where the places are known, otherwise when they are found."""
        self._state = state
        self._show()

    def forget(self) -> None:
        """What comes next has nothing to do with what is shown."""
        self.picture = None

    def set_habit(self, direction: Direction) -> None:
        """Draw lessons that do not say which way they flow so; that is no edit."""
        before, self.habit = self.direction, direction
        if self.direction != before:
            self._show()

    def set_numerals(self, numerals: Numerals) -> None:
        """Leave so much room for numbers as ``numerals`` need; that is no edit."""
        if numerals != self._numerals:
            self._numerals = numerals
            self._show()

    def move(self, node: NodeId, at: tuple[float, float], effort: Effort) -> None:
        """Put a node elsewhere, and its wires with it; the lesson does not know of it yet."""
        if self.picture is not None:
            graph = self.picture.question.graph
            layout = self._reroute(graph, self.picture.layout, {node: at}, effort)
            self.picture = replace(self.picture, layout=layout)
            self.graph_changed.emit(graph, layout, self.picture.roles, False)

    def keep(self, moved: Mapping[str, tuple[float, float]]) -> None:
        """The nodes of the picture lie where ``moved`` says: an edit to that effect asks for no places."""
        if self.picture is not None:
            self.picture = replace(self.picture, question=replace(self.picture.question, moved=dict(moved)))

    def _show(self) -> None:
        result = self._state.result
        if result is None:
            self._placing.forget()
            self.picture = None
            self.graph_changed.emit(None, None, None, False)
            return
        question = Question.about(result.run, self._state.lesson, self.habit, self._numerals)
        if self.picture is None or not question.answered_by(self.picture.question):
            self._placing.ask(question)
            return
        self._placing.forget()
        again = replace(self.picture, roles=self._roles(result), result=result, kin=None)
        self._paint(result, again, self.picture, glide=False)

    def _take_places(self, question: Question, layout: Layout) -> None:
        result = self._state.result
        if result is not None:
            picture = Picture(question, layout, self._roles(result), result, self._kin(result))
            self._paint(result, picture, None, glide=self.picture is not None)

    def _paint(self, result: Result, picture: Picture, before: Picture | None, glide: bool) -> None:
        same_document = self.picture is not None
        self.picture = picture
        self.undrawable.emit(False)
        if before is None or before.roles != picture.roles:
            self.graph_changed.emit(picture.question.graph, picture.layout, picture.roles, glide)
        self.run_changed.emit(result.run)
        self.timeline_changed.emit(result.timeline, same_document)

    def _roles(self, result: Result) -> dict[str, Role]:
        return {leaf.name: self._state.lesson.role(leaf.name) for leaf in result.graph.variables}

    def _kin(self, result: Result) -> Kin | None:
        """How the nodes of ``result`` come out of those that are seen now."""
        before = self.picture.result if self.picture is not None else None
        return Kin(before.shape, result.shape) if before is not None and before.typed is result.typed else None
