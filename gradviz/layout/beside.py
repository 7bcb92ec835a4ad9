"""Room that nobody reserved: for a small label beside a wire, such as the name of one branch behind a copy gate, and
for a sum of three or four addends, which is wider than its box.

A label is put where all that may ever be written leaves room, near the wire's start, nearer to its own wire than to any
other, and so far from all bodies that nobody takes it for the name of one. Where there is no such place it is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, product
from typing import TYPE_CHECKING

from gradviz.graph.graph import NodeId
from gradviz.layout.layout import Box, Layout, WirePlace
from gradviz.layout.obstacles import sampled

if TYPE_CHECKING:
    from numpy import ndarray

GAPS = (9.0, 6.0, 4.5)  # px between the label and its wire; the first lets a number on its way pass
PER_GAP = 15.0  # px along the wire that a wider gap is worth
NEAREST, FARTHEST = 16.0, 480.0  # px along the wire where the label may stand: clear of the dot, yet seen beside it
FINE, STEP = 4.0, 2  # px between samples of a wire, and how many of them between two places for the label
LINE, HEAD = 3.5, 7.5  # px: half of a wire's greatest width, and of an arrowhead with the air around its tip
HEAD_LENGTH = 16.0
CHUNK, ENOUGH = 64, 6  # places held against all wires at once; after so many chunks any place is good enough
WIDER = 130.0  # px that a sum may take at either side of its box
NEARER = 4.0  # px by which the label is nearer to its own wire than to another, where there is room
FOREIGN = 14.0  # px by which it is at least nearer to it than to the body of any leaf or gate
AROUND = tuple(step for step in product((0, -1, 1), repeat=2) if step != (0, 0))


def beside(layout: Layout, wire: int, size: tuple[float, float], taken: Sequence[Box] = ()) -> Box | None:
    """A box of ``size`` (width and height in px) beside a wire, clear of all there is and of the boxes ``taken``; None
    where there is no room that is clearly at this wire."""
    import numpy as np

    clear, middles = layout.geometry.clearance, _free(_candidates(layout.wires[wire], size), size, layout, taken)
    to_mine = _gaps(middles, size, _marks(layout.wires[wire]))
    mine = (to_mine > clear) & (_to_bodies(middles, size, layout) > to_mine + FOREIGN)
    middles, to_mine = middles[mine], to_mine[mine]
    if not len(middles):
        return None
    room = np.array(size) / 2 + GAPS[0] + NEARER + HEAD
    least, most = middles.min(axis=0) - room, middles.max(axis=0) + room
    places = (place for place in _others(layout, wire) if _comes_near(place, least, most))
    others = np.vstack([np.empty((0, 3)), *map(_marks, places), *_pointers(layout)])
    others, found = others[((others[:, :2] > least) & (others[:, :2] < most)).all(axis=1)], None
    for start in range(0, len(middles), CHUNK):
        part = slice(start, start + CHUNK)
        to_others = _gaps(middles[part], size, others)
        clearly, barely = (to_others > to_mine[part] + more for more in (NEARER, 0.0))
        if clearly.any():
            return _box(middles[part][clearly.argmax()], size)
        if found is None and barely.any():
            found = _box(middles[part][barely.argmax()], size)
        if found is not None and start >= ENOUGH * CHUNK:
            break
    return found


def widened(layout: Layout, copy: NodeId) -> Box:
    """The box of a copy gate's sum, with the room that is free at its left and right in addition."""
    import numpy as np

    box, clear, bounds = layout.nodes[copy].sum_box, layout.geometry.clearance, layout.bounds
    assert box is not None
    marks = np.vstack([_marks(place) for place in (*layout.wires, layout.output)] + _pointers(layout, without=copy))
    level = np.abs(marks[:, 1] - box.center.y) < box.height / 2 + clear + marks[:, 2]
    spans = [(x - r - clear, x + r + clear) for x, _, r in marks[level]]
    others = (each.grown(clear) for each in _boxes(layout) if each != box)
    spans += [(each.x, each.x + each.width) for each in others if -each.height < each.y - box.y < box.height]
    end = box.x + box.width
    least, most = max(bounds.x, box.x - WIDER), min(bounds.x + bounds.width, end + WIDER)
    left = max((other for _, other in spans if other <= box.x), default=least)
    right = min((other for other, _ in spans if other >= end), default=most)
    left, right = min(max(left, least), box.x), max(min(right, most), end)
    return Box(left, box.y, right - left, box.height)


def _box(middle: ndarray, size: tuple[float, float]) -> Box:
    return Box(float(middle[0]) - size[0] / 2, float(middle[1]) - size[1] / 2, *size)


def _candidates(place: WirePlace, size: tuple[float, float]) -> ndarray:
    """Middles of boxes around the points of a wire, the best first; shape (candidates, 2)."""
    import numpy as np

    own, along = _points(place)
    near = (along > NEAREST) & (along < FARTHEST)
    own, along = own[near][::STEP], along[near][::STEP]
    gaps, steps = np.array(GAPS), np.array(AROUND)
    reach = np.array(size) / 2 + gaps[:, None]
    middles = own[:, None, None] + reach[None, :, None] * steps[None, None]
    costs = along[:, None, None] + PER_GAP * (gaps[0] - gaps)[None, :, None] + np.zeros(len(steps))
    return middles.reshape(-1, 2)[np.argsort(costs.ravel(), kind="stable")]


def _free(middles: ndarray, size: tuple[float, float], layout: Layout, taken: Sequence[Box]) -> ndarray:
    """The middles at which a box is within the drawing and on nothing that is or will be written."""
    import numpy as np

    boxes = np.array([box.grown(layout.geometry.clearance) for box in (*_boxes(layout), *taken)])
    half, bounds = np.array(size) / 2, np.array(layout.bounds)
    inside = (middles - half >= bounds[:2]) & (middles + half <= bounds[:2] + bounds[2:])
    middles = middles[inside.all(axis=1)]
    centers, reach = boxes[:, :2] + boxes[:, 2:] / 2, boxes[:, 2:] / 2 + half
    if len(middles):
        near = (centers + reach > middles.min(axis=0)) & (centers - reach < middles.max(axis=0))
        centers, reach = centers[near.all(axis=1)], reach[near.all(axis=1)]
    dx, dy = (np.abs(middles[:, None, k] - centers[None, :, k]) - reach[None, :, k] for k in (0, 1))
    return np.asarray(middles[(np.maximum(dx, dy) >= 0).all(axis=1)])


def _boxes(layout: Layout) -> Iterator[Box]:
    """All bodies, and all that is or will be written."""
    yield layout.output_box
    yield from chain.from_iterable(node.boxes for node in layout.nodes)
    yield from chain.from_iterable(wire.boxes for wire in (*layout.wires, layout.output))


def _others(layout: Layout, wire: int) -> Iterator[WirePlace]:
    yield layout.output
    yield from (place for number, place in enumerate(layout.wires) if number != wire)


def _comes_near(place: WirePlace, least: ndarray, most: ndarray) -> bool:
    """Whether the points that span a wire, and so the wire, reach into a rectangle."""
    xs, ys = zip(*place.path, strict=True)
    return bool(min(xs) < most[0] and max(xs) > least[0] and min(ys) < most[1] and max(ys) > least[1])


def _points(place: WirePlace) -> tuple[ndarray, ndarray]:
    """Points along a wire, evenly apart, and how far along it each is in px."""
    import numpy as np

    points = sampled(place.path, fine=FINE)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    even = np.unique((along / FINE).astype(int), return_index=True)[1]
    return points[even], along[even]


def _marks(place: WirePlace) -> ndarray:
    """Points along a wire with what is painted around each, shape (points, 3): x, y, radius."""
    import numpy as np

    points, _ = _points(place)
    ends = np.array([place.path[0], place.path[-1]])
    to_end = np.hypot(*(points[:, None] - ends[None]).transpose(2, 0, 1)).min(axis=1)
    return np.column_stack([points, np.where(to_end < HEAD_LENGTH, HEAD, LINE)])


def _pointers(layout: Layout, without: NodeId | None = None) -> list[ndarray]:
    """The same of what points from the running sums at their dots; ``without`` that of one copy gate."""
    import numpy as np

    ways = np.linspace(0.0, 1.0, 24)[:, None]
    found = []
    for number, node in enumerate(layout.nodes):
        if node.sum_box is not None and number != without:
            dot = np.array([node.x, node.y])
            points = dot + ways * (np.array(node.sum_box.center) - dot)
            found.append(np.column_stack([points, np.full(len(points), HEAD)]))
    return found


def _to_bodies(middles: ndarray, size: tuple[float, float], layout: Layout) -> ndarray:
    """The least distance in px from a box around each of some middles to the body of a leaf or gate; copies' dots do
    not count, for nobody looks for a name at one."""
    import numpy as np

    dot = 2 * layout.geometry.copy_radius
    named = [node for node in layout.nodes if node.height > dot]
    centers = np.array([(node.x, node.y) for node in named])
    sides = np.array([(node.width, node.height) for node in named])
    away = np.abs(middles[:, None] - centers[None]) - sides[None] / 2 - np.array(size) / 2
    return np.asarray(np.hypot(*np.maximum(away, 0.0).transpose(2, 0, 1)).min(axis=1, initial=np.inf))


def _gaps(middles: ndarray, size: tuple[float, float], marks: ndarray) -> ndarray:
    """The least distance in px from a box around each of some middles to what is painted around some points; 0 or less
    where they touch."""
    import numpy as np

    dx, dy = (np.abs(middles[:, None, k] - marks[None, :, k]) - size[k] / 2 for k in (0, 1))
    away = np.hypot(np.maximum(dx, 0.0), np.maximum(dy, 0.0)) - marks[:, 2]
    return np.asarray(away.min(axis=1, initial=np.inf))
