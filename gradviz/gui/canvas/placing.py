"""The layout as the canvas wants it: measured with the type it is drawn in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gradviz.graph.graph import Graph
from gradviz.gui.fonts import measure_for
from gradviz.layout.layout import Layout
from gradviz.layout.place import geometry_for, place


def placed(graph: Graph, moved: Mapping[str, tuple[float, float]] | None = None, seat_digits: int = 0) -> Layout:
    """Places for ``graph``; ``moved`` holds the centres of dragged nodes by key, ``seat_digits`` how many characters
    the widest number has where that is more than usual. May be called outside the window's thread."""
    geometry = geometry_for(graph)
    geometry = replace(geometry, seat_digits=max(seat_digits, geometry.seat_digits))
    return place(graph, measure_for(geometry), geometry=geometry, moved=moved or {})
