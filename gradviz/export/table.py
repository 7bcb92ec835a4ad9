"""The numbers of a run in rows, a node a row: as CSV for spreadsheets and scripts, as JSON for programs."""

from __future__ import annotations

import csv
import io

from gradviz.autodiff.run import Run
from gradviz.graph.graph import Copy, Gate, Variable

COLUMNS = ("name", "operation", "inputs", "value", "gradient")


def csv_table(run: Run) -> str:
    """Every leaf and gate with all digits of its numbers, in the form of RFC 4180; constants have no gradient, nor has
    what does not lead to a target."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    graph = run.graph
    for node in graph.nodes:
        if isinstance(node, Copy):
            continue
        inputs = " ".join(graph.labels[each] for each in node.inputs) if isinstance(node, Gate) else ""
        number = run.gradient(node.id) if isinstance(node, Gate | Variable) else None
        gradient = "" if number is None else repr(float(number))
        operation = node.kind.name if isinstance(node, Gate) else ""
        writer.writerow((graph.labels[node.id], operation, inputs, repr(float(run.node_values[node.id])), gradient))
    return out.getvalue()
