"""Every entry of the gate table against differences, SymPy and IEEE; nothing outside it knows a gate's name."""

from __future__ import annotations

import ast
import itertools
import math
import random
import tomllib
from pathlib import Path

import numpy as np
import pytest
import sympy

from gradviz import i18n, resources
from gradviz.graph import ieee
from gradviz.graph.gate import GateKind
from gradviz.graph.gates import GATES
from gradviz.graph.ties import Ties

INF, NAN = math.inf, math.nan
PACKAGE = Path(__file__).parents[2] / "gradviz"
VARIADIC = 3
AWKWARD = (0.0, -0.0, 1.0, -1.0, -8.0, 1 / 3, 2.5, 710.0, -746.0, 1e308, -1e308, 5e-324, INF, -INF, NAN)

each_gate = pytest.mark.parametrize("kind", GATES.values(), ids=GATES)
each_kinked = pytest.mark.parametrize("op", ["pow", "relu", "leaky_relu", "abs", "max", "min"])


def arity(kind: GateKind) -> int:
    return VARIADIC if kind.most is None else kind.most


def samples(kind: GateKind, count: int = 40) -> list[tuple[float, ...]]:
    """Points of the entry's ranges, the kinks and ties avoided."""
    rnd = random.Random(kind.name)
    ranges = list(itertools.islice(itertools.cycle(kind.samples), arity(kind)))
    return [tuple(rnd.uniform(low, high) for low, high in ranges) for _ in range(count)]


def test_the_first_set_is_complete() -> None:
    names = "add sub neg mul div pow exp log sqrt sin cos tan abs sigmoid tanh relu leaky_relu softplus max min square"
    assert set(GATES) == {*names.split(), "id", "copy", "fold"}
    assert all(name == kind.name for name, kind in GATES.items())


@each_gate
def test_local_derivatives_against_central_differences(kind: GateKind) -> None:
    for point in samples(kind):
        found = kind.locals(kind.forward(*point), point)
        for slot, local in enumerate(found):
            step = 1e-6 * max(1.0, abs(point[slot]))
            up, down = (kind.forward(*(v + s * (k == slot) for k, v in enumerate(point))) for s in (step, -step))
            assert local == pytest.approx((up - down) / (2 * step), rel=1e-6, abs=1e-7)


@each_gate
def test_value_and_local_derivatives_against_sympy(kind: GateKind) -> None:
    places = sympy.symbols(f"a:{arity(kind)}", real=True)
    formula = kind.formula(sympy, *places)
    slopes = [sympy.diff(formula, place) for place in places]
    for point in samples(kind, 10):
        at = dict(zip(places, map(sympy.Float, point), strict=True))
        assert kind.forward(*point) == pytest.approx(float(formula.subs(at)), rel=1e-12, abs=1e-15)
        for local, slope in zip(kind.locals(kind.forward(*point), point), slopes, strict=True):
            assert local == pytest.approx(float(slope.subs(at)), rel=1e-10, abs=1e-14)


@each_gate
def test_nothing_is_raised_and_arrays_agree_with_floats(kind: GateKind) -> None:
    points = list(itertools.product(AWKWARD, repeat=min(arity(kind), 2)))
    points = [(*point, *[1.0] * (arity(kind) - len(point))) for point in points]
    columns = [np.array(column) for column in zip(*points, strict=True)]
    with ieee.quiet(*columns):
        out = kind.forward(*columns)
        slopes = kind.locals(out, tuple(columns))
    for place, point in enumerate(points):
        value = kind.forward(*point)
        assert isinstance(value, float)
        assert value == pytest.approx(out[place], rel=1e-14, nan_ok=True), point
        for slope, column in zip(kind.locals(value, point), slopes, strict=True):
            assert slope == pytest.approx(np.broadcast_to(column, out.shape)[place], rel=1e-12, nan_ok=True), point


@each_gate
def test_nan_in_nan_out(kind: GateKind) -> None:
    if kind.name == "pow":
        assert math.isnan(kind.forward(NAN, 2.0))
        return
    for slot in range(arity(kind)):
        point = [-1.0] * arity(kind)
        point[slot] = NAN
        assert math.isnan(kind.forward(*point))


@pytest.mark.parametrize(
    ("op", "inputs", "value"),
    [
        ("exp", (709.8,), INF),
        ("exp", (-746.0,), 0.0),
        ("log", (0.0,), -INF),
        ("log", (-1.0,), NAN),
        ("sqrt", (-1.0,), NAN),
        ("div", (1.0, 0.0), INF),
        ("div", (1.0, -0.0), -INF),
        ("div", (-1.0, 0.0), -INF),
        ("div", (0.0, 0.0), NAN),
        ("pow", (0.0, 0.0), 1.0),
        ("pow", (-8.0, 1 / 3), NAN),
        ("pow", (-2.0, 3.0), -8.0),
        ("pow", (0.0, -1.0), INF),
        ("pow", (-0.0, -1.0), -INF),
        ("pow", (-0.0, -2.0), INF),
        ("pow", (-1e200, 3.0), -INF),
        ("pow", (1e200, 2.0), INF),
        ("mul", (0.0, INF), NAN),
        ("add", (INF, -INF), NAN),
        ("sin", (INF,), NAN),
        ("sigmoid", (-1000.0,), 0.0),
        ("sigmoid", (1000.0,), 1.0),
        ("softplus", (1000.0,), 1000.0),
        ("softplus", (-1000.0,), 0.0),
        ("relu", (NAN,), NAN),
        ("max", (1.0, NAN), NAN),
        ("min", (NAN, 1.0), NAN),
    ],
)
def test_ieee_values(op: str, inputs: tuple[float, ...], value: float) -> None:
    found = GATES[op].forward(*inputs)
    assert found == value or (math.isnan(found) and math.isnan(value))


@pytest.mark.parametrize(
    ("op", "inputs", "slopes"),
    [
        ("pow", (0.0, 0.0), (0.0, 0.0)),
        ("pow", (0.0, 0.5), (INF, 0.0)),
        ("pow", (0.0, 1.0), (1.0, 0.0)),
        ("pow", (-2.0, 3.0), (12.0, NAN)),
        ("pow", (5.0, 0.0), (0.0, math.log(5.0))),
        ("pow", (0.0, 0.0), (0.0, 0.0)),
        ("log", (0.0,), (INF,)),
        ("log", (-2.0,), (NAN,)),
        ("sqrt", (0.0,), (INF,)),
        ("sigmoid", (40.0,), (0.0,)),
        ("relu", (0.0,), (0.0,)),
        ("abs", (0.0,), (0.0,)),
        ("leaky_relu", (0.0, 0.01), (0.01, 0.0)),
        ("max", (2.0, 2.0), (0.5, 0.5)),
        ("max", (2.0, 2.0, 2.0), (1 / 3, 1 / 3, 1 / 3)),
        ("max", (2.0, 1.0, 2.0), (0.5, 0.0, 0.5)),
        ("min", (2.0, 1.0, 1.0), (0.0, 0.5, 0.5)),
    ],
)
def test_slopes_at_kinks_and_edges(op: str, inputs: tuple[float, ...], slopes: tuple[float, ...]) -> None:
    assert GATES[op].locals(GATES[op].forward(*inputs), inputs) == pytest.approx(slopes, nan_ok=True)


def test_tie_rules() -> None:
    assert Ties("first").shares([1.0, 3.0, 3.0]) == (0.0, 1.0, 0.0)
    drawn = {Ties("random", seed).shares([1.0, 3.0, 3.0]) for seed in range(20)}
    assert drawn == {(0.0, 1.0, 0.0), (0.0, 0.0, 1.0)}
    assert Ties("random", 5).shares([3.0, 3.0], gate=2) == Ties("random", 5).shares([3.0, 3.0], gate=2)
    assert len({Ties("random", 5).shares([3.0, 3.0], gate) for gate in range(20)}) == 2
    with pytest.raises(ValueError, match="split"):
        Ties("last")


@each_gate
def test_a_sign_is_that_of_a_textbook_or_says_the_gate_in_letters(kind: GateKind) -> None:
    """A keyboard's mark such as ^ or * is tiny in its circle, and no mathematician's."""
    assert kind.symbol in {"+", "−", "×", "÷", "=", "•", "√", "|·|"} or kind.symbol[0].isalpha()


@each_gate
def test_texts_in_both_languages(kind: GateKind) -> None:
    texts = tomllib.loads(resources.read_text(f"explain/{kind.name}.toml"))
    for what, entry in texts.items():
        assert set(entry) == set(i18n.LANGUAGES)
        least, most = (14, 100) if what == "forward" else (31, 400)
        assert all(least <= len(text) <= most and text.endswith(".") for text in entry.values())
    assert {"forward", "text"} <= set(texts)


@each_gate
def test_what_a_gate_computes_is_told_without_a_word_of_the_backward_pass(kind: GateKind) -> None:
    texts = tomllib.loads(resources.read_text(f"explain/{kind.name}.toml"))["forward"]
    for word in ("gradient", "slope by", "upstream", "градиент", "производн"):
        assert not any(word in text.lower() for text in texts.values())


@each_kinked
def test_kinked_gates_name_the_convention_and_the_libraries(op: str) -> None:
    texts = tomllib.loads(resources.read_text(f"explain/{op}.toml"))
    for library in ("PyTorch", "TensorFlow", "JAX"):
        assert all(library.lower() in texts["convention"][code].lower() for code in i18n.LANGUAGES)
    assert GATES[op].kink or GATES[op].routes


def test_every_explanation_belongs_to_a_gate() -> None:
    assert resources.names("explain", ".toml") == sorted(f"{name}.toml" for name in GATES)


def test_nothing_outside_the_table_compares_a_gate_s_name() -> None:
    """No ``if gate == …``: the reader and the number box know operators by their tokens, all others ask the table."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.parent.name == "language" or path.name == "gates.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare) and _mentions_op(node):
                found.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert not found


def _mentions_op(node: ast.Compare) -> bool:
    sides = [node.left, *node.comparators]
    asked = any(isinstance(side, ast.Attribute) and side.attr == "op" for side in sides)
    return asked or any(
        isinstance(leaf, ast.Constant) and leaf.value in GATES and leaf.value not in {"copy", "id"}
        for side in sides
        for leaf in ast.walk(side)
    )


@pytest.mark.parametrize(
    ("op", "slot", "local", "exact"),
    [
        ("add", 0, 1.0, True),
        ("sub", 1, -1.0, True),
        ("neg", 0, -1.0, True),
        ("mul", 0, 1.0, False),
        ("exp", 0, 1.0, False),
        ("relu", 0, 1.0, True),
        ("relu", 0, 0.0, True),
        ("max", 0, 1.0, True),
        ("max", 0, 0.5, False),
        ("abs", 0, -1.0, True),
        ("tanh", 0, 1.0, False),
    ],
)
def test_only_what_holds_for_other_inputs_too_is_exact(op, slot, local, exact):
    assert GATES[op].is_exact(slot, local) is exact
