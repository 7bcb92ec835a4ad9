"""The rooms that drawings are made for: what a small window and a usual one show whole with no type under 11 px.

A layout knows nothing of the window it will be shown in. Instead it is made for the smallest of these rooms that can
hold it, and what is there for beauty alone (gentle bends, rows farther apart) may not make it outgrow that room.
"""

from __future__ import annotations

from typing import NamedTuple

from gradviz.layout.layout import Direction, Layout


class Room(NamedTuple):
    """Extent along the flow and across it, in scene units."""

    along: float
    across: float

    def holds(self, layout: Layout) -> bool:
        """Whether all of a drawing has room."""
        along, across = extent(layout)
        return along <= self.along and across <= self.across

    def narrowed(self, layout: Layout) -> Room:
        """The same, less what a drawing made for it stands out: sums do at the left, beyond all columns."""
        return Room(2 * self.along - extent(layout)[0], self.across)


LOW = Room(798.0, 396.0)  # the canvas of a window of 1024 × 700 px at the least zoom, 11/14
USUAL = Room(1331.0, 642.0)  # of 1440 × 900 px
ENDLESS = Room(float("inf"), float("inf"))


def room_as_flowing(room: Room, direction: Direction) -> Room:
    """What of a room on the screen lies along the flow of a drawing in this direction, and across."""
    return Room(room.across, room.along) if direction == "down" else room


def extent(layout: Layout) -> tuple[float, float]:
    """How far a drawing reaches along its flow and across it."""
    width, height = layout.bounds.width, layout.bounds.height
    return (height, width) if layout.geometry.down else (width, height)
