"""The layout as the canvas wants it: measured with the type it is drawn in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gradviz.graph.graph import Graph
from gradviz.gui.fonts import measure_for
from gradviz.layout.layout import NORMAL, TIGHT, Direction, Geometry, Layout
from gradviz.layout.place import geometry_for, opens_whole, place


def placed(
    graph: Graph,
    moved: Mapping[str, tuple[float, float]] | None = None,
    seat_digits: int = 0,
    direction: Direction = "right",
) -> Layout:
    """Places for ``graph``; ``moved`` holds the centres of dragged nodes by key, ``seat_digits`` how many characters
    the widest number has where that is more than usual, ``direction`` where the drawing flows to. A small
    graph that a usual canvas could not show whole gets the tight sizes too. May be called outside the window's
    thread."""
    sizes = geometry_for(graph)
    found = _sized(graph, sizes, seat_digits, direction)
    if sizes is NORMAL and not opens_whole(found):
        found = _sized(graph, TIGHT, seat_digits, direction)
    return place(graph, measure_for(found.geometry), geometry=found.geometry, moved=moved) if moved else found


def _sized(graph: Graph, sizes: Geometry, seat_digits: int, direction: Direction) -> Layout:
    geometry = replace(sizes, seat_digits=max(seat_digits, sizes.seat_digits), direction=direction)
    return place(graph, measure_for(geometry), geometry=geometry)
