"""All that is visible of a run at one instant: plain values, no Qt, no history.

A :class:`Frame` says for every node and wire what is known, what glows and what travels. Numbers are floats; how they
are written is the canvas's business (``gradviz.numerals``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from gradviz.graph.graph import NodeId, Origin, WireId
from gradviz.timeline.pieces import Caption


class Phase(Enum):
    """Which pass the performance is in; ``START`` shows the leaves' values, nothing else."""

    START = "start"
    FORWARD = "forward"
    BACKWARD = "backward"


class WireState(Enum):
    """How a wire is drawn; the table "Wires and labels" of the visual notes."""

    IDLE = "idle"  # not computed: dotted
    VALUE = "value"  # carries a value, arrow at the sink
    GRADIENT = "gradient"  # has carried its contribution back, arrow at the source
    BLOCKED = "blocked"  # the contribution is an exact 0 the gate did not let through (max, min, relu), bar at the gate


@dataclass(frozen=True, slots=True)
class Token:
    """A number on its way. ``progress`` is eased: 0 where it sets out, ½ in the middle of the seat, 1 on arrival.

    A value sets out from the wire's source, a gradient from its target. Most tokens go half a wire: into a gate from
    the seat where their number stood (½ to 1), or out of it to the seat where it will stand (0 to ½).
    """

    number: float
    kind: str  # "value" | "gradient"
    progress: float


@dataclass(frozen=True, slots=True)
class WireFrame:
    """One wire (or the stub behind the output). ``value`` and ``gradient`` are None while not computed ("—").

    ``active`` marks the wires of the current step (thick, halo, bold pill). ``local`` is the local derivative shown as
    a chip ("×1") while its gate is at work, with ``local_opacity`` 0…1; it ``is_exact`` where the gate table
    itself says the number. ``greyed`` is how far a BLOCKED wire has lost its colour, 1 at rest.
    A wire out of a constant never has a gradient.
    """

    state: WireState = WireState.IDLE
    value: float | None = None
    gradient: float | None = None
    active: str | None = None  # None | "value" | "gradient"
    token: Token | None = None
    local: float | None = None
    is_exact: bool = False
    local_opacity: float = 0.0
    greyed: float = 1.0


@dataclass(frozen=True, slots=True)
class SumFrame:
    """The running sum at a copy gate. ``addends`` has one entry per use that has a gradient, in the order of
    the copy's wires (as typed),
    None while one has not arrived; ``total`` is the sum so far, None until all have arrived and adding begins.
    ``fresh`` is the addend being added now (0…1 in ``progress``), None at rest; ``done`` when the sum is complete."""

    addends: tuple[float | None, ...]
    total: float | None
    fresh: int | None = None
    progress: float = 1.0
    done: bool = False


@dataclass(frozen=True, slots=True)
class NodeFrame:
    """One node. ``glow`` 0…1 is the ring of the gate at work, ``active`` its colour; ``sum`` stands on copy gates."""

    value: float | None = None
    gradient: float | None = None
    glow: float = 0.0
    active: str | None = None  # None | "value" | "gradient"
    sum: SumFrame | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one press of → advances: one number, as on the slides.

    ``node`` is the gate at work (its tick's caption), or the copy gate whose sum is made, or None for ``start``.
    ``kind`` is "start", "value", "seed", "contribution" or "sum". ``wires`` are the wires whose number this step
    brings, ``blocked`` those among them that receive an exact 0 without a journey (at the seed: all wires that do not
    lead to the output). ``tick`` is what the time line writes under the tick ("×", "exp", "•"; "start" is translated
    when shown; at the seed the output's name, whose gradient is written); consecutive steps of one gate in one phase
    share a caption. ``start_s`` and ``end_s`` are seconds at speed 1. ``listing_lines`` are places in
    ``(*listing.forward, *listing.backward)``.
    """

    index: int
    kind: str
    phase: Phase
    node: NodeId | None
    wires: tuple[WireId, ...]
    tick: str
    start_s: float
    end_s: float
    origin: Origin | None
    listing_lines: tuple[int, ...] = ()
    blocked: tuple[WireId, ...] = ()

    @property
    def number(self) -> int:
        """The step as it is counted aloud, on the bar and on the command line: the first is 1."""
        return self.index + 1


@dataclass(frozen=True, slots=True)
class Frame:
    """One instant. ``nodes`` and ``wires`` are indexed by id; ``output`` is the stub from the output gate to its name.

    ``step`` is the step in progress or last finished; ``moving`` is False when nothing is in motion (a rest frame).
    ``told`` is whether the step's numbers have arrived: before that its caption must not give the result away.
    ``focus`` are the nodes the view should keep in sight; ``origin`` the typed text to highlight.
    """

    time_s: float
    step: Step
    moving: bool
    nodes: tuple[NodeFrame, ...]
    wires: tuple[WireFrame, ...]
    output: WireFrame
    caption: Caption
    focus: tuple[NodeId, ...] = ()
    told: bool = True

    @property
    def phase(self) -> Phase:
        return self.step.phase

    @property
    def origin(self) -> Origin | None:
        return self.step.origin
