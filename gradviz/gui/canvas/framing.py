"""Which part of a graph a view should show: pure, from the sizes of the view and of the graph."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from gradviz.gui.fonts import SUBSCRIPT_SCALE
from gradviz.layout.layout import Geometry

LARGEST_FIT = 2.0
SMALLEST_TYPE_PX = 11.0
KEEP_CLEAR = 28.0  # px between what the view follows and the edge of the free area


@dataclass(frozen=True, slots=True)
class Look:
    """A way to see the scene: scene px per unit, and the scene point in the middle of the free area."""

    zoom: float
    x: float
    y: float


def floor_zoom(geometry: Geometry) -> float:
    """The zoom at which the smallest type of a drawing is 11 px on the screen."""
    smallest = min(
        geometry.number_px,
        geometry.chip_px,
        geometry.sum_px,
        geometry.gate_px,
        round(geometry.name_px * SUBSCRIPT_SCALE),
    )
    return SMALLEST_TYPE_PX / smallest


@dataclass(frozen=True)
class Framing:
    """A graph of extent ``bounds`` (scene units) seen through a free area of ``width`` × ``height`` px.

    ``focus`` are the scene rectangles of which the first that has room is to be kept in sight, widest first.
    """

    width: float
    height: float
    bounds: QRectF
    floor: float
    focus: tuple[QRectF, ...] = ()

    def focus_at(self, zoom: float) -> QRectF:
        """The widest of the focus rectangles that goes into the free area at ``zoom`` (as it is), else the last."""
        room = (
            rect for rect in self.focus if rect.width() * zoom <= self.width and rect.height() * zoom <= self.height
        )
        return next(room, self.focus[-1] if self.focus else QRectF())

    def sight(self, look: Look) -> QRectF:
        """The scene rectangle seen in the free area."""
        width, height = self.width / look.zoom, self.height / look.zoom
        return QRectF(look.x - width / 2, look.y - height / 2, width, height)

    def has_room_for(self, bounds: QRectF, look: Look) -> bool:
        """Whether a graph of this extent needs no other look: all of it is in sight, or no look shows it all."""
        too_large = bounds.width() * self.floor > self.width or bounds.height() * self.floor > self.height
        return too_large or self.sight(look).adjusted(-1, -1, 1, 1).contains(bounds)

    def filling(self, rect: QRectF) -> float:
        """The zoom at which a rectangle fills the free area, up to a limit."""
        return min(self.width / rect.width(), self.height / rect.height(), LARGEST_FIT)

    def fitting(self, look: Look, *, following: bool) -> Look:
        """The whole graph, or as much as type of 11 px allows, and of that what is nearest to ``look``."""
        bounds = self.bounds
        if bounds.isEmpty():
            return Look(1.0, bounds.center().x(), bounds.center().y())
        zoom = max(self.filling(bounds), self.floor)
        x = _axis(look.x, self.width / zoom, (bounds.left(), bounds.right()))
        y = _axis(look.y, self.height / zoom, (bounds.top(), bounds.bottom()))
        found = Look(zoom, x, y)
        return self.following(found) if following else found

    def following(self, look: Look) -> Look:
        """The look that has the focus in sight, at the same zoom; ``look`` itself where it does."""
        if not self.focus:
            return look
        bounds, clear = self.bounds, KEEP_CLEAR / look.zoom
        width, height = self.width / look.zoom, self.height / look.zoom
        focus = self.focus_at(look.zoom)
        dx = min(clear, max((width - focus.width()) / 2, 0.0))
        dy = min(clear, max((height - focus.height()) / 2, 0.0))
        wanted = focus.adjusted(-dx, -dy, dx, dy)
        return Look(
            look.zoom,
            _axis(look.x, width, (bounds.left(), bounds.right()), (wanted.left(), wanted.right())),
            _axis(look.y, height, (bounds.top(), bounds.bottom()), (wanted.top(), wanted.bottom())),
        )


def _axis(middle: float, span: float, ends: tuple[float, float], wanted: tuple[float, float] | None = None) -> float:
    """The middle of a window of ``span`` over ``ends``: unchanged while it shows ``wanted``, otherwise centred where
    all goes in, on ``wanted`` where not, and never over empty ground."""
    low, high = ends
    if wanted is not None:
        start, end = max(wanted[0], low), min(wanted[1], high)
        if end - start > span and start <= middle <= end:  # more than can be shown: any part of it will do
            return middle
        if middle - span / 2 <= start + 0.5 and end - 0.5 <= middle + span / 2:
            return middle
        middle = (start + end) / 2
    if high - low <= span:
        return (low + high) / 2
    return min(max(middle, low + span / 2), high - span / 2)
