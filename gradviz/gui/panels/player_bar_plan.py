"""What stands where on the player's track: ticks, captions, brackets and phase labels, as numbers, before any paint.

``u`` counts ticks along the track: step ``i`` rests at ``u = i``, and while it is under way the playhead moves from
``i − 1`` to ``i``.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from gradviz.i18n import tr
from gradviz.notation import gradient_text
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame, Phase, Step
from gradviz.timeline.timeline import Timeline

CAPTION_GAP = 5.0
PILL_PADDING = 6.0
HEADING_GAP, PAST_SEAM = 12.0, 10.0
"""Px before the step's number over the track, and between a heading and the seam of the passes."""


@dataclass(frozen=True, slots=True)
class Group:
    """Consecutive ticks of one gate in one phase, which share a caption."""

    first: int
    last: int
    text: str
    backward: bool = False

    @property
    def middle(self) -> float:
        return (self.first + self.last) / 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A caption that found room: its group and its extent in px."""

    group: Group
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Track:
    """The track's straight line from ``left`` to ``right`` px with ``count`` ticks on it."""

    left: float
    right: float
    count: int

    @property
    def spacing(self) -> float:
        return (self.right - self.left) / max(self.count - 1, 1)

    def x(self, u: float) -> float:
        return self.left + u * self.spacing

    def u(self, x: float) -> float:
        """The place nearest to ``x`` px."""
        return min(max((x - self.left) / self.spacing, 0.0), self.count - 1.0)


def time_at(timeline: Timeline, u: float) -> float:
    """The moment of the timeline at place ``u`` of the track."""
    step = timeline.steps[min(max(math.ceil(u), 0), len(timeline.steps) - 1)]
    if step.index == 0:
        return step.end_s
    return step.start_s + (u - (step.index - 1)) * (step.end_s - step.start_s)


def playhead(frame: Frame) -> float:
    """The place on the track that shows ``frame``."""
    step = frame.step
    if not frame.moving or step.index == 0:
        return float(step.index)
    return step.index - 1 + (frame.time_s - step.start_s) / (step.end_s - step.start_s)


def written(step: Step, numerals: Numerals) -> str:
    """What is written under a tick: the gate's sign; at the seed what the output's own gradient is called, in the
    lecture's short form ``df`` where a fraction would be too wide for a tick."""
    if step.kind == "start":
        return tr("start")
    if step.kind != "seed":
        return step.tick
    return gradient_text("d" if numerals.notation == "partial" else numerals.notation, step.tick, step.tick)


def groups(steps: tuple[Step, ...], numerals: Numerals) -> list[Group]:
    """Neighbouring steps of one gate in one phase, under one caption."""
    found: list[Group] = []
    for before, step in zip((None, *steps), steps, strict=False):
        if before and (before.kind, before.node, before.phase) == (step.kind, step.node, step.phase):
            found[-1] = replace(found[-1], last=step.index)
        else:
            text = written(step, numerals)
            found.append(Group(step.index, step.index, text, step.phase is Phase.BACKWARD))
    return found


def place_headings(
    ends: tuple[float, float],
    seam: float,
    choices: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]],
    width: Callable[[str], float],
) -> tuple[tuple[str, float], ...]:
    """What stands over the track between its ``ends``, with the left end of each in px: the forward pass, the backward
    one behind the ``seam``, at the right the step's number. Of each the first of its ``choices`` that has room; where
    the backward pass is too short for its heading, that begins before the seam."""
    forwards, backwards, counts = choices
    rooms = ((count, ends[1] - width(count) - HEADING_GAP) for count in counts)
    fitting = (
        (text, count, room) for count, room in rooms for text in backwards if seam + PAST_SEAM + width(text) <= room
    )
    backward, count, room = next(fitting, (backwards[-1], counts[-1], ends[1] - width(counts[-1]) - HEADING_GAP))
    start = min(seam + PAST_SEAM, room - width(backward))
    forward = next((text for text in forwards if ends[0] + width(text) + PAST_SEAM <= min(seam, start)), "")
    return (forward, ends[0]), (backward, start), (count, ends[1] - width(count))


def place_captions(
    track: Track, found: list[Group], current: int, width: Callable[[str], float], bounds: tuple[float, float]
) -> list[Placed]:
    """All captions where there is room, otherwise the current one and evenly every second, third … of each pass; none
    over another.

    ``width`` measures a text in px; captions stay within ``bounds``.
    """
    at_work = next(group for group in found if group.first <= current <= group.last)
    here = _placed(track, at_work, width, bounds, pill=True)
    placed: list[Placed] = []
    for backward in (False, True):
        captions = [_placed(track, group, width, bounds) for group in found if group.backward == backward]
        placed = [*placed, *_evenly(captions, here, placed[-1:])]
    return placed


def _evenly(captions: list[Placed], current: Placed, before: list[Placed]) -> list[Placed]:
    """As many captions of one pass as go beside each other, behind the last one ``before``: every one, every second,
    … and the current one."""
    for every in range(1, len(captions) + 1):
        kept = [each for place, each in enumerate(captions) if place % every == 0 and each.group is not current.group]
        free = [each for each in kept if all(_apart(other, each) for other in before)]
        free = [each for each in free if _apart(each, current) or _apart(current, each)]
        if len(kept) - len(free) <= 2 and all(_apart(a, b) for a, b in pairwise(free)):
            break
    own = [current] if any(each.group is current.group for each in captions) else []
    return sorted([*free, *own], key=lambda each: each.left)


def _placed(
    track: Track, group: Group, width: Callable[[str], float], bounds: tuple[float, float], *, pill: bool = False
) -> Placed:
    """A caption under the middle of its ticks; the current one stands in a pill."""
    half = width(group.text) / 2 + (PILL_PADDING if pill else 0.0)
    middle = min(max(track.x(group.middle), bounds[0] + half), bounds[1] - half)
    return Placed(group, middle - half, middle + half)


def _apart(before: Placed, after: Placed) -> bool:
    return before.right + CAPTION_GAP <= after.left


def first_backward(timeline: Timeline) -> int:
    """The index of the first step of the backward pass."""
    return next(first for phase, first, _ in timeline.phases if phase is Phase.BACKWARD)
