"""The view onto the scene: turns mouse, wheel and keys into gestures and domain signals."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from gradviz.gui.canvas.camera import Camera
from gradviz.gui.canvas.gestures import Gesture, MoveNode, Pan
from gradviz.gui.canvas.node_item import NodeItem
from gradviz.gui.canvas.pointer import Pointer
from gradviz.gui.canvas.scene import GraphScene
from gradviz.gui.painting import color

WHEEL_ZOOM = 1.2 ** (1 / 120)
"""Zoom per eighth of a degree of the wheel: one notch is 20 %."""

DIM = 150
"""Alpha of the ground laid over a graph whose text has since become unreadable."""


class GraphView(QGraphicsView):
    """Shows a :class:`GraphScene` through a :class:`Camera`."""

    # emitted when a node is clicked or Enter pressed on the selected one: its id
    node_clicked = Signal(int)
    # emitted when a node is clicked twice: its id
    node_double_clicked = Signal(int)
    # emitted when a wire, or a number on it, is clicked: its id; -1 is the stub behind the output
    wire_clicked = Signal(int)
    # emitted when a menu is asked for about a node: its id and the point of the screen
    menu_asked = Signal(int, QPoint)
    # emitted when the empty ground is clicked
    ground_clicked = Signal()
    # emitted while a node is dragged: its id and the new centre in scene units
    node_dragged = Signal(int, float, float)
    # emitted when a dragged node is let go: its id and centre
    node_dropped = Signal(int, float, float)
    # emitted when the pointer comes onto something else: ("node", id), ("wire", id) or None
    hovered = Signal(object)

    def __init__(self, scene: GraphScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.graph_scene = scene
        self.camera = Camera(self)
        self.selected: int | None = None
        self.wheel_scrolls = False
        self._gesture: Gesture | None = None
        self.pointer = Pointer(self)
        self._dimmed = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)

    # what gestures need -----------------------------------------------------------------------------------------------

    def pan_by(self, dx: float, dy: float) -> None:
        """Move the picture by viewport px."""
        self.camera.pan_by(dx, dy)

    def scene_point(self, position: QPointF) -> QPointF:
        """The scene point under a viewport point, to fractions of a px."""
        return self.viewportTransform().inverted()[0].map(position)

    def drag_node(self, node: NodeItem, x: float, y: float) -> None:
        """Put a node elsewhere; wires follow as soon as the session has routed them."""
        node.setPos(x, y)
        self.node_dragged.emit(node.node, x, y)

    def drop_node(self, node: NodeItem) -> None:
        """A dragged node was let go."""
        self.node_dropped.emit(node.node, node.pos().x(), node.pos().y())

    def click(self, position: QPointF) -> None:
        """Something was clicked: say what."""
        what = self.pointer.what_is_at(position)
        self.select(what[1] if what is not None and what[0] == "node" else None)
        if what is None:
            self.ground_clicked.emit()
        elif what[0] == "node":
            self.node_clicked.emit(what[1])
        else:
            self.wire_clicked.emit(what[1])

    @property
    def dragging_node(self) -> bool:
        """Whether a hand is moving a node."""
        return isinstance(self._gesture, MoveNode) and self._gesture.dragging

    def select(self, node: int | None) -> None:
        """Put the focus ring around ``node``, or around none."""
        self.selected = node
        self.graph_scene.select(node)

    def set_dimmed(self, dimmed: bool) -> None:
        """Lay the ground's colour thinly over the graph."""
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            self.viewport().update()

    # events -----------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._gesture is not None or event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        node = self.pointer.handle_at(event.position())
        if node is not None and event.button() == Qt.MouseButton.LeftButton:
            self._gesture = MoveNode(self, event.position(), node)
        else:
            self._gesture = Pan(self, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._gesture is not None:
            self._gesture.move(event.position())
            if self._gesture.dragging and self._gesture.cursor is not None:
                self.viewport().setCursor(self._gesture.cursor)
            return
        self.pointer.hover(self.pointer.what_is_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.end(event.position())
            self.viewport().unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        what = self.pointer.what_is_at(event.position())
        if what is None:
            self.camera.fit_whole()
        elif what[0] == "node" and event.button() == Qt.MouseButton.LeftButton:
            self.node_double_clicked.emit(what[1])
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn, pixels = event.angleDelta(), event.pixelDelta()
        keys = event.modifiers()
        event.accept()
        if keys & Qt.KeyboardModifier.ShiftModifier:
            self.pan_by(float(turn.y() or turn.x()) / 2, 0.0)
        elif not pixels.isNull() and not keys & Qt.KeyboardModifier.ControlModifier:
            self.pan_by(pixels.x(), pixels.y())  # two fingers on a touch pad
        elif self.wheel_scrolls and not keys & Qt.KeyboardModifier.ControlModifier:
            self.pan_by(turn.x() / 2, turn.y() / 2)
        elif turn.y():
            self.camera.zoom_by(WHEEL_ZOOM ** turn.y(), event.position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the mouse about what is there, by the keyboard about the selected node."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        what = None if by_key else self.pointer.what_is_at(QPointF(event.pos()))
        node = self.selected if by_key else what[1] if what is not None and what[0] == "node" else None
        if node is not None:
            self.select(node)
            box = self.mapFromScene(self.graph_scene.nodes[node].body.ink().center())
            self.menu_asked.emit(node, self.viewport().mapToGlobal(box) if by_key else event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.selected is not None:
            self.select(None)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected is not None:
            self.node_clicked.emit(self.selected)
        else:
            event.ignore()  # arrows, Space and letters belong to the player

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks through the nodes; beyond the last it leaves the canvas."""
        count = len(self.graph_scene.nodes)
        before = (-1 if forward else count) if self.selected is None else self.selected
        following = before + (1 if forward else -1)
        if not 0 <= following < count:
            self.select(None)
            return super().focusNextPrevChild(forward)
        self.select(following)
        self.camera.follow((self.graph_scene.nodes[following].body.ink(),))
        return True

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self.pointer.tip(event)
            return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.camera.zoom_by(1 + event.value(), event.position())
            return True
        if event.type() == QEvent.Type.Leave:
            self.pointer.hover(None)
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.camera.refresh()

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self._dimmed:
            painter.fillRect(rect, color(self.graph_scene.theme.canvas, DIM))
