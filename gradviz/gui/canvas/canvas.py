"""The canvas as the window sees it: show a graph, show a frame, say what was clicked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gradviz.graph.graph import Graph, NodeId
from gradviz.graph.kin import Kin
from gradviz.graph.links import Reach
from gradviz.gui.canvas.aim import Aim
from gradviz.gui.canvas.labels import Labels
from gradviz.gui.canvas.legends import symbol_for, target_beside
from gradviz.gui.canvas.rim import Rim
from gradviz.gui.canvas.scene import GraphScene
from gradviz.gui.canvas.sights import extent, focus_on, focus_rects, pushed_out, written_boxes
from gradviz.gui.canvas.transition import Transition
from gradviz.gui.canvas.type_size import TypeSize
from gradviz.gui.canvas.view import GraphView
from gradviz.gui.painting import color
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.layout.layout import Layout
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame


@dataclass
class Refolded:
    """What was folded or unfolded last, as the scene rectangles to see of it, widest first: it is kept in sight until
    the performance goes on to another step."""

    places: tuple[QRectF, ...] = ()
    step: int | None = None

    def focus_at(self, step: int, focus: tuple[QRectF, ...]) -> tuple[QRectF, ...]:
        """What is to be in sight at a step that has a ``focus`` of its own: both where there is room."""
        self.step = step if self.step is None else self.step
        if step != self.step or not focus:
            self.places = ()
        return (focus[0].united(self.places[0]), *self.places) if self.places else focus


class Canvas(QWidget):
    """The picture of one graph with its legends, caption, zoom buttons and map.

    The signals ``node_clicked``, ``wire_clicked``, ``ground_clicked``, ``node_dragged``, ``node_dropped``,
    ``node_double_clicked``, ``menu_asked``, ``hovered`` are those of :class:`~gradviz.gui.canvas.view.GraphView`,
    ``zoom_changed`` that of the camera.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = GraphScene(theme, self)
        self.view = GraphView(self.scene, self)
        self.camera = self.view.camera
        self.aim = Aim(self.view)
        self.theme = theme
        self.rim = Rim(theme, self)
        self.caption, self.minimap = self.rim.caption, self.rim.minimap
        self._transition = Transition(self.scene, self)
        self._refolded = Refolded()
        self._grasped: Layout | None = None  # how it lay before the hand that drags a node took hold of it
        self._words = ""
        self.setFocusProxy(self.view)
        self.set_theme(theme)
        self.retranslate()
        self._connect()

    def _connect(self) -> None:
        view, camera = self.view, self.camera
        self.node_clicked, self.wire_clicked, self.ground_clicked = (
            view.node_clicked,
            view.wire_clicked,
            view.ground_clicked,
        )
        self.node_dragged, self.node_dropped = view.node_dragged, view.node_dropped
        self.node_double_clicked, self.menu_asked = view.node_double_clicked, view.menu_asked
        self.hovered, self.zoom_changed = view.hovered, camera.zoom_changed
        camera.moved.connect(self._update_map)
        camera.boxes = partial(written_boxes, self.scene)
        self.minimap.asked_for.connect(camera.centre_on)
        for button, act in zip(self.rim.buttons, (self.aim.zoom_out, self.aim.zoom_in, self.aim.fit), strict=True):
            button.clicked.connect(act)

    # the graph --------------------------------------------------------------------------------------------------------

    def show_graph(
        self,
        graph: Graph,
        layout: Layout,
        roles: Mapping[str, str],
        animate: bool = False,
        kin: Kin | None = None,
    ) -> None:
        """Show ``graph`` placed by ``layout``; ``roles`` says "input" or "parameter" by variable name.

        With ``animate`` nodes that stayed glide to their new places and new ones fade in, or with ``kin`` come out of
        what they were folded into; the same graph with another layout (a node is being dragged) only moves.
        """
        before, old_graph = self.scene.layout, self.scene.graph  # of a glide under way: where everything is just now
        if animate and kin is None:
            self._transition.finish()
        else:
            self.settle()
            before = self.scene.layout
        same, glides = graph is old_graph, animate and self.camera.smooth and before is not None
        if same and not animate and dict(roles) == self.scene.roles:
            self.scene.place(layout)
            stayed = {node: node for node in range(len(graph.nodes))}
        else:
            stayed = self.scene.show_graph(graph, layout, roles, kin)
            self.view.select(_new_id(self.view.selected, stayed, kin))
        self.rim.show_layout(layout, frozenset(node.body.kind for node in self.scene.nodes))
        if not same:
            self.camera.focus = ()
            self._refolded = Refolded(focus_on(self.scene, set(range(len(graph.nodes))) - set(stayed)) if kin else ())
        if before is None or not stayed:
            self.camera.restart(extent(self.scene), down=layout.geometry.down)
        elif before.geometry.direction != layout.geometry.direction:
            self.camera.fitted = True
        held = same and self.view.dragging_node
        keep = held or (same and self._still_seen(layout, by_hand=not animate))
        written = animate and not same and kin is None and before is not None and bool(stayed)
        self._look_at(layout, keep=keep, smooth=same or (glides and bool(stayed)), calm=written)
        if same and keep and not held and not animate:
            self._reveal_pushed()
        self._grasped = (self._grasped or before) if held else None
        if glides and before is not None and old_graph is not None:
            self._transition.begin(old_graph, before, stayed, kin)
        else:
            self.scene.forget_gone()

    def _still_seen(self, layout: Layout, *, by_hand: bool) -> bool:
        """Whether the view may stay as it is: a hand chose it, or moved nodes and nothing got out of sight. Nodes that
        go back by an undo take the view back with them."""
        if not self.camera.fitted:
            return True
        return (
            by_hand and bool(layout.moved) and self.camera.framing().has_room_for(extent(self.scene), self.camera.look)
        )

    def _reveal_pushed(self) -> None:
        """Bring into sight what a dragged node has pushed out of it, once it is let go."""
        assert self.scene.layout is not None
        if self._grasped is not None:
            pushed = pushed_out(self._grasped, self.scene.layout, self.camera.sight())
            if not pushed.isNull():
                self.camera.reveal(pushed)

    def _look_at(self, layout: Layout, *, keep: bool, smooth: bool, calm: bool) -> None:
        """Take in the extent of what stands at its final place now, before a glide moves it back to its old one."""
        bounds = extent(self.scene)
        if keep:
            self.camera.bounds = bounds
        else:
            self.camera.margins = self.rim.arrange(self.size())
            self.camera.show_bounds(bounds, layout.geometry, smooth=smooth, calm=calm)
        self._update_map()

    def settle(self) -> None:
        """Finish all motion at once: the glide to a new layout, the move of the view."""
        self._transition.finish()
        self.camera.settle()

    def show_frame(self, frame: Frame, numerals: Numerals) -> None:
        """Show one instant of the performance."""
        self.scene.show_frame(frame, numerals)
        self._show_symbol(numerals)
        if self.caption.show_caption(frame.caption, numerals, frame.told) and frame.told:
            self._describe()
        focus = self._refolded.focus_at(frame.step.index, focus_rects(self.scene, frame))
        if focus != self.camera.focus:
            self.camera.follow(focus)
            self._update_map()

    def _show_symbol(self, numerals: Numerals) -> None:
        """Say in the legend what a gradient is called, and what has none."""
        assert self.scene.graph is not None
        told = symbol_for(self.scene.graph, numerals), target_beside(self.scene.graph)
        if told != (self.rim.symbol, self.rim.target):
            self.rim.symbol, self.rim.target = told
            self.camera.margins = self.rim.arrange(self.size())

    def set_labels(self, labels: Labels) -> None:
        """Show these labels from now on."""
        if labels != self.scene.labels:
            self.scene.set_labels(labels)
            self.rim.labels = labels
            self.camera.margins = self.rim.arrange(self.size())

    def set_lit(self, lit: Reach | None) -> None:
        """Light up some paths, letting all else step back; None lights everything."""
        if lit != self.scene.lit:
            self.scene.set_lit(lit)

    def mark_node(self, node: NodeId | None) -> None:
        """Mark the node that is pointed at elsewhere, as if the mouse were over it."""
        self.view.pointer.mark(node)

    def describe(self, words: str) -> None:
        """Tell screen readers what the graph is made of, after the sentence of the step."""
        self._words = words
        self._describe()

    def _describe(self) -> None:
        self.setAccessibleDescription("\n".join((self.caption.text(), self._words)).strip())

    # looks ------------------------------------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of ``theme`` from now on."""
        self.theme = theme
        self.scene.set_theme(theme)
        self.view.setBackgroundBrush(color(theme.canvas))
        self.rim.set_theme(theme)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.setAccessibleName(tr("Computational graph"))
        self.rim.retranslate()
        self.camera.margins = self.rim.arrange(self.size())

    # the view ---------------------------------------------------------------------------------------------------------

    def set_type(self, size: TypeSize) -> None:
        """Write no smaller than this; what then has no room is followed step by step."""
        if size != self.rim.type_size:
            self.rim.set_type(size)
            self.camera.least_type_px = size.least_px
            self.camera.margins = self.rim.arrange(self.size())
            self.camera.fit()
            self._update_map()

    def set_map(self, wanted: bool) -> None:
        """Whether the overview map may appear where the graph is larger than the view."""
        self.rim.map_wanted = wanted
        self._update_map()

    def visible_scene_rect(self) -> QRectF:
        """What of the scene is seen, in scene units: for pictures of "what is visible"."""
        seen = self.view.viewport().rect()
        if self.rim.bands.isVisible():
            free = self.camera.free_area().toRect()
            seen.setTop(free.top())
            seen.setBottom(free.bottom())
        return self.view.mapToScene(seen).boundingRect()

    # geometry ---------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.view.setGeometry(self.rect())
        self.camera.margins = self.rim.arrange(self.size())
        self.camera.refresh()
        self._update_map()

    def _update_map(self) -> None:
        """Show map and bands where the graph is larger than the free area."""
        frame = self.scene.frame
        if self.scene.layout is not None:
            focus = frozenset(frame.focus) if frame is not None else frozenset()
            self.rim.show_sight(None if self.camera.sees_all() else self.camera.sight(), focus)


def _new_id(old: int | None, stayed: Mapping[int, int], kin: Kin | None) -> int | None:
    """What a node is now; what was folded is the gate it was folded into."""
    if old is not None and kin is not None and old not in stayed.values():
        return kin.went_into(old)
    return next((new for new, before in stayed.items() if before == old), None) if old is not None else None
