"""Which part of a graph a view should show: pure, from the sizes of the view and of the graph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from gradviz.gui.fonts import SUBSCRIPT_SCALE
from gradviz.layout.layout import Geometry

LARGEST_FIT = 2.0
SMALLEST_TYPE_PX = 11.0
KEEP_CLEAR = 28.0  # px between what the view follows and the edge of the free area
FADE = 12.0  # px outside the free area over which the picture fades into the ground


Span = tuple[float, float]
"""From where to where something reaches in one direction, in scene units."""


@dataclass(frozen=True, slots=True)
class Look:
    """A way to see the scene: scene px per unit, and the scene point in the middle of the free area."""

    zoom: float
    x: float
    y: float


def floor_zoom(geometry: Geometry, least_px: float = SMALLEST_TYPE_PX) -> float:
    """The zoom at which the smallest type of a drawing is ``least_px`` on the screen."""
    smallest = min(
        geometry.number_px,
        geometry.chip_px,
        geometry.sum_px,
        geometry.gate_px,
        round(geometry.name_px * SUBSCRIPT_SCALE),
    )
    return least_px / smallest


@dataclass(frozen=True)
class Framing:
    """A graph of extent ``bounds`` (scene units) seen through a free area of ``width`` × ``height`` px.

    ``focus`` are the scene rectangles of which the first that has room is to be kept in sight, widest first; ``boxes``
    finds those that should not be cut by the edge of the free area: nodes and labels.
    """

    width: float
    height: float
    bounds: QRectF
    floor: float
    focus: tuple[QRectF, ...] = ()
    boxes: Callable[[], Sequence[QRectF]] = tuple

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
        return self._placed(Look(zoom, look.x, look.y), self.focus_at(zoom) if following else QRectF())

    def calm(self, look: Look, *, following: bool) -> Look:
        """The look at a graph that has been changed, which was seen at ``look``: no larger than before, and as large
        while all of it goes in."""
        fitting, zoom = self.fitting(look, following=following), look.zoom
        if self.bounds.isEmpty() or not self.floor <= zoom <= self.filling(self.bounds):
            return fitting
        return self._placed(look, self.focus_at(zoom) if following else QRectF())

    def kept(self, look: Look) -> Look:
        """A hand's look after sizes have changed: moved no farther than it takes to leave no part of the graph out of
        sight while there is empty ground beside another."""
        sight = self.sight(look)
        if self.bounds.isEmpty() or not sight.intersects(self.bounds):
            return look
        x = _filled(look.x, sight.width(), _across(self.bounds))
        return Look(look.zoom, x, _filled(look.y, sight.height(), _down(self.bounds)))

    def following(self, look: Look) -> Look:
        """The look that has the focus in sight, at the same zoom; ``look`` itself where it does."""
        focus = self.focus_at(look.zoom)
        if focus.isNull() or self._shows(look, focus):
            return look
        return self._placed(look, focus)

    def revealing(self, look: Look, rect: QRectF) -> Look:
        """The look at the same zoom, moved no farther than it takes to have ``rect`` in sight, with some room around
        it; the beginning of one that is too large."""
        sight, wanted = self.sight(look), self._with_room(rect, look.zoom)
        dx, dy = (_way(span(sight), span(wanted)) for span in (_across, _down))
        return Look(look.zoom, look.x + dx, look.y + dy)

    def _shows(self, look: Look, focus: QRectF) -> bool:
        """Whether a focus is in sight with some room around it, or as much of it as there can be."""
        sight, wanted = self.sight(look).adjusted(-0.5, -0.5, 0.5, 0.5), self._with_room(focus, look.zoom)
        return _within(_across(wanted), _across(sight)) and _within(_down(wanted), _down(sight))

    def _with_room(self, focus: QRectF, zoom: float) -> QRectF:
        """A focus with the room it should have around it, as far as the view and the graph allow."""
        clear = KEEP_CLEAR / zoom
        dx = min(clear, max((self.width / zoom - focus.width()) / 2, 0.0))
        dy = min(clear, max((self.height / zoom - focus.height()) / 2, 0.0))
        return focus.adjusted(-dx, -dy, dx, dy).intersected(self.bounds.united(focus))

    def _placed(self, look: Look, focus: QRectF) -> Look:
        """The look at the same zoom that has ``focus`` in sight (null: wherever) and cuts as few labels as it can."""
        wanted = focus if focus.isNull() else self._with_room(focus, look.zoom)
        boxes = self.boxes()
        across, down = self._axis(look.zoom, wanted, _across), self._axis(look.zoom, wanted, _down)
        x, y = across.best(look.x, []), down.best(look.y, [])
        for _ in range(2):  # what may be cut above and below depends on what is seen of the width, and this on that
            y = down.best(look.y, [_down(box) for box in boxes if across.sees(x, _across(box))])
            x = across.best(look.x, [_across(box) for box in boxes if down.sees(y, _down(box))])
        return Look(look.zoom, x, y)

    def _axis(self, zoom: float, wanted: QRectF, span: Callable[[QRectF], Span]) -> Axis:
        length = span(QRectF(0, 0, self.width, self.height))[1] / zoom
        return Axis(length, span(self.bounds), None if wanted.isNull() else span(wanted), FADE / zoom)


@dataclass(frozen=True)
class Axis:
    """A window of ``length`` over a graph that reaches over ``ends``, in one direction. ``wanted`` is to be in it.
    What lies across the strip ``fade`` wide outside its edges is cut."""

    length: float
    ends: Span
    wanted: Span | None
    fade: float

    def sees(self, middle: float, box: Span) -> bool:
        """Whether some of a box is in the window."""
        return box[1] > middle - self.length / 2 and box[0] < middle + self.length / 2

    def best(self, middle: float, boxes: Sequence[Span]) -> float:
        """The middle that cuts fewest boxes; among equals the one nearest to where the window is now or, where that
        does not show what is wanted, to the middle of that."""
        low, high = self.ends
        if high - low <= self.length:
            return (low + high) / 2
        half = self.length / 2
        least, most = low + half, high - half
        if self.wanted is not None:
            start, end = self.wanted
            if end - start > self.length + 0.5:
                return min(max(min(max(middle, start), end), least), most)
            if not start + half >= middle >= end - half:
                middle = (start + end) / 2
            least, most = max(least, end - half), min(most, start + half)
        middle = min(max(middle, min(least, most)), max(least, most))
        if self.wanted is None:  # what is asked for is this place, or one near it
            least, most = max(least, middle - half / 2), min(most, middle + half / 2)
        places = [place for place in self._places(boxes) if least <= place <= most]
        cuts = self._cutting(boxes)
        return min([middle, *places], key=lambda place: (cuts(place), abs(place - middle)))

    def _places(self, boxes: Sequence[Span]) -> Iterator[float]:
        """The middles at which an edge just clears a box."""
        inside, outside = self.length / 2 - 0.5, self.length / 2 + self.fade + 0.5
        for start, end in boxes:
            yield from (start + inside, end + outside, end - inside, start - outside)

    def _cutting(self, boxes: Sequence[Span]) -> Callable[[float], int]:
        """A function that counts the boxes cut by a window with a given middle."""
        starts, ends = sorted(box[0] for box in boxes), sorted(box[1] for box in boxes)
        half = self.length / 2

        def across(low: float, high: float) -> int:
            return bisect_left(starts, high) - bisect_right(ends, low)

        return lambda middle: (
            across(middle - half - self.fade, middle - half) + across(middle + half, middle + half + self.fade)
        )


def _filled(middle: float, length: float, ends: Span) -> float:
    """The middle, nearest to ``middle``, of a window over ``ends`` that wastes nothing of its length."""
    first, last = sorted((ends[0] + length / 2, ends[1] - length / 2))
    return min(max(middle, first), last)


def _way(window: Span, wanted: Span) -> float:
    """How far a window has to go to have what is wanted in it."""
    return min(wanted[0] - window[0], max(wanted[1] - window[1], 0.0))


def _across(rect: QRectF) -> Span:
    return rect.left(), rect.right()


def _down(rect: QRectF) -> Span:
    return rect.top(), rect.bottom()


def _within(part: Span, whole: Span) -> bool:
    """Whether a span is in another or, where it is longer, covers its middle."""
    if part[1] - part[0] > whole[1] - whole[0]:
        return part[0] <= (whole[0] + whole[1]) / 2 <= part[1]
    return whole[0] <= part[0] and part[1] <= whole[1]
