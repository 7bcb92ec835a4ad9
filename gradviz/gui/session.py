"""The one live object of the window: it holds the frozen lesson and what follows from it.

Every edit makes a new lesson, derives everything first and pushes one undo command. The old picture stays until the
new one has its places. Nobody reaches into the session; everybody is told by signals that carry the whole value.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from gradviz.autodiff.run import Run
from gradviz.errors import ReadError
from gradviz.graph.graph import Graph, NodeId
from gradviz.graph.kin import Kin
from gradviz.graph.ties import Ties
from gradviz.gui.canvas.labels import OPTION, labels_of, toggled
from gradviz.gui.commands import Edit
from gradviz.gui.notices import meant
from gradviz.gui.patience import Patience
from gradviz.gui.placing import Place, Placing, Question
from gradviz.gui.state import Result, State, derive
from gradviz.i18n import N_
from gradviz.language.fix import apply_fix
from gradviz.language.limits import TYPED, Limits
from gradviz.layout.layout import Direction, Layout
from gradviz.layout.place import node_key
from gradviz.layout.reroute import THOROUGH, WHILE_DRAGGING, Effort
from gradviz.lesson.identity import of_its_text
from gradviz.lesson.lesson import Lesson, Role
from gradviz.numerals import Numerals
from gradviz.timeline.magnitudes import is_long_chain

UNDO_LIMIT = 500
WORD_REST_MS = 1000
"""A rest in typing after which the next key begins a new undo command."""

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


class Session(QObject):
    """The document being worked on. ``place`` finds places for a graph, ``reroute`` follows a dragged node."""

    # after every edit, undo or opening: the Lesson as it is now
    lesson_changed = Signal(object)
    # the picture has another structure, other places or other roles: graph, layout, roles, whether to glide there;
    # all None while there is nothing to show
    graph_changed = Signal(object, object, object, bool)
    # the numbers of the shown graph have changed: its Run
    run_changed = Signal(object)
    # the performance of the shown graph has changed: its Timeline, and whether it belongs to the document shown before
    timeline_changed = Signal(object, bool)
    # whether the graph of the text cannot be drawn; the picture before it stays
    undrawable = Signal(bool)

    def __init__(self, place: Place, reroute: Reroute, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(UNDO_LIMIT)
        self.patience = Patience(self)
        self.state = derive(Lesson())
        self.picture: Picture | None = None
        self._placing = Placing(place, self)
        self._reroute = reroute
        self._habit: Direction = "right"
        self._numerals = Numerals()
        self._typing = False
        self._stretch = 0
        self._word_rest = QTimer(self, singleShot=True, interval=WORD_REST_MS)
        self._word_rest.timeout.connect(self.end_stretch)
        self._placing.placed.connect(self._take_places)
        self._placing.failed.connect(lambda: self.undrawable.emit(True))
        self.patience.rested.connect(self._settle)

    @property
    def lesson(self) -> Lesson:
        return self.state.lesson

    @property
    def direction(self) -> Direction:
        """Which way the drawing flows."""
        return self.lesson.direction_for(self._habit)

    def open(self, lesson: Lesson, limits: Limits = TYPED) -> None:
        """Make ``lesson`` the document: nothing to undo, nothing to save."""
        self.stack.clear()
        self.picture = None
        self._show(derive(lesson, None, limits))

    def close(self) -> None:
        """The window goes: wait for what is still being placed."""
        self._placing.finish()

    # edits ------------------------------------------------------------------------------------------------------------

    def type_text(self, text: str, caret: int) -> None:
        """A key was pressed in the program; ``caret`` counts characters from the start of the text."""
        if text == self.lesson.text:
            return
        if text[max(0, caret - 1) : caret].isspace():
            self.end_stretch()
        after = derive(of_its_text(self.lesson.with_text(text)), self.state, self.state.limits, caret)
        self._typing = True
        self._push(after, N_("typing"), ("text", self._stretch))
        self._typing = False
        self._word_rest.start()

    def end_stretch(self) -> None:
        """The next edit begins a new undo command: a slider was let go, a word is complete."""
        self._stretch += 1

    def set_value(self, name: str, value: float) -> None:
        """Give the leaf ``name`` of the shown graph a value; moves of one drag are one edit."""
        self.set_values({name: value})

    def set_values(self, values: Mapping[str, float]) -> None:
        """Give several leaves of the shown graph values in one edit; moves of one drag are one edit too."""
        result, lesson = self.state.result, self.lesson
        if result is None:
            return
        for leaf in result.graph.variables:
            # the number of a pinned leaf may stand in a text that is being written just now
            if leaf.name in values and (leaf.pinned is None or self.state.current):
                lesson = lesson.with_value(result.graph, leaf.name, values[leaf.name])
        self._edit(lesson, N_("changing a value"), ("value", *values, self._stretch))

    def set_role(self, name: str, role: Role) -> None:
        """Mark the leaf ``name`` as an input or a parameter."""
        self._edit(self.lesson.with_role(name, role), N_("changing a role"))

    def set_ties(self, rule: str) -> None:
        """Choose who gets the gradient when inputs of max or min are equal."""
        self._edit(self.lesson.with_ties(Ties(rule, self.lesson.ties.seed)), N_("changing the tie rule"))

    def toggle_label(self, kind: str) -> None:
        """Put a kind of label on the canvas away, or back again."""
        labels = labels_of(self.lesson.view)
        self._edit(self.lesson.with_view(**{OPTION: toggled(labels, kind)}), N_("changing the labels"))

    def set_target(self, target: str) -> None:
        """Ask for the gradients of another node, by its key; of the program's own output where it is empty."""
        if target != self.lesson.target:
            self._edit(self.lesson.with_target(target), N_("changing the target"))

    @property
    def strip(self) -> bool:
        """Whether the gradient strip is shown: as chosen for the lesson, otherwise where the graph is a long chain."""
        chain = self.picture is not None and is_long_chain(self.picture.question.graph)
        return self.lesson.shows_strip(chain)

    def toggle_strip(self) -> None:
        """Put the gradient strip of this lesson away, or back again."""
        self._edit(self.lesson.with_view(strip=not self.strip), N_("changing the gradient strip"))

    def set_direction(self, direction: Direction) -> None:
        """Choose which way the drawing of this lesson flows."""
        if direction != self.direction:
            self._edit(self.lesson.with_direction(direction), N_("changing the direction"))

    def set_habit(self, direction: Direction) -> None:
        """Draw lessons that do not say which way they flow so; that is no edit."""
        before, self._habit = self.direction, direction
        if self.direction != before:
            self.lesson_changed.emit(self.lesson)
            self._show_result()

    def set_numerals(self, numerals: Numerals) -> None:
        """Leave so much room for numbers as ``numerals`` need; that is no edit."""
        if numerals != self._numerals:
            self._numerals = numerals
            self._show_result()

    def drag_node(self, node: NodeId, x: float, y: float) -> None:
        """The picture follows a node under the mouse; nothing is kept yet."""
        self._follow(node, (x, y), WHILE_DRAGGING)

    def _follow(self, node: NodeId, at: tuple[float, float], effort: Effort) -> None:
        if self.picture is not None:
            graph = self.picture.question.graph
            layout = self._reroute(graph, self.picture.layout, {node: at}, effort)
            self.picture = replace(self.picture, layout=layout)
            self.graph_changed.emit(graph, layout, self.picture.roles, False)

    def drop_node(self, node: NodeId, x: float, y: float) -> None:
        """A node was let go at a new place: kept, saved, undoable."""
        if self.picture is None:
            return
        self._follow(node, (x, y), THOROUGH)
        question = self.picture.question
        kept = self.lesson if self.direction == "right" else self.lesson.with_view(direction=self.direction)
        lesson = kept.with_moved(node_key(question.graph, node), (x, y))
        self.picture = replace(self.picture, question=replace(question, moved=dict(lesson.moved)))
        self._edit(lesson, N_("moving a node"))

    def set_shape(self, keys: Iterable[str], name: str) -> None:
        """Draw the program folded, taken apart or shared as ``keys`` say; ``name`` is the edit's in the menu."""
        self._edit(self.lesson.with_shape(keys), name)

    def lay_out_again(self) -> None:
        """Forget every dragged node."""
        self._edit(self.lesson.laid_out_again(), N_("laying out again"))

    def mend(self, problem: ReadError) -> None:
        """Write the fix of a problem into the text; of no effect once the text is another.

        Lines that only want another form are all written anew at once.
        """
        problems = self.state.reading.problems
        if problem not in problems or problem.fix is None:
            return
        alike = [each for each in problems if each.fix and each.fix.rewrites] if problem.fix.rewrites else [problem]
        text = self.lesson.text
        for each in alike:
            text = apply_fix(text, each)
        self.end_stretch()
        self._edit(self.lesson.with_text(text), N_("mending"))

    def replace(self, lesson: Lesson) -> None:
        """Put another lesson in place of this one, as an edit that can be undone."""
        if lesson != self.lesson:
            self._push(derive(lesson, None, self.state.limits), N_("restoring"))

    def _edit(self, lesson: Lesson, name: str, run: Hashable | None = None) -> None:
        if lesson != self.lesson:
            self._push(derive(lesson, self.state, self.state.limits), name, run)

    def _push(self, after: State, name: str, run: Hashable | None = None) -> None:
        self.stack.push(Edit(self._show, self.state, after, name, run))

    # showing ----------------------------------------------------------------------------------------------------------

    def _show(self, state: State) -> None:
        self.state = state
        self.lesson_changed.emit(state.lesson)
        self._show_result()
        remarks = meant(state.lesson, state.result.graph.remarks) if state.result and state.current else ()
        speak = self.patience.typed if self._typing else self.patience.show_now
        speak(state.reading, remarks)

    def _settle(self) -> None:
        """The hands rest: a text that can be read but was held back is shown now."""
        if not self.state.current and self.state.reading.program is not None:
            self.state = derive(self.lesson, self.state, self.state.limits)
            self._show_result()

    def _show_result(self) -> None:
        """Show what the state holds: at once where the places are known, otherwise when they are found."""
        result = self.state.result
        if result is None:
            self._placing.forget()
            self.picture = None
            self.graph_changed.emit(None, None, None, False)
            return
        question = Question.about(result.run, self.lesson, self._habit, self._numerals)
        if self.picture is None or not question.answered_by(self.picture.question):
            self._placing.ask(question)
            return
        self._placing.forget()
        self._paint(
            result, replace(self.picture, roles=self._roles(result), result=result, kin=None), self.picture, glide=False
        )

    def _take_places(self, question: Question, layout: Layout) -> None:
        if self.state.result is not None:
            result = self.state.result
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
        return {leaf.name: self.lesson.role(leaf.name) for leaf in result.graph.variables}

    def _kin(self, result: Result) -> Kin | None:
        """How the nodes of ``result`` come out of those that are seen now."""
        before = self.picture.result if self.picture is not None else None
        return Kin(before.shape, result.shape) if before is not None and before.typed is result.typed else None
