"""What follows from a lesson, derived before anything changes on the screen: reading, graph, run and timeline.

``derive`` is a pure function. Text that cannot be read is kept; what was read last stays beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from gradviz.autodiff.engine import run
from gradviz.autodiff.listing import listing
from gradviz.autodiff.recorder import recorder
from gradviz.autodiff.run import Run
from gradviz.errors import ReadError
from gradviz.graph.build import VOCABULARY, build
from gradviz.graph.graph import Constant, Copy, Gate, Graph, Node
from gradviz.graph.reshape import Shape
from gradviz.language.limits import TYPED, Limits
from gradviz.language.names import settles
from gradviz.language.parser import read_text
from gradviz.language.syntax import Reading, given_names
from gradviz.lesson.drawing import aimed, drawn
from gradviz.lesson.following import following
from gradviz.lesson.lesson import Lesson, bindings_for
from gradviz.timeline.compose import compose
from gradviz.timeline.timeline import Timeline


@dataclass(frozen=True, eq=False)
class Result:
    """A graph as it was ``typed``, the ``shape`` in which it is drawn, the run and the performance of that."""

    typed: Graph
    shape: Shape
    run: Run
    timeline: Timeline

    @property
    def graph(self) -> Graph:
        """The graph that is drawn."""
        return self.shape.graph


@dataclass(frozen=True, eq=False)
class State:
    """A lesson and all that follows from it.

    ``result`` belongs to the last text that could be read (None before the first); ``current`` says whether that is
    the lesson's text. ``limits`` are those of the document.
    """

    lesson: Lesson
    reading: Reading
    result: Result | None
    current: bool
    limits: Limits = TYPED


def derive(lesson: Lesson, before: State | None = None, limits: Limits = TYPED, caret: int | None = None) -> State:
    """The state of ``lesson``, coming from ``before``.

    While someone types at ``caret`` (characters from the start of the text) in what may become a function's name, the
    old graph stays though the text can be read. Nothing is derived twice: the same text keeps its graph, the same
    values keep their run.
    """
    if before is not None and before.lesson.text == lesson.text and before.limits == limits and before.current:
        return State(lesson, before.reading, _ran(lesson, before.result, before), True, limits)
    reading, graph = _read(lesson.text, limits)
    kept = before.result if before is not None else None
    if graph is None or (kept is not None and not _settles(lesson.text[:caret], reading, kept.graph, caret)):
        return State(lesson, reading, _ran(lesson, kept, before), False, limits)
    lesson = lesson if kept is None else following(lesson, kept.typed, graph)
    return State(lesson, reading, _run(lesson, graph), True, limits)


def _read(text: str, limits: Limits) -> tuple[Reading, Graph | None]:
    reading = read_text(text, VOCABULARY, limits)
    if reading.program is None:
        return reading, None
    try:
        return reading, build(reading.program, limits)
    except ReadError as problem:
        return Reading(None, (problem,)), None


def _settles(text_before_caret: str, reading: Reading, shown: Graph, caret: int | None) -> bool:
    """Whether a text that can be read may be shown at once: a name it defines, or one that is shown, stays a name."""
    if caret is None or reading.program is None:
        return True
    known = set(given_names(reading.program)).union(leaf.name for leaf in shown.variables)
    return settles(text_before_caret, VOCABULARY, known)


def _ran(lesson: Lesson, result: Result | None, before: State | None) -> Result | None:
    """``result`` with the lesson's values; the same object where they did not change."""
    if result is None or before is None:
        return result
    if lesson.shape != before.lesson.shape:
        return _run(lesson, result.typed)
    same = bindings_for(lesson, result.graph) == dict(result.run.bindings) and lesson.ties == before.lesson.ties
    shape = aimed(lesson, result.typed, result.shape)
    return result if same and shape is result.shape else _moved(lesson, result, shape)


def _run(lesson: Lesson, graph: Graph) -> Result:
    shape = drawn(lesson, graph)
    return _performed(graph, shape, run(shape.graph, bindings_for(lesson, shape.graph), lesson.ties))


def _moved(lesson: Lesson, result: Result, shape: Shape) -> Result:
    """``result`` at other values: the first of many, as a rule, so that the graph is compiled."""
    done = recorder(shape.graph, lesson.ties).run(bindings_for(lesson, shape.graph))
    return _performed(result.typed, shape, done)


def _performed(typed: Graph, shape: Shape, done: Run) -> Result:
    return Result(typed, shape, done, compose(shape.graph, done, listing(shape.graph, done.ties)))


def structure(graph: Graph) -> tuple[object, ...]:
    """All of a graph that its layout depends on: equal structures keep their places."""
    return (tuple(map(_kind, graph.nodes)), graph.wires, graph.labels, graph.output, graph.output_name)


def _kind(node: Node) -> tuple[object, ...]:
    if isinstance(node, Gate):
        return ("gate", node.op, node.kind.symbol, node.name)
    if isinstance(node, Copy):
        return ("copy", node.source)
    return ("constant", node.text) if isinstance(node, Constant) else ("variable", node.name)
