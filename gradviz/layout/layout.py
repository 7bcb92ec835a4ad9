"""Where everything on the canvas stands: the values of the layout room, in scene units (px at zoom 1), y downwards.

A layout reserves a box for everything that may ever be written, so that nothing moves while numbers change: two
boxes at every wire's straight *seat* (value above, gradient below; in a drawing from the top down value left, gradient
right), one for the local-derivative chip, one for the
running sum of a copy gate, one for the name over a gate. No two boxes overlap, and no wire crosses one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, get_args

from gradviz.graph.graph import NodeId, WireId

Measure = Callable[[str, str], float]
"""``measure(text, role) -> width`` in scene units at the geometry's type size; role: "number", "name" or "gate"."""

Direction = Literal["right", "down"]
"""Where a drawing flows to: inputs at the left and the output at the right, or inputs above and the output below."""

DIRECTIONS: tuple[Direction, ...] = get_args(Direction)


class Point(NamedTuple):
    x: float
    y: float


class Box(NamedTuple):
    """An upright rectangle; ``x``, ``y`` is its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def center(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def grown(self, margin: float) -> Box:
        return Box(self.x - margin, self.y - margin, self.width + 2 * margin, self.height + 2 * margin)

    def shifted(self, dx: float, dy: float) -> Box:
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def overlaps(self, other: Box) -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Geometry:
    """Sizes of one drawing, in scene units. From some 12 gates on the tight set is used.

    No type, subscripts of names included, is smaller than 14, so that a graph may be shown at 11/14 of its size before
    something falls below 11 px on the screen.
    """

    gate_radius: float = 28.0
    fold_ring: float = 4.0  # between the two rings of a gate into which others are folded
    leaf_width: float = 58.0
    leaf_height: float = 40.0
    copy_radius: float = 7.5
    number_px: int = 17
    name_px: int = 23
    gate_px: int = 17
    chip_px: int = 14
    label_gap: float = 18.0  # from a level wire to the middle of a number's line
    clearance: float = 3.0  # least distance of a label from wires, gates and other labels
    seat_digits: int = 7  # characters of the widest number a seat must hold, the arrow not counted
    sum_px: int = 15  # the running sum at a copy gate
    direction: Direction = "right"

    @property
    def down(self) -> bool:
        """Whether the drawing flows from the top down."""
        return self.direction == "down"


NORMAL = Geometry()
TIGHT = Geometry(
    gate_radius=20.0,
    leaf_width=48.0,
    leaf_height=32.0,
    copy_radius=6.0,
    number_px=15,
    name_px=20,
    gate_px=14,
    chip_px=14,
    label_gap=15.0,
    sum_px=14,
)
TIGHTEST = replace(
    TIGHT, gate_radius=15.0, leaf_width=42.0, leaf_height=28.0, copy_radius=5.5, number_px=14, label_gap=14.0
)
"""For what would else be a little too large for a usual window."""


@dataclass(frozen=True, slots=True)
class NodePlace:
    """A node's body: centre and size. ``name_box`` holds the italic name over a gate (None where none is written);
    ``sum_box`` the running sum of a copy gate."""

    x: float
    y: float
    width: float
    height: float
    name_box: Box | None = None
    sum_box: Box | None = None

    @property
    def box(self) -> Box:
        return Box(self.x - self.width / 2, self.y - self.height / 2, self.width, self.height)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The body's box and those of its texts."""
        return tuple(box for box in (self.box, self.name_box, self.sum_box) if box is not None)

    def shifted(self, dx: float, dy: float) -> NodePlace:
        name, total = (box and box.shifted(dx, dy) for box in (self.name_box, self.sum_box))
        return replace(self, x=self.x + dx, y=self.y + dy, name_box=name, sum_box=total)


@dataclass(frozen=True, slots=True)
class WirePlace:
    """A wire's course from its source's port to its target's port.

    ``path`` is a chain of cubic Béziers: start, then (control, control, end) again and again. The straight seat runs
    from ``seat[0]`` to ``seat[1]``. Boxes are None where nothing is written (wires out of constants).
    """

    path: tuple[Point, ...]
    seat: tuple[Point, Point]
    value_box: Box | None = None
    gradient_box: Box | None = None
    local_box: Box | None = None

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes of its labels."""
        return tuple(box for box in (self.value_box, self.gradient_box, self.local_box) if box is not None)

    def shifted(self, dx: float, dy: float) -> WirePlace:
        path = tuple(Point(point.x + dx, point.y + dy) for point in self.path)
        left, right = (Point(point.x + dx, point.y + dy) for point in self.seat)
        labels = (box and box.shifted(dx, dy) for box in (self.value_box, self.gradient_box, self.local_box))
        return WirePlace(path, (left, right), *labels)


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of one graph. ``nodes`` by node id, ``wires`` by wire id; ``output`` is the stub behind the output node,
    ``output_box`` the output's name at its end. ``bounds`` encloses everything. ``engine`` says who placed it. Where
    nodes were dragged, ``moved`` holds their centres and ``base`` the layout without any of these moves."""

    nodes: tuple[NodePlace, ...]
    wires: tuple[WirePlace, ...]
    output: WirePlace
    output_box: Box
    bounds: Box
    geometry: Geometry
    engine: str = "dot"
    base: Layout | None = field(default=None, compare=False, repr=False)
    moved: Mapping[NodeId, tuple[float, float]] = field(default_factory=dict, compare=False, repr=False)

    def shifted(self, dx: float, dy: float) -> Layout:
        return replace(
            self,
            nodes=tuple(node.shifted(dx, dy) for node in self.nodes),
            wires=tuple(wire.shifted(dx, dy) for wire in self.wires),
            output=self.output.shifted(dx, dy),
            output_box=self.output_box.shifted(dx, dy),
            bounds=self.bounds.shifted(dx, dy),
            base=self.base and self.base.shifted(dx, dy),
            moved={node: (x + dx, y + dy) for node, (x, y) in self.moved.items()},
        )

    def bounded(self) -> Layout:
        """The same layout with bounds that enclose all of it."""
        boxes = [self.output_box, *(box for node in self.nodes for box in node.boxes)]
        for wire in (*self.wires, self.output):
            boxes += wire.boxes
            boxes += [Box(point.x, point.y, 0.0, 0.0) for point in wire.path]
        left, top = min(box.x for box in boxes), min(box.y for box in boxes)
        right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
        return replace(self, bounds=Box(left, top, right - left, bottom - top))


__all__ = [
    "DIRECTIONS",
    "NORMAL",
    "TIGHT",
    "TIGHTEST",
    "Box",
    "Direction",
    "Geometry",
    "Layout",
    "Measure",
    "NodeId",
    "NodePlace",
    "Point",
    "WireId",
    "WirePlace",
]
