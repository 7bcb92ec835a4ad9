"""What can be folded and unfolded where one points, and which node of one drawing is which of another."""

from __future__ import annotations

import pytest

from gradviz.graph.build import read
from gradviz.graph.fold import choices, shape
from gradviz.graph.graph import Graph
from gradviz.graph.kin import Kin
from gradviz.graph.offers import Sharing, as_typed, folded_all, offers, offers_at, sharing, unfolded_all
from gradviz.graph.reshape import Shape
from tests.autodiff.examples import SCALAR

CALLS = "g(u, v) = u*u + sin(u)*v\na = tanh(w*x + b)\nc = g(a, 2) + g(x*2, w)\nf = c*sigmoid(a)"
NOTHING: frozenset[str] = frozenset()


def at(graph: Graph, keys: set[str], name: str) -> list[tuple[str, bool]]:
    """Keys offered at the node called ``name``, and which are on."""
    drawn = shape(graph, keys)
    (node,) = (node.id for node in drawn.graph.gates if drawn.graph.key(node.id) == name)
    return [(offer.key, offer.on) for offer in offers_at(graph, drawn, frozenset(keys), node)]


def test_offers_say_what_they_stand_for():
    found = {offer.key: offer for offer in offers(read(CALLS), frozenset({"line:a"}))}
    assert [offer.on for offer in found.values()] == [True] + 6 * [False]
    assert found["line:c"].typed == "c = g(a, 2) + g(x*2, w)"
    assert found["call:#11"].typed == "g(x*2, w)"
    assert (found["parts:a"].name, found["parts:a"].typed) == ("tanh", "tanh(w*x + b)")


def test_a_part_of_a_function_is_told_as_it_stands_in_its_body():
    (call, gate) = offers(read("s(u) = 2*sigmoid(u*u)\ns(x + 1)"), NOTHING)
    assert (call.typed, gate.typed) == ("s(x + 1)", "sigmoid(u*u)")


@pytest.mark.parametrize(
    ("keys", "name", "offered"),
    [
        (set(), "#0", [("line:a", False)]),
        (set(), "a", [("parts:a", False), ("line:a", False)]),
        (set(), "#4", [("call:#6", False), ("line:c", False)]),
        ({"line:a"}, "a", [("line:a", True)]),
        ({"call:#6"}, "#6", [("call:#6", True), ("line:c", False)]),
        ({"line:c", "call:#6"}, "c", [("line:c", True)]),
        ({"parts:a"}, "#2.4", [("parts:a", True), ("line:a", False)]),
        ({"parts:a"}, "a", [("parts:a", True), ("line:a", False)]),
        ({"parts:a", "line:a"}, "a", [("line:a", True)]),
        ({"share"}, "#3", [("call:#6", False), ("line:c", False)]),
    ],
)
def test_what_is_offered_at_a_gate_concerns_the_fewest_gates_first(keys, name, offered):
    assert at(read(CALLS), keys, name) == offered


def test_leaves_and_copies_offer_nothing():
    graph = read(CALLS)
    drawn = shape(graph, ())
    assert not any(offers_at(graph, drawn, NOTHING, node.id) for node in (*graph.variables, *graph.copies))


def test_all_at_once_leaves_keys_of_what_is_gone():
    graph = read(CALLS)
    keys = frozenset({"line:gone", "share", "parts:a"})
    assert folded_all(graph, keys) == {"line:gone", "share", "line:a", "line:c", "line:f", "call:#6", "call:#11"}
    assert unfolded_all(graph, keys) == {"line:gone", "share", "parts:a", "parts:#13"}
    assert as_typed(graph, keys) == {"line:gone", "share"}


def test_what_sharing_does_is_counted_before_it_is_done() -> None:
    none = frozenset[str]()
    assert sharing(read("exp(x*y) + exp(x*y)"), none) == Sharing(2, 5, 3, ())
    assert sharing(read("exp(x*y) + exp(y*x)"), none) == Sharing(0, 5, 5, ())
    assert sharing(read("a = x*y\nb = x*y\na + b + x*y"), none) == Sharing(1, 5, 4, ("a", "b"))
    tanh = read("tanh(x)")
    assert sharing(tanh, none) == Sharing(0, 1, 1, ())
    assert sharing(tanh, frozenset({"parts:f"})) == Sharing(3, 9, 6, ())
    folded = sharing(read("a = exp(x)*exp(x)\na*2"), frozenset({"line:a"}))
    assert folded == Sharing(1, 2, 2, ())


def drawn(graph: Graph, *keys: str) -> Shape:
    return shape(graph, keys)


def test_the_result_of_a_fold_stays_and_its_parts_go_into_it():
    graph = read("a = w*x + 1\nexp(a) + a")
    kin = Kin(drawn(graph), drawn(graph, "line:a"))
    new = kin.after.graph
    (a,) = (gate.id for gate in new.gates if gate.folded)
    (mul, add, _, _) = (gate.id for gate in graph.gates)
    assert kin.stayed[a] == add
    assert kin.went_into(mul) == a
    assert {new.key(node) for node in kin.stayed} == {"w", "x", "a", "#2", "f"}
    (one,) = graph.constants
    assert kin.went_into(one.id) == a


def test_parts_come_out_of_their_gate_and_stay_when_something_else_changes():
    graph = read("a = w*x + 1\nsigmoid(a)*2")
    unfolded = drawn(graph, "parts:#2")
    kin = Kin(drawn(graph), unfolded)
    parts = [gate.id for gate in unfolded.graph.gates if "." in gate.mark]
    assert len(parts) == 3
    assert not any(part in kin.stayed for part in parts)
    assert {kin.came_from(part) for part in parts} == {graph.gates[2].id}
    further = Kin(unfolded, drawn(graph, "parts:#2", "line:a"))
    marks = {further.after.graph.nodes[new].token for new in further.stayed if new in gates(further.after.graph)}
    assert {"2.0", "2.1", "2.2"} <= marks


def gates(graph: Graph) -> set[int]:
    return {gate.id for gate in graph.gates}


@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_kin_is_total_and_stayed_is_one_to_one(example):
    graph = read(example["program"])
    keys = [choice.key for choice in choices(graph)]
    shapes = [drawn(graph), *(drawn(graph, key) for key in keys), drawn(graph, *keys), drawn(graph, "share")]
    for before, after in zip(shapes, [*shapes[1:], shapes[0]], strict=True):
        kin = Kin(before, after)
        assert len(set(kin.stayed.values())) == len(kin.stayed)
        for node in after.graph.nodes:
            assert 0 <= kin.came_from(node.id) < len(before.graph.nodes)
            if node.id in kin.stayed:
                assert type(before.graph.nodes[kin.stayed[node.id]]) is type(node)
        for node in before.graph.nodes:
            assert 0 <= kin.went_into(node.id) < len(after.graph.nodes)
