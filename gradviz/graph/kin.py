"""Two pictures of one program: which node is which, what came out of what and what went into what."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property

from gradviz.graph.graph import Constant, Copy, Gate, Graph, Node, NodeId, Variable
from gradviz.graph.reshape import Shape


@dataclass(frozen=True, eq=False)
class Kin:
    """What the nodes of ``before`` have to do with those of ``after``, two shapes of the same graph as typed."""

    before: Shape
    after: Shape

    def came_from(self, new: NodeId) -> NodeId:
        """The old node that a new one was, or was a part of, or is made of."""
        return self.before.new_of[self.after.old_of[new]]

    def went_into(self, old: NodeId) -> NodeId:
        """The new node that an old one is, or is a part of, or was taken apart into (its result)."""
        return self.after.new_of[self.before.old_of[old]]

    @cached_property
    def stayed(self) -> dict[NodeId, NodeId]:
        """New node id → old node id, for nodes that are the same: parts of one gate, too, that both pictures show."""
        old, new = self.before.graph, self.after.graph
        marks = {_mark(old, node): node.id for node in old.nodes}
        found = {node.id: marks.pop(mark) for node in new.nodes if (mark := _mark(new, node)) in marks}
        taken = set(found.values())
        for node in new.nodes:
            was = self.came_from(node.id)
            alike = type(old.nodes[was]) is type(node) and self.went_into(was) == node.id
            if node.id not in found and was not in taken and alike:
                found[node.id] = was
                taken.add(was)
        return found


def _mark(graph: Graph, node: Node) -> Hashable:
    """What tells a node from all others of the program, however much of it is folded."""
    if isinstance(node, Variable):
        return ("variable", node.name)
    if isinstance(node, Gate):
        return ("gate", node.token)
    if isinstance(node, Copy):
        return ("copy", _mark(graph, graph.nodes[node.source]))
    return ("constant", node.text, *_use(graph, node))


def _use(graph: Graph, node: Constant) -> tuple[Hashable, ...]:
    """Where a number is used; one that is a line of its own is used nowhere."""
    return tuple((_mark(graph, graph.nodes[wire.target]), wire.slot) for wire in graph.out_of[node.id])
