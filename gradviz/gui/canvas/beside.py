"""What a number under way may meet: the writing beside each wire, found once for a layout."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gradviz.graph.graph import WireId
from gradviz.gui.canvas.item import Item
from gradviz.gui.canvas.label_items import ChipItem, NameItem, NumberItem
from gradviz.gui.canvas.node_item import NodeItem
from gradviz.gui.canvas.parts import WireParts

NEAR = 60.0  # px around a wire in which a number on its way may meet a label


class Beside:
    """Remembers it for every wire along which a number has gone."""

    def __init__(self) -> None:
        self._near: dict[WireId, list[Item]] = {}

    def forget(self) -> None:
        """Everything lies elsewhere now."""
        self._near.clear()

    def let_pass(self, wire: WireParts, items: Callable[[], Iterable[Item]]) -> None:
        """Let the number on its way along ``wire`` touch nothing that is written; ``items()`` are all there are."""
        if wire.frame.token is not None:
            if wire.line.wire not in self._near:
                self._near[wire.line.wire] = _written_near(wire, items())
            wire.token.pass_between(item.ink() for item in self._near[wire.line.wire] if item.isVisible())


def _written_near(wire: WireParts, items: Iterable[Item]) -> list[Item]:
    reach = wire.line.sceneBoundingRect().adjusted(-NEAR, -NEAR, NEAR, NEAR)
    return [item for item in items if _is_written(item) and reach.intersects(item.sceneBoundingRect())]


def _is_written(item: Item) -> bool:
    if isinstance(item, NodeItem):
        return item.kind == "constant"
    return isinstance(item, NameItem | NumberItem | ChipItem)
