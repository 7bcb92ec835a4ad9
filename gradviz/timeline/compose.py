"""Writes the events of every step: ``compose(graph, run)`` is the way from a recorded run to a performance.

Forward, the inputs' numbers run from their seats into the gate, it computes, its value moves out to the seats of all
its wires, through copy gates too. Backward, the upstream gradient comes in, the local derivative shows, their product
travels back to the seat; the loser's wire greys; at a copy gate the addends join one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gradviz.autodiff.listing import Listing
from gradviz.autodiff.run import Run
from gradviz.graph.graph import Constant, Copy, Gate, Graph, NodeId, Origin, Wire, WireId
from gradviz.timeline.captions import Captions
from gradviz.timeline.event import Add, Arrive, Block, Chip, Deliver, Enter, Event, Glow, Know, Total
from gradviz.timeline.frame import NodeFrame, Phase, Step, WireFrame, WireState
from gradviz.timeline.outline import Beat, LineFinder, outline
from gradviz.timeline.stage import OUTPUT, Stage
from gradviz.timeline.timeline import Timeline

PHASES = {"start": Phase.START, "value": Phase.FORWARD}
"""The phase of each kind of step; all others are backward."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take at speed 1, in seconds. A whole step stays near one and a half."""

    travel_s: float = 0.6  # a gradient from its gate to its seat
    enter_s: float = 0.3  # half a wire: from a seat into a gate, from a gate to a seat
    pulse_s: float = 0.25
    chip_s: float = 0.15
    grey_s: float = 0.2
    addend_s: float = 0.3
    adding_s: float = 0.75  # all addends of one copy gate together, at most
    told_s: float = 0.4  # how long a step's result stands before the next step begins


def compose(graph: Graph, run: Run, listing: Listing | None = None, pace: Pace = Pace()) -> Timeline:
    """The performance of ``run``; with a ``listing`` every step knows the lines it carries out."""
    composer = _Composer(graph, run, pace)
    lines = LineFinder(graph, listing) if listing else None
    beats = outline(graph, run)
    steps, scores = [], []
    now_s = 0.0
    for index, beat in enumerate(beats):
        events = tuple(composer.events(beat))
        lasts_s = max((event.end_s for event in events), default=0.0)
        end_s = now_s + lasts_s + (0.0 if beat.kind == "start" else pace.told_s)
        steps.append(_step(graph, index, beat, (now_s, end_s), lines.lines(beat) if lines else ()))
        scores.append(events)
        now_s = end_s
    return Timeline(tuple(steps), tuple(scores), composer.opening(), Captions(graph, run))


def _step(graph: Graph, index: int, beat: Beat, span_s: tuple[float, float], lines: tuple[int, ...]) -> Step:
    return Step(
        index,
        beat.kind,
        PHASES.get(beat.kind, Phase.BACKWARD),
        beat.node,
        beat.wires,
        _tick(graph, beat),
        *span_s,
        _origin(graph, beat.node),
        lines,
        beat.blocked,
    )


def _tick(graph: Graph, beat: Beat) -> str:
    if beat.node is None:
        return "start"
    node = graph.nodes[beat.node]
    if beat.kind == "seed":
        return graph.output_name
    assert isinstance(node, Gate | Copy), "leaves have no step of their own"
    return node.kind.symbol


def _origin(graph: Graph, node: NodeId | None) -> Origin | None:
    if node is None:
        return None
    found = graph.nodes[graph.value_node(node)]
    return None if isinstance(found, Copy) else found.origin


class _Composer:
    """Knows the numbers of one run and writes the events of one step at a time."""

    def __init__(self, graph: Graph, run: Run, pace: Pace) -> None:
        self.graph = graph
        self.run = run
        self.pace = pace
        self.output = graph.value_node(graph.output)
        self.use_of = {
            wire.id: (copy.id, use) for copy in graph.copies for use, wire in enumerate(self._back_to(copy.id))
        }

    def opening(self) -> Stage:
        """Before anything has happened: the constants and their numbers stand there."""
        stage = Stage([NodeFrame()] * len(self.graph.nodes), [WireFrame()] * (len(self.graph.wires) + 1))
        for constant in self.graph.constants:
            stage.change_node(constant.id, value=constant.value)
            for wire in self._out_wires(constant.id):
                stage.change_wire(wire, state=WireState.VALUE, value=constant.value)
        return stage

    def events(self, beat: Beat) -> Iterator[Event]:
        writers = {"start": self._start, "value": self._value, "seed": self._seed, "sum": self._sum}
        return writers.get(beat.kind, self._contribution)(beat)

    # forward

    def _start(self, beat: Beat) -> Iterator[Event]:
        for leaf in self.graph.variables:
            yield from self._deliver(leaf.id, 0.0, lit=False)

    def _value(self, beat: Beat) -> Iterator[Event]:
        assert beat.node is not None
        inputs = [wire for wire in self.graph.into[beat.node] if not self._is_constant(wire.source)]
        for wire in inputs:
            yield Enter(0.0, self.pace.enter_s, wire.id, "value", self.run.node_values[wire.source])
        at_work_s = self.pace.enter_s if inputs else 0.0
        yield Glow(at_work_s, self.pace.pulse_s, beat.node, "value")
        yield from self._deliver(beat.node, at_work_s + 0.8 * self.pace.pulse_s, lit=True)

    def _deliver(self, node: NodeId, start_s: float, lit: bool) -> Iterator[Event]:
        """A value becomes known and moves out to the seats of all wires that carry it."""
        number, half_s = self.run.node_values[node], self.pace.enter_s
        yield Know(start_s, 0.0, node, "value", number)
        for wire in self._out_wires(node):
            behind = self._behind_copy(wire)
            yield Deliver(start_s, half_s, wire, "value", number, 0.5 if behind is None else 1.0, lit)
            if behind is not None:
                copied_s = start_s + half_s
                yield Know(copied_s, 0.0, behind, "value", number)
                for branch in self.graph.out_of[behind]:
                    yield Deliver(copied_s, half_s, branch.id, "value", number, lit=lit)

    # backward

    def _seed(self, beat: Beat) -> Iterator[Event]:
        pace, gradient = self.pace, self.run.node_gradients[self.output]
        yield Deliver(0.0, pace.travel_s, OUTPUT, "gradient", gradient)
        yield Know(pace.travel_s, 0.0, self.output, "gradient", gradient)
        yield Glow(pace.travel_s, pace.pulse_s, self.output, "gradient")
        for wire in beat.blocked:
            yield from self._block(wire, 0.0, self.graph.wires[wire].source)
        for node in self.graph.nodes:
            if self.graph.reaches_output[node.id] or not self.graph.has_gradient(node.id):
                continue
            if isinstance(node, Copy):
                yield Total(0.0, 0.0, node.id, node.uses, self.run.node_gradients[node.id])
            if not self._is_constant(node.id):
                yield Know(0.0, 0.0, node.id, "gradient", self.run.node_gradients[node.id])

    def _contribution(self, beat: Beat) -> Iterator[Event]:
        assert beat.node is not None
        pace, start_s = self.pace, 0.0
        if beat.first:
            for wire in self._upstream(beat.node):
                yield Enter(0.0, pace.enter_s, wire, "gradient", self.run.node_gradients[beat.node])
            start_s = pace.enter_s
        yield Glow(start_s, pace.pulse_s, beat.node, "gradient")
        for wire in beat.wires:
            gate, slot = self.graph.nodes[beat.node], self.graph.wires[wire].slot
            local = self.run.locals[beat.node][slot]
            is_exact = isinstance(gate, Gate) and gate.kind.is_exact(slot, local)
            yield Chip(start_s, pace.chip_s, wire, local, is_exact)
        leave_s = start_s + pace.chip_s
        for wire in beat.wires:
            source = self.graph.wires[wire].source
            if wire in beat.blocked:
                yield from self._block(wire, leave_s, source)
            else:
                yield Deliver(leave_s, pace.travel_s, wire, "gradient", self.run.wire_gradients[wire])
                yield from self._received(wire, source, leave_s + pace.travel_s)

    def _block(self, wire: WireId, start_s: float, source: NodeId) -> Iterator[Event]:
        yield Block(start_s, self.pace.grey_s, wire, self.run.wire_gradients[wire])
        yield from self._received(wire, source, start_s + self.pace.grey_s)

    def _received(self, wire: WireId, source: NodeId, time_s: float) -> Iterator[Event]:
        """What a contribution means to the node it reaches: one addend of a copy, or the node's whole gradient."""
        if wire in self.use_of:
            copy, use = self.use_of[wire]
            yield Arrive(time_s, 0.0, copy, self._uses(copy), use, self.run.wire_gradients[wire])
        elif self.graph.reaches_output[source] and source != self.output:
            yield Know(time_s, 0.0, source, "gradient", self.run.node_gradients[source])

    def _sum(self, beat: Beat) -> Iterator[Event]:
        assert beat.node is not None
        copy, uses = beat.node, self._uses(beat.node)
        arriving = list(enumerate(self._back_to(copy)))
        each_s = min(self.pace.addend_s, self.pace.adding_s / len(arriving))
        running: float | None = None
        for place, (use, wire) in enumerate(arriving):
            number, start_s = self.run.wire_gradients[wire.id], place * each_s
            before, running = running, number if running is None else running + number
            yield Add(start_s, each_s, copy, uses, use, before, running)
            yield Enter(start_s, each_s, wire.id, "gradient", number)
        total, done_s = self.run.node_gradients[copy], len(arriving) * each_s
        yield Total(done_s, 0.0, copy, uses, total)
        yield Know(done_s, 0.0, copy, "gradient", total)
        yield Glow(done_s, self.pace.pulse_s, copy, "gradient")
        wire = self.graph.into[copy][0]
        yield Deliver(done_s, self.pace.enter_s, wire.id, "gradient", total)
        home_s = done_s + self.pace.enter_s
        yield Know(home_s, 0.0, wire.source, "gradient", self.run.node_gradients[wire.source])

    # the graph

    def _is_constant(self, node: NodeId) -> bool:
        return isinstance(self.graph.nodes[node], Constant)

    def _uses(self, copy: NodeId) -> int:
        return len(self._back_to(copy))

    def _back_to(self, copy: NodeId) -> list[Wire]:
        """The branches along which gradients come back to a copy gate."""
        return [wire for wire in self.graph.out_of[copy] if self.graph.has_gradient(wire.target)]

    def _behind_copy(self, wire: WireId) -> NodeId | None:
        target = None if wire == OUTPUT else self.graph.wires[wire].target
        return target if target is not None and isinstance(self.graph.nodes[target], Copy) else None

    def _out_wires(self, node: NodeId) -> list[WireId]:
        """The wires that leave a node, the stub behind the output among them."""
        return [wire.id for wire in self.graph.out_of[node]] + ([OUTPUT] if node == self.output else [])

    def _upstream(self, gate: NodeId) -> list[WireId]:
        """The wires on which a gate's gradient came back to it."""
        living = [wire.id for wire in self.graph.out_of[gate] if self.graph.reaches_output[wire.target]]
        return living + ([OUTPUT] if gate == self.output else [])
