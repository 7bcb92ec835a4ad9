"""Folding: part of a graph drawn as one gate, a gate taken apart, equal sub-expressions shared. All of it is a view.

    choices(graph)                  what can be folded or taken apart, each with a key that a lesson can keep
    shape(graph, keys)              the graph so folded, and where every node went: ``Shape``
    share(graph)                    the graph with equal sub-expressions computed once

Keys are those of the graph as typed: ``line:a`` folds what the line a computes, ``call:#7`` what the call of a user
function that ends in gate 7 does, ``parts:#3`` takes gate 3 apart as the gate table says, ``share`` shares. A folded
gate computes what its gates compute (:class:`Box`), so that values stay the same to the last bit; the graph knows the
``whole`` it stands for, which the listing, SymPy and the compiled form go by.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import heapify, heappop, heappush
from typing import Literal as OneOf

from gradviz.graph.build import read
from gradviz.graph.gate import GateKind, Latex, Lines
from gradviz.graph.gates import GATES
from gradviz.graph.graph import Constant, Copy, Gate, Graph, NodeId, Whole
from gradviz.graph.ieee import Value
from gradviz.graph.reshape import Rebuilding, Shape, unchanged
from gradviz.graph.ties import Ties

SHARE = "share"
"""The key that shares equal sub-expressions."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be drawn another way: ``key`` for a lesson, ``name`` for a person; ``result`` is the gate that
    stays or is taken apart, ``gates`` all that would be folded (node ids of the graph as typed)."""

    key: str
    kind: OneOf["line", "call", "parts"]
    name: str
    result: NodeId
    gates: frozenset[NodeId]


@dataclass(frozen=True, eq=False)
class Box:
    """The gates folded into one: a graph of their own with ``inputs`` for leaves and one ``result``."""

    gates: tuple[Gate, ...]
    constants: Mapping[NodeId, float]
    inputs: tuple[NodeId, ...]
    result: NodeId

    def forward(self, *inputs: Value) -> Value:
        """What the gates compute, one after the other."""
        return self._values(inputs)[self.result]

    def slopes(self, inputs: tuple[Value, ...], ties: Ties) -> tuple[Value, ...]:
        """∂result/∂input for every input: backpropagation inside the box, with the seed 1 at its result."""
        values, gradients = self._values(inputs), {self.result: 1.0}
        for gate in reversed(self.gates):
            upstream = gradients.get(gate.id)
            if upstream is None:
                continue
            given = tuple(values[source] for source in gate.inputs)
            locals_ = gate.kind.locals(values[gate.id], given, ties, gate.token)
            for source, local in zip(gate.inputs, locals_, strict=True):
                gradients[source] = gradients.get(source, 0.0) + upstream * local
        return tuple(gradients.get(source, 0.0) for source in self.inputs)

    def piece(self, inputs: tuple[Value, ...]) -> tuple[Hashable, ...]:
        """The smooth pieces on which the gates are."""
        values = self._values(inputs)
        return tuple(gate.kind.piece(tuple(values[source] for source in gate.inputs)) for gate in self.gates)

    def smooth(self) -> bool:
        """Whether no gate has a kink or a pole."""
        return all(gate.kind.smooth() for gate in self.gates)

    def _values(self, inputs: tuple[Value, ...]) -> dict[NodeId, Value]:
        values = {**self.constants, **dict(zip(self.inputs, inputs, strict=True))}
        for gate in self.gates:
            values[gate.id] = gate.kind.forward(*(values[source] for source in gate.inputs))
        return values

    def kind(self, name: str) -> GateKind:
        """An entry for the box as the gate table has them; in code and formulas it looks like a function ``name``."""
        word = name.replace("_", r"\_")
        command = rf"\operatorname{{{{{word}}}}}\left({{all}}\right)"
        return replace(
            GATES["fold"],
            name=name,
            symbol=name,
            forward=self.forward,
            partials=None,
            inside=self,
            listing=Lines(f"{name}({{all}})", ("{d}",)),
            latex=Latex(command),
            least=len(self.inputs),
            most=len(self.inputs),
        )


def choices(graph: Graph) -> tuple[Choice, ...]:
    """Everything in ``graph``, as typed, that can be folded or taken apart: lines, calls, gates made of others."""
    return (*_lines(graph), *_calls(graph), *_made_of_parts(graph))


def shape(graph: Graph, keys: Iterable[str]) -> Shape:
    """``graph``, as typed, drawn as ``keys`` say; a key that means nothing in it is passed over.

    Where one fold lies within another the larger one is drawn.
    """
    wanted = set(keys)
    own = graph.aimed_at(graph.own[0])
    first = share(own) if SHARE in wanted else unchanged(own)
    apart = [choice.result for choice in _made_of_parts(first.graph) if choice.key in wanted]
    unfolded = _taken_apart(first, apart)
    if SHARE in wanted and apart:
        unfolded = unfolded.then(share(unfolded.graph))  # parts may be equal to each other, or to what was typed
    folds = [choice for choice in (*_lines(first.graph), *_calls(first.graph)) if choice.key in wanted]
    result = _folded(first, unfolded, folds)
    target = result.new_of[graph.output]
    return replace(result, graph=result.graph.aimed_at(target)) if graph.aimed else result


def share(graph: Graph) -> Shape:
    """``graph`` with every sub-expression that stands there twice, the same gates over the same leaves and numbers in
    the same order, computed once.

    The values and the gradients of the leaves stay, but for ties drawn at random, which equal gates now draw together;
    the gradient of a line that others now share adds up over all its uses. Two lines with names of their own stay two
    (:func:`alike`).
    """
    made = Rebuilding(graph)
    seen: dict[tuple[object, ...], Gate] = {}
    for gate in graph.gates:
        inputs = [made.identity(source) for source in gate.inputs]
        before = None if gate.kind.joint else seen.get((gate.op, *inputs))
        if before is None or (gate.name and made.name_of(before)):
            made.keep(gate)
            seen.setdefault((gate.op, *inputs), gate)
        else:
            made.merge(gate, before)
    return made.shape()


def alike(graph: Graph) -> tuple[str, ...]:
    """Names of lines that compute the same as a line before them, and of that line; sharing leaves them apart."""
    found, made = share(graph).graph, dict[tuple[object, ...], Gate]()
    names: dict[str, None] = {}
    for gate in found.gates:
        inputs = (found.nodes[source] for source in gate.inputs)
        key = (gate.op, *(repr(each.value) if isinstance(each, Constant) else each.id for each in inputs))
        before = made.setdefault(key, gate)
        if before is not gate and before.name and gate.name:
            names |= {before.name: None, gate.name: None}
    return tuple(names)


def _taken_apart(first: Shape, gates: Iterable[NodeId]) -> Shape:
    apart, made = set(gates), Rebuilding(first.graph)
    for gate in first.graph.gates:
        if gate.id in apart:
            made.take_apart(gate, _parts(gate.kind.parts))
        else:
            made.keep(gate)
    return made.shape()


def _folded(first: Shape, unfolded: Shape, folds: list[Choice]) -> Shape:
    """``unfolded`` (made of ``first``) with ``folds``, whose nodes are those of ``first``, drawn as one gate each."""
    whole, made = unfolded.graph, Rebuilding(unfolded.graph)
    boxes = {unfolded.new_of[choice.result]: choice for choice in sorted(folds, key=lambda choice: len(choice.gates))}
    groups = {result: _grown(whole, unfolded, result, choice) for result, choice in boxes.items()}
    inside = {node for result, group in groups.items() for node in group if node != result}
    for gate in whole.gates:
        if gate.id in inside:
            continue
        if gate.id in groups:
            box = _box(whole, gate, groups[gate.id])
            made.fold(gate, groups[gate.id], box.inputs, box.kind(boxes[gate.id].name))
        else:
            made.keep(gate)
    last = made.shape()
    if groups:
        last = replace(last, graph=replace(last.graph, whole=Whole(whole, last.new_of, last.old_of)))
    return first.then(unfolded).then(last)


def _grown(whole: Graph, unfolded: Shape, result: NodeId, choice: Choice) -> frozenset[NodeId]:
    """The gates of ``choice`` in ``whole``, with the parts of those among them that were taken apart; a part that is
    shared with a gate outside stays outside."""
    gate = whole.nodes[result]
    assert isinstance(gate, Gate)
    return _closed(whole, gate, lambda inner: unfolded.old_of[inner.id] in choice.gates)


def _box(graph: Graph, result: Gate, group: frozenset[NodeId]) -> Box:
    """The gates of ``group`` as a box; inputs in the order in which the result's expression mentions them."""
    inputs: dict[NodeId, None] = {}
    constants: dict[NodeId, float] = {}
    waiting, seen = [result.id], set()
    while waiting:
        found = graph.nodes[waiting.pop()]
        if isinstance(found, Constant):
            constants[found.id] = found.value
        elif not isinstance(found, Gate) or found.id not in group:
            inputs.setdefault(found.id)
        elif found.id not in seen:
            seen.add(found.id)
            waiting += reversed(found.inputs)
    return Box(tuple(gate for gate in graph.gates if gate.id in seen), constants, tuple(inputs), result.id)


def _lines(graph: Graph) -> list[Choice]:
    """Named lines of more than one gate."""
    found = []
    for line in graph.lines:
        gate = graph.nodes[line.node]
        if isinstance(gate, Gate) and line.name and gate.name == line.name:
            group = _closed(graph, gate, lambda inner: inner.name is None)
            found += _worth_folding(graph, Choice(f"line:{line.name}", "line", line.name, gate.id, group))
    return found


def _calls(graph: Graph) -> list[Choice]:
    """Calls of user functions, each known by the gate that gives its result."""
    results: dict[object, Gate] = {}
    for gate in graph.gates:
        if gate.origin.definition is not None:
            results[(gate.origin.line, gate.origin.span)] = gate
    found = []
    for call, gate in results.items():
        group = _closed(graph, gate, lambda inner, call=call: _call(inner) == call)  # type: ignore[misc]
        key = f"call:{graph.key(gate.id)}"
        found += _worth_folding(graph, Choice(key, "call", _called(graph, gate), gate.id, group))
    return found


def _call(gate: Gate) -> object:
    return (gate.origin.line, gate.origin.span) if gate.origin.definition else None


def _called(graph: Graph, gate: Gate) -> str:
    """The name of the function as it stands in the text."""
    return graph.text.split("\n")[gate.origin.line][slice(*gate.origin.at)]


def _made_of_parts(graph: Graph) -> list[Choice]:
    return [
        Choice(f"parts:{graph.key(gate.id)}", "parts", gate.kind.name, gate.id, frozenset({gate.id}))
        for gate in graph.gates
        if gate.kind.parts
    ]


def _closed(graph: Graph, result: Gate, belongs: Callable[[Gate], bool]) -> frozenset[NodeId]:
    """``result`` and all gates behind it that belong to it and are used for nothing else, found from the end back."""
    group = {result.id}
    waiting = [-source for source in {*result.inputs}]
    heapify(waiting)
    while waiting:
        node = -heappop(waiting)
        gate = graph.nodes[node]
        if not isinstance(gate, Gate) or node in group or not belongs(gate) or not _users(graph, node) <= group:
            continue
        group.add(node)
        for source in gate.inputs:
            heappush(waiting, -source)
    return frozenset(group)


def _users(graph: Graph, node: NodeId) -> set[NodeId]:
    """The gates that read a value, directly or through its copy gate."""
    targets = [wire.target for wire in graph.out_of[node]]
    copied = [wire.target for copy in targets if isinstance(graph.nodes[copy], Copy) for wire in graph.out_of[copy]]
    return set(copied or targets)


def _worth_folding(graph: Graph, choice: Choice) -> list[Choice]:
    """Two gates at least, and something that goes in: a gate needs an input."""
    read_by = (wire.source for node in choice.gates for wire in graph.into[node])
    goes_in = any(
        source not in choice.gates and not isinstance(graph.nodes[source], Constant)
        for source in map(graph.value_node, read_by)
    )
    return [choice] if len(choice.gates) > 1 and goes_in else []


@lru_cache(maxsize=len(GATES))
def _parts(text: str) -> Graph:
    return read(text)
