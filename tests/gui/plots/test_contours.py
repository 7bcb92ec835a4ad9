"""Contour lines lie where the grid has their level."""

from __future__ import annotations

import math

import numpy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from gradviz.gui.plots.contours import contour

GRIDS = arrays.arrays(float, (5, 6), elements=st.floats(-3, 3, allow_nan=False).map(lambda number: round(number, 2)))


def _at(values: numpy.ndarray, column: float, row: float) -> float:
    """The grid between its points, along the edge on which the place lies."""
    left, below = min(math.floor(column), values.shape[1] - 2), min(math.floor(row), values.shape[0] - 2)
    across, up = column - left, row - below
    return float(
        (1 - across) * (1 - up) * values[below, left]
        + across * (1 - up) * values[below, left + 1]
        + across * up * values[below + 1, left + 1]
        + (1 - across) * up * values[below + 1, left]
    )


@given(GRIDS, st.floats(-2, 2))
def test_every_end_lies_on_an_edge_where_the_grid_has_the_level(values, level):
    for x0, y0, x1, y1 in contour(values, level):
        for x, y in ((x0, y0), (x1, y1)):
            assert abs(x - round(x)) < 1e-9 or abs(y - round(y)) < 1e-9
            assert math.isclose(_at(values, x, y), level, abs_tol=1e-9)


@given(GRIDS, st.floats(-2, 2))
def test_lines_end_at_the_border_only(values, level):
    """Inside, every crossing of an edge belongs to the two cells beside it."""
    ends: dict[tuple[float, float], int] = {}
    for x0, y0, x1, y1 in contour(values, level):
        for x, y in ((x0, y0), (x1, y1)):
            key = (round(x, 7), round(y, 7))
            ends[key] = ends.get(key, 0) + 1
    rows, columns = values.shape
    for (x, y), count in ends.items():
        border = x in (0, columns - 1) or y in (0, rows - 1)
        corner = x == round(x) and y == round(y)
        assert border or corner or count == 2


def test_the_circle_is_a_circle():
    side = numpy.linspace(-2, 2, 81)
    values = side[None, :] ** 2 + side[:, None] ** 2
    pieces = contour(values, 1.0)
    radii = [math.hypot(side[0] + x * 0.05, side[0] + y * 0.05) for x, y, _, _ in pieces]
    assert len(pieces) > 60
    assert all(abs(radius - 1) < 1e-3 for radius in radii)


def test_cells_without_a_number_have_no_line():
    values = numpy.array([[0.0, 1.0, 0.0], [0.0, math.nan, 0.0], [0.0, 1.0, 0.0]])
    assert contour(values, 0.5) == []
