"""The public face, as the README shows it."""

from __future__ import annotations

import numpy as np
import pytest
import sympy

import gradviz
from gradviz.errors import BindingError, ReadError

LECTURE = "1 + exp(w1*x + w0)"


def test_read_run_compile() -> None:
    graph = gradviz.read(LECTURE)
    run = gradviz.run(graph, x=1, w1=2, w0=1)
    value, gradients = gradviz.compile(graph)(x=1.0, w1=2.0, w0=1.0)
    assert run.value == value == run.values["f"] == pytest.approx(21.085536923187668, rel=1e-15)
    assert gradients == {name: run.gradients[name] for name in ("w1", "x", "w0")}
    assert run.contributions["#0"] == (run.gradients["w1"], run.gradients["x"])


def test_text_wherever_a_graph_is() -> None:
    assert gradviz.run(LECTURE, x=1, w1=2, w0=1).value == gradviz.compile(LECTURE)(x=1, w1=2, w0=1)[0]


def test_any_name_may_be_a_leaf() -> None:
    run = gradviz.run("lambda*graph + self", **{"lambda": 2, "graph": 3, "self": 1})
    assert run.value == gradviz.compile("lambda*graph + self")(**{"lambda": 2, "graph": 3, "self": 1})[0] == 7


def test_arrays() -> None:
    points = np.linspace(-1, 1, 5)
    run = gradviz.run("x*x + relu(x)", x=points)
    assert run.value == pytest.approx(points**2 + np.maximum(points, 0))
    assert run.gradients["x"] == pytest.approx(2 * points + (points > 0))


def test_from_sympy() -> None:
    x = sympy.Symbol("x", real=True)
    assert gradviz.run(gradviz.from_sympy(sympy.sin(x) / x), x=2.0).value == pytest.approx(float(sympy.sin(2.0) / 2))


def test_latex() -> None:
    graph = gradviz.read(r"\frac{1}{1+e^{-x}}", form="latex")
    assert graph.canonical() == gradviz.read("1/(1+exp(-x))").canonical()
    with pytest.raises(ReadError, match="fraq"):
        gradviz.read(r"\fraq{1}{2}", form="latex")
    with pytest.raises(ValueError, match="tex"):
        gradviz.read("x", form="tex")


def test_errors() -> None:
    with pytest.raises(ReadError):
        gradviz.read("1 +")
    with pytest.raises(BindingError, match="w1"):
        gradviz.run(LECTURE, x=1)
    with pytest.raises(BindingError, match="z"):
        gradviz.run(LECTURE, x=1, w1=2, w0=1, z=0)


def test_texts_may_be_as_long_as_files() -> None:
    text = "\n".join(["a0 = x", *(f"a{n} = a{n - 1} + 1" for n in range(1, 5000))])
    run = gradviz.run(text, x=0)
    assert (run.value, run.gradients["x"]) == (4999.0, 1.0)


def test_the_gradients_of_a_line_can_be_asked_for():
    g = gradviz.aim("a = w*x\nf = exp(a) + y", "a")
    assert gradviz.run(g, w=2.0, x=3.0, y=1.0).gradients == {"w": 3.0, "x": 2.0, "y": None, "a": 1.0, "f": None}
    value, gradients = gradviz.compile(g)(w=2.0, x=3.0, y=1.0)
    assert (value, gradients["w"], gradients["x"]) == (6.0, 3.0, 2.0)
    with pytest.raises(ValueError, match="no line or gate 'z'"):
        gradviz.aim(g, "z")
