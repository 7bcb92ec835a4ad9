"""The syntax tree as typed: every node with its place in the text, nothing simplified.

Nodes compare by identity: the two ``x`` of ``x*x`` are two nodes. ``span`` is the whole sub-expression with its
brackets, ``at`` the operator or function name (for an implicit product the gap, for ``e^u`` the ``e``); both are
half-open, 0-based characters of the line with number ``line`` (0-based).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gradviz.errors import ReadError, Span
from gradviz.i18n import Message


@dataclass(frozen=True, eq=False, slots=True)
class Number:
    """A number as typed (``0.50`` stays ``0.50``), or a named constant (``pi``, ``e``)."""

    text: str
    value: float
    line: int
    span: Span
    at: Span


@dataclass(frozen=True, eq=False, slots=True)
class Name:
    """A variable, a named line or a parameter; ``name`` is canonical (``w₁`` is ``w1``), ``typed`` as written."""

    name: str
    typed: str
    line: int
    span: Span
    at: Span


@dataclass(frozen=True, eq=False, slots=True)
class Apply:
    """A gate applied to inputs in the order typed; ``op`` is its name in the vocabulary (``"add"``, ``"exp"``)."""

    op: str
    inputs: tuple[Expr, ...]
    line: int
    span: Span
    at: Span


@dataclass(frozen=True, eq=False, slots=True)
class Call:
    """A call of the user's own function; written out when the graph is built."""

    function: str
    inputs: tuple[Expr, ...]
    line: int
    span: Span
    at: Span


Expr = Number | Name | Apply | Call


@dataclass(frozen=True, eq=False, slots=True)
class Definition:
    """``f(x, y) = body``."""

    name: str
    parameters: tuple[str, ...]
    body: Expr
    line: int
    span: Span
    name_span: Span


@dataclass(frozen=True, eq=False, slots=True)
class Assignment:
    """``name = value``; ``pinned`` when the value is only a number, with or without a sign: a leaf with that value.

    ``value_span`` is the place of the number in the text, which a slider rewrites.
    """

    name: str
    typed: str
    value: Expr
    pinned: float | None
    line: int
    span: Span
    name_span: Span
    value_span: Span


@dataclass(frozen=True, eq=False, slots=True)
class Bare:
    """A line that is only an expression."""

    value: Expr
    line: int
    span: Span


Line = Definition | Assignment | Bare


@dataclass(frozen=True, eq=False, slots=True)
class Remark:
    """Something worth saying beside a graph that was read; shaped like an error, but nothing is wrong."""

    code: str
    message: Message
    line: int
    span: Span
    hint: Message | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Program:
    """Typed text that was read: its lines that hold something, in order, with the remarks made on the way.

    ``output`` indexes ``lines``: the last one that is not a function. ``output_name`` is its name; a bare line is
    called ``f``, or ``out`` where the program already uses ``f``.
    """

    text: str
    lines: tuple[Line, ...]
    output: int
    output_name: str
    remarks: tuple[Remark, ...] = ()


def given_names(program: Program) -> Iterator[str]:
    """Every name that a line of ``program`` gives: to its value, to a function or to a parameter."""
    for line in program.lines:
        if isinstance(line, Definition):
            yield from line.parameters
        if not isinstance(line, Bare):
            yield line.name


@dataclass(frozen=True, eq=False, slots=True)
class Reading:
    """What reading gave: a program, or the problem that stands in its way (and every other line's problems).

    ``problems`` is empty exactly when ``program`` is there. ``unfinished`` says that typing on may mend it: show it
    calmly, keep the old picture.
    """

    program: Program | None
    problems: tuple[ReadError, ...] = ()

    @property
    def unfinished(self) -> bool:
        return bool(self.problems) and all(problem.unfinished for problem in self.problems)
