"""The plain order within the columns, for when Graphviz is late or missing: barycentres.

After Sugiyama, Tagawa and Toda (1981): sweep over the columns, put every item at the mean place of its neighbours in
the column before (or behind), and keep the best order met, counted in crossings.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence

from gradviz.layout.columns import Columns

Order = list[list[int]]
"""For each column its items from the top down."""

SWEEPS = 8
LARGE = 3000  # items from which on two sweeps must do


def plain_order(columns: Columns) -> Order:
    """Order by barycentres, starting from the order of the items themselves."""
    left, right = neighbours(columns)
    order = reading_order(columns)
    best, fewest = order, crossings(order, right)
    for sweep in range(2 if len(columns.items) > LARGE else SWEEPS):
        forward = sweep % 2 == 0
        order = _swept(order, left if forward else right, forward)
        count = crossings(order, right)
        if count < fewest:
            best, fewest = order, count
    return best


def reading_order(columns: Columns) -> Order:
    """The items of each column as the reader meets them."""
    order: Order = [[] for _ in range(columns.count)]
    for index, item in enumerate(columns.items):
        order[item.column].append(index)
    return order


def read_on(order: Order, right: list[list[int]], ranks: Sequence[int]) -> Order:
    """``order`` swept from the outputs to the leaves: each item where its targets are (``right``), those with the same
    targets by their ``ranks``."""
    place, found = places(order), [list(column) for column in order]
    for column in reversed(found):
        wanted = {item: sum(map(place.__getitem__, right[item])) / max(len(right[item]), 1) for item in column}
        column.sort(key=lambda item: (wanted[item] if right[item] else place[item], ranks[item]))
        place.update((item, at) for at, item in enumerate(column))
    return found


def neighbours(columns: Columns) -> tuple[list[list[int]], list[list[int]]]:
    """For each item those linked to it in the column before, and those it is linked to in the column behind."""
    left: list[list[int]] = [[] for _ in columns.items]
    right: list[list[int]] = [[] for _ in columns.items]
    for before, behind in columns.links:
        if columns.items[before].column + 1 == columns.items[behind].column:
            left[behind].append(before)
            right[before].append(behind)
    return left, right


def places(order: Order) -> dict[int, int]:
    """The place of each item in its column."""
    return {item: place for column in order for place, item in enumerate(column)}


def _swept(order: Order, sources: list[list[int]], forward: bool) -> Order:
    swept: Order = [list(column) for column in order]
    place = places(order)
    for index in range(len(order)) if forward else range(len(order) - 1, -1, -1):
        column = swept[index]
        wanted = {
            item: sum(place[source] for source in sources[item]) / len(sources[item]) if sources[item] else place[item]
            for item in column
        }
        column.sort(key=wanted.__getitem__)
        for at, item in enumerate(column):
            place[item] = at
    return swept


def crossings(order: Order, right: list[list[int]]) -> int:
    """How many pairs of links cross between neighbouring columns."""
    place = places(order)
    found = 0
    for column in order:
        met: list[int] = []
        for item in column:
            ends = sorted(place[end] for end in right[item])
            found += sum(len(met) - bisect_right(met, end) for end in ends)
            for end in ends:
                insort(met, end)
    return found
