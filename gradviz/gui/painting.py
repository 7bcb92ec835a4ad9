"""Paint helpers shared by canvas, panels and time line: colours, pens, text, names with subscripts, marks.

Text becomes outlines by itself when the painter writes SVG, so that a picture looks the same without our fonts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintEngine, QPainter, QPainterPath, QPen, QPolygonF

from gradviz.gui import fonts
from gradviz.language.names import LETTERS, parts_of
from gradviz.notation import Part, barred, unbarred
from gradviz.numerals import Numerals

Start = tuple[float, float]
"""Where writing begins: its left end and its baseline."""

NO_PEN = QPen(Qt.PenStyle.NoPen)


@lru_cache(maxsize=512)
def color(code: str, alpha: int = 255) -> QColor:
    """The colour ``#rrggbb`` with ``alpha`` 0…255. Shared: copy it before changing it."""
    found = QColor(code)
    found.setAlpha(alpha)
    return found


def pen(ink: QColor, width: float) -> QPen:
    """A solid pen with round ends and corners."""
    return QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def dotted(ink: QColor, width: float, pitch: float = 6.0) -> QPen:
    """A pen of round dots ``width`` thick, one every ``pitch`` px."""
    found = pen(ink, width)
    found.setDashPattern([0.01, pitch / width])
    return found


def draw_text(painter: QPainter, start: Start, text: str, font: QFont, ink: QColor) -> None:
    """Write ``text`` from ``start``; as filled outlines where the painter writes SVG."""
    if painter.paintEngine().type() == QPaintEngine.Type.SVG:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)  # the strokes of some letters overlap
        path.addText(QPointF(*start), font, text)
        painter.fillPath(path, ink)
        return
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(QPointF(*start), text)


def text_ink(x: float, baseline: float, text: str, font: QFont) -> QRectF:
    """The rectangle of what :func:`draw_text` puts on the paper."""
    return QFontMetricsF(font).tightBoundingRect(text).translated(x, baseline)


def draw_pill(painter: QPainter, rect: QRectF, radius: float, fill: QColor, border: QPen = NO_PEN) -> None:
    """A rectangle with round corners."""
    painter.setPen(border)
    painter.setBrush(fill)
    painter.drawRoundedRect(rect, radius, radius)


def cue(x: float, y: float, size: float, kind: str, *, down: bool) -> QPolygonF:
    """The mark of a value or a gradient (``kind``): ▸ or ◂, where the drawing flows ``down`` ▾ or ▴. It is ``size`` px
    wide, its left edge at ``x``, its middle at ``y``."""
    onward = 1.0 if kind == "value" else -1.0
    half = size / 2
    if down:
        base, tip = y - onward * half * 0.9, y + onward * half * 0.9
        return QPolygonF([QPointF(x, base), QPointF(x + half, tip), QPointF(x + size, base)])
    base, tip = x + half - onward * half, x + half + onward * half
    return QPolygonF([QPointF(base, y - size * 0.58), QPointF(tip, y), QPointF(base, y + size * 0.58)])


def draw_polygon(painter: QPainter, polygon: QPolygonF, ink: QColor) -> None:
    """A filled polygon without an outline."""
    painter.setPen(NO_PEN)
    painter.setBrush(ink)
    painter.drawPolygon(polygon)


# Names of variables ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is typeset: ``base`` (primes with it) and what stands lowered behind it."""

    base: str
    subscript: str = ""


_BRANCH = re.compile(r"(.+)_(\(\d+\))")


def greek(word: str) -> str:
    """``lambda`` as λ; any other word unchanged."""
    return LETTERS.get(word, word)


@lru_cache(maxsize=1024)
def split_name(name: str) -> Name:
    """``w1`` is w with subscript 1, ``net_h1`` net with h1, ``lambda`` λ, ``x'`` x′; a bar over a name stays there,
    and the number of a branch, ``x_(2)``, behind its index."""
    if unbarred(name) != name:
        found = split_name(unbarred(name))
        return Name(barred(found.base), found.subscript)
    branch = _BRANCH.fullmatch(name)
    parts = parts_of(branch[1] if branch else name)
    lowered = (*map(greek, parts.index), *((branch[2],) if branch else ()))
    return Name(greek(parts.head) + parts.primes.replace("'", "′"), ",".join(lowered))


def name_sizes(name: str, px: int) -> tuple[int, ...]:
    """The type sizes in px that a name typeset at ``px`` is written in."""
    return (px, fonts.subscript(px).pixelSize()) if split_name(name).subscript else (px,)


def name_width(name: str, px: int) -> float:
    """Width in px of a name typeset at ``px``."""
    parts = split_name(name)
    lowered = fonts.width(parts.subscript, fonts.subscript(px)) + 1 if parts.subscript else 0.0
    return fonts.width(parts.base, fonts.name(px)) + lowered


def name_baseline(name: str, px: int, middle_y: float) -> float:
    """The baseline that centres ``name``: by its small letters if it has no taller ones, otherwise by the capitals."""
    metrics = QFontMetricsF(fonts.name(px))
    small = all(letter in "acegmnopqrsuvwxyzαγεηικμνπρστυχψω" for letter in unbarred(split_name(name).base))
    return middle_y + (metrics.xHeight() if small else metrics.capHeight()) / 2


def draw_name(painter: QPainter, start: Start, name: str, px: int, ink: QColor) -> None:
    """Write ``name`` in italic from ``start``, with a real subscript."""
    parts = split_name(name)
    draw_text(painter, start, parts.base, fonts.name(px), ink)
    if parts.subscript:
        x = start[0] + fonts.width(parts.base, fonts.name(px)) + 1
        draw_text(painter, (x, start[1] + fonts.SUBSCRIPT_DROP * px), parts.subscript, fonts.subscript(px), ink)


def name_ink(x: float, baseline: float, name: str, px: int) -> QRectF:
    """The rectangle of what :func:`draw_name` puts on the paper."""
    parts = split_name(name)
    found = text_ink(x, baseline, parts.base, fonts.name(px))
    if parts.subscript:
        shift = fonts.width(parts.base, fonts.name(px)) + 1
        drop = baseline + fonts.SUBSCRIPT_DROP * px
        found = found.united(text_ink(x + shift, drop, parts.subscript, fonts.subscript(px)))
    return found


# Numbers in narrow places ---------------------------------------------------------------------------------------------

LEAST_DIGITS = 2


def number_in(room: float, number: float, numerals: Numerals, sizes: Sequence[int]) -> tuple[str, QFont]:
    """How ``number`` is written in ``room`` px: in the largest of ``sizes`` (px) in which it fits; where it fits in
    none, in the smallest with as many of its digits as there is room for, but at least two. Never cut off."""
    fitting = (fonts.mono(px) for px in sizes)
    text, smallest = numerals.text(number), fonts.mono(sizes[-1])
    font = next((each for each in fitting if fonts.width(text, each) <= room), None)
    if font is not None:
        return text, font
    shorter = (replace(numerals, digits=digits) for digits in range(numerals.digits - 1, LEAST_DIGITS - 1, -1))
    texts = [text, *(each.text(number) for each in shorter)]
    return next((each for each in texts if fonts.width(each, smallest) <= room), texts[-1]), smallest


# Symbols of gradients -------------------------------------------------------------------------------------------------

NAME_MORE = 3
"""By so many px a name is larger than the words around it, to look as large."""


def symbol_width(parts: Iterable[Part], font: QFont) -> float:
    """Width in px of a symbol whose signs are written in ``font``."""
    px = font.pixelSize() + NAME_MORE
    return sum(name_width(part.text, px) if part.is_name else fonts.width(part.text, font) for part in parts)


def draw_symbol(painter: QPainter, start: Start, parts: Iterable[Part], font: QFont, ink: QColor) -> None:
    """Write a symbol from ``start``: its signs in ``font``, its names as names are set."""
    x, baseline = start
    for part in parts:
        if part.is_name:
            draw_name(painter, (x, baseline), part.text, font.pixelSize() + NAME_MORE, ink)
        else:
            draw_text(painter, (x, baseline), part.text, font, ink)
        x += symbol_width((part,), font)
