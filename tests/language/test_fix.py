"""Fixes: each mends the mistake that carries it, and says exactly what its hint says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradviz.errors import Fix, ReadError
from gradviz.i18n import Message
from gradviz.language.fix import apply_fix
from tests.language.test_errors import PROBLEMS
from tests.language.trees import read

READS_NOW = [
    ("tahn(2x)", "tanh(2x)"),
    ("EXP(2x)", "exp(2x)"),
    ("ехр(2x)", "exp(2x)"),
    ("учз(2x)", "exp(2x)"),
    ("tg(2x)", "tan(2x)"),
    ("ex(2x)", "exp(2x)"),
    ("si(2x)", None),
    ("sof(2x)", None),
    ("np.exp(2x)", "exp(2x)"),
    ("1+torch.nn.functional.relu(2x)", "1+relu(2x)"),
    ("x.sum()", None),
    ("def f(x): x", None),
    ("loss(x) = x\nlos(2x)", "loss(x) = x\nloss(2x)"),
    ("0,5*x", "0.5*x"),
    ("1,", "1."),
    ("relu(0,5)", "relu(0.5)"),
    ("2*exp(max(1,2,3), 0,5)*x", None),
    ("leaky_relu(0,5, 0,1)", None),
    ("2 3", "2*3"),
    ("x  2", "x*2"),
    ("(a)2", "(a)*2"),
    ("x³2", "x³*2"),
    ("x(y+1)", "x*(y+1)"),
    ("2pi(x+1)", "2pi*(x+1)"),
    ("g(x) = x(2x)\ng(3)", "g(x) = x*(2x)\ng(3)"),
    ("exp x", "exp(x)"),
    ("(1 + exp w_1) - 2", "(1 + exp(w_1)) - 2"),
    ("sin^2 y + 1", "sin(y)^2 + 1"),
    ("sin²x", "sin(x)²"),
    ("f(x) = x\nf 2", "f(x) = x\nf(2)"),
    ("exp x*y", None),
    ("exp tanh", None),
    ("sin⁻¹ x", None),
    ("max x", None),
    ("exp(x", "exp(x)"),
    ("a = exp(x  # a bracket (\r\na", "a = exp(x)  # a bracket (\r\na"),
    ("2*[max(a, |b", "2*[max(a, |b|)]"),
    ("exp(", None),
    ("max(a,", None),
    ("x)", "x"),
    ("(x)) ) + y", "(x) + y"),
    ("w)x", "w x"),
    ("(x]", "(x)"),
    ("|x)", "|x|"),
    ("x\u200b\u2060y", "xy"),
    ("x\u2028y", "x y"),
    ("½", "1/2"),
    ("a - ¾*x", "a - 3/4*x"),
    ("½x", "(1/2)x"),
    ("x^½", "x^(1/2)"),
    ("2½", None),
    ("√x", "sqrt(x)"),
    ("3*√(x+1)", "3*sqrt(x+1)"),
    ("√x²", None),
    ("x√y", None),
    ("x — y", "x - y"),
    ("x’ + 1", "x' + 1"),
    ("‘x’", None),
    ("2’", None),
    ("x²’", None),
    ("a := 3\na", "a = 3\na"),
    ("a ← 3\na", "a = 3\na"),
    ("b*a : 3", None),
    ("a == 3", None),
    ("x < y", None),
    ("x; y", None),
    ("pow(2x, 2)", None),
]
"""A text and what its fix makes of it; None where no fix is certain."""


@pytest.mark.parametrize(("text", "mended"), READS_NOW, ids=[ascii(text) for text, _ in READS_NOW])
def test_fix(text, mended):
    problem = read(text).problems[0]
    if mended is None:
        assert problem.fix is None
    else:
        assert apply_fix(text, problem) == mended
        assert read(mended).program is not None


@pytest.mark.parametrize(("text", "once", "twice"), [("{x}", "(x}", "(x)"), ("tahn(x", "tanh(x", "tanh(x)")])
def test_one_fix_for_one_mistake(text, once, twice):
    assert apply_fix(text, read(text).problems[0]) == once
    assert apply_fix(once, read(once).problems[0]) == twice


def test_only_the_line_at_fault_is_rewritten():
    text = "a = tahn(2x)\nb = (a\na*b)"
    problems = read(text).problems
    assert [apply_fix(text, problem).split("\n") for problem in problems] == [
        ["a = tanh(2x)", "b = (a", "a*b)"],
        ["a = tahn(2x)", "b = (a)", "a*b)"],
        ["a = tahn(2x)", "b = (a", "a*b"],
    ]


def test_an_error_without_fix_cannot_be_applied():
    with pytest.raises(ValueError, match="comparison"):
        apply_fix("x == y", read("x == y").problems[0])


def test_a_fix_may_lengthen_the_line():
    problem = ReadError("x", Message("x"), line=1, span=(0, 1), fix=Fix((3, 3), "cd"))
    assert apply_fix("one\nab e\nthree", problem) == "one\nab cde\nthree"


def assert_fixes_mend(text):
    for problem in read(text).problems:
        if problem.fix is not None:
            mended = apply_fix(text, problem)
            left = [(other.code, other.line, other.span) for other in read(mended).problems]
            assert (problem.code, problem.line, problem.span) not in left, mended


@pytest.mark.parametrize("text", [text for text, *_ in PROBLEMS], ids=[f"{p[1]} {p[0]!a}" for p in PROBLEMS])
def test_no_mistake_outlives_its_fix(text):
    assert_fixes_mend(text)


PIECES = ["exp", "tahn", "max", "tg", "ехр", "f", "x", "w_1", "'", "2", "0", ".", ",", "(", ")", "[", "]", "|", "+",
          "-", "*", "/", "^", "²", "⁻", "=", " ", "\n", "#", "½", "√", "—", "’", ":", "←", "{", "}", "\u200b", "\u2028",
          "pi", "e", "_", ";", "°", "np", "def"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_no_mistake_in_garbage_outlives_its_fix(text):
    assert_fixes_mend(text)
