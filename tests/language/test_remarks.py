"""What is said beside a program that was read."""

from __future__ import annotations

import pytest

from tests.language.trees import program


@pytest.mark.parametrize(
    ("text", "code", "marked", "words"),
    [
        ("1/2x", "read-as", "1/2", "Read as (1/2)·x."),
        ("a + b/2(x)", "read-as", "b/2", "Read as (b/2)·(…)."),
        ("-1/2|x|", "read-as", "-1/2", "(-1/2)·|…|."),
        ("1/2exp(x)", "read-as", "1/2", "(1/2)·exp(…)."),
        ("x and y", "word", "and", "and is read as a variable"),
        ("x или y", "word", "или", "или is read as a variable"),
        ("w2y + w2*y", "joined-names", "w2y", "Did you mean w2*y?"),
        ("ax + аx", "look-alike", "аx", "spelled with other letters"),
        ("o*ο", "look-alike", "ο", "spelled with other letters"),
        ("max(1,5, x)", "decimal-comma", "1,5", "1,5 is read as two inputs. For one number write 1.5."),
        ("y*min(x, 0,25)", "decimal-comma", "0,25", "write 0.25"),
        ("a = 1\nb = 2\na*3", "unused", "b", "The output does not need b."),
        ("x + 1\ny", "unused", "x + 1", "The output does not need this line."),
        ("f(x) = x\ny", "unused", "f", "The output does not need f."),
    ],
)
def test_remark(text, code, marked, words):
    (remark,) = program(text).remarks
    assert remark.code == code
    assert text.split("\n")[remark.line][slice(*remark.span)] == marked
    assert words in f"{remark.message} {remark.hint}"


@pytest.mark.parametrize(
    "text",
    [
        "1/(2x)",
        "(1/2)x",
        "1/2*x",
        "max(1,5)",
        "max(1, 5, x)",
        "max(1,5,x)",
        "max(min(1,5), x)",
        "2x",
        "and",
        "xy + x",
        "x1w1 = x1*w1\ny = x1w1 + x1*w1",
        "вес*икс",
        "α + a",
        "k = 2\nf(x) = k*x\nf(y)",
        "a = x\nf(x) = a*x\ng(x) = f(x)\ng(y)",
    ],
)
def test_nothing_to_remark(text):
    assert program(text).remarks == ()


def test_remarks_stand_in_line_order():
    remarks = program("a = 1/2x\nb = 1/3y\nb").remarks
    assert [(remark.code, remark.line) for remark in remarks] == [("unused", 0), ("read-as", 0), ("read-as", 1)]
