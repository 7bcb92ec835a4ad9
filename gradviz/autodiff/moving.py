"""A recorded run with one number moved: what finite differences and nudges evaluate, downstream nodes alone."""

from __future__ import annotations

from collections.abc import Sequence

from gradviz.autodiff.run import Run, Value
from gradviz.graph.graph import Constant, Copy, Graph, Node, NodeId, Variable, Wire

Place = Node | Wire
"""What is moved: a node's value, or the value on one wire alone."""


class Moving:
    """``moving(h)`` gives the value of every node when the number at ``place`` is replaced by itself plus ``h``.

    A gate's output is replaced, whatever its inputs say; a copy gate stands for the value it copies; of a wire only
    its own branch is moved. ``evaluations`` counts the calls, ``downstream`` are the nodes that may change.
    """

    def __init__(self, run: Run, place: Place) -> None:
        self.run = run
        self.place = value_place(run.graph, place)
        self.downstream = downstream(run.graph, self.place)
        self.evaluations = 0

    def __call__(self, h: float) -> list[Value]:
        self.evaluations += 1
        values = list(self.run.node_values)
        moved = self.place if isinstance(self.place, Wire) else None
        if moved is None:
            values[self.place.id] = self.run.node_values[self.place.id] + h
        for node in self.downstream:
            if node is not self.place:
                values[node.id] = self._value(node, values, moved, h)
        return values

    def _value(self, node: Node, values: Sequence[Value], moved: Wire | None, h: float) -> Value:
        assert not isinstance(node, Variable | Constant), "nothing is upstream of a leaf"
        inputs = tuple(
            values[wire.source] + h if wire is moved else values[wire.source] for wire in self.run.graph.into[node.id]
        )
        return node.kind.forward(*inputs)


def value_place(graph: Graph, place: Place) -> Place:
    """The same place, a copy gate and the wire that leads into one looked through to the value they carry."""
    if isinstance(place, Wire):
        return graph.nodes[place.source] if isinstance(graph.nodes[place.target], Copy) else place
    return graph.nodes[graph.value_node(place.id)]


def downstream(graph: Graph, place: Place) -> tuple[Node, ...]:
    """The nodes that depend on ``place``, in topological order; a moved node is the first of them."""
    first = place.target if isinstance(place, Wire) else place.id
    reached: set[NodeId] = {first}
    for node in graph.nodes[first + 1 :]:
        if any(wire.source in reached for wire in graph.into[node.id]):
            reached.add(node.id)
    return tuple(graph.nodes[node] for node in sorted(reached))
