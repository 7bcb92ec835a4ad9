"""Finite differences of the output by one leaf, and what stands between them and the gradient.

    one-sided   (f(x + ε) − f(x)) / ε              error  ε/2 · f″  + rounding/ε
    centred     (f(x + ε) − f(x − ε)) / (2ε)       error  ε²/6 · f‴ + rounding/ε

(any book on numerical analysis; Stanford's CS231n, "Gradient checks".) The step is the one that floats really take:
(x + ε) − x. The leading term is estimated from the same differences at ε/2, which have 1/2 and 1/4 of it; the rounding
from the run.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from gradviz.autodiff.moving import Moving
from gradviz.autodiff.problems import may_kink
from gradviz.autodiff.rounding import value_errors
from gradviz.autodiff.run import Run
from gradviz.graph.graph import Gate, NodeId, Variable

_HALF = 0.5
_INSIDE = (0.25, _HALF, 0.75)
"""Where between x and x ± ε gates with kinks are looked at, as parts of ε: a door may open and shut on the way."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One finite difference. ``truncation`` is about how large the error of a finite step is, ``rounding`` the most
    that rounding may add; ``kinks`` and ``poles`` are the gates (node ids) that have one on the stretch it spans."""

    value: float
    truncation: float
    rounding: float
    kinks: tuple[NodeId, ...]
    poles: tuple[NodeId, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """Both differences of the output by one leaf, with the number of function evaluations they took; f(x) itself is
    known from the run and not among them."""

    one_sided: Difference
    centred: Difference
    evaluations: int


def differences(run: Run, leaf: Variable, epsilon: float) -> Differences:
    """One-sided and centred difference by ``leaf`` with a step of ``epsilon`` > 0."""
    return _Stretch(run, leaf, epsilon).differences()


class _Stretch:
    """The points x − ε … x + ε, every node's value at each of them, and what gates do in between."""

    def __init__(self, run: Run, leaf: Variable, epsilon: float) -> None:
        self.run = run
        self.moving = Moving(run, leaf)
        self.x = run.node_values[leaf.id]
        self.epsilon = epsilon
        self.rough = [
            node
            for node in self.moving.downstream
            if isinstance(node, Gate) and run.graph.reaches_output[node.id] and not node.kind.smooth()
        ]

    def differences(self) -> Differences:
        here = {0.0: list(self.run.node_values)}
        left, right = (self._points(sign) for sign in (-1.0, 1.0))
        return Differences(
            self._difference({**here, **right}, 0.0, 2.0),
            self._difference({**left, **here, **right}, -1.0, 4 / 3),
            self.moving.evaluations,
        )

    def _points(self, sign: float) -> dict[float, list[float]]:
        """All values at x ± ε and on the way there, by the place in units of ε."""
        inside = _INSIDE if self.rough else (_HALF,)
        return {sign * part: self.moving(self._step(sign * part)) for part in (*inside, 1.0)}

    def _difference(self, points: dict[float, list[float]], low: float, gain: float) -> Difference:
        """The difference from ``low``·ε to ε; ``gain`` turns what halving ε changes into the error before."""
        step = self._step(1.0) - self._step(low)
        value, finer = (self._slope(points, low * part, part) for part in (1.0, _HALF))
        rounding = 2 * value_errors(self.run)[self.run.graph.output] / step if step else math.nan
        return Difference(value, gain * abs(value - finer), rounding, *self._crossings(list(points.values())))

    def _step(self, place: float) -> float:
        """The distance floats really go from x when asked for ``place``·ε."""
        return (self.x + place * self.epsilon) - self.x

    def _slope(self, points: dict[float, list[float]], low: float, high: float) -> float:
        output, step = self.run.graph.output, self._step(high) - self._step(low)
        return (points[high][output] - points[low][output]) / step if step else math.nan

    def _crossings(self, points: Sequence[Sequence[float]]) -> tuple[tuple[NodeId, ...], tuple[NodeId, ...]]:
        """Gates with a kink, and gates with a pole, between here and ``points``."""
        here = self.run.node_values
        bent = [gate for gate in self.rough if may_kink(self.run.graph, gate)]
        kinks = [gate.id for gate in bent if any(_piece(gate, here) != _piece(gate, there) for there in points)]
        poles = [gate.id for gate in self.rough if any(_branch(gate, here) != _branch(gate, there) for there in points)]
        return tuple(kinks), tuple(poles)


def _piece(gate: Gate, values: Sequence[float]) -> object:
    return gate.kind.piece(tuple(values[source] for source in gate.inputs))


def _branch(gate: Gate, values: Sequence[float]) -> object:
    branch = gate.kind.branch
    return branch(*(values[source] for source in gate.inputs)) if branch else None
