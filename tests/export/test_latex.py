"""Typed text as LaTeX, in typed order."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gradviz.autodiff.engine import run
from gradviz.export.latex import latex, latex_of, name_latex
from gradviz.graph.build import VOCABULARY, read
from gradviz.graph.graph import Graph
from gradviz.language.limits import LARGE
from gradviz.language.names import canonical
from gradviz.language.parser import read_text
from gradviz.lesson import library
from tests.autodiff.examples import SCALAR
from tests.language.trees import random_trees, spelled

LESSONS = [entry for entry in library.lessons() if entry.available]


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("1 + exp(w1*x + w0)", r"f = 1 + e^{w_{1} \cdot x + w_{0}}"),
        ("1/(1+exp(-x))", r"f = \frac{1}{1 + e^{-x}}"),
        ("a - (-2)", r"f = a - \left(-2\right)"),
        ("a + (b + c)", r"f = a + \left(b + c\right)"),
        ("a + b + c", r"f = a + b + c"),
        ("a - (b - c)", r"f = a - \left(b - c\right)"),
        ("a*(b*c)", r"f = a \cdot \left(b \cdot c\right)"),
        ("(a + b)*c", r"f = \left(a + b\right) \cdot c"),
        ("a*-b", r"f = a \cdot \left(-b\right)"),
        ("a + -b*c", r"f = a + \left(-b \cdot c\right)"),
        ("-4*y", r"f = -4 \cdot y"),
        ("-(4)", r"f = -\left(4\right)"),
        ("-4^2", r"f = -4^{2}"),
        ("(-4)^2", r"f = \left(-4\right)^{2}"),
        ("-(-x)", r"f = -\left(-x\right)"),
        ("-(a*b)", r"f = -\left(a \cdot b\right)"),
        ("-a*b", r"f = -a \cdot b"),
        ("2^3^2", r"f = 2^{3^{2}}"),
        ("(2^3)^2", r"f = \left(2^{3}\right)^{2}"),
        ("exp(x)^2", r"f = \left(e^{x}\right)^{2}"),
        ("(a/b)^2", r"f = \left(\frac{a}{b}\right)^{2}"),
        ("|x|^2", r"f = \left|x\right|^{2}"),
        ("max(b, a, 0)", r"f = \max\left(b, a, 0\right)"),
        ("leaky_relu(x)", r"f = \operatorname{leaky\_relu}\left(x, 0.01\right)"),
        ("σ(x)*log(y)", r"f = \sigma\left(x\right) \cdot \ln\left(y\right)"),
        ("sqrt(pi*x)", r"f = \sqrt{\pi \cdot x}"),
        ("0.50*x + 1e-4", r"f = 0.50 \cdot x + 0.0001"),
        ("1e-40*x", r"f = 1 \cdot {10}^{-40} \cdot x"),
        ("x", "x"),
        ("7", "7"),
        ("-pi", r"-\pi"),
    ],
)
def test_formula(text: str, formula: str) -> None:
    assert latex(read(text)) == [formula]


def test_a_named_line_as_output_is_not_repeated() -> None:
    assert latex(read("a = x*y\na")) == [r"a = x \cdot y", "a"]


def test_a_line_each_with_functions_written_out() -> None:
    graph = read("g(u) = u^2\nx = 2\na = w*x\nb = a\nf = g(b) + 1")
    assert latex(graph) == ["x = 2", r"a = w \cdot x", "b = a", "f = b^{2} + 1"]


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("m*x + exp(-m)", r"f = m \, x + e^{-m}"),
        ("2*x*y", r"f = 2 \, x \, y"),
        ("2*3", r"f = 2 \cdot 3"),
        ("x*(y + 1)", r"f = x \cdot \left(y + 1\right)"),
        ("2*(1/2)", r"f = 2 \cdot \frac{1}{2}"),
        ("max(x, y, z)*x", r"f = \max\left(x, y, z\right) \, x"),
        ("-1*dot", r"f = -1 \cdot \mathrm{dot}"),
    ],
)
def test_products_by_a_space_where_it_cannot_be_misread(text: str, formula: str) -> None:
    assert latex(read(text), product="space") == [formula]


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("exp(-(9*x*w))", r"f = e^{-9 \, x \, w}"),
        ("-(x/y*z)", r"f = -\frac{x}{y} \, z"),
        ("-(-x*y)", r"f = -\left(-x \, y\right)"),
        ("-(x + y)", r"f = -\left(x + y\right)"),
        ("(-(x*y))^2", r"f = \left(-x \, y\right)^{2}"),
        ("a - -(x*y)", r"f = a - \left(-x \, y\right)"),
        ("-(4)", r"f = -\left(4\right)"),
        ("-(1e-40)", r"f = -\left(1 \cdot {10}^{-40}\right)"),
    ],
)
def test_on_the_board_a_sign_needs_no_brackets_before_a_product(text: str, formula: str) -> None:
    assert latex(read(text), product="board") == [formula]


@given(random_trees, st.randoms())
@settings(max_examples=200, deadline=None)
def test_what_stands_on_the_board_means_the_same_numbers(tree: tuple | str, random: Random) -> None:
    graph = read(spelled(tree, random))
    seen = read_back(graph, "board")
    leaves = {leaf.name: 0.3 + random.random() for leaf in graph.variables}
    with np.errstate(all="ignore"):
        assert run(seen, leaves).value == pytest.approx(run(graph, leaves).value, rel=1e-9, nan_ok=True)


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("w1", "w_{1}"),
        ("lambda", r"\lambda"),
        ("lambda1", r"\lambda_{1}"),
        ("x'", "x'"),
        ("w1''", "w_{1}''"),
        ("net_h1", r"\mathrm{net}_{h1}"),
        ("W11_1", "W_{11,1}"),
        ("E_total", r"E_{\mathrm{total}}"),
        ("вес", r"\text{вес}"),
        ("вес2", r"\text{вес}_{2}"),
        ("w_вес", r"w_{\text{вес}}"),
        ("def", r"\mathrm{def}"),
        ("x1w1", "x_{1w1}"),
        ("alpha_beta", r"\alpha_{\beta}"),
        ("sum_", r"\mathrm{sum\_}"),
    ],
)
def test_names(name: str, drawn: str) -> None:
    assert name_latex(name) == drawn


def test_exp_beside_a_name_of_the_users() -> None:
    assert latex(read("e = a*b\nexp(e)"))[1] == r"f = \exp\left(e\right)"


def test_one_node_down_to_named_lines() -> None:
    graph = read("a = w*x\nb = 1 + exp(a)")
    assert [latex_of(graph, gate.id) for gate in graph.gates] == [r"w \cdot x", "e^{a}", "1 + e^{a}"]


def test_nested_functions_do_not_blow_up_the_formula() -> None:
    lines = latex(read("g(u) = u*u\n" + "g(" * 60 + "tanh(x)" + ")" * 60))
    assert lines[:2] == [r"a = \tanh\left(x\right)", r"b = a \cdot a"]
    assert len(lines) == 61
    assert lines[-1].startswith("f = ")


def read_back(graph: Graph, product: str = "cdot") -> Graph:
    return read("\n".join(latex(graph, product)), LARGE, form="latex")


def structure(graph: Graph) -> list[tuple]:
    """All nodes in order: what each is, what it is called, what it takes; a number is its value.

    A formula calls its last line f (out, out2, …) where the text may leave it without a name.
    """
    return [
        (
            type(node).__name__,
            getattr(node, "op", None),
            getattr(node, "value", None),
            None if node.id == graph.output else getattr(node, "name", None),
            getattr(node, "pinned", None),
            getattr(node, "inputs", getattr(node, "source", None)),
        )
        for node in graph.nodes
    ]


@pytest.mark.parametrize("product", ["cdot", "space"])
@pytest.mark.parametrize("entry", LESSONS, ids=lambda entry: entry.id)
def test_every_lesson_reads_back_as_the_same_graph(entry: library.Entry, product: str) -> None:
    graph = read(entry.program)
    assert structure(read_back(graph, product)) == structure(graph)


@pytest.mark.parametrize("entry", LESSONS, ids=lambda entry: entry.id)
def test_every_beginning_of_our_latex_is_calm(entry: library.Entry) -> None:
    """In LaTeX, and where it is typed as text: there, what can be read is offered to be written as text."""
    for line in latex(read(entry.program), product="space"):
        for end in range(len(line)):
            reading = read_text(line[:end], VOCABULARY, form="latex")
            assert reading.program is not None or reading.unfinished, line[:end]
            as_text = read_text(line[:end], VOCABULARY)
            offers = (problem.fix is not None and problem.fix.rewrites for problem in as_text.problems)
            assert as_text.program is not None or as_text.unfinished or any(offers), line[:end]


@given(random_trees, st.randoms())
@settings(max_examples=300, deadline=None)
def test_random_expressions_read_back_as_the_same_graph(tree: tuple | str, random: Random) -> None:
    graph = read(spelled(tree, random))
    for product in ("cdot", "space"):
        assert structure(read_back(graph, product)) == structure(graph)


@pytest.mark.parametrize(
    "text",
    [
        "7",
        "-e",
        "-pi",
        "-(4)",
        "f = -pi*f2",
        "1e-40*x + 1e-40^2 - (1e-40)",
        "x - -1e-40",
        "a = 1e99\na*b",
        "e = 2\nexp(e)",
    ],
)
def test_strange_numbers_read_back_as_the_same_graph(text: str) -> None:
    assert structure(read_back(read(text))) == structure(read(text))


@given(st.from_regex(r"\A[A-Za-zαωΔяλ][A-Za-z0-9_λж]{0,6}'{0,2}\Z"))
@example("alpha_beta")
@example("w_beta_1")
@example("w_omicron")
@example("w_β")
@example("w_Δ")
@settings(max_examples=500)
def test_any_name_reads_back_as_itself(typed: str) -> None:
    name = canonical(typed)
    if not VOCABULARY.reserves(name):
        names = [leaf.name for leaf in read(f"2 + {name_latex(name)}", form="latex").variables]
        assert names == ([] if name in ("e", "pi") else [name])


@pytest.mark.filterwarnings("ignore:path is deprecated:DeprecationWarning")
@pytest.mark.parametrize("product", ["cdot", "space"])
@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_every_example_can_be_typeset(example: dict, product: str) -> None:
    import ziamath

    for formula in latex(read(example["program"]), product):
        assert ziamath.Latex(formula).getsize()[0] > 0
