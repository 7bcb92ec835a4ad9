"""Text and nodes, nodes and the paths through them."""

from __future__ import annotations

import networkx
import pytest
from hypothesis import given, settings

from gradviz.graph.build import read
from gradviz.graph.graph import Copy, Gate, Graph
from gradviz.graph.links import node_at, reach, stretches
from tests.timeline.performances import programs

MAIN = "a = w*x\nm = max(a, y)\nf = m*x + exp(-m)"


def _label(graph: Graph, line: int, column: int) -> str | None:
    node = node_at(graph, line, column)
    return None if node is None else graph.labels[node]


@pytest.mark.parametrize(
    ("line", "text", "offset", "label"),
    [
        (0, "w*x", 0, "w"),
        (0, "w*x", 1, "a"),
        (0, "w*x", 2, "x"),
        (0, "a =", 0, "a"),
        (1, "max", 1, "m"),
        (1, "a, y", 0, "a"),
        (2, "m*x", 0, "m"),
        (2, "m*x", 1, "p"),
        (2, "exp", 2, "r"),
        (2, "-m", 0, "q"),
        (2, "+", 0, "f"),
    ],
)
def test_every_character_belongs_to_what_it_writes(line, text, offset, label):
    graph = read(MAIN)
    assert _label(graph, line, MAIN.split("\n")[line].index(text) + offset) == label


def test_blank_space_and_places_beside_the_text_belong_to_nothing_or_what_is_around():
    graph = read(MAIN)
    assert node_at(graph, 7, 0) is None
    assert node_at(graph, 0, 99) is None
    assert _label(graph, 2, MAIN.split("\n")[2].index(" +")) == "f"


def test_the_body_of_a_function_belongs_to_its_call():
    graph = read("g(u) = u*u\nf = g(x) + 1")
    mul = next(gate for gate in graph.gates if gate.op == "mul")
    assert {line for line, _ in stretches(graph, mul.id)} == {0, 1}
    assert node_at(graph, 0, 8) == mul.id


@given(programs())
@settings(max_examples=30)
def test_the_paths_through_a_node_are_its_ancestors_and_descendants(text):
    graph = read(text)
    drawn = networkx.DiGraph((wire.source, wire.target) for wire in graph.wires)
    drawn.add_nodes_from(range(len(graph.nodes)))
    to_output = networkx.ancestors(drawn, graph.output) | {graph.output}
    for node in graph.nodes:
        if isinstance(node, Copy):
            continue
        found = reach(graph, node.id)
        onward = networkx.descendants(drawn, node.id) & to_output
        assert found.nodes == networkx.ancestors(drawn, node.id) | {node.id} | onward
        for wire in found.wires:
            assert {graph.wires[wire].source, graph.wires[wire].target} <= found.nodes


@given(programs())
@settings(max_examples=20)
def test_every_gate_is_found_at_its_own_sign(text):
    graph = read(text)
    for gate in graph.gates:
        assert isinstance(gate, Gate)
        found = node_at(graph, gate.origin.line, gate.origin.at[0])
        assert found is not None
        assert graph.nodes[found].origin.at == gate.origin.at
