"""The engine against outside oracles (differences, SymPy, PyTorch), and how it behaves at the edges."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gradviz.autodiff.compiled import Compiled
from gradviz.autodiff.engine import default_bindings, run
from gradviz.autodiff.run import Run
from gradviz.errors import BindingError
from gradviz.graph.build import read
from gradviz.graph.graph import Graph, Variable
from gradviz.graph.symbolic import symbol
from gradviz.graph.ties import Ties
from gradviz.language.limits import LARGE
from tests.autodiff.random_programs import BINARY, KINKED, UNARY, points, programs


def at(graph: Graph, point: dict[str, float]) -> dict[str, float]:
    """The part of ``point`` that the graph has leaves for."""
    return {leaf.name: point[leaf.name] for leaf in graph.variables}


def differences(graph: Graph, point: dict[str, float], step: float = 1e-5) -> dict[str, float]:
    """Central differences, one leaf at a time."""

    def moved(name: str, by: float) -> float:
        return run(graph, {**point, name: point[name] + by}).value

    return {name: (moved(name, step) - moved(name, -step)) / (2 * step) for name in point}


@given(programs(), points)
def test_random_programs_against_central_differences(text: str, point: dict[str, float]) -> None:
    graph = read(text)
    found = run(graph, at(graph, point))
    for name, slope in differences(graph, at(graph, point)).items():
        assert found.gradients[name] == pytest.approx(slope, rel=1e-5, abs=1e-7), name


@given(programs(UNARY + BINARY + KINKED), points)
def test_random_kinked_programs_away_from_kinks(text: str, point: dict[str, float]) -> None:
    graph = read(text)
    found, here = run(graph, at(graph, point)), at(graph, point)
    fine, coarse = differences(graph, here, 1e-6), differences(graph, here, 1e-5)
    assume(all(math.isclose(fine[name], coarse[name], rel_tol=1e-4, abs_tol=1e-6) for name in here))
    assume(not found.kinks)
    for name, slope in fine.items():
        assert found.gradients[name] == pytest.approx(slope, rel=1e-3, abs=1e-5), name


@settings(max_examples=25)
@given(programs(lines=3), points)
def test_random_programs_against_the_symbolic_derivative(text: str, point: dict[str, float]) -> None:
    graph = read(text)
    found, expression = run(graph, at(graph, point)), graph.to_sympy()
    place = {symbol(name): value for name, value in at(graph, point).items()}
    assert float(expression.doit().subs(place)) == pytest.approx(found.value, rel=1e-9, abs=1e-12)
    for name, gradient in at(graph, point).items():
        slope = expression.diff(symbol(name)).doit().subs(place)
        assert float(slope) == pytest.approx(found.gradients[name], rel=1e-8, abs=1e-10), (name, gradient)


@settings(max_examples=50)
@given(programs(UNARY + BINARY + KINKED), points)
def test_random_programs_compiled(text: str, point: dict[str, float]) -> None:
    graph = read(text)
    found = run(graph, at(graph, point))
    value, gradients = Compiled(graph)(**at(graph, point))
    assert value == pytest.approx(found.value, rel=1e-11, abs=1e-13)
    for name, gradient in gradients.items():
        assert gradient == pytest.approx(found.gradients[name], rel=1e-9, abs=1e-12)


@settings(max_examples=50)
@given(programs(UNARY + KINKED), points)
def test_random_programs_against_pytorch(text: str, point: dict[str, float]) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is an optional oracle: pip install torch")
    graph = read(text)
    found = run(graph, at(graph, point))
    assume(not found.kinks)
    leaves = {
        name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in at(graph, point).items()
    }
    output = by_torch(torch, graph, leaves)
    output.backward()
    assert output.item() == pytest.approx(found.value, rel=1e-12, abs=1e-14)
    for name, leaf in leaves.items():
        slope = 0.0 if leaf.grad is None else leaf.grad.item()
        assert slope == pytest.approx(found.gradients[name], rel=1e-10, abs=1e-12)


def by_torch(torch, graph: Graph, leaves: dict):
    """The output computed by PyTorch, gate by gate."""
    functional = torch.nn.functional
    ops = {
        "add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div, "pow": torch.pow, "neg": torch.neg,
        "exp": torch.exp, "sin": torch.sin, "cos": torch.cos, "tanh": torch.tanh, "sigmoid": torch.sigmoid,
        "softplus": functional.softplus, "square": torch.square, "relu": torch.relu, "abs": torch.abs,
        "leaky_relu": lambda value, slope: torch.where(value > 0, value, slope * value),
        "max": lambda *values: torch.stack(values).amax(0), "min": lambda *values: torch.stack(values).amin(0),
    }  # fmt: skip
    values: dict = {}
    for node in graph.nodes:
        if isinstance(node, Variable):
            values[node.id] = leaves[node.name]
    for constant in graph.constants:
        values[constant.id] = torch.tensor(constant.value, dtype=torch.float64)
    for gate in graph.gates:
        values[gate.id] = ops[gate.op](*(values[source] for source in gate.inputs))
    return values[graph.output]


def test_running_twice_gives_the_same() -> None:
    graph, point = read("x*x + max(x, y)"), {"x": 2.0, "y": 2.0}
    for ties in (Ties(), Ties("first"), Ties("random", 7)):
        one, two = run(graph, point, ties), run(graph, point, ties)
        assert (one.node_values, one.node_gradients, one.wire_gradients, one.locals) == (
            two.node_values,
            two.node_gradients,
            two.wire_gradients,
            two.locals,
        )


def test_contributions_add_up_at_copies() -> None:
    found = run(read("a = x*x\na + x"), {"x": 3.0})
    (copy,) = found.graph.copies
    sent = [found.wire_gradients[wire.id] for wire in found.graph.out_of[copy.id]]
    assert sorted(sent) == [1.0, 3.0, 3.0]
    assert found.node_gradients[copy.id] == found.gradients["x"] == 7.0


def test_max_of_the_same_value_twice_has_slope_1() -> None:
    for rule in ("split", "first", "random"):
        assert run(read("max(x, x)"), {"x": 2.0}, Ties(rule)).gradients["x"] == 1.0


def test_nested_maxima_split_as_nested() -> None:
    found = run(read("max(max(x, y), z)"), {"x": 1, "y": 1, "z": 1})
    assert [found.gradients[name] for name in "xyz"] == [0.25, 0.25, 0.5]


def test_deep_chains_need_no_recursion() -> None:
    text = "\n".join(["a0 = x", *(f"a{n} = {'-' if n % 2 else '1*'}a{n - 1}" for n in range(1, 5000))])
    found = run(read(text, LARGE), {"x": 2.0})
    assert (found.value, found.gradients["x"]) == (2.0 * (-1) ** 2500, (-1.0) ** 2500)


def test_squaring_often_takes_no_longer_than_it_is_long() -> None:
    text = "\n".join(["a0 = x", *(f"a{n} = a{n - 1}*a{n - 1}" for n in range(1, 59))])
    assert run(read(text), {"x": 1.0}).gradients["x"] == 2.0**58


def test_a_forgotten_line_spoils_nothing() -> None:
    found = run(read("u = log(x)\nf = x*3"), {"x": 0.0})
    assert found.gradients["x"] == 3.0
    assert found.gradients["u"] == 0.0


def test_pinned_leaves_have_their_value_and_may_be_given_another() -> None:
    graph = read("x = 3\nx*w")
    assert run(graph, {"w": 2.0}).value == 6.0
    assert run(graph, {"w": 2.0, "x": 5}).value == 10.0
    assert default_bindings(graph) == {"w": 1.0}


@pytest.mark.parametrize(
    ("bindings", "code", "name"),
    [
        ({"x": 1}, "missing-value", "w1"),
        ({"w1": 1, "x": 1, "z": 1}, "unknown-leaf", "z"),
        ({"w1": 1, "w_1": 2, "x": 1}, "repeated-leaf", "w1"),
    ],
)
def test_leaves_must_match(bindings: dict, code: str, name: str) -> None:
    with pytest.raises(BindingError, match=name) as caught:
        run(read("w1*x"), bindings)
    assert caught.value.code == code


def test_only_leaves_that_are_there_are_listed() -> None:
    with pytest.raises(BindingError) as caught:
        run(read("x*y"), {"z": 1})
    assert str(caught.value.hint) == "The leaves are x, y."
    with pytest.raises(BindingError) as caught:
        run(read("2*3"), {"z": 1})
    assert caught.value.hint is None


def test_values_may_be_given_by_any_spelling_of_a_name() -> None:
    graph = read("λ*w₁")
    assert run(graph, {"λ": 2.0, "w_1": 3.0}).value == Compiled(graph)(λ=2.0, w_1=3.0)[0] == 6.0


def test_arrays_run_as_floats_do() -> None:
    graph, points = read("x*x + max(x, y) + exp(1000*x)"), np.array([-1.0, 0.0, 1.0, 2.0])
    found = run(graph, {"x": points, "y": 1.0})
    for place, value in enumerate(points):
        single = run(graph, {"x": value, "y": 1.0})
        assert found.value[place] == single.value
        assert found.gradients["x"][place] == single.gradients["x"]


def problems(text: str, **point: float) -> list[tuple[str, str]]:
    found = run(read(text), point)
    return [(problem.code, found.graph.labels[problem.gate]) for problem in found.problems]


@pytest.mark.parametrize(
    ("text", "point", "expected"),
    [
        ("exp(x) + 1", {"x": 1000}, [("overflow", "a")]),
        ("1/x", {"x": 0}, [("domain", "f")]),
        ("log(x)*2", {"x": 0}, [("domain", "a")]),
        ("log(x)*2", {"x": -1}, [("domain", "a")]),
        ("x^(1/3)", {"x": -8}, [("domain", "f")]),
        ("x^-1", {"x": 0}, [("domain", "f")]),
        ("exp(x) - exp(x)", {"x": 1000}, [("overflow", "a"), ("overflow", "b"), ("nan", "f")]),
        ("sqrt(x)", {"x": 0}, [("domain", "f")]),
        ("sqrt(x*x)", {"x": 0}, [("domain", "f"), ("nan", "a")]),
        ("x*1e200*1e200*0", {"x": 1}, [("overflow", "b"), ("nan", "f")]),
        ("1e200*(1e200*x)", {"x": 0}, [("overflow", "a")]),
        ("(-x)^2", {"x": 3}, []),
        ("x^2 + 0*x", {"x": -3}, []),
        ("x^(1+1)", {"x": -3}, []),
        ("u = log(x)\nf = x", {"x": 0}, [("domain", "u")]),
        ("1 + exp(x)", {"x": 1}, []),
    ],
)
def test_the_first_offender_comes_first(text: str, point: dict, expected: list) -> None:
    assert problems(text, **point) == expected


@pytest.mark.parametrize(
    ("text", "point", "word"),
    [
        ("relu(x)", {"x": 0}, "by convention its local derivative is 0"),
        ("abs(x)", {"x": 0}, "by convention its local derivative is 0"),
        ("leaky_relu(x)", {"x": 0}, "left"),
        ("x**y", {"x": 0, "y": 0}, "both of its local derivatives are 0"),
        ("max(x, y)", {"x": 1, "y": 1}, "equal share"),
        ("min(x, y, 5)", {"x": 1, "y": 1}, "equal share"),
    ],
)
def test_kinks_are_listed_with_the_convention(text: str, point: dict, word: str) -> None:
    (kink,) = run(read(text), point).kinks
    assert word in str(kink.message)


@pytest.mark.parametrize("text", ["relu(x)", "max(x, 0, 0)", "min(x, 5, 5)", "x**0", "0**x"])
def test_no_kink_away_from_it(text: str) -> None:
    found: Run = run(read(text), {"x": 1.0})
    assert found.kinks == ()


def test_another_target_is_what_sympy_derives() -> None:
    """The gradient of every gate with respect to every node that leads to it, unnamed ones among them."""
    text = "a = w*x\nm = tanh(a) + x*x\nf = m*x/(1 + exp(-m))"
    graph, point = read(text), {"w": 0.7, "x": 1.3}
    for gate in graph.gates:
        found = run(graph, point, target=gate.id)
        assert found.value == run(graph, point).node_values[gate.id]
        assert found.gradient(gate.id) == 1.0
        expression = graph.aimed_at(gate.id).to_sympy()
        for leaf in graph.variables:
            slope = expression.diff(symbol(leaf.name)).doit().subs({symbol(key): value for key, value in point.items()})
            expected = None if not found.graph.reaches_output[leaf.id] else pytest.approx(float(slope), rel=1e-12)
            assert found.gradients[leaf.name] == expected, (gate, leaf)


@settings(max_examples=40)
@given(programs(UNARY + BINARY + KINKED), points, st.integers(0, 99))
def test_a_target_is_the_program_cut_off_behind_it(text: str, point: dict[str, float], pick: int) -> None:
    """Aimed at a named line, the gradients are those of the program that ends with that line."""
    graph, lines = read(text), text.split("\n")
    last = pick % (len(lines) - 1)
    (target,) = (line.node for line in graph.lines if line.line == last)
    ending = read("\n".join(lines[: last + 1]))
    short = run(ending, at(ending, point))
    found = run(graph, at(graph, point), target=target)
    for name, gradient in found.gradients.items():
        if gradient is None:
            assert short.gradients.get(name, 0.0) == 0.0
        else:
            assert gradient == short.gradients[name], name
    value, gradients = Compiled(graph.aimed_at(target))(**at(graph, point))
    assert value == pytest.approx(short.value, rel=1e-12, abs=1e-14)
    for name, gradient in gradients.items():
        assert gradient == pytest.approx(short.gradients.get(name, 0.0), rel=1e-9, abs=1e-12)


def test_what_does_not_lead_to_the_target_has_no_gradient() -> None:
    graph = read("a = x*x\nb = y + 1\na*b + x")
    target = graph.lines[0].node
    found = run(graph, {"x": 3.0, "y": 5.0}, target=target)
    assert found.graph.output_name == "a"
    assert dict(found.gradients) == {"x": 6.0, "y": None, "a": 1.0, "b": None, "f": None}
    assert found.contributions == {"a": (3.0, 3.0), "b": (None, None), "#2": (None, None), "f": (None, None)}
    assert found.gradient(graph.copies[0].id) == 6.0
    assert found.values["f"] == 57.0
    unaimed = found.graph.aimed_at(graph.output)
    assert (unaimed.aimed, unaimed.output, unaimed.output_name) == (False, graph.output, "f")
    assert run(graph, {"x": 3.0, "y": 5.0}, target=graph.output).gradients["y"] == 9.0


def test_keys_and_labels_stay_when_the_target_moves() -> None:
    graph = read("1 + exp(w1*x + w0)")
    for gate in graph.gates:
        aimed = graph.aimed_at(gate.id)
        assert [aimed.key(node.id) for node in graph.nodes] == [graph.key(node.id) for node in graph.nodes]
        assert aimed.labels == graph.labels
        assert aimed.aimed_at(graph.gates[0].id).own == (graph.output, "f")


def test_a_copy_as_the_target_is_what_it_copies() -> None:
    graph = read("a = 2*x\nf = a*a")
    assert graph.aimed_at(graph.copies[0].id).output == graph.lines[0].node
