"""The way from one layout to the next: places between two layouts, pure.

Nodes that stayed go from their old place to the new one. In another drawing of the same program (folded, unfolded)
what is new sets out from the place of what it came out of, and what is gone goes to the place of what it went into;
wires follow the nodes at their ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gradviz.graph.graph import Graph
from gradviz.gui.canvas.curve import mix, refined
from gradviz.layout.layout import Box, Layout, NodePlace, Point, WirePlace


def ease(t: float) -> float:
    """Ease in and out: 0 at 0, 1 at 1, flat at both ends (smoothstep)."""
    return t * t * (3 - 2 * t)


def _number(a: float, b: float, t: float) -> float:
    return a + (b - a) * t


def _box(a: Box | None, b: Box | None, t: float) -> Box | None:
    if a is None or b is None:
        return b
    return Box(*(_number(x, y, t) for x, y in zip(a, b, strict=True)))


def _node(a: NodePlace, b: NodePlace, t: float) -> NodePlace:
    return replace(
        b,
        x=_number(a.x, b.x, t),
        y=_number(a.y, b.y, t),
        width=_number(a.width, b.width, t),
        height=_number(a.height, b.height, t),
        name_box=_box(a.name_box, b.name_box, t),
        sum_box=_box(a.sum_box, b.sum_box, t),
    )


def _wire(a: WirePlace, b: WirePlace, t: float) -> WirePlace:
    count = max(len(a.path), len(b.path)) // 3
    path = tuple(mix(p, q, t) for p, q in zip(refined(a.path, count), refined(b.path, count), strict=True))
    seat = (mix(a.seat[0], b.seat[0], t), mix(a.seat[1], b.seat[1], t))
    return replace(
        b,
        path=path,
        seat=seat,
        value_box=_box(a.value_box, b.value_box, t),
        gradient_box=_box(a.gradient_box, b.gradient_box, t),
        local_box=_box(a.local_box, b.local_box, t),
    )


def between(old: Layout, new: Layout, nodes: Mapping[int, int], wires: Mapping[int, int], t: float) -> Layout:
    """The layout ``t`` (0…1) of the way to ``new``. ``nodes`` and ``wires`` give the old id of what stayed; what is
    new stands at its new place from the start."""
    return replace(
        new,
        nodes=tuple(_node(old.nodes[nodes[i]], place, t) if i in nodes else place for i, place in enumerate(new.nodes)),
        wires=tuple(_wire(old.wires[wires[i]], place, t) if i in wires else place for i, place in enumerate(new.wires)),
        output=_wire(old.output, new.output, t),
        output_box=_box(old.output_box, new.output_box, t) or new.output_box,
    )


def arriving(graph: Graph, new: Layout, now: Layout, starts: Mapping[int, Point], wires: Mapping[int, int]) -> Layout:
    """``now``, on the way to the ``new`` layout of ``graph``, with what is new on its way too: its nodes stand at
    ``starts`` (centres by node id), and all wires but the ``wires`` that stayed join nodes where they are."""
    nodes = tuple(_at(place, starts.get(node)) for node, place in enumerate(now.nodes))
    shifts = [Point(a.x - b.x, a.y - b.y) for a, b in zip(nodes, new.nodes, strict=True)]
    joined = (
        now.wires[wire.id]
        if wire.id in wires
        else _stretched(new.wires[wire.id], shifts[wire.source], shifts[wire.target])
        for wire in graph.wires
    )
    return replace(now, nodes=nodes, wires=tuple(joined))


def leaving(graph: Graph, old: Layout, centres: Mapping[int, Point]) -> Layout:
    """The ``old`` layout of ``graph`` with its nodes at ``centres``, by node id, and wires that follow."""
    same = {node: Point(place.x, place.y) for node, place in enumerate(old.nodes)}
    return arriving(graph, old, old, same | dict(centres), {})


def centre(place: NodePlace) -> Point:
    """Where the middle of a node is."""
    return Point(place.x, place.y)


def _at(place: NodePlace, middle: Point | None) -> NodePlace:
    return place if middle is None else place.shifted(middle.x - place.x, middle.y - place.y)


def _stretched(wire: WirePlace, start: Point, end: Point) -> WirePlace:
    """A wire whose ends were moved by ``start`` and ``end``, everything between them in proportion."""
    last = len(wire.path) - 1
    path = tuple(_moved(point, mix(start, end, place / last)) for place, point in enumerate(wire.path))
    middle = mix(start, end, 0.5)
    return replace(wire.shifted(*middle), path=path)


def _moved(point: Point, by: Point) -> Point:
    return Point(point[0] + by.x, point[1] + by.y)
