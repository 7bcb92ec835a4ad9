"""Is the gradient right? Every leaf's, beside what other ways of differentiating say.

``check(run)`` holds the gradients of a run against finite differences, SymPy's whole symbolic derivative and the
compiled listing. A plain verdict accounts for what the other way cannot know: the errors a finite ε and rounding make,
and kinks and poles that lie between the points it used.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from gradviz.autodiff.compiled import Compiled
from gradviz.autodiff.differences import Difference, differences
from gradviz.autodiff.engine import unfolded
from gradviz.autodiff.moving import downstream
from gradviz.autodiff.rounding import gradient_errors
from gradviz.autodiff.run import Run
from gradviz.errors import BindingError
from gradviz.graph.graph import Gate, NodeId, Variable, Whole
from gradviz.i18n import Message

EPSILON = 1e-5
"""The step of finite differences unless another one is asked for."""

_CLOSE = {"difference": 1e-7, "exact": 1e-9}
"""Relative errors that are called agreement whatever was allowed for; 1e-7 is where CS231n is happy."""

_DOUBT = 2.0
"""Estimates of errors are doubled before somebody is accused."""

_TELLING = 1e-3
"""Numbers that agree only because rounding would allow a larger relative error than this say nothing."""

_VAGUE = 1e-2
"""A finite step that may explain a larger relative error proves nothing; CS231n calls gradients wrong from here on."""

_LOOSE = 1e-6
"""With a larger relative error than this two numbers look different, and the agreement needs a word."""

_COARSE = 0.1
"""A difference that is expected to be wrong by more than this part of itself proves nothing."""


class Verdict(StrEnum):
    """What a comparison comes to. ``LOST``: rounding hides so small a gradient or ε; ``COARSE``: ε is too large to
    tell, halving it would change the difference a lot or a pole lies within it; ``UNTRIED``: there was nothing to
    compare with."""

    AGREES = "agrees"
    LOST = "lost"
    COARSE = "coarse"
    KINK = "kink"
    UNDEFINED = "undefined"
    DISAGREES = "disagrees"
    UNTRIED = "untried"


class Method(StrEnum):
    """The other ways to a derivative, in the order in which they are shown."""

    ONE_SIDED = "one-sided"
    CENTRED = "centred"
    SYMBOLIC = "symbolic"
    LISTING = "listing"


_NEARBY = 2.0**-20
"""A difference that has no value with ε but with this part of it was taken with too large an ε."""

_NO_VALUE_THERE = Message("Within ε of here the function has no value.")
_NOWHERE = {
    Method.ONE_SIDED: _NO_VALUE_THERE,
    Method.CENTRED: _NO_VALUE_THERE,
    Method.SYMBOLIC: Message("The symbolic formula has no value here."),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One derivative beside the gradient. ``derivative`` is None where there is none to be had.

    ``error`` is :func:`relative_error`; ``allowed`` how far (absolutely) the two may lie apart by truncation and
    rounding alone; ``gates`` the node ids of the gates whose kink or pole is in the way; ``message`` the verdict in a
    sentence; ``formula`` the whole symbolic derivative as a SymPy expression, where SymPy was asked.
    """

    method: Method
    derivative: float | None
    error: float
    allowed: float
    verdict: Verdict
    gates: tuple[NodeId, ...]
    message: Message
    formula: Any = None


@dataclass(frozen=True, slots=True)
class LeafCheck:
    """All comparisons of one leaf's gradient, one for each :class:`Method` in its order."""

    leaf: str
    node: NodeId
    value: float
    gradient: float
    comparisons: tuple[Comparison, ...]

    def by(self, method: Method) -> Comparison:
        """The comparison with one way of differentiating."""
        return self.comparisons[list(Method).index(method)]

    @property
    def verdict(self) -> Verdict:
        """The gravest of the verdicts."""
        return gravest(comparison.verdict for comparison in self.comparisons)


@dataclass(frozen=True, slots=True)
class Check:
    """The gradients of all leaves that were asked for. ``evaluations`` counts how often the function was computed for
    it: f(x) once, and for each leaf the points of its differences; the listing computes it once more."""

    epsilon: float
    leaves: tuple[LeafCheck, ...]
    evaluations: int

    @property
    def verdict(self) -> Verdict:
        """The gravest verdict of all leaves."""
        return gravest(leaf.verdict for leaf in self.leaves)


def gravest(verdicts: Iterable[Verdict]) -> Verdict:
    """DISAGREES before UNDEFINED, KINK, COARSE, LOST, AGREES; UNTRIED counts for nothing beside another."""
    order = (
        Verdict.UNTRIED,
        Verdict.AGREES,
        Verdict.LOST,
        Verdict.COARSE,
        Verdict.KINK,
        Verdict.UNDEFINED,
        Verdict.DISAGREES,
    )
    return max(verdicts, key=order.index, default=Verdict.UNTRIED)


def relative_error(gradient: float, derivative: float) -> float:
    """|g − d| / max(|g|, |d|), and 0 where both are 0 (Stanford CS231n, "Gradient checks"); nan where one is no
    ordinary number."""
    if not (math.isfinite(gradient) and math.isfinite(derivative)):
        return math.nan
    larger = max(abs(gradient), abs(derivative))
    return abs(gradient - derivative) / larger if larger else 0.0


def check(run: Run, epsilon: float = EPSILON, leaves: Iterable[str] | None = None, symbolic: bool = True) -> Check:
    """The gradients of ``run`` (of floats) by its leaves, or by those named, held against every :class:`Method`.

    Of a folded graph the whole is checked, kinks inside folded gates included. ``epsilon`` > 0 is the step of the
    differences, ValueError otherwise; BindingError ``unknown-leaf`` for a name that is no leaf. Without ``symbolic``
    SymPy, which takes its time, is left alone.
    """
    if not 0 < epsilon < math.inf:
        raise ValueError(f"epsilon must be a number above 0, not {epsilon}")
    recorded = unfolded(run)
    checking = _Checking(recorded, epsilon, symbolic)
    checked = tuple(checking.leaf(leaf) for leaf in chosen(recorded, leaves))
    if run.graph.whole:
        checked = tuple(_seen_from_outside(run.graph.whole, leaf) for leaf in checked)
    return Check(epsilon, checked, checking.evaluations)


def _seen_from_outside(whole: Whole, leaf: LeafCheck) -> LeafCheck:
    """A leaf of the whole graph as the folded one numbers its nodes."""
    comparisons = tuple(
        replace(each, gates=tuple(dict.fromkeys(whole.new_of[gate] for gate in each.gates)))
        for each in leaf.comparisons
    )
    return replace(leaf, node=whole.new_of[leaf.node], comparisons=comparisons)


def chosen(run: Run, names: Iterable[str] | None) -> tuple[Variable, ...]:
    """The leaves called ``names``, or all; BindingError ``unknown-leaf`` for a name that is no leaf."""
    leaves = {leaf.name: leaf for leaf in run.graph.variables}
    wanted = list(leaves) if names is None else list(names)
    for name in wanted:
        if name not in leaves:
            raise BindingError("unknown-leaf", Message("There is no leaf called {name}.", name=name))
    return tuple(leaves[name] for name in wanted)


class _Checking:
    """One check under way: what all leaves share is computed once."""

    def __init__(self, run: Run, epsilon: float, symbolic: bool) -> None:
        self.run = run
        self.epsilon = epsilon
        self.symbolic = symbolic
        self.rounding = gradient_errors(run)
        self.listing = Compiled(run.graph, run.ties)(**run.bindings)[1]
        self.evaluations = 2

    def leaf(self, leaf: Variable) -> LeafCheck:
        found = differences(self.run, leaf, self.epsilon)
        self.evaluations += found.evaluations
        comparisons = (
            self._difference(leaf, Method.ONE_SIDED, found.one_sided),
            self._difference(leaf, Method.CENTRED, found.centred),
            self._symbolic(leaf),
            self._exact(leaf, Method.LISTING, self.listing[leaf.name]),
        )
        gradient = self.run.node_gradients[leaf.id]
        return LeafCheck(leaf.name, leaf.id, self.run.node_values[leaf.id], gradient, comparisons)

    def _difference(self, leaf: Variable, method: Method, found: Difference) -> Comparison:
        x, name, finite = self.run.node_values[leaf.id], leaf.name, math.isfinite(self.run.node_gradients[leaf.id])
        if found.poles:
            verdict = Verdict.COARSE if finite else Verdict.UNDEFINED
            return self._in_the_way(leaf, method, found.value, verdict, found.poles)
        if found.kinks:
            return self._in_the_way(leaf, method, found.value, Verdict.KINK, found.kinks)
        if math.ulp(x) > self.epsilon / 2:
            lost = Message("Beside {name} = {value} this ε is lost in rounding.", name=name, value=f"{x:g}")
            verdict = Verdict.LOST if finite else Verdict.UNDEFINED
            return Comparison(method, None, math.nan, math.nan, verdict, (), lost)
        compared = self._compared(leaf, method, found.value, found.rounding + found.truncation, _CLOSE["difference"])
        if compared.verdict is Verdict.DISAGREES and found.truncation > _COARSE * abs(found.value):
            coarse = Message("This ε is too coarse here: half of it would give quite another difference.")
            return replace(compared, verdict=Verdict.COARSE, message=coarse)
        if compared.verdict is Verdict.UNDEFINED and finite and self._has_value_nearby(leaf, method):
            return replace(compared, verdict=Verdict.COARSE)
        if compared.verdict is not Verdict.AGREES or compared.error <= _LOOSE:
            return compared
        if compared.error > _TELLING and found.rounding > found.truncation:
            lost = Message("Rounding hides what this difference should show: the gradient or ε is too small.")
            return replace(compared, verdict=Verdict.LOST, message=lost)
        verdict = Verdict.COARSE if compared.error > _VAGUE else Verdict.AGREES
        vague = Message("They agree as far as a difference with this ε can tell.")
        return replace(compared, verdict=verdict, message=vague)

    def _has_value_nearby(self, leaf: Variable, method: Method) -> bool:
        """Whether a difference with a far smaller ε has a value."""
        found = differences(self.run, leaf, max(self.epsilon * _NEARBY, 4 * math.ulp(self.run.node_values[leaf.id])))
        return math.isfinite((found.centred if method is Method.CENTRED else found.one_sided).value)

    def _symbolic(self, leaf: Variable) -> Comparison:
        from gradviz.graph.symbolic import derivative, value_at

        formula = derivative(self.run.graph, leaf.name) if self._worth_deriving() else None
        value = None if formula is None else value_at(formula, self.run.bindings)
        kinks = self._kinks(leaf)
        if kinks:
            found = self._in_the_way(leaf, Method.SYMBOLIC, value, Verdict.KINK, kinks)
        elif value is None:
            found = Comparison(Method.SYMBOLIC, None, math.nan, math.nan, Verdict.UNTRIED, (), self._why_not())
        else:
            found = self._exact(leaf, Method.SYMBOLIC, value)
        return replace(found, formula=formula)

    def _worth_deriving(self) -> bool:
        """SymPy is asked only where all values are ordinary numbers: elsewhere it may never return."""
        return self.symbolic and all(map(math.isfinite, self.run.node_values))

    def _why_not(self) -> Message:
        if not self.symbolic:
            return Message("SymPy was not asked.")
        if self._worth_deriving():
            return Message("This expression is too large for a symbolic derivative.")
        return Message("A value here is no ordinary number: SymPy was not asked.")

    def _kinks(self, leaf: Variable) -> tuple[NodeId, ...]:
        """Gates that stand exactly at a kink and hand on what ``leaf`` does to the output."""
        reached = {node.id for node in downstream(self.run.graph, leaf) if self.run.graph.reaches_output[node.id]}
        return tuple(kink.gate for kink in self.run.kinks if kink.gate in reached)

    def _exact(self, leaf: Variable, method: Method, value: float) -> Comparison:
        return self._compared(leaf, method, value, 0.0, _CLOSE["exact"])

    def _compared(self, leaf: Variable, method: Method, value: float, expected: float, close: float) -> Comparison:
        """The verdict on two numbers that should be the same but for an ``expected`` error."""
        gradient = self.run.node_gradients[leaf.id]
        error, allowed = relative_error(gradient, value), _DOUBT * (expected + self.rounding[leaf.id])
        verdict, message = Verdict.DISAGREES, Message("They disagree.")
        if not math.isfinite(gradient):
            verdict, message = Verdict.UNDEFINED, Message("There is no finite derivative here.")
        elif error <= close or abs(gradient - value) <= allowed:
            verdict, message = Verdict.AGREES, Message("They agree.")
        elif not math.isfinite(value) and method is not Method.LISTING:
            verdict, message = Verdict.UNDEFINED, _NOWHERE[method]
        return Comparison(method, value, error, allowed, verdict, (), message)

    def _in_the_way(
        self, leaf: Variable, method: Method, value: float | None, verdict: Verdict, gates: tuple[NodeId, ...]
    ) -> Comparison:
        gradient = self.run.node_gradients[leaf.id]
        error = math.nan if value is None else relative_error(gradient, value)
        gate = self.run.graph.nodes[gates[0]]
        assert isinstance(gate, Gate)
        return Comparison(method, value, error, math.nan, verdict, gates, self._obstacle(method, verdict, gate))

    def _obstacle(self, method: Method, verdict: Verdict, gate: Gate) -> Message:
        name = self.run.graph.labels[gate.id]
        if method is Method.SYMBOLIC and gate.kind.routes:
            return Message("{gate} stands at a tie: there is no derivative. SymPy gives each winner ½.", gate=name)
        if method is Method.SYMBOLIC:
            return Message("{gate} stands at its kink: there is no derivative, a convention decides.", gate=name)
        if verdict is not Verdict.KINK:
            return Message("{gate} has a pole within ε of here: a difference across it means nothing.", gate=name)
        return Message("{gate} has a kink within ε of here: a difference across it is no derivative.", gate=name)
