"""Lanes between columns: where many wires go far up or down in one gap, each has an upright stretch of its own."""

from __future__ import annotations

from typing import NamedTuple

from gradviz.layout.columns import Columns

APART = 9.0  # px between neighbouring lanes
MARGIN = 14.0  # px from the columns to the first lane and from the last
FEWEST = 4  # lanes from which on a gap is crowded; fewer wires may bend as they like
STEEP, FAR = 2.2, 60.0  # times the gap's width, and px, that a wire goes up or down at least to want a lane
BETWEEN = 12.0  # px between the ends of two wires that may share a lane

Link = tuple[int, int]


class Lane(NamedTuple):
    """The lane ``number``, from the left, of so ``many`` in its gap."""

    number: int
    many: int

    def x(self, left: float, right: float) -> float:
        """Where it is in a gap from ``left`` to ``right``: the lanes spread over it, but not to its edges."""
        apart = min((right - left - 2 * MARGIN) / max(1, self.many - 1), 2 * APART)
        return (left + right) / 2 + (self.number - (self.many - 1) / 2) * apart


def width(count: int) -> float:
    """How wide a gap with that many lanes is at least."""
    return 2 * MARGIN + APART * (count - 1) if count else 0.0


def lanes(columns: Columns, y: list[float], gaps: list[float]) -> dict[Link, Lane]:
    """The lanes of all links that need one; ``gaps`` are the widths of the gaps without any."""
    found: dict[Link, Lane] = {}
    for links in _steep(columns, y, gaps):
        numbers = _numbered(links, y)
        count = 1 + max(numbers.values(), default=-1)
        if count >= FEWEST:
            found.update((link, Lane(number, count)) for link, number in numbers.items())
    return found


def _steep(columns: Columns, y: list[float], gaps: list[float]) -> list[list[Link]]:
    """For each gap the links across it, from wire to wire or out of a node, that go far up or down."""
    found: list[list[Link]] = [[] for _ in gaps]
    for before, behind in columns.links:
        column, kind = columns.items[before].column, columns.items[behind].kind
        next_ = columns.items[behind].column == column + 1
        if next_ and kind in ("seat", "lane") and abs(y[before] - y[behind]) > max(FAR, STEEP * gaps[column]):
            found[column].append((before, behind))
    return found


def _numbered(links: list[Link], y: list[float]) -> dict[Link, int]:
    """Numbers of lanes so that wires in one direction do not cross: of those going down the lowest is leftmost, of
    those going up the highest."""
    down = sorted((link for link in links if y[link[1]] > y[link[0]]), key=lambda link: (-y[link[0]], -y[link[1]]))
    up = sorted((link for link in links if y[link[1]] <= y[link[0]]), key=lambda link: (y[link[0]], y[link[1]]))
    numbers: dict[Link, int] = {}
    for link in [*down, *up]:
        top, bottom = sorted((y[link[0]], y[link[1]]))
        beside = [
            number
            for other, number in numbers.items()
            if min(y[other[0]], y[other[1]]) < bottom + BETWEEN and max(y[other[0]], y[other[1]]) > top - BETWEEN
        ]
        numbers[link] = 1 + max(beside, default=-1)
    return numbers
