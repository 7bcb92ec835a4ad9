"""Whose gradients are shown: any gate can be the target, and a menu at the gate says so."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from gradviz.explain.topic import Topic
from gradviz.graph.graph import Gate, NodeId
from gradviz.gui.canvas.canvas import Canvas
from gradviz.gui.habits import Habits
from gradviz.gui.session import Session
from gradviz.i18n import tr


class Aiming:
    """Asks the session for the gradients of a gate on the canvas."""

    def __init__(self, session: Session, canvas: Canvas, habits: Habits) -> None:
        self._session, self._canvas, self._habits = session, canvas, habits
        self.menu = QMenu(canvas)

    def at(self, node: NodeId) -> None:
        """The gradients of ``node``, where it is a gate; the program's own output needs no target."""
        if self._session.picture is not None:
            graph = self._session.picture.question.graph
            gate = graph.value_node(node)
            if isinstance(graph.nodes[gate], Gate):
                self._session.set_target("" if gate == graph.own[0] else graph.key(gate))

    def at_selected(self) -> None:
        """The gradients of the gate with the ring around it."""
        if self._canvas.view.selected is not None:
            self.at(self._canvas.view.selected)

    def back(self) -> None:
        """The gradients of the program's own output."""
        self._session.set_target("")

    def pop_up(self, node: NodeId, place: QPoint) -> None:
        """The menu about a node, at a point of the screen."""
        self.fill(node)
        self.menu.popup(place)

    def fill(self, node: NodeId) -> None:
        """Offer what can be asked about a node."""
        picture = self._session.picture
        if picture is None:
            return
        graph = picture.question.graph
        source = graph.value_node(node)
        name = graph.labels[source].replace("&", "&&")
        self.menu.clear()
        aim = self.menu.addAction(tr("Gradients of {name}", name=name), lambda: self.at(source))
        aim.setEnabled(isinstance(graph.nodes[source], Gate) and source != graph.output)
        if graph.aimed:
            self.menu.addAction(tr("Back to the Gradients of {name}", name=graph.own[1]), self.back)
        self.menu.addSeparator()
        paths = self.menu.addAction(
            tr("Paths from {name} to {output}", name=name, output=graph.output_name),
            lambda: self._habits.see_paths(Topic(source)),
        )
        paths.setEnabled(graph.varies[source])
