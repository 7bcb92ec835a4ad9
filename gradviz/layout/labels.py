"""Where the labels of a wire stand: its numbers about its seat, its local derivative near the gate it enters."""

from __future__ import annotations

from gradviz.layout.layout import Box, Point, WirePlace
from gradviz.layout.sizes import CHIP_LIFT, Sizes

Seat = tuple[Point, Point]


def labels_at(seat: Seat, sizes: Sizes) -> tuple[Box, Box]:
    """The boxes of value (above the wire) and gradient (below)."""
    (left, y), (right, _) = seat
    size = sizes.seat
    value = Box(left, y - size.row_gap - size.row, right - left, size.row)
    return value, Box(left, y + size.row_gap, right - left, size.row)


def chip_at(seat: Seat, sizes: Sizes) -> Box:
    """The box of the local derivative on top of the value, at the gate's side."""
    (_, y), (right, _) = seat
    size = sizes.seat
    return Box(right - size.chip_width, y - size.above_chip, size.chip_width, size.chip_height)


def chip_over(right: float, y: float, sizes: Sizes) -> Box:
    """The box of the local derivative right over a level wire at height ``y``, up to ``right``."""
    size = sizes.seat
    return Box(right - size.chip_width, y - CHIP_LIFT - size.chip_height, size.chip_width, size.chip_height)


def labelled(path: tuple[Point, ...], seat: Seat | None, sizes: Sizes, chip: Box | None) -> WirePlace:
    """A wire with its labels; without a seat (out of a constant) it has none."""
    if seat is None:
        return WirePlace(path, (path[0], path[0]))
    return WirePlace(path, seat, *labels_at(seat, sizes), chip)
