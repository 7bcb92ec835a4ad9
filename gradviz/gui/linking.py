"""One thing in three places: what the mouse rests on is marked in the text, in the code and on the canvas.

Marks in text and code come at once; the paths on the canvas light up when the mouse has come to rest, so that crossing
the picture does not make it flicker.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from gradviz.graph.graph import Graph, NodeId
from gradviz.graph.links import Reach, node_at, reach, stretches

REST_MS = 500


class Linking(QObject):
    """Finds what belongs together in the graph it was shown last."""

    # the stretches of text that belong to what is pointed at, as (line, span)
    text_marked = Signal(object)
    # the node whose lines of code belong to it, or None
    node_marked = Signal(object)
    # the paths to light up on the canvas: a Reach, or None
    paths_lit = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._graph: Graph | None = None
        self._text = ""
        self._node: NodeId | None = None
        self._kept: Reach | None = None
        self._lit = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.light)

    def show_graph(self, graph: Graph | None) -> None:
        """Link another graph."""
        if graph is not self._graph:
            self._kept = None
            self.point_at(None)
        self._graph = graph

    def show_text(self, text: str) -> None:
        """The text as it is now: while it is another than the graph's, nothing in it is marked."""
        self._text = text

    def point_at(self, node: NodeId | None) -> None:
        """The mouse is over a node, or a line of code about it; None when it has left."""
        graph = self._graph
        node = None if graph is None or node is None or node >= len(graph.nodes) else graph.value_node(node)
        if node == self._node:
            return
        self._node = node
        self._rest.stop()
        self._lit = False
        self.node_marked.emit(node)
        if node is None or graph is None:
            self.text_marked.emit(())
            self.paths_lit.emit(self._kept)
            return
        self.text_marked.emit(stretches(graph, node) if graph.text == self._text else ())
        self._rest.start()

    def point_at_canvas(self, what: tuple[str, int] | None) -> None:
        """The mouse is over ("node", id), ("wire", id) or the ground; of a wire what it carries counts."""
        graph = self._graph
        if graph is None or what is None:
            self.point_at(None)
        elif what[0] == "node":
            self.point_at(what[1])
        else:
            self.point_at(graph.output if what[1] < 0 else graph.wires[what[1]].source)

    def point_at_text(self, place: tuple[int, int] | None) -> None:
        """The mouse is over a character of the text, as (line, column)."""
        graph = self._graph
        if graph is None or place is None or graph.text != self._text:
            self.point_at(None)
        else:
            self.point_at(node_at(graph, *place))

    def point_at_path(self, path: Reach | None) -> None:
        """The mouse is over one path among those listed: it alone lights up, at once; None when it has left."""
        self.paths_lit.emit(self._kept if path is None else path)

    def keep_path(self, path: Reach | None) -> None:
        """A path was chosen: it is lit while nothing else is pointed at; None lets it go."""
        if path != self._kept:
            self._kept = path
            self.paths_lit.emit(path)

    def light(self) -> None:
        """The mouse rests: light the paths up."""
        if self._graph is not None and self._node is not None:
            self._lit = True
            self.paths_lit.emit(reach(self._graph, self._node))

    def let_go(self) -> None:
        """The performance goes on: a mouse that only happens to rest somewhere dims nothing of it."""
        self._rest.stop()
        if self._lit:
            self._lit = False
            self.paths_lit.emit(self._kept)
