"""How a lesson wants its graph drawn: folded, taken apart or shared, and asked for the gradients of its target."""

from __future__ import annotations

from dataclasses import replace

from gradviz.graph.fold import shape
from gradviz.graph.graph import Graph
from gradviz.graph.reshape import Shape, unchanged
from gradviz.lesson.lesson import Lesson


def drawn(lesson: Lesson, graph: Graph) -> Shape:
    """``graph``, as typed, in the shape and with the target of ``lesson``; the graph itself where it wants neither."""
    return aimed(lesson, graph, shape(graph, lesson.shape) if lesson.shape else unchanged(graph))


def aimed(lesson: Lesson, graph: Graph, found: Shape) -> Shape:
    """``found``, a shape of ``graph``, asked for the gradients that ``lesson`` wants: its target's, or those of the
    gate it was folded into, or the output's where there is no such node. The same object where it is so already."""
    wanted = found.graph.own[0]
    if lesson.target:
        node, typed = found.graph.node_called(lesson.target), graph.node_called(lesson.target)
        if node is None and typed is not None:
            node = found.new_of[typed]
        wanted = wanted if node is None else found.graph.value_node(node)
    return found if wanted == found.graph.output else replace(found, graph=found.graph.aimed_at(wanted))
