"""Widths: where each column begins and ends, with no more room between columns than the bends there need."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from gradviz.graph.graph import Copy, Graph, NodeId
from gradviz.layout.budgets import ENDLESS, Room
from gradviz.layout.columns import Columns, span
from gradviz.layout.lanes import Lane, Link, lanes
from gradviz.layout.lanes import width as lanes_width

STRAIGHT = 1.0  # between two columns with nothing but straight wires
WIDEST = 46.0
TIGHTER = 0.7  # the share of a bend's width that must do where bends are high
TRACK = 11.0  # distance of the tracks on which wires leave the dots of one column
MOST_TRACKS = 6
MOST_LINKS = 3000  # up to which wires get lanes
EASY = 0.8  # width of a bend per height where there is room to spare


class Widths(NamedTuple):
    """Left and right edge of every column, and the lanes in the gaps between them."""

    edges: list[tuple[float, float]]
    lanes: dict[Link, Lane]

    @property
    def total(self) -> float:
        return self.edges[-1][1] - self.edges[0][0]


def spread_out(  # noqa: PLR0917
    columns: Columns,
    y: list[float],
    graph: Graph,
    aspect: float | None,
    aside: dict[NodeId, float],
    down: bool = False,
    room: Room = ENDLESS,
) -> Widths:
    """Where every column begins and ends. With ``aspect`` a drawing that would be too tall for a canvas of that width
    to height spends the free width of ``room`` on gentler bends. ``aside``: how far dots stand from their column's
    middle. In a drawing from the top ``down``, where numbers beside wires make every bend high, they are tighter."""
    widths = [0.0] * columns.count
    for item in columns.items:
        off = aside.get(item.ref, 0.0) if item.kind == "node" else 0.0
        widths[item.column] = max(widths[item.column], item.width + 2 * abs(off))
    bends = _bends(columns, y)
    tight = TIGHTER if down else 1.0
    gaps = [STRAIGHT + tight * _bend_gap(columns, bends[column], graph) for column in range(columns.count - 1)]
    found = lanes(columns, y, gaps) if len(columns.links) <= MOST_LINKS and not down else {}
    for (before, _), lane in found.items():
        column = columns.items[before].column
        gaps[column] = max(gaps[column], lanes_width(lane.many))
    if aspect is not None:
        _ease(gaps, bends, min(aspect * span(columns, y), room.along) - sum(widths) - sum(gaps))
    return Widths(_edges(widths, gaps), found)


def eased(widths: Widths, columns: Columns, y: list[float], room: float) -> Widths:
    """The same with gentler bends, as far as the whole becomes no wider than ``room``."""
    gaps = [after[0] - before[1] for before, after in pairwise(widths.edges)]
    _ease(gaps, _bends(columns, y), room - widths.total)
    return widths._replace(edges=_edges([right - left for left, right in widths.edges], gaps))


def _edges(widths: list[float], gaps: list[float]) -> list[tuple[float, float]]:
    found, x = [], 0.0
    for width, gap in zip(widths, [*gaps, 0.0], strict=True):
        found.append((x, x + width))
        x += width + gap
    return found


def dots_aside(columns: Columns, y: list[float], graph: Graph) -> dict[NodeId, float]:
    """How far each copy's dot stands from the middle of its column, so that the wires that leave neighbouring dots
    straight up or down have a track each; the longest is leftmost."""
    reaches: dict[int, list[tuple[float, float, float, NodeId]]] = {}
    for copy in graph.copies:
        dot = columns.of_node[copy.id]
        ends = [y[columns.of_wire[wire.id][0]] for wire in graph.out_of[copy.id]] + [y[dot]]
        reach = min(ends) - TRACK, max(ends) + TRACK
        reaches.setdefault(columns.items[dot].column, []).append((reach[0] - reach[1], *reach, copy.id))
    aside: dict[NodeId, float] = {}
    for found in reaches.values():
        tracks: list[list[tuple[float, float, NodeId]]] = []
        for _, top, bottom, copy_id in sorted(found):
            free = (track for track in tracks if all(bottom < high or low < top for high, low, _ in track))
            track = next(free, None)
            if track is None and len(tracks) < MOST_TRACKS:
                track = []
                tracks.append(track)
            (track if track is not None else tracks[-1]).append((top, bottom, copy_id))
        for number, track in enumerate(tracks):
            aside.update((copy_id, (number - (len(tracks) - 1) / 2) * TRACK) for _, _, copy_id in track)
    return aside


def _bends(columns: Columns, y: list[float]) -> list[list[tuple[int, int, float]]]:
    """For each gap the links across it that are not straight, with their height."""
    bends: list[list[tuple[int, int, float]]] = [[] for _ in range(columns.count)]
    for before, behind in columns.links:
        drop = abs(y[before] - y[behind])
        if drop > 0.5 and columns.items[before].kind != "sum":
            bends[columns.items[before].column].append((before, behind, drop))
    return bends


def _bend_gap(columns: Columns, bends: list[tuple[int, int, float]], graph: Graph) -> float:
    """What the bends between two columns need more than a straight wire."""
    gap = STRAIGHT
    for before, behind, drop in bends:
        if _is_copy(columns, graph, before):
            need = 11.0
        elif columns.items[behind].kind == "node":
            need = min(5.0 + 0.12 * drop, 26.0)
        else:
            need = min(10.0 + 0.16 * drop, WIDEST)
        gap = max(gap, need)
    return gap - STRAIGHT


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
