"""How much is too much: what fits is read, one more is refused, for typed text and for files."""

from __future__ import annotations

import pytest

from gradviz.language.limits import LARGE, TYPED, Limits
from gradviz.language.parser import read_text
from tests.language.trees import VOCABULARY, nodes, tree


def code(text: str, limits: Limits = TYPED) -> str | None:
    """The code of the first problem of ``text``, or None."""
    problems = read_text(text, VOCABULARY, limits).problems
    return problems[0].code if problems else None


@pytest.mark.parametrize("limits", [TYPED, LARGE], ids=["typed", "large"])
def test_characters_of_a_line(limits):
    assert code("x" * limits.characters, limits) is None
    assert code("x" * (limits.characters + 1), limits) == "too-long"
    assert code("x #" + "é" * limits.characters, limits) == "too-long"


@pytest.mark.parametrize("limits", [TYPED, LARGE], ids=["typed", "large"])
def test_tokens_of_a_line(limits):
    inputs = (limits.tokens - 2) // 2
    text = "max(" + ",".join("x" * inputs) + ")"
    assert code(text, limits) is None
    assert code("-" + text, limits) == "too-long"


def test_lines():
    text = "\n".join(f"a{number} = x" for number in range(TYPED.lines))
    assert code(text) is None
    assert code(text + "\n\n\n") is None
    problem = read_text(text + "\ny", VOCABULARY).problems[0]
    assert (problem.code, problem.line) == ("too-long", TYPED.lines)
    assert code(text + "\ny", LARGE) is None


@pytest.mark.parametrize("limits", [TYPED, LARGE], ids=["typed", "large"])
def test_height(limits):
    most = limits.height - 1
    for fits, too_high in [
        ("(" * most + "x" + ")" * most, "(" * (most + 1) + "x" + ")" * (most + 1)),
        ("+".join(["x"] * limits.height), "+".join(["x"] * (limits.height + 1))),
        ("-" * most + "x", "-" * (most + 1) + "x"),
        ("x^" * most + "x", "x^" * (most + 1) + "x"),
        ("exp(" * most + "x" + ")" * most, "exp(" * (most + 1) + "x" + ")" * (most + 1)),
        ("[|" * (most // 2) + "x" + "|]" * (most // 2), "[|" * limits.height + "x" + "|]" * limits.height),
    ]:
        assert code(fits, limits) is None
        assert code(too_high, limits) == "too-deep"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" + ".join(f"w{n}*x{n}" for n in range(120)), "terms"),
        ("*".join(["x"] * 120), "terms"),
        ("(" * 120 + "x" + ")" * 120, "nested"),
        ("-" * 120 + "x", "nested"),
        ("x + (" * 120 + "y" + ")" * 120, "nested"),
    ],
)
def test_a_flat_sum_is_not_called_nested(text, said):
    (problem,) = read_text(text, VOCABULARY).problems
    assert problem.code == "too-deep" and said in str(problem.message)


def test_the_height_of_a_call_is_that_of_its_highest_input():
    high = "(" * (TYPED.height - 2) + "x" + ")" * (TYPED.height - 2)
    assert code(f"max({high}, x)") is None
    assert code(f"max(({high}), x)") == "too-deep"


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("12345678901234567", True),
        ("123456789012345678", False),
        ("0.12345678901234567", True),
        ("1.00000000000000000000", True),
        ("100000000000000000000", True),
        ("1e300", True),
        ("1e+301", False),
        ("1e-300", True),
        ("0.1e-300", False),
        ("10e300", False),
        ("0e999999999", True),
        ("1e" + "9" * 1000, False),
        ("1" + "0" * 300, True),
        ("1" + "0" * 301, False),
        ("0." + "0" * 299 + "1", True),
        ("0." + "0" * 300 + "1", False),
    ],
)
def test_numbers(number, fits):
    assert code(number) == (None if fits else "number-too-large")


def test_gates():
    """Gates that stand in the text are counted while reading; those of functions when they are written out."""
    full = "\n".join(["(x" + "*x" * 20 + ")"] * 50)
    assert code(full) is None
    problem = read_text("f(y) = y + y\n" + full + "\nf(-x)", VOCABULARY).problems[0]
    assert (problem.code, problem.line, problem.span) == ("too-many-gates", 51, (0, 5))
    assert code(full + "\nf(x)\nf(y) = y + y") == "used-before-defined"


def test_a_megabyte_is_refused_at_its_length():
    assert code("+".join("x" * 500_000)) == "too-long"
    assert code("\n" * 500_000 + "x") == "too-long"


def test_no_python_stack_is_needed_for_the_largest_trees():
    text = "exp(" * 999 + "x" + ")" * 999
    reading = read_text(text, VOCABULARY, LARGE)
    assert len(list(nodes(reading.program.lines[0].value))) == 1000


def test_a_long_chain_of_functions_is_checked_once_each():
    """Each calls the one before twice: writing them out doubles, looking at them must not."""
    lines = ["f0(x) = x"] + [f"f{number}(x) = f{number - 1}(f{number - 1}(x))" for number in range(1, 55)]
    assert code("\n".join([*lines, "f54(x)"])) is None


def test_heights_are_small_enough_for_those_who_walk_the_tree():
    assert len(list(nodes(tree("+".join("x" * TYPED.height))))) == 2 * TYPED.height - 1
