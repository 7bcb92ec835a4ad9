"""A run as data for programs: the JSON that ``gradviz eval --json`` prints and File ▸ Export… writes.

The JSON is a contract that scripts rely on: tests pin its fields, their order and their meaning.
"""

from __future__ import annotations

import json
import math
from typing import Any

from gradviz.autodiff.engine import unfolded
from gradviz.autodiff.run import Problem, Run
from gradviz.graph.canonical import canonical
from gradviz.graph.graph import Gate
from gradviz.language.syntax import Remark


def json_text(run: Run) -> str:
    """The JSON of a run, one top-level field a line."""
    fields = (f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in as_dict(run).items())
    return "{" + ",\n ".join(fields) + "}\n"


def as_dict(run: Run) -> dict[str, Any]:
    """The JSON form of a run, nothing folded; infinite and nan numbers become strings."""
    run = unfolded(run)
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


def number(value: float | None) -> float | str | None:
    """A JSON number, or "inf", "-inf", "nan"; null where there is none, beside the way to a target."""
    if value is None:
        return None
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
        "gradient": number(run.gradient(gate.id)),
        "contributions": [number(run.contribution(wire.id)) for wire in graph.into[gate.id]],
    }


def _copies(run: Run) -> dict[str, list[dict[str, Any]]]:
    """For every forked value, by its key, the gradient that comes back along each of its wires, by gate and slot."""
    graph = run.graph
    numbers = {gate.id: gate.number for gate in graph.gates}
    return {
        graph.key(copy.id): [
            {"gate": numbers[wire.target], "slot": wire.slot, "gradient": number(run.contribution(wire.id))}
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
