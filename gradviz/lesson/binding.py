"""``NAME=VALUE`` as given on a command line: a canonical name and a number, read like a number box."""

from __future__ import annotations

from collections.abc import Sequence

from gradviz.errors import ReadError, UsageError
from gradviz.graph.build import read
from gradviz.graph.graph import Graph
from gradviz.graph.number_box import read_number
from gradviz.i18n import Message
from gradviz.language.limits import LARGE
from gradviz.language.names import canonical
from gradviz.lesson.lesson import Lesson


def with_values(lesson: Lesson, graph: Graph, items: Sequence[str]) -> Lesson:
    """The lesson, whose graph is ``graph``, with every ``NAME=VALUE`` put in; UsageError where a name comes twice.

    Where the text pins a leaf, its number is rewritten there; a name that is no leaf is a BindingError.
    """
    seen = set()
    for item in items:
        name, value = binding(item)
        if name in seen:
            raise UsageError("usage", Message("--set gives {name} twice.", name=name))
        seen.add(name)
        lesson = lesson.with_value(graph, name, value)
        if any(leaf.name == name and leaf.value_origin for leaf in graph.variables):
            graph = read(lesson.text, limits=LARGE)
    return lesson


def binding(item: str) -> tuple[str, float]:
    """``"w_1 = 1/3"`` as canonical name and number; :class:`UsageError` says what is wrong with it."""
    name, equals, number = item.partition("=")
    if not (equals and name.strip() and number.strip()):
        raise UsageError("usage", Message("--set takes NAME=VALUE, not “{item}”.", item=item))
    try:
        return canonical(name.strip()), read_number(number)
    except ReadError as error:
        reason = Message("--set {item}: {reason}", item=item, reason=error.message)
        raise UsageError(error.code, reason, error.hint) from error
