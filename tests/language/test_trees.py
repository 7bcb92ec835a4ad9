"""Properties on random trees: they read back from every spelling, spans hold, Python and SymPy agree."""

from __future__ import annotations

import ast
import math
from random import Random

import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sympy.parsing.sympy_parser import parse_expr

from gradviz.language.syntax import Apply, Expr, Name, Number
from tests.language.trees import NUMBERS, POWER, SIGN, canonical_form, nodes, random_trees, shown, spelled, tree

RANDOM = st.builds(Random, st.integers(0, 2**32))


@given(random_trees, RANDOM)
@settings(max_examples=600)
def test_a_tree_reads_back_from_every_spelling(expected, random):
    assert shown(tree(spelled(expected, random))) == canonical_form(expected)


@given(random_trees, RANDOM)
@settings(max_examples=300)
def test_the_text_at_a_span_is_the_same_tree(expected, random):
    text = spelled(expected, random)
    for node in nodes(tree(text)):
        assert shown(tree(text[slice(*node.span)])) == shown(node)


@given(random_trees, RANDOM)
@settings(max_examples=200)
def test_places_lie_inside_their_nodes_and_inputs_in_order(expected, random):
    for node in nodes(tree(spelled(expected, random))):
        assert node.span[0] <= node.at[0] <= node.at[1] <= node.span[1]
        edges = [edge for part in getattr(node, "inputs", ()) for edge in part.span]
        assert edges == sorted(edges)
        assert all(node.span[0] <= edge <= node.span[1] for edge in edges)


# On Python's own notation the tree is Python's, and the value is Python's and SymPy's.

PYTHON_NAMES = ("x", "y", "w1")
python_trees = st.recursive(
    st.sampled_from(PYTHON_NAMES + NUMBERS),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(list(SIGN)), inner, inner),
        st.tuples(st.sampled_from(["neg", "exp", "tanh", "abs"]), inner),
    ),
    max_leaves=10,
)


def python_text(tree: tuple | str) -> str:
    """``tree`` in Python's notation, with only the brackets it needs."""
    if isinstance(tree, str):
        return tree
    gate, *inputs = tree
    if gate == "neg":
        return "-" + operand(inputs[0], 30)
    if gate in SIGN:
        sign = "**" if gate == "pow" else f" {SIGN[gate]} "
        right = 30 if gate == "pow" else POWER[gate] + 1
        return operand(inputs[0], POWER[gate] + (gate == "pow")) + sign + operand(inputs[1], right)
    return f"{gate}({python_text(inputs[0])})"


def operand(tree: tuple | str, least: int) -> str:
    negative = isinstance(tree, str) and tree[0] == "-"
    power = 30 if negative else POWER.get(tree[0], 50) if isinstance(tree, tuple) else 50
    return python_text(tree) if power >= least else f"({python_text(tree)})"


OPERATORS = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.Pow: "pow"}


def python_shown(node: ast.expr, text: str) -> str:
    """Python's tree in our notation; to Python, -4 is a minus before 4."""
    if isinstance(node, ast.BinOp):
        inputs = (python_shown(part, text) for part in (node.left, node.right))
        return f"{OPERATORS[type(node.op)]}({', '.join(inputs)})"
    if isinstance(node, ast.UnaryOp):
        return f"neg({python_shown(node.operand, text)})"
    if isinstance(node, ast.Call):
        return f"{node.func.id}({python_shown(node.args[0], text)})"
    return ast.get_source_segment(text, node)


def with_minus_apart(expr: Expr) -> str:
    if isinstance(expr, Apply):
        return f"{expr.op}({', '.join(map(with_minus_apart, expr.inputs))})"
    text = shown(expr)
    return f"neg({text[1:]})" if text.startswith("-") else text


@given(python_trees)
@settings(max_examples=400)
def test_the_tree_is_pythons(expected):
    text = python_text(expected)
    assert with_minus_apart(tree(text)) == python_shown(ast.parse(text, mode="eval").body, text)


VALUES = {"x": 1.25, "y": -0.5, "w1": 2.0}
FUNCTIONS = {"exp": math.exp, "tanh": math.tanh, "abs": abs}
GATES = {
    **FUNCTIONS,
    "neg": lambda a: -a,
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "pow": lambda a, b: a**b,
}


def value(expr: Expr) -> complex:
    if isinstance(expr, Number):
        return expr.value
    if isinstance(expr, Name):
        return VALUES[expr.name]
    return GATES[expr.op](*map(value, expr.inputs))


def tame(expr: Expr) -> bool:
    """Whether every part has a real value of ordinary size, so that two ways of computing it agree."""
    try:
        return all(isinstance(v := value(node), float) and (v == 0 or 1e-9 < abs(v) < 1e9) for node in nodes(expr))
    except (ArithmeticError, TypeError):
        return False


@given(python_trees)
@settings(max_examples=150)
def test_the_value_is_pythons_and_sympys(expected):
    text = python_text(expected)
    ours = tree(text)
    assume(tame(ours))
    pythons = eval(compile(text, "<test>", "eval"), {"__builtins__": {}}, {**VALUES, **FUNCTIONS})
    symbolic = parse_expr(text, evaluate=False)
    sympys = symbolic.subs([(sympy.Symbol(name), number) for name, number in VALUES.items()]).evalf()
    assert value(ours) == pytest.approx(pythons, rel=1e-12, abs=1e-12)
    assert value(ours) == pytest.approx(float(sympys), rel=1e-6, abs=1e-9)
