"""Items that belong together: a node with its name and sum, a wire with its numbers, chip and token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gradviz.graph.graph import NodeId, WireId
from gradviz.gui.canvas.item import IN_DOTS, Item, Style
from gradviz.gui.canvas.label_items import ChipItem, NameItem, NumberItem, TokenItem
from gradviz.gui.canvas.labels import Labels
from gradviz.gui.canvas.node_item import NodeItem
from gradviz.gui.canvas.sum_item import SumItem
from gradviz.gui.canvas.wire_item import WireItem
from gradviz.i18n import tr
from gradviz.layout.layout import Layout, NodePlace, Point, WirePlace
from gradviz.numerals import NOT_COMPUTED, Numerals
from gradviz.timeline.frame import NodeFrame, WireFrame, WireState

QUIET_NAME_PX = 21  # the largest type for a gate's name that nobody chose; its subscript still has 14


class Parts:
    """Items that appear and vanish together."""

    def items(self) -> list[Item]:
        """All items there are."""
        raise NotImplementedError

    def set_opacity(self, opacity: float) -> None:
        """Fade all items, 0 unseen … 1 full; a chip keeps the opacity of its frame."""
        for item in self.items():
            if not isinstance(item, ChipItem):
                item.setOpacity(opacity)


@dataclass
class NodeParts(Parts):
    """A node's body, the name over it and the sum beside it, where there are such; ``loose``: no wire carries its
    value away; ``typed``: a constant as it was typed."""

    body: NodeItem
    name: NameItem | None = None
    sum: SumItem | None = None
    loose: bool = False
    typed: str = ""
    frame: NodeFrame = field(default_factory=NodeFrame)

    def items(self) -> list[Item]:
        return [item for item in (self.body, self.name, self.sum) if item is not None]

    def place(self, place: NodePlace) -> None:
        """Put everything where ``place`` says."""
        self.body.place(place)
        if self.name is not None and place.name_box is not None:
            quiet = min(1.0, QUIET_NAME_PX / self.name.style.geometry.name_px)
            self.name.place(place.name_box, scale=1.0 if self.name.chosen else quiet)
        if self.sum is not None and place.sum_box is not None:
            self.sum.place(place)

    def show_frame(self, frame: NodeFrame, numerals: Numerals, trouble: str, labels: Labels) -> None:
        """Look as ``frame`` says, with those of its labels that are shown."""
        self.frame = frame
        self.body.show_frame(frame, trouble)
        if self.typed:
            self.body.write(numerals.exact(self.typed))
        if self.name is not None:
            self.name.setVisible(labels.names)
            if self.loose:
                shown = labels.values and frame.value is not None
                self.name.write_value(numerals.text(frame.value) if shown and frame.value is not None else "")
        if self.sum is not None:
            self.sum.show_frame(frame.sum if labels.sums else None, numerals)


class WireParts(Parts):
    """A wire's line, its two numbers, the local derivative and the number that travels."""

    def __init__(self, style: Style, wire: int, place: WirePlace, *, quiet: bool = False, onward: bool = False) -> None:
        self.line = WireItem(style, wire, quiet=quiet, onward=onward)
        self.value = NumberItem(style, "value") if place.value_box is not None else None
        self.gradient = NumberItem(style, "gradient") if place.gradient_box is not None else None
        self.chip = ChipItem(style) if place.local_box is not None else None
        self.token = TokenItem(style)
        self.frame = WireFrame()
        self.aside = False  # whether it leads past the target
        self.names = ("", "")  # of the output and of the wire: what the gradient is called
        self._seat = 0.0
        self.place(place)

    def items(self) -> list[Item]:
        found = (self.line, self.value, self.gradient, self.chip, self.token)
        return [item for item in found if item is not None]

    def place(self, place: WirePlace) -> None:
        """Put everything where ``place`` says."""
        self.line.place(place)
        for item, box in ((self.value, place.value_box), (self.gradient, place.gradient_box)):
            if item is not None and box is not None:
                item.place(box)
        if self.chip is not None and place.local_box is not None:
            self.chip.place(place.local_box, place.path[-1].x)
        (x1, y1), (x2, y2) = place.seat
        curve = self.line.curve
        self._seat = curve.nearest(Point((x1 + x2) / 2, (y1 + y2) / 2))
        self._move_token()

    def show_frame(self, frame: WireFrame, numerals: Numerals, labels: Labels) -> None:
        """Look as ``frame`` says, with those of its labels that are shown."""
        self.frame = frame
        self.line.show_frame(frame)
        self._write_value(numerals, labels.values)
        self._write_gradient(numerals, labels.gradients)
        self._write_chip(numerals, labels.locals)
        self._write_token(numerals, labels)

    def _write_value(self, numerals: Numerals, shown: bool) -> None:
        if self.value is None:
            return
        number = self.frame.value
        if number is None or not shown:
            self.value.write("")
            return
        active = self.frame.active == "value"
        self.value.write(numerals.text(number), number, full=numerals.full(number), active=active)

    def _write_gradient(self, numerals: Numerals, shown: bool) -> None:
        if self.gradient is None:
            return
        frame = self.frame
        if not shown:
            self.gradient.write("")
        elif frame.gradient is not None:
            blocked = frame.state is WireState.BLOCKED
            text = numerals.text(frame.gradient)
            full = f"{numerals.gradient(*self.names)} = {numerals.full(frame.gradient)}"
            active = frame.active == "gradient" and not blocked
            self.gradient.write(text, frame.gradient, full=full, active=active, grey=blocked)
        else:
            self.gradient.write(NOT_COMPUTED if frame.value is not None else "", full=self._why_none())

    def _why_none(self) -> str:
        """Why there is no gradient, where there never will be one."""
        said = tr("This wire does not lead to {target}: no gradient comes back along it.", target=self.names[0])
        return said if self.aside else ""

    def _write_chip(self, numerals: Numerals, shown: bool) -> None:
        if self.chip is None:
            return
        local = self.frame.local if shown else None
        opacity = 0.0 if local is None else self.frame.local_opacity
        self.chip.write(local or 0.0, numerals, opacity, self.frame.is_exact)

    def _write_token(self, numerals: Numerals, labels: Labels) -> None:
        token = self.frame.token
        shown = token is not None and (labels.values if token.kind == "value" else labels.gradients)
        self.token.setVisible(shown)
        if token is not None and shown:
            self.token.write(numerals.text(token.number), token.kind)
            self._move_token()

    def _move_token(self) -> None:
        token = self.frame.token
        if token is not None:
            along = token.progress if token.kind == "value" else 1 - token.progress
            whole, seat = self.line.curve.length, self._seat
            place = 2 * along * seat if along < 0.5 else seat + (2 * along - 1) * (whole - seat)
            self.token.setPos(*self.line.curve.at(place))


@dataclass(frozen=True)
class Gone:
    """What stood in the picture before and no longer does, by its old ids, while it glides into what it became."""

    nodes: Mapping[NodeId, NodeParts] = field(default_factory=dict)
    wires: Mapping[WireId, WireParts] = field(default_factory=dict)

    def items(self) -> list[Item]:
        """All items."""
        groups: list[Parts] = [*self.nodes.values(), *self.wires.values()]
        return [item for group in groups for item in group.items()]

    def place(self, layout: Layout) -> None:
        """Move everything to the places of ``layout``, made for the graph there was before."""
        for node, parts in self.nodes.items():
            parts.place(layout.nodes[node])
        for wire, line in self.wires.items():
            line.place(layout.wires[wire])

    def fall_silent(self) -> None:
        """Lie under what is there, without the numbers that come and go."""
        for node in self.nodes.values():
            node.body.setZValue(IN_DOTS)
        for wire in self.wires.values():
            wire.token.hide()
            if wire.chip is not None:
                wire.chip.hide()
