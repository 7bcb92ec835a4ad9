"""Paths: their products add up to the gradient, their number is what NetworkX finds, their cost is really counted."""

from __future__ import annotations

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradviz.autodiff.engine import default_bindings, run
from gradviz.autodiff.paths import Multiplications, count_paths, multiplications, paths
from gradviz.autodiff.run import Run
from gradviz.graph.build import read
from gradviz.graph.graph import Copy, Gate, Graph, Variable
from tests.autodiff.examples import SCALAR
from tests.autodiff.random_programs import BINARY, KINKED, UNARY, points, programs

each_example = pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])


@each_example
def test_the_products_add_up_to_the_gradient(example: dict) -> None:
    found = run(read(example["program"]), example["values"])
    for leaf in found.graph.variables:
        ways = paths(found, leaf.id)
        assert ways.listed is not None, "every lesson has few paths"
        assert len(ways.listed) == ways.count
        biggest = max((abs(path.product) for path in ways.listed), default=0.0)
        assert ways.total == pytest.approx(found.gradients[leaf.name], rel=1e-11, abs=1e-14 * biggest)
        assert ways.gradient == found.gradients[leaf.name]


@each_example
def test_networkx_finds_the_same_paths(example: dict) -> None:
    graph = read(example["program"])
    found, network = run(graph, default_bindings(graph)), graph.to_networkx()
    for node in graph.nodes:
        if node.id != graph.output:
            ways = networkx.all_simple_edge_paths(network, node.id, graph.output)
            walked = {tuple(edge for *_, edge in way) for way in ways}
            listed = paths(found, node.id, limit=10**4).listed
            assert listed is not None
            assert {path.wires for path in listed} == walked
            assert len(listed) == len(walked) == count_paths(graph, node.id)


def test_a_path_says_where_it_goes_and_what_it_multiplies() -> None:
    graph = read("a = x*x\nf = a*y")
    found = run(graph, {"x": 3.0, "y": 5.0})
    first, second = paths(found, graph.variables[0].id).listed
    names = [graph.labels[node] for node in first.nodes]
    assert names == ["x", "x", "a", "f"]
    assert [graph.labels[gate] for gate in first.gates] == ["a", "f"]
    assert first.factors == second.factors == (3.0, 5.0)
    assert first.wires != second.wires
    assert first.product == 15.0


def test_the_output_is_one_empty_path_and_a_forgotten_line_has_none() -> None:
    graph = read("u = 2*x\nf = y + 1")
    found = run(graph, {"x": 1.0, "y": 1.0})
    (only,) = paths(found, graph.output).listed
    assert (only.nodes, only.wires, only.product) == ((graph.output,), (), 1.0)
    assert paths(found, graph.variables[0].id).listed == ()
    assert paths(found, graph.variables[0].id).total == 0.0


def test_too_many_paths_are_counted_and_not_listed() -> None:
    graph = read("\n".join(["a0 = x", *(f"a{n} = a{n - 1}*a{n - 1}" for n in range(1, 59))]))
    found = run(graph, {"x": 1.0})
    ways = paths(found, graph.variables[0].id)
    assert (ways.count, ways.listed, ways.total) == (2**58, None, None)
    assert ways.multiplications == 59 * 2**58
    assert multiplications(graph) == Multiplications(1, 59 * 2**58, 1 + 2 * 58, 1 + 2 * 58)


def test_the_limit_can_be_moved() -> None:
    found = run(read("x*x + x"), {"x": 1.0})
    assert paths(found, 0, limit=2).listed is None
    assert len(paths(found, 0, limit=3).listed) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + exp(w1*x + w0)", Multiplications(3, 4 + 4 + 3, 4 + 4 + 3, 6)),
        ("exp(sin(cos(x)))", Multiplications(1, 3, 3, 3)),
        ("x", Multiplications(1, 0, 0, 0)),
        ("2*3", Multiplications(0, 0, 0, 0)),
        ("u = log(y)\nf = 3*x", Multiplications(2, 1, 1, 1)),
    ],
)
def test_counts_by_hand(text: str, expected: Multiplications) -> None:
    assert multiplications(read(text)) == expected


class Counted(float):
    """A number that counts how often it is multiplied."""

    count = 0

    def __mul__(self, other: float) -> Counted:
        Counted.count += 1
        return Counted(float(self) * float(other))


def counted(found: Run) -> Multiplications:
    """All gradients computed by each way with numbers that count; the results must be the run's."""
    graph, costs = found.graph, []
    for way in (by_paths, by_tangents, by_gradients):
        Counted.count = 0
        for name, gradient in way(found).items():
            assert gradient == pytest.approx(found.gradients[name], rel=1e-9, abs=1e-9)
        costs.append(Counted.count)
    return Multiplications(len(graph.variables), *costs)


def by_paths(found: Run) -> dict[str, float]:
    graph, network = found.graph, found.graph.to_networkx()
    gradients = {}
    for leaf in graph.variables:
        total = float(leaf.id == graph.output)
        for way in networkx.all_simple_edge_paths(network, leaf.id, graph.output) if not total else ():
            product = Counted(1.0)
            for _, target, wire in way:
                if isinstance(graph.nodes[target], Gate):
                    product = product * found.locals[target][graph.wires[wire].slot]
            total += product
        gradients[leaf.name] = total
    return gradients


def by_tangents(found: Run) -> dict[str, float]:
    return {leaf.name: tangent(found, leaf) for leaf in found.graph.variables}


def tangent(found: Run, leaf: Variable) -> float:
    graph, moved = found.graph, {leaf.id: Counted(1.0)}
    for node in graph.nodes:
        arriving = [wire for wire in graph.into[node.id] if wire.source in moved]
        if not arriving or not graph.reaches_output[node.id]:
            continue
        if isinstance(node, Copy):
            moved[node.id] = moved[node.source]
        else:
            moved[node.id] = Counted(sum(moved[wire.source] * found.locals[node.id][wire.slot] for wire in arriving))
    return moved.get(graph.output, 0.0)


def by_gradients(found: Run) -> dict[str, float]:
    graph = found.graph
    gradients = {node.id: 0.0 for node in graph.nodes} | {graph.output: 1.0}
    for node in reversed(graph.nodes):
        for wire in graph.into[node.id] if graph.reaches_output[node.id] else ():
            if graph.varies[wire.source]:
                upstream = Counted(gradients[node.id])
                sent = upstream * found.locals[node.id][wire.slot] if isinstance(node, Gate) else upstream
                gradients[wire.source] += float(sent)
    return {leaf.name: gradients[leaf.id] for leaf in graph.variables}


@each_example
def test_the_cost_is_what_is_really_multiplied(example: dict) -> None:
    found = run(read(example["program"]), example["values"])
    assert multiplications(found.graph) == counted(found)


@settings(max_examples=40)
@given(programs(UNARY + BINARY + KINKED, lines=4), points)
def test_random_programs(text: str, point: dict[str, float]) -> None:
    graph: Graph = read(text)
    found = run(graph, {leaf.name: point[leaf.name] for leaf in graph.variables})
    assert multiplications(graph) == counted(found)
    for leaf in graph.variables:
        ways = paths(found, leaf.id, limit=10**5)
        assert ways.total == pytest.approx(found.gradients[leaf.name], rel=1e-9, abs=1e-12)
        assert ways.multiplications == sum(len(path.factors) for path in ways.listed)


@settings(max_examples=20)
@given(st.integers(1, 40))
def test_backpropagation_never_costs_more_than_the_other_ways(depth: int) -> None:
    text = "\n".join(["a0 = w*x", *(f"a{n} = tanh(a{n - 1}*a{n - 1} + w)" for n in range(1, depth))])
    cost = multiplications(read(text))
    assert cost.reverse <= cost.forward <= cost.naive
