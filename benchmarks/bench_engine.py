"""How fast graphs are read, run and compiled: the workloads a, b and d of the performance notes.

    pytest benchmarks/bench_engine.py --benchmark-enable

a is the lecture expression, b the loss of a 2-16-16-1 network in scalars (642 gates), d the lecture expression at
40,000 points. Each result is compared with the known one before it is timed.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from benchmarks.workloads import LECTURE, PLANE, POINT, SLOPES, TOTAL, VALUE, by_hand
from gradviz.autodiff.compiled import Compiled
from gradviz.autodiff.engine import run
from gradviz.autodiff.recorder import recorder
from gradviz.autodiff.run import Run
from gradviz.graph.build import read
from gradviz.graph.graph import Graph
from gradviz.graph.ties import Ties
from gradviz.language.limits import LARGE

NETWORK_VALUE, NETWORK_SLOPES = 0.44968799314742, 69.55022869853593
LONG = " + ".join(f"w{n}*x{n}" for n in range(39))


def network() -> tuple[str, dict[str, float]]:
    """The program of workload b and its values, drawn in the order the workload states."""
    rnd = random.Random(0)
    values = {name: rnd.uniform(-1, 1) for name in ("x0", "x1")}
    lines, layer = [], list(values)
    for depth, width in enumerate((16, 16, 1)):
        made = []
        for neuron in range(width):
            weights = [f"w{depth}_{neuron}_{place}" for place in range(len(layer))]
            values.update((weight, rnd.uniform(-1, 1)) for weight in weights)
            values[f"b{depth}_{neuron}"] = rnd.uniform(-1, 1)
            terms = " + ".join([f"b{depth}_{neuron}", *(f"{w}*{h}" for w, h in zip(weights, layer, strict=True))])
            made.append(f"h{depth}_{neuron}")
            lines.append(f"{made[-1]} = {terms}" if width == 1 else f"{made[-1]} = tanh({terms})")
        layer = made
    return "\n".join([*lines, f"d = {layer[0]} - 0.5", "d*d"]), values


def check(value: float, gradients: dict[str, float], expected: tuple[float, float]) -> None:
    assert value == pytest.approx(expected[0], rel=1e-9)
    assert sum(map(abs, gradients.values())) == pytest.approx(expected[1], rel=1e-9)


def leaf_gradients(
    graph: Graph, values: dict[str, float], record: Callable[..., Run] = run
) -> tuple[float, dict[str, float]]:
    found = record(graph, values)
    return found.value, {leaf.name: found.gradients[leaf.name] for leaf in graph.variables}


def compiled_run(graph: Graph, values: dict[str, float]) -> Run:
    return recorder(graph, Ties()).run(values)


def test_a_by_hand(benchmark) -> None:
    check(*benchmark(by_hand, **POINT), (VALUE, SLOPES))


def test_a_compiled(benchmark) -> None:
    check(*benchmark(Compiled(read(LECTURE)).call, **POINT), (VALUE, SLOPES))


def test_a_run(benchmark) -> None:
    check(*benchmark(leaf_gradients, read(LECTURE), POINT), (VALUE, SLOPES))


def test_a_run_compiled(benchmark) -> None:
    check(*benchmark(leaf_gradients, read(LECTURE), POINT, compiled_run), (VALUE, SLOPES))


def test_a_from_text_to_gradients(benchmark) -> None:
    check(*benchmark(lambda: leaf_gradients(read(LECTURE), POINT)), (VALUE, SLOPES))


def test_a_compiling(benchmark) -> None:
    check(*benchmark(Compiled, read(LECTURE))(**POINT), (VALUE, SLOPES))


def test_a_long_line_from_text_to_graph(benchmark) -> None:
    assert len(benchmark(read, LONG).gates) == 77


def test_b_run(benchmark) -> None:
    text, values = network()
    graph = read(text, LARGE)
    assert len(graph.gates) == 642
    check(*benchmark(leaf_gradients, graph, values), (NETWORK_VALUE, NETWORK_SLOPES))


def test_b_run_compiled(benchmark) -> None:
    text, values = network()
    check(*benchmark(leaf_gradients, read(text, LARGE), values, compiled_run), (NETWORK_VALUE, NETWORK_SLOPES))


def test_b_compiled(benchmark) -> None:
    text, values = network()
    check(*benchmark(Compiled(read(text, LARGE)), **values), (NETWORK_VALUE, NETWORK_SLOPES))


def test_b_compiling(benchmark) -> None:
    text, values = network()
    check(*benchmark(Compiled, read(text, LARGE))(**values), (NETWORK_VALUE, NETWORK_SLOPES))


def test_d_compiled(benchmark) -> None:
    value, _ = benchmark(Compiled(read(LECTURE)), **PLANE)
    assert float(value.sum()) == pytest.approx(TOTAL, rel=1e-9)
