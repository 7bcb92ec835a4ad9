"""The canonical text of a graph: its gates in prefix form, line by line, as ``eval --json`` prints it."""

from __future__ import annotations

from gradviz.graph.graph import Gate, Graph, NodeId, Variable

_LONGEST = 200_000
"""Names and numbers written out at most; a graph that shares more than that is given lines for its shared gates."""


def canonical(graph: Graph) -> str:
    """``"a=mul(w1, x); b=add(a, w0); add(1, b)"``: one part a line, numbers as typed, user functions written out.

    A gate without a name that is used more than once (the shared argument of a function) is written out at each use;
    where that would grow beyond reason it gets a part of its own, ``#3=tanh(a)``.
    """
    heads = _Heads(graph, shared=False)
    if heads.length > _LONGEST:
        heads = _Heads(graph, shared=True)
    return "; ".join(heads.parts())


class _Heads:
    """The nodes that are written as a part of their own, all others being written out inside them."""

    def __init__(self, graph: Graph, shared: bool) -> None:
        self.graph = graph
        self.shared = {copy.source for copy in graph.copies} if shared else set()
        self.sizes = self._sizes()
        self.length = sum(self.sizes[line.node] for line in graph.lines)

    def _named(self, node: NodeId) -> str | None:
        """How a use of ``node`` is written where it is not written out."""
        found = self.graph.nodes[node]
        if isinstance(found, Gate):
            return found.name or (f"#{found.number}" if node in self.shared else None)
        return self.graph.key(node)

    def _sizes(self) -> list[int]:
        """For each node the names and numbers of its own part, uses of it included where it is written out."""
        sizes = [1] * len(self.graph.nodes)
        for gate in self.graph.gates:
            sizes[gate.id] = 1 + sum(1 if self._named(node) else sizes[node] for node in gate.inputs)
        return sizes

    def parts(self) -> list[str]:
        """The parts in order: the typed lines, each preceded by the shared gates it needs."""
        found = []
        extra = [gate.id for gate in self.graph.gates if gate.id in self.shared and gate.name is None]
        for line in self.graph.lines:
            while extra and extra[0] <= line.node:
                found.append(f"{self._named(extra[0])}={self._written(extra.pop(0))}")
            found.append(self._line(line.name, line.node))
        return found

    def _line(self, name: str | None, node: NodeId) -> str:
        found = self.graph.nodes[node]
        if isinstance(found, Variable) and name:
            return f"{name}={found.pinned_text}"
        if name:
            return f"{name}={self._written(node)}"
        return self._named(node) or self._written(node)

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
                inputs += [", "] * (place > 0) + [self._named(item) or item]
            stack += reversed([f"{gate.op}(", *inputs, ")"])
        return "".join(pieces)
