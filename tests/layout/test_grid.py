"""The cheapest way on a grid, against networkx's Dijkstra over crossings and headings."""

from __future__ import annotations

from itertools import pairwise

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradviz.layout.grid import BACK, BEND, DOWN, LEFT, RIGHT, SHUT, UP, Grid, Stub
from gradviz.layout.layout import Point

STEPS = {RIGHT: (0, 1), DOWN: (1, 0), LEFT: (0, -1), UP: (-1, 0)}
place = st.integers(-200, 200)
boxes = st.lists(st.tuples(place, place, st.integers(5, 150), st.integers(5, 150)), max_size=6)
courses = st.lists(st.tuples(place, place), max_size=8)


def stub(x: float, y: float, heading: int = RIGHT) -> Stub:
    return Stub(Point(x, y), Point(x, y), heading)


def made(rows: list, course: list) -> Grid:
    corners = np.array([(x, y, x + width, y + height) for x, y, width, height in rows], dtype=float).reshape(-1, 4)
    return Grid(
        corners, np.array(course, dtype=float).reshape(-1, 2), (-300.0, -250.0, 0.0, 250.0, 300.0), (-300.0, 0.0, 300.0)
    )


def step_cost(grid: Grid, row: int, column: int, heading: int) -> float:
    """What the step from a crossing costs; infinite at the rim."""
    to_row, to_column = row + STEPS[heading][0], column + STEPS[heading][1]
    if not (0 <= to_row < len(grid.ys) and 0 <= to_column < len(grid.xs)):
        return SHUT
    if heading in {RIGHT, LEFT}:
        return float(grid.level[row, min(column, to_column)]) * (1 + BACK if heading == LEFT else 1)
    return float(grid.upright[min(row, to_row), column])


def dijkstra(grid: Grid, starts: list[Stub], end: Stub) -> float | None:
    ways = networkx.DiGraph()
    for row in range(len(grid.ys)):
        for column in range(len(grid.xs)):
            for came in range(4):
                for turn in (0, 1, 3):
                    heading = (came + turn) % 4
                    cost = step_cost(grid, row, column, heading)
                    if cost < SHUT:
                        to = row + STEPS[heading][0], column + STEPS[heading][1], heading
                        ways.add_edge((row, column, came), to, weight=cost + (BEND if turn else 0.0))
    for start in starts:
        ways.add_edge("start", (*crossing(grid, start), start.heading), weight=0.0)
    try:
        return networkx.dijkstra_path_length(ways, "start", (*crossing(grid, end), RIGHT))
    except (networkx.NetworkXNoPath, networkx.NodeNotFound):
        return None


def crossing(grid: Grid, of: Stub) -> tuple[int, int]:
    return int(np.searchsorted(grid.ys, of.out.y)), int(np.searchsorted(grid.xs, of.out.x))


@settings(max_examples=40, deadline=None)
@given(boxes, courses, st.booleans())
def test_no_way_is_cheaper_than_the_one_found(rows: list, course: list, back: bool) -> None:
    grid = made(rows, course)
    starts, end = [stub(-250.0, 0.0), stub(0.0, 0.0, DOWN)], stub(250.0, 0.0)
    if back:
        starts, end = [stub(250.0, 0.0), stub(0.0, 0.0, UP)], stub(-250.0, 0.0)
    expected, found = dijkstra(grid, starts, end), grid.cheapest(starts, end)
    if found is None:
        assert expected is None
        return
    cost, start, corners = found
    assert cost == pytest.approx(expected, abs=1e-3)
    assert corners[0] == start.out
    assert corners[-1] == end.out
    for one, other in pairwise(corners):
        assert (one.x == other.x) != (one.y == other.y)


def test_a_wall_is_gone_round_and_a_ring_is_shut() -> None:
    wall = [(-20, -100, 40, 200)]
    found = made(wall, []).cheapest([stub(-250.0, 0.0)], stub(250.0, 0.0))
    assert found is not None
    assert max(abs(corner.y) for corner in found[2]) > 100
    ring = [(150, -100, 20, 200), (150, -100, 148, 20), (150, 80, 148, 20), (280, -100, 18, 200)]
    assert made(ring, []).cheapest([stub(-250.0, 0.0)], stub(250.0, 0.0)) is None
