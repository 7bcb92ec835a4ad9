"""Nudge: move one number a little and see what really happens, beside what the gradient foretold.

The change of the output is foretold as gradient · h, that of any other node as its own derivative by the moved number
times h, carried forward gate by gate: ẏ = Σ local derivative · ẋ. Both are straight lines; the truth is not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from gradviz.autodiff.moving import Moving, Place, value_place
from gradviz.autodiff.rounding import UNIT, value_errors
from gradviz.autodiff.run import Run
from gradviz.graph.graph import Gate, Node, NodeId, Wire


@dataclass(frozen=True, slots=True)
class Ripple:
    """What reached one node: its value before and after, and the change that was foretold."""

    node: NodeId
    before: float
    after: float
    predicted: float

    @property
    def change(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Nudge:
    """The number at ``place`` (a node, or a wire whose branch alone moves) plus ``h``.

    ``before`` is the number itself, ``ripples`` hold every node downstream in topological order, a moved node first.
    ``change`` and ``predicted`` are those of the output, 0 where the nudge does not reach it; ``rounding`` is about the
    most by which floats alone may set them apart.
    """

    place: Place
    h: float
    before: float
    ripples: tuple[Ripple, ...]
    change: float
    predicted: float
    rounding: float

    @property
    def error(self) -> float:
        """The part of the change that the gradient did not foretell."""
        return self.change - self.predicted

    @property
    def foretold(self) -> bool:
        """Whether the gradient foretold all of the change, but for rounding: so it is where the output is linear."""
        return abs(self.error) <= self.rounding


def nudge(run: Run, place: Place, h: float) -> Nudge:
    """Move the number at ``place``, a node or a wire of ``run``'s graph, by ``h``.

    A gate's output is replaced; a copy gate, or the wire into one, stands for the value it copies.
    """
    moving = Moving(run, place)
    after, slopes = moving(h), tangents(run, moving.place, moving.downstream)
    ripples = tuple(
        Ripple(node.id, run.node_values[node.id], after[node.id], slopes[node.id] * h) for node in moving.downstream
    )
    before = run.node_values[moving.place.source if isinstance(moving.place, Wire) else moving.place.id]
    change = after[run.graph.output] - run.value
    slope = gradient_at(run, place)
    rounding = _rounding(run, after, slope * h, len(moving.downstream)) + abs(slope) * math.ulp(before + h)
    return Nudge(moving.place, h, before, ripples, change, slope * h, rounding)


def _rounding(run: Run, after: Sequence[float], predicted: float, gates: int) -> float:
    """How far rounding may carry both values of the output, and a ``predicted`` change along so many ``gates``."""
    output = run.graph.output
    return value_errors(run)[output] + value_errors(run, after)[output] + 2 * UNIT * gates * abs(predicted)


def gradient_at(run: Run, place: Place) -> float:
    """The derivative of the output by the number at ``place``: a node's gradient, a wire's contribution."""
    found = value_place(run.graph, place)
    return run.wire_gradients[found.id] if isinstance(found, Wire) else run.node_gradients[found.id]


def tangents(run: Run, place: Place, downstream: tuple[Node, ...]) -> dict[NodeId, float]:
    """For each node ``downstream`` of ``place`` its derivative by the number there, in one pass forward."""
    found: dict[NodeId, float] = {}
    for node in downstream:
        if node is place:
            found[node.id] = 1.0
            continue
        slopes = run.locals[node.id] if isinstance(node, Gate) else (1.0,)
        arriving = ((wire, 1.0 if wire is place else found.get(wire.source)) for wire in run.graph.into[node.id])
        found[node.id] = sum(slopes[wire.slot] * moved for wire, moved in arriving if moved is not None)
    return found
