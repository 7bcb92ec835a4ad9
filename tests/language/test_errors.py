"""Every refusal: its code, the place it marks, what it says, whether typing on may mend it."""

from __future__ import annotations

import pytest

from gradviz import i18n
from tests.language.trees import read

PROBLEMS = [
    # text, code, marked text, words of message and hint
    ("exp(x", "unclosed", "(", "This ( is never closed."),
    ("2*[x", "unclosed", "[", "[ is never closed"),
    ("|x", "unclosed", "|", "| is never closed"),
    ("max(a,", "unclosed", "(", "never closed"),
    ("x)", "unmatched", ")", "no ( before it"),
    (")", "unmatched", ")", "no ("),
    ("a = )", "unmatched", ")", "no ("),
    ("x]", "unmatched", "]", "no ["),
    ("(x]", "mismatched", "]", "cannot close (. Write )."),
    ("|x)", "mismatched", ")", "cannot close |"),
    ("(]", "mismatched", "]", "cannot close ("),
    ("x +", "missing-operand", "+", "missing after +"),
    ("(x +)", "missing-operand", "+", "missing after +"),
    ("*x", "missing-operand", "*", "missing before *"),
    ("x + * y", "missing-operand", "*", "between + and *"),
    ("(*x)", "missing-operand", "*", "missing before *"),
    ("a =", "missing-operand", "=", "missing after ="),
    ("= a", "missing-operand", "=", "missing before ="),
    ("²", "missing-operand", "²", "missing before ²"),
    ("x⁻ + 1", "missing-operand", "⁻", "missing after ⁻"),
    ("max(a,,b)", "missing-argument", ",", "An input of max is missing here."),
    ("max(a,)", "missing-argument", ",", "input of max"),
    ("max(,a)", "missing-argument", ",", "input of max"),
    ("exp()", "empty-brackets", "()", "nothing inside"),
    ("f() = 3", "empty-brackets", "()", "nothing inside"),
    ("2 3", "missing-operator", "3", "missing before 3. Did you mean 2*3?"),
    ("x 2", "missing-operator", "2", "x*2"),
    ("(a)2", "missing-operator", "2", "Did you mean (a)*2?"),
    ("x + exp(a) 2", "missing-operator", "2", "Did you mean exp(a)*2?"),
    ("(a+(b)) 1.5", "missing-operator", "1.5", "Did you mean (a+(b))*1.5?"),
    ("exp x", "needs-brackets", "exp", "Write exp(x)."),
    ("exp 2x", "needs-brackets", "exp", "Write exp(…)."),
    ("sin x^2", "needs-brackets", "sin", "Write sin(…)."),
    ("sin^2 y + 1", "needs-brackets", "sin", "Write sin(y)^2."),
    ("sin^-1 x", "unsupported", "sin^-1", "write 1/sin(x)."),
    ("sin⁻¹(x) + 1", "unsupported", "sin⁻¹", "write 1/sin(x)."),
    ("sin²x", "needs-brackets", "sin", "Write sin(x)²."),
    ("f(x) = x\nf + 1", "needs-brackets", "f", "Write f(x)."),
    ("max(a)", "arity", "max(a)", "max takes at least 2 inputs, not 1."),
    ("exp(a, b)", "arity", "exp(a, b)", "exp takes 1 input, not 2."),
    ("relu(0,5)", "arity", "relu(0,5)", "Write 0.5."),
    ("leaky_relu(a, b, c)", "arity", "leaky_relu(a, b, c)", "at most 2 inputs, not 3"),
    ("f(x, y) = x\nf(1)", "arity", "f(1)", "f takes 2 inputs, not 1."),
    ("tahn(2x)", "unknown-function", "tahn", "Did you mean tanh?"),
    ("sgimoid(2x)", "unknown-function", "sgimoid", "Did you mean sigmoid?"),
    ("EXP(2x)", "unknown-function", "EXP", "Did you mean exp?"),
    ("loss(x) = x\nlos(2x)", "unknown-function", "los", "Did you mean loss?"),
    ("quaternion(2x)", "unknown-function", "quaternion", "There is no function quaternion."),
    ("ехр(2x)", "unknown-function", "ехр", "The letter е only looks Latin (U+0435): write exp."),
    ("учз(2x)", "unknown-function", "учз", "The keyboard is set to Russian: write exp."),
    ("tg(2x)", "unknown-function", "tg", "Write tan(x)."),
    ("x(y+1)", "not-a-function", "x", "For a product write x*(y+1)."),
    ("w_1(y+1)", "not-a-function", "w_1", "w_1*(y+1)"),
    ("λ(y+1)", "not-a-function", "λ", "λ*(y+1)"),
    ("вес + вес(y+1)", "not-a-function", "вес", "вес is a variable"),
    ("2pi(x+1)", "not-a-function", "pi", "pi is a number, not a function."),
    ("x(y\ud800)", "not-a-function", "x", "x*(…)"),
    ("x((y+1)*(y+2)*(y+3)*(y+4))", "not-a-function", "x", "x*(…)"),
    ("g(x) = x(2x)", "not-a-function", "x", "x*(2x)"),
    ("0,5*x", "decimal-comma", ",", "Write 0.5."),
    ("1,", "decimal-comma", ",", "Write 0.5."),
    ("1.2.3", "bad-number", "1.2.3", "more than one point"),
    ("1e999999999*x", "number-too-large", "1e999999999", "too large or too small"),
    ("1e301", "number-too-large", "1e301", "from -300 to 300"),
    ("1e-301", "number-too-large", "1e-301", "too small"),
    ("0.00012345678901234567890", "number-too-large", "0.00012345678901234567890", "more than 17 digits"),
    ("x ; y", "bad-character", ";", "on a line of its own"),
    ("_x", "bad-character", "_", "A name begins with a letter."),
    ("'x'", "bad-character", "'", "no texts in quotes"),
    ("½x", "bad-character", "½", "Write 1/2."),
    ("√x", "bad-character", "√", "Write sqrt(x)."),
    ("os.x", "bad-character", ".", "inside a number"),
    ("a, b", "bad-character", ",", "max(x, y)"),
    (", b", "bad-character", ",", "max(x, y)"),
    ("max((a, b), c)", "bad-character", ",", "max(x, y)"),
    ("{x}", "bad-character", "{", "Write (."),
    ("x٣", "bad-character", "٣", "digits 0 to 9"),
    ("2₁", "bad-character", "₁", "I cannot read ₁"),
    ("xⁿ", "bad-character", "ⁿ", "I cannot read ⁿ"),
    ("x\ud800", "bad-character", "\ud800", "U+D800"),
    ("x\u200by", "invisible-character", "\u200b", "a zero-width space (U+200B)"),
    ("a = x\ra*2", "invisible-character", "\r", "a carriage return without a line feed (U+000D)"),
    ("x # note\rb = 2", "invisible-character", "\r", "a carriage return without a line feed (U+000D)"),
    ("x\x07", "invisible-character", "\x07", "a character without width (U+0007)"),
    ("x == y", "comparison", "==", "write one ="),
    ("x < y", "comparison", "<", "max(x, y)"),
    ("x ≠ y", "comparison", "≠", "≠ compares"),
    ("x!", "unsupported", "!", "The operation factorial is not available."),
    ("softmax(2x)", "unsupported", "softmax", "softmax is not available"),
    ("sinh(2x)", "unsupported", "sinh", "sinh is not available"),
    ("a = b = c", "unsupported", "=", "only one ="),
    ("x + 1 = 2", "unsupported", "x + 1", "Before = stands one name"),
    ("f(2) = 2", "unsupported", "f(2)", "Before = stands one name"),
    ("f(x,) = 2", "unsupported", "f(x,)", "Before = stands one name"),
    (r"\frac{1}{2}", "latex-in-text", r"\frac", "looks like LaTeX"),
    ("x_{1}", "latex-in-text", "_{", "looks like LaTeX"),
    ("x^{2}", "latex-in-text", "^{", "looks like LaTeX"),
    ("$x$", "latex-in-text", "$", "looks like LaTeX"),
    ("exp = 3", "reserved", "exp", "exp is the name of a function."),
    ("sigma(x) = x", "reserved", "sigma", "Choose another name."),
    ("f(max) = 3", "reserved", "max", "name of a function"),
    ("a = 1\na = 2", "redefined", "a", "already defined on line 1"),
    ("a(x) = x\na = 2", "redefined", "a", "already defined on line 1"),
    ("f(x, x) = 2", "redefined", "x", "twice"),
    ("a += 1", "augmented", "+=", "b = a + 1"),
    ("a **= 2", "augmented", "**=", "**= would change a value"),
    ("a = b + 1\nb = 2", "used-before-defined", "b", "only line 2 defines it"),
    ("a = f(2)*3\nf(x) = x", "used-before-defined", "f", "only line 2 defines it"),
    ("f(x) = g(x)\ng(x) = x", "used-before-defined", "g", "only line 2"),
    ("f(x) = k*x\na = f(1)\nk = 2", "used-before-defined", "f", "k is used here, but only line 3 defines it."),
    ("a = a + 1", "self-defined", "a", "by itself"),
    ("f(x) = k*x\nk = f(1)", "self-defined", "f", "k is defined by itself here."),
    ("f(x) = f(x-1)", "recursive", "f", "f calls itself"),
    ("f(x) = g(x)\ng(x) = f(x)", "recursive", "g", "f calls itself"),
]


@pytest.mark.parametrize(("text", "code", "marked", "words"), PROBLEMS, ids=[f"{p[1]} {p[0]!a}" for p in PROBLEMS])
def test_problem(text, code, marked, words):
    problem = read(text).problems[0]
    assert problem.code == code
    assert text.split("\n")[problem.line][slice(*problem.span)] == marked
    assert words in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize("text", ["", " \n\t\n", "# only a remark"])
def test_nothing_typed_is_a_beginning(text):
    reading = read(text)
    assert reading.unfinished
    assert [(problem.code, problem.line, problem.span) for problem in reading.problems] == [("empty", 0, (0, 1))]


def test_functions_alone_are_a_beginning():
    reading = read("f(x) = x\ng(x) = 2*f(x)")
    assert reading.unfinished
    assert str(reading.problems[0]) == "Now write an expression that uses g."


@pytest.mark.parametrize(
    "text", ["x +", "exp(x", "1 + exp", "f(x, y)", "f(x,", "a =", "x*(y", "|x", "1 + .", "x⁻", "aa = aa"]
)
def test_unfinished(text):
    assert read(text).unfinished


@pytest.mark.parametrize("text", ["x + )", "exp x", "tahn(2x)", "2 3", "a = 1\na = 2", "x;", "max(a)", "0,5", "a == b"])
def test_mistakes_are_not_called_unfinished(text):
    assert not read(text).unfinished


def test_all_lines_are_read_and_told_in_order():
    problems = read("a = 1 +\nb = 2\nb = 3\nc = (a\nd = exp b").problems
    assert [(problem.line, problem.code) for problem in problems] == [
        (0, "missing-operand"),
        (2, "redefined"),
        (3, "unclosed"),
        (4, "needs-brackets"),
    ]


def test_a_line_has_one_problem():
    assert [problem.code for problem in read("x + * y ; 2 3 (").problems] == ["missing-operand"]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_problem_can_be_said(language):
    """Every field of every sentence is filled, in both languages."""
    i18n.set_language(language)
    for text, *_ in PROBLEMS:
        for problem in read(text).problems:
            assert str(problem.message).endswith(".")
            assert problem.hint is None or str(problem.hint)[-1] in ".?"
