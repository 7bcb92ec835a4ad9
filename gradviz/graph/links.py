"""Which nodes belong to which stretch of the typed text, and which paths run through a node."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gradviz.errors import Span
from gradviz.graph.graph import Copy, Graph, Node, NodeId, Origin, Variable, WireId
from gradviz.language.names import canonical

_WORD = re.compile(r"[^\W\d]\w*['′]*")


@dataclass(frozen=True, slots=True)
class Reach:
    """All that lies on a path from a leaf through a node to the output."""

    nodes: frozenset[NodeId]
    wires: frozenset[WireId]


def reach(graph: Graph, node: NodeId) -> Reach:
    """The paths through ``node`` (of a copy gate: through the value it copies)."""
    start = graph.value_node(node)
    nodes, wires = {start}, set[WireId]()
    for place in range(start, -1, -1):
        if place in nodes:
            for wire in graph.into[place]:
                nodes.add(wire.source)
                wires.add(wire.id)
    onward = {start}
    for place in range(start, len(graph.nodes)):
        if place in onward:
            for wire in graph.out_of[place]:
                if graph.reaches_output[wire.target]:
                    onward.add(wire.target)
                    wires.add(wire.id)
    return Reach(frozenset(nodes | onward), frozenset(wires))


def stretches(graph: Graph, node: NodeId) -> tuple[tuple[int, Span], ...]:
    """Where in the text ``node`` comes from, as (line, span): inside a function's body too, when it was called; of a
    variable every place where it is used."""
    source = graph.nodes[graph.value_node(node)]
    if isinstance(source, Variable):
        return tuple(_uses(graph, source.name))
    origin = _origin(source)
    found = []
    while origin is not None:
        found.append((origin.line, origin.span))
        origin = origin.definition
    return tuple(found)


def node_at(graph: Graph, line: int, column: int) -> NodeId | None:
    """The node that the character ``column`` of ``line`` (both from 0, in the graph's own text) is about: the gate
    whose sign or name stands there, the leaf or line whose name it is, else the innermost expression around it."""
    called = _gate_called_at(graph, line, column)
    named = _named_at(graph, line, column)
    if called is not None or named is not None:
        return called if called is not None else named
    around = [
        (span[1] - span[0], node.id)
        for node in graph.nodes
        if not isinstance(node, Copy)
        for where, span in stretches(graph, node.id)
        if where == line and span[0] <= column < span[1]
    ]
    return min(around)[1] if around else None


def _uses(graph: Graph, name: str) -> Iterator[tuple[int, Span]]:
    """Every place of a name, but in the lines of functions, whose letters are their own."""
    functions = set(range(graph.text.count("\n") + 1)) - {each.line for each in graph.lines}
    for line, typed in enumerate(graph.text.split("\n")):
        if line not in functions:
            for word in _WORD.finditer(typed.partition("#")[0]):
                if canonical(word.group()) == name:
                    yield line, word.span()


def _origin(node: Node) -> Origin | None:
    return None if isinstance(node, Copy) else node.origin


def _gate_called_at(graph: Graph, line: int, column: int) -> NodeId | None:
    for gate in graph.gates:
        origin: Origin | None = gate.origin
        while origin is not None:
            if origin.line == line and origin.at[0] <= column < origin.at[1]:
                return gate.id
            origin = origin.definition
    return None


def _named_at(graph: Graph, line: int, column: int) -> NodeId | None:
    lines = graph.text.split("\n")
    if not 0 <= line < len(lines):
        return None
    word = next((found for found in _WORD.finditer(lines[line]) if found.start() <= column < found.end()), None)
    if word is None:
        return None
    name = canonical(word.group())
    gates: dict[str | None, NodeId] = {gate.name: gate.id for gate in graph.gates}
    leaves: dict[str | None, NodeId] = {leaf.name: leaf.id for leaf in graph.variables}
    typed: dict[str | None, NodeId] = {each.name: each.node for each in graph.lines}
    return (typed | gates | leaves).get(name)
