"""How fast a graph is placed, and its wires found again after a drop: small, lecture-sized and large graphs.

    pytest benchmarks/bench_layout.py --benchmark-enable

A graph is placed whenever its text is read anew, at several sizes until one opens whole; wires are found at each drop.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gradviz.graph.build import read
from gradviz.layout.layout import TIGHT, Geometry, Layout
from gradviz.layout.place import WORKER, geometry_for, place
from gradviz.layout.reroute import reroute

NEURONS = "\n".join(f"a{i} = tanh(w{i}*{f'a{i - 1}' if i else 'x'} + b{i})" for i in range(6))
USED_EVERYWHERE = "\n".join(["a0 = x*w", *(f"a{i} = a{i - 1}*x" for i in range(1, 58))])
PROGRAMS = {"lecture": "1 + exp(w1*x + w0)", "18 gates": NEURONS, "x feeds 58 gates": USED_EVERYWHERE}


def measure(geometry: Geometry) -> Callable[[str, str], float]:
    """Widths of texts, near enough to those of the bundled type."""
    return lambda text, role: 0.55 * len(text) * {"name": geometry.name_px}.get(role, geometry.number_px)


def placed(program: str) -> Layout:
    graph = read(program)
    return place(graph, measure(geometry_for(graph)))


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_place(benchmark: Callable, program: str) -> None:
    WORKER.warm_up()
    layout = benchmark(placed, program)
    assert layout.engine == ("layered" if program == USED_EVERYWHERE else "dot")


def test_drop_far_away(benchmark: Callable) -> None:
    graph, layout = read(NEURONS), placed(NEURONS)
    gate = graph.gates[4].id
    at = layout.nodes[gate].x - 300.0, layout.nodes[gate].y + 200.0
    found = benchmark(lambda: reroute(layout, graph, measure(TIGHT), {gate: at}))
    assert found.moved == {gate: at}
