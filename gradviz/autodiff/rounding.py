"""How far rounding may have carried the numbers of a run from exact arithmetic: bounds of first order.

Every operation returns its exact result times 1 + δ with |δ| ≤ u = 2⁻⁵³ (the standard model: N. Higham, "Accuracy and
Stability of Numerical Algorithms", 2nd ed., 2002, §2.2; for functions of the C library two such errors are allowed).
Forward, the errors of the inputs arrive multiplied by the local derivatives; backward, a gradient inherits the errors
of the upstream gradient and of the local derivative, found by evaluating the table's entry at inputs that are wrong by
their own error. Where 1 − out² cancels, that is far more than u.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from gradviz.autodiff.run import Run
from gradviz.graph.graph import Copy, Gate

UNIT = sys.float_info.epsilon / 2
"""u, the largest relative error of rounding to the nearest float."""

_PER_GATE = 2 * UNIT


def value_errors(run: Run, values: Sequence[float] | None = None) -> list[float]:
    """For every node a bound of the rounding error in its value: |ē_out| ≤ Σ |local|·|ē_in| + 2u·|out|.

    Leaves are taken to be exact. ``values`` may be those of another point of the same graph, near that of ``run``.
    """
    values = run.node_values if values is None else values
    errors = [0.0] * len(values)
    for node in run.graph.nodes:
        if isinstance(node, Copy):
            errors[node.id] = errors[node.source]
        elif isinstance(node, Gate):
            carried = zip(run.locals[node.id], node.inputs, strict=True)
            errors[node.id] = sum(abs(local) * errors[source] for local, source in carried if errors[source])
            errors[node.id] += _PER_GATE * abs(values[node.id])
    return errors


def gradient_errors(run: Run) -> list[float]:
    """For every node a bound of the rounding error in its gradient."""
    graph, values = run.graph, value_errors(run)
    errors = [0.0] * len(graph.nodes)
    for node in reversed(graph.nodes):
        if not graph.reaches_output[node.id]:
            continue
        wrong = _local_errors(run, node, values) if isinstance(node, Gate) else (0.0,)
        for wire in graph.into[node.id]:
            local = run.locals[node.id][wire.slot] if isinstance(node, Gate) else 1.0
            errors[wire.source] += abs(local) * errors[node.id] if errors[node.id] else 0.0
            errors[wire.source] += abs(run.node_gradients[node.id]) * wrong[wire.slot]
            errors[wire.source] += _PER_GATE * abs(run.wire_gradients[wire.id])
    return errors


def _local_errors(run: Run, gate: Gate, errors: Sequence[float]) -> tuple[float, ...]:
    """How far the local derivatives move when inputs and output are wrong by their errors, or by one float."""
    kind, inputs = gate.kind, tuple(run.node_values[source] for source in gate.inputs)
    out, worst = run.node_values[gate.id], [0.0] * len(inputs)
    if kind.routes:
        return tuple(worst)  # who is largest is a matter of kinks, not of rounding
    for way in (-1.0, 1.0):
        near = tuple(value + way * errors[source] for value, source in zip(inputs, gate.inputs, strict=True))
        for there in (kind.locals(out + way * max(errors[gate.id], UNIT * abs(out)), inputs), kind.locals(out, near)):
            moved = zip(worst, there, run.locals[gate.id], strict=True)
            worst = [max(most, abs(new - old)) for most, new, old in moved]  # max passes over a nan that comes second
    return tuple(worst)
