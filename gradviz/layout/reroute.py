"""What follows after nodes were dragged: their wires, seats and labels; everything else stays.

A layout remembers what it was before any move and every move since, so that the picture depends on where the nodes
stand now alone, not on the way there: a drop, its redo and a saved lesson show the same.

Each wire concerned tries gentle courses near its old one (detours.py). One that finds none free gets a room of its own
for its seat, away from everything, and winds its way there round all boxes (maze.py). Since the bodies keep apart
(nudge.py) and so do the rooms, there is such a way, and every wire that takes one leaves fewer that touch something.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from gradviz.graph.graph import Constant, Graph, NodeId, Wire
from gradviz.layout.chips import CLOSE, ChipFinder
from gradviz.layout.crowding import Crowd, closely, overlaps, rows, touched
from gradviz.layout.detours import Courses
from gradviz.layout.direction import turned, turned_places
from gradviz.layout.layout import Box, Layout, Measure, NodePlace, Point, WirePlace
from gradviz.layout.nudge import settled
from gradviz.layout.rooms import free_rooms
from gradviz.layout.sizes import Sizes

if TYPE_CHECKING:
    from numpy import ndarray

TAKEN, YIELDING, CHIP = 40.0, 10.0, 6.0  # what it costs to touch something, a sum (it gives way), with the own chip
WANDER = 0.12  # what it costs to go up and down a px more than the ends ask for
FAR_AWAY = Box(-1e9, 0, 0, 0)


class Effort(NamedTuple):
    """How long to look: how many ``gentle`` courses and rooms (``seats``) each wire tries, and in how many ``rounds``
    wires that touch something look again."""

    gentle: int
    seats: int
    rounds: int


THOROUGH = Effort(gentle=26, seats=3, rounds=4)
WHILE_DRAGGING = Effort(gentle=8, seats=1, rounds=1)
"""For every move of the mouse, where keeping up with the hand counts for more than the best way round."""


def reroute(
    layout: Layout,
    graph: Graph,
    measure: Measure,
    moved: Mapping[NodeId, tuple[float, float]],
    effort: Effort = THOROUGH,
) -> Layout:
    """``layout`` with the nodes in ``moved`` at their new centres, or as near as other bodies allow, those moved before
    at theirs. Constants go along with their gate."""
    if not moved:
        return layout
    if layout.geometry.down:
        return turned(_rerouted(turned(layout), graph, measure, turned_places(moved), effort))
    return _rerouted(layout, graph, measure, moved, effort)


def _rerouted(
    layout: Layout, graph: Graph, measure: Measure, moved: Mapping[NodeId, tuple[float, float]], effort: Effort
) -> Layout:
    """The same for a drawing that flows from left to right, whatever the direction it will be shown in."""
    before, moved = layout.base or layout, {**layout.moved, **moved}
    nodes = settled(before, graph, moved)
    shifted = {node for node, (old, new) in enumerate(zip(before.nodes, nodes, strict=True)) if old != new}
    draft = replace(before, nodes=tuple(nodes), **_moved_output(before, graph, nodes))
    concerned = [wire for wire in graph.wires if wire.source in shifted or wire.target in shifted]
    touched_ = [wire for wire in graph.wires if wire not in concerned and _in_the_way(draft, graph, wire, shifted)]
    drawn = _Redrawn(draft, before.nodes, Sizes(graph, measure, before.geometry), [*concerned, *touched_], effort)
    drawn.settle()
    found = replace(draft, nodes=tuple(drawn.nodes), wires=tuple(drawn.wires))
    return replace(found.bounded(), base=before, moved=moved)


def _moved_output(layout: Layout, graph: Graph, nodes: list[NodePlace]) -> dict:
    old, new = layout.nodes[graph.output], nodes[graph.output]
    dx, dy = new.x - old.x, new.y - old.y
    return {"output": layout.output.shifted(dx, dy), "output_box": layout.output_box.shifted(dx, dy)}


def _in_the_way(layout: Layout, graph: Graph, wire: Wire, shifted: set[NodeId]) -> bool:
    """Whether a node that was moved now stands on a wire's labels or course."""
    place = layout.wires[wire.id]
    moved = [layout.nodes[node] for node in sorted(shifted)]
    solid = [box for node in moved for box in (node.box, node.name_box) if box is not None]
    course = touched(closely(place.path), rows(solid)).any()
    if graph.output in shifted:
        solid += [*layout.output.boxes, layout.output_box]
        course = course or touched(closely(place.path), rows(solid)).any()
        course = course or touched(closely(layout.output.path), rows(place.boxes)).any()
    return bool(course or overlaps(rows(place.boxes), rows(solid)).any())


class _Redrawn:
    """The wires of a layout while some of them look for new courses."""

    def __init__(
        self, layout: Layout, before: tuple[NodePlace, ...], sizes: Sizes, waiting: list[Wire], effort: Effort
    ) -> None:
        self.effort = effort
        self.graph = sizes.graph
        self.sizes = sizes
        self.nodes, self.wires, self.layout = list(layout.nodes), list(layout.wires), layout
        self.waiting = waiting
        self.courses = Courses(sizes, self.nodes, self.wires, before)
        self.sums = rows(box for box in (node.sum_box for node in self.nodes) if box is not None)
        self.bodies = rows(node.box for node in self.nodes)
        self.texts = rows(
            [*(node.name_box or FAR_AWAY for node in self.nodes), *layout.output.boxes, layout.output_box]
        )
        self.points = {wire: closely(place.path) for wire, place in enumerate(self.wires)}
        self.stub = closely(layout.output.path)
        self.absent = {wire.id for wire in waiting}

    def settle(self) -> None:
        """Find new courses, then places for local derivatives and new seats for the sums that are in the way now."""
        for wire in sorted(self.waiting, key=self._across):
            self._take(wire, self._best(wire))
        for number in range(self.effort.rounds):
            crowded = [wire for wire in self.waiting if self._faults(wire)]
            if not crowded:
                break
            for wire in crowded:
                if self._faults(wire):
                    winding = self._winding(wire, self._crowd(wire)) if number else None
                    self._take(wire, winding or self._best(wire))
        self._bring_chips_near()
        for _ in range(self.effort.rounds):
            crowded = [wire for wire in self.waiting if self._faults(wire, chip=True)]
            for wire in crowded:
                if self._faults(wire, chip=True):
                    self._take(wire, self._winding(wire, self._crowd(wire)) or self.wires[wire.id])
            if not crowded:
                break
            self._bring_chips_near()
        for copy in self.graph.copies:
            box = self._free_sum(copy.id)
            self.nodes[copy.id] = replace(self.nodes[copy.id], sum_box=box)
            self.texts = _stacked(self.texts, rows([box]))

    def _across(self, wire: Wire) -> tuple[float, int]:
        """How little room there is between the ends of a wire: the shortest choose first."""
        return self.nodes[wire.target].x - self.nodes[wire.source].x, wire.id

    def _faults(self, wire: Wire, chip: bool = False) -> int:
        """How many things a wire and its numbers touch now, its local derivative included with ``chip``."""
        place, crowd = self.wires[wire.id], self._crowd(wire)
        found = _faults(crowd, place)
        if chip and place.local_box is not None:
            own = rows(box for box in (place.value_box, place.gradient_box) if box is not None)
            found += self._chip_faults(crowd, place) + int(overlaps(rows([place.local_box]), own).sum())
        return found

    def _chip_faults(self, crowd: Crowd, place: WirePlace) -> int:
        assert place.local_box is not None
        chip = rows([place.local_box])
        return crowd.faults_at(chip) + int(touched(closely(place.path), chip).sum())

    def _take(self, wire: Wire, place: WirePlace) -> None:
        """Give a wire its place; others that touch it then must look again."""
        self.wires[wire.id] = place
        self.points[wire.id] = closely(place.path)
        self.absent.discard(wire.id)
        boxes, waiting = rows(place.boxes), {other.id for other in self.waiting}
        for other in self.graph.wires if _faults(self._crowd(wire), place) else ():
            labels = rows(self.wires[other.id].boxes)
            touching = touched(self.points[wire.id], labels).any() or touched(self.points[other.id], boxes).any()
            if other.id not in waiting and (touching or overlaps(labels, boxes).any()):
                self.waiting.append(other)

    def _best(self, wire: Wire) -> WirePlace:
        """A gentle course near the old one, or the way round what is in the way."""
        crowd = self._crowd(wire)
        cost, gentle = self._gentle(wire, crowd)
        if cost < TAKEN:
            return gentle
        winding = self._winding(wire, crowd)
        if winding is None or (_faults(crowd, gentle), cost) <= (_faults(crowd, winding), _cost(crowd, winding)):
            return gentle
        return winding

    def _gentle(self, wire: Wire, crowd: Crowd) -> tuple[float, WirePlace]:
        if isinstance(self.graph.nodes[wire.source], Constant):
            place = self.courses.quiet(wire)
            return _cost(crowd, place), place
        best: tuple[float, WirePlace] | None = None
        for rank, place in enumerate(islice(self.courses.natural(wire), self.effort.gentle)):
            cost = _cost(crowd, place) + rank
            best = (cost, place) if best is None or cost < best[0] else best
            if best[0] <= max(rank, 1):
                break
        assert best is not None
        return best

    def _winding(self, wire: Wire, crowd: Crowd) -> WirePlace | None:
        """Round everything that does not give way; where labels shut a wire in, round bodies alone, and the wires of
        these labels look for other seats."""
        found = self.courses.winding(wire, crowd, self.effort.seats)
        if found is not None or not self.effort.rounds:
            return found
        return self.courses.winding(wire, replace(crowd, boxes=_stacked(self.bodies, self.texts)), self.effort.seats)

    def _bring_chips_near(self) -> None:
        """Local derivatives far from their gate, or on something, go near it, where there is room."""
        for wire in self.waiting:
            place, gate = self.wires[wire.id], self.nodes[wire.target]
            chip = place.local_box
            if chip is None:
                continue
            free = not self._chip_faults(self._crowd(wire), place)
            if free and math.dist((chip.x + chip.width, chip.y), (gate.x, gate.y)) < CLOSE:
                continue
            labels = [box for other in self.wires if other is not place for box in other.boxes]
            labels += [*self.layout.output.boxes, self.layout.output_box]
            labels += [box for box in (place.value_box, place.gradient_box) if box is not None]
            paths = [*(other.path for other in self.wires), self.layout.output.path]
            finder = ChipFinder(self.nodes, labels, paths, self.sizes)
            self.wires[wire.id] = replace(place, local_box=finder.near(wire.target, place.path) or chip)

    def _crowd(self, wire: Wire | None) -> Crowd:
        """What is about a wire now; about a sum, if none is given."""
        left_out = self.absent | ({wire.id} if wire else set())
        kept = [index for index in range(len(self.wires)) if index not in left_out]
        labels = rows(box for index in kept for box in self.wires[index].boxes)
        points = _stacked(self.stub, *(self.points[index] for index in kept))
        boxes = _stacked(self.bodies, labels, self.texts)
        return Crowd(boxes, len(self.bodies), self.sums, points, (wire.source, wire.target) if wire else (-2, -2))

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
        free = next((box for box in tried if not crowd.faults_at(rows([box]))), None)
        if free is not None:
            return free
        dot, size = Point(place.x, place.y), Box(-width / 2, -height / 2, width, height)
        return size.shifted(*next(free_rooms(dot, dot, size, crowd.boxes, crowd.points)))


def _stacked(*found: ndarray) -> ndarray:
    import numpy as np

    return np.vstack(found)


def _numbers(place: WirePlace) -> ndarray:
    return rows(box for box in (place.value_box, place.gradient_box) if box is not None)


def _faults(crowd: Crowd, place: WirePlace) -> int:
    """How many things a wire and its numbers touch."""
    course, numbers = closely(place.path), _numbers(place)
    return crowd.faults_along(course) + int(touched(course, numbers).sum()) + crowd.faults_at(numbers)


def _cost(crowd: Crowd, place: WirePlace) -> float:
    """What a course would cost: labels on bodies, labels or wires; the wire on labels or bodies; going back, up and
    down, or steeply."""
    import numpy as np

    course, numbers = closely(place.path), _numbers(place)
    cost = TAKEN * (crowd.faults_along(course) + float(touched(course, numbers).sum()) + crowd.faults_at(numbers))
    cost += YIELDING * crowd.yielding(course, numbers)
    if place.local_box is not None:
        cost += CHIP * min(1.0, crowd.faults_at(rows([place.local_box])))
    steps = np.diff(course, axis=0)
    back = -float(steps[:, 0].clip(max=0.0).sum())
    start, end = place.path[0], place.path[-1]
    wander = float(abs(steps[:, 1]).sum()) - abs(end.y - start.y)
    (left, y), (right, _) = place.seat
    steep = sum(abs(y - end.y) / max(abs(x - end.x), 12.0) for x, end in ((left, start), (right, end)))
    return cost + 2.0 * back + WANDER * wander + 12.0 * max(0.0, steep - 2.0)
