"""The names of branches behind copy gates, x₍₁₎ and x₍₂₎, at their wires: shown while an explanation speaks of them."""

from __future__ import annotations

from collections.abc import Iterable

from gradviz.explain.wires import name_of_wire
from gradviz.graph.graph import Graph, WireId
from gradviz.gui.canvas.item import Item, Style, rect_of
from gradviz.gui.canvas.label_items import NameItem
from gradviz.gui.painting import name_ink
from gradviz.layout.beside import beside
from gradviz.layout.layout import Box, Layout

PX = 20
"""Type size in scene units: the number of the branch, lowered, has 14, the smallest there is on the canvas."""


class BranchNames:
    """The items of one picture. A name for which there is no room at its wire is left out."""

    def __init__(self) -> None:
        self.spoken: frozenset[str] = frozenset()
        self._items: dict[WireId, NameItem] = {}

    def items(self) -> list[Item]:
        """All items, those without room too."""
        return list(self._items.values())

    def speak_of(self, names: frozenset[str], graph: Graph | None, style: Style | None) -> None:
        """Have items for the branches of ``graph`` that are called so; ``x_(1)`` is the first of x."""
        self.spoken = names
        self._items = {}
        if graph is None or style is None or not names:
            return
        copies = (wire for copy in graph.copies for wire in graph.out_of[copy.id])
        named = {wire.id: name_of_wire(graph, wire).drawn for wire in copies}
        self._items = {wire: NameItem(style, name, chosen=True) for wire, name in named.items() if name in names}

    def fade(self, wire: WireId, opacity: float) -> None:
        """Step back with a wire."""
        if wire in self._items:
            self._items[wire].setOpacity(opacity)

    def hide(self) -> None:
        """Vanish until they are placed again."""
        for item in self._items.values():
            item.hide()

    def place(self, layout: Layout, sums: Iterable[Box] = ()) -> None:
        """Stand beside the wires of ``layout``, made for the same graph, clear of the room that ``sums`` have."""
        taken = list(sums)
        for wire, item in self._items.items():
            ink = name_ink(0, 0, item.text, PX)
            box = beside(layout, wire, (ink.width(), ink.height()), taken)
            item.setVisible(box is not None)
            if box is not None:
                taken.append(box)
                item.place(box, scale=PX / layout.geometry.name_px)
                item.setPos(item.pos() + rect_of(box).center() - item.ink().center())
