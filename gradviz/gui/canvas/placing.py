"""The layout as the canvas wants it: measured with the type it is drawn in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from gradviz.graph.graph import Graph
from gradviz.gui.fonts import measure_for
from gradviz.layout.layout import NORMAL, TIGHT, Geometry, Layout
from gradviz.layout.place import geometry_for, opens_whole, place


def placed(graph: Graph, moved: Mapping[str, tuple[float, float]] | None = None, seat_digits: int = 0) -> Layout:
    """Places for ``graph``; ``moved`` holds the centres of dragged nodes by key, ``seat_digits`` how many characters
    the widest number has where that is more than usual. A small graph that a usual canvas could not show whole gets
    the tight sizes too. May be called outside the window's thread."""
    geometry = geometry_for(graph)
    found = _sized(graph, geometry, seat_digits)
    if geometry is NORMAL and not opens_whole(found):
        geometry = TIGHT
        found = _sized(graph, geometry, seat_digits)
    return _sized(graph, geometry, seat_digits, moved) if moved else found


def _sized(
    graph: Graph, sizes: Geometry, seat_digits: int, moved: Mapping[str, tuple[float, float]] = MappingProxyType({})
) -> Layout:
    geometry = replace(sizes, seat_digits=max(seat_digits, sizes.seat_digits))
    return place(graph, measure_for(geometry), geometry=geometry, moved=moved)
