"""What can happen within a step: small frozen facts with a start and a duration, in seconds at speed 1.

``show(stage, progress)`` draws an event on a stage; progress is 0 at its start and stays 1 after its end, and before
its start it is not shown at all. ``settle(stage)`` draws what it leaves behind when its step is over: numbers and the
colours of wires; tokens, glows, chips and highlights leave nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from gradviz.graph.graph import NodeId, WireId
from gradviz.timeline.easing import ease_in_out, ease_out
from gradviz.timeline.frame import NodeFrame, Token, WireFrame, WireState
from gradviz.timeline.stage import Stage

STATES = MappingProxyType({"value": WireState.VALUE, "gradient": WireState.GRADIENT})
"""The state of a wire that carries such a number."""


@dataclass(frozen=True, slots=True)
class Event:
    """Starts ``start_s`` after its step's start and takes ``duration_s``."""

    start_s: float
    duration_s: float

    @property
    def end_s(self) -> float:
        return self.start_s + self.duration_s

    def show_at(self, stage: Stage, time_s: float) -> None:
        """Draw the event as it is ``time_s`` after its step's start."""
        if time_s >= self.end_s:
            self.show(stage, 1.0)
        elif time_s >= self.start_s:
            self.show(stage, (time_s - self.start_s) / self.duration_s)

    def show(self, stage: Stage, progress: float) -> None:
        raise NotImplementedError

    def settle(self, stage: Stage) -> None:
        """Nothing, unless the event says otherwise."""


@dataclass(frozen=True, slots=True)
class Enter(Event):
    """A number that stands at a wire's seat runs on, in its own direction, to the end of the wire."""

    wire: WireId
    kind: str
    number: float

    def show(self, stage: Stage, progress: float) -> None:
        if progress < 1.0:
            token = Token(self.number, self.kind, 0.5 + 0.5 * ease_in_out(progress))
            stage.change_wire(self.wire, token=token, active=self.kind)
        else:
            stage.change_wire(self.wire, token=None, active=None)


@dataclass(frozen=True, slots=True)
class Deliver(Event):
    """A number sets out on a wire, which takes on its colour, and stays at the seat.

    ``reach`` is how far the token goes: ½ to the seat, 1 past it to the end, where a copy gate takes it over. ``lit``
    keeps the wire highlighted until the step is over.
    """

    wire: WireId
    kind: str
    number: float
    reach: float = 0.5
    lit: bool = True

    def show(self, stage: Stage, progress: float) -> None:
        place = self.reach * ease_in_out(progress)
        changes: dict[str, object] = {"state": STATES[self.kind]}
        if place >= 0.5:
            changes[self.kind] = self.number
        if progress < 1.0:
            changes["token"] = Token(self.number, self.kind, place)
        if progress < 1.0 or self.lit:
            changes["active"] = self.kind
        stage.change_wire(self.wire, **changes)

    def settle(self, stage: Stage) -> None:
        was = stage.wires[self.wire]
        if self.kind == "value":
            stage.wires[self.wire] = WireFrame(WireState.VALUE, self.number, was.gradient)
        else:
            stage.wires[self.wire] = WireFrame(WireState.GRADIENT, was.value, self.number)


@dataclass(frozen=True, slots=True)
class Block(Event):
    """A wire greys, and its gradient is an exact 0."""

    wire: WireId
    number: float

    def show(self, stage: Stage, progress: float) -> None:
        stage.change_wire(self.wire, state=WireState.BLOCKED, greyed=progress)
        if progress >= 1.0:
            stage.change_wire(self.wire, gradient=self.number)

    def settle(self, stage: Stage) -> None:
        stage.wires[self.wire] = WireFrame(WireState.BLOCKED, stage.wires[self.wire].value, self.number)


@dataclass(frozen=True, slots=True)
class Know(Event):
    """A node's value or gradient is known from now on."""

    node: NodeId
    kind: str
    number: float

    def show(self, stage: Stage, progress: float) -> None:
        stage.change_node(self.node, **{self.kind: self.number})

    def settle(self, stage: Stage) -> None:
        was = stage.nodes[self.node]
        if self.kind == "value":
            stage.nodes[self.node] = NodeFrame(self.number, was.gradient, sum=was.sum)
        else:
            stage.nodes[self.node] = NodeFrame(was.value, self.number, sum=was.sum)


@dataclass(frozen=True, slots=True)
class Glow(Event):
    """The gate at work lights up and stays lit until the step is over."""

    node: NodeId
    kind: str

    def show(self, stage: Stage, progress: float) -> None:
        stage.change_node(self.node, glow=ease_out(progress), active=self.kind)


@dataclass(frozen=True, slots=True)
class Chip(Event):
    """The local derivative appears where a wire enters its gate and stays until the step is over."""

    wire: WireId
    local: float
    is_exact: bool

    def show(self, stage: Stage, progress: float) -> None:
        stage.change_wire(self.wire, local=self.local, is_exact=self.is_exact, local_opacity=ease_out(progress))


@dataclass(frozen=True, slots=True)
class Arrive(Event):
    """One addend has come to a copy gate; adding waits for the others."""

    copy: NodeId
    uses: int
    use: int
    number: float

    def show(self, stage: Stage, progress: float) -> None:
        addends = list(stage.addends(self.copy, self.uses))
        addends[self.use] = self.number
        stage.change_sum(self.copy, self.uses, addends=tuple(addends))

    def settle(self, stage: Stage) -> None:
        self.show(stage, 1.0)


@dataclass(frozen=True, slots=True)
class Add(Event):
    """Addend number ``use`` joins the running sum, which goes from ``before`` (None: nothing yet) to ``after``."""

    copy: NodeId
    uses: int
    use: int
    before: float | None
    after: float

    def show(self, stage: Stage, progress: float) -> None:
        if progress < 1.0:
            stage.change_sum(
                self.copy, self.uses, total=self.before, fresh=self.use, progress=ease_in_out(progress), done=False
            )
        else:
            stage.change_sum(self.copy, self.uses, total=self.after, fresh=None, progress=1.0)


@dataclass(frozen=True, slots=True)
class Total(Event):
    """The sum at a copy gate is complete."""

    copy: NodeId
    uses: int
    total: float

    def show(self, stage: Stage, progress: float) -> None:
        stage.change_sum(self.copy, self.uses, total=self.total, fresh=None, progress=1.0, done=True)

    def settle(self, stage: Stage) -> None:
        self.show(stage, 1.0)
