"""How much room everything needs: the sizes of bodies, labels and seats for one graph at one geometry."""

from __future__ import annotations

from dataclasses import dataclass

from gradviz.graph.gates import GATES
from gradviz.graph.graph import Constant, Copy, Gate, Graph, NodeId, Variable, Wire
from gradviz.layout.layout import Geometry, Measure

CHIP_CHARACTERS, PLAIN_CHIP_CHARACTERS = 8, 5  # "×(−0.53)"; "×(−1)", "×0.50"
PLAIN_MOTIONS = ("share", "route")  # of gates whose local derivatives are all written short
SUM_CHARACTERS = 26  # "−20.09 + (−20.09) = −40.18"; longer sums are written smaller, then shorter
GAP = 3.0  # between the rows of labels of one seat
CONSTANT_WIRE = 10.0  # least length of the wire out of a constant
HALF_STROKE = 1.8  # half the width of the thickest line a wire is drawn with
CHIP_LIFT = 5.5  # from a wire to the local derivative over it
SIDE = 3.0  # level stretch of a wire before and behind the labels of its seat
SIDE_AT_DOT = 4.2  # the same where wires fan out of a dot, some of them steeply


@dataclass(frozen=True, slots=True)
class SeatSize:
    """A wire's straight seat and the rows of labels at it, measured from the wire."""

    width: float
    row: float  # height of a number's box
    row_gap: float  # from the wire to the near edge of a number's box
    chip_height: float

    @property
    def above(self) -> float:
        """Room for a number alone."""
        return self.row_gap + self.row

    @property
    def above_chip(self) -> float:
        """Room for a number and the local derivative on top of it."""
        return self.above + GAP + self.chip_height

    @property
    def below(self) -> float:
        return self.row_gap + self.row


class Sizes:
    """Sizes of one graph's parts, in scene units; every text is measured once."""

    def __init__(self, graph: Graph, measure: Measure, geometry: Geometry) -> None:
        self.graph = graph
        self.measure = measure
        self.geometry = geometry
        width = measure("0" * geometry.seat_digits, "number") + 0.65 * geometry.number_px
        row = geometry.number_px + 4.0
        self.seat = SeatSize(
            width=width,
            row=row,
            row_gap=geometry.label_gap - row / 2,
            chip_height=geometry.chip_px + 6.0,
        )
        self.sum_width = measure("0" * SUM_CHARACTERS, "number") * geometry.sum_px / geometry.number_px + 12.0
        self.sum_height = geometry.sum_px + 9.0
        self.name_height = geometry.name_px + 2.0

    def name(self, node: NodeId) -> str | None:
        """The name written over a gate; the output's stands at the end of its stub, leaves hold theirs inside."""
        if not isinstance(self.graph.nodes[node], Gate) or node == self.graph.output:
            return None
        return self.graph.labels[node]

    def name_width(self, text: str) -> float:
        return self.measure(text, "name") + 2.0

    def has_chip(self, wire: Wire) -> bool:
        """Whether a local derivative may be written at this wire: it enters a gate and brings no constant."""
        constant = isinstance(self.graph.nodes[wire.source], Constant)
        return isinstance(self.graph.nodes[wire.target], Gate) and not constant

    def chip_width(self, gate: NodeId) -> float:
        """Width of the local derivatives of a gate: those of routers and sums are simple numbers."""
        found, geometry = self.graph.nodes[gate], self.geometry
        plain = isinstance(found, Gate) and GATES[found.op].motion in PLAIN_MOTIONS
        characters = PLAIN_CHIP_CHARACTERS if plain else CHIP_CHARACTERS
        written = self.measure("0" * characters, "number") * geometry.chip_px / geometry.number_px
        return min(written + 6.0, self.seat.width)

    def is_joint(self, node: NodeId) -> bool:
        """Whether the gate only hands its input on (``b = a``): a small named dot on the wire."""
        found = self.graph.nodes[node]
        return isinstance(found, Gate) and GATES[found.op].joint

    def body(self, node: NodeId) -> tuple[float, float]:
        """Width and height of a node's body."""
        found, geometry = self.graph.nodes[node], self.geometry
        if isinstance(found, Variable):
            inside = self.measure(found.name, "name")
            return max(geometry.leaf_width, inside + geometry.leaf_height * 0.8), geometry.leaf_height
        if isinstance(found, Constant):
            return self.measure(found.text, "number") + 4.0, geometry.number_px + 4.0
        if isinstance(found, Copy) or self.is_joint(node):
            return 2 * geometry.copy_radius, 2 * geometry.copy_radius
        across = 2 * geometry.gate_radius
        symbol = self.measure(GATES[found.op].symbol, "gate")
        return max(across, symbol + 0.5 * geometry.gate_radius), across
