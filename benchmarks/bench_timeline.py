"""How fast a run becomes a performance, and how fast its frames come: small, lecture-sized and large graphs.

    pytest benchmarks/bench_timeline.py --benchmark-enable

Composing happens at every move of a slider, a frame is asked for sixty times a second.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from gradviz.autodiff.engine import default_bindings, run
from gradviz.autodiff.run import Run
from gradviz.graph.build import read
from gradviz.language.limits import LARGE
from gradviz.timeline.compose import compose

LAYERS = {"42 gates": 14, "1980 gates": 660}


def chain(layers: int) -> Run:
    """A run of ``layers`` neurons in a row, three gates each; weights and biases are shared."""
    lines = (f"a{i} = tanh(w{i % 7}*{f'a{i - 1}' if i else 'x'} + b{i % 9})" for i in range(layers))
    graph = read("\n".join(lines), LARGE)
    return run(graph, default_bindings(graph))


@pytest.fixture(params=LAYERS.values(), ids=LAYERS.keys())
def record(request: pytest.FixtureRequest) -> Run:
    return chain(request.param)


def test_compose(benchmark: Callable, record: Run) -> None:
    timeline = benchmark(compose, record.graph, record)
    assert timeline.rest(-1).nodes[record.graph.output].value == record.value


def test_frames_while_playing(benchmark: Callable, record: Run) -> None:
    timeline = compose(record.graph, record)
    ticks = count()
    frame = benchmark(lambda: timeline.frame_at(next(ticks) * 0.016 % timeline.duration_s))
    assert len(frame.wires) == len(record.graph.wires)


def test_jump_to_the_end(benchmark: Callable, record: Run) -> None:
    frame = benchmark(lambda: compose(record.graph, record).rest(-1))
    assert not frame.moving
