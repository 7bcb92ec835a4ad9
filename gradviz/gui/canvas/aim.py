"""Where a person asks the camera to look: nearer, farther, at everything, at one node."""

from __future__ import annotations

from gradviz.graph.graph import NodeId
from gradviz.gui.canvas.sights import around_node, focus_rects
from gradviz.gui.canvas.view import GraphView

ZOOM_STEP = 1.25


class Aim:
    """Turns such wishes into looks of one view."""

    def __init__(self, view: GraphView) -> None:
        self._view = view
        self._camera = view.camera
        self._scene = view.graph_scene

    def fit(self) -> None:
        """Show the whole graph, however small; once more, as much as type of 11 px allows."""
        self._camera.fit_whole()

    def zoom_in(self) -> None:
        """One step nearer."""
        self._camera.zoom_by(ZOOM_STEP)

    def zoom_out(self) -> None:
        """One step farther."""
        self._camera.zoom_by(1 / ZOOM_STEP)

    def zoom_reset(self) -> None:
        """100 %."""
        self._camera.zoom_by(1 / self._camera.zoom)

    def fit_selection(self) -> None:
        """Show the selected node with its neighbours, or what is at work, as large as they go."""
        scene, node = self._scene, self._view.selected
        if node is not None:
            self._camera.look_at(around_node(scene, node))
        elif scene.frame is not None and (rects := focus_rects(scene, scene.frame)):
            self._camera.look_at(rects[0])

    def reveal(self, node: NodeId) -> None:
        """Select ``node``, and put it in the middle where it is not wholly in sight."""
        self._view.select(node)
        rect = self._scene.nodes[node].body.ink()
        if not self._camera.sight().contains(rect):
            self._camera.centre_on(rect.center().x(), rect.center().y())
