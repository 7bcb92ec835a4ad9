"""What events are shown on: one drawing of all nodes and wires while it is being put together.

The stub behind the output stands after the last wire, so ``wires[OUTPUT]`` reaches it like any other wire.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gradviz.graph.graph import NodeId, WireId
from gradviz.timeline.frame import NodeFrame, SumFrame, WireFrame

OUTPUT: WireId = -1
"""The stub behind the output node, as a wire of the stage."""


class Stage:
    """Nodes by id, and wires by id with the output's stub at the end; lists that events write into."""

    def __init__(self, nodes: Iterable[NodeFrame], wires: Iterable[WireFrame]) -> None:
        self.nodes = list(nodes)
        self.wires = list(wires)

    def copy(self) -> Stage:
        return Stage(self.nodes, self.wires)

    def change_node(self, node: NodeId, **changes: object) -> None:
        self.nodes[node] = replace(self.nodes[node], **changes)  # type: ignore[arg-type]

    def change_wire(self, wire: WireId, **changes: object) -> None:
        self.wires[wire] = replace(self.wires[wire], **changes)  # type: ignore[arg-type]

    def change_sum(self, copy: NodeId, uses: int, **changes: object) -> None:
        """Change the sum of a copy gate, beginning an empty one where nothing has arrived yet."""
        found = self.nodes[copy].sum or SumFrame((None,) * uses, None)
        self.change_node(copy, sum=replace(found, **changes))  # type: ignore[arg-type]

    def addends(self, copy: NodeId, uses: int) -> Sequence[float | None]:
        found = self.nodes[copy].sum
        return found.addends if found else (None,) * uses
