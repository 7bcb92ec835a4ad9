"""What follows after nodes were dragged: their wires, seats and labels; everything else stays.

A layout remembers what it was before any move and every move since, so that the picture depends on where the nodes
stand now alone, not on the way there: a drop, its redo and a saved lesson show the same. Each wire concerned tries
courses until one is free (detours.py) and takes the one that is freest. What a whole layout guarantees cannot be
guaranteed here, because a node may be dragged anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from gradviz.graph.graph import Constant, Graph, NodeId, Wire
from gradviz.layout.chips import CLOSE, ChipFinder
from gradviz.layout.crowding import Crowd, overlaps, rows, touched
from gradviz.layout.detours import Courses
from gradviz.layout.layout import Box, Layout, Measure, NodePlace, WirePlace
from gradviz.layout.obstacles import sampled
from gradviz.layout.sizes import Sizes

if TYPE_CHECKING:
    from numpy import ndarray

FINELY = 40  # samples per cubic of a course that is tried
TAKEN, YIELDING, CHIP = 40.0, 10.0, 6.0  # what it costs to touch something, a sum (it gives way), with the own chip
APART = 25.0  # what it costs to have the numbers beside a short curve instead of on its seat
WANDER = 0.12  # what it costs to go up and down a px more than the ends ask for
FREE = 20.0  # a course that costs less is taken at once
FAR_AWAY = Box(-1e9, 0, 0, 0)


class Effort(NamedTuple):
    """How long to look: ``rounds`` in which wires that touch something look again, ``middles``, the free seats whose
    ways round are tried."""

    rounds: int
    middles: int


THOROUGH = Effort(rounds=2, middles=24)
WHILE_DRAGGING = Effort(rounds=0, middles=2)
"""For every move of the mouse, where keeping up with the hand counts for more than the best way round."""


def reroute(
    layout: Layout,
    graph: Graph,
    measure: Measure,
    moved: Mapping[NodeId, tuple[float, float]],
    effort: Effort = THOROUGH,
) -> Layout:
    """``layout`` with the nodes in ``moved`` at their new centres, those moved before at theirs. Constants go along
    with their gate."""
    if not moved:
        return layout
    before, moved = layout.base or layout, {**layout.moved, **moved}
    nodes = _moved_nodes(before, graph, moved)
    shifted = {node for node, (old, new) in enumerate(zip(before.nodes, nodes, strict=True)) if old != new}
    draft = replace(before, nodes=tuple(nodes), **_moved_output(before, graph, nodes))
    concerned = [wire for wire in graph.wires if wire.source in shifted or wire.target in shifted]
    touched_ = [wire for wire in graph.wires if wire not in concerned and _in_the_way(draft, wire, shifted)]
    drawn = _Redrawn(draft, before.nodes, Sizes(graph, measure, before.geometry), [*concerned, *touched_], effort)
    drawn.settle()
    found = replace(draft, nodes=tuple(drawn.nodes), wires=tuple(drawn.wires))
    return replace(found.bounded(), base=before, moved=moved)


def _moved_nodes(layout: Layout, graph: Graph, moved: Mapping[NodeId, tuple[float, float]]) -> list[NodePlace]:
    nodes = list(layout.nodes)
    shifts = {node: (x - nodes[node].x, y - nodes[node].y) for node, (x, y) in moved.items()}
    for wire in graph.wires:
        if wire.target in moved and isinstance(graph.nodes[wire.source], Constant):
            shifts.setdefault(wire.source, shifts[wire.target])
    for node, (dx, dy) in shifts.items():
        nodes[node] = nodes[node].shifted(dx, dy)
    for node, (x, y) in moved.items():  # to the last bit, whatever the way there
        nodes[node] = replace(nodes[node], x=x, y=y)
    return nodes


def _moved_output(layout: Layout, graph: Graph, nodes: list[NodePlace]) -> dict:
    old, new = layout.nodes[graph.output], nodes[graph.output]
    dx, dy = new.x - old.x, new.y - old.y
    return {"output": layout.output.shifted(dx, dy), "output_box": layout.output_box.shifted(dx, dy)}


def _in_the_way(layout: Layout, wire: Wire, shifted: set[NodeId]) -> bool:
    """Whether a node that was moved now stands on a wire's labels or course."""
    place = layout.wires[wire.id]
    moved = [layout.nodes[node] for node in sorted(shifted)]
    solid = rows(box for node in moved for box in (node.box, node.name_box) if box is not None)
    return bool(overlaps(rows(place.boxes), solid).any() or touched(sampled(place.path), solid).any())


class _Redrawn:
    """The wires of a layout while some of them look for new courses."""

    def __init__(
        self, layout: Layout, before: tuple[NodePlace, ...], sizes: Sizes, waiting: list[Wire], effort: Effort
    ) -> None:
        self.effort = effort
        self.graph = sizes.graph
        self.sizes = sizes
        self.nodes, self.wires, self.output = list(layout.nodes), list(layout.wires), layout
        self.waiting = waiting
        self.courses = Courses(sizes, self.nodes, self.wires, before)
        self.sums = rows(box for box in (node.sum_box for node in self.nodes) if box is not None)
        self.bodies = rows(node.box for node in self.nodes)
        self.names = rows(node.name_box or FAR_AWAY for node in self.nodes)
        self.labels, self.points = self._without({wire.id for wire in waiting})

    def _without(self, ids: set[int]) -> tuple[ndarray, ndarray]:
        """The labels, as rows, and the courses, as points, of all wires but these."""
        import numpy as np

        kept = [wire for index, wire in enumerate(self.wires) if index not in ids] + [self.output.output]
        labels = rows([self.output.output_box, *(box for wire in kept for box in wire.boxes)])
        return labels, np.vstack([sampled(wire.path) for wire in kept])

    def settle(self) -> None:
        """Find new courses, then places for local derivatives and new seats for the sums that are in the way now."""
        for wire in sorted(self.waiting, key=self._across):
            self._take(wire)
        for _ in range(self.effort.rounds):
            crowded = [wire for wire in self.waiting if self._is_crowded(wire)]
            if not crowded:
                break
            for wire in crowded:
                self.labels, self.points = self._without({wire.id})
                self._take(wire, self.wires[wire.id])
        self._bring_chips_near()
        for copy in self.graph.copies:
            box = self._free_sum(copy.id)
            self.nodes[copy.id] = replace(self.nodes[copy.id], sum_box=box)
            self._mark([box])

    def _across(self, wire: Wire) -> tuple[float, int]:
        """How little room there is between the ends of a wire: the shortest choose first."""
        return self.nodes[wire.target].x - self.nodes[wire.source].x, wire.id

    def _is_crowded(self, wire: Wire) -> bool:
        """Whether a wire or its numbers touch anything now that all have found their courses."""
        self.labels, self.points = self._without({wire.id})
        return _cost(self._crowd(wire), self.wires[wire.id]) >= TAKEN

    def _take(self, wire: Wire, known: WirePlace | None = None) -> None:
        """Give a wire the best course found, unless the one it has (``known``) is better."""
        import numpy as np

        cost, place = self._best(wire)
        if known is not None and _cost(self._crowd(wire), known) <= cost:
            place = known
        self.wires[wire.id] = place
        self._mark(place.boxes)
        self.points = np.vstack([self.points, sampled(place.path)])

    def _mark(self, boxes: list[Box] | tuple[Box, ...]) -> None:
        import numpy as np

        self.labels = np.vstack([self.labels, rows(boxes)])

    def _bring_chips_near(self) -> None:
        """Local derivatives far from their gate, or on something, go near it, where there is room."""
        for wire in self.waiting:
            place, gate = self.wires[wire.id], self.nodes[wire.target]
            chip = place.local_box
            if chip is None:
                continue
            self.labels, self.points = self._without({wire.id})
            free = (
                not self._crowd(wire).at(rows([chip]), TAKEN) and not touched(sampled(place.path), rows([chip])).any()
            )
            if free and math.dist((chip.x + chip.width, chip.y), (gate.x, gate.y)) < CLOSE:
                continue
            labels = [Box(x, y, right - x, bottom - y) for x, y, right, bottom in self.labels.tolist()]
            labels += [box for box in (place.value_box, place.gradient_box) if box is not None]
            finder = ChipFinder(self.nodes, labels, [other.path for other in self.wires], self.sizes)
            self.wires[wire.id] = replace(place, local_box=finder.near(wire.target, place.path) or chip)
        self.labels, self.points = self._without(set())

    def _best(self, wire: Wire) -> tuple[float, WirePlace]:
        """The cost and the place of the best course: near the old one, short and plain, or round what is in the way."""
        crowd = self._crowd(wire)
        if isinstance(self.graph.nodes[wire.source], Constant):
            place = self.courses.quiet(wire)
            return _cost(crowd, place), place
        best: tuple[float, WirePlace] | None = None
        for rank, place in enumerate(self.courses.natural(wire)):
            best = _better(best, crowd, place, rank)
            if best[0] <= max(rank, 1):
                break
        assert best is not None
        if best[0] >= FREE:
            for rank, place in enumerate(self.courses.short(wire, crowd)):
                best = _better(best, crowd, place, rank / 4 + APART)
                if best[0] < rank / 4 + APART:
                    break
        return self._round(wire, crowd, best) if best[0] >= TAKEN else best

    def _round(self, wire: Wire, crowd: Crowd, best: tuple[float, WirePlace]) -> tuple[float, WirePlace]:
        """Better than ``best``, by way of free seats all about, round everything that is in the way."""
        tried = 0
        for rank, middle in enumerate(self.courses.free_middles(wire)):
            if crowd.at(rows([self.courses.room(middle)]), TAKEN) >= TAKEN:
                continue
            best = _better(best, crowd, self.courses.round(wire, middle, crowd), 2.0 + rank / 2)
            tried += 1
            if best[0] < FREE or tried > self.effort.middles:
                break
        return best

    def _crowd(self, wire: Wire | None) -> Crowd:
        """What is about a wire now; about a sum, if none is given."""
        import numpy as np

        solid = [self.bodies, self.labels, self.names]
        boxes = np.vstack([*solid, self.sums] if wire else solid)
        costs, owners = np.full(len(boxes), TAKEN), np.full(len(boxes), -1)
        owners[: len(self.bodies)] = range(len(self.bodies))
        costs[sum(map(len, solid)) :] = YIELDING
        return Crowd(boxes, costs, owners, self.points, (wire.source, wire.target) if wire else (-2, -2))

    def _free_sum(self, copy: NodeId) -> Box:
        """Where a sum is, if it is free there, else the nearest free place about its dot."""
        place = self.nodes[copy]
        assert place.sum_box is not None
        width, height = place.sum_box.width, place.sum_box.height
        near = place.height / 2 + 12 + height / 2
        tried = [place.sum_box, Box(place.x + 16, place.y - height / 2, width, height)]
        tried += [
            Box(place.x + dx, place.y + dy - height / 2, width, height)
            for off in range(7)
            for dx in (14.0, -width / 2, -width - 14.0)
            for dy in (near + 18 * off, -near - 18 * off)
        ]
        crowd = self._crowd(None)
        return min(tried, key=lambda box: crowd.at(rows([box]), TAKEN))


def _better(
    best: tuple[float, WirePlace] | None, crowd: Crowd, place: WirePlace, more: float
) -> tuple[float, WirePlace]:
    cost = _cost(crowd, place) + more
    return (cost, place) if best is None or cost < best[0] else best


def _cost(crowd: Crowd, place: WirePlace) -> float:
    """What a course would cost: labels on bodies, labels or wires; the wire on labels or bodies; going back, up and
    down, or steeply."""
    import numpy as np

    numbers = rows(box for box in (place.value_box, place.gradient_box) if box is not None)
    course = sampled(place.path, FINELY)
    cost = crowd.along(course) + TAKEN * float(touched(course, numbers).sum())
    if len(numbers):
        cost += crowd.at(numbers, TAKEN)
    if place.local_box is not None:
        cost += CHIP * min(1.0, crowd.at(rows([place.local_box]), TAKEN))
    steps = np.diff(course, axis=0)
    back = -float(steps[:, 0].clip(max=0.0).sum())
    start, end = place.path[0], place.path[-1]
    wander = float(abs(steps[:, 1]).sum()) - abs(end.y - start.y)
    (left, y), (right, _) = place.seat
    steep = sum(abs(y - end.y) / max(abs(x - end.x), 12.0) for x, end in ((left, start), (right, end)))
    return cost + 2.0 * back + WANDER * wander + 12.0 * max(0.0, steep - 2.0)
