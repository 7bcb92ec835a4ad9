"""The listing's numbers as the performance goes through it."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings

from gradviz.autodiff.engine import run
from gradviz.autodiff.listing import Listing, listing
from gradviz.autodiff.naming import FUNCTIONS
from gradviz.autodiff.run import Run
from gradviz.graph.build import read
from gradviz.graph.fold import SHARE, choices, shape
from gradviz.graph.graph import Graph
from gradviz.timeline.compose import compose
from gradviz.timeline.ledger import Entry, ledger
from gradviz.timeline.timeline import Timeline
from tests.timeline.performances import ROUTER, perform, programs

EXAMPLES = [
    example
    for example in json.loads((Path(__file__).parents[1] / "data" / "examples.json").read_text("utf-8"))["examples"]
    if example["phase"] == "scalar"
]


def _entries(timeline: Timeline, index: int) -> list[Entry]:
    found = ledger(listing(timeline.graph), timeline.run, timeline.rest(index))
    return [*found.forward, *found.backward]


def _executed(found: Listing, run: Run) -> list[float]:
    """What each line of the shown text leaves in its variable when the text itself is run, line by line."""
    scope = dict(FUNCTIONS) | dict(run.bindings)
    numbers = []
    for line in found.text.split("\n"):
        exec(line, scope)
        numbers.append(float(scope[line.split()[0]]))
    return numbers


def _agree(one: float | None, other: float) -> bool:
    return one is not None and (
        math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12) or (math.isnan(one) and math.isnan(other))
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_at_the_end_every_line_shows_what_it_leaves_in_its_variable(example):
    timeline = perform(example["program"], **example["values"])
    shown = _entries(timeline, -1)
    executed = _executed(listing(timeline.graph), timeline.run)
    assert len(shown) == len(executed)
    assert all(_agree(entry.number, number) for entry, number in zip(shown, executed, strict=True))


@given(programs())
@settings(max_examples=30)
def test_a_line_has_its_number_from_its_own_step_on(text):
    timeline = perform(text)
    begins = {place: step.index for step in reversed(timeline.steps) for place in step.listing_lines}
    for step in timeline.steps:
        for place, entry in enumerate(_entries(timeline, step.index)):
            assert (entry.number is not None) == (begins[place] <= step.index), (step.index, entry)
            assert entry.current == (place in step.listing_lines)


def test_the_step_that_shows_the_leaves_runs_no_line():
    assert not any(entry.current for entry in _entries(perform(ROUTER), 0))


FOLDED = (
    ("s = sigmoid(w*x + b)\ng(t) = t/(1 + t)\nf = g(s)*tanh(s) + softplus(s)", {"w": 2.0, "x": 0.5, "b": -1.0}),
    ("a = w*x\nb = a + y\nc = b*b\nf = exp(c)*b", {"w": 1.0, "x": 0.5, "y": 0.5}),
    ("a = w*x\nm = max(a, y)\nf = m*x + exp(-m)", {"w": 2.0, "x": 1.0, "y": 1.0}),
    ("p = x*x + 1\nq = max(y, x, x) + p\nr = x*y + p*x\nf = r*q + p", {"x": 2.0, "y": 1.5}),
    ("g(t) = relu(t)*t\nf = g(x - y)*g(y)*exp(x)", {"x": 2.0, "y": 2.0}),
    ("f = x*exp(x)*sigmoid(x)\nh = f*f + x", {"x": 0.5}),
)
"""Programs with lines and calls to fold; what is folded has values and gradients of its own inside, at kinks too."""


def _shapes(text: str) -> list[frozenset[str]]:
    """Nothing folded, all that can be, every fold alone, parts set out with folds or none, equal parts shared."""
    found = choices(read(text))
    folds = frozenset(choice.key for choice in found if choice.kind != "parts")
    parts = frozenset(choice.key for choice in found) - folds
    alone = [frozenset({key}) for key in sorted(folds)] if len(folds) < 8 else []
    return list(dict.fromkeys((frozenset[str](), folds, parts, folds | parts, folds | {SHARE}, *alone)))


def _never_false(graph: Graph, values: dict[str, float]) -> None:
    """Every number ever shown is what its line leaves in its variable, its gate has worked, and none is missing."""
    done = run(graph, {leaf.name: values.get(leaf.name, 1.0) for leaf in graph.variables if leaf.pinned is None})
    found = listing(graph)
    timeline = compose(graph, done, found)
    executed = _executed(found, done)
    assert found.text == listing(graph.unfolded).text
    for step in timeline.steps:
        frame = timeline.rest(step.index)
        shown = ledger(found, done, frame)
        for entry, number in zip((*shown.forward, *shown.backward), executed, strict=True):
            assert entry.number is None or _agree(entry.number, number), (step.number, entry, number)
        for entry in shown.forward:
            assert (entry.number is None) == (frame.nodes[entry.line.target].value is None)
        for entry in shown.backward:
            assert entry.number is None or entry.line.wire is None or frame.wires[entry.line.wire].gradient is not None
    assert all(entry.number is not None for entry in _entries(timeline, -1))


@pytest.mark.parametrize(("text", "values"), FOLDED)
def test_folded_or_not_every_number_is_what_the_text_computes(text, values):
    for keys in _shapes(text):
        graph = shape(read(text), keys).graph
        _never_false(graph, values)
        for gate in graph.gates:
            _never_false(graph.aimed_at(gate.id), values)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_lessons_show_what_their_text_computes_folded_or_not(example):
    for keys in _shapes(example["program"]):
        _never_false(shape(read(example["program"]), keys).graph, example["values"])


def test_a_line_inside_a_fold_has_a_number_of_its_own():
    text, values = FOLDED[0]
    graph = shape(read(text), _shapes(text)[1]).graph
    timeline = compose(graph, run(graph, values), listing(graph))
    shown = {entry.line.text: entry.number for entry in _entries(timeline, -1)}
    assert shown["r = 1 + s"] == pytest.approx(1.5)
    assert shown["dv = df"] == 1
    assert graph.labels.count("f") == 1 and len(graph.gates) < 5


def test_a_number_inside_a_fold_waits_until_its_gate_has_worked():
    text, values = FOLDED[1]
    graph = shape(read(text), {"line:f"}).graph
    timeline = compose(graph, run(graph, values), listing(graph))
    inner = [
        next(entry for entry in _entries(timeline, step.index) if entry.line.text == "dp = b*df")
        for step in timeline.steps
    ]
    sends = next(step.index for step in timeline.steps if step.kind == "contribution")
    assert [entry.number for entry in inner] == [None] * sends + [1.0] * (len(inner) - sends)


def test_a_gradient_used_twice_grows_line_by_line():
    timeline = perform(ROUTER, w=1.5, x=2, y=1)
    shown = {entry.line.text: entry.number for entry in _entries(timeline, -1)}
    assert shown["dm = -dq"] == pytest.approx(-math.exp(-3))
    assert shown["dm += x*dp"] == pytest.approx(2 - math.exp(-3))
