"""How much room everything needs: the sizes of bodies, labels and seats for one graph at one geometry."""

from __future__ import annotations

from dataclasses import dataclass

from gradviz.graph.graph import Constant, Copy, Gate, Graph, NodeId, Variable, Wire
from gradviz.layout.layout import Geometry, Measure

CHIP_CHARACTERS, PLAIN_CHIP_CHARACTERS = 8, 5  # "×(−0.53)"; "×(−1)", "×0.50"
PLAIN_MOTIONS = ("share", "route")  # of gates whose local derivatives are all written short
SUM_CHARACTERS = 26  # "−20.09 + (−20.09) = −40.18"; longer sums are written smaller, then shorter
SUM_CHARACTERS_IN_ROWS = 17  # "−20.09 + (−20.09)" over "= −40.18"
SUM_ROW = 1.35  # height of a further row of a sum, in type sizes
NAME_BESIDE = 7.0  # between a gate and the name at its left
LOOSE_VALUE = " = −00.00"  # beside the name of a gate that no wire leaves; longer ones are written smaller
GAP = 3.0  # between the rows of labels of one seat
CONSTANT_WIRE = 10.0  # least length of the wire out of a constant
HALF_STROKE = 1.8  # half the width of the thickest line a wire is drawn with
CHIP_LIFT = 5.5  # from a wire to the local derivative over it
SIDE = 3.0  # level stretch of a wire before and behind the labels of its seat
ROOM_IN_SEAT = 2.5  # px of wire above a number beside it, and below, so that arrowheads find room
ROOM_AT_WIRE = 2.0  # px more between wire and number there, because all numbers end at the wire
SIDE_AT_DOT = 4.2  # the same where wires fan out of a dot, some of them steeply


@dataclass(frozen=True, slots=True)
class SeatSize:
    """A wire's straight seat and the rows of labels at it, measured from the wire. ``width`` lies along the wire,
    everything else across it; so these are the widths of texts where the drawing flows from the top down."""

    width: float
    row: float  # of a number's box
    row_gap: float  # from the wire to the near edge of a number's box
    chip_height: float  # of the largest local derivative
    inset: float = 0.0  # from the ends of the seat to a number's box

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
    """Sizes of one graph's parts, in scene units, as (along the flow, across it); every text is measured once."""

    def __init__(self, graph: Graph, measure: Measure, geometry: Geometry) -> None:
        self.graph = graph
        self.measure = measure
        self.geometry = geometry
        width = measure("0" * geometry.seat_digits, "number") + 0.65 * geometry.number_px
        row = geometry.number_px + 4.0
        self._number_width = width
        inset = ROOM_IN_SEAT if geometry.down else 0.0
        seat = self._flowing(width, row + 2 * inset)
        self.seat = SeatSize(
            width=seat[0],
            row=seat[1],
            row_gap=geometry.label_gap - row / 2 + (ROOM_AT_WIRE if geometry.down else 0.0),
            chip_height=self._flowing(min(self._chip_written(CHIP_CHARACTERS), width), geometry.chip_px + 6.0)[1],
            inset=inset,
        )
        self.sum_width, self.sum_height = self._sum_size()
        self.name_gap = NAME_BESIDE if geometry.down else GAP

    def _flowing(self, width: float, height: float) -> tuple[float, float]:
        """Width and height as extents along the flow and across it."""
        return (height, width) if self.geometry.down else (width, height)

    def _sum_size(self) -> tuple[float, float]:
        """A sum has one row, or two, with what comes after the equals sign below, where room along the flow is dear."""
        geometry = self.geometry
        characters, rows = (SUM_CHARACTERS_IN_ROWS, 2) if geometry.down else (SUM_CHARACTERS, 1)
        written = self.measure("0" * characters, "number") * geometry.sum_px / geometry.number_px
        return self._flowing(written + 12.0, geometry.sum_px * (1 + SUM_ROW * (rows - 1)) + 9.0)

    def name(self, node: NodeId) -> str | None:
        """The name written over a gate; the output's stands at the end of its stub, leaves and folded lines hold theirs
        inside."""
        found, label = self.graph.nodes[node], self.graph.labels[node]
        if not isinstance(found, Gate) or node == self.graph.output or (found.folded and found.kind.symbol == label):
            return None
        return label

    def name_size(self, text: str) -> tuple[float, float]:
        return self._flowing(self.measure(text, "name") + 2.0, self.geometry.name_px + 2.0)

    def title_size(self, node: NodeId) -> tuple[float, float]:
        """The size of what is written over a gate: its name, and its value where no wire carries that away."""
        along, across = self.name_size(self.name(node) or "")
        if not self.graph.is_loose(node):
            return along, across
        value = self._flowing(self.measure(LOOSE_VALUE, "number"), 0.0)
        return along + value[0], across + value[1]

    def has_chip(self, wire: Wire) -> bool:
        """Whether a local derivative may be written at this wire: it enters a gate and brings no constant."""
        constant = isinstance(self.graph.nodes[wire.source], Constant)
        return isinstance(self.graph.nodes[wire.target], Gate) and not constant

    def chip_size(self, gate: NodeId) -> tuple[float, float]:
        """The size of the local derivatives of a gate: those of routers and sums are simple numbers."""
        found, geometry = self.graph.nodes[gate], self.geometry
        plain = isinstance(found, Gate) and found.kind.motion in PLAIN_MOTIONS
        written = self._chip_written(PLAIN_CHIP_CHARACTERS if plain else CHIP_CHARACTERS)
        return self._flowing(min(written, self._number_width), geometry.chip_px + 6.0)

    def _chip_written(self, characters: int) -> float:
        geometry = self.geometry
        return self.measure("0" * characters, "number") * geometry.chip_px / geometry.number_px + 6.0

    def is_joint(self, node: NodeId) -> bool:
        """Whether the gate only hands its input on (``b = a``): a small named dot on the wire."""
        found = self.graph.nodes[node]
        return isinstance(found, Gate) and found.kind.joint

    def body(self, node: NodeId) -> tuple[float, float]:
        """The size of a node's body."""
        return self._flowing(*self._upright_body(node))

    def _upright_body(self, node: NodeId) -> tuple[float, float]:
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
        if found.folded:
            ring = 2 * geometry.fold_ring
            return max(
                across, self.measure(found.kind.symbol, "name") + 0.7 * geometry.gate_radius
            ) + ring, across + ring
        symbol = self.measure(found.kind.symbol, "gate")
        return max(across, symbol + 0.5 * geometry.gate_radius), across
