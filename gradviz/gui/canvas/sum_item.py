"""The running sum at a copy gate: "2.00 + (−0.05) = 1.95" in a frame that points at the dot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import hypot

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QPainterPath

from gradviz.gui import fonts
from gradviz.gui.canvas.item import IN_CHIPS, Item, Style, rect_of
from gradviz.gui.painting import color, draw_text, pen
from gradviz.layout.layout import Box, NodePlace, Point
from gradviz.layout.sizes import SUM_ROW
from gradviz.numerals import NOT_COMPUTED, Numerals
from gradviz.timeline.frame import SumFrame

PAD = 6.0  # px between the frame and the writing
RADIUS = 6.0
TIP_GAP = 5.0  # px between the pointer's tip and the dot
POINTER_HALF = 5.0  # half width of the pointer at the frame, px


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of the writing. ``kind``: "number", "total", "unknown" or "sign"."""

    text: str
    kind: str


def terms(frame: SumFrame, numerals: Numerals) -> list[Term]:
    """The whole sum; "—" for what has not arrived, and for the total until it is complete. Where one branch alone leads
    to the target there is nothing to add."""
    if len(frame.addends) == 1:
        return _total(frame, numerals)
    found: list[Term] = []
    for place, addend in enumerate(frame.addends):
        if place:
            found.append(Term(" + ", "sign"))
        if addend is None:
            found.append(Term(NOT_COMPUTED, "unknown"))
        else:
            found.append(Term(numerals.term(addend) if place else numerals.text(addend), "number"))
    known = [addend for addend in frame.addends if addend is not None]
    sign = numerals.sum_sign(known, frame.total) if frame.done and frame.total is not None else "="
    return [*found, Term(f" {sign} ", "sign"), *_total(frame, numerals)]


def running_terms(frame: SumFrame, numerals: Numerals) -> list[Term]:
    """The addition under way: the sum so far, one addend more, the new sum.

    Empty while addends are awaited, while the first one is taken up, and when the sum is complete.
    """
    addend = None if frame.done or frame.fresh is None else frame.addends[frame.fresh]
    if frame.total is None or addend is None:
        return []
    after = frame.total + addend
    plus, equals = Term(" + ", "sign"), Term(f" {numerals.sum_sign((frame.total, addend), after)} ", "sign")
    written = [Term(numerals.text(frame.total), "number"), plus, Term(numerals.term(addend), "number")]
    return [*written, equals, Term(numerals.text(after), "number")]


def abridged_terms(frame: SumFrame, numerals: Numerals) -> list[Term]:
    """A complete sum with its first two addends, as the caption tells it: ``1.00 + (−0.37) + … = 0.63``."""
    if not frame.done or len(frame.addends) < 3:
        return []
    first = terms(frame, numerals)
    return [*first[:3], Term(" + …", "sign"), *first[-2:]]


def short_terms(frame: SumFrame, numerals: Numerals) -> list[Term]:
    """The sum alone or, while addends are awaited, how many of them have arrived."""
    arrived = sum(addend is not None for addend in frame.addends)
    if arrived < len(frame.addends):
        return [Term(f"Σ {arrived}/{len(frame.addends)} = ", "sign"), Term(NOT_COMPUTED, "unknown")]
    begun = frame.addends[0] if frame.total is None else frame.total
    assert begun is not None
    return [Term("Σ = ", "sign"), Term(numerals.text(begun), "total" if frame.done else "number")]


def _broken(written: list[Term]) -> list[list[Term]]:
    """A sum in two rows: the last sign, = or ≈, and the total stand in the second. A single branch has no sign."""
    at = max((place for place, term in enumerate(written) if term.kind == "sign"), default=0)
    if not at:
        return [written]
    return [written[:at], [replace(written[at], text=written[at].text.lstrip()), *written[at + 1 :]]]


def _total(frame: SumFrame, numerals: Numerals) -> list[Term]:
    arrived = sum(addend is not None for addend in frame.addends)
    if frame.total is None or (not frame.done and arrived < 2):
        return [Term(NOT_COMPUTED, "unknown")]
    text = numerals.text(frame.total)
    return [Term(text, "total")] if frame.done else [Term(text, "number"), Term("…", "unknown")]


class SumItem(Item):
    """The callout of one copy gate, in scene coordinates; seen once the first gradient has arrived."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, IN_CHIPS)
        self.rows: list[list[Term]] = []
        self.frame: SumFrame | None = None
        self._numerals = Numerals()
        self._hint = ""
        self._box = self._room = QRectF()
        self._dot = Point(0, 0)
        self._dot_radius = 0.0
        self._px = style.geometry.sum_px
        self.setVisible(False)

    @property
    def text(self) -> str:
        """What is written now, as one string."""
        return "".join(term.text for row in self.rows for term in row)

    @property
    def room(self) -> Box:
        """Where the writing may stand, now and at any other step."""
        room = self._room
        return Box(room.x(), room.y(), room.width(), room.height())

    def place(self, place: NodePlace, room: Box | None = None) -> None:
        """Stand in the box reserved for the copy gate at ``place``, or in the larger free ``room`` around it."""
        box = place.sum_box
        assert box is not None
        self._box, self._room = rect_of(box), rect_of(room or box)
        self._dot, self._dot_radius = Point(place.x, place.y), place.height / 2
        reach = self._room.united(QRectF(place.x - 2, place.y - 2, 4, 4))
        self.set_area(reach.adjusted(-4, -4, 4, 4))
        if self.frame is not None and self.rows:
            self.rows, self._px = self._fitting(self.frame, self._numerals)
        self.update()

    def show_frame(self, frame: SumFrame | None, numerals: Numerals) -> None:
        """Write the sum as far as it has come."""
        self.frame, self._numerals = frame, numerals
        self._hint = "" if frame is None or frame.total is None else numerals.full(frame.total)
        begun = frame is not None and any(addend is not None for addend in frame.addends)
        self.setVisible(begun)
        if frame is None or not begun:
            self.rows = []
            return
        self.rows, self._px = self._fitting(frame, numerals)
        self.update()

    def _fitting(self, frame: SumFrame, numerals: Numerals) -> tuple[list[list[Term]], int]:
        """The fullest writing and the largest type that go into the reserved box, in two rows where it has so many."""
        geometry = self.style.geometry
        for written in filter(
            None, (form(frame, numerals) for form in (terms, running_terms, abridged_terms, short_terms))
        ):
            for px in range(geometry.sum_px, min(geometry.sum_px, geometry.chip_px) - 1, -1):
                for rows in ([written], _broken(written)) if geometry.down else ([written],):
                    if self._width(rows, px) <= self._room.width() + 0.5:
                        return rows, px
        return [written], geometry.chip_px

    def _font(self, px: int, kind: str) -> QFont:
        return fonts.ui(px) if kind == "unknown" else fonts.mono(px, bold=kind == "total")

    def _width(self, rows: list[list[Term]], px: int) -> float:
        """Width of the frame around some rows."""
        return max(self._length(row, px) for row in rows) + 2 * PAD

    def _length(self, written: list[Term], px: int) -> float:
        return sum(fonts.width(term.text, self._font(px, term.kind)) for term in written)

    def frame_rect(self) -> QRectF:
        """The frame around the writing, as near to the dot as the reserved box allows."""
        width = min(self._width(self.rows, self._px), self._room.width())
        height = min(self._px * (1.7 + SUM_ROW * (len(self.rows) - 1)), self._room.height())
        left = self._box.center().x() - width / 2
        if self._box.left() > self._dot.x - 12:
            left = self._box.left()
        elif self._box.right() < self._dot.x + 12:
            left = self._box.right() - width
        left = min(max(left, self._room.left()), self._room.right() - width)
        return QRectF(left, self._room.center().y() - height / 2, width, height)

    def ink(self) -> QRectF:
        return self.frame_rect() if self.isVisible() and self.rows else QRectF()

    def shape(self) -> QPainterPath:
        """Where it is under the mouse: not on its pointer, beneath which the dot is to be grasped."""
        path = QPainterPath()
        path.addRect(self.ink())
        return path

    def type_px(self) -> tuple[int, ...]:
        return (self._px,)

    def hint(self) -> str:
        return self._hint

    def _outline(self, rect: QRectF) -> QPainterPath:
        """The frame and its pointer as one figure."""
        path = QPainterPath()
        path.addRoundedRect(rect, RADIUS, RADIUS)
        dot, half = QPointF(*self._dot), POINTER_HALF
        inset = RADIUS + half
        if rect.top() + inset <= dot.y() <= rect.bottom() - inset:
            x = rect.left() if dot.x() < rect.center().x() else rect.right()
            foot, along = QPointF(x, dot.y()), QPointF(0, half)
        else:
            y = rect.top() if dot.y() < rect.center().y() else rect.bottom()
            x = min(max(dot.x(), rect.left() + inset), rect.right() - inset)
            foot, along = QPointF(x, y), QPointF(half, 0)
        back = foot - dot
        distance = hypot(back.x(), back.y())
        if distance <= self._dot_radius + TIP_GAP:
            return path
        tip = dot + back * ((self._dot_radius + TIP_GAP) / distance)
        inside = (rect.center() - foot) * 0.02
        pointer = QPainterPath(tip)
        pointer.lineTo(foot + along + inside)
        pointer.lineTo(foot - along + inside)
        pointer.closeSubpath()
        return path.united(pointer)

    def draw(self, painter: QPainter) -> None:
        if not self.rows or self.frame is None:
            return
        theme, rect = self.style.theme, self.frame_rect()
        outline = self._outline(rect)
        painter.fillPath(outline, color(theme.gradient_tint if self.frame.done else theme.panel))
        painter.strokePath(outline, pen(color(theme.gradient, 110), 1.3))
        middle = rect.center().y() - SUM_ROW * self._px * (len(self.rows) - 1) / 2
        for number, row in enumerate(self.rows):
            self._draw_row(painter, row, QPointF(rect.center().x(), middle + number * SUM_ROW * self._px))

    def _draw_row(self, painter: QPainter, row: list[Term], middle: QPointF) -> None:
        theme = self.style.theme
        inks = {"number": theme.gradient, "total": theme.gradient, "unknown": theme.muted, "sign": theme.muted}
        x = middle.x() - self._length(row, self._px) / 2
        for term in row:
            font = self._font(self._px, term.kind)
            draw_text(painter, (x, fonts.baseline(font, middle.y())), term.text, font, color(inks[term.kind]))
            x += fonts.width(term.text, font)
