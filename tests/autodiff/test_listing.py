"""The listing: as the lecture writes it, and when run, the same numbers as the recorded run."""

from __future__ import annotations

import pytest

from gradviz.autodiff.engine import run
from gradviz.autodiff.listing import listing
from gradviz.autodiff.naming import FUNCTIONS, names
from gradviz.graph.build import read
from gradviz.graph.graph import Constant, Copy, Graph
from gradviz.graph.ties import Ties
from tests.autodiff.examples import SCALAR, close

LECTURE = """\
a = w1*x
b = a + w0
c = exp(b)
f = 1 + c
df = 1
dc = df
db = c*dc
da = db
dw0 = db
dw1 = x*da
dx = w1*da"""

PICTURE = """\
a = w*x
m = max(a, y)
p = m*x
q = -m
r = exp(q)
f = p + r
df = 1
dp = df
dr = df
dq = r*dr
dm = -dq
dm += x*dp
dx = m*dp
da = dm*share(a, y)
dy = dm*share(y, a)
dw = x*da
dx += w*da"""


@pytest.mark.parametrize(
    ("program", "text"), [("1 + exp(w1*x + w0)", LECTURE), ("a = w*x\nm = max(a, y)\nf = m*x + exp(-m)", PICTURE)]
)
def test_as_in_the_lecture(program: str, text: str) -> None:
    assert listing(read(program)).text == text


@pytest.mark.parametrize(
    ("program", "lines"),
    [
        ("x**2", ["f = x**2", "df = 1", "dx = 2*x**1*df"]),
        ("x^0.5", ["f = x**0.5", "df = 1", "dx = 0.5*x**(-0.5)*df"]),
        ("(-4)^x", ["f = (-4)**x", "df = 1", "dx = f*log(-4)*df"]),
        ("x^y", ["f = x**y", "df = 1", "dx = y*x**(y - 1)*df", "dy = f*log(x)*df"]),
        ("x - -2", ["f = x - (-2)", "df = 1", "dx = df"]),
        ("a/b", ["f = a/b", "df = 1", "da = df/b", "db = -f/b*df"]),
        ("b = a\nb", ["b = a", "db = 1", "da = db"]),
        ("min(a, 3)", ["f = min(a, 3)", "df = 1", "da = df*share(-a, -3)"]),
        ("x", ["dx = 1"]),
        ("7", ["f = 7", "df = 1"]),
        ("z = x*2\ny + 1", ["z = x*2", "f = y + 1", "df = 1", "dy = df", "dx = 0", "dz = 0"]),
        ("lambda*x'", ["f = lambda_*x_prime", "df = 1", "dlambda_ = x_prime*df", "dx_prime = lambda_*df"]),
        ("x*dx", ["f = x*dx", "df = 1", "grad_x = dx*df", "ddx = x*df"]),
        ("share + 007", ["f = share_ + 7.0", "df = 1", "dshare_ = df"]),
    ],
)
def test_lines(program: str, lines: list[str]) -> None:
    assert listing(read(program)).text.split("\n") == lines


def test_another_target_begins_the_backward_lines() -> None:
    graph = read("a = w*x\nm = max(a, y)\nf = m*x")
    lines = listing(graph.aimed_at(graph.lines[0].node)).text.split("\n")
    assert lines == ["a = w*x", "m = max(a, y)", "f = m*x", "da = 1", "dw = x*da", "dx = w*da"]


def test_another_tie_rule_names_who_comes_first() -> None:
    lines = listing(read("max(a, b, c)"), Ties("first")).backward
    assert [line.text for line in lines[1:]] == [
        "da = df*wins(a, (), (b, c))",
        "db = df*wins(b, (a,), (c,))",
        "dc = df*wins(c, (a, b), ())",
    ]


def executed(text: str, values: dict[str, float]) -> dict[str, float]:
    space = {**FUNCTIONS, **values}
    exec(text, space)
    return space


def check(graph: Graph, values: dict[str, float], ties: Ties = Ties()) -> None:  # noqa: B008
    found, called = run(graph, values, ties), names(graph)
    leaves = {called.values[leaf.id]: found.node_values[leaf.id] for leaf in graph.variables}
    space = executed(listing(graph, ties).text, leaves)
    for node in graph.nodes:
        if not isinstance(node, Constant):
            assert space[called.values[node.id]] == close(found.node_values[node.id])
            assert space[called.gradients[node.id]] == close(found.node_gradients[node.id])


@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_the_listing_runs_and_equals_the_run(example: dict) -> None:
    check(read(example["program"]), example["values"])


@pytest.mark.parametrize("ties", [Ties(), Ties("first"), Ties("random", 1), Ties("random", 2)], ids=str)
def test_the_listing_runs_under_every_tie_rule(ties: Ties) -> None:
    check(read("max(x, y, z)*min(y, x)"), {"x": 2.0, "y": 2.0, "z": 2.0}, ties)


def test_every_function_in_a_listing() -> None:
    text = "sin(x)*cos(x) + tan(x)/sqrt(x) - square(x)*log(x) + softplus(x)*leaky_relu(-x) + pi*e^x + abs(x)^x"
    check(read(text), {"x": 0.8})


def test_lines_know_their_gate_wire_and_target() -> None:
    graph = read("m = x*x\nm + 1")
    lines = listing(graph)
    assert [(line.node, line.wire) for line in lines.forward] == [(gate.id, None) for gate in graph.gates]
    for line in lines.backward[1:]:
        wire = graph.wires[line.wire]
        assert (wire.target, graph.value_node(wire.source)) == (line.node, line.target)
    assert not any(isinstance(graph.nodes[line.target], Copy) for line in lines.backward)
