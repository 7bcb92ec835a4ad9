"""What one forward and backward pass gave: a record that can be replayed, drawn, explained and compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from gradviz.graph.graph import Gate, Graph, NodeId, Variable, WireId
from gradviz.graph.ties import Ties
from gradviz.i18n import Message

Value = Any
"""A float; NumPy arrays later. Nothing here may assume more than arithmetic."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A gate whose value or gradient is not an ordinary number. ``code``: ``overflow``, ``domain`` or ``nan``;
    ``gate`` is its node id."""

    code: str
    gate: int
    message: Message


@dataclass(frozen=True, slots=True)
class Kink:
    """A gate standing exactly where no derivative exists; ``gate`` is its node id, ``message`` says which
    convention was used."""

    gate: int
    message: Message


@dataclass(frozen=True, eq=False)
class Run:
    """One recorded pass through ``graph``.

    Indexed by node id: ``node_values``, ``node_gradients`` (a constant's too). Indexed by wire id:
    ``wire_gradients``, the contribution that travels back along the wire. ``locals`` is indexed by node id and holds
    for a gate one local derivative per slot (an empty tuple elsewhere). ``ties`` is the rule that was in force.
    """

    graph: Graph
    bindings: Mapping[str, Value]
    node_values: tuple[Value, ...]
    node_gradients: tuple[Value, ...]
    wire_gradients: tuple[Value, ...]
    locals: tuple[tuple[Value, ...], ...]
    problems: tuple[Problem, ...] = ()
    kinks: tuple[Kink, ...] = ()
    ties: Ties = field(default_factory=Ties)

    @property
    def value(self) -> Value:
        """The output's value."""
        return self.node_values[self.graph.output]

    def gradient(self, node: NodeId) -> Value | None:
        """The gradient of ``node``; None where it has none, because it does not lead to the target."""
        return self.node_gradients[node] if self.graph.has_gradient(node) else None

    def contribution(self, wire: WireId) -> Value | None:
        """What travels back along ``wire``; None where nothing does."""
        return self.wire_gradients[wire] if self.graph.has_gradient(self.graph.wires[wire].target) else None

    def _named(self, number: Callable[[NodeId], Value]) -> Mapping[str, Value]:
        return MappingProxyType(
            {
                self.graph.key(node.id): number(node.id)
                for node in self.graph.nodes
                if isinstance(node, Variable)
                or (isinstance(node, Gate) and not self.graph.key(node.id).startswith("#"))
            }
        )

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """Values of every variable and every named line, the output included."""
        return self._named(self.node_values.__getitem__)

    @cached_property
    def gradients(self) -> Mapping[str, Value]:
        """Gradients of the output by every variable and every named line; None where one does not lead to a target."""
        return self._named(self.gradient)

    @cached_property
    def contributions(self) -> Mapping[str, tuple[Value, ...]]:
        """For every gate, by its key (``"#3"`` when unnamed), what it sends back along each slot."""
        return MappingProxyType(
            {
                self.graph.key(gate.id): tuple(self.contribution(wire.id) for wire in self.graph.into[gate.id])
                for gate in self.graph.gates
            }
        )
