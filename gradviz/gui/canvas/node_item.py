"""The body of one node: pill, box, bare number, circle, dot, with its glow, its mark when a number is not ordinary."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen

from gradviz.graph.gates import GATES
from gradviz.graph.graph import Constant, Copy, Gate, Node, Variable
from gradviz.gui import fonts
from gradviz.gui.canvas.item import IN_DOTS, IN_NODES, Item, Style
from gradviz.gui.painting import (
    color,
    draw_name,
    draw_pill,
    draw_text,
    name_baseline,
    name_ink,
    name_sizes,
    name_width,
    pen,
    text_ink,
)
from gradviz.layout.layout import NodePlace
from gradviz.timeline.frame import NodeFrame

RINGS = ((8.0, 38), (4.0, 60))
"""The flat rings of a gate at work: px beyond its edge, alpha."""

REACH = 22.0  # px around the body that rings and marks may touch
KEYCAP_EDGE = 6.0  # thickness of a parameter's left edge
BADGE_PX = 12


def kind_of(node: Node, roles: dict[str, str]) -> str:
    """How a node is drawn: "input", "parameter", "constant", "copy", "joint" (a gate that hands on) or "gate"."""
    if isinstance(node, Variable):
        return roles.get(node.name, "input")
    if isinstance(node, Constant):
        return "constant"
    if isinstance(node, Copy):
        return "copy"
    return "joint" if GATES[node.op].joint else "gate"


def written_on(node: Node, label: str) -> str:
    """What stands on a node's body: a name, a number, a gate's sign; nothing on copies and joints."""
    if isinstance(node, Gate):
        return "" if GATES[node.op].joint else GATES[node.op].symbol
    return "" if isinstance(node, Copy) else label


class NodeItem(Item):
    """One node. Its position is the centre of the body."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, IN_NODES)
        self.node = 0
        self.kind = "gate"
        self.text = ""
        self.frame = NodeFrame()
        self.trouble = ""
        self.selected = False
        self.hovered = False
        self.spoken = ""
        self._size = (0.0, 0.0)

    def describe(self, node: Node, kind: str, text: str) -> None:
        """Become ``node``, drawn as ``kind`` with ``text`` on it."""
        self.node, self.kind, self.text = node.id, kind, text
        self.setZValue(IN_DOTS if kind in ("copy", "joint") else IN_NODES)
        self.update()

    def place(self, place: NodePlace) -> None:
        """Stand where ``place`` says."""
        self._size = (place.width, place.height)
        self.set_area(self.body().adjusted(-REACH, -REACH, REACH, REACH))
        self.setPos(place.x, place.y)

    def show_frame(self, frame: NodeFrame, trouble: str = "") -> None:
        """Look as ``frame`` says; ``trouble`` is the sign (∞, nan) that begins at this gate."""
        if (frame, trouble) != (self.frame, self.trouble):
            self.frame, self.trouble = frame, trouble
            self.update()

    def body(self) -> QRectF:
        """The body in item coordinates."""
        width, height = self._size
        return QRectF(-width / 2, -height / 2, width, height)

    def ink(self) -> QRectF:
        if self.kind == "constant":
            return self.text_ink()
        return self.body().translated(self.pos())

    def text_ink(self) -> QRectF:
        """The scene rectangle of the writing on the body."""
        if not self.text:
            return QRectF()
        if self.kind in ("input", "parameter"):
            x, baseline, px = self._name_place()
            return name_ink(x, baseline, self.text, px).translated(self.pos())
        font = self._font()
        x = -fonts.width(self.text, font) / 2
        return text_ink(x, fonts.baseline(font, 0), self.text, font).translated(self.pos())

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(self.body().adjusted(-4, -4, 4, 4))
        return path

    def type_px(self) -> tuple[int, ...]:
        if not self.text:
            return ()
        if self.kind in ("input", "parameter"):
            return name_sizes(self.text, self.style.geometry.name_px)
        return (self._font().pixelSize(),)

    def hint(self) -> str:
        return self.spoken

    def _name_place(self) -> tuple[float, float, int]:
        px = self.style.geometry.name_px
        shift = KEYCAP_EDGE / 2 if self.kind == "parameter" else 0.0
        return shift - name_width(self.text, px) / 2, name_baseline(self.text, px, 0), px

    def _font(self) -> QFont:
        geometry = self.style.geometry
        if self.kind == "constant":
            return fonts.mono(geometry.number_px)
        return fonts.ui(round(geometry.gate_px * 1.35) if len(self.text) == 1 else geometry.gate_px, 600)

    # painting ---------------------------------------------------------------------------------------------------------

    def _accent(self) -> str:
        theme = self.style.theme
        return theme.gradient if self.frame.active == "gradient" else theme.value

    def draw(self, painter: QPainter) -> None:
        if self.frame.glow > 0 and self.kind != "constant":
            self._draw_rings(painter)
        {
            "input": self._draw_input,
            "parameter": self._draw_parameter,
            "constant": self._draw_constant,
            "copy": self._draw_dot,
            "joint": self._draw_dot,
            "gate": self._draw_gate,
        }[self.kind](painter)
        if self.selected:
            self._draw_focus(painter)
        if self.trouble:
            self._draw_trouble(painter)

    def _radius(self) -> float:
        if self.kind == "parameter":
            return 5.0
        return min(self._size) / 2

    def _draw_rings(self, painter: QPainter) -> None:
        for beyond, alpha in RINGS:
            ring = self.body().adjusted(-beyond, -beyond, beyond, beyond)
            fill = color(self._accent(), round(alpha * self.frame.glow))
            draw_pill(painter, ring, self._radius() + beyond, fill)

    def _outline(self) -> QPen:
        if self.frame.active and self.frame.glow > 0:
            return pen(color(self._accent()), 1.8 + self.frame.glow)
        return pen(color(self.style.theme.text), 1.8 if not self.hovered else 2.4)

    def _draw_input(self, painter: QPainter) -> None:
        draw_pill(painter, self.body(), self._radius(), color(self.style.theme.panel), self._outline())
        self._draw_name(painter)

    def _draw_parameter(self, painter: QPainter) -> None:
        body, edge = self.body(), self.body()
        edge.setWidth(KEYCAP_EDGE)
        draw_pill(painter, body, self._radius(), color(self.style.theme.chip))
        key = QPainterPath()
        key.addRoundedRect(body, self._radius(), self._radius())
        strip = QPainterPath()
        strip.addRect(edge)
        outline = self._outline()
        painter.fillPath(key.intersected(strip), outline.color())
        painter.strokePath(key, outline)
        self._draw_name(painter)

    def _draw_name(self, painter: QPainter) -> None:
        x, baseline, px = self._name_place()
        draw_name(painter, (x, baseline), self.text, px, color(self.style.theme.text))

    def _draw_constant(self, painter: QPainter) -> None:
        self._draw_sign(painter, self.style.theme.grey)

    def _draw_gate(self, painter: QPainter) -> None:
        draw_pill(painter, self.body(), self._radius(), color(self.style.theme.panel), self._outline())
        self._draw_sign(painter, self.style.theme.text)

    def _draw_sign(self, painter: QPainter, ink: str) -> None:
        font = self._font()
        x = -fonts.width(self.text, font) / 2
        draw_text(painter, (x, fonts.baseline(font, 0)), self.text, font, color(ink))

    def _draw_dot(self, painter: QPainter) -> None:
        theme, done = self.style.theme, self.frame.sum is not None and self.frame.sum.done
        lit = self.frame.active is not None and self.frame.glow > 0
        ink = theme.gradient if done else self._accent() if lit else theme.text
        if self.kind == "joint":
            draw_pill(painter, self.body(), self._radius(), color(theme.panel), self._outline())
            return
        draw_pill(painter, self.body(), self._radius(), color(ink))

    def _draw_focus(self, painter: QPainter) -> None:
        ring = self.body().adjusted(-5, -5, 5, 5)
        draw_pill(painter, ring, self._radius() + 5, color("#000000", 0), pen(color(self.style.theme.value), 2.0))

    def _draw_trouble(self, painter: QPainter) -> None:
        theme, body = self.style.theme, self.body()
        draw_pill(painter, body, self._radius(), color(theme.wrong, 28), pen(color(theme.wrong), 3.0))
        font = fonts.ui(BADGE_PX, 700)
        width = max(fonts.width(self.trouble, font) + 12, 24.0)
        badge = QRectF(-width / 2, body.bottom() - 8, width, 17)
        draw_pill(painter, badge, 8.5, color(theme.wrong))
        x = -fonts.width(self.trouble, font) / 2
        draw_text(painter, (x, fonts.baseline(font, badge.center().y())), self.trouble, font, color(theme.panel))
