"""The moment in which one picture becomes the next: what stayed glides to its new place, what is new fades in.

Where both are drawings of one program, parts come out of the gate they were folded into, or glide into it and fade.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QVariantAnimation

from gradviz.graph.graph import Graph, NodeId, WireId
from gradviz.graph.kin import Kin
from gradviz.gui.canvas.curve import mix
from gradviz.gui.canvas.glide import arriving, between, centre, ease, leaving
from gradviz.gui.canvas.matching import same_wires
from gradviz.gui.canvas.scene import GraphScene
from gradviz.layout.layout import Layout

GLIDE_MS = 220
"""Shorter than the time between two keys, so that while someone types each picture comes to rest."""

FOLD_MS = 600
SEEN = 0.35
"""The share of a glide after which what is new is seen at its full strength."""


@dataclass(frozen=True)
class Passage:
    """From the ``old`` places to the ``new`` ones: what stayed as new id → old id, and where all else comes from."""

    old: Layout
    new: Layout
    nodes: Mapping[NodeId, NodeId]
    wires: Mapping[WireId, WireId]
    kin: Kin | None
    before: Graph
    after: Graph

    @property
    def same_output(self) -> bool:
        """Whether the output is the node that it was, so that its stub and its name go with it."""
        return self.nodes.get(self.after.output) == self.before.output

    def coming(self, t: float) -> Layout:
        """The places of what is there now, ``t`` of the way; without kin new nodes are where they belong. Every wire
        joins its nodes where they are, and the output's name stands behind the output."""
        now = between(self.old, self.new, self.nodes, self.wires, t)
        middles = {}
        if self.kin is not None:
            for node, place in enumerate(self.new.nodes):
                if node not in self.nodes:
                    middles[node] = mix(centre(self.old.nodes[self.kin.came_from(node)]), centre(place), t)
        elif not self.same_output:
            now = replace(now, output=self.new.output, output_box=self.new.output_box)
        return arriving(self.after, self.new, now, middles, self.wires)

    def going(self, kin: Kin, t: float) -> Layout:
        """The places of what was there before, ``t`` of the way to what it went into."""
        goals = (self.new.nodes[kin.went_into(node)] for node in range(len(self.old.nodes)))
        ways = zip(self.old.nodes, goals, strict=True)
        middles = {node: mix(centre(place), centre(goal), t) for node, (place, goal) in enumerate(ways)}
        return leaving(kin.before.graph, self.old, middles)


class Transition(QObject):
    """Moves the items of one scene from an old layout to the one it shows."""

    def __init__(self, scene: GraphScene, parent: QObject) -> None:
        super().__init__(parent)
        self._scene = scene
        self._motion = QVariantAnimation(self)

    def begin(self, old_graph: Graph, old: Layout, nodes: Mapping[NodeId, NodeId], kin: Kin | None) -> None:
        """Set out from ``old``; ``nodes`` gives the old id of what stayed, ``kin`` where all else comes from."""
        scene = self._scene
        assert scene.graph is not None and scene.layout is not None
        wires = same_wires(old_graph, scene.graph, nodes)
        passage = Passage(old, scene.layout, nodes, wires, kin, old_graph, scene.graph)

        def advance(share: float) -> None:
            t = ease(share)
            scene.place(passage.coming(t), at_rest=share >= 1.0)
            self._fade(passage, share)
            if kin is not None:
                scene.gone.place(passage.going(kin, t))

        self._motion.deleteLater()
        self._motion = QVariantAnimation(self, duration=FOLD_MS if kin else GLIDE_MS, startValue=0.0, endValue=1.0)
        self._motion.valueChanged.connect(advance)
        self._motion.finished.connect(scene.forget_gone)
        self._motion.start()
        advance(0.0)

    def finish(self) -> None:
        """Put everything at its new place at once."""
        if self._motion.state() == QVariantAnimation.State.Running:
            self._motion.setCurrentTime(self._motion.duration())
        self._scene.forget_gone()

    def _fade(self, passage: Passage, share: float) -> None:
        """Let what is new come in and what is gone go; crowded together, bodies are seen before numbers."""
        scene, slow = self._scene, 3 if passage.kin else 1
        come = share if passage.kin else min(1.0, share / SEEN)
        for number, node in enumerate(scene.nodes):
            if number not in passage.nodes:
                node.set_opacity(come)
        for number, wire in enumerate(scene.wires):
            if number not in passage.wires:
                wire.set_opacity(come**slow)
        for gone in scene.gone.nodes.values():
            gone.set_opacity(1 - share)
        for line in scene.gone.wires.values():
            line.set_opacity((1 - share) ** slow)
