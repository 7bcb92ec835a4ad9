"""The layout as the canvas wants it: measured with the type it is drawn in, at the sizes at which it opens whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from gradviz.graph.graph import Graph
from gradviz.gui.fonts import measure_for
from gradviz.layout.budgets import ENDLESS, LOW, USUAL, Room, extent, room_as_flowing
from gradviz.layout.layout import NORMAL, TIGHT, TIGHTEST, Direction, Geometry, Layout
from gradviz.layout.place import geometry_for, place

SIZES = {LOW: (NORMAL, TIGHT), USUAL: (NORMAL, TIGHT, TIGHTEST)}
"""The sizes that are tried so that a drawing opens whole in a room, the finest first."""

EASILY, HARDLY = 0.9, 0.84  # shares of its free length to which a drawing may shrink: keeping gentle bends, at all
SMALLER = 0.8  # of a drawing's extent is the least that smaller sizes make of it


def placed(
    graph: Graph,
    moved: Mapping[str, tuple[float, float]] | None = None,
    seat_digits: int = 0,
    direction: Direction = "right",
) -> Layout:
    """Places for ``graph``; ``moved`` holds the centres of dragged nodes by key, ``seat_digits`` how many characters
    the widest number has where that is more than usual, ``direction`` where the drawing flows to. The smallest window
    that can show the graph whole decides on its sizes. May be called outside the window's thread."""
    attempts = _Attempts(graph, seat_digits, direction)
    chosen = next(attempts.whole(), None) or attempts.too_large()
    return attempts.place(*chosen, moved) if moved else attempts.place(*chosen)


Choice = tuple[Geometry, Room]
"""Sizes, and the room that the drawing keeps to."""


@dataclass
class _Attempts:
    """One graph placed at several sizes, each once."""

    graph: Graph
    seat_digits: int
    direction: Direction
    _made: dict[Choice, Layout] = field(default_factory=dict)

    def place(self, sizes: Geometry, room: Room, moved: Mapping[str, tuple[float, float]] = {}) -> Layout:
        if moved or (sizes, room) not in self._made:
            digits = max(self.seat_digits, sizes.seat_digits)
            geometry = replace(sizes, seat_digits=digits, direction=self.direction)
            found = place(self.graph, measure_for(geometry), geometry=geometry, room=room, moved=moved)
            if moved:
                return found
            self._made[sizes, room] = found
        return self._made[sizes, room]

    def whole(self) -> Iterator[Choice]:
        """The choices at which a window shows all of it: the smallest window first, and for each the finest sizes
        whose bends stay gentle, then the finest that fit at all."""
        largest = geometry_for(self.graph)
        for seen, all_sizes in SIZES.items():
            room = room_as_flowing(seen, self.direction)
            ladder = [sizes for sizes in all_sizes if sizes.gate_radius <= largest.gate_radius]
            for least in (EASILY, HARDLY):
                for sizes in ladder:
                    if not self._is_hopeless(room, least):
                        yield from self._within(sizes, room, least)

    def _is_hopeless(self, room: Room, least: float) -> bool:
        """Whether not even smaller sizes than those tried so far would fit: to place a large graph takes time."""
        tried = [extent(found) for (_, kept), found in self._made.items() if kept == ENDLESS]
        return any(SMALLER * least * along > room.along or SMALLER * across > room.across for along, across in tried)

    def _within(self, sizes: Geometry, room: Room, least: float) -> Iterator[Choice]:
        """The choice of these sizes, where the room holds the drawing as it would like to be, or shrunk to no less than
        the share ``least`` of that."""
        free = self.place(sizes, ENDLESS)
        if room.holds(free):
            yield sizes, ENDLESS
        elif least * extent(free)[0] <= room.along:
            kept = room
            if extent(self.place(sizes, room))[0] > room.along:
                kept = room.narrowed(self.place(sizes, room))
            if room.holds(self.place(sizes, kept)):
                yield sizes, kept

    def too_large(self) -> Choice:
        """The choice for a graph that no usual window shows whole."""
        return TIGHT, ENDLESS
