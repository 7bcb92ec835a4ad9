"""Air: a drawing that is wider than its canvas spends the free height on rows farther apart."""

from __future__ import annotations

from gradviz.graph.graph import Graph
from gradviz.layout.align import distance
from gradviz.layout.columns import Columns, span
from gradviz.layout.layered import Order, places

MOST = 1.7  # times the least distances of rows, at most
MOST_HEIGHT = 550.0  # px that a canvas shows at the least zoom


def airy(columns: Columns, order: Order, graph: Graph, y: list[float], height: float) -> list[float]:
    """The heights ``y`` stretched until the drawing is as tall as ``height``, or as far as looks well. Constants stay
    as far from their gates, sums come near their dots."""
    reach = max(y) - min(y)
    spare = min(height, MOST_HEIGHT) - span(columns, y)
    factor = min(MOST, 1 + spare / reach) if reach > 0 and spare > 0 else 1.0
    found = [factor * place for place in y]
    settler = _Settler(columns, order, found)
    for constant, wire in ((node, wire) for node in graph.constants for wire in graph.out_of[node.id]):
        item, gate = columns.of_node[constant.id], columns.of_node[wire.target]
        settler.settle([item], found[gate] + y[item] - y[gate])
    for copy, slices in columns.sums.items():
        settler.settle(slices, found[columns.of_node[copy]])
    return found


class _Settler:
    """Moves single items within the room their neighbours in the column leave."""

    def __init__(self, columns: Columns, order: Order, y: list[float]) -> None:
        """``y`` is changed in place."""
        self.columns, self.order, self.y = columns, order, y
        self.place = places(order)

    def settle(self, items: list[int], wanted: float) -> None:
        """Bring items that stand on one height as near to the height ``wanted`` as they can go."""
        low, high = float("-inf"), float("inf")
        for item in items:
            column, at = self.order[self.columns.items[item].column], self.place[item]
            if at > 0:
                low = max(low, self.y[column[at - 1]] + distance(self.columns, column[at - 1], item))
            if at + 1 < len(column):
                high = min(high, self.y[column[at + 1]] - distance(self.columns, item, column[at + 1]))
        if low <= high:
            for item in items:
                self.y[item] = min(max(wanted, low), high)
