"""The numbers of a run as a Markdown table, a node a row: for notes, chats and notebooks."""

from __future__ import annotations

from gradviz.autodiff.run import Run
from gradviz.export.tables import Column
from gradviz.export.tables import markdown as table
from gradviz.graph.graph import Constant, Copy, Gate
from gradviz.i18n import N_
from gradviz.numerals import NOT_COMPUTED, Numerals

COLUMNS = (
    Column(N_("name")),
    Column(N_("operation")),
    Column(N_("value"), "value"),
    Column(N_("gradient"), "gradient"),
)


def markdown(run: Run, numerals: Numerals) -> str:
    """Name, operation, value and gradient of every leaf and gate of ``run``, written as ``numerals`` say."""
    graph, rows = run.graph, []
    for node in graph.nodes:
        if isinstance(node, Copy):
            continue
        label, number = graph.labels[node.id], None if isinstance(node, Constant) else run.gradient(node.id)
        called = numerals.gradient(graph.output_name, label)
        gradient = NOT_COMPUTED if number is None else f"{called} = {numerals.text(number)}"
        kind = node.kind.name if isinstance(node, Gate) else ""
        rows.append((label, kind, numerals.text(run.node_values[node.id]), gradient))
    return table(COLUMNS, rows)
