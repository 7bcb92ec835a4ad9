"""Widths: where each column begins and ends, with no more room between columns than the bends there need."""

from __future__ import annotations

from gradviz.graph.graph import Copy, Graph
from gradviz.layout.columns import Columns

STRAIGHT = 1.0  # between two columns with nothing but straight wires
WIDEST = 46.0
EASY = 0.8  # width of a bend per height where there is room to spare


def edges(columns: Columns, y: list[float], graph: Graph, aspect: float | None) -> list[tuple[float, float]]:
    """Left and right edge of every column. With ``aspect`` a drawing that would be too tall for a canvas of that
    width to height spends the free width on gentler bends."""
    widths = [0.0] * columns.count
    for item in columns.items:
        widths[item.column] = max(widths[item.column], item.width)
    bends = _bends(columns, y)
    gaps = [_least_gap(columns, bends[column], graph) for column in range(columns.count - 1)]
    if aspect is not None:
        tall = max(y[i] + item.below for i, item in enumerate(columns.items)) - min(
            y[i] - item.above for i, item in enumerate(columns.items)
        )
        _ease(gaps, bends, aspect * tall - sum(widths) - sum(gaps))
    found, x = [], 0.0
    for column, width in enumerate(widths):
        found.append((x, x + width))
        x += width + (gaps[column] if column < len(gaps) else 0.0)
    return found


def _bends(columns: Columns, y: list[float]) -> list[list[tuple[int, int, float]]]:
    """For each gap the links across it that are not straight, with their height."""
    bends: list[list[tuple[int, int, float]]] = [[] for _ in range(columns.count)]
    for before, behind in columns.links:
        drop = abs(y[before] - y[behind])
        if drop > 0.5 and columns.items[before].kind != "sum":
            bends[columns.items[before].column].append((before, behind, drop))
    return bends


def _least_gap(columns: Columns, bends: list[tuple[int, int, float]], graph: Graph) -> float:
    gap = STRAIGHT
    for before, behind, drop in bends:
        if _is_copy(columns, graph, before):
            need = 11.0
        elif columns.items[behind].kind == "node":
            need = min(4.0 + 0.12 * drop, 26.0)
        else:
            need = min(10.0 + 0.16 * drop, WIDEST)
        gap = max(gap, need)
    return gap


def _is_copy(columns: Columns, graph: Graph, item: int) -> bool:
    found = columns.items[item]
    return found.kind == "node" and isinstance(graph.nodes[found.ref], Copy)


def _ease(gaps: list[float], bends: list[list[tuple[int, int, float]]], spare: float) -> None:
    """Share out ``spare`` width among the gaps in which wires bend, up to what looks easy."""
    wishes = [
        max(0.0, min(max((EASY * drop for _, _, drop in bends[gap]), default=0.0), 2.2 * WIDEST) - gaps[gap])
        for gap in range(len(gaps))
    ]
    total = sum(wishes)
    share = min(1.0, max(0.0, spare) / total) if total else 0.0
    for gap, wish in enumerate(wishes):
        gaps[gap] += share * wish
