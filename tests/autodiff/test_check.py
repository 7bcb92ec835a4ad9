"""The check: every lesson agrees, kinks and poles are found where they are, and a wrong gradient is caught."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradviz.autodiff.check import Check, Method, Verdict, check, gravest, relative_error
from gradviz.autodiff.engine import run
from gradviz.autodiff.run import Run
from gradviz.errors import BindingError
from gradviz.graph.build import read
from gradviz.graph.ties import Ties
from tests.autodiff.examples import SCALAR, close
from tests.autodiff.random_programs import BINARY, KINKED, UNARY, points, programs

each_example = pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])


def recorded(text: str, **point: float) -> Run:
    graph = read(text)
    return run(graph, {leaf.name: point[leaf.name] for leaf in graph.variables if leaf.name in point})


def verdicts(found: Check, leaf: str = "x") -> list[str]:
    """One-sided, centred, symbolic, listing."""
    (checked,) = (item for item in found.leaves if item.leaf == leaf)
    assert [comparison.method for comparison in checked.comparisons] == list(Method)
    return [comparison.verdict for comparison in checked.comparisons]


NOT_PLAIN = {"gate-max-tie": Verdict.KINK, "triangle-three-lines": Verdict.COARSE}
"""One lesson stands at a tie; in one a gradient is nearly 0, and a one-sided difference misses it by more than that."""


@each_example
def test_every_lesson_agrees_but_for_the_tie(example: dict) -> None:
    recording = run(read(example["program"]), example["values"])
    found = check(recording)
    assert [leaf.leaf for leaf in found.leaves] == [leaf.name for leaf in recording.graph.variables]
    for leaf in found.leaves:
        assert leaf.gradient == close(recording.gradients[leaf.leaf])
        assert leaf.by(Method.LISTING).verdict is Verdict.AGREES
    assert found.verdict is NOT_PLAIN.get(example["id"], Verdict.AGREES)


@each_example
@pytest.mark.parametrize("epsilon", [1e-1, 1e-3, 1e-9, 1e-13])
def test_a_coarse_or_tiny_step_accuses_nobody(example: dict, epsilon: float) -> None:
    found = check(run(read(example["program"]), example["values"]), epsilon, symbolic=False)
    assert found.verdict is not Verdict.DISAGREES


@each_example
def test_a_wrong_gradient_is_caught_by_every_method(example: dict) -> None:
    """Each leaf's gradient in turn is off by one part in a thousand."""
    recording = run(read(example["program"]), example["values"])
    for leaf in recording.graph.variables:
        gradients = list(recording.node_gradients)
        gradients[leaf.id] = gradients[leaf.id] * 1.001 + (1e-3 if not gradients[leaf.id] else 0.0)
        (checked,) = check(replace(recording, node_gradients=tuple(gradients)), leaves=[leaf.name]).leaves
        expected = Verdict.KINK if example["id"] == "gate-max-tie" else Verdict.DISAGREES
        assert checked.by(Method.LISTING).verdict is Verdict.DISAGREES
        if not (example["id"] == "vanishing-10" and abs(gradients[leaf.id]) < 1e-7):  # rounding hides a part in 10¹⁰
            assert checked.by(Method.CENTRED).verdict is expected, leaf.name


AT_A_KINK = ["kink", "kink", "kink", "agrees"]
NEAR = ["agrees", "kink", "agrees", "agrees"]


@pytest.mark.parametrize(
    ("text", "point", "expected"),
    [
        ("relu(x)", {"x": 0.0}, AT_A_KINK),
        ("abs(x)", {"x": 0.0}, AT_A_KINK),
        ("leaky_relu(x)", {"x": 0.0}, AT_A_KINK),
        ("leaky_relu(x, 1)", {"x": 0.0}, ["agrees"] * 4),
        ("max(x, y)", {"x": 2.0, "y": 2.0}, AT_A_KINK),
        ("min(x, y, 5)", {"x": 2.0, "y": 2.0}, AT_A_KINK),
        ("max(x, x)", {"x": 2.0}, ["agrees", "agrees", "agrees", "agrees"]),
        ("relu(x)", {"x": 4e-6}, NEAR),
        ("relu(x)", {"x": -4e-6}, ["kink", "kink", "agrees", "agrees"]),
        ("relu(x)", {"x": 2e-5}, ["agrees"] * 4),
        ("max(x, y)", {"x": 1.000004, "y": 1.0}, NEAR),
        ("exp(abs(3*x - 1))", {"x": 1 / 3 + 2e-6}, NEAR),
        ("abs((x + 3e-6)*(x + 6e-6))", {"x": 0.0}, ["coarse", "kink", "agrees", "agrees"]),
        ("y*relu(1) + abs(0)*x", {"x": 1.0, "y": 1.0}, ["agrees"] * 4),
        ("u = relu(x)\nf = 2*x", {"x": 0.0}, ["agrees"] * 4),
        ("1/x", {"x": 4e-6}, ["coarse", "coarse", "agrees", "agrees"]),
        ("1/x", {"x": 0.0}, ["undefined", "undefined", "untried", "undefined"]),
        ("x^-2", {"x": 4e-6}, ["coarse", "coarse", "agrees", "agrees"]),
        ("tan(x)", {"x": math.pi / 2 - 4e-6}, ["coarse", "coarse", "agrees", "agrees"]),
        ("tan(x)", {"x": math.pi / 2}, ["coarse", "coarse", "agrees", "agrees"]),
        ("log(x)", {"x": 4e-6}, ["coarse", "coarse", "agrees", "agrees"]),
        ("log(x)", {"x": 1e-6}, ["coarse", "coarse", "agrees", "agrees"]),
        ("sqrt(x)", {"x": 4e-6}, ["coarse", "coarse", "agrees", "agrees"]),
        ("x^1.5", {"x": 0.0}, ["coarse", "undefined", "agrees", "agrees"]),
        ("(x - 1)^10", {"x": 1.0001}, ["coarse", "coarse", "agrees", "agrees"]),
        ("sqrt(x)", {"x": 0.0}, ["undefined", "undefined", "undefined", "undefined"]),
        ("x^2", {"x": 0.0}, ["coarse", "agrees", "agrees", "agrees"]),
        ("x^3", {"x": -2.0}, ["agrees"] * 4),
        ("tanh(x)", {"x": 19.5}, ["agrees"] * 4),
        ("tanh(x)", {"x": 15.0}, ["lost", "lost", "agrees", "agrees"]),
        ("sigmoid(x)*x - sigmoid(x)*x", {"x": 3.0}, ["lost", "lost", "agrees", "agrees"]),
        ("(1e8 + x) - 1e8", {"x": 1.0}, ["agrees"] * 4),
        ("sin(1e3*x)", {"x": 1.0}, ["agrees"] * 4),
        ("sin(1e5*x)", {"x": 1.0}, ["coarse", "coarse", "agrees", "agrees"]),
        ("x*x", {"x": 1e20}, ["lost", "lost", "agrees", "agrees"]),
        ("exp(x)", {"x": 1000.0}, ["undefined", "undefined", "untried", "undefined"]),
        ("2*3 + 0*x", {"x": 1.0}, ["agrees"] * 4),
        ("x", {"x": 1.0}, ["agrees"] * 4),
    ],
)
def test_verdicts(text: str, point: dict, expected: list[str]) -> None:
    assert verdicts(check(recorded(text, **point))) == expected


def test_too_large_a_step_is_not_called_a_missing_derivative() -> None:
    centred = check(recorded("log(x)", x=1e-6)).leaves[0].by(Method.CENTRED)
    assert "Within ε" in str(centred.message)
    assert check(recorded("log(x)", x=1e-6), 1e-9).verdict is Verdict.AGREES


@pytest.mark.parametrize("rule", ["split", "first"])
def test_what_sympy_does_at_a_tie_is_said(rule: str) -> None:
    tied = run(read("3*max(x, y)"), {"x": 2.0, "y": 2.0}, Ties(rule))
    symbolic = check(tied).leaves[0].by(Method.SYMBOLIC)
    assert symbolic.derivative == 1.5
    assert "SymPy gives each winner ½" in str(symbolic.message)


def test_a_kink_is_said_with_its_gate_and_no_derivative_is_hidden() -> None:
    recording = recorded("a = 2*x\nr = relu(a)\nr*r + r", x=1e-6)
    centred = check(recording).leaves[0].by(Method.CENTRED)
    assert [recording.graph.labels[gate] for gate in centred.gates] == ["r"]
    assert str(centred.message).startswith("r has a kink within ε")
    assert centred.derivative == pytest.approx(1.1, abs=1e-3)
    assert centred.error == pytest.approx((2 - 1.1) / 2, abs=1e-3)


@pytest.mark.parametrize("rule", ["split", "first", "random"])
def test_the_listing_is_checked_under_the_same_tie_rule(rule: str) -> None:
    graph = read("max(x, y, z)")
    found = check(run(graph, {"x": 1.0, "y": 1.0, "z": 1.0}, Ties(rule, 3)))
    assert all(leaf.by(Method.LISTING).verdict is Verdict.AGREES for leaf in found.leaves)


def test_evaluations_are_counted() -> None:
    """f(x) and the listing once; x ± ε and x ± ε/2 for each leaf; more where a kink could hide inside."""
    assert check(recorded("x*y + exp(x)", x=1.0, y=2.0)).evaluations == 2 + 2 * 4
    assert check(recorded("x*y + relu(x)", x=1.0, y=2.0)).evaluations == 2 + 4 + (4 + 4)
    assert check(recorded("x*y + exp(x)", x=1.0, y=2.0), leaves=["y"]).evaluations == 2 + 4


def test_the_relative_error_is_that_of_the_larger() -> None:
    assert relative_error(4.0, 5.0) == relative_error(5.0, 4.0) == relative_error(-4.0, -5.0) == 0.2
    assert relative_error(1.0, -1.0) == 2.0
    assert relative_error(0.0, 0.0) == 0.0
    assert math.isnan(relative_error(math.inf, 1.0))


def test_the_gravest_verdict() -> None:
    assert gravest([]) is Verdict.UNTRIED
    assert gravest([Verdict.UNTRIED, Verdict.AGREES]) is Verdict.AGREES
    assert gravest(list(Verdict)) is Verdict.DISAGREES


def test_only_leaves_and_steps_that_can_be() -> None:
    recording = recorded("x*y", x=1.0, y=2.0)
    with pytest.raises(BindingError, match="z"):
        check(recording, leaves=["z"])
    for epsilon in (0.0, -1e-5, math.nan, math.inf):
        with pytest.raises(ValueError, match="epsilon"):
            check(recording, epsilon)


def test_sympy_is_spared_what_it_cannot_do() -> None:
    large = recorded("\n".join(["a0 = x", *(f"a{n} = a{n - 1}*a{n - 1}" for n in range(1, 12))]), x=1.0)
    symbolic = check(large).leaves[0].by(Method.SYMBOLIC)
    assert (symbolic.verdict, symbolic.derivative) == (Verdict.UNTRIED, None)
    assert "too large" in str(symbolic.message)
    deep = recorded(
        "\n".join(["a0 = x", *(f"a{n} = sin(a{n - 1})" for n in range(1, 59)), "cos(sin(cos(a58)))"]), x=1.0
    )
    assert check(deep).leaves[0].by(Method.SYMBOLIC).verdict is Verdict.UNTRIED
    left_alone = check(recorded("x*x", x=1.0), symbolic=False).leaves[0].by(Method.SYMBOLIC)
    assert str(left_alone.message) == "SymPy was not asked."


@settings(max_examples=60)
@given(programs(UNARY + BINARY + KINKED), points, st.sampled_from([1e-3, 1e-5, 1e-7, 1e-10]))
def test_random_programs_are_never_accused(text: str, point: dict[str, float], epsilon: float) -> None:
    found = check(recorded(text, **point), epsilon, symbolic=False)
    assert found.verdict in (Verdict.AGREES, Verdict.KINK, Verdict.COARSE)


@settings(max_examples=15)
@given(programs(UNARY + BINARY + KINKED, lines=3), points)
def test_random_programs_agree_with_the_symbolic_derivative(text: str, point: dict[str, float]) -> None:
    for leaf in check(recorded(text, **point)).leaves:
        assert leaf.by(Method.SYMBOLIC).verdict in (Verdict.AGREES, Verdict.KINK, Verdict.UNTRIED)


def test_a_gradient_smaller_than_rounding_is_not_called_checked():
    graph = read("tanh(" * 6 + "20*x" + ")" * 6)
    found = check(run(graph, {"x": 0.9}), symbolic=False).leaves[0]
    assert 0 < abs(found.gradient) < 1e-12
    assert found.by(Method.CENTRED).verdict is Verdict.LOST
    assert found.verdict is Verdict.LOST


def test_a_power_with_a_constant_exponent_of_zero_is_smooth_at_zero() -> None:
    assert check(run(read("x^0"), {"x": 0.0})).verdict is Verdict.AGREES
    assert check(run(read("x^y"), {"x": 0.0, "y": 0.0})).verdict is not Verdict.AGREES
