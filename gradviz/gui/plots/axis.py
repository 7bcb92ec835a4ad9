"""From numbers to pixels along one side of a plot, and the round numbers written there."""

from __future__ import annotations

import math
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """The numbers from ``low`` to ``high`` stand on the pixels from ``start`` to ``end`` (``end`` may be the less)."""

    low: float
    high: float
    start: float
    end: float

    def px(self, number: float) -> float:
        """Where ``number`` stands."""
        return self.start + (number - self.low) * self.scale

    def at(self, px: float) -> float:
        """The number that stands at ``px``."""
        return self.low + (px - self.start) / self.scale

    @property
    def scale(self) -> float:
        """Pixels per one."""
        return (self.end - self.start) / (self.high - self.low)

    def ticks(self, apart: float) -> tuple[float, ...]:
        """Round numbers (1, 2 or 5 times a power of ten apart) with at least ``apart`` px between them."""
        least = abs(apart / self.scale)
        power = 10.0 ** math.floor(math.log10(least))
        step = next(each * power for each in _STEPS if each * power >= least * (1 - 1e-9))
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return tuple(number * step for number in range(first, last + 1))


def tick_text(number: float, step: float) -> str:
    """A tick's number with no more digits than its neighbours ``step`` away call for."""
    if number and not 1e-4 < abs(number) < 1e6:
        return f"{number:.6g}"
    return f"{number:.{max(0, -math.floor(math.log10(step) + 1e-9))}f}" if abs(number) > step / 2 else "0"
