"""What a folded gate is said to stand for: the typed language reads it back as what was folded."""

from __future__ import annotations

import pytest

from gradviz.autodiff.engine import run
from gradviz.explain.folds import stands_for
from gradviz.graph.build import read
from gradviz.graph.fold import choices, shape
from gradviz.graph.graph import Graph
from tests.autodiff.examples import SCALAR


def folded(graph: Graph, *keys: str) -> list[str | None]:
    drawn = shape(graph, keys).graph
    return [(said := stands_for(drawn, gate)) and said.text for gate in drawn.gates if gate.folded]


def test_a_line_and_a_call_are_told_over_what_goes_in():
    graph = read("g(u, v) = u*u + sin(u)*v\na = tanh(w*x + b)\nc = g(a, 2) + g(x*2, w)\nc*sigmoid(a)")
    assert folded(graph, "line:a", "call:#6", "parts:#13") == ["a = tanh(w*x + b)", "u = a*a + sin(a)*2"]
    assert folded(graph, "line:a", "parts:a") == [
        "a = (exp(w*x + b) - exp(-(w*x + b)))/(exp(w*x + b) + exp(-(w*x + b)))"
    ]


def test_what_is_used_twice_inside_is_written_twice():
    assert folded(read("g(u) = u*u + 1\na = g(x*2)\na*a"), "line:a") == ["a = x*2*(x*2) + 1"]


def test_what_is_too_long_for_a_card_is_not_told():
    assert folded(read("a = " + " + ".join(f"x{place}*y{place}" for place in range(40)) + "\na*2"), "line:a") == [None]


@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_it_computes_what_the_gate_computes(example):
    graph = read(example["program"])
    drawn = shape(graph, [choice.key for choice in choices(graph) if choice.kind != "parts"]).graph
    recorded = run(drawn, example["values"])
    for gate in drawn.gates:
        said = stands_for(drawn, gate) if gate.folded else None
        if said is not None:
            inside = read(said.text.split(" = ", 1)[1])
            inputs = {drawn.labels[node]: recorded.node_values[node] for node in gate.inputs}
            assert run(inside, inputs).value == pytest.approx(recorded.node_values[gate.id])
