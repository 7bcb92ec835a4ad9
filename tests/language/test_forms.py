"""How text is read: precedence, signs, numbers, brackets, bars, implicit products, functions, programs."""

from __future__ import annotations

import pytest

from gradviz.language.syntax import Apply, Assignment, Name, Number
from tests.language.trees import nodes, program, shown_program, tree

READS = {
    # grouping
    "a*b/c": "div(mul(a, b), c)",
    "a/b*c": "mul(div(a, b), c)",
    "a-b+c": "add(sub(a, b), c)",
    "2**3**2": "pow(2, pow(3, 2))",
    "[a+b]*(c)": "mul(add(a, b), c)",
    # signs
    "-x^2": "neg(pow(x, 2))",
    "-a*b": "mul(neg(a), b)",
    "a^-b": "pow(a, neg(b))",
    "a^-b*c": "mul(pow(a, neg(b)), c)",
    "a^-b^c": "pow(a, neg(pow(b, c)))",
    "a - -b": "sub(a, neg(b))",
    "+x": "x",
    "a*+b": "mul(a, b)",
    "-4*y": "mul(-4, y)",
    "- 4*y": "mul(-4, y)",
    "(-4)^2": "pow(-4, 2)",
    "-4^2": "neg(pow(4, 2))",
    "-4²": "neg(pow(4, 2))",
    "-(4)": "neg(4)",
    "2^-3": "pow(2, -3)",
    "--4": "neg(-4)",
    "-pi": "neg(pi)",
    "2 -4": "sub(2, 4)",
    # numbers, kept as typed
    "0.50 + .7": "add(0.50, .7)",
    "7. + 1e-4": "add(7., 1e-4)",
    "3e": "mul(3, e)",
    "3e5": "3e5",
    "3ex": "mul(3, ex)",
    "１２ + 𝟑": "add(12, 3)",
    # operators of other keyboards
    "a−b–c": "sub(sub(a, b), c)",
    "a·b×c∙d⋅e1∗f": "mul(mul(mul(mul(mul(a, b), c), d), e1), f)",
    "a÷b∕c": "div(div(a, b), c)",
    "x²": "pow(x, 2)",
    "x⁻¹": "pow(x, -1)",
    "x²³": "pow(x, 23)",
    "x²^3": "pow(x, pow(2, 3))",
    "（a＋b）": "add(a, b)",
    "\ufeffx\u00a0+\u2009y\u202f": "add(x, y)",
    # bars
    "|x|": "abs(x)",
    "||a| - b|": "abs(sub(abs(a), b))",
    "2|x|": "mul(2, abs(x))",
    "|x|y|z|": "mul(mul(abs(x), y), abs(z))",
    "(|x|)": "abs(x)",
    # side by side
    "2x": "mul(2, x)",
    "2 x": "mul(2, x)",
    "2(x+1)": "mul(2, add(x, 1))",
    "3exp(x)tanh(y)": "mul(mul(3, exp(x)), tanh(y))",
    "(a)(b)": "mul(a, b)",
    "(a)b": "mul(a, b)",
    "x y": "mul(x, y)",
    "a²b": "mul(pow(a, 2), b)",
    "-2x": "mul(-2, x)",
    "2x^2": "mul(2, pow(x, 2))",
    "2pi": "mul(2, pi)",
    "2π": "mul(2, pi)",
    # the exponential
    "e^x": "exp(x)",
    "e^-x": "exp(neg(x))",
    "e^x^2": "exp(pow(x, 2))",
    "e²": "exp(2)",
    "-e^x": "neg(exp(x))",
    "2e^x": "mul(2, exp(x))",
    "x^e": "pow(x, e)",
    "𝑒^x": "exp(x)",
    # functions
    "ln(x)": "log(x)",
    "Abs(x)": "abs(x)",
    "σ(x) + sigma(y)": "add(sigmoid(x), sigmoid(y))",
    "σ*sigma": "mul(sigma, sigma)",
    "ReLU(x)": "relu(x)",
    "max(a, b, c)": "max(a, b, c)",
    "leaky_relu(x)": "leaky_relu(x, 0.01)",
    "leaky_relu(x, 0.2)": "leaky_relu(x, 0.2)",
    "exp (x)": "exp(x)",
    # nothing is folded, merged or sorted
    "x*1+0": "add(mul(x, 1), 0)",
    "x-x": "sub(x, x)",
}


@pytest.mark.parametrize(("text", "canonical"), READS.items())
def test_expression(text, canonical):
    assert shown_program(text) == canonical


PROGRAMS = {
    "a = x*y  # product\r\n\r\n  b = a*a": "a=mul(x, y); b=mul(a, a)",
    "f(x, k) = k*x\nf(2, y)": "f(x, k)=mul(k, x); f(2, y)",
    "e = 2\ne^x": "e=2; pow(e, x)",
    "pi = 3\npi*x": "pi=3; mul(pi, x)",
    "f(e) = e^2\nf(x)": "f(e)=pow(e, 2); f(x)",
    "f(x) = x\nx = 2\nf(x)": "f(x)=x; x=2; f(x)",
    "a = w\nb = a": "a=w; b=a",
    "f(x) = k*x\nk = 2\nf(3)": "f(x)=mul(k, x); k=2; f(3)",
    "sigma = 2\nsigma*sigma(x)": "sigma=2; mul(sigma, sigmoid(x))",
}


@pytest.mark.parametrize(("text", "canonical"), PROGRAMS.items())
def test_program(text, canonical):
    assert shown_program(text) == canonical


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("x + 1", "f"),
        ("f + 1", "out"),
        ("f(x) = x\nf(1)", "out"),
        ("g(f) = f\ng(1)", "out"),
        ("f + out", "out2"),
        ("a = 1\nb = a", "b"),
        ("a = x\nf(y) = y", "a"),
    ],
)
def test_output_name(text, name):
    assert program(text).output_name == name


def test_output_is_the_last_line_that_is_no_function():
    assert program("a = x\nb = a\ng(x) = x").output == 1


@pytest.mark.parametrize(
    ("text", "value", "place"),
    [
        ("x = 1", 1.0, "1"),
        ("x = -2.5  # start", -2.5, "-2.5"),
        ("x = - 2", -2.0, "- 2"),
        ("x = +3", 3.0, "+3"),
        ("x = (4)", 4.0, "(4)"),
        ("x = -pi", -3.141592653589793, "-pi"),
        ("x = -(4)", None, "-(4)"),
        ("x = 2*3", None, "2*3"),
        ("x = y", None, "y"),
    ],
)
def test_a_line_that_is_only_a_number_pins_a_leaf(text, value, place):
    (line,) = program(text).lines
    assert isinstance(line, Assignment)
    assert line.pinned == value
    assert text[slice(*line.value_span)] == place


def test_every_mention_is_a_node_of_its_own():
    product = tree("x*x")
    assert isinstance(product, Apply)
    left, right = product.inputs
    assert left != right
    assert (left.name, right.name) == ("x", "x")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a + b", "+"),
        ("(a - b)", "-"),
        ("exp(x)", "exp"),
        ("e^x", "e"),
        ("2  x", "  "),
        ("2x", ""),
        ("-x", "-"),
        ("|x|", "|"),
        ("x²", "²"),
        ("𝛼 + 1", "+"),
    ],
)
def test_at_is_the_operator_or_the_name(text, place):
    assert text[slice(*tree(text).at)] == place


def test_span_holds_the_brackets():
    (product,) = (node for node in nodes(tree("1 + (a*b)")) if isinstance(node, Apply) and node.op == "mul")
    assert (product.span, product.at) == ((4, 9), (6, 7))


def test_names_and_numbers_remember_how_they_were_typed():
    name, number = (node for node in nodes(tree("0.50*w₁")) if not isinstance(node, Apply))
    assert isinstance(name, Name)
    assert isinstance(number, Number)
    assert (name.name, name.typed, number.text, number.value) == ("w1", "w₁", "0.50", 0.5)
