"""How the body of a node is painted: each kind of node in its shape, with its glow, its ring and its mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen

from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_name, draw_pill, draw_text, pen

if TYPE_CHECKING:
    from gradviz.gui.canvas.node_item import NodeItem

RINGS = ((8.0, 38), (4.0, 60))
"""The flat rings of a gate at work: px beyond its edge, alpha."""

KEYCAP_EDGE = 6.0  # thickness of a parameter's left edge
INNER_RING = 1.2  # thickness of the inner ring of a gate that holds others
BADGE_PX = 12


def _accent(node: NodeItem) -> str:
    theme = node.style.theme
    return theme.gradient if node.frame.active == "gradient" else theme.value


def paint_node(painter: QPainter, node: NodeItem) -> None:
    """Paint ``node`` in its own coordinates: glow, body, ring of the keyboard, mark of trouble."""
    if node.frame.glow > 0 and node.kind != "constant":
        _draw_rings(painter, node)
    {
        "input": _draw_input,
        "parameter": _draw_parameter,
        "constant": _draw_constant,
        "copy": _draw_dot,
        "joint": _draw_dot,
        "gate": _draw_gate,
        "folded": _draw_folded,
    }[node.kind](painter, node)
    if node.selected:
        _draw_focus(painter, node)
    if node.asleep:
        _draw_asleep(painter, node)
    if node.trouble:
        _draw_trouble(painter, node)


def _radius(node: NodeItem) -> float:
    if node.kind == "parameter":
        return 5.0
    return min(node.body().width(), node.body().height()) / 2


def _draw_rings(painter: QPainter, node: NodeItem) -> None:
    for beyond, alpha in RINGS:
        ring = node.body().adjusted(-beyond, -beyond, beyond, beyond)
        fill = color(_accent(node), round(alpha * node.frame.glow))
        draw_pill(painter, ring, _radius(node) + beyond, fill)


def _outline(node: NodeItem) -> QPen:
    if node.frame.active and node.frame.glow > 0:
        return pen(color(_accent(node)), 1.8 + node.frame.glow)
    return pen(color(node.style.theme.text), 1.8 if not node.hovered else 3.0)


def _draw_input(painter: QPainter, node: NodeItem) -> None:
    draw_pill(painter, node.body(), _radius(node), color(node.style.theme.panel), _outline(node))
    _draw_name(painter, node)


def _draw_parameter(painter: QPainter, node: NodeItem) -> None:
    body, edge = node.body(), node.body()
    edge.setWidth(KEYCAP_EDGE)
    draw_pill(painter, body, _radius(node), color(node.style.theme.chip))
    key = QPainterPath()
    key.addRoundedRect(body, _radius(node), _radius(node))
    strip = QPainterPath()
    strip.addRect(edge)
    outline = _outline(node)
    painter.fillPath(key.intersected(strip), outline.color())
    painter.strokePath(key, outline)
    _draw_name(painter, node)


def _draw_name(painter: QPainter, node: NodeItem) -> None:
    x, baseline, px = node.name_place()
    draw_name(painter, (x, baseline), node.text, px, color(node.style.theme.text))


def _draw_constant(painter: QPainter, node: NodeItem) -> None:
    _draw_sign(painter, node, node.style.theme.grey)


def _draw_gate(painter: QPainter, node: NodeItem) -> None:
    draw_pill(painter, node.body(), _radius(node), color(node.style.theme.panel), _outline(node))
    _draw_sign(painter, node, node.style.theme.text)


def _draw_folded(painter: QPainter, node: NodeItem) -> None:
    """Two rings: a gate that holds more."""
    ring = node.style.geometry.fold_ring
    inner, outline = node.body().adjusted(ring, ring, -ring, -ring), _outline(node)
    draw_pill(painter, node.body(), _radius(node), color(node.style.theme.panel), outline)
    draw_pill(painter, inner, _radius(node) - ring, color(node.style.theme.panel), pen(outline.color(), INNER_RING))
    _draw_name(painter, node)


def _draw_sign(painter: QPainter, node: NodeItem, ink: str) -> None:
    font = node.font()
    x = -fonts.width(node.text, font) / 2
    draw_text(painter, (x, fonts.baseline(font, 0)), node.text, font, color(ink))


def _draw_dot(painter: QPainter, node: NodeItem) -> None:
    theme, done = node.style.theme, node.frame.sum is not None and node.frame.sum.done
    lit = node.frame.active is not None and node.frame.glow > 0
    ink = theme.gradient if done else _accent(node) if lit else theme.text
    if node.kind == "joint":
        draw_pill(painter, node.body(), _radius(node), color(theme.panel), _outline(node))
        return
    draw_pill(painter, node.body(), _radius(node), color(ink))


def _draw_focus(painter: QPainter, node: NodeItem) -> None:
    ring = node.body().adjusted(-5, -5, 5, 5)
    draw_pill(painter, ring, _radius(node) + 5, color("#000000", 0), pen(color(node.style.theme.value), 2.0))


def _draw_asleep(painter: QPainter, node: NodeItem) -> None:
    """A curve that levels off, or a shut door: a bar across the way."""
    theme, badge = node.style.theme, node.badge()
    draw_pill(painter, badge, badge.height() * 0.3, color(theme.panel), pen(color(theme.gradient), 1.6))
    room = badge.adjusted(0.2 * badge.width(), 0.26 * badge.height(), -0.2 * badge.width(), -0.26 * badge.height())
    mark, middle = QPainterPath(), room.center()
    if node.asleep == "flat":
        mark.moveTo(room.bottomLeft())
        mark.cubicTo(QPointF(middle.x(), room.bottom()), room.topLeft(), QPointF(middle.x(), room.top()))
        mark.lineTo(room.topRight())
    else:
        mark.moveTo(room.left(), middle.y())
        mark.lineTo(room.right(), middle.y())
        mark.moveTo(room.right(), room.top())
        mark.lineTo(room.right(), room.bottom())
    painter.strokePath(mark, pen(color(theme.gradient), 1.7))


def _draw_trouble(painter: QPainter, node: NodeItem) -> None:
    theme, body = node.style.theme, node.body()
    draw_pill(painter, body, _radius(node), color(theme.wrong, 28), pen(color(theme.wrong), 3.0))
    font = fonts.ui(BADGE_PX, 700)
    width = max(fonts.width(node.trouble, font) + 12, 24.0)
    badge = QRectF(-width / 2, body.bottom() - 8, width, 17)
    draw_pill(painter, badge, 8.5, color(theme.wrong))
    x = -fonts.width(node.trouble, font) / 2
    draw_text(painter, (x, fonts.baseline(font, badge.center().y())), node.trouble, font, color(theme.panel))
