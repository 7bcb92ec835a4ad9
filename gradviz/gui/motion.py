"""How the player moves through a timeline: where the playhead is at a given moment, as plain values.

Moments (``now_s``) are seconds of the player's clock, places (``time_s``) seconds of the timeline at speed 1.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glide:
    """A step by hand: from one place to a later one within ``lasts_s`` of the clock."""

    from_s: float
    to_s: float
    begun_s: float
    lasts_s: float

    def place(self, now_s: float) -> float:
        if self.over(now_s):
            return self.to_s
        return self.from_s + (self.to_s - self.from_s) * (now_s - self.begun_s) / self.lasts_s

    def over(self, now_s: float) -> bool:
        return now_s - self.begun_s >= self.lasts_s


@dataclass(frozen=True, slots=True)
class Playing:
    """Playing on at ``speed`` from ``from_s`` up to ``end_s``; a loop goes back to ``loop_s`` after a short rest."""

    from_s: float
    end_s: float
    begun_s: float
    speed: float
    loop_s: float | None = None
    loop_rest_s: float = 0.8

    def place(self, now_s: float) -> float:
        gone_s = (now_s - self.begun_s) * self.speed
        if self.from_s + gone_s < self.end_s or self.loop_s is None:
            return min(self.from_s + gone_s, self.end_s)
        rest_s = self.loop_rest_s * self.speed
        gone_s -= self.end_s - self.from_s
        around_s = gone_s % (rest_s + self.end_s - self.loop_s)
        return self.end_s if around_s < rest_s else self.loop_s + around_s - rest_s

    def over(self, now_s: float) -> bool:
        return self.loop_s is None and self.from_s + (now_s - self.begun_s) * self.speed >= self.end_s


Motion = Glide | Playing
