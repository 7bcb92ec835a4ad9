"""The two legends, painted the same way on the canvas and in exported pictures: what the marks and bodies mean."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from gradviz.graph.graph import Graph
from gradviz.gui import fonts
from gradviz.gui.canvas.labels import ALL, Labels
from gradviz.gui.painting import (
    color,
    cue,
    draw_name,
    draw_pill,
    draw_polygon,
    draw_symbol,
    draw_text,
    name_baseline,
    name_width,
    pen,
    symbol_width,
)
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.layout.layout import Direction
from gradviz.notation import Part
from gradviz.numerals import NOT_COMPUTED, Numerals

PX = 13
ROW = 24.0  # height of a legend in px
ENTRY_GAP, GROUP_GAP = 20.0, 34.0  # px between two entries, between marks and kinds
SAMPLE_WIDTH, SAMPLE_HEIGHT = 30.0, 20.0

SYMBOL_GAP = 7.0  # px between the word and the symbol

ASIDE = 0.5
"""The opacity of what has no gradient, because it does not lead to the target."""

Symbol = tuple[Part, ...]

Entry = Callable[[QPainter, float, float, Theme], float]
"""Paints one entry from ``x`` with its middle on ``y``; gives where it ends."""


def paint_row(painter: QPainter, at: tuple[float, float], theme: Theme, groups: Sequence[Sequence[Entry]]) -> float:
    """Paint groups of entries one behind another from ``at``, the middle of their left end; gives where they end."""
    x, y = at
    gap = 0.0
    for group in groups:
        for entry in group:
            x = entry(painter, x + gap, y, theme)
            gap = ENTRY_GAP
        gap = GROUP_GAP if group else gap
    return x


def width_of(groups: Sequence[Sequence[Entry]], theme: Theme) -> float:
    """Width in px that groups of entries take in the language in use."""
    sheet = QPixmap(1, 1)
    painter = QPainter(sheet)
    end = paint_row(painter, (0.0, 0.0), theme, groups)
    painter.end()
    return end


def symbol_for(graph: Graph, numerals: Numerals) -> Symbol:
    """What a gradient is called in a drawing of ``graph``, by the example of its first variable."""
    example = graph.variables[0].name if graph.variables else graph.output_name
    return numerals.gradient_parts(graph.output_name, example)


def target_beside(graph: Graph) -> str:
    """The target's name where something in the drawing does not lead to it, and so has no gradient at all."""
    beside = any(not graph.has_gradient(node.id) for node in graph.nodes)
    return graph.output_name if beside else ""


def marks(direction: Direction, symbol: Symbol = (), labels: Labels = ALL, target: str = "") -> tuple[Entry, ...]:
    """▸ value  ◂ gradient ∂f/∂x  — not computed yet, as far as these ``labels`` are shown; ▾ and ▴ in a drawing from
    the top down. Beside a ``target`` also what the faint dashes mean that stay."""
    down = direction == "down"
    found: list[Entry] = []
    if labels.values:
        found.append(partial(_number, kind="value", down=down))
    if labels.gradients:
        found.append(partial(_number, kind="gradient", down=down, symbol=symbol))
    if found:
        found.append(_unknown)
    if target and labels.gradients:
        found.append(partial(_aside, target=target))
    return tuple(found)


def _number(
    painter: QPainter, x: float, y: float, theme: Theme, *, kind: str, down: bool, symbol: Symbol = ()
) -> float:
    text, code = (tr("value"), theme.value) if kind == "value" else (tr("gradient"), theme.gradient)
    draw_polygon(painter, cue(x + 2, y, 6.5, kind, down=down), color(code))
    x = _write(painter, (x + 18, y), text, code, 600)
    if not symbol:
        return x
    font = fonts.ui(PX)
    draw_symbol(painter, (x + SYMBOL_GAP, fonts.baseline(font, y)), symbol, font, color(code))
    return x + SYMBOL_GAP + symbol_width(symbol, font)


def _unknown(painter: QPainter, x: float, y: float, theme: Theme) -> float:
    _write(painter, (x, y), NOT_COMPUTED, theme.muted)
    return _write(painter, (x + 21, y), tr("not computed yet"), theme.muted)


def _aside(painter: QPainter, x: float, y: float, theme: Theme, *, target: str) -> float:
    painter.save()
    painter.setOpacity(painter.opacity() * ASIDE)
    _write(painter, (x, y), NOT_COMPUTED, theme.muted)
    painter.restore()
    words, name, rest = tr("does not lead to {target}").partition("{target}")
    parts = tuple(part for part in (Part(words, False), Part(target if name else ""), Part(rest, False)) if part.text)
    font = fonts.ui(PX)
    draw_symbol(painter, (x + 21, fonts.baseline(font, y)), parts, font, color(theme.muted))
    return x + 21 + symbol_width(parts, font)


def _input(painter: QPainter, x: float, y: float, theme: Theme) -> float:
    _sample(painter, (x, y), "x", theme, SAMPLE_HEIGHT / 2)
    return _write(painter, (x + 38, y), tr("input"), theme.muted)


def _parameter(painter: QPainter, x: float, y: float, theme: Theme) -> float:
    _sample(painter, (x, y), "w", theme, 3.5)
    strip = QPainterPath()
    strip.addRoundedRect(QRectF(x, y - SAMPLE_HEIGHT / 2, SAMPLE_WIDTH, SAMPLE_HEIGHT), 3.5, 3.5)
    edge = QPainterPath()
    edge.addRect(QRectF(x, y - SAMPLE_HEIGHT / 2, 4.0, SAMPLE_HEIGHT))
    painter.fillPath(strip.intersected(edge), color(theme.text))
    return _write(painter, (x + 38, y), tr("parameter"), theme.muted)


def _constant(painter: QPainter, x: float, y: float, theme: Theme) -> float:
    font = fonts.mono(15)
    draw_text(painter, (x, fonts.baseline(font, y)), "1", font, color(theme.grey))
    return _write(painter, (x + 18, y), tr("constant"), theme.muted)


def _copy(painter: QPainter, x: float, y: float, theme: Theme) -> float:
    draw_pill(painter, QRectF(x, y - 6, 12, 12), 6, color(theme.text))
    return _write(painter, (x + 20, y), tr("copy"), theme.muted)


def _folded(painter: QPainter, x: float, y: float, theme: Theme) -> float:
    for radius, width in ((9.0, 1.4), (6.0, 1.0)):
        ring = QRectF(x + 9 - radius, y - radius, 2 * radius, 2 * radius)
        draw_pill(painter, ring, radius, color(theme.panel), pen(color(theme.text), width))
    return _write(painter, (x + 26, y), tr("folded"), theme.muted)


KINDS: Mapping[str, Entry] = MappingProxyType(
    {"input": _input, "parameter": _parameter, "constant": _constant, "copy": _copy, "folded": _folded}
)
"""(x) input  [w] parameter  1 constant  ● copy  ◎ folded, by kind of node."""


def every(kinds: Collection[str]) -> tuple[Entry, ...]:
    """All entries; the one of folded gates only where it is among the ``kinds`` of nodes that are shown."""
    return tuple(entry for kind, entry in KINDS.items() if kind != "folded" or kind in kinds)


def needed(kinds: Collection[str]) -> tuple[Entry, ...]:
    """The entries of the ``kinds`` of nodes that are shown, and of no others."""
    return tuple(entry for kind, entry in KINDS.items() if kind in kinds)


def _write(painter: QPainter, at: tuple[float, float], text: str, code: str, weight: int = 400) -> float:
    (x, y), font = at, fonts.ui(PX, weight)
    draw_text(painter, (x, fonts.baseline(font, y)), text, font, color(code))
    return x + fonts.width(text, font)


def _sample(painter: QPainter, at: tuple[float, float], name: str, theme: Theme, radius: float) -> None:
    x, y = at
    rect = QRectF(x, y - SAMPLE_HEIGHT / 2, SAMPLE_WIDTH, SAMPLE_HEIGHT)
    draw_pill(painter, rect, radius, color(theme.chip if name == "w" else theme.panel), pen(color(theme.text), 1.4))
    shift = 2.0 if name == "w" else 0.0
    start = rect.center().x() + shift - name_width(name, 14) / 2
    draw_name(painter, (start, name_baseline(name, 14, y)), name, 14, color(theme.text))
