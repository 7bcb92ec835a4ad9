"""A seat for the running sum of every copy gate: close to its dot, across as few columns as its width needs.

The box is cut into slices, one per column, which enter the order within the columns like lanes. A *seam* of insertion
places is looked for that no wire crosses; so nothing ever runs through the box.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gradviz.graph.graph import Graph, NodeId
from gradviz.layout.columns import Columns
from gradviz.layout.layered import Order, neighbours, places
from gradviz.layout.sizes import Sizes

NARROW_GAP = 4.0  # the least distance of neighbouring columns
BESIDE, BELOW, ABOVE = 0.0, 10.0, 16.0  # how much (in px of height) each side of the dot is disliked


@dataclass(frozen=True, slots=True)
class Seam:
    """Insertion places in neighbouring columns, from column ``first`` on, and what the choice costs in px."""

    first: int
    places: tuple[int, ...]
    cost: float


def reserve_sums(columns: Columns, order: Order, graph: Graph, sizes: Sizes) -> None:
    """Insert slices for every copy's sum into ``columns`` and ``order``."""
    for copy in graph.copies:
        seam = _best_seam(columns, order, copy.id, sizes)
        _insert(columns, order, copy.id, seam, sizes)


def _insert(columns: Columns, order: Order, copy: NodeId, seam: Seam, sizes: Sizes) -> None:
    half = sizes.sum_height / 2
    width = 0.0 if len(seam.places) > 1 else sizes.sum_width
    slices = []
    for offset, place in enumerate(seam.places):
        column = seam.first + offset
        item = columns.add("sum", copy, column, width, half, half)
        order[column].insert(place, item)
        slices.append(item)
    columns.links += list(zip(slices, slices[1:], strict=False))
    columns.sums[copy] = slices


def _best_seam(columns: Columns, order: Order, copy: NodeId, sizes: Sizes) -> Seam:
    dot = columns.of_node[copy]
    column = columns.items[dot].column
    place = places(order)
    left, right = neighbours(columns)
    heights = [sum(columns.items[item].above + columns.items[item].below for item in found) for found in order]
    finder = _Seams(order, place, left, right)
    found = []
    for first in range(max(0, column - 3), min(column + 1, len(order) - 1) + 1):
        last = _last_column(columns, order, first, sizes.sum_width)
        for start, at, dislike in _starts(column, place, right, dot, first, last):
            seam = finder.extend(start, at, first, last, below=dislike != ABOVE)
            if seam is not None:
                growth = max(0.0, max(heights[first : last + 1]) + sizes.sum_height - max(heights))
                away = abs((first + last) / 2 - column - 1) * 2
                found.append(Seam(first, seam, growth + dislike + away))
    alone = Seam(column, (place[dot] + 1,), 1e9)
    return min(found, key=lambda seam: seam.cost, default=alone)


def _starts(
    column: int, place: dict[int, int], right: list[list[int]], dot: int, first: int, last: int
) -> Iterator[tuple[int, int, float]]:
    """Where a seam may touch its dot: column, insertion place, dislike."""
    if first == column + 1:
        branches = sorted(place[branch] for branch in right[dot])
        yield from ((first, at, BESIDE) for at in range(branches[0] + 1, branches[-1] + 1))
    elif last > column or last == first:
        yield column, place[dot] + 1, BELOW
        yield column, place[dot], ABOVE


def _last_column(columns: Columns, order: Order, first: int, width: float) -> int:
    """The last column of a box of ``width`` that begins at the left edge of column ``first``."""
    reached = 0.0
    for column in range(first, len(order)):
        reached += max((columns.items[item].width for item in order[column]), default=0.0)
        if reached >= width:
            return column
        reached += NARROW_GAP
    return len(order) - 1


@dataclass(frozen=True, slots=True)
class _Seams:
    order: Order
    place: dict[int, int]
    left: list[list[int]]
    right: list[list[int]]

    def extend(self, start: int, at: int, first: int, last: int, below: bool) -> tuple[int, ...] | None:
        """The seam through ``at`` in column ``start`` across columns first…last, or None where a wire is in the way."""
        seam = {start: at}
        for column in range(start, last):
            found = self._next(seam[column], column, column + 1, self.right, below)
            if found is None:
                return None
            seam[column + 1] = found
        for column in range(start, first, -1):
            found = self._next(seam[column], column, column - 1, self.left, below)
            if found is None:
                return None
            seam[column - 1] = found
        return tuple(seam[column] for column in range(first, last + 1))

    def _next(self, at: int, column: int, following: int, linked: list[list[int]], below: bool) -> int | None:
        items, place = self.order[column], self.place
        least = max((place[end] + 1 for item in items[:at] for end in linked[item]), default=0)
        most = min((place[end] for item in items[at:] for end in linked[item]), default=len(self.order[following]))
        if least > most:
            return None
        return least if below else most
