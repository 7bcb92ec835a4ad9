"""The 46 scalar examples of the lectures: every named value, gradient, wire and fork against exact results."""

from __future__ import annotations

import pytest

from gradviz.autodiff.engine import run
from gradviz.graph.build import read
from gradviz.graph.graph import Constant, Gate, Graph
from gradviz.graph.ties import Ties
from tests.autodiff.examples import SCALAR, close

each_example = pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])


def test_there_are_46_scalar_examples() -> None:
    assert len(SCALAR) == 46


@each_example
def test_values_and_gradients(example: dict) -> None:
    found, expected = run(read(example["program"]), example["values"]), example["expected"]
    assert found.graph.output_name == expected["output"]
    for name, value in expected["values"].items():
        assert found.values[name] == close(value), name
    for name, gradient in {**expected["gradients"], **expected["intermediate_gradients"]}.items():
        assert found.gradients[name] == close(gradient), name
    assert not found.problems


@each_example
def test_gates_and_the_gradient_on_every_wire(example: dict) -> None:
    found, expected = run(read(example["program"]), example["values"]), example["expected"]["gates"]
    graph = found.graph
    assert [gate.op for gate in graph.gates] == [entry["op"] for entry in expected]
    for gate, entry in zip(graph.gates, expected, strict=True):
        assert found.node_values[gate.id] == close(entry["value"]), entry["expr"]
        assert found.node_gradients[gate.id] == close(entry["grad"]), entry["expr"]
        for wire, gradient in zip(graph.into[gate.id], entry["arg_grads"], strict=True):
            if not isinstance(graph.nodes[wire.source], Constant):
                assert found.wire_gradients[wire.id] == close(gradient), entry["expr"]


@each_example
def test_counts(example: dict) -> None:
    graph = read(example["program"])
    assert example["expected"]["counts"] == {
        "leaves": len(graph.variables),
        "gates": len(graph.gates),
        "constants": len(graph.constants),
        "copy_gates": len(graph.copies),
    }


@each_example
def test_forks(example: dict) -> None:
    found = run(read(example["program"]), example["values"])
    graph, expected = found.graph, example["expected"]
    forks = expected.get("copy_gates", {})
    exprs = [entry["expr"] for entry in expected["gates"]]
    assert {copy_name(graph, copy.source, exprs) for copy in graph.copies} == set(forks)
    for copy in graph.copies:
        uses = forks[copy_name(graph, copy.source, exprs)]
        in_gate_order = sorted(graph.out_of[copy.id], key=lambda wire: (wire.target, wire.slot))
        for wire, use in zip(in_gate_order, uses, strict=True):
            assert (copy_name(graph, wire.target, exprs), wire.slot) == (use["into"], use["arg"])
            assert found.wire_gradients[wire.id] == close(use["gradient"])


def copy_name(graph: Graph, node: int, exprs: list[str]) -> str:
    """What the examples call a node: its name, else the expression of its gate."""
    gate = graph.nodes[node]
    return (isinstance(gate, Gate) and gate.name) or (exprs[gate.number] if isinstance(gate, Gate) else gate.name)


@pytest.mark.parametrize("rule", ["first", "random"])
def test_ties_by_another_rule(rule: str) -> None:
    example = next(example for example in SCALAR if example["id"] == "gate-max-tie")
    conventions = example["expected"]["tie_conventions"]
    allowed = [conventions["first"]] if rule == "first" else [conventions["first"], conventions["last"]]
    graph = read(example["program"])
    for seed in range(8):
        gradients = run(graph, example["values"], Ties(rule, seed)).gradients
        assert {name: gradients[name] for name in ("x", "y")} in allowed
