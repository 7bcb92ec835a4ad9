"""What is written beside wires and nodes: numbers, names, local derivatives, and the numbers that travel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import isfinite

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QPolygonF

from gradviz.gui import fonts
from gradviz.gui.canvas.item import IN_CHIPS, IN_LABELS, IN_TOKENS, Item, Style
from gradviz.gui.canvas.passing import passing_scale
from gradviz.gui.painting import (
    color,
    cue,
    draw_name,
    draw_pill,
    draw_polygon,
    draw_text,
    name_ink,
    name_sizes,
    pen,
    text_ink,
)
from gradviz.layout.layout import Box
from gradviz.numerals import MINUS, Numerals

LEAST_DIGITS = 2  # a local derivative is never written with fewer
VALUE_LIFT = 1.5  # px
CUE_GAP = 5.0  # px between a number and its triangle
BESIDE_WIRE = 2.5  # px between a travelling number and its wire, where it does not lie on it
UNUSED = 0.35  # about the share of its seat that an ordinary number leaves empty
PILL_PAD = 6.0  # px between a pill's end and what is in it
PILL_PAD_AT_WIRE = 3.0  # the same where the end is beside an upright wire


def cue_size(px: int) -> float:
    """Width of the triangle that goes with a number of this size."""
    return px * 0.41


class NumberItem(Item):
    """A number in its seat: a value with ▸ behind it, a gradient with ◂ before it, "—" while not computed.

    Its position is the middle of the seat's box. It stands in the middle of the box or, where the drawing flows down
    and the box is beside the wire, at the wire's end of it. ``kind`` is "value" or "gradient", ``text`` what is written
    now.
    """

    def __init__(self, style: Style, kind: str) -> None:
        super().__init__(style, IN_LABELS)
        self.kind = kind
        self.text = ""
        self.full = ""
        self.number: float | None = None
        self.active = False
        self.grey = False
        self._room = 0.0

    def place(self, box: Box) -> None:
        """Stand in ``box``."""
        self._room = box.width
        self._reserve()
        self.setPos(*box.center)

    def write(
        self, text: str, number: float | None = None, *, full: str = "", active: bool = False, grey: bool = False
    ) -> None:
        """Show ``text``; ``number`` is what it stands for (None: not computed), ``full`` all its digits, ``grey`` is
        for what is blocked."""
        self.full = full
        if (text, number, active, grey) == (self.text, self.number, self.active, self.grey):
            return
        self.text, self.number, self.active, self.grey = text, number, active, grey
        self._reserve()
        self.setVisible(bool(text))
        self.update()

    def _reserve(self) -> None:
        half_height, width = self.style.geometry.number_px, self._width()
        written = QRectF(self._left(), -half_height, width, 2 * half_height)
        room = QRectF(-self._room / 2, -half_height, self._room, 2 * half_height)
        self.set_area(written.united(room).adjusted(-PILL_PAD - 2, 0, PILL_PAD + 2, 0))

    def _font(self) -> QFont:
        if self.number is None:
            return fonts.ui(self.style.geometry.number_px)  # Inter's dash is the wider one
        return fonts.mono(self._px(), bold=self.active)

    def _px(self) -> int:
        """The type size: smaller, but at least the chips' size, where a number is longer than its seat."""
        geometry = self.style.geometry
        needed = fonts.width(self.text, fonts.mono(geometry.number_px)) + self._cue()
        if needed <= self._room or not self._room:
            return geometry.number_px
        return max(geometry.chip_px, int(geometry.number_px * self._room / needed))

    def _middle(self) -> float:
        """Where the capitals' middle is: a value stands a little higher, for its comma hangs down to the wire."""
        return -VALUE_LIFT if self.kind == "value" and not self.style.geometry.down else 0.0

    def _cue(self) -> float:
        return cue_size(self.style.geometry.number_px) + CUE_GAP if self.number is not None else 0.0

    def _width(self) -> float:
        return fonts.width(self.text, self._font()) + self._cue()

    def _left(self) -> float:
        """Where number and cue begin."""
        width = self._width()
        if not self.style.geometry.down:
            return -width / 2
        return self._room / 2 - width if self.kind == "value" else -self._room / 2

    def ink(self) -> QRectF:
        if not self.text or not self.isVisible():
            return QRectF()
        shift = self._cue() if self.kind == "gradient" else 0.0
        font = self._font()
        found = text_ink(self._left() + shift, fonts.baseline(font, self._middle()), self.text, font)
        if self.number is not None:
            found = found.united(self._mark().boundingRect())
        return found.translated(self.pos())

    def ink_in(self, seat: QRectF) -> QRectF:
        """What is painted now or, while no number is known, about what one will take of its seat."""
        if self.number is not None:
            return self.ink()
        if self.style.geometry.down:
            return seat
        return seat.adjusted(seat.width() * UNUSED / 2, 0, -seat.width() * UNUSED / 2, 0)

    def type_px(self) -> tuple[int, ...]:
        return (self._px(),) if self.text else ()

    def hint(self) -> str:
        return self.full

    def _mark(self) -> QPolygonF:
        size, left = cue_size(self.style.geometry.number_px), self._left()
        x = left + self._width() - size if self.kind == "value" else left
        return cue(x, self._middle(), size, self.kind, down=self.style.geometry.down)

    def _ink_code(self) -> str:
        theme = self.style.theme
        if self.number is None:
            return theme.muted
        if not isfinite(self.number):
            return theme.wrong
        if self.grey:
            return theme.grey
        return theme.value if self.kind == "value" else theme.gradient

    def draw(self, painter: QPainter) -> None:
        theme, ink = self.style.theme, self._ink_code()
        left, width, px = self._left(), self._width(), self.style.geometry.number_px
        if self.active and self.number is not None and self.kind == "gradient":
            tint = theme.chrome if self.grey else theme.gradient_tint
            near = PILL_PAD_AT_WIRE if self.style.geometry.down else PILL_PAD
            rect = QRectF(left - near, -px * 0.62 + self._middle(), near + width + PILL_PAD, px * 1.24)
            draw_pill(painter, rect, 4.0, color(tint))
        shift = self._cue() if self.kind == "gradient" else 0.0
        font = self._font()
        draw_text(painter, (left + shift, fonts.baseline(font, self._middle())), self.text, font, color(ink))
        if self.number is not None:
            draw_polygon(painter, self._mark(), color(ink, 190))


class NameItem(Item):
    """A name in italic: over a gate (muted when nobody chose it) or at the output's end. A gate whose value no wire
    carries away has it behind its name, ``p1 = 0.04``."""

    def __init__(self, style: Style, text: str, *, chosen: bool) -> None:
        super().__init__(style, IN_LABELS)
        self.text = text
        self.chosen = chosen
        self._scale = 1.0
        self._left: float | None = None
        self._top: float | None = None
        self._value = ""
        self._room = 0.0

    def write_value(self, value: str) -> None:
        """Show ``value`` behind the name from now on; nothing while it is empty."""
        written = f" = {value}" if value else ""
        if written != self._value:
            self._value = written
            self.set_area(self.ink().translated(-self.pos()).adjusted(-4, -4, 4, 4))
            self.update()

    def place(self, box: Box, *, scale: float = 1.0, lead: float | None = None) -> None:
        """Stand in the middle of ``box``, or ``lead`` px behind its left edge, where the drawing flows down below its
        upper edge; ``scale`` times as large as the names on nodes."""
        self._scale, self._room = scale, box.width
        self._left = self._top = None
        if lead is not None and self.style.geometry.down:
            self._top = lead - box.height / 2
        elif lead is not None:
            self._left = lead - box.width / 2
        self.setPos(*box.center)
        self.set_area(self.ink().translated(-self.pos()).adjusted(-4, -4, 4, 4))

    def _px(self) -> int:
        return round(self.style.geometry.name_px * self._scale)

    def _start(self) -> QPointF:
        px = self._px()
        ink = name_ink(0, 0, self.text, px)
        left = -(ink.width() + self._value_width()) / 2 if self._left is None else self._left
        return QPointF(left - ink.left(), px * 0.16 if self._top is None else self._top - ink.top())

    def _value_font(self) -> QFont:
        """The canvas's numbers, smaller where a long one would leave its room; never below the chips' size."""
        geometry = self.style.geometry
        left = self._room - name_ink(0, 0, self.text, self._px()).width()
        needed = fonts.width(self._value, fonts.mono(geometry.number_px))
        px = geometry.number_px if needed <= left else int(geometry.number_px * left / max(needed, 1.0))
        return fonts.mono(max(geometry.chip_px, px))

    def _value_width(self) -> float:
        return fonts.width(self._value, self._value_font()) if self._value else 0.0

    def ink(self) -> QRectF:
        start = self._start()
        found = name_ink(start.x(), start.y(), self.text, self._px())
        if self._value:
            found = found.united(text_ink(found.right(), start.y(), self._value, self._value_font()))
        return found.translated(self.pos())

    def type_px(self) -> tuple[int, ...]:
        value = (self._value_font().pixelSize(),) if self._value else ()
        return (*name_sizes(self.text, self._px()), *value)

    def draw(self, painter: QPainter) -> None:
        theme, start = self.style.theme, self._start()
        ink = color(theme.text if self.chosen else theme.muted)
        draw_name(painter, (start.x(), start.y()), self.text, self._px(), ink)
        if self._value:
            right = name_ink(start.x(), start.y(), self.text, self._px()).right()
            draw_text(painter, (right, start.y()), self._value, self._value_font(), color(theme.value))


class ChipItem(Item):
    """The local derivative of a gate by one input, "×1", in a small frame; grey when it lets nothing through."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, IN_CHIPS)
        self.text = self.full = ""
        self.number = 0.0
        self._room = QRectF()
        self._toward = 0.0
        self.setVisible(False)

    def place(self, box: Box, gate_x: float) -> None:
        """Stand in ``box``, as near as it allows to where the wire enters its gate at ``gate_x``."""
        self._toward = gate_x - box.center.x
        self._room = QRectF(-box.width / 2, -box.height / 2, box.width, box.height)
        self._reserve()
        self.setPos(*box.center)

    def _reserve(self) -> None:
        """A factor that cannot be written shorter may be wider than its room."""
        self.set_area(self._room.united(self._frame()).adjusted(-2, -2, 2, 2))

    def write(self, number: float, numerals: Numerals, opacity: float, is_exact: bool = False) -> None:
        """Show the factor ``number`` at ``opacity`` 0…1."""
        text = self._fitting(number, numerals, is_exact) if opacity > 0 else ""
        self.full = f"×{numerals.full(number)}" if text else ""
        self.setVisible(opacity > 0 and bool(text))
        self.setOpacity(opacity)
        if (text, number) != (self.text, self.number):
            self.text, self.number = text, number
            self._reserve()
            self.update()

    def _fitting(self, number: float, numerals: Numerals, is_exact: bool) -> str:
        """The factor as the caption writes it, with as many of its digits as go into the room, a whole one at last
        without decimals; all digits are told on hover."""
        font, room = fonts.mono(self.style.geometry.chip_px, bold=True), self._room.width() - 4
        fewer = (replace(numerals, digits=digits) for digits in range(numerals.digits - 1, LEAST_DIGITS - 1, -1))
        forms = [numerals, *fewer]
        texts = [_as_factor(each.factor(number) if is_exact else each.text(number)) for each in forms] + [
            _as_factor(forms[-1].brief(number))
        ]
        return next((text for text in texts if fonts.width(text, font) <= room), texts[-1])

    def type_px(self) -> tuple[int, ...]:
        return (self.style.geometry.chip_px,)

    def _frame(self) -> QRectF:
        px, room = self.style.geometry.chip_px, self._room
        written = fonts.width(self.text, fonts.mono(px, bold=True))
        width = max(written + 4, min(written + px * 1.2, room.width()))
        left = max(min(self._toward - width / 2, room.right() - width), room.left())
        return QRectF(left, room.top(), width, room.height())

    def ink(self) -> QRectF:
        return self._frame().translated(self.pos()) if self.isVisible() else QRectF()

    def hint(self) -> str:
        return self.full

    def draw(self, painter: QPainter) -> None:
        theme, font = self.style.theme, fonts.mono(self.style.geometry.chip_px, bold=True)
        ink = color(theme.grey if self.number == 0 else theme.text)
        draw_pill(painter, self._frame(), 4.0, color(theme.panel), pen(ink, 1.4))
        x = self._frame().center().x() - fonts.width(self.text, font) / 2
        draw_text(painter, (x, fonts.baseline(font, 0)), self.text, font, ink)


class TokenItem(Item):
    """A number on its way along a wire. Its position is on the wire, on which the middle of the pill lies; where the
    drawing flows down the pill is on the side of the wire where its number will be written."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, IN_TOKENS)
        self.text = ""
        self.kind = "value"
        self.setVisible(False)

    def write(self, text: str, kind: str) -> None:
        """Carry ``text`` in the colours of ``kind`` ("value" or "gradient")."""
        if (text, kind) != (self.text, self.kind):
            self.text, self.kind = text, kind
            self.set_area(self._pill().adjusted(-2, -2, 2, 2))
            self.update()

    def type_px(self) -> tuple[int, ...]:
        return (self.style.geometry.number_px,)

    def _pill(self) -> QRectF:
        px = self.style.geometry.number_px
        width = fonts.width(self.text, fonts.mono(px, bold=True)) + CUE_GAP + cue_size(px) + 2 * PILL_PAD + 4
        left = -width / 2
        if self.style.geometry.down:
            left = -width - BESIDE_WIRE if self.kind == "value" else BESIDE_WIRE
        return QRectF(left, -px * 0.57, width, px * 1.14)

    def pass_between(self, labels: Iterable[QRectF]) -> None:
        """Get as small as it must be to touch none of ``labels`` (scene units) where it is."""
        self.setScale(passing_scale(self._pill().adjusted(-0.8, -0.8, 0.8, 0.8), self.pos(), labels))

    def ink(self) -> QRectF:
        return self.mapRectToParent(self._pill()) if self.isVisible() else QRectF()

    def draw(self, painter: QPainter) -> None:
        theme, px, pill = self.style.theme, self.style.geometry.number_px, self._pill()
        value = self.kind == "value"
        ink = color(theme.value if value else theme.gradient)
        draw_pill(
            painter, pill, pill.height() / 2, color(theme.value_tint if value else theme.gradient_tint), pen(ink, 1.6)
        )
        font, size, left = fonts.mono(px, bold=True), cue_size(px), pill.left() + PILL_PAD + 2
        x = left if value else left + size + CUE_GAP
        draw_text(painter, (x, fonts.baseline(font, 0)), self.text, font, ink)
        mark = pill.right() - PILL_PAD - 2 - size if value else left
        draw_polygon(painter, cue(mark, 0, size, self.kind, down=self.style.geometry.down), ink)


def _as_factor(text: str) -> str:
    """``×1``, ``×(−0.53)``: a negative number in brackets."""
    return f"×({text})" if text.startswith(MINUS) else f"×{text}"
