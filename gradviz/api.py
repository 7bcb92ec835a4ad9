"""The public face of gradviz for notebooks and scripts: read, run, compile.

    g = gradviz.read("1 + exp(w1*x + w0)")
    run = gradviz.run(g, x=1, w1=2, w0=1)          run.value, run.values, run.gradients, run.contributions
    f = gradviz.compile(g)
    value, gradients = f(x=1.0, w1=2.0, w0=1.0)    floats or arrays

Text is accepted wherever a graph is; it may be as long as a file.
"""

from __future__ import annotations

from typing import Any

from gradviz.autodiff import compiled, engine
from gradviz.autodiff.run import Run, Value
from gradviz.graph import build
from gradviz.graph.graph import Graph
from gradviz.language.limits import LARGE
from gradviz.language.parser import FORMS, Form


def read(text: str, form: Form = "text") -> Graph:
    r"""The graph of typed text, one expression or a program; :class:`~gradviz.errors.ReadError` says what is wrong.

    ``form`` is ``"latex"`` for LaTeX: ``read(r"\frac{1}{1+e^{-x}}", form="latex")``.
    """
    if form not in FORMS:
        raise ValueError(f"form {form!r} is not one of {FORMS}")
    return build.read(text, LARGE, form)


def from_sympy(expression: Any) -> Graph:
    """The graph of a SymPy expression; a head no gate stands for is a ReadError (``unsupported``)."""
    return Graph.from_sympy(expression)


def aim(graph: Graph | str, target: str) -> Graph:
    """The same graph asked for the gradients of the line or gate ``target`` (``"#3"`` for an unnamed gate), for
    :func:`run` and :func:`compile`; ``ValueError`` where there is none."""
    found = _graph(graph)
    node = found.node_called(target)
    if node is None:
        raise ValueError(f"there is no line or gate {target!r}")
    return found.aimed_at(node)


def run(graph: Graph | str, /, **values: Value) -> Run:
    """One recorded forward and backward pass, with a float (or an array) for every leaf.

    :class:`~gradviz.errors.BindingError` where a leaf has no value or a value no leaf. Ties of max and min are split;
    for another rule call :func:`gradviz.autodiff.engine.run`. A leaf whose name is no Python name is given as
    ``**{"lambda": 0.1}``.
    """
    return engine.run(_graph(graph), values)


def compile(graph: Graph | str) -> compiled.Function:
    """The graph as a fast function: ``f(x=1.0)`` gives the value and a dictionary of gradients by leaf name."""
    return compiled.Compiled(_graph(graph)).call


def _graph(graph: Graph | str) -> Graph:
    return read(graph) if isinstance(graph, str) else graph
