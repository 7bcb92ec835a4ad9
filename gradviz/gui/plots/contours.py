"""Contour lines of a grid of numbers: marching squares, the two ambiguous cases settled by the middle of the cell."""

from __future__ import annotations

from gradviz.autodiff.slices import Numbers

Segment = tuple[float, float, float, float]
"""From (column, row) to (column, row), in cells of the grid."""

_BOTTOM, _RIGHT, _TOP, _LEFT = range(4)
_CASES = {
    1: ((_LEFT, _BOTTOM),),
    2: ((_BOTTOM, _RIGHT),),
    3: ((_LEFT, _RIGHT),),
    4: ((_RIGHT, _TOP),),
    6: ((_BOTTOM, _TOP),),
    7: ((_LEFT, _TOP),),
}
"""Which edges of a cell a line joins, by the corners that lie above: 1 (0, 0), 2 (1, 0), 4 (1, 1), 8 (0, 1), as
(column, row). The eight cases with the upper half of the numbers are the same with all corners turned round."""


def contour(values: Numbers, level: float) -> list[Segment]:
    """The line where the grid ``values[row, column]`` passes ``level``, in pieces; cells with a nan have none."""
    import numpy

    above = values > level
    code = above[:-1, :-1] + 2 * above[:-1, 1:] + 4 * above[1:, 1:] + 8 * above[1:, :-1]
    finite = numpy.isfinite(values)
    whole = finite[:-1, :-1] & finite[:-1, 1:] & finite[1:, 1:] & finite[1:, :-1]
    pieces: list[Segment] = []
    for row, column in zip(*numpy.nonzero(whole & (code > 0) & (code < 15)), strict=True):
        corners = tuple(float(values[row + up, column + on]) for on, up in ((0, 0), (1, 0), (1, 1), (0, 1)))
        for edges in _edges(int(code[row, column]), corners, level):
            ends = [_crossing(edge, corners, level) for edge in edges]
            pieces.append((column + ends[0][0], row + ends[0][1], column + ends[1][0], row + ends[1][1]))
    return pieces


def _edges(code: int, corners: tuple[float, ...], level: float) -> tuple[tuple[int, int], ...]:
    if code in (5, 10):
        middle_above = sum(corners) / 4 > level
        around_first = ((_LEFT, _BOTTOM), (_RIGHT, _TOP))
        around_second = ((_BOTTOM, _RIGHT), (_LEFT, _TOP))
        return around_second if middle_above == (code == 5) else around_first
    return _CASES[code] if code in _CASES else _CASES[15 - code]


def _crossing(edge: int, corners: tuple[float, ...], level: float) -> tuple[float, float]:
    """Where the level is met on an edge of the cell, as (column, row) from its first corner."""
    first, second = corners[edge], corners[(edge + 1) % 4]
    part = (level - first) / (second - first)
    return ((part, 0.0), (1.0, part), (1.0 - part, 1.0), (0.0, 1.0 - part))[edge]
