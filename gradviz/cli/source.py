"""What a command works on: typed text, a file, the standard input, a ``.gradviz`` document or a shipped lesson."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from gradviz.autodiff.engine import run
from gradviz.autodiff.run import Run
from gradviz.errors import BindingError, InputError
from gradviz.graph.build import VOCABULARY, read
from gradviz.graph.fold import choices
from gradviz.graph.graph import Graph
from gradviz.graph.reshape import unchanged
from gradviz.graph.ties import Ties
from gradviz.i18n import Message
from gradviz.language.limits import LARGE, TYPED, Limits
from gradviz.language.names import canonical
from gradviz.language.parser import Form, read_text
from gradviz.language.writing import written_out
from gradviz.lesson import file, library
from gradviz.lesson.binding import with_values
from gradviz.lesson.drawing import aimed, drawn
from gradviz.lesson.lesson import Lesson


@dataclass(frozen=True)
class Source:
    """A lesson and the limits its text has: small ones for text typed on the command line.

    A document has been on screen with a value for every leaf, so it is ``complete``: a leaf that was never touched
    has the value it was shown with. Any other text without a value is an error.
    """

    lesson: Lesson
    limits: Limits
    complete: bool = False
    form: Form = "text"

    def graph(self) -> Graph:
        return read(self.lesson.text, self.limits, self.form)

    def as_text(self) -> Source:
        """The same with its text, which can be read, in the typed language."""
        program = read_text(self.lesson.text, VOCABULARY, self.limits, self.form).program
        assert program is not None
        return replace(self, lesson=self.lesson.with_text(written_out(program)), form="text")


def find(source: str) -> Source:
    """What ``source`` means; :class:`InputError` when the file or lesson it names is missing or broken."""
    if source == "-":
        return Source(Lesson(text=_stdin()), LARGE)
    if source.startswith("lesson:"):
        return Source(library.load_lesson(source.removeprefix("lesson:")), LARGE)
    path = source.removeprefix("@")
    if file.is_lesson_file(path):
        return Source(file.load(path), LARGE, complete=True)
    if source.startswith("@"):
        return Source(Lesson(text=file.read_text(Path(path))), LARGE)
    return Source(Lesson(text=source), TYPED)


def prepare(arguments: Namespace) -> tuple[Lesson, Graph]:
    """The lesson that ``arguments.source`` names with ``--set`` and ``--ties`` put in, and its graph.

    ``arguments.read_text`` is left behind for whoever reports an error in it.
    """
    source = replace(find(arguments.source), form="latex" if arguments.latex else "text")
    arguments.read_text = source.lesson.text
    graph = source.graph()
    if arguments.latex and arguments.set and any(leaf.value_origin for leaf in graph.variables):
        source = source.as_text()  # in which numbers are rewritten
        graph = source.graph()
    lesson = source.lesson.with_leaves(graph) if source.complete else source.lesson
    lesson = with_values(lesson, graph, arguments.set)
    lesson = lesson.with_ties(chosen_ties(lesson.ties, arguments))
    if arguments.target is not None:
        lesson = lesson.with_target(known_target(graph, arguments.target))
    if lesson.text != source.lesson.text:
        arguments.read_text = lesson.text
        graph = replace(source, lesson=lesson).graph()
    return lesson, graph


def run_lesson(lesson: Lesson, graph: Graph) -> Run:
    """The recorded run, aimed at the lesson's target, gate by gate as typed; a leaf without a value is a
    :class:`~gradviz.errors.BindingError` that names it."""
    return _run(lesson, aimed(lesson, graph, unchanged(graph)).graph)


def run_drawn(lesson: Lesson, graph: Graph) -> Run:
    """The same of the graph as the lesson draws it, folded or taken apart."""
    return _run(lesson, drawn(lesson, graph).graph)


def _run(lesson: Lesson, graph: Graph) -> Run:
    free = (leaf.name for leaf in graph.variables if leaf.pinned is None)
    bindings = {name: lesson.values[name] for name in free if name in lesson.values}
    return run(graph, bindings, ties=lesson.ties)


def folds_called(graph: Graph, names: Iterable[str]) -> frozenset[str]:
    """The keys that fold the lines and calls of these ``names``; :class:`BindingError` for what is no fold."""
    found: set[str] = set()
    folds = [choice for choice in choices(graph) if choice.kind != "parts"]
    for name in names:
        keys = {choice.key for choice in folds if canonical(choice.name) == canonical(name)}
        if not keys:
            known = ", ".join(dict.fromkeys(choice.name for choice in folds))
            hint = Message("What can be folded: {names}.", names=known) if known else None
            raise BindingError("unknown-fold", Message("{name} cannot be folded into one gate.", name=name), hint)
        found |= keys
    return frozenset(found)


def known_target(graph: Graph, typed: str) -> str:
    """The key of the line or gate named ``typed`` ("#3" for an unnamed one); :class:`BindingError` where there is
    none."""
    key = typed if typed.startswith("#") else canonical(typed)
    if graph.node_called(key) is None:
        names = [name for name in map(graph.key, (gate.id for gate in graph.gates)) if not name.startswith("#")]
        hint = Message("Its lines are {names}.", names=", ".join(names)) if names else None
        raise BindingError("unknown-target", Message("There is no line or gate {name}.", name=typed), hint)
    return key


def chosen_ties(ties: Ties, arguments: Namespace) -> Ties:
    """The lesson's rule for ties with the options of the command line put over it."""
    rule = arguments.ties or ties.rule
    return Ties(rule, ties.seed if arguments.seed is None else arguments.seed)


def _stdin() -> str:
    if sys.stdin is None:
        raise InputError("no-stdin", Message("There is no standard input to read."))
    data = sys.stdin.buffer.read(file.MAX_BYTES + 1)
    if len(data) > file.MAX_BYTES:
        raise InputError("file-too-large", Message("The standard input is too large to be read by gradviz."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise InputError("not-text", Message("The standard input is not a text in UTF-8.")) from trouble
