"""The listing as a performance goes through it: what every line has computed by now, and which line runs."""

from __future__ import annotations

from dataclasses import dataclass

from gradviz.autodiff.listing import Listing, ListingLine
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
    """The listing of ``run``'s graph at one instant of its performance."""
    current = frozenset(frame.step.listing_lines)
    first = len(listing.forward)
    sums: dict[NodeId, float] = {}
    forward = (
        Entry(line, frame.nodes[line.target].value, place in current) for place, line in enumerate(listing.forward)
    )
    backward = (
        Entry(line, _gradient(line, sums, run, frame), first + place in current)
        for place, line in enumerate(listing.backward)
    )
    return Ledger(tuple(forward), tuple(backward))


def _gradient(line: ListingLine, sums: dict[NodeId, float], run: Run, frame: Frame) -> float | None:
    """What a backward line leaves in its variable; ``sums`` holds what the lines before it have left there."""
    if line.wire is None:
        return frame.nodes[line.target].gradient
    before, sent = sums.get(line.target), run.wire_gradients[line.wire]
    sums[line.target] = sent if before is None else before + sent
    return sums[line.target] if frame.wires[line.wire].gradient is not None else None
