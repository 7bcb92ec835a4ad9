"""The two directions a drawing may flow in. Everything here is placed from left to right; a drawing from the top down
is made with sizes that lie on their side (sizes.py) and then turned about its diagonal: left becomes above, above left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gradviz.layout.layout import Box, Layout, NodeId, NodePlace, Point, WirePlace


def turned(layout: Layout) -> Layout:
    """``layout`` with across and down exchanged; turned twice it is as it was."""
    return replace(
        layout,
        nodes=tuple(map(_node, layout.nodes)),
        wires=tuple(map(_wire, layout.wires)),
        output=_wire(layout.output),
        output_box=_box(layout.output_box),
        bounds=_box(layout.bounds),
        base=layout.base and turned(layout.base),
        moved=turned_places(layout.moved),
    )


def turned_places(places: Mapping[NodeId, tuple[float, float]]) -> dict[NodeId, tuple[float, float]]:
    """The centres of nodes with across and down exchanged."""
    return {node: (y, x) for node, (x, y) in places.items()}


def _point(point: Point) -> Point:
    return Point(point.y, point.x)


def _box(box: Box) -> Box:
    return Box(box.y, box.x, box.height, box.width)


def _node(place: NodePlace) -> NodePlace:
    name, total = (box and _box(box) for box in (place.name_box, place.sum_box))
    return NodePlace(place.y, place.x, place.height, place.width, name, total)


def _wire(place: WirePlace) -> WirePlace:
    labels = (box and _box(box) for box in (place.value_box, place.gradient_box, place.local_box))
    return WirePlace(tuple(map(_point, place.path)), (_point(place.seat[0]), _point(place.seat[1])), *labels)
