"""The output as a function of one leaf or of two, and a gate as a function of one input: what curves are drawn from.

All numbers come from the compiled listing, or from the gate table, on whole arrays at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from gradviz.autodiff.compiled import Function
from gradviz.autodiff.moving import Moving
from gradviz.autodiff.problems import may_kink
from gradviz.autodiff.run import Run
from gradviz.graph import ieee
from gradviz.graph.graph import Gate, NodeId, Variable
from gradviz.graph.ties import Ties

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

Numbers: TypeAlias = "NDArray[numpy.float64]"
Span = tuple[float, float]

CURVE_POINTS = 401
TERRAIN_POINTS = 101
PROBES = 81
MOST_SWITCHES = 6
BISECTIONS = 24
OFF_ROUND = 0.381966
"""Probes stand off round numbers, where kinks like to be: exactly upon one a gate is on neither of its pieces."""


@dataclass(frozen=True, eq=False, slots=True)
class Curve:
    """``values`` and ``slopes`` (derivatives by x) at the places ``x``; all of one length, nan where there is none."""

    x: Numbers
    values: Numbers
    slopes: Numbers


@dataclass(frozen=True, slots=True)
class Switch:
    """At ``x`` the gate goes from one of its pieces to another: max takes another input, relu shuts its door."""

    x: float
    value: float
    gate: NodeId


@dataclass(frozen=True, eq=False, slots=True)
class Terrain:
    """``values`` over two leaves: ``values[i, j]`` belongs to ``down[i]`` and ``across[j]``."""

    across: Numbers
    down: Numbers
    values: Numbers


def along(f: Function, leaves: Mapping[str, float], name: str, span: Span) -> Curve:
    """The output along the leaf ``name``, from one end of ``span`` to the other, the other leaves standing still."""
    import numpy

    x = numpy.linspace(*span, CURVE_POINTS)
    values, gradients = f(**{**leaves, name: x})
    return Curve(x, values, gradients[name])


def switches(run: Run, leaf: Variable, span: Span) -> tuple[Switch, ...]:
    """Where gates on the way to the output have a kink as ``leaf`` goes through ``span``, from left to right.

    What happens twice between two of :data:`PROBES` places is not seen; of many switches the first are given.
    """
    moving = Moving(run, leaf)
    rough = [
        node
        for node in moving.downstream
        if isinstance(node, Gate) and run.graph.reaches_output[node.id] and may_kink(run.graph, node)
    ]
    here = run.node_values[leaf.id]
    if not rough or span[0] == span[1]:
        return ()

    def pieces(x: float) -> dict[NodeId, object]:
        values = moving(x - here)
        return {gate.id: gate.kind.piece(tuple(values[source] for source in gate.inputs)) for gate in rough}

    found = _changes(pieces, span)[:MOST_SWITCHES]
    return tuple(Switch(x, moving(x - here)[run.graph.output], gate) for x, gate in found)


def bends(gate: Gate, inputs: Sequence[float], slot: int, span: Span) -> tuple[Switch, ...]:
    """Where ``gate`` itself has a kink as its input in ``slot`` goes through ``span``; as :func:`switches` finds them.

    The value of each is the gate's own.
    """
    if gate.kind.smooth() or span[0] == span[1]:
        return ()

    def at(x: float) -> tuple[float, ...]:
        return (*inputs[:slot], x, *inputs[slot + 1 :])

    found = _changes(lambda x: {gate.id: gate.kind.piece(at(x))}, span)[:MOST_SWITCHES]
    return tuple(Switch(x, float(gate.kind.forward(*at(x))), gate.id) for x, _ in found)


def _changes(pieces: Callable[[float], Mapping[NodeId, object]], span: Span) -> list[tuple[float, NodeId]]:
    """Where gates go from one of their pieces to another, from left to right; ``pieces`` are those at a place."""

    def piece_of(gate: NodeId, x: float) -> object:
        return pieces(x)[gate]

    width = span[1] - span[0]
    probes = [span[0] + width * (place + OFF_ROUND) / PROBES for place in range(PROBES)]
    seen = [pieces(x) for x in probes]
    found = [
        (_bisected(partial(piece_of, gate), left, right), gate)
        for left, right, before, after in zip(probes, probes[1:], seen, seen[1:], strict=False)
        for gate in before
        if before[gate] != after[gate]
    ]
    return sorted(found)


def _bisected(piece: Callable[[float], object], left: float, right: float) -> float:
    """The place between ``left`` and ``right`` where ``piece`` changes, as exactly as a plot can show."""
    before = piece(left)
    for _ in range(BISECTIONS):
        middle = (left + right) / 2
        left, right = (middle, right) if piece(middle) == before else (left, middle)
    return (left + right) / 2


def over(f: Function, leaves: Mapping[str, float], names: tuple[str, str], spans: tuple[Span, Span]) -> Terrain:
    """The output over the leaves ``names``, the first going across, the other leaves standing still."""
    import numpy

    across, down = (numpy.linspace(*span, TERRAIN_POINTS) for span in spans)
    values, _ = f(**{**leaves, names[0]: across[None, :], names[1]: down[:, None]})
    return Terrain(across, down, values)


def through(gate: Gate, inputs: Sequence[float], slot: int, span: Span, ties: Ties) -> Curve:
    """The value of ``gate`` and its local derivative as its input in ``slot`` goes through ``span``."""
    import numpy

    x = numpy.linspace(*span, CURVE_POINTS)
    given = tuple(x if place == slot else numpy.full_like(x, number) for place, number in enumerate(inputs))
    kind = gate.kind
    with ieee.quiet(*given):
        values = kind.forward(*given)
        local = kind.locals(values, given, ties, gate.token)[slot]
    shape = x.shape
    return Curve(x, numpy.broadcast_to(values, shape), numpy.broadcast_to(local, shape))
