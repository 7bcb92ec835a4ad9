"""The layout as the canvas wants it: measured with the type it is drawn in."""

from __future__ import annotations

from collections.abc import Mapping

from gradviz.graph.graph import Graph
from gradviz.gui.fonts import measure_for
from gradviz.layout.columns import SMALL
from gradviz.layout.layout import NORMAL, TIGHT, Geometry, Layout
from gradviz.layout.place import place


def geometry_for(graph: Graph) -> Geometry:
    """The normal sizes for small graphs, the tight ones from some 12 gates on."""
    return NORMAL if len(graph.gates) < SMALL else TIGHT


def placed(graph: Graph, moved: Mapping[str, tuple[float, float]] | None = None) -> Layout:
    """Places for ``graph``; ``moved`` holds the centres of dragged nodes by key."""
    geometry = geometry_for(graph)
    return place(graph, measure_for(geometry), geometry=geometry, moved=moved or {})
