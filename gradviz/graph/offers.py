"""What a person can do to the shape of a drawing: everywhere in the program, or at the gate pointed at.

Read first: :func:`offers` and :func:`offers_at`; :func:`folded_all` and its neighbours give all keys at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal as OneOf

from gradviz.graph.fold import SHARE, Choice, alike, choices, shape, share
from gradviz.graph.graph import Gate, Graph, NodeId
from gradviz.graph.reshape import Shape, unchanged

Keys = frozenset[str]


@dataclass(frozen=True, slots=True)
class Offer:
    """A line or a call that can be drawn as one gate, or a gate that can be taken apart (``kind`` "parts"); ``on``
    where it is. ``name`` is the line's, the function's or the gate's, ``typed`` the stretch of text it stands for."""

    key: str
    kind: OneOf["line", "call", "parts"]
    name: str
    typed: str
    on: bool


@dataclass(frozen=True, slots=True)
class Sharing:
    """How many gates are ``saved`` by computing equal parts once, how many are drawn ``before`` and ``after``; and the
    names of lines that are ``alike`` but stay apart."""

    saved: int
    before: int
    after: int
    alike: tuple[str, ...]


def offers(graph: Graph, keys: Keys) -> tuple[Offer, ...]:
    """All there is to fold or take apart in ``graph``, as typed, in the order of :func:`gradviz.graph.fold.choices`."""
    shown = _shared(graph, keys)
    return tuple(_offer(shown.graph, choice, keys) for choice in choices(shown.graph))


def offers_at(graph: Graph, shape: Shape, keys: Keys, node: NodeId) -> tuple[Offer, ...]:
    """What can be done at ``node`` of ``shape``, ``graph`` drawn as ``keys`` say; what concerns the fewest gates first.

    A folded gate can be unfolded, or folded into what is larger; what lies inside is offered once it is seen.
    """
    gate = shape.graph.nodes[node]
    if not isinstance(gate, Gate):
        return ()
    shown, here = _shared(graph, keys), shape.old_of[node]
    found = [(_gates(shown, choice), choice) for choice in choices(shown.graph)]
    around = sorted(((gates, choice) for gates, choice in found if here in gates), key=lambda pair: len(pair[0]))
    if gate.folded:
        (drawn, own), *_ = [pair for pair in reversed(around) if pair[1].key in keys]
        around = [(drawn, own), *(pair for pair in around if len(pair[0]) > len(drawn))]
    return tuple(_offer(shown.graph, choice, keys) for _, choice in around)


def folded_all(graph: Graph, keys: Keys) -> Keys:
    """``keys`` with every line and every call as one gate, and no gate taken apart."""
    return _all(graph, keys, ("line", "call"))


def unfolded_all(graph: Graph, keys: Keys) -> Keys:
    """``keys`` with every gate taken apart that is made of others, and nothing folded."""
    return _all(graph, keys, ("parts",))


def as_typed(graph: Graph, keys: Keys) -> Keys:
    """``keys`` with nothing folded and nothing taken apart."""
    return _all(graph, keys, ())


def sharing(graph: Graph, keys: Keys) -> Sharing:
    """What sharing does, or did, to ``graph`` drawn as ``keys`` say."""
    apart, shared = shape(graph, keys - {SHARE}).graph, shape(graph, keys | {SHARE}).graph
    saved = len(apart.unfolded.gates) - len(shared.unfolded.gates)
    return Sharing(saved, len(apart.gates), len(shared.gates), alike(graph))


def _all(graph: Graph, keys: Keys, kinds: Iterable[str]) -> Keys:
    """Everything of ``kinds`` on, all else that is there off; keys of what vanished from the text stay."""
    there = choices(_shared(graph, keys).graph)
    return keys - {choice.key for choice in there} | {choice.key for choice in there if choice.kind in kinds}


def _shared(graph: Graph, keys: Keys) -> Shape:
    """The graph that keys are about: the one in which equal parts are shared, where they are."""
    return share(graph) if SHARE in keys else unchanged(graph)


def _gates(shown: Shape, choice: Choice) -> frozenset[NodeId]:
    """The gates of ``choice``, made in ``shown``, by their ids as typed."""
    return frozenset(old for old, new in enumerate(shown.new_of) if new in choice.gates)


def _offer(graph: Graph, choice: Choice, keys: Keys) -> Offer:
    return Offer(choice.key, choice.kind, choice.name, _typed(graph, choice), choice.key in keys)


def _typed(graph: Graph, choice: Choice) -> str:
    """The stretch of text of a call, of a line, or of a gate, which may stand in the body of a function."""
    gate = graph.nodes[choice.result]
    assert isinstance(gate, Gate)
    origin = gate.origin
    if choice.kind == "parts":
        while origin.definition is not None:
            origin = origin.definition
    line = graph.text.split("\n")[origin.line]
    return line.strip() if choice.kind == "line" else line[slice(*origin.span)]
