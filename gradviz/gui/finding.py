"""Which nodes a person means who types a name, a kind of gate or a number."""

from __future__ import annotations

from gradviz.autodiff.run import Run
from gradviz.graph.graph import Copy, Gate, Node, NodeId
from gradviz.numerals import MINUS, Numerals


def matches(run: Run, numerals: Numerals, text: str) -> tuple[NodeId, ...]:
    """The leaves and gates whose name, kind, value or gradient begins with ``text``, in the order of the graph.

    Numbers are compared as they are shown; a comma is as good as a point, and any minus is one.
    """
    wanted = _plain(text)
    if not wanted:
        return ()
    return tuple(
        node.id
        for node in run.graph.nodes
        if not isinstance(node, Copy) and any(_plain(word).startswith(wanted) for word in _words(run, numerals, node))
    )


def _words(run: Run, numerals: Numerals, node: Node) -> tuple[str, ...]:
    kind = (node.kind.name,) if isinstance(node, Gate) else ()
    gradient = run.gradient(node.id)
    numbers = (run.node_values[node.id], *(() if gradient is None else (gradient,)))
    return (run.graph.labels[node.id], *kind, *map(numerals.text, numbers), *map(numerals.full, numbers))


def _plain(text: str) -> str:
    return text.strip().casefold().replace(MINUS, "-").replace(",", ".").replace("_", "")


def toward_inputs(run: Run, node: NodeId | None) -> NodeId:
    """The node that feeds the first input of ``node``; from a leaf the leaf itself, from nowhere the output."""
    graph = run.graph
    if node is None:
        return graph.output
    return graph.into[node][0].source if graph.into[node] else node


def toward_outputs(run: Run, node: NodeId | None) -> NodeId:
    """The node that first uses ``node``; from the output the output itself, from nowhere the first leaf."""
    graph = run.graph
    if node is None:
        return next((leaf.id for leaf in graph.variables), 0)
    return graph.out_of[node][0].target if graph.out_of[node] else node
