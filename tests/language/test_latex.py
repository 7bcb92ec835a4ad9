r"""LaTeX as a second way of writing: what it reads as, where its tokens stand, what is refused and how."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from gradviz import i18n
from gradviz.autodiff.engine import run
from gradviz.graph import build
from gradviz.language.fix import apply_fix
from gradviz.language.limits import TYPED
from gradviz.language.parser import read_text
from gradviz.language.syntax import Bare, Expr, Reading
from tests.language.trees import VOCABULARY, canonical_form, nodes, random_trees, read, shown

DATA = json.loads((Path(__file__).parents[1] / "data" / "parse.json").read_text(encoding="utf-8"))
CASES = {case["id"]: case for case in DATA["cases"] if case["lang"] == "latex"}


def read_latex(text: str) -> Reading:
    return read_text(text, VOCABULARY, form="latex")


def tree(text: str) -> Expr:
    reading = read_latex(text)
    assert reading.program is not None, [(each.code, each.span, str(each.message)) for each in reading.problems]
    (line,) = reading.program.lines
    return line.value


def test_there_are_three_cases():
    assert len(CASES) == 3


@pytest.mark.parametrize("id", ["P56", "P57"])
def test_case(id):
    assert shown(tree(CASES[id]["input"])) == CASES[id]["graph"]


def test_case_of_a_misspelled_command():
    (problem,) = read_latex(CASES["P58"]["input"]).problems
    assert problem.code == CASES["P58"]["error"]["code"]
    assert list(problem.span) == CASES["P58"]["error"]["span"]
    assert str(problem.hint) == r"Did you mean \frac?"


READS = {
    r"\frac{a}{b}": "div(a, b)",
    r"\dfrac{a}{b}\cdot\tfrac12": "mul(div(a, b), div(1, 2))",
    r"\frac xy": "div(x, y)",
    r"-\ln\frac{e^{s_1}}{e^{s_1}+e^{s_2}}": "neg(log(div(exp(s1), add(exp(s1), exp(s2)))))",
    r"\ln \frac12 x": "mul(log(div(1, 2)), x)",
    r"2\exp\sqrt{x} + 1": "add(mul(2, exp(sqrt(x))), 1)",
    r"\sin\sqrt x": "sin(sqrt(x))",
    r"\sin{x}y": "mul(sin(x), y)",
    r"\tanh{\frac{x}{2}}": "tanh(div(x, 2))",
    r"\operatorname{relu}{x - 1}": "relu(sub(x, 1))",
    r"\ln\frac{\ln\frac{a}{b}}{\sin\sqrt{c}}": "log(div(log(div(a, b)), sin(sqrt(c))))",
    r"\sigma\frac{a}{b}": "mul(sigma, div(a, b))",
    r"x\frac{a}{b}": "mul(x, div(a, b))",
    r"1/2x": "mul(div(1, 2), x)",
    r"xy": "mul(x, y)",
    r"2xy^2": "mul(mul(2, x), pow(y, 2))",
    r"w_1x": "mul(w1, x)",
    r"a_{13}": "a13",
    r"w_{1}x_{1} + b": "add(mul(w1, x1), b)",
    r"W_{11,1}": "W11_1",
    r"E_{\mathrm{total}}": "E_total",
    r"w_{\alpha}": "w_alpha",
    r"w_{\alpha, 1}": "w_alpha_1",
    r"w_{\alpha\beta}": "w_αβ",
    r"x'": "x'",
    r"x^{\prime\prime}": "x''",
    r"w_1^\prime": "w1'",
    r"w_1^{2}": "pow(w1, 2)",
    r"e^{-x}": "exp(neg(x))",
    r"e^x y": "mul(exp(x), y)",
    r"2e^{x}": "mul(2, exp(x))",
    r"3e5": None,
    r"x^{-1}": "pow(x, -1)",
    r"-x^{2}": "neg(pow(x, 2))",
    r"2^{3^{2}}": "pow(2, pow(3, 2))",
    r"{x}^{2}": "pow(x, 2)",
    r"x^2y": "mul(pow(x, 2), y)",
    r"\sqrt{x + 1}": "sqrt(add(x, 1))",
    r"\sqrt2 x": "mul(sqrt(2), x)",
    r"x\sqrt{2}": "mul(x, sqrt(2))",
    r"\sin\left(x\right)": "sin(x)",
    r"\tanh(x)": "tanh(x)",
    r"\max\left(a, b, 0\right)": "max(a, b, 0)",
    r"\ln(x) + \log(y)": "add(log(x), log(y))",
    r"\sigma(x)": "sigmoid(x)",
    r"\sigma x": "mul(sigma, x)",
    r"\sigma_1": "sigma1",
    r"\operatorname{relu}(x)": "relu(x)",
    r"\operatorname{leaky\_relu}\left(x, 0.1\right)": "leaky_relu(x, 0.1)",
    r"relu(x)": "relu(x)",
    r"\mathrm{net}_{h1}": "net_h1",
    r"\text{вес}_2": "вес2",
    r"\text{вес}\,\text{вход}": "mul(вес, вход)",
    r"\lambda \beta_{2}": "mul(lambda, beta2)",
    r"\varepsilon\Delta": "mul(epsilon, Δ)",
    r"\pi r^2": "mul(pi, pow(r, 2))",
    r"\hat{y}_1": "y_hat_1",
    r"\hat y - \bar{\theta}": "sub(y_hat, theta_bar)",
    r"\sin{\left(x \right)} + \log{(y)}": "add(sin(x), log(y))",
    r"\operatorname{relu}{\left(- x\right)}": "relu(neg(x))",
    r"\max\left(0, {x}\right)": "max(0, x)",
    r"x \times y \div z": "div(mul(x, y), z)",
    r"\left|a\left|b\right|\right|": "abs(mul(a, abs(b)))",
    r"\left|\left|x\right|\right|\left|y\right|": "mul(abs(abs(x)), abs(y))",
    r"|x|^{2}": "pow(abs(x), 2)",
    r"\left[a + b\right]\left(c\right)": "mul(add(a, b), c)",
    r"\{a + b\}c": "mul(add(a, b), c)",
    r"\displaystyle x \, y \quad z": "mul(mul(x, y), z)",
    r"$$x + 1$$": "add(x, 1)",
    r"\(x + 1\)": "add(x, 1)",
    r"x~y % their product": "mul(x, y)",
    r"x·y − w₁": "sub(mul(x, y), w1)",
    r"-4 \cdot y": "mul(-4, y)",
    r"-\left(4\right)": "neg(4)",
    r"1 \cdot {10}^{-40} \cdot x": "mul(1e-40, x)",
    r"1 \cdot 10^{-40}": "mul(1, pow(10, -40))",
}


@pytest.mark.parametrize(("text", "graph"), [pair for pair in READS.items() if pair[1]], ids=ascii)
def test_tree(text, graph):
    assert shown(tree(text)) == graph


def test_a_program_with_functions_and_what_surrounds_it():
    reading = read_latex("\\begin{aligned}\nf(x) &= x^2 \\\\\na &= f(3y) \\\\\n\\end{aligned}\na + w")
    assert [shown(getattr(line, "value", None) or line.body) for line in reading.program.lines] == [
        "pow(x, 2)",
        "f(mul(3, y))",
        "add(a, w)",
    ]


SPANS = {
    r"1 + \frac{a}{b}": ("div", r"\frac{a}{b}", r"\frac"),
    r"2\sqrt{x}": ("sqrt", r"\sqrt{x}", r"\sqrt"),
    r"1 + e^{-x}": ("exp", r"e^{-x}", "e"),
    r"\operatorname{relu}(x) + 1": ("relu", r"\operatorname{relu}(x)", r"\operatorname{relu}"),
    r"a \cdot b_{12}": ("mul", r"a \cdot b_{12}", r"\cdot"),
    r"\max\left(a, b\right) - 1": ("max", r"\max\left(a, b\right)", r"\max"),
}


@pytest.mark.parametrize(("text", "where"), SPANS.items())
def test_places_are_those_typed(text, where):
    op, whole, at = where
    node = next(node for node in nodes(tree(text)) if getattr(node, "op", "") == op)
    assert text[slice(*node.span)] == whole
    assert text[slice(*node.at)] == at


ERRORS = [
    (r"\fraq{1}{2}", "unknown-command", r"\fraq", r"Did you mean \frac?"),
    (r"\alpa + 1", "unknown-command", r"\alpa", r"Did you mean \alpha?"),
    (r"\tahn(x)", "unknown-command", r"\tahn", r"Did you mean \tanh?"),
    (r"\quux x", "unknown-command", r"\quux", None),
    (r"2 3", "missing-operator", "3", "Did you mean 2*3?"),
    (r"x 2", "missing-operator", "2", "Did you mean x*2?"),
    (r"x^12", "missing-operator", "^12", "Write ^{12}."),
    (r"w_12x", "missing-operator", "_12", "Write _{12}."),
    (r"\sin x", "needs-brackets", r"\sin", r"Write \sin(x)."),
    (r"\sin^{2} x", "needs-brackets", r"\sin", r"Write \sin(x)^{2}."),
    (r"\sin^{-1} x", "unsupported", r"\sin^{-1}", r"write 1/\sin(x)."),
    (r"\tanh^{-1}(x)", "unsupported", r"\tanh^{-1}", r"write 1/\tanh(x)."),
    (r"\sin^{-2} x", "needs-brackets", r"\sin", None),
    (r"\log_2 x", "unsupported", r"\log_2", r"Write \ln(x)/\ln(2)."),
    (r"1 + \log_{10}(x)", "unsupported", r"\log_{10}", r"Write \ln(x)/\ln(10)."),
    (r"\ln\frac{a}{b}^2", "needs-brackets", r"\ln", r"Write \ln(…)."),
    (r"\sin{x}^2", "needs-brackets", r"\sin", r"Write \sin(…)."),
    (r"\sin\sqrt{x}²", "needs-brackets", r"\sin", r"Write \sin(…)."),
    (r"\ln^2\frac{a}{b}", "needs-brackets", r"\ln", r"Write \ln(x)^2."),
    (r"0{,}5x", "decimal-comma", "{,}", "Write 0.5."),
    (r"\hat{\alpa}", "unknown-command", r"\alpa", r"Did you mean \alpha?"),
    (r"\sqrt[3]{x}", "unsupported", r"\sqrt[3]{x}", "Write x^{1/3}."),
    (r"\sum x", "unsupported", r"\sum", None),
    (r"\arctan(x)", "unsupported", r"\arctan", None),
    (r"x \leq 1", "comparison", r"\leq", None),
    (r"\frac{1}+2", "missing-argument", r"\frac", r"Write \frac{a}{b}."),
    (r"\frac{}{2}", "empty-brackets", "{}", None),
    (r"\frac{(a}{b}", "mismatched", "}", "Write )."),
    (r"a}", "unmatched", "}", "Delete it, or write { where it belongs."),
    (r"x_{t-1}", "bad-character", "_{t-1}", "Write x_{12}."),
    (r"x^2_1", "bad-character", "_", None),
    (r"\mathrm{a b}", "bad-character", "{a b}", r"Write \mathrm{loss}."),
    (r"a \\ b", "bad-character", r"\\", "Put what follows on a line of its own."),
    (r"1.2.3", "bad-number", "1.2.3", None),
    (r"a ? b", "bad-character", "?", None),
    (r"x(y+1)", "not-a-function", "x", "x*(y+1)"),
]


@pytest.mark.parametrize(("text", "code", "place", "hint"), ERRORS, ids=[each[0] for each in ERRORS])
def test_error(text, code, place, hint):
    (problem,) = read_latex(text).problems
    assert (problem.code, text[slice(*problem.span)], problem.unfinished) == (code, place, False)
    assert hint is None or hint in str(problem.hint)


@pytest.mark.parametrize("text", [each[0] for each in ERRORS])
def test_a_fix_mends_or_brings_the_next_mistake(text):
    (problem,) = read_latex(text).problems
    if problem.fix is not None:
        mended = read_latex(apply_fix(text, problem))
        assert mended.program is not None or mended.problems[0].span != problem.span


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_problem_can_be_said(language):
    i18n.set_language(language)
    for text, *_ in ERRORS:
        for problem in (*read_latex(text).problems, *read(text).problems):
            assert str(problem.message).endswith(".")
            assert problem.hint is None or str(problem.hint)[-1] in ".?"
            if language == "ru":
                assert any("а" <= char <= "я" for char in str(problem.message))


@pytest.mark.parametrize("text", [text for text, graph in READS.items() if graph])
def test_every_beginning_is_calm(text):
    for end in range(len(text)):
        reading = read_latex(text[:end])
        assert reading.program is not None or reading.unfinished, text[:end]


def test_limits_hold():
    assert read_latex("x" * 2001).problems[0].code == "too-long"
    assert read_latex(r"\max(" + "x," * (TYPED.tokens // 2) + "x)").problems[0].code == "too-long"
    assert read_latex("{" * 120 + "x" + "}" * 120).problems[0].code == "too-deep"
    assert read_latex("1234567890123456789").problems[0].code == "number-too-large"


PIECES = [
    r"\frac", r"\sqrt", r"\left", r"\right", "{", "}", "(", ")", "[", "]", "|", "^", "_", "'", "x", "e", "12", ".5",
    "+", "-", r"\cdot", r"\sigma", r"\exp", r"\max", ",", "=", "$", r"\,", "\\", r"\mathrm{", r"\text{вес}", r"\hat",
    r"\prime", "%", "&", "\n", r"1 \cdot {10}^{-4}", "𝛼", "₁", "²", "\u200b", r"\begin{aligned}", r"\\", r"\{", r"\}",
    "~", "λ", "f(x)=",
]  # fmt: skip


def check(text: str) -> None:
    lines = text.split("\n")
    reading = read_latex(text)
    assert (reading.program is None) == bool(reading.problems)
    for problem in (*reading.problems, *read(text).problems):
        start, end = problem.span
        assert 0 <= start < end <= max(len(lines[problem.line]), 1), (text, problem.code, problem.span)
        assert f"{problem.message} {problem.hint}".encode()
    if reading.program is not None:
        for line in reading.program.lines:
            for node in nodes(line.value if isinstance(line, Bare) else getattr(line, "value", None) or line.body):
                assert 0 <= node.span[0] <= node.at[0] <= node.at[1] <= node.span[1] <= len(lines[line.line])


def test_garbage_raises_nothing():
    random = Random(7)
    for _ in range(10_000):
        check("".join(random.choices(PIECES, k=random.randrange(1, 14))))


@given(st.text(max_size=40))
@settings(max_examples=300)
def test_any_text(text):
    check(text)


OFFERS = {
    r"\frac{1}{1+e^{-x}}": "1/(1 + exp(-x))",
    r"a = \frac{1}{2} % half": "a = 1/2  # half",
    r"w_{1}x^{2}": "w1*x^2",
    r"$-\left(a - b\right)$": "-(a - b)",
    r"f(x) = x^{2}" + "\nf(2)": "f(x) = x^2\nf(2)",
    r"x \, y": "x*y",
    r"\left(-4\right)^{2} - \left(-b\right)": "(-4)^2 - (-b)",
}


@pytest.mark.parametrize(("typed", "text"), OFFERS.items())
def test_latex_in_a_text_offers_to_be_written_as_text(typed, text):
    (problem,) = read(typed).problems
    assert problem.code == "latex-in-text"
    assert not problem.unfinished
    assert apply_fix(typed, problem) == text


def test_latex_in_a_text_that_cannot_be_read_says_why():
    (problem,) = read("a = 1\n" + r"b = \fraq{1}{2}").problems
    assert (problem.code, problem.line, problem.span) == ("latex-in-text", 1, (4, 9))
    assert (str(problem.message), str(problem.hint)) == (r"There is no command \fraq.", r"Did you mean \frac?")
    assert apply_fix(r"a = 1" "\n" r"b = \fraq{1}{2}", problem).endswith(r"\frac{1}{2}")


@given(random_trees)
@settings(max_examples=300)
def test_a_tree_written_as_latex_and_offered_as_text_stays_itself(tree):
    (problem,) = read(f"${as_latex(tree)}$").problems
    text = apply_fix(f"${as_latex(tree)}$", problem)
    (line,) = read(text).program.lines
    assert shown(line.value) == canonical_form(tree)


def as_latex(tree: tuple | str) -> str:
    """``tree`` with every input in braces or brackets of its own."""
    if isinstance(tree, str):
        word = tree.rstrip("'")
        name = {"lambda": r"\lambda", "w1": "w_1", "1e-4": r"{1 \cdot {10}^{-4}}"}.get(tree, tree)
        return rf"\text{{{word}}}" if word == "вес" else name
    parts = [f"{{{as_latex(part)}}}" for part in tree[1:]]
    if tree[0] in ("exp", "sigmoid", "abs", "max"):
        return rf"\operatorname{{{tree[0]}}}\left({', '.join(parts)}\right)"
    if tree[0] == "neg":
        return f"-{parts[0]}" if not isinstance(tree[1], str) or tree[1][0].isalpha() else rf"-\left({parts[0]}\right)"
    if tree[0] == "div":
        return rf"\frac{parts[0]}{parts[1]}"
    return {"add": "+", "sub": "-", "mul": r"\cdot", "pow": "^"}[tree[0]].join(parts)


X, Y, MU, SIGMA = sympy.symbols("x y mu sigma", positive=True)


@pytest.mark.parametrize(
    "expression",
    [
        1 / (1 + sympy.exp(-X)),
        sympy.exp(-((X - MU) ** 2) / (2 * SIGMA**2)) / (SIGMA * sympy.sqrt(2 * sympy.pi)),
        sympy.sin(X) * sympy.cos(2 * Y) + sympy.tan(X),
        sympy.log(X + Y) - sympy.tanh(X) / 3,
        sympy.Max(X, Y) * sympy.Min(X, 1) + sympy.Abs(sympy.Symbol("z", real=True)),
        X ** sympy.Rational(-3, 2) + 2**Y,
    ],
    ids=str,
)
def test_what_sympy_writes_is_read_with_the_same_value(expression):
    text = sympy.latex(expression)
    values = {"x": 1.25, "y": 0.5, "mu": 0.75, "sigma": 2.0, "z": -3.0}
    found = build.read(text, form="latex")
    done = run(found, {leaf.name: values[leaf.name] for leaf in found.variables})
    wanted = expression.subs({symbol: values[symbol.name] for symbol in expression.free_symbols})
    assert done.value == pytest.approx(float(wanted), rel=1e-12)


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        (r"\frac{1}{1+e^{-x}", r"\frac{1}{1+e^{-x}}"),
        (r"\frac{1}{1+e^{-x", r"\frac{1}{1+e^{-x}}"),
        (r"\frac{\frac{a}{b+(c", None),
        (r"\frac{1}{\sqrt{x", r"\frac{1}{\sqrt{x}}"),
        (r"\exp\left(\dfrac{1}{x", r"\exp\left(\dfrac{1}{x})"),
    ],
)
def test_an_open_brace_is_closed_by_a_brace_alone(source, mended):
    problem = read_latex(source).problems[0]
    closed = apply_fix(source, problem)
    if mended is None:
        assert [each.code for each in read_latex(closed).problems] == ["missing-argument"]
    else:
        assert closed == mended
        assert read_latex(mended).program is not None
