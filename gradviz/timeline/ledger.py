"""The listing as a performance goes through it: what every line has computed by now, and which line runs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from gradviz.autodiff.engine import unfolded
from gradviz.autodiff.listing import Listing, ListingLine
from gradviz.autodiff.listing import listing as lines_of
from gradviz.autodiff.run import Run
from gradviz.graph.graph import NodeId
from gradviz.timeline.frame import Frame


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the listing and what its variable holds once it has run: a value, or the gradient added up so far.

    ``number`` is None while the line has not run ("—"); ``current`` marks the lines of the step in progress.
    """

    line: ListingLine
    number: float | None
    current: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """Both passes, in the order in which they run."""

    forward: tuple[Entry, ...]
    backward: tuple[Entry, ...]


def ledger(listing: Listing, run: Run, frame: Frame) -> Ledger:
    """The listing of ``run``'s graph at one instant of its performance.

    The lines are those of the whole graph, and so are the numbers. What happens inside a folded gate is known when that
    gate has worked: forward with its value, backward with its first contribution.
    """
    current = frozenset(frame.step.listing_lines)
    first, worked = len(listing.forward), _worked_out(run)
    forward = (
        Entry(line, worked.forward[place] if frame.nodes[line.target].value is not None else None, place in current)
        for place, line in enumerate(listing.forward)
    )
    waiting: set[NodeId] = set()
    backward = (
        Entry(
            line, worked.backward[place] if _has_run(line, variable, frame, waiting) else None, first + place in current
        )
        for place, (line, variable) in enumerate(zip(listing.backward, worked.variables, strict=True))
    )
    return Ledger(tuple(forward), tuple(backward))


def _has_run(line: ListingLine, variable: NodeId, frame: Frame, waiting: set[NodeId]) -> bool:
    """Whether a backward line and all that add to the same ``variable`` before it have run.

    A folded gate may send its contributions before a gate whose lines stand above some of its own. ``waiting`` collects
    the variables for which a line has not run.
    """
    if line.wire is None:
        return frame.nodes[line.target].gradient is not None
    if frame.wires[line.wire].gradient is None:
        waiting.add(variable)
    return variable not in waiting


@dataclass(frozen=True, slots=True)
class _WorkedOut:
    """What every line leaves in its variable, and whose gradient a backward line assigns (by the whole graph's ids)."""

    forward: tuple[float, ...]
    backward: tuple[float, ...]
    variables: tuple[NodeId, ...]


@lru_cache(maxsize=4)
def _worked_out(run: Run) -> _WorkedOut:
    """The numbers of the whole graph, where what is inside a folded gate has its own. Kept, as every frame asks."""
    inside = unfolded(run)
    lines = lines_of(inside.graph, inside.ties)
    backward, sums = [], dict[NodeId, float]()
    for line in lines.backward:
        if line.wire is None:
            backward.append(inside.node_gradients[line.target])
            continue
        before, sent = sums.get(line.target), inside.wire_gradients[line.wire]
        sums[line.target] = sent if before is None else before + sent
        backward.append(sums[line.target])
    forward = (inside.node_values[line.target] for line in lines.forward)
    return _WorkedOut(tuple(forward), tuple(backward), tuple(line.target for line in lines.backward))
