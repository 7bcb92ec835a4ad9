"""Walking over the graph by keys: from node to node along the wires, or through all of them in their order."""

from __future__ import annotations

from collections.abc import Callable

from gradviz.autodiff.run import Run
from gradviz.graph.graph import NodeId
from gradviz.gui.canvas.canvas import Canvas
from gradviz.gui.finding import toward_inputs, toward_outputs
from gradviz.gui.session import Session


class Walk:
    """Moves the ring on the canvas; ``arrived(node)`` is told where it came to."""

    def __init__(self, session: Session, canvas: Canvas, arrived: Callable[[NodeId], None]) -> None:
        self._session = session
        self._canvas = canvas
        self._arrived = arrived

    def to_inputs(self) -> None:
        """To the node that feeds the first input of the selected one; begins at the output."""
        self._go(toward_inputs)

    def to_outputs(self) -> None:
        """To the node that first uses the selected one; begins at the first leaf."""
        self._go(toward_outputs)

    def onward(self) -> None:
        """To the next node, as Tab does."""
        self._canvas.view.setFocus()
        self._canvas.view.focusNextPrevChild(True)

    def back(self) -> None:
        """To the node before, as Shift+Tab does."""
        self._canvas.view.setFocus()
        self._canvas.view.focusNextPrevChild(False)

    def show(self, node: NodeId) -> None:
        """Put the ring around ``node``, in sight, and tell."""
        self._canvas.aim.reveal(node)
        self._arrived(node)

    def _go(self, way: Callable[[Run, NodeId | None], NodeId]) -> None:
        if self._session.picture is not None:
            self._canvas.view.setFocus()
            self.show(way(self._session.picture.run, self._canvas.view.selected))
