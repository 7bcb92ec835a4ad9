"""The way to NetworkX, for paths, ancestors and whatever its users want to ask of a graph."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from gradviz.graph.graph import Graph

if TYPE_CHECKING:
    import networkx


def to_networkx(graph: Graph) -> networkx.MultiDiGraph:
    """Nodes keyed by id carry ``kind`` (``"variable"``, ``"constant"``, ``"gate"``, ``"copy"``), ``label`` and the
    node's own fields; edges keyed by wire id carry ``slot``. Repeated inputs are parallel edges."""
    import networkx

    found = networkx.MultiDiGraph(output=graph.output)
    for node in graph.nodes:
        held = {field.name: getattr(node, field.name) for field in fields(node) if field.name != "id"}
        found.add_node(node.id, kind=type(node).__name__.lower(), label=graph.labels[node.id], **held)
    for wire in graph.wires:
        found.add_edge(wire.source, wire.target, key=wire.id, slot=wire.slot)
    return found
