"""The canonical text of a graph: its gates in prefix form, line by line, as ``eval --json`` prints it."""

from __future__ import annotations

from gradviz.graph.apart import written_apart
from gradviz.graph.graph import Gate, Graph, NodeId, Variable

_LONGEST = 200_000
"""Names and numbers written out at most; a graph that shares more than that is given lines for its shared gates."""


def canonical(graph: Graph) -> str:
    """``"a=mul(w1, x); b=add(a, w0); add(1, b)"``: one part a line, numbers as typed, user functions written out.

    A gate without a name that is used more than once (the shared argument of a function) is written out at each use;
    where that would grow beyond reason it gets a part of its own, ``#3=tanh(a)``.
    """
    return "; ".join(_Parts(graph.unfolded).all())


class _Parts:
    """Writes the parts; ``apart`` are the gates that are one, all others being written out inside them."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.apart = written_apart(graph, _LONGEST)

    def all(self) -> list[str]:
        """The parts in order: the typed lines, each preceded by the unnamed gates it needs."""
        found = []
        extra = [gate.id for gate in self.graph.gates if gate.id in self.apart and gate.name is None]
        for line in self.graph.lines:
            while extra and extra[0] <= line.node:
                found.append(f"{self._mention(extra[0])}={self._written(extra.pop(0))}")
            found.append(self._line(line.name, line.node))
        return found

    def _line(self, name: str | None, node: NodeId) -> str:
        found = self.graph.nodes[node]
        if isinstance(found, Variable) and name:
            return f"{name}={found.pinned_text}"
        if name:
            return f"{name}={self._written(node)}"
        return self._mention(node) or self._written(node)

    def _mention(self, node: NodeId) -> str | None:
        """How a use of ``node`` is written where it is not written out."""
        found = self.graph.nodes[node]
        if isinstance(found, Gate):
            return (found.name or f"#{found.token}") if node in self.apart else None
        return self.graph.key(node)

    def _written(self, node: NodeId) -> str:
        """Gate ``node`` with its inputs written out, kept on a stack of our own: chains may be long."""
        pieces: list[str] = []
        stack: list[NodeId | str] = [node]
        while stack:
            top = stack.pop()
            if isinstance(top, str):
                pieces.append(top)
                continue
            gate = self.graph.nodes[top]
            assert isinstance(gate, Gate)
            inputs: list[NodeId | str] = []
            for place, item in enumerate(gate.inputs):
                inputs += [", "] * (place > 0) + [self._mention(item) or item]
            stack += reversed([f"{gate.op}(", *inputs, ")"])
        return "".join(pieces)
