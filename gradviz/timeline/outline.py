"""Which steps a performance has, before anything has a time: one number each, as on the slides.

The leaves' values; every gate's value in topological order; the seed; then, gate by gate in reverse, each contribution
on a wire to a variable or gate in slot order, and after a gate the sums at copy gates whose last addend it sent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from gradviz.autodiff.listing import Listing
from gradviz.autodiff.run import Run
from gradviz.graph.graph import Constant, Copy, Gate, Graph, NodeId, Wire, WireId


@dataclass(frozen=True, slots=True)
class Beat:
    """A step without times. ``wires`` are those whose number it brings, ``blocked`` those among them that carry an
    exact 0; ``first`` marks the first backward step of a gate, into which the upstream gradient comes."""

    kind: str
    node: NodeId | None
    wires: tuple[WireId, ...]
    blocked: tuple[WireId, ...] = ()
    first: bool = False


def outline(graph: Graph, run: Run) -> list[Beat]:
    """All steps of the performance of ``run``, in order."""
    return [*_forward(graph), *_backward(graph, run)]


def fanned_out(graph: Graph, node: NodeId) -> tuple[Wire, ...]:
    """All wires that carry the value of ``node``: those that leave it, and those behind its copy gate."""
    found = list(graph.out_of[node])
    for wire in graph.out_of[node]:
        if isinstance(graph.nodes[wire.target], Copy):
            found += graph.out_of[wire.target]
    return tuple(found)


def dead_wires(graph: Graph) -> tuple[Wire, ...]:
    """Wires that lead nowhere near the output; what travels back on them is 0 from the seed on. Constants have none,
    and beside a target of the user's own choice nothing travels there."""
    return tuple(
        wire
        for wire in graph.wires
        if not graph.reaches_output[wire.target]
        and graph.has_gradient(wire.target)
        and not isinstance(graph.nodes[wire.source], Constant)
    )


def is_blocked(graph: Graph, run: Run, wire: Wire) -> bool:
    """Whether a gate kept this input's gradient back: the loser of a router, or a door that is shut."""
    gate = graph.nodes[wire.target]
    if not isinstance(gate, Gate):
        return False
    shuts = gate.kind.motion == "route" or (gate.kind.motion == "door" and len(gate.inputs) == 1)
    return shuts and run.locals[gate.id][wire.slot] == 0 and run.wire_gradients[wire.id] == 0


def _forward(graph: Graph) -> Iterator[Beat]:
    leaving = (wire.id for leaf in graph.variables for wire in fanned_out(graph, leaf.id))
    yield Beat("start", None, tuple(leaving))
    for gate in graph.gates:
        yield Beat("value", gate.id, tuple(wire.id for wire in fanned_out(graph, gate.id)))


def _backward(graph: Graph, run: Run) -> Iterator[Beat]:
    dead = tuple(wire.id for wire in dead_wires(graph))
    yield Beat("seed", graph.value_node(graph.output), dead, dead)
    awaited = {
        copy.id: sum(graph.reaches_output[wire.target] for wire in graph.out_of[copy.id]) for copy in graph.copies
    }
    for gate in reversed(graph.gates):
        if not graph.reaches_output[gate.id]:
            continue
        wires = [wire for wire in graph.into[gate.id] if not isinstance(graph.nodes[wire.source], Constant)]
        yield from _contributions(graph, run, gate, wires)
        for wire in wires:
            if wire.source in awaited:
                awaited[wire.source] -= 1
                if awaited[wire.source] == 0:
                    yield Beat("sum", wire.source, (graph.into[wire.source][0].id,))


def _contributions(graph: Graph, run: Run, gate: Gate, wires: list[Wire]) -> Iterator[Beat]:
    """One step per wire; blocked wires come along with the first live sibling, or alone where there is none."""
    blocked = tuple(wire.id for wire in wires if is_blocked(graph, run, wire))
    live = [wire.id for wire in wires if wire.id not in blocked]
    if not live:
        for number, wire in enumerate(blocked):
            yield Beat("contribution", gate.id, (wire,), (wire,), first=number == 0)
    for number, wire in enumerate(live):
        along = blocked if number == 0 else ()
        yield Beat("contribution", gate.id, (wire, *along), along, first=number == 0)


class LineFinder:
    """Which lines of a listing a step carries out, as places in ``(*listing.forward, *listing.backward)``."""

    def __init__(self, graph: Graph, listing: Listing) -> None:
        self.graph = graph
        self.forward: dict[NodeId, list[int]] = defaultdict(list)
        self.sent: dict[WireId, list[int]] = defaultdict(list)
        self.received: dict[NodeId, list[int]] = defaultdict(list)
        self.begun: list[int] = []
        for place, line in enumerate((*listing.forward, *listing.backward)):
            if place < len(listing.forward):
                self.forward[line.target].append(place)
            elif line.wire is None:
                self.begun.append(place)
            else:
                self.sent[line.wire].append(place)
                self.received[line.target].append(place)

    def lines(self, beat: Beat) -> tuple[int, ...]:
        """A sum's are all lines that add to the gradient; the seed's are that line and those of unused lines.

        The leaves' values, which the first step shows, have no lines.
        """
        if beat.kind == "value" and beat.node is not None:
            return tuple(self.forward[beat.node])
        if beat.kind == "seed":
            return tuple(self.begun)
        if beat.kind == "sum" and beat.node is not None:
            return tuple(self.received[self.graph.value_node(beat.node)])
        if beat.kind == "contribution":
            return tuple(place for wire in beat.wires for place in self.sent[wire])
        return ()
