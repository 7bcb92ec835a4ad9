"""Which steps of a timeline are exported, and what the file of each is called."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gradviz.errors import UsageError
from gradviz.i18n import Message
from gradviz.timeline.timeline import Timeline


def chosen_steps(timeline: Timeline, step: int | str) -> Sequence[int]:
    """Places of the steps meant by ``step``: a number from 1, "first", "last" or "all"; :class:`UsageError` where
    there is no such step."""
    count = len(timeline.steps)
    if step == "all":
        return range(count)
    number = {"first": 1, "last": count}.get(str(step), step)
    if not isinstance(number, int) or not 1 <= number <= count:
        raise UsageError("no-step", Message("There is no step {step}; the last is {count}.", step=step, count=count))
    return (number - 1,)


def numbered(path: Path, place: int, count: int) -> Path:
    """The file of one of ``count`` steps: ``out-01.png``, ``out-02.png`` …"""
    digits = max(2, len(str(count)))
    return path.with_name(f"{path.stem}-{place + 1:0{digits}d}{path.suffix}")
