"""The gradient as a sum over paths, and what that sum would cost.

    ∂out/∂x = Σ over all paths from x to the output of Π local derivatives along the path

Paths multiply at every copy gate, so that their number grows as 2ⁿ; backpropagation gets the same sum in one pass,
because it adds up where paths meet again. :func:`multiplications` counts all three ways.

The counting rule, the same for all: one multiplication for every local derivative that a number on its way meets, on
wires into gates behind which a variable stands, also where the derivative is 1 and also for the first, which meets the
seed; copy gates only add. So a chain of n gates costs n by each of the three.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from gradviz.autodiff.run import Run
from gradviz.graph.graph import Gate, Graph, NodeId, Wire, WireId

LISTED = 100
"""As many paths are listed unless another limit is given."""


@dataclass(frozen=True, slots=True)
class Path:
    """One way to the output. ``nodes`` from the start to the output, copy gates included; ``wires`` those between them;
    ``gates`` the gates among the nodes, ``factors`` the local derivative that each of them contributes,
    ``exact`` where that is a number of the gate table."""

    nodes: tuple[NodeId, ...]
    wires: tuple[WireId, ...]
    gates: tuple[NodeId, ...]
    factors: tuple[float, ...]
    exact: tuple[bool, ...]

    @property
    def product(self) -> float:
        """The product of the local derivatives, multiplied from the output back as the reverse pass does."""
        return math.prod(reversed(self.factors))


@dataclass(frozen=True, slots=True)
class Paths:
    """All paths from ``start`` to the output: ``count`` of them, ``multiplications`` to add them up one by one.

    ``listed`` holds them in the order of the uses typed, or is None where there are more than were asked for.
    """

    start: NodeId
    gradient: float
    count: int
    multiplications: int
    listed: tuple[Path, ...] | None

    @property
    def total(self) -> float | None:
        """The sum of the products, which is the gradient but for rounding; None where the paths are not listed."""
        return None if self.listed is None else math.fsum(path.product for path in self.listed)


@dataclass(frozen=True, slots=True)
class Multiplications:
    """What the gradients of one output by all variables cost: ``naive`` summing over paths, ``forward`` in one pass for
    each variable, ``reverse`` in one pass for all. ``variables`` is their number."""

    variables: int
    naive: int
    forward: int
    reverse: int


def paths(run: Run, start: NodeId, limit: int = LISTED) -> Paths:
    """The paths from the node ``start`` (a leaf, or any other) to the output of ``run``'s graph, at most ``limit``."""
    count, lengths = _counts(run.graph)[start]
    listed = tuple(_walked(run, start)) if count <= limit else None
    return Paths(start, run.node_gradients[start], count, lengths, listed)


def count_paths(graph: Graph, start: NodeId) -> int:
    """How many paths lead from the node ``start`` to the output, found without walking them."""
    return _counts(graph)[start][0]


def multiplications(graph: Graph) -> Multiplications:
    """The cost of all gradients by each of the three ways, by the counting rule above."""
    counts, variables, met = _counts(graph), graph.variables, tuple(_met(graph))
    return Multiplications(
        len(variables),
        sum(counts[leaf.id][1] for leaf in variables),
        sum(behind.bit_count() for behind in met),
        sum(behind != 0 for behind in met),
    )


def _counts(graph: Graph) -> list[tuple[int, int]]:
    """For every node the number of paths to the output and the number of gates on all of them together."""
    found = [(0, 0)] * len(graph.nodes)
    found[graph.output] = (1, 0)
    for node in reversed(graph.nodes):
        if node.id == graph.output:
            continue
        count = lengths = 0
        for wire in graph.out_of[node.id]:
            ways, gates = found[wire.target]
            count += ways
            lengths += gates + ways * isinstance(graph.nodes[wire.target], Gate)
        found[node.id] = (count, lengths)
    return found


def _walked(run: Run, start: NodeId) -> Iterator[Path]:
    """Every path, depth first; what waits is kept on a stack of our own, for chains may be long."""
    graph = run.graph
    waiting: list[tuple[NodeId, tuple[WireId, ...]]] = [(start, ())]
    while waiting:
        node, wires = waiting.pop()
        if node == graph.output:
            yield _path(run, start, wires)
            continue
        onward = [wire for wire in graph.out_of[node] if graph.reaches_output[wire.target]]
        waiting += [(wire.target, (*wires, wire.id)) for wire in reversed(onward)]


def _path(run: Run, start: NodeId, wires: tuple[WireId, ...]) -> Path:
    steps = [run.graph.wires[wire] for wire in wires]
    entered = [wire for wire in steps if isinstance(run.graph.nodes[wire.target], Gate)]
    factors = tuple(run.locals[wire.target][wire.slot] for wire in entered)
    nodes, gates = (start, *(wire.target for wire in steps)), tuple(wire.target for wire in entered)
    exact = tuple(_is_exact(run, wire, factor) for wire, factor in zip(entered, factors, strict=True))
    return Path(nodes, wires, gates, factors, exact)


def _is_exact(run: Run, wire: Wire, factor: float) -> bool:
    gate = run.graph.nodes[wire.target]
    return isinstance(gate, Gate) and gate.kind.is_exact(wire.slot, factor)


def _met(graph: Graph) -> Iterator[int]:
    """For each wire into a gate that leads to the output the variables behind it, one bit each: every one of them sends
    a number through the wire's local derivative forward, all together receive one back through it."""
    behind = [0] * len(graph.nodes)
    for place, leaf in enumerate(graph.variables):
        behind[leaf.id] = 1 << place
    for node in graph.nodes:
        for wire in graph.into[node.id]:
            behind[node.id] |= behind[wire.source]
            if graph.reaches_output[node.id] and isinstance(node, Gate):
                yield behind[wire.source]
