"""Where a person wants the nodes to lie."""

from __future__ import annotations

from gradviz.graph.graph import NodeId
from gradviz.gui.session import Session
from gradviz.i18n import N_
from gradviz.layout.place import node_key
from gradviz.layout.reroute import THOROUGH, WHILE_DRAGGING


class Arranging:
    """Drags the nodes of the picture and keeps in the lesson where they were let go."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def drag_node(self, node: NodeId, x: float, y: float) -> None:
        """The picture follows a node under the mouse; nothing is kept yet."""
        self._session.drawing.move(node, (x, y), WHILE_DRAGGING)

    def drop_node(self, node: NodeId, x: float, y: float) -> None:
        """A node was let go at a new place: kept, saved, undoable."""
        drawing, lesson = self._session.drawing, self._session.lesson
        if drawing.picture is None:
            return
        drawing.move(node, (x, y), THOROUGH)
        kept = lesson if drawing.direction == "right" else lesson.with_view(direction=drawing.direction)
        moved = kept.with_moved(node_key(drawing.picture.question.graph, node), (x, y))
        drawing.keep(moved.moved)
        self._session.edit(moved, N_("moving a node"))

    def lay_out_again(self) -> None:
        """Forget every dragged node."""
        self._session.edit(self._session.lesson.laid_out_again(), N_("laying out again"))
