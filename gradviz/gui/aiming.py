"""Whose gradients are shown: any gate can be the target."""

from __future__ import annotations

from gradviz.graph.graph import Gate, NodeId
from gradviz.gui.canvas.canvas import Canvas
from gradviz.gui.session import Session
from gradviz.i18n import N_


class Aiming:
    """Asks the session for the gradients of a gate on the canvas."""

    def __init__(self, session: Session, canvas: Canvas) -> None:
        self._session, self._canvas = session, canvas

    def at(self, node: NodeId) -> None:
        """The gradients of ``node``, where it is a gate; the program's own output needs no target."""
        if self._session.picture is not None:
            graph = self._session.picture.question.graph
            gate = graph.value_node(node)
            if isinstance(graph.nodes[gate], Gate):
                self.set_target("" if gate == graph.own[0] else graph.key(gate))

    def at_selected(self) -> None:
        """The gradients of the gate with the ring around it."""
        if self._canvas.view.selected is not None:
            self.at(self._canvas.view.selected)

    def back(self) -> None:
        """The gradients of the program's own output."""
        self.set_target("")

    def set_target(self, target: str) -> None:
        """The gradients of another node, by its key; of the program's own output where it is empty."""
        if target != self._session.lesson.target:
            self._session.edit(self._session.lesson.with_target(target), N_("changing the target"))
