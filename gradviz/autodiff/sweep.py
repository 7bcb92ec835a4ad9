"""The ε-sweep: how wrong finite differences are for every ε, from too coarse through the valley to pure rounding.

On a log-log plot the error of the one-sided difference falls with slope 1, that of the centred one with slope 2, until
rounding, which grows as 1/ε, takes over: the valleys lie near √u and ∛u, u = 2⁻⁵³, where f and x are about 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gradviz.autodiff.check import chosen, relative_error
from gradviz.autodiff.moving import Moving
from gradviz.autodiff.run import Run
from gradviz.graph.graph import NodeId, Variable

_NEAR = 0.1
"""No ε is called the best whose difference misses the gradient by more than this part."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """One leaf's: for each of ``epsilons`` the relative error (:func:`gradviz.autodiff.check.relative_error`) of both
    differences against the gradient; nan where a difference has no value. An error of 0 has no logarithm."""

    leaf: str
    node: NodeId
    epsilons: tuple[float, ...]
    one_sided: tuple[float, ...]
    centred: tuple[float, ...]
    evaluations: int

    @property
    def valley(self) -> float | None:
        """The ε at which the centred difference is best, the largest of several; None where it never comes near the
        gradient, as at a kink."""
        return _best(self.epsilons, self.centred)

    @property
    def one_sided_valley(self) -> float | None:
        """The ε at which the one-sided difference is best."""
        return _best(self.epsilons, self.one_sided)


def log_spaced(largest: float = 1e-1, smallest: float = 1e-13, per_decade: int = 4) -> tuple[float, ...]:
    """Steps from ``largest`` down to ``smallest``, both included, at equal distances on a logarithmic axis."""
    high, low = math.log10(largest), math.log10(smallest)
    count = round((high - low) * per_decade)
    return tuple(10.0 ** (high - (high - low) * place / count) for place in range(count + 1))


def sweep(run: Run, leaves: Iterable[str] | None = None, epsilons: Sequence[float] | None = None) -> tuple[Sweep, ...]:
    """The sweeps of all leaves of ``run``, or of those named; ``epsilons`` are :func:`log_spaced` unless given.

    BindingError ``unknown-leaf`` for a name that is no leaf.
    """
    steps = log_spaced() if epsilons is None else tuple(epsilons)
    return tuple(_sweep(run, leaf, steps) for leaf in chosen(run, leaves))


def _sweep(run: Run, leaf: Variable, epsilons: tuple[float, ...]) -> Sweep:
    moving, x, gradient = Moving(run, leaf), run.node_values[leaf.id], run.node_gradients[leaf.id]
    one_sided, centred = [], []
    for epsilon in epsilons:
        right, left = (x + epsilon) - x, (x - epsilon) - x
        above, below = moving(right)[run.graph.output], moving(left)[run.graph.output]
        one_sided.append(relative_error(gradient, _slope(above - run.value, right)))
        centred.append(relative_error(gradient, _slope(above - below, right - left)))
    return Sweep(leaf.name, leaf.id, epsilons, tuple(one_sided), tuple(centred), moving.evaluations)


def _slope(rise: float, step: float) -> float:
    return rise / step if step else math.nan


def _best(epsilons: Sequence[float], errors: Sequence[float]) -> float | None:
    found = [(error, -epsilon) for epsilon, error in zip(epsilons, errors, strict=True) if error <= _NEAR]
    return -min(found)[1] if found else None
