"""What a hand does on the canvas, one object per gesture: it is made on the press, told of moves, and ended."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from gradviz.gui.canvas.node_item import NodeItem


class Ground(Protocol):
    """What gestures need of the view."""

    def pan_by(self, dx: float, dy: float) -> None: ...
    def scene_point(self, position: QPointF) -> QPointF: ...
    def click(self, position: QPointF) -> None: ...
    def drag_node(self, node: NodeItem, x: float, y: float) -> None: ...
    def drop_node(self, node: NodeItem) -> None: ...


class Gesture:
    """A press that is a click until the hand has moved far enough."""

    cursor: Qt.CursorShape | None = None

    def __init__(self, ground: Ground, start: QPointF) -> None:
        self.ground = ground
        self.start = start
        self.last = start
        self.dragging = False

    def move(self, position: QPointF) -> None:
        """The hand is at ``position`` (viewport px) now."""
        far = (position - self.start).manhattanLength() >= QApplication.startDragDistance()
        if self.dragging or far:
            self.dragging = True
            self.drag(position)
        self.last = position

    def end(self, position: QPointF) -> None:
        """The button is up."""
        if self.dragging:
            self.drop()
        else:
            self.ground.click(position)

    def drag(self, position: QPointF) -> None:
        """Do what dragging does."""
        raise NotImplementedError

    def drop(self) -> None:
        """Do what letting go does."""


class Pan(Gesture):
    """Drags the ground."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def drag(self, position: QPointF) -> None:
        step = position - self.last
        self.ground.pan_by(step.x(), step.y())


class MoveNode(Gesture):
    """Drags a node; the point where it was grasped stays under the hand."""

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, ground: Ground, start: QPointF, node: NodeItem) -> None:
        super().__init__(ground, start)
        self.node = node
        self._grasp = ground.scene_point(start) - node.pos()

    def drag(self, position: QPointF) -> None:
        place = self.ground.scene_point(position) - self._grasp
        self.ground.drag_node(self.node, place.x(), place.y())

    def drop(self) -> None:
        self.ground.drop_node(self.node)
