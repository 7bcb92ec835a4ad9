"""The compiled listing against the recorded run, on floats and on arrays, also where Python would raise."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gradviz.autodiff.compiled import compile
from gradviz.autodiff.engine import run
from gradviz.errors import BindingError
from gradviz.graph.build import read
from gradviz.graph.ties import Ties
from tests.autodiff.examples import SCALAR, close

AWKWARD = [
    ("exp(x)", {"x": 1000.0}),
    ("1/x", {"x": 0.0}),
    ("1/x", {"x": -0.0}),
    ("exp(x)/exp(y)", {"x": -1000.0, "y": -1000.0}),
    ("log(1)/log(1) + x", {"x": 1.0}),
    ("log(x)", {"x": -1.0}),
    ("log(x) + log(-x)", {"x": 0.0}),
    ("sqrt(x*x + y*y)", {"x": 0.0, "y": 0.0}),
    ("x^(1/3)", {"x": -8.0}),
    ("x^0", {"x": 0.0}),
    ("x^-3", {"x": -0.0}),
    ("x^y", {"x": 0.0, "y": 0.5}),
    ("x^y", {"x": -2.0, "y": 2.0}),
    ("max(x, y, 1) + min(x, y)", {"x": math.nan, "y": 2.0}),
    ("relu(x) + abs(x) + leaky_relu(x)", {"x": math.nan}),
    ("relu(x) + abs(x) + leaky_relu(x)", {"x": 0.0}),
    ("sin(x)", {"x": math.inf}),
    ("sigmoid(x) + softplus(x) + tanh(x)", {"x": -1000.0}),
    ("9^9^9*x", {"x": 1.0}),
]


@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_compiled_equals_the_run(example: dict) -> None:
    graph, values = read(example["program"]), {name: float(value) for name, value in example["values"].items()}
    found = run(graph, values)
    value, gradients = compile(graph)(**values)
    assert value == close(found.value)
    assert set(gradients) == set(values)
    for name, gradient in gradients.items():
        assert gradient == close(found.gradients[name]), name


@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_arrays_equal_point_by_point(example: dict) -> None:
    graph, factors = read(example["program"]), np.array([0.5, 1.0, 1.25])
    computed = compile(graph)
    value, gradients = computed(**{name: value * factors for name, value in example["values"].items()})
    for place, factor in enumerate(factors):
        found = run(graph, {name: value * factor for name, value in example["values"].items()})
        assert value[place] == close(found.value)
        for name, gradient in gradients.items():
            assert gradient[place] == pytest.approx(found.gradients[name], rel=1e-10, abs=1e-12), name


@pytest.mark.parametrize(("text", "values"), AWKWARD)
@pytest.mark.parametrize("form", [float, lambda value: np.array([value, value])], ids=["float", "array"])
def test_no_answer_but_ieee(text: str, values: dict, form) -> None:
    found = run(read(text), values)
    value, gradients = compile(read(text))(**{name: form(number) for name, number in values.items()})
    assert np.ravel(value)[0] == pytest.approx(found.value, nan_ok=True)
    for name, gradient in gradients.items():
        assert np.ravel(gradient)[0] == pytest.approx(found.gradients[name], nan_ok=True), name


@pytest.mark.parametrize("ties", [Ties(), Ties("first"), Ties("random", 3), Ties("random", 4)], ids=str)
def test_ties(ties: Ties) -> None:
    graph = read("max(x, y, z) + 3*min(y, x, z)")
    point = {"x": 2.0, "y": 2.0, "z": 2.0}
    expected = dict(run(graph, point, ties).gradients)
    for form in (float, lambda value: np.array([value])):
        _, gradients = compile(graph, ties)(**{name: form(value) for name, value in point.items()})
        assert {name: float(np.ravel(gradient)[0]) for name, gradient in gradients.items()} == pytest.approx(
            {name: expected[name] for name in point}
        )


def test_axes_broadcast() -> None:
    across, down = np.linspace(-2, 2, 200)[None, :], np.linspace(-1, 1, 200)[:, None]
    value, gradients = compile(read("1 + exp(w1*x + w0)"))(w1=across, x=1.3, w0=down)
    assert float(value.sum()) == pytest.approx(162225.5448267124, rel=1e-12)
    assert {gradient.shape for gradient in gradients.values()} == {(200, 200)}


def test_gradients_of_arrays_have_their_shape_even_where_constant() -> None:
    value, gradients = compile(read("x + y\n"))(x=np.zeros(3), y=1.0)
    assert value.shape == gradients["x"].shape == gradients["y"].shape == (3,)


def test_names_that_python_cannot_bear() -> None:
    value, gradients = compile(read("lambda*x' + None + вес"))(**{"lambda": 2.0, "x'": 3.0, "None": 1.0, "вес": 0.0})
    assert (value, gradients["lambda"], gradients["x'"]) == (7.0, 3.0, 2.0)


def test_pinned_leaves_may_be_left_out() -> None:
    computed = compile(read("x = 3\nx*w"))
    assert computed(w=2.0)[0] == 6.0
    assert computed(w=2, x=5) == (10.0, {"x": 2.0, "w": 5.0})


@pytest.mark.parametrize(
    ("values", "code"), [({"x": 1.0}, "missing-value"), ({"x": 1.0, "y": 2.0, "z": 3.0}, "unknown-leaf")]
)
def test_leaves_must_match(values: dict, code: str) -> None:
    with pytest.raises(BindingError) as caught:
        compile(read("x*y"))(**values)
    assert caught.value.code == code


def test_an_output_that_is_a_leaf() -> None:
    assert compile(read("x"))(x=3.0) == (3.0, {"x": 1.0})
    assert compile(read("a = x\na"))(x=3.0) == (3.0, {"x": 1.0})
    assert compile(read("7"))() == (7.0, {})


def test_typed_names_never_reach_the_compiled_text() -> None:
    assert "secret" not in compile(read("secret*x")).text
