"""A seat for the running sum of every copy gate: close to its dot, across as few columns as its width needs.

The box is cut into slices, one per column, which enter the order within the columns like lanes. A *seam* of insertion
places is looked for that no wire crosses; so nothing ever runs through the box.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from gradviz.graph.graph import Graph, NodeId
from gradviz.layout.columns import Columns, Item
from gradviz.layout.layered import Order, neighbours, places
from gradviz.layout.sizes import SIDE, Sizes

MOST_ITEMS = 5000  # up to which seams are looked for
NARROW_GAP = 1.0  # the least distance of neighbouring columns
BEND_GAP, WIDEST_GAP = 0.2, 60.0  # width of the gap before a column for the height of the bends there, and at most
MOST_OVER = 140.0  # px that a sum may stand out at the left of everything
AROUND = 5.0  # free room above and below a sum
FAR, GROWTH = 0.7, 1.6  # what a px from the dot costs, and one by which the items of the fullest column must give way
BELOW, ABOVE, LEFT = 4.0, 10.0, 12.0  # how much (in px of distance) these sides of the dot are disliked


@dataclass(frozen=True, slots=True)
class Seam:
    """Insertion places in columns from ``first`` on, the height there, and what the choice costs in px."""

    first: int
    places: tuple[int, ...]
    y: float
    cost: float


def reserve_sums(columns: Columns, order: Order, graph: Graph, sizes: Sizes, y: list[float]) -> None:
    """Insert slices for every copy's sum into ``columns`` and ``order``; ``y`` are the heights without them."""
    finder = _Seams(columns, order, list(y), *neighbours(columns))
    for copy in graph.copies:
        if len(columns.items) > MOST_ITEMS:
            finder.tuck_in(copy.id, sizes.sum_height / 2)
            continue
        seam = finder.best(copy.id, sizes.sum_width, sizes.sum_height)
        finder.insert(copy.id, seam, sizes.sum_width, sizes.sum_height / 2)


@dataclass
class _Seams:
    """Looks for seams and inserts sums, one after another."""

    columns: Columns
    order: Order
    y: list[float]
    left: list[list[int]]
    right: list[list[int]]
    place: dict[int, int] = field(default_factory=dict)
    widths: list[float] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)

    def best(self, copy: NodeId, width: float, height: float) -> Seam:
        """The cheapest seam for a sum of this size; where there is none, one column widened for it."""
        dot = self.columns.of_node[copy]
        column = self.columns.items[dot].column
        self.place = places(self.order)
        items = self.columns.items
        self.widths = [max((items[item].width for item in found), default=0.0) for found in self.order]
        self.heights = [sum(items[item].above + items[item].below for item in found) for found in self.order]
        found = []
        for first in range(max(0, column - 3), min(column + 1, len(self.order) - 1) + 1):
            last = self._last_column(first, width + 2 * SIDE)
            for start, at, below, dislike in self._starts(dot, first, last):
                seam = self._extend(start, at, first, last, below)
                if seam is not None:
                    found.append(self._judged(first, seam, height, self.y[dot], dislike))
        over = width - self._width(0, column)
        for at, below, dislike in ((self.place[dot] + 1, True, BELOW), (self.place[dot], False, ABOVE)):
            seam = self._extend(column, at, 0, column, below) if 0 < over < MOST_OVER else None
            if seam is not None:
                found.append(self._judged(0, seam, height, self.y[dot], dislike + LEFT + 0.3 * over))
        alone = Seam(column, (self.place[dot] + 1,), self.y[dot], 1e9)
        return min(found, key=lambda seam: seam.cost, default=alone)

    def _starts(self, dot: int, first: int, last: int) -> Iterator[tuple[int, int, bool, float]]:
        """Where a seam may touch its dot: column, insertion place, whether it hugs what is above it, dislike."""
        column, place = self.columns.items[dot].column, self.place[dot]
        if first == column + 1:
            branches = [self.place[branch] for branch in self.right[dot]]
            for at in range(min(branches), max(branches) + 2) if branches else ():
                yield first, at, True, self._gap_behind(column)
                yield first, at, False, self._gap_behind(column)
        else:
            aside = LEFT * (last <= column)
            yield column, place + 1, True, BELOW + aside
            yield column, place, False, ABOVE + aside

    def _gap_behind(self, column: int) -> float:
        """About how far the next column will be, because of the bends between."""
        drops = [abs(self.y[item] - self.y[end]) for item in self.order[column] for end in self.right[item]]
        return min(BEND_GAP * max(drops, default=0.0), WIDEST_GAP)

    def insert(self, copy: NodeId, seam: Seam, width: float, half: float) -> None:
        """Put the slices of a sum into the order; a single one is as wide as the sum."""
        slices: list[int] = []
        for column, place in enumerate(seam.places, seam.first):
            across = 0.0 if len(seam.places) > 1 else width + 2 * SIDE
            item = self.columns.add(Item("sum", copy, column, across, half, half))
            self.order[column].insert(place, item)
            self.y.append(seam.y)
            self.left.append(slices[-1:])
            self.right.append([])
            if slices:
                self.right[slices[-1]].append(item)
            slices.append(item)
        self.columns.links += pairwise(slices)
        self.columns.sums[copy] = slices

    def tuck_in(self, copy: NodeId, half: float) -> None:
        """Put a sum right under its dot, wires or not: for graphs too large to look for seams."""
        column = self.columns.items[self.columns.of_node[copy]].column
        at = self.order[column].index(self.columns.of_node[copy]) + 1
        item = self.columns.add(Item("sum", copy, column, 0.0, half, half))
        self.order[column].insert(at, item)
        self.columns.sums[copy] = [item]

    def _judged(self, first: int, seam: tuple[int, ...], height: float, dot_y: float, dislike: float) -> Seam:
        """The seam with the height a sum would get there, and the cost: distance from its dot, and what must move."""
        low, high = -1e9, 1e9
        for found, at in zip(self.order[first:], seam, strict=False):
            if at > 0:
                low = max(low, self.y[found[at - 1]] + self.columns.items[found[at - 1]].below)
            if at < len(found):
                high = min(high, self.y[found[at]] - self.columns.items[found[at]].above)
        half = height / 2 + AROUND
        growth = max(0.0, 2 * half - (high - low))
        middle = (low + high) / 2 if growth else min(max(dot_y, low + half), high - half)
        fullness = max(self.heights[first : first + len(seam)]) / max(self.heights)
        return Seam(first, seam, middle, FAR * abs(middle - dot_y) + GROWTH * fullness**2 * growth + dislike)

    def _last_column(self, first: int, width: float) -> int:
        """The last column of a box of ``width`` that begins at the left edge of column ``first``."""
        reaching = (last for last in range(first, len(self.order)) if self._width(first, last) >= width)
        return next(reaching, len(self.order) - 1)

    def _width(self, first: int, last: int) -> float:
        """The least width that columns first…last will have."""
        return sum(self.widths[first : last + 1]) + NARROW_GAP * (last - first)

    def _extend(self, start: int, at: int, first: int, last: int, below: bool) -> tuple[int, ...] | None:
        """The seam through ``at`` in column ``start`` across columns first…last, or None where a wire is in the way."""
        seam = {start: at}
        for following, step, linked in ((last, 1, self.right), (first, -1, self.left)):
            for column in range(start, following, step):
                found = self._next(seam[column], column, column + step, linked, below)
                if found is None:
                    return None
                seam[column + step] = found
        return tuple(seam[column] for column in range(first, last + 1))

    def _next(self, at: int, column: int, following: int, linked: list[list[int]], below: bool) -> int | None:
        items, place = self.order[column], self.place
        least = max((place[end] + 1 for item in items[:at] for end in linked[item]), default=0)
        most = min((place[end] for item in items[at:] for end in linked[item]), default=len(self.order[following]))
        if least > most:
            return None
        return least if below else most
