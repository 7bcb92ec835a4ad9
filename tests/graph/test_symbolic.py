"""To SymPy and back: as typed out, ordinary SymPy by ``doit``, any expression in."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import sympy

from gradviz.autodiff.engine import run
from gradviz.errors import ReadError
from gradviz.graph.build import read
from gradviz.graph.graph import Graph
from gradviz.graph.symbolic import derivative, latex_of, symbol
from gradviz.language.limits import LARGE

x, y, z = (symbol(name) for name in "xyz")


@pytest.mark.parametrize(
    "text",
    [
        "1 + exp(w1*x + w0)",
        "x - x",
        "max(y, x)",
        "max(x, x, y)",
        "x*1 + 0",
        "2*3 + 4",
        "exp(0.5)*0.25",
        "exp(0) + log(1)",
        "-(-x)",
        "a + (b + c)",
        "x^-2 + square(x)",
        "leaky_relu(x) + softplus(x) + relu(-4)",
        "lambda*beta + S*N - E",
        "pi*x + e",
        "x'*вес",
    ],
)
def test_there_and_back_as_typed(text: str) -> None:
    graph = read(text)
    assert Graph.from_sympy(graph.to_sympy()).canonical() == graph.canonical()


@pytest.mark.parametrize(
    ("expression", "canonical"),
    [
        (x / y, "div(x, y)"),
        (1 / y, "div(1, y)"),
        (-x, "neg(x)"),
        (-x * y, "neg(mul(x, y))"),
        (-2 * x, "mul(-2, x)"),
        (x / 2, "div(x, 2)"),
        (-3 * x / 4, "neg(div(mul(3, x), 4))"),
        (sympy.sqrt(x), "sqrt(x)"),
        (1 / sympy.sqrt(x), "div(1, sqrt(x))"),
        (x**3, "pow(x, 3)"),
        (x**y, "pow(x, y)"),
        (sympy.exp(x), "exp(x)"),
        (sympy.Abs(x), "abs(x)"),
        (sympy.Float(0.5) * x, "mul(0.5, x)"),
        (sympy.Integer(7), "7"),
        (sympy.sin(sympy.cos(sympy.tan(sympy.tanh(sympy.log(x))))), "sin(cos(tan(tanh(log(x)))))"),
        (sympy.Add(y, x, evaluate=False), "add(y, x)"),
        (sympy.Mul(x, sympy.Pow(y, -1, evaluate=False), evaluate=False), "div(x, y)"),
    ],
)
def test_any_expression_in(expression: sympy.Expr, canonical: str) -> None:
    assert Graph.from_sympy(expression).canonical() == canonical


@pytest.mark.parametrize(
    ("expression", "canonical"),
    [
        (x + y, {"add(x, y)", "add(y, x)"}),
        (x * y, {"mul(x, y)", "mul(y, x)"}),
        (sympy.Rational(1, 3) + x, {"add(x, div(1, 3))", "add(div(1, 3), x)"}),
        (sympy.Max(x, y), {"max(x, y)", "max(y, x)"}),
        (sympy.pi * sympy.E, {"mul(e, pi)", "mul(pi, e)"}),
        (sympy.Symbol("w_1") * sympy.Symbol("lambda"), {"mul(lambda, w1)", "mul(w1, lambda)"}),
    ],
)
def test_the_order_of_commuting_terms_is_sympys(expression: sympy.Expr, canonical: set[str]) -> None:
    assert Graph.from_sympy(expression).canonical() in canonical


def test_long_sums_group_left() -> None:
    gates = Graph.from_sympy(x + y + z).gates
    assert gates[1].inputs[0] == gates[0].id


@pytest.mark.parametrize(
    "expression",
    [
        sympy.factorial(x),
        sympy.erf(x),
        sympy.I * x,
        sympy.oo,
        sympy.nan,
        sympy.zoo,
        sympy.Piecewise((x, x > 0), (0, True)),
        sympy.Symbol("__import__('os')"),
        sympy.Symbol(""),
        x > 0,
        "x + 1",
        None,
    ],
    ids=str,
)
def test_what_no_gate_stands_for(expression: object) -> None:
    with pytest.raises(ReadError) as caught:
        Graph.from_sympy(expression)
    assert caught.value.code == "unsupported"


@pytest.mark.parametrize(
    "number",
    [
        sympy.Float("1e999"),
        sympy.Float("1e-999"),
        sympy.Integer(10) ** 400,
        -(sympy.Integer(10) ** 400),
        sympy.Rational(1, 10**400),
    ],
    ids=["large", "tiny", "whole", "negative", "fraction"],
)
def test_numbers_no_float_holds_are_refused(number: sympy.Expr) -> None:
    with pytest.raises(ReadError) as caught:
        Graph.from_sympy(number * x)
    assert caught.value.code == "number-too-large"


def test_doit_gives_ordinary_sympy() -> None:
    expression = read("sigmoid(x)*y - square(x)").to_sympy().doit()
    assert sympy.simplify(expression - (y / (1 + sympy.exp(-x)) - x**2)) == 0


def test_derivatives_of_gate_functions() -> None:
    graph = read("exp(x*y) + tanh(x)/y")
    slope = graph.to_sympy().diff(x).doit()
    found = run(graph, {"x": 0.3, "y": 1.7})
    assert float(slope.subs({x: 0.3, y: 1.7})) == pytest.approx(found.gradients["x"], rel=1e-12)


def test_substitution_keeps_the_order() -> None:
    assert str(read("x + x").to_sympy().subs(x, 3)) == "add(3, 3)"


def test_values_agree() -> None:
    expression = sympy.log(x**2 + 1) / sympy.sqrt(y) - sympy.exp(-x) * sympy.Rational(2, 3)
    value = run(Graph.from_sympy(expression), {"x": 0.7, "y": 2.0}).value
    assert value == pytest.approx(float(expression.subs({x: 0.7, y: 2.0})), rel=1e-12)


def test_long_chains_need_no_recursion() -> None:
    lines = ["a0 = x", *(f"a{n} = tanh(a{n - 1})" for n in range(1, 3000))]
    expression = read("\n".join(lines), LARGE).to_sympy()
    assert len(Graph.from_sympy(expression).gates) == 3000


def test_the_output_is_called_out_where_f_is_taken() -> None:
    assert Graph.from_sympy(symbol("f") + 1).output_name == "out"


def test_importing_gradviz_leaves_sympy_alone(python_environment: dict[str, str]) -> None:
    code = (
        "import json, sys; from gradviz import api; from gradviz.export import latex;"
        "g = api.read('x*x'); api.run(g, x=1); api.compile(g)(x=1.0); latex.latex(g);"
        "print(json.dumps([name in sys.modules for name in ('sympy', 'networkx', 'numpy')]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=python_environment, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [False, False, False]


def test_networkx() -> None:
    network = read("x*x + 1").to_networkx()
    assert [network.nodes[node]["kind"] for node in network] == ["variable", "copy", "gate", "constant", "gate"]
    assert sorted(slot for _, _, slot in network.edges(1, data="slot")) == [0, 1]
    assert network.number_of_edges() == 5
    assert network.nodes[network.graph["output"]]["op"] == "add"


@pytest.mark.parametrize(
    ("text", "comma", "expected"),
    [
        ("relu(x)", False, r"\begin{cases} 1 & x > 0 \\0 & \text{otherwise} \end{cases}"),
        ("max(x, theta)", False, r"\operatorname{Heaviside}\left(- \theta + x\right)"),
        ("0.5*x", True, "0{,}5"),
    ],
)
def test_a_derivative_is_written_in_latex(text, comma, expected):
    slope = derivative(read(text), "x")
    assert latex_of(slope, {"x": "x", "theta": r"\theta"}, comma) == expected
