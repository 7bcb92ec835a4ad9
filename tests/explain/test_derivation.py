"""The derivation in LaTeX: every step of the run stands in it, with its numbers, and nothing is claimed equal that is
not."""

from __future__ import annotations

import re

import pytest

from gradviz.autodiff.engine import run
from gradviz.explain.derivation import derivation
from gradviz.graph.build import read
from gradviz.graph.graph import Constant, Copy, Gate
from gradviz.numerals import Numerals
from tests.autodiff.examples import SCALAR

LECTURE = r"""\begin{align*}
w_{1} &= 2 \\
x &= 1 \\
w_{0} &= 1 \\
a &= w_{1} \cdot x = 2 \cdot 1 = 2 \\
b &= a + w_{0} = 2 + 1 = 3 \\
c &= e^{b} = e^{3} = 20.09 \\
f &= 1 + c = 1 + 20.09 = 21.09 \\
\frac{\partial f}{\partial f} &= 1 \\
\frac{\partial f}{\partial c} &= \frac{\partial \left(1 + c\right)}{\partial c} = 1 \cdot 1 = 1 \\
\frac{\partial f}{\partial b} &= \frac{\partial f}{\partial c} \cdot \frac{\partial c}{\partial b} = 1 \cdot e^{3} = 20.09 \\
"""  # noqa: E501


def of(text: str, numerals: Numerals = Numerals(), **values: float) -> str:  # noqa: B008
    return derivation(run(read(text), values), numerals)


def test_the_lecture() -> None:
    text = of("1 + exp(w1*x + w0)", x=1.0, w1=2.0, w0=1.0)
    assert text.startswith(LECTURE)
    assert text.rstrip().endswith("\\end{align*}")


@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_every_step_has_its_line(example: dict) -> None:
    done = run(read(example["program"]), example["values"])
    graph, text = done.graph, derivation(done, Numerals())
    lines = text.splitlines()[1:-1]
    reached = [node for node in graph.nodes if graph.reaches_output[node.id]]
    sent = [
        wire
        for node in reached
        if isinstance(node, Gate)
        for wire in graph.into[node.id]
        if not isinstance(graph.nodes[wire.source], Constant)
    ]
    sums = [node for node in reached if isinstance(node, Copy)]
    assert len(lines) == len(graph.variables) + len(graph.gates) + 1 + len(sent) + len(sums)
    assert all(line.count("&=") == 1 for line in lines)
    assert all(line.endswith(r" \\") for line in lines[:-1])
    assert text.count("{") == text.count("}")
    assert text.count(r"\left") == text.count(r"\right")
    assert "textcolor" not in text


def test_a_sum_stands_where_its_last_branch_has_arrived() -> None:
    lines = of("m = x*x\nm + exp(m)", x=1.5).splitlines()
    (place,) = (place for place, line in enumerate(lines) if re.search(r"\\partial m\} &= .*m_\{\(1\)\}.* \+ ", line))
    assert sum("m_{(" in line for line in lines[place + 1 :]) == 0
    assert sum(r"\partial x_{(" in line for line in lines[:place]) == 0


def test_rounded_numbers_are_only_about_equal() -> None:
    text = of("x*y", x=0.316, y=0.316)
    assert r"0.32 \cdot 0.32 = 0.10" in text
    assert r"0.32 + 0.32 \approx 0.63" in of("x + y", x=0.316, y=0.316)


def test_numbers_are_written_as_everywhere() -> None:
    assert r"0{,}50 \cdot 3" in of("x*y", Numerals(comma=True), x=0.5, y=3.0)
