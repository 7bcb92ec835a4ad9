"""Where dragged nodes come to stand: where they were let go, or at the nearest place free of other bodies and names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from gradviz.graph.graph import Constant, Graph, NodeId
from gradviz.layout.crowding import rows
from gradviz.layout.layout import Box, Layout, NodePlace

if TYPE_CHECKING:
    from numpy import ndarray

BESIDE, OVER = 10.5, 6.0  # px between bodies: a wire can always leave at the right and enter at the left
LOW = 30.0  # px of height below which bodies fit into notches of a column; wires must come round them on all sides
STEP = 3.0  # px between places that are tried


def settled(layout: Layout, graph: Graph, moved: Mapping[NodeId, tuple[float, float]]) -> list[NodePlace]:
    """The places of all nodes once those in ``moved`` stand at or near their new centres. Constants go along with
    their gate unless they were moved themselves."""
    wanted = dict(moved)
    for wire in graph.wires:
        if wire.target in moved and isinstance(graph.nodes[wire.source], Constant):
            gate, constant = layout.nodes[wire.target], layout.nodes[wire.source]
            x, y = moved[wire.target]
            wanted.setdefault(wire.source, (constant.x + x - gate.x, constant.y + y - gate.y))
    nodes = list(layout.nodes)
    standing = [node for node in range(len(nodes)) if node not in wanted]
    for node in sorted(wanted, key=lambda node: (node not in moved, node)):
        back = wanted[node] == (
            layout.nodes[node].x,
            layout.nodes[node].y,
        )  # where only others that came may disturb it
        about = [other for other in standing if not (back and nodes[other] == layout.nodes[other])]
        others = rows(box for other in about for box in _extent(layout, graph, other, nodes[other]))
        nodes[node] = _freed(layout, graph, node, wanted[node], others)
        standing.append(node)
    return nodes


def _extent(layout: Layout, graph: Graph, node: NodeId, place: NodePlace) -> list[Box]:
    """The boxes that go with a node: body and name; behind the output its stub, numbers and name too."""
    found = [place.box] if place.name_box is None else [place.box, place.name_box]
    if node == graph.output:
        old = layout.nodes[node]
        behind = [*layout.output.boxes, layout.output_box]
        found += [box.shifted(place.x - old.x, place.y - old.y) for box in behind]
    return found


def _freed(layout: Layout, graph: Graph, node: NodeId, at: tuple[float, float], others: ndarray) -> NodePlace:
    """The node at ``at``, or as near to it as ``others`` leave room."""
    old = layout.nodes[node]
    asked = replace(old.shifted(at[0] - old.x, at[1] - old.y), x=at[0], y=at[1])  # to the last bit, whatever the way
    if not len(others):
        return asked
    own = rows(_extent(layout, graph, node, asked))
    for offsets in _offsets():
        free = offsets[~_touches(own, others, offsets, OVER if asked.height > LOW else BESIDE)]
        if len(free):
            dx, dy = free[0].tolist()
            return asked.shifted(dx, dy) if dx or dy else asked
    raise AssertionError("the plane has no end")


def _touches(own: ndarray, others: ndarray, offsets: ndarray, over: float) -> ndarray:
    """For which offsets any of the ``own`` boxes comes too near to any of the ``others``, shape (offsets,): as near as
    ``BESIDE`` at a side, as near as ``over`` above or below."""
    import numpy as np

    found = np.zeros(len(offsets), dtype=bool)
    dx, dy = offsets[:, :1], offsets[:, 1:]
    for left, top, right, bottom in own.tolist():
        across = (left + dx < others[:, 2] + BESIDE) & (right + dx > others[:, 0] - BESIDE)
        upright = (top + dy < others[:, 3] + over) & (bottom + dy > others[:, 1] - over)
        found |= (across & upright).any(axis=1)
    return found


def _offsets() -> Iterator[ndarray]:
    """Offsets, the nearest first: none at all, then wider and wider squares."""
    import numpy as np

    yield np.zeros((1, 2))
    reach = 8
    while True:
        yield _square(reach)
        reach *= 3


@cache
def _square(reach: int) -> ndarray:
    """The offsets of a square of ``reach`` steps each way, shape (offsets, 2), the nearest first."""
    import numpy as np

    steps = np.arange(-reach, reach + 1) * STEP
    found = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    return found[np.argsort(np.hypot(found[:, 0], found[:, 1]), kind="stable")]
