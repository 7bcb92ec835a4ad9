"""What can happen within a step: small frozen facts with a start and a duration, in seconds at speed 1.

``show(stage, progress)`` draws an event on a stage; progress is 0 at its start and stays 1 after its end, and before
its start it is not shown at all. A *lasting* event leaves a number or a colour behind when its step is over; the
others (tokens, glows, chips, highlights) are gone with the next step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gradviz.graph.graph import NodeId, WireId
from gradviz.timeline.easing import ease_in_out, ease_out
from gradviz.timeline.frame import Token, WireState
from gradviz.timeline.stage import Stage


@dataclass(frozen=True, slots=True)
class Event:
    """Starts ``start_s`` after its step's start and takes ``duration_s``."""

    start_s: float
    duration_s: float
    lasting: ClassVar[bool] = False

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


@dataclass(frozen=True, slots=True)
class Travel(Event):
    """A number moves along a wire, from ``begin`` to ``end`` of its course (:class:`Token` says how it is measured)."""

    wire: WireId
    kind: str
    number: float
    begin: float
    end: float

    def show(self, stage: Stage, progress: float) -> None:
        if progress < 1.0:
            place = self.begin + (self.end - self.begin) * ease_in_out(progress)
            stage.change_wire(self.wire, token=Token(self.number, self.kind, place), active=self.kind)
        else:
            stage.change_wire(self.wire, token=None, active=None)


@dataclass(frozen=True, slots=True)
class Colour(Event):
    """A wire takes on a state; into BLOCKED it greys over the event's duration."""

    wire: WireId
    state: WireState
    lasting: ClassVar[bool] = True

    def show(self, stage: Stage, progress: float) -> None:
        stage.change_wire(self.wire, state=self.state, greyed=progress if self.state is WireState.BLOCKED else 1.0)


@dataclass(frozen=True, slots=True)
class Write(Event):
    """A number stands at a wire's seat from now on."""

    wire: WireId
    kind: str
    number: float
    lasting: ClassVar[bool] = True

    def show(self, stage: Stage, progress: float) -> None:
        stage.change_wire(self.wire, **{self.kind: self.number})


@dataclass(frozen=True, slots=True)
class Know(Event):
    """A node's value or gradient is known from now on."""

    node: NodeId
    kind: str
    number: float
    lasting: ClassVar[bool] = True

    def show(self, stage: Stage, progress: float) -> None:
        stage.change_node(self.node, **{self.kind: self.number})


@dataclass(frozen=True, slots=True)
class Glow(Event):
    """The gate at work lights up and stays lit until the step is over."""

    node: NodeId
    kind: str

    def show(self, stage: Stage, progress: float) -> None:
        stage.change_node(self.node, glow=ease_out(progress), active=self.kind)


@dataclass(frozen=True, slots=True)
class Light(Event):
    """A wire is highlighted until the step is over."""

    wire: WireId
    kind: str

    def show(self, stage: Stage, progress: float) -> None:
        stage.change_wire(self.wire, active=self.kind)


@dataclass(frozen=True, slots=True)
class Chip(Event):
    """The local derivative appears where a wire enters its gate and stays until the step is over."""

    wire: WireId
    local: float

    def show(self, stage: Stage, progress: float) -> None:
        stage.change_wire(self.wire, local=self.local, local_opacity=ease_out(progress))


@dataclass(frozen=True, slots=True)
class Arrive(Event):
    """One addend has come to a copy gate; adding waits for the others."""

    copy: NodeId
    uses: int
    use: int
    number: float
    lasting: ClassVar[bool] = True

    def show(self, stage: Stage, progress: float) -> None:
        addends = list(stage.addends(self.copy, self.uses))
        addends[self.use] = self.number
        stage.change_sum(self.copy, self.uses, addends=tuple(addends))


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
    lasting: ClassVar[bool] = True

    def show(self, stage: Stage, progress: float) -> None:
        stage.change_sum(self.copy, self.uses, total=self.total, fresh=None, progress=1.0, done=True)
