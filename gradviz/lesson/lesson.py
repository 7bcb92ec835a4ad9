"""A lesson: the whole state that a file keeps, as one frozen value. Every edit makes a new one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import isfinite
from types import MappingProxyType
from typing import Any, Literal

from gradviz.errors import BindingError
from gradviz.graph.graph import Graph, Variable
from gradviz.graph.ties import Ties
from gradviz.i18n import Message
from gradviz.layout.layout import DIRECTIONS, Direction

Role = Literal["input", "parameter"]
ROLES: tuple[Role, ...] = ("input", "parameter")

DEFAULT_VALUE = 1.0
"""The value a new variable starts with."""

SLIDER_REACH = 5.0
"""A slider spans −5…5 unless its value lies outside."""


@dataclass(frozen=True)
class Lesson:
    """The raw text as typed, finished or not, and everything else that is saved with it.

    ``values`` and ``roles`` are keyed by the canonical name of a leaf; names that vanish from the text keep both, so
    that they come back with them. ``target`` is the key of the node whose gradients are asked for, empty for the
    program's own output; ``shape`` holds the keys (graph/fold.py) of what is drawn folded, taken apart or shared, kept
    for what vanishes from the text as well. ``moved`` holds the places (x, y), in scene units, of nodes that were
    dragged, by node key; ``view`` the view options; ``unknown`` the fields of a file that this version does not know.
    ``lesson_id`` names the shipped lesson this one began as, or is empty.
    """

    text: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    ties: Ties = field(default_factory=Ties)
    target: str = ""
    moved: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    view: Mapping[str, Any] = field(default_factory=dict)
    shape: frozenset[str] = frozenset()
    title: str = ""
    note: str = ""
    lesson_id: str = ""
    unknown: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("values", "roles", "moved", "view", "unknown"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def role(self, name: str) -> Role:
        """What the leaf ``name`` is: as chosen, otherwise by its name."""
        return self.roles.get(name) or ("parameter" if is_parameter_name(name) else "input")

    def with_text(self, text: str) -> Lesson:
        """The same with another text; values and roles of names that vanish stay."""
        return replace(self, text=text)

    def with_value(self, graph: Graph, name: str, value: float) -> Lesson:
        """The same with the leaf ``name`` of ``graph`` at ``value`` (finite).

        Where the text itself pins the leaf (``x = 1``), the number in the text is rewritten, as a slider does.
        """
        if not isfinite(value):
            raise ValueError(f"the value of a leaf must be finite, not {value}")
        leaf = _leaf(graph, name)
        text = self.text if leaf.value_origin is None else _rewritten(self.text, leaf, value)
        return replace(self, text=text, values={**self.values, name: float(value)})

    def with_role(self, name: str, role: Role) -> Lesson:
        """The same with the leaf ``name`` marked as an input or a parameter."""
        if role not in ROLES:
            raise ValueError(f"role {role!r} is not one of {ROLES}")
        return replace(self, roles={**self.roles, name: role})

    def with_ties(self, ties: Ties) -> Lesson:
        """The same with another convention for equal inputs of max and min."""
        return replace(self, ties=ties)

    def with_target(self, target: str) -> Lesson:
        """The same asked for the gradients of another node, by its key; of the program's output where it is empty."""
        return replace(self, target=target)

    def with_moved(self, key: str, place: tuple[float, float]) -> Lesson:
        """The same with the node ``key`` dragged to ``place`` (scene units)."""
        return replace(self, moved={**self.moved, key: place})

    def laid_out_again(self) -> Lesson:
        """The same with every dragged node forgotten."""
        return replace(self, moved={})

    def with_view(self, **options: Any) -> Lesson:
        """The same with some view options changed."""
        return replace(self, view={**self.view, **options})

    def with_shape(self, keys: Iterable[str]) -> Lesson:
        """The same drawn as ``keys`` say: folded, taken apart, shared."""
        return replace(self, shape=frozenset(keys))

    @property
    def direction(self) -> Direction:
        """Which way the drawing flows: from left to right unless another direction was chosen."""
        return self.direction_for("right")

    def direction_for(self, habit: Direction) -> Direction:
        """Which way the drawing flows for a person who likes ``habit``: as chosen for this lesson, otherwise so. Where
        nodes were dragged without a choice, they were dragged in a drawing from left to right."""
        chosen = self.view.get("direction")
        return next((each for each in DIRECTIONS if each == chosen), "right" if self.moved else habit)

    def shows_strip(self, otherwise: bool) -> bool:
        """Whether the gradient strip stands under the picture: as chosen for this lesson, ``otherwise`` so."""
        chosen = self.view.get("strip")
        return chosen if isinstance(chosen, bool) else otherwise

    def with_direction(self, direction: Direction) -> Lesson:
        """The same drawn the other way. Nodes that were dragged stood well in the old drawing only: they are forgotten
        where the direction changes."""
        if direction not in DIRECTIONS:
            raise ValueError(f"direction {direction!r} is not one of {DIRECTIONS}")
        turned = self.with_view(direction=direction)
        return turned if direction == self.direction else turned.laid_out_again()

    def with_leaves(self, graph: Graph) -> Lesson:
        """The same with the value of every leaf of ``graph`` written down, those included that were never touched."""
        return replace(self, values={**self.values, **bindings_for(self, graph)})


def is_parameter_name(name: str) -> bool:
    """Whether a new variable is taken for a parameter: its name starts with w, b, v or theta."""
    return name.startswith(("w", "b", "v", "theta"))


def slider_range(value: float) -> tuple[float, float]:
    """The ends of a slider: −5…5, or the next of ±10, ±20, ±50, ±100 … that holds ``value``."""
    reach = SLIDER_REACH
    steps = (2.0, 2.0, 2.5)
    turn = 0
    while reach < abs(value) < float("inf"):
        reach *= steps[turn % 3]
        turn += 1
    return -reach, reach


def bindings_for(lesson: Lesson, graph: Graph) -> dict[str, float]:
    """A value for every leaf of ``graph``: what the text pins, what the lesson holds, otherwise 1."""
    return {
        leaf.name: lesson.values.get(leaf.name, DEFAULT_VALUE) if leaf.pinned is None else leaf.pinned
        for leaf in graph.variables
    }


def typed_number(value: float) -> str:
    """A finite number as the typed language writes it: ``2``, ``-0.5``, ``1e-07``, ``1e22``; reads back exactly."""
    text = repr(float(value)).replace("e+", "e")
    return text.removesuffix(".0")


def _leaf(graph: Graph, name: str) -> Variable:
    for leaf in graph.variables:
        if leaf.name == name:
            return leaf
    names = ", ".join(leaf.name for leaf in graph.variables)
    hint = Message("Its variables are {names}.", names=names) if names else None
    raise BindingError("unknown-leaf", Message("The expression has no variable {name}.", name=name), hint)


def _rewritten(text: str, leaf: Variable, value: float) -> str:
    """``text`` with the number that pins ``leaf`` replaced; line ends stay as they are."""
    assert leaf.value_origin is not None
    lines = re.split(r"(?<=\n)", text)
    start, end = leaf.value_origin.span
    line = lines[leaf.value_origin.line]
    lines[leaf.value_origin.line] = line[:start] + typed_number(value) + line[end:]
    return "".join(lines)
