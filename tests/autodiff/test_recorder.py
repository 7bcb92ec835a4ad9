"""The compiled record against the engine's: the same numbers to the last bit, whatever the point."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradviz.autodiff.engine import run
from gradviz.autodiff.recorder import Recorder
from gradviz.autodiff.run import Run
from gradviz.errors import BindingError
from gradviz.graph.build import read
from gradviz.graph.fold import choices, shape
from gradviz.graph.ties import Ties
from tests.autodiff.examples import SCALAR
from tests.autodiff.random_programs import BINARY, KINKED, UNARY, points, programs
from tests.autodiff.test_compiled import AWKWARD

PARTS = ("bindings", "node_values", "node_gradients", "wire_gradients", "locals", "problems", "kinks", "ties")


def same(found: Run, expected: Run) -> bool:
    """Equal to the last bit, the sign of zero and nan included: Python writes different floats differently."""
    return all(repr(getattr(found, part)) == repr(getattr(expected, part)) for part in PARTS)


@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_lessons(example: dict) -> None:
    graph, record = read(example["program"]), None
    for factor in (1.0, -0.5, 0.0, 3.0):
        point = {name: factor * value for name, value in example["values"].items()}
        record = record or Recorder(graph, Ties())
        assert same(record.run(point), run(graph, point))


@pytest.mark.parametrize(("text", "values"), AWKWARD)
def test_where_python_raises(text: str, values: dict) -> None:
    graph = read(text)
    assert same(Recorder(graph, Ties()).run(values), run(graph, values))


@pytest.mark.parametrize("ties", [Ties(), Ties("first"), Ties("random", 3), Ties("random", 4)], ids=str)
def test_ties(ties: Ties) -> None:
    graph, point = read("max(x, y, z) + 3*min(y, x, z)"), {"x": 2.0, "y": 2.0, "z": 2.0}
    assert same(Recorder(graph, ties).run(point), run(graph, point, ties))


@settings(deadline=None)
@given(programs(UNARY + BINARY + KINKED), points, st.sampled_from([0.0, 1.0, -1e200]))
def test_random_programs(text: str, point: dict, factor: float) -> None:
    graph = read(text)
    point = {leaf.name: point[leaf.name] * factor for leaf in graph.variables}
    assert same(Recorder(graph, Ties()).run(point), run(graph, point))


def test_every_line_as_the_target() -> None:
    graph, point = read("a = x*y\nb = exp(a)\nf = a + b*x"), {"x": 0.5, "y": 2.0}
    for gate in graph.gates:
        aimed = graph.aimed_at(gate.id)
        assert same(Recorder(aimed, Ties()).run(point), run(aimed, point))


def test_folded_gates() -> None:
    typed, point = read("a = x*y + y\nb = relu(a)\nf = a + b*x"), {"x": -0.5, "y": 2.0}
    folded = shape(typed, [choice.key for choice in choices(typed)]).graph
    assert folded.whole
    assert same(Recorder(folded, Ties()).run(point), run(folded, point))


def test_a_long_sum() -> None:
    graph, point = read(" + ".join(["x"] * 80)), {"x": 0.1}
    assert same(Recorder(graph, Ties()).run(point), run(graph, point))


def test_arrays_and_what_is_missing_as_in_the_engine() -> None:
    record = Recorder(read("x*y"), Ties())
    found = record.run({"x": np.array([1.0, 2.0]), "y": 3.0})
    assert found.value.tolist() == [3.0, 6.0]
    with pytest.raises(BindingError):
        record.run({"x": 1.0})
