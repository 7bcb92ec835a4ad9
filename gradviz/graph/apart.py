"""Which gates of a graph are written as a line of their own when it is written as text, and which inside others."""

from __future__ import annotations

from gradviz.graph.graph import Gate, Graph, NodeId


def written_apart(graph: Graph, longest: int) -> frozenset[NodeId]:
    """The gates that get a line of their own: those the user named, and all others are written out at each use.

    A gate without a name that is used more than once (the shared argument of a function) makes the text grow as 2ⁿ
    where functions are nested; if it would hold more than ``longest`` names and numbers, such gates are apart too.
    """
    named = frozenset(gate.id for gate in graph.gates if gate.name)
    if _length(graph, named) <= longest:
        return named
    return named | {copy.source for copy in graph.copies if isinstance(graph.nodes[copy.source], Gate)}


def _length(graph: Graph, apart: frozenset[NodeId]) -> int:
    """Names, numbers and gates of all lines, gates not ``apart`` written out at each use."""
    sizes = _sizes(graph, apart)
    return sum(sizes[line.node] for line in graph.lines)


def written_length(graph: Graph) -> int:
    """Names, numbers and gates of the output written out as one expression, every gate at each of its uses."""
    return _sizes(graph, frozenset())[graph.output]


def height(graph: Graph) -> int:
    """How many gates are at most one inside the other on the way to the output."""
    heights = [0] * len(graph.nodes)
    for gate in graph.gates:
        heights[gate.id] = 1 + max((heights[node] for node in gate.inputs), default=0)
    return heights[graph.output]


def _sizes(graph: Graph, apart: frozenset[NodeId]) -> list[int]:
    sizes = [1] * len(graph.nodes)
    for gate in graph.gates:
        sizes[gate.id] = 1 + sum(1 if node in apart else sizes[node] for node in gate.inputs)
    return sizes
