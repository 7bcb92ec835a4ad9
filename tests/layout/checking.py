"""An independent eye on layouts: everything that must never touch, measured on finely sampled curves."""

from __future__ import annotations

import math
from collections.abc import Iterator

from gradviz.graph.graph import Constant, Gate, Graph
from gradviz.layout.layout import Box, Geometry, Layout, NodePlace, Point, WirePlace

FINE = 40  # samples per cubic
EPSILON = 0.02
HALF_STROKE = 1.8  # of a wire at work


def measure(geometry: Geometry):
    """Widths as the bundled type has them: JetBrains Mono 0.6 em, the others near enough."""
    em = {"number": 0.6 * geometry.number_px, "name": 0.5 * geometry.name_px, "gate": 0.62 * geometry.gate_px}
    return lambda text, role: len(text) * em[role]


def labels(layout: Layout) -> Iterator[tuple[str, Box]]:
    """Every box in which something is written, with a telling name."""
    for index, wire in enumerate(layout.wires):
        yield from wire_labels(f"wire {index}", wire)
    yield from wire_labels("output", layout.output)
    yield "output name", layout.output_box
    for index, node in enumerate(layout.nodes):
        if node.name_box:
            yield f"name {index}", node.name_box
        if node.sum_box:
            yield f"sum {index}", node.sum_box


def wire_labels(name: str, wire: WirePlace) -> Iterator[tuple[str, Box]]:
    for kind in ("value_box", "gradient_box", "local_box"):
        box = getattr(wire, kind)
        if box is not None:
            yield f"{name} {kind}", box


def samples(wire: WirePlace) -> list[Point]:
    points = [wire.path[0]]
    for index in range(1, len(wire.path), 3):
        a, b, c, d = wire.path[index - 1 : index + 3]
        for step in range(1, FINE + 1):
            t = step / FINE
            s = 1 - t
            points.append(
                Point(
                    s**3 * a.x + 3 * s * s * t * b.x + 3 * s * t * t * c.x + t**3 * d.x,
                    s**3 * a.y + 3 * s * s * t * b.y + 3 * s * t * t * c.y + t**3 * d.y,
                )
            )
    return points


def box_distance(box: Box, x: float, y: float) -> float:
    dx = max(box.x - x, 0.0, x - box.x - box.width)
    dy = max(box.y - y, 0.0, y - box.y - box.height)
    return math.hypot(dx, dy)


def apart(one: Box, other: Box) -> float:
    """The gap between two boxes along the axis where it is larger; negative where they overlap."""
    dx = max(one.x - other.x - other.width, other.x - one.x - one.width)
    dy = max(one.y - other.y - other.height, other.y - one.y - one.height)
    return max(dx, dy)


def body_distance(node: NodePlace, x: float, y: float) -> float:
    """From a point to a body with round ends (a circle, a pill, a stadium, a dot); leaves are near enough to pills."""
    radius = min(node.width, node.height) / 2
    core = Box(
        node.x - node.width / 2 + radius,
        node.y - node.height / 2 + radius,
        node.width - 2 * radius,
        node.height - 2 * radius,
    )
    return box_distance(core, x, y) - radius


def violations(graph: Graph, layout: Layout) -> list[str]:
    """Everything that is too close, as sentences."""
    return [*_labels_too_close(layout), *_bodies_too_close(layout), *_wires_too_close(graph, layout)]


def _labels_too_close(layout: Layout) -> Iterator[str]:
    found = list(labels(layout))
    free = layout.geometry.clearance - EPSILON
    for index, (name, box) in enumerate(found):
        for other_name, other in found[index + 1 :]:
            if apart(box, other) < free:
                yield f"{name} and {other_name} are {apart(box, other):.1f} apart"
        for node, place in enumerate(layout.nodes):
            if apart(box, place.box) < free:
                yield f"{name} is {apart(box, place.box):.1f} from node {node}"


def _bodies_too_close(layout: Layout) -> Iterator[str]:
    for index, node in enumerate(layout.nodes):
        for other_index, other in enumerate(layout.nodes[index + 1 :], index + 1):
            if apart(node.box, other.box) < layout.geometry.clearance - EPSILON:
                yield f"nodes {index} and {other_index} are {apart(node.box, other.box):.1f} apart"


def _wires_too_close(graph: Graph, layout: Layout) -> Iterator[str]:
    found = list(labels(layout))
    free = layout.geometry.clearance + HALF_STROKE - EPSILON
    courses = [(f"wire {w.id} ({w.source}→{w.target})", layout.wires[w.id], {w.source, w.target}) for w in graph.wires]
    for name, wire, ends in [*courses, ("stub", layout.output, {graph.output})]:
        points = samples(wire)
        left, right = min(p.x for p in points) - 5, max(p.x for p in points) + 5
        top, bottom = min(p.y for p in points) - 5, max(p.y for p in points) + 5
        around = Box(left, top, right - left, bottom - top)
        for label, box in found:
            if box.overlaps(around) and (name, label) != ("stub", "output name"):
                near = min(box_distance(box, *point) for point in points)
                if near < free:
                    yield f"{name} is {near:.1f} from {label}"
        for node, place in enumerate(layout.nodes):
            if node not in ends and place.box.overlaps(around):
                near = min(body_distance(place, *point) for point in points)
                if near < layout.geometry.clearance - EPSILON:
                    yield f"{name} is {near:.1f} from node {node}"


def kinks(wire: WirePlace) -> list[str]:
    """Joints of a path where its direction jumps by more than a degree or two."""
    found = []
    for index in range(3, len(wire.path) - 1, 3):
        before, at, behind = wire.path[index - 1], wire.path[index], wire.path[index + 1]
        if math.hypot(at.x - before.x, at.y - before.y) < 1e-6 or math.hypot(behind.x - at.x, behind.y - at.y) < 1e-6:
            found.append(f"no direction at {at}")
            continue
        turn = math.atan2(behind.y - at.y, behind.x - at.x) - math.atan2(at.y - before.y, at.x - before.x)
        if abs(math.remainder(turn, math.tau)) > 0.03:
            found.append(f"turns {math.degrees(turn):.0f}° at {at}")
    return found


def is_gate(graph: Graph, node: int) -> bool:
    return isinstance(graph.nodes[node], Gate)


def is_constant(graph: Graph, node: int) -> bool:
    return isinstance(graph.nodes[node], Constant)
