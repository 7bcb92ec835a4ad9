"""Where the labels of a wire stand: its numbers about its seat, its local derivative near the gate it enters."""

from __future__ import annotations

from gradviz.graph.graph import NodeId
from gradviz.layout.layout import Box, Point, WirePlace
from gradviz.layout.sizes import CHIP_LIFT, GAP, SIDE, Sizes

Seat = tuple[Point, Point]


def labels_at(seat: Seat, sizes: Sizes) -> tuple[Box, Box]:
    """The boxes of value (above a wire that runs to the right) and gradient (below)."""
    (left, y), (right, _) = seat
    size = sizes.seat
    start, width = left + size.inset, right - left - 2 * size.inset
    value = Box(start, y - size.row_gap - size.row, width, size.row)
    return value, Box(start, y + size.row_gap, width, size.row)


def chip_at(seat: Seat, sizes: Sizes, gate: NodeId) -> Box:
    """The box of a local derivative of ``gate`` on top of the value, at the gate's side."""
    (_, y), (right, _) = seat
    width, height = sizes.chip_size(gate)
    return Box(right - width, y - sizes.seat.above - GAP - height, width, height)


def chip_over(end: Point, sizes: Sizes, gate: NodeId) -> Box:
    """The box of a local derivative of ``gate`` right over the ``end`` of a level wire."""
    width, height = sizes.chip_size(gate)
    return Box(end.x - SIDE - width, end.y - CHIP_LIFT - height, width, height)


def labelled(path: tuple[Point, ...], seat: Seat | None, sizes: Sizes, chip: Box | None) -> WirePlace:
    """A wire with its labels; without a seat (out of a constant) it has none."""
    if seat is None:
        return WirePlace(path, (path[0], path[0]))
    return WirePlace(path, seat, *labels_at(seat, sizes), chip)
