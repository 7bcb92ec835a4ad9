"""The functions the reader knows, handed in from outside: names and numbers of inputs, nothing of what they compute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from gradviz.language.names import canonical

ALSO_VARIABLES = frozenset({"sigma"})
"""Spellings that mean their function only before a bracket and are ordinary variables elsewhere."""


@dataclass(frozen=True, slots=True)
class Function:
    """One function: the gate it becomes, how it may be spelled, how many inputs it takes (``most`` None: any number).

    ``defaults`` are the constants appended, as typed text, when fewer than ``most`` inputs are given.
    """

    op: str
    spellings: tuple[str, ...]
    least: int
    most: int | None
    defaults: tuple[str, ...] = ()

    def accepts(self, count: int) -> bool:
        """Whether ``count`` inputs are enough and not too many."""
        return self.least <= count and (self.most is None or count <= self.most)

    def missing(self, count: int) -> tuple[str, ...]:
        """The default inputs, as text, that complete ``count`` typed ones."""
        lacking = 0 if self.most is None else self.most - count
        return self.defaults[len(self.defaults) - lacking :] if lacking else ()


class Vocabulary:
    """All functions of the reader, found by any spelling in canonical form (``σ`` is ``sigma``)."""

    def __init__(self, functions: Iterable[Function]) -> None:
        self.functions = tuple(functions)
        self._by_name = {canonical(spelling): entry for entry in self.functions for spelling in entry.spellings}

    def find(self, name: str) -> Function | None:
        """The function of canonical ``name``, or None."""
        return self._by_name.get(name)

    def reserves(self, name: str) -> bool:
        """Whether canonical ``name`` can only be a function, so that it cannot be assigned or used as a variable."""
        return name in self._by_name and name not in ALSO_VARIABLES

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every spelling in canonical form."""
        return tuple(self._by_name)

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Every beginning of every spelling, whole spellings included."""
        return frozenset(name[:length] for name in self._by_name for length in range(1, len(name) + 1))
