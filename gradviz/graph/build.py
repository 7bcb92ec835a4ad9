"""From a syntax tree to a graph: user functions written out, repeated uses made explicit by copy gates.

    read("1 + exp(w1*x + w0)")      text in, graph out
    build(program)                  the same from a tree that was read before

Nothing is simplified: what was typed is what is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gradviz.errors import ReadError
from gradviz.graph.gates import GATES
from gradviz.graph.graph import Graph, Origin
from gradviz.graph.walk import Steps, walk
from gradviz.graph.wiring import Draft, DraftGate, Literal, Use, wire_up
from gradviz.i18n import Message
from gradviz.language.limits import TYPED, Limits
from gradviz.language.parser import Form, read_text
from gradviz.language.syntax import Apply, Assignment, Bare, Call, Definition, Expr, Name, Number, Program
from gradviz.language.uncollected import uncollected
from gradviz.language.vocabulary import Function, Vocabulary

VOCABULARY = Vocabulary(
    Function(kind.name, kind.spellings, kind.least, kind.most, kind.defaults)
    for kind in GATES.values()
    if kind.spellings
)
"""The functions of the gate table, for the reader."""


def read(text: str, limits: Limits = TYPED, form: Form = "text") -> Graph:
    """The graph of ``text``; its first problem is raised as a :class:`~gradviz.errors.ReadError`."""
    reading = read_text(text, VOCABULARY, limits, form)
    if reading.program is None:
        raise reading.problems[0]
    return build(reading.program, limits)


@uncollected()
def build(program: Program, limits: Limits = TYPED) -> Graph:
    """The graph of ``program``; ReadError ``too-many-gates`` where its functions, written out, exceed ``limits``."""
    builder = _Builder(program, limits)
    for index, line in enumerate(program.lines):
        builder.add_line(line, is_output=index == program.output)
    return wire_up(builder.draft, program)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What names mean inside a function's body, and the outermost call that led there; empty on a typed line."""

    arguments: dict[str, Use | Literal] = field(default_factory=dict)
    call: Call | None = None

    def origin(self, expr: Expr) -> Origin:
        here = Origin(expr.line, expr.span, expr.at)
        if self.call is None:
            return here
        return Origin(self.call.line, self.call.span, self.call.at, definition=here)


class _Builder:
    """Walks the lines in order and collects variables and gates in a draft."""

    def __init__(self, program: Program, limits: Limits) -> None:
        self.limits = limits
        self.draft = Draft()
        self.functions = {line.name: line for line in program.lines if isinstance(line, Definition)}
        self.calls = 0

    def add_line(self, line: Definition | Assignment | Bare, is_output: bool) -> None:
        if isinstance(line, Definition):
            return
        if isinstance(line, Assignment) and line.pinned is not None:
            found: Use | Literal = self._pinned_leaf(line)
        else:
            first_new = len(self.draft.gates)
            found = walk(self._value(line.value, _Scope()))
            if isinstance(line, Assignment):
                found = self._named(line, found, first_new)
        self.draft.end_line(line.line, line.name if isinstance(line, Assignment) else None, found, is_output)

    def _pinned_leaf(self, line: Assignment) -> Use:
        value = line.value
        leaf = self.draft.variable(line.name, Origin(line.line, line.span, line.name_span))
        leaf.pinned = line.pinned
        leaf.pinned_text = value.text if isinstance(value, Number) else repr(line.pinned)
        leaf.value_origin = Origin(line.line, line.value_span, value.at)
        return self.draft.use(leaf)

    def _named(self, line: Assignment, found: Use | Literal, first_new: int) -> Use:
        """The gate called ``line.name``: one that this line made, or a joint (``b = a``) behind what it refers to."""
        gate = found.node if isinstance(found, Use) else None
        if not isinstance(gate, DraftGate) or gate.number < first_new:
            gate = self.draft.gate("id", (found,), Origin(line.line, line.span, line.value.span))
        gate.name = line.name
        self.draft.named[line.name] = gate
        return self.draft.use(gate)

    def _value(self, expr: Expr, scope: _Scope) -> Steps:
        if isinstance(expr, Number):
            return Literal(expr.text, expr.value, scope.origin(expr))
        if isinstance(expr, Name):
            return self._meaning(expr, scope)
        inputs = []
        for item in expr.inputs:
            inputs.append((yield self._value(item, scope)))
        if isinstance(expr, Apply):
            self._check(len(self.draft.gates) + 1, scope.call or expr)
            return self.draft.use(self.draft.gate(expr.op, tuple(inputs), scope.origin(expr)))
        self.calls += 1
        self._check(self.calls, scope.call or expr)
        function = self.functions[expr.function]
        arguments = dict(zip(function.parameters, inputs, strict=True))
        return (yield self._value(function.body, _Scope(arguments, scope.call or expr)))

    def _meaning(self, name: Name, scope: _Scope) -> Use | Literal:
        """A parameter's argument, else a line named so, else a leaf; each mention is a use of its own."""
        argument = scope.arguments.get(name.name)
        if isinstance(argument, Literal):
            return argument
        if argument is not None:
            return self.draft.use(argument.node)
        return self.draft.use(self.draft.named.get(name.name) or self.draft.variable(name.name, scope.origin(name)))

    def _check(self, count: int, expr: Expr) -> None:
        if count > self.limits.gates:
            raise ReadError(
                "too-many-gates",
                Message(
                    "There are more than {limit} gates once the functions are written out.", limit=self.limits.gates
                ),
                Message("Call the function less often, or split the program."),
                line=expr.line,
                span=expr.span,
            )
