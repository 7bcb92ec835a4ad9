"""Measuring fairly: all cases in one process, round by round, ratios taken within a round.

Other programs slow the machine down for a while; a case that is divided by the base of the same round hardly notices.
"""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

Case = Callable[[], object]

ROUND_S = 0.02
"""Every case runs at least this long in every round."""


@dataclass(frozen=True, slots=True)
class Timing:
    """One case: its best time a call in seconds, and the median over rounds of its time divided by the base's."""

    name: str
    best_s: float
    ratio: float


def compare(cases: Mapping[str, Case], base: str, rounds: int = 21) -> list[Timing]:
    """All ``cases`` timed in turn, ``rounds`` times, and divided by ``base``; the fastest first."""
    calls = {name: _calls(case) for name, case in cases.items()}
    laps = [{name: _lap(case, calls[name]) for name, case in cases.items()} for _ in range(rounds)]
    timings = [
        Timing(name, min(lap[name] for lap in laps), statistics.median(lap[name] / lap[base] for lap in laps))
        for name in cases
    ]
    return sorted(timings, key=lambda timing: timing.ratio)


def _calls(case: Case) -> int:
    """How many calls fill a round, found by doubling."""
    calls = 1
    while (spent_s := _lap(case, calls) * calls) < ROUND_S / 2:
        calls *= 2
    return max(1, round(calls * ROUND_S / spent_s))


def _lap(case: Case, calls: int) -> float:
    """Seconds a call."""
    start = time.perf_counter()
    for _ in range(calls):
        case()
    return (time.perf_counter() - start) / calls


def report(title: str, timings: list[Timing], base: str) -> None:
    """The table of one workload."""
    print(f"\n{title}; ratios to {base}")
    for timing in timings:
        print(f"  {timing.name:34} {timing.ratio:9.2f} {timing.best_s * 1e6:12.2f} µs at best")


def surroundings(packages: tuple[str, ...]) -> str:
    """Python, versions of ``packages`` that are there, processors and load: what figures mean nothing without."""
    found = [f"Python {platform.python_version()}"]
    for package in packages:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package} not installed")
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{', '.join(found)}; {os.cpu_count()} processors{load}"
