"""A seat for the running sum of every copy gate: close to its dot, across as few columns as its width needs.

The box is cut into slices, one per column, which enter the order within the columns like lanes. A *seam* of insertion
places is looked for that no wire crosses; so nothing ever runs through the box.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from gradviz.graph.graph import Graph, NodeId
from gradviz.layout.columns import Columns
from gradviz.layout.layered import Order, neighbours, places
from gradviz.layout.sizes import SIDE, Sizes

NARROW_GAP = 1.0  # the least distance of neighbouring columns
MOST_OVER = 120.0  # px that a sum may stand out at the left of everything
AROUND = 5.0  # free room above and below a sum
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
    for copy in graph.copies:
        seam = _best_seam(columns, order, copy.id, sizes, y)
        _insert(columns, order, copy.id, seam, sizes)
        y += [seam.y] * len(seam.places)


def _insert(columns: Columns, order: Order, copy: NodeId, seam: Seam, sizes: Sizes) -> None:
    half = sizes.sum_height / 2
    width = 0.0 if len(seam.places) > 1 else sizes.sum_width + 2 * SIDE
    slices = []
    for offset, place in enumerate(seam.places):
        column = seam.first + offset
        item = columns.add("sum", copy, column, width, half, half)
        order[column].insert(place, item)
        slices.append(item)
    columns.links += list(pairwise(slices))
    columns.sums[copy] = slices


def _best_seam(columns: Columns, order: Order, copy: NodeId, sizes: Sizes, y: list[float]) -> Seam:
    dot = columns.of_node[copy]
    column = columns.items[dot].column
    place = places(order)
    left, right = neighbours(columns)
    finder = _Seams(order, place, left, right)
    found = []
    for first in range(max(0, column - 3), min(column + 1, len(order) - 1) + 1):
        last = _last_column(columns, order, first, sizes.sum_width + 2 * SIDE)
        for start, at, below, dislike in _starts(column, place, right, dot, first, last):
            seam = finder.extend(start, at, first, last, below)
            if seam is not None:
                found.append(_judged(columns, order, first, seam, sizes.sum_height, y, y[dot], dislike))
    for at, below, dislike in ((place[dot] + 1, True, BELOW), (place[dot], False, ABOVE)):
        over = sizes.sum_width - _width(columns, order, 0, column)
        seam = finder.extend(column, at, 0, column, below) if 0 < over < MOST_OVER else None
        if seam is not None:
            dislike += LEFT + 0.3 * over
            found.append(_judged(columns, order, 0, seam, sizes.sum_height, y, y[dot], dislike))
    alone = Seam(column, (place[dot] + 1,), y[dot], 1e9)
    return min(found, key=lambda seam: seam.cost, default=alone)


def _starts(
    column: int, place: dict[int, int], right: list[list[int]], dot: int, first: int, last: int
) -> Iterator[tuple[int, int, bool, float]]:
    """Where a seam may touch its dot: column, insertion place, whether it hugs what is above it, dislike."""
    if first == column + 1:
        branches = sorted(place[branch] for branch in right[dot])
        for at in range(branches[0], branches[-1] + 2):
            yield first, at, True, 0.0
            yield first, at, False, 0.0
    else:
        aside = LEFT * (last <= column)
        yield column, place[dot] + 1, True, BELOW + aside
        yield column, place[dot], False, ABOVE + aside


def _judged(
    columns: Columns,
    order: Order,
    first: int,
    seam: tuple[int, ...],
    height: float,
    y: list[float],
    dot_y: float,
    dislike: float,
) -> Seam:
    """The seam with the height a sum would get there, and the cost: distance from its dot, and what must move apart."""
    low, high = -1e9, 1e9
    for column, at in enumerate(seam, first):
        if at > 0:
            upper = order[column][at - 1]
            low = max(low, y[upper] + columns.items[upper].below)
        if at < len(order[column]):
            lower = order[column][at]
            high = min(high, y[lower] - columns.items[lower].above)
    half = height / 2 + AROUND
    growth = max(0.0, 2 * half - (high - low))
    middle = min(max(dot_y, low + half), high - half) if not growth else (low + high) / 2
    return Seam(first, seam, middle, abs(middle - dot_y) + 0.7 * growth + dislike)


def _last_column(columns: Columns, order: Order, first: int, width: float) -> int:
    """The last column of a box of ``width`` that begins at the left edge of column ``first``."""
    reaching = (last for last in range(first, len(order)) if _width(columns, order, first, last) >= width)
    return next(reaching, len(order) - 1)


def _width(columns: Columns, order: Order, first: int, last: int) -> float:
    """The least width that columns first…last will have."""
    span = order[first : last + 1]
    widths = [max((columns.items[item].width for item in column), default=0.0) for column in span]
    return sum(widths) + NARROW_GAP * (last - first)


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
