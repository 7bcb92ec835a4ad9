"""The shape of an entry of the gate table: all there is to know about one kind of gate.

The reader's names, the engine, the listing, LaTeX, SymPy, the explanations and the tests are derived from it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from gradviz.graph.ieee import Value, sign
from gradviz.graph.ties import Ties
from gradviz.i18n import Message

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Lines:
    """What a gate looks like as lines of code.

    ``forward`` is an expression, ``backward`` one contribution per slot (one for all slots of a gate with any number
    of inputs). Fields: ``{0}``, ``{1}`` the inputs (``{0:b}``: bracketed where it is a negative number, ``{1:less}``:
    one less), ``{all}`` the inputs joined by commas, ``{out}`` the gate's value, ``{d}`` its gradient, ``{share}`` the
    part that falls to this slot of a router.
    """

    forward: str
    backward: tuple[str, ...]

    def contribution(self, slot: int) -> str:
        """The template for what goes back along the wire into ``slot``."""
        return self.backward[min(slot, len(self.backward) - 1)]


@dataclass(frozen=True, slots=True)
class Latex:
    """How a gate is typeset: ``template`` with ``{0}``, ``{1}``, ``{all}``; ``binds`` is its power as in the typed
    language (100: nothing can tear it apart), ``slots`` what an input must bind at least to go without brackets.
    ``beside_e`` is the template to use where the user calls something of his own e."""

    template: str
    binds: int = 100
    slots: tuple[int, ...] = (0,)
    beside_e: str = ""

    def least(self, slot: int) -> int:
        """What the input in ``slot`` must bind at least."""
        return self.slots[min(slot, len(self.slots) - 1)]


@dataclass(frozen=True, slots=True)
class Domain:
    """Where a gate has a value: ``holds(*inputs)`` for floats, and the sentence for who stepped outside."""

    holds: Callable[..., bool]
    message: Message


@dataclass(frozen=True, slots=True)
class Kink:
    """Where a gate has no derivative: ``side(*inputs)`` for floats is 0 at the kink and has another sign on either side
    of it, the same one all around where it is a single point; and the convention used there.

    With ``slot`` there is a kink only where that input can change: x⁰ is 1 everywhere, x^y has no derivative at 0⁰.
    """

    side: Callable[..., Value]
    message: Message
    slot: int | None = None

    def at(self, *inputs: Value) -> bool:
        """Whether the inputs stand exactly at the kink."""
        return self.side(*inputs) == 0


@dataclass(frozen=True, slots=True)
class Asleep:
    """Where a gate lets next to no gradient through: where its local derivative is at most ``slope``.

    ``state`` is "flat" (the curve has levelled off) or "shut" (a door is closed). A flat gate is known by its value; at
    a shut one nothing is amiss before a gradient has come to it. ``message`` is the sentence about it.
    """

    slope: float
    state: Literal["flat", "shut"]
    message: Message

    def holds(self, local: Value) -> bool:
        """Whether a gate with this local derivative sleeps; nan does not."""
        return bool(abs(local) <= self.slope)


class Inside(Protocol):
    """What several gates folded into one do inside (fold.py)."""

    def slopes(self, inputs: tuple[Value, ...], ties: Ties) -> tuple[Value, ...]:
        """The local derivatives of the whole, one per slot."""

    def piece(self, inputs: tuple[Value, ...]) -> Hashable:
        """Which smooth piece the gates are on, all together."""

    def smooth(self) -> bool:
        """Whether none of them has a kink or a pole."""


@dataclass(frozen=True)
class GateKind:
    """One kind of gate.

    ``forward(*inputs)`` is the value; ``partials(out, *inputs)`` the local derivatives, one per slot, and may read
    the stored value ``out``. Both take floats or arrays and never raise. ``formula(sympy, *inputs)`` is the textbook
    formula on SymPy's expressions, against which both are tested. A router (max, min) has no ``partials``: it hands
    the gradient to the largest of ``routes`` times its inputs (1 for max, -1 for min), by the tie rule.

    ``slopes`` are the local derivatives as a calculus book prints them, one per slot (one for all slots of a gate with
    any number of inputs), in the typed language: ``x`` and ``y`` are the first and second input, ``out`` the gate's
    value, in a router ``x`` is the input itself. Where it depends: ``"1 if x > 0; 0 if x <= 0"``.

    ``spellings`` are the names of a function in typed text, none for an operator; it takes ``least`` to ``most``
    inputs (None: any number), missing ones at the end filled from ``defaults``. ``symbol`` stands in the circle,
    ``role`` is the lecture's phrase. ``motion`` says how gradients move through it on the canvas: ``share`` (the same
    to all), ``swap`` (scaled by the other input), ``route`` (winner takes all), ``door`` (open or shut) or ``scale``.
    ``joint`` marks a gate that only hands its input on, drawn as a dot on the wire.

    ``parts`` is what the gate is made of, typed with its input called x, or empty where it is not made of others.
    ``inside`` tells, instead of ``partials`` and ``kink``, what several gates folded into one do.
    ``asleep`` says where a gate of one input lets next to no gradient through.

    ``branch(*inputs)`` is another number (or truth) on either side of a pole, None for a gate without one.

    ``listing`` is the code as the lecture shows it, ``code`` the form that is compiled where that must be more careful.
    ``samples`` are ranges per slot in which formula and derivative are ordinary numbers, for the tests.
    """

    name: str
    symbol: str
    forward: Callable[..., Value]
    listing: Lines
    latex: Latex
    formula: Callable[..., Any]
    role: str
    partials: Callable[..., tuple[Value, ...]] | None = None
    slopes: tuple[str, ...] = ()
    routes: int = 0
    code: Lines | None = None
    spellings: tuple[str, ...] = ()
    least: int = 1
    most: int | None = 1
    defaults: tuple[str, ...] = ()
    motion: str = "scale"
    joint: bool = False
    domain: Domain | None = None
    kink: Kink | None = None
    asleep: Asleep | None = None
    branch: Callable[..., Value] | None = None
    parts: str = ""
    inside: Inside | None = None
    samples: tuple[Range, ...] = ((-3.0, 3.0), (-3.0, 3.0))

    def locals(
        self,
        out: Value,
        inputs: tuple[Value, ...],
        ties: Ties = Ties(),  # noqa: B008
        gate: int | str = 0,
    ) -> tuple[Value, ...]:
        """Local derivatives ∂out/∂input, one per slot; ``gate`` is the gate's number, which a random tie depends on."""
        if self.inside is not None:
            return self.inside.slopes(inputs, ties)
        if self.partials is not None:
            return self.partials(out, *inputs)
        return ties.shares([self.routes * value for value in inputs], gate)

    def slope(self, slot: int) -> str:
        """The local derivative by the input in ``slot``, as a calculus book prints it."""
        return self.slopes[min(slot, len(self.slopes) - 1)]

    def is_exact(self, slot: int, local: Value) -> bool:
        """Whether the local derivative by the input in ``slot`` is a number of the table itself, as the 1 of a sum,
        and not one that comes from the inputs and happens to be 1."""
        if not self.slopes:
            return False
        slopes = (branch.split(" if ")[0] for branch in self.slope(slot).split("; "))
        return any(slope in ("1", "0", "-1") and float(slope) == local for slope in slopes)

    def tied(self, inputs: tuple[Value, ...]) -> bool:
        """Whether a router's winning inputs are equal, so that the tie rule decides."""
        return self.routes != 0 and sum(value == self.forward(*inputs) for value in inputs) > 1

    def piece(self, inputs: tuple[Value, ...]) -> Hashable:
        """Which smooth piece of the gate the inputs are on: between two points with different pieces lies a kink."""
        if self.inside is not None:
            return self.inside.piece(inputs)
        if self.routes:
            return tuple(value == self.forward(*inputs) for value in inputs)
        return sign(self.kink.side(*inputs)) if self.kink else None

    def smooth(self) -> bool:
        """Whether the gate has neither kinks nor poles, so that every input is on the same piece and branch."""
        return self.inside.smooth() if self.inside else not (self.routes or self.kink or self.branch)
