"""The graph in DOT, the language of Graphviz: names, gates and wires as text that any of its tools can draw.

dot(read("x*y"))        digraph "f" { … }
"""

from __future__ import annotations

from gradviz.graph.graph import Constant, Copy, Gate, Graph, Node, Variable
from gradviz.layout.layout import Direction

_RANKDIR: dict[Direction, str] = {"right": "LR", "down": "TB"}
_SHAPES = {Variable: "box", Constant: "plaintext", Gate: "circle", Copy: "point"}


def dot(graph: Graph, direction: Direction = "right") -> str:
    """``graph`` as a DOT document, drawn from left to right or from the top ``down``: leaves by name, gates
    by kind with their line's name beside them, copy gates as points; every wire is an edge of its own."""
    import graphviz

    drawing = graphviz.Digraph(graphviz.escape(graph.output_name), graph_attr={"rankdir": _RANKDIR[direction]})
    for node in graph.nodes:
        named = isinstance(node, Gate) and node.name and node.id != graph.output
        beside = {"xlabel": graphviz.escape(graph.labels[node.id])} if named else {}
        drawing.node(f"n{node.id}", graphviz.escape(_label(graph, node)), shape=_shape(node), **beside)
    for wire in graph.wires:
        drawing.edge(f"n{wire.source}", f"n{wire.target}")
    drawing.node("output", graphviz.escape(graph.output_name), shape="plaintext")
    drawing.edge(f"n{graph.output}", "output")
    return drawing.source


def _shape(node: Node) -> str:
    """What a node is drawn as; what holds others has two rings."""
    return "doublecircle" if isinstance(node, Gate) and node.folded else _SHAPES[type(node)]


def _label(graph: Graph, node: Node) -> str:
    return node.kind.name if isinstance(node, Gate) else graph.labels[node.id]
