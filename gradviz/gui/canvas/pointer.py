"""What is under the mouse: which item, which node or wire, and what the tool tip says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from gradviz.gui.canvas.item import Item
from gradviz.gui.canvas.label_items import NameItem
from gradviz.gui.canvas.node_item import NodeItem

if TYPE_CHECKING:
    from gradviz.gui.canvas.view import GraphView


class Pointer:
    """Looks things up in one view, and keeps what the mouse is over."""

    def __init__(self, view: GraphView) -> None:
        self._view = view
        self._scene = view.graph_scene
        self._over: tuple[str, int] | None = None

    def item_at(self, position: QPointF) -> Item | None:
        """The topmost visible item under a viewport point; a body itself, however small, before what is over it."""
        items = [item for item in self._view.items(position.toPoint()) if isinstance(item, Item)]
        at = self._view.scene_point(position)
        bodies = (item for item in items if isinstance(item, NodeItem) and item.ink().contains(at))
        return next(bodies, next(iter(items), None))

    def handle_at(self, position: QPointF) -> NodeItem | None:
        """The body that a drag from a viewport point moves: one grasped there itself or by its name."""
        item, what = self.item_at(position), self.what_is_at(position)
        held = what is not None and what[0] == "node" and isinstance(item, NodeItem | NameItem)
        return self._scene.nodes[what[1]].body if what is not None and held else None

    def what_is_at(self, position: QPointF) -> tuple[str, int] | None:
        """("node", id), ("wire", id) or None for the ground."""
        item = self.item_at(position)
        for number, node in enumerate(self._scene.nodes):
            if item in node.items():
                return "node", number
        if item is not None and item is self._scene.output_name and self._scene.graph is not None:
            return "node", self._scene.graph.output
        for wire in [*self._scene.wires, *([self._scene.output] if self._scene.output else [])]:
            if item in wire.items():
                return "wire", wire.line.wire
        return None

    def hover(self, what: tuple[str, int] | None) -> None:
        """The mouse is over this now: mark it, and say so where it is something else than before."""
        if what == self._over:
            return
        self.mark(what[1] if what is not None and what[0] == "node" else None)
        self._over = what
        self._view.hovered.emit(what)

    def mark(self, node: int | None) -> None:
        """Draw this node alone as the one that is meant."""
        for each in self._scene.nodes:
            inside = node == each.body.node
            if each.body.hovered != inside:
                each.body.hovered = inside
                each.body.update()

    def tip(self, event: QHelpEvent) -> None:
        """Show the tool tip of what is there."""
        item = self.item_at(QPointF(event.pos()))
        QToolTip.showText(event.globalPos(), item.hint() if item is not None else "", self._view.viewport())
