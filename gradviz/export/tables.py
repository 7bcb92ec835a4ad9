"""What a picture shows, as tables: the steps of a performance and the nodes of a graph, a row each.

They carry everything for whoever does not see the picture, and go into spreadsheets and notes.

    steps_row(timeline, 4, Numerals())         ("5", "forward", "c: exp", "c = exp(−1.00) = 0.37", "0.37")
    tabbed(NODES, rows)    markdown(NODES, rows)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gradviz.graph.graph import Constant, Copy, Gate, Graph, NodeId, Variable, Wire
from gradviz.i18n import N_, tr
from gradviz.numerals import NOT_COMPUTED, Numerals
from gradviz.timeline.board import formula, spoken
from gradviz.timeline.frame import Frame, Phase, Step
from gradviz.timeline.timeline import Timeline

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """``tone`` says what the numbers in it are: "value", "gradient", "number" (either), or "" for words."""

    title: str
    tone: str = ""


STEPS = (
    Column(N_("step"), "number"),
    Column(N_("pass")),
    Column(N_("gate")),
    Column(N_("what happens")),
    Column(N_("number"), "number"),
)
NODES = (
    Column(N_("name")),
    Column(N_("kind")),
    Column(N_("formula")),
    Column(N_("value"), "value"),
    Column(N_("gradient"), "gradient"),
    Column(N_("contributions"), "gradient"),
)
PHASES = MappingProxyType({Phase.START: N_("start"), Phase.FORWARD: N_("forward"), Phase.BACKWARD: N_("backward")})
ROLES = MappingProxyType({"input": N_("input"), "parameter": N_("parameter")})


def steps_row(timeline: Timeline, index: int, numerals: Numerals) -> Row:
    """The step at place ``index``: its number, its pass, the gate at work, what happens, and the number it brings."""
    step, graph = timeline.steps[index], timeline.graph
    gate = "" if step.node is None else f"{graph.labels[step.node]}: {kind_name(graph, step.node)}"
    brought = _brought(timeline, step)
    said = timeline.caption(index).plain(numerals)
    number = "" if brought is None else numerals.text(brought)
    return str(step.number), tr(PHASES[step.phase]), gate, said, number


def _brought(timeline: Timeline, step: Step) -> float | None:
    """The number of a step; the first one only puts the leaves' values in their places."""
    run = timeline.run
    if step.node is None:
        return None
    if step.kind == "value":
        return run.node_values[step.node]
    if step.kind == "contribution":
        return run.wire_gradients[step.wires[0]]
    return run.node_gradients[timeline.graph.value_node(step.node)]


def nodes_row(graph: Graph, node: NodeId, frame: Frame, roles: Mapping[str, str], numerals: Numerals) -> Row:
    """A node as ``frame`` shows it: name, kind, formula, value, gradient ("—" while not computed), and what it sends
    back to each of its inputs; beside a copy stand the gradients that are added there."""
    seen, found = frame.nodes[node], graph.nodes[node]
    value = numerals.exact(found.text) if isinstance(found, Constant) else _written(seen.value, numerals)
    return (
        graph.labels[node],
        tr(ROLES[roles.get(found.name, "input")]) if isinstance(found, Variable) else kind_name(graph, node),
        formula(graph, found) if isinstance(found, Gate) else "",
        value,
        NOT_COMPUTED if isinstance(found, Constant) else _written(seen.gradient, numerals),
        _contributions(graph, node, frame, numerals),
    )


def kind_name(graph: Graph, node: NodeId) -> str:
    """What a node is, in a word: a gate's name, leaf, constant or copy."""
    found = graph.nodes[node]
    if isinstance(found, Gate):
        return spoken(found.kind)
    return {Variable: tr("leaf"), Constant: tr("constant"), Copy: tr("copy")}[type(found)]


def _contributions(graph: Graph, node: NodeId, frame: Frame, numerals: Numerals) -> str:
    def sent(wire: Wire) -> str:
        return _written(frame.wires[wire.id].gradient, numerals)

    if isinstance(graph.nodes[node], Copy):
        return "; ".join(f"{graph.labels[wire.target]}: {sent(wire)}" for wire in graph.out_of[node])
    wires = [wire for wire in graph.into[node] if not isinstance(graph.nodes[wire.source], Constant)]
    return "; ".join(f"{graph.labels[wire.source]}: {sent(wire)}" for wire in wires)


def _written(number: float | None, numerals: Numerals) -> str:
    return NOT_COMPUTED if number is None else numerals.text(number)


def tabbed(columns: Iterable[Column], rows: Iterable[Row]) -> str:
    """A table for a spreadsheet: cells between tabs, titles first."""
    return "".join("\t".join(row) + "\n" for row in [tuple(tr(column.title) for column in columns), *rows])


def markdown(columns: Iterable[Column], rows: Iterable[Row]) -> str:
    """A table in Markdown, numbers at the right."""
    columns = tuple(columns)
    lines = [_line(tr(column.title) for column in columns)]
    lines.append("|" + "|".join("--:" if column.tone else "---" for column in columns) + "|")
    return "\n".join([*lines, *map(_line, rows)]) + "\n"


def _line(cells: Iterable[str]) -> str:
    return " | ".join(("", *(cell.replace("|", "\\|") for cell in cells), "")).strip()
