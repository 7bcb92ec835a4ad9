"""The body of one node: pill, box, bare number, circle, dot, with its glow, its mark when a number is not ordinary."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter, QPainterPath

from gradviz.graph.graph import Constant, Copy, Gate, Node, Variable
from gradviz.gui import fonts
from gradviz.gui.canvas.item import IN_DOTS, IN_NODES, Item, Style
from gradviz.gui.canvas.node_paint import KEYCAP_EDGE, paint_node
from gradviz.gui.painting import (
    name_baseline,
    name_ink,
    name_sizes,
    name_width,
    text_ink,
)
from gradviz.layout.layout import NodePlace
from gradviz.timeline.frame import NodeFrame

BADGE = (0.42, 0.25)
"""Width and height of a sleeping gate's badge, as parts of the gate's height."""

NAMED = ("input", "parameter", "folded")
"""Kinds of nodes on which a name stands."""

REACH = 22.0  # px around the body that rings and marks may touch
GRASP, LEAST_GRASP = 4.0, 13.0  # px around a body, and at least from its middle, where a hand takes hold of it


def kind_of(node: Node, roles: dict[str, str]) -> str:
    """How a node is drawn: "input", "parameter", "constant", "copy", "joint" (a gate that hands on), "folded" (one
    that holds others) or "gate"."""
    if isinstance(node, Variable):
        return roles.get(node.name, "input")
    if isinstance(node, Constant):
        return "constant"
    if isinstance(node, Copy):
        return "copy"
    if node.folded:
        return "folded"
    return "joint" if node.kind.joint else "gate"


def written_on(node: Node, label: str) -> str:
    """What stands on a node's body: a name, a number, a gate's sign; nothing on copies and joints."""
    if isinstance(node, Gate):
        return "" if node.kind.joint else node.kind.symbol
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
        self.asleep, self._sleep_hint = "", ""
        self._size = (0.0, 0.0)

    def describe(self, node: Node, kind: str, text: str) -> None:
        """Become ``node``, drawn as ``kind`` with ``text`` on it."""
        self.node, self.kind, self.text = node.id, kind, text
        self.setZValue(IN_DOTS if kind in ("copy", "joint") else IN_NODES)
        self.update()

    def write(self, text: str) -> None:
        """Carry other words from now on: a constant, as numbers are written now."""
        if text != self.text:
            self.text = text
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

    def show_sleep(self, state: str, hint: str) -> None:
        """Wear the badge of a gate that sleeps ("flat" or "shut", none where empty), with what it says on hover."""
        self._sleep_hint = hint
        if state != self.asleep:
            self.asleep = state
            self.update()

    def badge(self) -> QRectF:
        """Where the badge is painted, in item coordinates: over the lower right of the rim, within the body's box, so
        that it touches nothing beside the gate and no wire; empty where there is none."""
        if not self.asleep:
            return QRectF()
        body = self.body()
        width, height = BADGE[0] * body.height(), BADGE[1] * body.height()
        return QRectF(body.right() - width - 1, body.bottom() - height - 1, width, height)

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
        if self.kind in NAMED:
            x, baseline, px = self.name_place()
            return name_ink(x, baseline, self.text, px).translated(self.pos())
        font = self.font()
        x = -fonts.width(self.text, font) / 2
        return text_ink(x, fonts.baseline(font, 0), self.text, font).translated(self.pos())

    def shape(self) -> QPainterPath:
        width, height = (max(side / 2 + GRASP, LEAST_GRASP) for side in self._size)
        path = QPainterPath()
        path.addRect(QRectF(-width, -height, 2 * width, 2 * height))
        return path

    def type_px(self) -> tuple[int, ...]:
        if not self.text:
            return ()
        if self.kind in NAMED:
            return name_sizes(self.text, self.style.geometry.name_px)
        return (self.font().pixelSize(),)

    def hint(self) -> str:
        return self._sleep_hint if self.asleep else ""

    def name_place(self) -> tuple[float, float, int]:
        """Where the name of a leaf, or of what is folded, begins, its baseline, and its type size in px."""
        px = self.style.geometry.name_px
        shift = KEYCAP_EDGE / 2 if self.kind == "parameter" else 0.0
        return shift - name_width(self.text, px) / 2, name_baseline(self.text, px, 0), px

    def font(self) -> QFont:
        """The type of a constant or a gate's sign."""
        geometry = self.style.geometry
        if self.kind == "constant":
            return fonts.mono(geometry.number_px)
        return fonts.ui(round(geometry.gate_px * 1.35) if len(self.text) == 1 else geometry.gate_px, 600)

    def draw(self, painter: QPainter) -> None:
        paint_node(painter, self)
