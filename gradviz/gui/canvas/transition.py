"""The moment in which one picture becomes the next: what stayed glides to its new place, what is new fades in."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QVariantAnimation

from gradviz.graph.graph import Graph, NodeId, WireId
from gradviz.gui.canvas.glide import between, ease
from gradviz.gui.canvas.parts import Parts
from gradviz.gui.canvas.scene import GraphScene
from gradviz.layout.layout import Layout

GLIDE_MS = 350


class Transition(QObject):
    """Moves the items of one scene from an old layout to the one it shows."""

    def __init__(self, scene: GraphScene, parent: QObject) -> None:
        super().__init__(parent)
        self._scene = scene
        self._motion = self._new_motion()

    def _new_motion(self) -> QVariantAnimation:
        return QVariantAnimation(self, duration=GLIDE_MS, startValue=0.0, endValue=1.0)

    def begin(self, old_graph: Graph, old: Layout, nodes: Mapping[NodeId, NodeId]) -> None:
        """Set out from ``old``; ``nodes`` gives the old id of what stayed."""
        scene = self._scene
        assert scene.graph is not None and scene.layout is not None
        new, wires = scene.layout, same_wires(old_graph, scene.graph, nodes)
        fresh: list[Parts] = [group for number, group in enumerate(scene.nodes) if number not in nodes]
        fresh += [group for number, group in enumerate(scene.wires) if number not in wires]

        def advance(share: float) -> None:
            scene.place(between(old, new, nodes, wires, ease(share)))
            for group in fresh:
                group.set_opacity(share)

        self._motion.deleteLater()
        self._motion = self._new_motion()
        self._motion.valueChanged.connect(advance)
        self._motion.start()
        advance(0.0)

    def finish(self) -> None:
        """Put everything at its new place at once."""
        if self._motion.state() == QVariantAnimation.State.Running:
            self._motion.setCurrentTime(GLIDE_MS)


def same_wires(old: Graph, new: Graph, stayed: Mapping[NodeId, NodeId]) -> dict[WireId, WireId]:
    """New wire id → old wire id, for wires between the same slots of nodes that stayed."""
    before = {(wire.source, wire.target, wire.slot): wire.id for wire in old.wires}
    found = {}
    for wire in new.wires:
        ends = (stayed.get(wire.source, -1), stayed.get(wire.target, -1), wire.slot)
        if ends in before:
            found[wire.id] = before[ends]
    return found
