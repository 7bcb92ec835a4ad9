"""The scene: one group of items for every node and wire of a graph, placed by a layout, changed by frames."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from PySide6.QtCore import QObject
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsScene

from gradviz.explain.wires import name_of_wire
from gradviz.graph.graph import Constant, Copy, Gate, Graph, NodeId, WireId
from gradviz.graph.kin import Kin
from gradviz.graph.links import Reach
from gradviz.gui.canvas.beside import Beside
from gradviz.gui.canvas.branches import BranchNames
from gradviz.gui.canvas.item import Item, Style
from gradviz.gui.canvas.label_items import NameItem
from gradviz.gui.canvas.labels import Labels
from gradviz.gui.canvas.legends import ASIDE
from gradviz.gui.canvas.matching import match, same_wires
from gradviz.gui.canvas.node_item import NodeItem, kind_of, written_on
from gradviz.gui.canvas.parts import Gone, NodeParts, Parts, WireParts
from gradviz.gui.canvas.sum_item import SumItem
from gradviz.gui.canvas.troubles import troubles_of
from gradviz.gui.theme import Theme
from gradviz.layout.beside import widened
from gradviz.layout.layout import Box, Layout
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame
from gradviz.timeline.pieces import SHOWN_INPUTS
from gradviz.timeline.sleep import asleep, told

OUTPUT_SCALE, OUTPUT_GAP = 1.2, 5.0
"""The output's name is this much larger than the names on nodes, and begins so many px behind its stub."""

UNLIT = 0.28
"""The opacity of what lies on no path that is lit."""


class GraphScene(QGraphicsScene):
    """Shows one graph. ``nodes`` and ``wires`` are indexed by id; ``output`` is the stub behind the output node."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.theme = theme
        self.graph: Graph | None = None
        self.layout: Layout | None = None
        self.frame: Frame | None = None
        self.nodes: list[NodeParts] = []
        self.wires: list[WireParts] = []
        self.output: WireParts | None = None
        self.output_name: NameItem | None = None
        self.roles: dict[str, str] = {}
        self.labels = Labels()
        self.lit: Reach | None = None
        self.gone = Gone()
        self.branches = BranchNames()
        self._numerals: Numerals | None = None
        self._beside = Beside()

    def groups(self) -> list[Parts]:
        """All groups of items, the output's stub too."""
        return [*self.nodes, *self.wires, *([self.output] if self.output else [])]

    def parts(self) -> list[Item]:
        """All items, those of the output too."""
        found = list(chain.from_iterable(group.items() for group in self.groups()))
        return found + ([self.output_name] if self.output_name else []) + self.branches.items()

    # the graph --------------------------------------------------------------------------------------------------------

    def show_graph(
        self, graph: Graph, layout: Layout, roles: Mapping[str, str], kin: Kin | None = None
    ) -> dict[NodeId, NodeId]:
        """Show ``graph`` at the places of ``layout``. Nodes that stayed keep their items; gives new id → old id.

        With ``kin``, where the last graph was another drawing of the same program, what is gone stays in the scene as
        ``gone`` until it is forgotten.
        """
        stayed = match(self.graph, graph) if self.graph is not None else {}
        if kin is not None and self.graph is not None:
            stayed = kin.stayed
            self.gone = self._leaving(stayed, same_wires(self.graph, graph, stayed))
        kept = {*(self.nodes[old].body for old in stayed.values()), *self.gone.items()}
        bodies = {new: self.nodes[old].body for new, old in stayed.items()}
        for item in self.parts():
            if item not in kept:
                self.removeItem(item)
        style = Style(self.theme, layout.geometry)
        shown = self.frame if graph is self.graph else None
        self.graph, self.layout, self.frame, self.roles = graph, layout, None, dict(roles)
        self.nodes = [self._node(style, bodies.get(node.id), node.id) for node in graph.nodes]
        self.wires = [self._wire(style, wire.id) for wire in graph.wires]
        self.output = WireParts(style, -1, layout.output)
        self.output.names = graph.output_name, graph.output_name
        self.output_name = NameItem(style, graph.output_name, chosen=True)
        self.branches.speak_of(self.branches.spoken, graph, style)
        for item in self.parts():
            if item.scene() is not self:
                self.addItem(item)
        self.place(layout)
        self.set_lit(None)
        if shown is not None and self._numerals is not None:
            self.show_frame(shown, self._numerals)
        return stayed

    def _leaving(self, nodes: Mapping[NodeId, NodeId], wires: Mapping[WireId, WireId]) -> Gone:
        """What is not among the nodes and wires that stayed, given as new id → old id."""
        gone = Gone(
            {old: parts for old, parts in enumerate(self.nodes) if old not in nodes.values()},
            {old: parts for old, parts in enumerate(self.wires) if old not in wires.values()},
        )
        gone.fall_silent()
        return gone

    def forget_gone(self) -> None:
        """What is gone has arrived where it went."""
        for item in self.gone.items():
            self.removeItem(item)
        self.gone = Gone()

    def _node(self, style: Style, body: NodeItem | None, number: NodeId) -> NodeParts:
        assert self.graph is not None and self.layout is not None
        node, place, label = self.graph.nodes[number], self.layout.nodes[number], self.graph.labels[number]
        typed = node.text if isinstance(node, Constant) else ""
        parts = NodeParts(body or NodeItem(style), loose=self.graph.is_loose(number), typed=typed)
        parts.body.restyle(style)
        parts.body.describe(node, kind_of(node, self.roles), written_on(node, label))
        if place.name_box is not None:
            parts.name = NameItem(style, label, chosen=isinstance(node, Gate) and node.name is not None)
        if place.sum_box is not None:
            parts.sum = SumItem(style)
        return parts

    def _wire(self, style: Style, number: int) -> WireParts:
        assert self.graph is not None and self.layout is not None
        wire, nodes = self.graph.wires[number], self.graph.nodes
        quiet, onward = isinstance(nodes[wire.source], Constant), isinstance(nodes[wire.target], Copy)
        parts = WireParts(style, number, self.layout.wires[number], quiet=quiet, onward=onward)
        parts.names = self.graph.output_name, name_of_wire(self.graph, wire).text
        parts.aside = not self.graph.has_gradient(wire.target)
        return parts

    def name_branches(self, names: frozenset[str]) -> None:
        """Show the names of these branches, such as ``x_(1)``, at their wires, and of no others."""
        if names == self.branches.spoken:
            return
        for item in self.branches.items():
            self.removeItem(item)
        self._beside.forget()
        style = Style(self.theme, self.layout.geometry) if self.layout is not None else None
        self.branches.speak_of(names, self.graph, style)
        for item in self.branches.items():
            self.addItem(item)
        if self.layout is not None:
            self.branches.place(self.layout, self._sum_rooms())

    def place(self, layout: Layout, *, at_rest: bool = True) -> None:
        """Move everything to the places of ``layout``, made for the same graph; while that is on the way to another one
        it is not ``at_rest``."""
        assert self.output is not None and self.output_name is not None
        self.layout = layout
        self._beside.forget()
        for node, node_place in zip(self.nodes, layout.nodes, strict=True):
            node.place(node_place)
        if at_rest:
            self._widen_sums(layout)
        for wire, wire_place in zip(self.wires, layout.wires, strict=True):
            wire.place(wire_place)
        self.output.place(layout.output)
        self.output_name.place(layout.output_box, scale=OUTPUT_SCALE, lead=OUTPUT_GAP)
        self.branches.place(layout, self._sum_rooms()) if at_rest else self.branches.hide()

    def _sum_rooms(self) -> list[Box]:
        return [node.sum.room for node in self.nodes if node.sum is not None]

    def _widen_sums(self, layout: Layout) -> None:
        """A sum that the caption tells in full, though it is longer than its box, takes what is free beside that."""
        assert self.graph is not None
        for copy in self.graph.copies:
            item = self.nodes[copy.id].sum
            if item is not None and 2 < copy.uses <= SHOWN_INPUTS and not layout.geometry.down:
                item.place(layout.nodes[copy.id], widened(layout, copy.id))

    # frames -----------------------------------------------------------------------------------------------------------

    def show_frame(self, frame: Frame, numerals: Numerals) -> None:
        """Look as ``frame`` says; only what differs from the last frame is touched."""
        assert self.output is not None and self.graph is not None
        anew = self.frame is None or numerals is not self._numerals
        self.frame, self._numerals = frame, numerals
        troubles = troubles_of(self.graph, frame)
        self._show_sleep(frame)
        for number, (node, seen) in enumerate(zip(self.nodes, frame.nodes, strict=True)):
            if anew or seen != node.frame or troubles.get(number, "") != node.body.trouble:
                node.show_frame(seen, numerals, troubles.get(number, ""), self.labels)
        for wire, passing in zip([*self.wires, self.output], [*frame.wires, frame.output], strict=True):
            if anew or passing != wire.frame:
                wire.show_frame(passing, numerals, self.labels)
        for wire in (*self.wires, self.output):
            self._beside.let_pass(wire, self.parts)

    def _show_sleep(self, frame: Frame) -> None:
        """Badges on gates that are seen to let next to no gradient through."""
        assert self.graph is not None
        found = asleep(self.graph, frame)
        for gate in self.graph.gates:
            state = found.get(gate.id, "")
            self.nodes[gate.id].body.show_sleep(state, told(self.graph, gate.id, frame) if state else "")

    def set_labels(self, labels: Labels) -> None:
        """Show these labels from now on."""
        self.labels = labels
        frame, numerals = self.frame, self._numerals
        if frame is not None and numerals is not None:
            self.frame = None  # everything is written anew
            self.show_frame(frame, numerals)

    # looks ------------------------------------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Use other colours from now on."""
        self.theme = theme
        if self.layout is not None:
            style = Style(theme, self.layout.geometry)
            for item in self.parts():
                item.restyle(style)

    def select(self, node: NodeId | None) -> None:
        """Put the focus ring around ``node`` alone."""
        for number, parts in enumerate(self.nodes):
            if parts.body.selected != (number == node):
                parts.body.selected = number == node
                parts.body.update()

    def set_lit(self, lit: Reach | None) -> None:
        """Let all but these nodes and wires step back; None lights everything."""
        self.lit = lit
        wires = self.graph.wires if self.graph is not None else ()
        for number, node in enumerate(self.nodes):
            node.set_opacity(self._strength(number, lit is None or number in lit.nodes))
        for number, wire in enumerate(self.wires):
            strength = self._strength(wires[number].target, lit is None or number in lit.wires)
            wire.set_opacity(strength)
            self.branches.fade(number, strength)

    def _strength(self, node: NodeId, lit: bool) -> float:
        """The opacity of a node, or of a wire into it; what does not lead to the target steps back a little."""
        if not lit:
            return UNLIT
        return 1.0 if self.graph is None or self.graph.has_gradient(node) else ASIDE

    def paint_on(self, painter: QPainter) -> None:
        """Paint every visible item, lowest first, in scene coordinates: for pictures."""
        for item in sorted(self.parts(), key=lambda item: item.zValue()):
            if item.isVisible() and item.opacity() > 0:
                painter.save()
                painter.translate(item.pos())
                painter.scale(item.scale(), item.scale())
                painter.setOpacity(painter.opacity() * item.opacity())
                item.paint(painter, None)
                painter.restore()
