"""Who gets the gradient when inputs of max or min are equal: no derivative exists there, a convention decides."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from gradviz.graph.ieee import Value, share, wins
from gradviz.i18n import Message

RULES = ("split", "first", "random")

_SAID = {
    "split": Message("The winning inputs are equal: each of them gets an equal share of the gradient."),
    "first": Message("The winning inputs are equal: the first of them gets the whole gradient."),
    "random": Message("The winning inputs are equal: one of them, drawn at random, gets the whole gradient."),
}


@dataclass(frozen=True, slots=True)
class Ties:
    """``split`` shares equally among the winners, ``first`` gives all to the first typed, ``random`` to one of them.

    ``random`` depends on ``seed`` and on the gate's number as typed alone, so that every pass decides alike.
    """

    rule: str = "split"
    seed: int = 0

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise ValueError(f"tie rule {self.rule!r} is not one of {RULES}")

    @property
    def message(self) -> Message:
        """What is said beside a gate whose inputs tie."""
        return _SAID[self.rule]

    def order(self, count: int, gate: int | str) -> list[int] | None:
        """The order in which ``count`` slots of gate number ``gate`` take precedence; None where they share."""
        if self.rule == "split":
            return None
        slots = list(range(count))
        if self.rule == "random":
            random.Random(f"{self.seed}/{gate}").shuffle(slots)
        return slots

    def shares(self, values: Sequence[Value], gate: int | str = 0) -> tuple[Value, ...]:
        """The part of the gradient for each input of a max gate; for min hand in the negated values."""
        order = self.order(len(values), gate)
        return tuple(self._share(values, slot, order) for slot in range(len(values)))

    @staticmethod
    def _share(values: Sequence[Value], slot: int, order: list[int] | None) -> Value:
        if order is None:
            return share(values[slot], *values[:slot], *values[slot + 1 :])
        place = order.index(slot)
        before, after = (tuple(values[k] for k in part) for part in (order[:place], order[place + 1 :]))
        return wins(values[slot], before, after)
