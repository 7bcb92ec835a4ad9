"""Where the labels of a wire stand: about its seat."""

from __future__ import annotations

from gradviz.layout.layout import Box, Point, WirePlace
from gradviz.layout.sizes import GAP, Sizes

Seat = tuple[Point, Point]


def labels_at(seat: Seat, sizes: Sizes) -> tuple[Box, Box, Box]:
    """The boxes of value (above the wire), gradient (below) and local derivative (on top, at the gate's side)."""
    (left, y), (right, _) = seat
    size = sizes.seat
    value = Box(left, y - size.row_gap - size.row, right - left, size.row)
    gradient = Box(left, y + size.row_gap, right - left, size.row)
    chip = Box(right - size.chip_width, value.y - GAP - size.chip_height, size.chip_width, size.chip_height)
    return value, gradient, chip


def labelled(path: tuple[Point, ...], seat: Seat | None, sizes: Sizes) -> WirePlace:
    """A wire with its labels; without a seat (out of a constant) it has none."""
    if seat is None:
        return WirePlace(path, (path[0], path[0]))
    return WirePlace(path, seat, *labels_at(seat, sizes))
