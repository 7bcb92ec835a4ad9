"""Folding, taking apart and sharing: the same numbers, and every node's way is known."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradviz.autodiff.check import Verdict, check
from gradviz.autodiff.compiled import compile
from gradviz.autodiff.engine import run
from gradviz.autodiff.listing import listing
from gradviz.autodiff.nudge import nudge
from gradviz.autodiff.paths import paths
from gradviz.autodiff.slices import switches
from gradviz.export.code import numpy_code, python_code, pytorch_code
from gradviz.export.latex import latex
from gradviz.export.record import json_text
from gradviz.graph.build import read
from gradviz.graph.fold import Choice, alike, choices, shape, share
from gradviz.graph.gates import GATES
from gradviz.graph.graph import Constant, Copy, Gate, Graph, Variable
from gradviz.graph.reshape import Shape
from gradviz.graph.ties import Ties
from gradviz.numerals import Numerals
from gradviz.timeline.compose import compose
from tests.autodiff.examples import SCALAR
from tests.autodiff.random_programs import BINARY, KINKED, UNARY, points, programs

CALLS = "g(u, v) = u*u + sin(u)*v\na = tanh(w*x + b)\nc = g(a, 2) + g(x*2, w)\nf = c*sigmoid(a)"
POINT = {"w": 0.5, "x": 2.0, "b": 0.1}


def keyed(graph: Graph) -> dict[str, Choice]:
    return {choice.key: choice for choice in choices(graph)}


def ops(graph: Graph) -> list[str]:
    return [gate.name or gate.op for gate in graph.gates]


def sound(graph: Graph, found: Shape) -> None:
    """Ids are places, wires join what gates read, both mappings are total and agree on what stayed."""
    new = found.graph
    assert [node.id for node in new.nodes] == list(range(len(new.nodes)))
    assert [gate.number for gate in new.gates] == list(range(len(new.gates)))
    for gate in new.gates:
        assert [new.value_node(wire.source) for wire in new.into[gate.id]] == list(gate.inputs)
        assert all(source < gate.id for source in gate.inputs)
    for copy in new.copies:
        assert len(new.out_of[copy.id]) == copy.uses > 1
    assert len(found.new_of) == len(graph.nodes)
    assert len(found.old_of) == len(new.nodes)
    for node in new.nodes:
        if found.stayed(node.id):
            old = graph.nodes[found.old_of[node.id]]
            assert type(old) is type(node)
            if new.key(node.id) == graph.key(old.id):
                assert new.labels[node.id] == graph.labels[old.id]
            else:  # a shared gate takes the name of the line it is equal to
                assert (old.name, new.labels[node.id]) == (None, new.nodes[node.id].name)
    assert {leaf.name for leaf in new.variables} == {leaf.name for leaf in graph.variables}


def same_numbers(graph: Graph, found: Shape, point: dict[str, float], ties: Ties = Ties()) -> None:  # noqa: B008
    """The value and all gradients; but a line that is shared is used more often than typed, and its gradient adds up
    over all these uses."""
    before, after = run(graph, point, ties), run(found.graph, point, ties)
    assert after.value == pytest.approx(before.value, rel=1e-9, abs=1e-12)
    shared = len({found.new_of[gate.id] for gate in graph.gates}) < len(graph.gates)
    for name, gradient in after.gradients.items():
        if shared and name not in {leaf.name for leaf in graph.variables}:
            continue
        assert gradient == pytest.approx(before.gradients[name], rel=1e-7, abs=1e-9), name


def test_what_can_be_folded() -> None:
    found = keyed(read(CALLS))
    assert list(found) == ["line:a", "line:c", "line:f", "call:#6", "call:#11", "parts:a", "parts:#13"]
    assert [choice.name for choice in found.values()] == ["a", "c", "f", "g", "g", "tanh", "sigmoid"]


def test_a_line_becomes_one_gate() -> None:
    graph = read(CALLS)
    found = shape(graph, ["line:a"])
    assert ops(found.graph)[0] == "a"
    (a,) = (gate for gate in found.graph.gates if gate.name == "a")
    assert [found.graph.labels[source] for source in a.inputs] == ["w", "x", "b"]
    assert a.kind.symbol == "a"
    inside = keyed(graph)["line:a"].gates
    assert {found.new_of[gate] for gate in inside} == {a.id}
    same_numbers(graph, found, POINT)
    assert run(found.graph, POINT).node_values == tuple(run(graph, POINT).node_values[old] for old in found.old_of)


def test_inputs_stand_in_the_order_in_which_they_are_mentioned_once_each() -> None:
    found = shape(read("a = y + exp(x*y) - z\na*2"), ["line:a"])
    (a,) = (gate for gate in found.graph.gates if gate.name == "a")
    assert [found.graph.labels[source] for source in a.inputs] == ["y", "x", "z"]
    assert not found.graph.copies


def test_calls_fold_one_by_one() -> None:
    graph = read(CALLS)
    found = shape(graph, ["call:#6"])
    assert [gate.kind.symbol for gate in found.graph.gates if gate.folded] == ["g"]
    assert len(found.graph.gates) == len(graph.gates) - 3
    same_numbers(graph, found, POINT)


def test_the_larger_fold_swallows_the_smaller() -> None:
    graph = read(CALLS)
    assert ops(shape(graph, ["line:c", "call:#6", "call:#11"]).graph) == ops(shape(graph, ["line:c"]).graph)
    line_of_a_call = read("g(u) = u*u + 1\na = g(x + y)\na*a")
    assert set(keyed(line_of_a_call)) == {"line:a", "call:a"}
    assert [gate.kind.symbol for gate in shape(line_of_a_call, ["line:a", "call:a"]).graph.gates] == ["a", "×"]


@pytest.mark.parametrize("kind", [kind for kind in GATES.values() if kind.parts], ids=lambda kind: kind.name)
def test_gates_are_made_of_their_parts(kind) -> None:
    graph = read(f"a = 2*x\n{kind.name}(a) + x")
    (choice,) = (choice for choice in choices(graph) if choice.kind == "parts")
    found = shape(graph, [choice.key])
    sound(graph, found)
    assert kind.name not in {gate.op for gate in found.graph.gates}
    assert len(found.graph.gates) == len(graph.gates) - 1 + len(read(kind.parts).gates)
    for x in (-1.1, -0.3, 0.2, 0.5):
        same_numbers(graph, found, {"x": x})
    (result,) = {found.new_of[choice.result]}
    brought = [gate for gate in found.graph.gates if "." in gate.mark]
    assert {found.old_of[gate.id] for gate in (*brought, found.graph.nodes[result])} == {choice.result}
    assert not any(found.stayed(gate.id) for gate in brought)


def test_parts_inside_a_folded_line_fold_with_it() -> None:
    graph = read(CALLS)
    found = shape(graph, ["line:a", "parts:a"])
    assert ops(found.graph) == ops(shape(graph, ["line:a"]).graph)
    same_numbers(graph, found, POINT)
    assert "exp" in listing(found.graph).text


def test_keys_that_mean_nothing_change_nothing() -> None:
    graph = read(CALLS)
    found = shape(graph, ["line:nowhere", "call:#99", "parts:w", "", "parts:#0"])
    assert ops(found.graph) == ops(graph)
    assert found.graph.wires == graph.wires
    assert found.graph.labels == graph.labels
    assert all(found.stayed(node.id) for node in found.graph.nodes)


def test_equal_sub_expressions_are_shared() -> None:
    graph = read("exp(w*x) + exp(w*x)*sin(x*w) + 2*y + 2*y")
    found = share(graph)
    sound(graph, found)
    assert ops(found.graph) == ["mul", "exp", "mul", "sin", "mul", "add", "mul", "add", "add"]
    same_numbers(graph, found, {"w": 0.3, "x": 1.2, "y": 0.7})
    assert [gate.op for gate in shape(graph, ["share"]).graph.gates] == [gate.op for gate in found.graph.gates]


@pytest.mark.parametrize(
    ("text", "apart", "left"),
    [
        ("a = x*y\nf = exp(a) + exp(a)*x", 5, 4),
        ("tanh(x)", 9, 6),
        ("sigmoid(x) + exp(-x)", 7, 5),
        ("exp(-x)*sigmoid(x)", 7, 5),
        ("exp(2*x) + exp(2.0*x)", 5, 3),
        ("p = exp(a)/(exp(a) + exp(b))\nq = exp(b)/(exp(a) + exp(b))\np*q", 11, 6),
        ("exp(x + y) + exp(y + x)", 5, 5),
    ],
)
def test_equal_parts_are_shared_in_every_spelling_and_inside_gates_taken_apart(text, apart, left) -> None:
    graph = read(text)
    parts = [choice.key for choice in choices(graph) if choice.kind == "parts"]
    found = shape(graph, [*parts, "share"])
    sound(graph, found)
    assert (len(shape(graph, parts).graph.gates), len(found.graph.gates)) == (apart, left)
    same_numbers(graph, found, {leaf.name: 0.4 + leaf.id for leaf in graph.variables})


def test_a_part_that_others_use_too_stays_outside_of_a_fold() -> None:
    graph = read("g(u) = sigmoid(u)*u\na = g(x) + 1\nb = exp(-x)*3\na*b")
    for folds in (["line:a"], ["line:b"], ["line:a", "line:b"]):
        found = shape(graph, ["parts:#0", "share", *folds])
        sound(graph, found)
        same_numbers(graph, found, {"x": 0.7})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a = x*y\nb = x*y\nexp(a) + exp(b)", ("a", "b")),
        ("a = x*2\nb = x*2.0\nc = x*2\na*b*c", ("a", "b", "c")),
        ("a = x*y\nb = y*x\na + b + x*y", ()),
        ("exp(x) + exp(x)", ()),
    ],
)
def test_lines_that_compute_the_same_are_known(text: str, names: tuple[str, ...]) -> None:
    assert alike(read(text)) == names


def test_a_shared_gate_is_called_as_the_line_it_is_equal_to() -> None:
    found = share(read("h0 = exp(tanh(x))\nh1 = tanh(x)\nh0*h1")).graph
    assert [found.labels[gate.id] for gate in found.gates] == ["h1", "h0", "f"]


def test_names_survive_sharing() -> None:
    found = share(read("u = x*y + 1\nv = x*y\nz = x*y\nu*v*z")).graph
    assert {gate.name for gate in found.gates} == {"u", "v", "z", None}
    assert len([gate for gate in found.gates if gate.op == "mul"]) == 4


def test_a_kink_or_a_problem_inside_is_said_of_the_folded_gate() -> None:
    graph = read("a = relu(x) + log(y)\na*2")
    found = shape(graph, ["line:a"]).graph
    (a,) = (gate for gate in found.gates if gate.folded)
    recorded = run(found, {"x": 0.0, "y": -1.0})
    assert [kink.gate for kink in recorded.kinks] == [a.id]
    assert recorded.problems[0].gate == a.id
    assert "above zero" in str(recorded.problems[0].message)
    at_kink = run(found, {"x": 0.0, "y": 1.0})
    assert [kink.gate for kink in at_kink.kinks] == [a.id]
    (x, y) = check(at_kink).leaves
    assert (x.verdict, y.verdict) == (Verdict.KINK, Verdict.AGREES)
    assert {gate for comparison in x.comparisons for gate in comparison.gates} == {a.id}
    assert [x.node, y.node] == [leaf.id for leaf in found.variables]


@pytest.mark.parametrize("rule", ["split", "first", "random"])
def test_ties_inside_are_broken_as_outside(rule: str) -> None:
    graph = read("a = max(x, y, z)*min(x, y) + max(y, x)\na*x")
    for seed in range(6):
        same_numbers(graph, shape(graph, ["line:a"]), {"x": 2.0, "y": 2.0, "z": 2.0}, Ties(rule, seed))


def test_a_target_is_kept() -> None:
    graph = read(CALLS)
    target = graph.lines[1].node
    found = shape(graph.aimed_at(graph.lines[0].node), ["line:a", "line:c"]).graph
    assert (found.aimed, found.output_name) == (True, "a")
    assert run(found, POINT).gradients["x"] == run(graph, POINT, target=graph.lines[0].node).gradients["x"]
    again = run(found, POINT, target=shape(graph, ["line:a", "line:c"]).new_of[target])
    assert again.gradients["b"] == pytest.approx(run(graph, POINT, target=target).gradients["b"])
    assert compile(again.graph)(**POINT)[1]["b"] == pytest.approx(again.gradients["b"])


@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_every_lesson_every_choice(example: dict) -> None:
    graph = read(example["program"])
    every = [choice.key for choice in choices(graph)]
    for keys in (*([key] for key in every), every, [*every, "share"], ["share"]):
        found = shape(graph, keys)
        sound(graph, found)
        same_numbers(graph, found, example["values"])


@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_listing_compiled_form_sympy_and_performance_follow(example: dict) -> None:
    graph = read(example["program"])
    found = shape(graph, [choice.key for choice in choices(graph) if choice.kind != "parts"]).graph
    recorded, lines = run(found, example["values"]), listing(found)
    assert lines.text == listing(graph).text
    assert found.to_sympy() == graph.to_sympy()
    assert found.canonical() == graph.canonical()
    assert compile(found)(**example["values"]) == compile(graph)(**example["values"])
    for line in (*lines.forward, *lines.backward):
        assert isinstance(found.nodes[line.node], Gate | Variable | Constant)
        assert line.wire is None or found.wires[line.wire].target == line.node
    last = compose(found, recorded, lines).rest(-1)
    for node in found.nodes:
        if not isinstance(node, Constant | Copy):
            assert last.nodes[node.id].gradient == recorded.node_gradients[node.id]


@pytest.mark.parametrize("form", [python_code, numpy_code, pytorch_code, json_text])
def test_exports_of_a_folded_graph_are_those_of_the_whole(form) -> None:
    graph = read(CALLS)
    found = shape(graph, ["line:a", "call:#11"]).graph
    assert form(run(found, POINT)) == form(run(graph, POINT))
    assert latex(found) == latex(graph)


def test_a_curve_knows_of_a_kink_inside() -> None:
    found = shape(read("a = relu(x - 1) + x\na*2 + y*y"), ["line:a"]).graph
    recorded = run(found, {"x": 0.0, "y": 1.0})
    (x, y) = found.variables
    (switch,) = switches(recorded, x, (-3.0, 3.0))
    assert switch.x == pytest.approx(1.0, abs=1e-3)
    assert found.nodes[switch.gate].folded
    assert switches(recorded, y, (-3.0, 3.0)) == ()


def test_captions_call_a_folded_gate_by_its_name() -> None:
    graph = shape(read("g(u) = u*u + 1\na = tanh(w*x + b)\nf = g(a)*x"), ["line:a", "call:#4", "call:#3"]).graph
    timeline = compose(graph, run(graph, {"w": 0.5, "x": 2.0, "b": 0.1}))
    said = [timeline.rest(place).caption.plain(Numerals()) for place in range(len(timeline.steps))]
    assert "a = a(w, x, b) = a(0.50, 2.00, 0.10) = 0.80" in said
    assert "a multiplies by its local derivative: w receives 3.20 × 0.72 = 2.30" in said
    assert any("g(a) = g(0.80) = 1.64" in line for line in said)


def test_paths_and_nudges_go_through_a_folded_gate() -> None:
    graph = read(CALLS)
    found = run(shape(graph, ["line:a", "line:c"]).graph, POINT)
    for leaf in found.graph.variables:
        assert paths(found, leaf.id).total == pytest.approx(found.gradients[leaf.name])
        moved = nudge(found, leaf, 1e-6)
        assert moved.change == pytest.approx(moved.predicted, rel=1e-4)


@settings(max_examples=60)
@given(programs(UNARY + BINARY + KINKED), points, st.integers(0, 2**20 - 1))
def test_random_programs_in_random_shapes(text: str, point: dict[str, float], bits: int) -> None:
    graph = read(text)
    keys = [choice.key for place, choice in enumerate(choices(graph)) if bits >> place % 20 & 1]
    found = shape(graph, keys + ["share"] * (bits % 2))
    sound(graph, found)
    same_numbers(graph, found, {leaf.name: point[leaf.name] for leaf in graph.variables})
