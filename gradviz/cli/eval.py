"""``gradviz eval``: value and gradient of every leaf, line and gate, as a table or as JSON.

The JSON is a contract that scripts rely on: tests pin its fields, their order and their meaning.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gradviz.i18n import language, tr
from gradviz.language.uncollected import uncollected
from gradviz.numerals import MINUS, NOT_COMPUTED, numerals_for

if TYPE_CHECKING:
    from gradviz.autodiff.run import Run


def add_parser(commands: Any) -> None:
    parser = commands.add_parser(
        "eval",
        help=tr("print values and gradients"),
        description=tr("Print the value and the gradient of every variable, line and gate."),
    )
    parser.add_source()
    parser.add_values()
    parser.add_target()
    parser.add_ties()
    parser.add_argument("--json", action="store_true", help=tr("print one JSON object instead of a table"))
    parser.add_language()
    parser.set_defaults(run=run)


@uncollected()
def run(arguments: argparse.Namespace) -> int:
    from gradviz.cli.report import print_json, print_result
    from gradviz.cli.source import prepare, run_lesson
    from gradviz.export.record import as_dict

    lesson, graph = prepare(arguments)
    found = run_lesson(lesson, graph)
    if arguments.json:
        print_json(as_dict(found))
    else:
        for line in table(found):
            print_result(line)
    return 0


def table(run: Run) -> Iterator[str]:
    """The run for a reader, unnamed gates called a, b, c, … as in the window; then what is worth knowing about it."""
    graph, shown = run.graph, numerals_for(language()).full
    yield f"{graph.output_name} = {shown(run.value)}"
    yield ""
    yield from _aligned([(tr("name"), "", tr("value"), tr("gradient"), tr("contributions")), *_rows(run)])
    for copy in graph.copies:
        back = [wire for wire in graph.out_of[copy.id] if graph.has_gradient(wire.target)]
        if len(back) < 2:
            continue
        first, *others = (shown(run.wire_gradients[wire.id]) for wire in back)
        parts = [first, *(f"({part})" if part.startswith(MINUS) else part for part in others)]
        total = shown(run.node_gradients[copy.source])
        yield ""
        yield tr(
            "{name} is used {n} times: {sum} = {total}",
            name=graph.labels[copy.id],
            n=copy.uses,
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
    graph, full = run.graph, numerals_for(language()).full

    def shown(number: float | None) -> str:
        return NOT_COMPUTED if number is None else full(number)

    for leaf in graph.variables:
        yield leaf.name, "", shown(run.node_values[leaf.id]), shown(run.gradient(leaf.id)), ""
    for gate in graph.gates:
        names = [graph.labels[node] for node in gate.inputs]
        sent = [shown(run.contribution(wire.id)) for wire in graph.into[gate.id]]
        yield (
            graph.labels[gate.id],
            f"= {gate.op}({', '.join(names)})",
            shown(run.node_values[gate.id]),
            shown(run.gradient(gate.id)),
            "   ".join(f"{name}: {part}" for name, part in zip(names, sent, strict=True)),
        )


def _aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Columns under each other, numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for name, gate, value, gradient, parts in rows:
        head = f"{name:<{widths[0]}}  {gate:<{widths[1]}}  {value:>{widths[2]}}  {gradient:>{widths[3]}}"
        yield f"{head}  {parts}".rstrip()
