"""The compiled listing against the recorded run, on floats and on arrays, also where Python would raise."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradviz.autodiff.compiled import Compiled, compile
from gradviz.autodiff.engine import run
from gradviz.errors import BindingError
from gradviz.graph.build import read
from gradviz.graph.ties import Ties
from tests.autodiff.examples import SCALAR, close
from tests.autodiff.random_programs import BINARY, KINKED, UNARY, points, programs

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
    assert "secret" not in Compiled(read("secret*x")).text


def test_names_of_leaves_may_be_those_of_the_code() -> None:
    """Whatever the text calls its own variables, a leaf of the same name is another thing."""
    text = "v3*leaf0 + others*g0 + values*general + type*float + careful + raised + k1*exp(self - 2)"
    names = [leaf.name for leaf in read(text).variables]
    point = {name: 1.0 + 0.1 * place for place, name in enumerate(names)}
    found = run(read(text), point)
    value, gradients = compile(read(text))(**point)
    assert value == pytest.approx(found.value)
    assert gradients == pytest.approx({name: found.gradients[name] for name in names})


@pytest.mark.parametrize("count", [1, 12, 13, 40])
def test_few_and_many_leaves(count: int) -> None:
    graph = read(" + ".join(f"x{n}*x{n}" for n in range(count)))
    computed, point = compile(graph), {f"x{n}": float(n) for n in range(count)}
    expected = (sum(n * n for n in range(count)), {name: 2 * value for name, value in point.items()})
    assert computed(**point) == expected
    assert computed(**{name: int(value) for name, value in point.items()}) == expected
    value, gradients = computed(**{**point, "x0": np.array([0.0, 1.0])})
    assert value.tolist() == [expected[0], expected[0] + 1]
    assert gradients["x0"].tolist() == [0.0, 2.0]
    assert computed(**{**point, "x0": 1e200})[0] == math.inf
    for wrong in ({"x0": 1.0, "z": 1.0}, {**point, "z": 1.0}, dict(list(point.items())[1:])):
        with pytest.raises(BindingError):
            computed(**wrong)


def test_given_arrays_are_never_handed_back() -> None:
    given = np.array([1.0, 2.0])
    value, gradients = compile(read("a = x\ny*a"))(x=given, y=np.array([3.0, 4.0]))
    for array in (value, *gradients.values()):
        array[:] = 0.0
    assert given.tolist() == [1.0, 2.0]
    value, gradients = compile(read("x + y"))(x=given, y=given)
    gradients["x"][:] = 7.0
    assert gradients["y"].tolist() == [1.0, 1.0]
    assert value.tolist() == [2.0, 4.0]


def test_a_forgotten_line_is_not_computed() -> None:
    assert "log" not in Compiled(read("u = log(x)\nf = 3*x")).text


@settings(max_examples=50)
@given(programs(UNARY + BINARY + KINKED), points, st.sampled_from(["split", "first", "random"]))
def test_random_programs_to_the_last_bits(text: str, point: dict[str, float], rule: str) -> None:
    graph, ties = read(text), Ties(rule, 5)
    here = {leaf.name: point[leaf.name] for leaf in graph.variables}
    found = run(graph, here, ties)
    for form in (float, lambda value: np.array([value])):
        value, gradients = compile(graph, ties)(**{name: form(number) for name, number in here.items()})
        assert float(np.ravel(value)[0]) == pytest.approx(found.value, rel=1e-12, abs=1e-14)
        for name, gradient in gradients.items():
            assert float(np.ravel(gradient)[0]) == pytest.approx(found.gradients[name], rel=1e-9, abs=1e-12)
