"""``gradviz eval``: value and gradient of every leaf, line and gate, as a table or as JSON.

The JSON is a contract that scripts rely on: tests pin its fields, their order and their meaning.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gradviz.i18n import language, tr
from gradviz.language.uncollected import uncollected
from gradviz.numerals import numerals_for

if TYPE_CHECKING:
    from gradviz.autodiff.run import Problem, Run
    from gradviz.graph.graph import Gate
    from gradviz.language.syntax import Remark


def add_parser(commands: Any) -> None:
    parser = commands.add_parser(
        "eval",
        help=tr("print values and gradients"),
        description=tr("Print the value and the gradient of every variable, line and gate."),
    )
    parser.add_source()
    parser.add_values()
    parser.add_ties()
    parser.add_argument("--json", action="store_true", help=tr("print one JSON object instead of a table"))
    parser.add_language()
    parser.set_defaults(run=run)


@uncollected()
def run(arguments: argparse.Namespace) -> int:
    from gradviz.cli.report import print_json, print_result
    from gradviz.cli.source import prepare, run_lesson

    lesson, graph = prepare(arguments)
    found = run_lesson(lesson, graph)
    if arguments.json:
        print_json(as_dict(found))
    else:
        for line in table(found):
            print_result(line)
    return 0


def as_dict(run: Run) -> dict[str, Any]:
    """The JSON form of a run; infinite and nan numbers become strings."""
    from gradviz.graph.canonical import canonical

    graph = run.graph
    return {
        "output": graph.output_name,
        "graph": canonical(graph),
        "values": {name: number(value) for name, value in run.values.items()},
        "gradients": {name: number(gradient) for name, gradient in run.gradients.items()},
        "gates": [_gate(run, gate) for gate in graph.gates],
        "copies": _copies(run),
        "problems": [_problem(run, problem) for problem in run.problems],
        "remarks": [_remark(remark) for remark in graph.remarks],
    }


def number(value: float) -> float | str:
    """A JSON number, or "inf", "-inf", "nan"."""
    value = float(value)
    return value if math.isfinite(value) else str(value)


def _gate(run: Run, gate: Gate) -> dict[str, Any]:
    graph = run.graph
    return {
        "id": gate.number,
        "op": gate.op,
        "name": None if graph.key(gate.id).startswith("#") else graph.key(gate.id),
        "inputs": [graph.key(node) for node in gate.inputs],
        "value": number(run.node_values[gate.id]),
        "gradient": number(run.node_gradients[gate.id]),
        "contributions": [number(run.wire_gradients[wire.id]) for wire in graph.into[gate.id]],
    }


def _copies(run: Run) -> dict[str, list[dict[str, Any]]]:
    """For every forked value, by its key, the gradient that comes back along each of its wires, by gate and slot."""
    graph = run.graph
    numbers = {gate.id: gate.number for gate in graph.gates}
    return {
        graph.key(copy.id): [
            {"gate": numbers[wire.target], "slot": wire.slot, "gradient": number(run.wire_gradients[wire.id])}
            for wire in sorted(graph.out_of[copy.id], key=lambda wire: (wire.target, wire.slot))
        ]
        for copy in graph.copies
    }


def _problem(run: Run, problem: Problem) -> dict[str, Any]:
    number_of = {gate.id: gate.number for gate in run.graph.gates}
    return {"code": problem.code, "gate": number_of[problem.gate], "message": str(problem.message)}


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "code": remark.code,
        "message": str(remark.message),
        "hint": None if remark.hint is None else str(remark.hint),
        "line": remark.line,
        "span": list(remark.span),
    }


def table(run: Run) -> Iterator[str]:
    """The run for a reader, unnamed gates called a, b, c, … as in the window; then what is worth knowing about it."""
    graph, shown = run.graph, numerals_for(language()).full
    yield f"{graph.output_name} = {shown(run.value)}"
    yield ""
    yield from _aligned([(tr("name"), "", tr("value"), tr("gradient"), tr("contributions")), *_rows(run)])
    for copy in graph.copies:
        parts = [shown(run.wire_gradients[wire.id]) for wire in graph.out_of[copy.id]]
        total = shown(run.node_gradients[copy.source])
        yield ""
        yield tr(
            "{name} is used {n} times: {sum} = {total}",
            name=graph.labels[copy.id],
            n=len(parts),
            sum=" + ".join(parts),
            total=total,
        )
    notes = [problem.message for problem in run.problems] + [kink.message for kink in run.kinks]
    notes += [remark.message for remark in graph.remarks]
    for text in notes:
        yield ""
        yield tr("note: {text}", text=text)


def _rows(run: Run) -> Iterator[tuple[str, ...]]:
    """Name, gate, value, gradient and contributions of every variable and gate."""
    graph, shown = run.graph, numerals_for(language()).full
    for leaf in graph.variables:
        yield leaf.name, "", shown(run.node_values[leaf.id]), shown(run.node_gradients[leaf.id]), ""
    for gate in graph.gates:
        names = [graph.labels[node] for node in gate.inputs]
        sent = [shown(run.wire_gradients[wire.id]) for wire in graph.into[gate.id]]
        yield (
            graph.labels[gate.id],
            f"= {gate.op}({', '.join(names)})",
            shown(run.node_values[gate.id]),
            shown(run.node_gradients[gate.id]),
            "   ".join(f"{name}: {part}" for name, part in zip(names, sent, strict=True)),
        )


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Columns under each other, numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for name, gate, value, gradient, parts in rows:
        head = f"{name:<{widths[0]}}  {gate:<{widths[1]}}  {value:>{widths[2]}}  {gradient:>{widths[3]}}"
        yield f"{head}  {parts}".rstrip()
