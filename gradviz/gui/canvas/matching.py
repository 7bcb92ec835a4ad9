"""Which node of a new graph is which node of the old one, so that what stayed keeps its identity and glides."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from gradviz.graph.graph import Constant, Copy, Gate, Graph, NodeId, Variable, WireId


def _fingerprints(graph: Graph) -> list[Hashable]:
    """For each node what it computes: equal in both graphs where the same expression stands in both."""
    prints: list[Hashable] = []
    seen: dict[Hashable, int] = {}
    for node in graph.nodes:
        if isinstance(node, Variable):
            found: Hashable = ("variable", node.name)
        elif isinstance(node, Copy):
            found = hash(("copy", prints[node.source]))
        else:
            what = node.text if isinstance(node, Constant) else node.op
            inputs = tuple(prints[source] for source in node.inputs) if isinstance(node, Gate) else ()
            found = hash((type(node).__name__, what, inputs))
            seen[found] = seen.get(found, 0) + 1
            found = hash((found, seen[found]))
        prints.append(found)
    return prints


def _keys(graph: Graph) -> list[Hashable]:
    """For each node a weaker likeness: the same kind of node at the same place in the order."""
    keys: list[Hashable] = []
    seen: dict[Hashable, int] = {}
    for node in graph.nodes:
        kind: Hashable = (type(node).__name__, graph.key(node.id), node.op if isinstance(node, Gate) else "")
        seen[kind] = seen.get(kind, 0) + 1
        keys.append((kind, seen[kind]))
    return keys


def match(old: Graph, new: Graph) -> dict[NodeId, NodeId]:
    """New node id → old node id, for the nodes that stayed: by what they compute, then by name and kind."""
    found: dict[NodeId, NodeId] = {}
    for likeness in (_fingerprints, _keys):
        taken = set(found.values())
        before = {mark: node for node, mark in enumerate(likeness(old)) if node not in taken}
        for node, mark in enumerate(likeness(new)):
            if node not in found and mark in before:
                found[node] = before.pop(mark)
    return found


def same_wires(old: Graph, new: Graph, stayed: Mapping[NodeId, NodeId]) -> dict[WireId, WireId]:
    """New wire id → old wire id, for wires between the same slots of nodes that stayed."""
    before = {(wire.source, wire.target, wire.slot): wire.id for wire in old.wires}
    found = {}
    for wire in new.wires:
        ends = (stayed.get(wire.source, -1), stayed.get(wire.target, -1), wire.slot)
        if ends in before:
            found[wire.id] = before[ends]
    return found
