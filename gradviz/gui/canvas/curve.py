"""Chains of cubic Béziers measured by arc length: where a token is, which part of a wire is drawn. Plain floats."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from gradviz.layout.layout import Point

Cubic = tuple[Point, Point, Point, Point]
SAMPLES = 12
"""Straight pieces a cubic is measured by; the length of a wire comes out within 0.1 %."""


def mix(a: Point, b: Point, t: float) -> Point:
    """The point ``t`` of the way from ``a`` to ``b``."""
    return Point(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def split(cubic: Cubic, t: float) -> tuple[Cubic, Cubic]:
    """Both parts of a cubic cut at ``t`` (de Casteljau)."""
    a, b, c, d = cubic
    ab, bc, cd = mix(a, b, t), mix(b, c, t), mix(c, d, t)
    abc, bcd = mix(ab, bc, t), mix(bc, cd, t)
    middle = mix(abc, bcd, t)
    return (a, ab, abc, middle), (middle, bcd, cd, d)


def cubics(path: Sequence[Point]) -> list[Cubic]:
    """The single cubics of a chain ``start, (control, control, end)…``."""
    return [(path[i], path[i + 1], path[i + 2], path[i + 3]) for i in range(0, len(path) - 3, 3)]


def chain(parts: Sequence[Cubic]) -> tuple[Point, ...]:
    """The chain of cubics that join end to end."""
    return (parts[0][0], *(point for part in parts for point in part[1:]))


def _point(cubic: Cubic, t: float) -> Point:
    u = 1 - t
    a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
    return Point(*(a * cubic[0][k] + b * cubic[1][k] + c * cubic[2][k] + d * cubic[3][k] for k in (0, 1)))


class Curve:
    """One wire's course. Distances are px along the curve from its start."""

    def __init__(self, path: Sequence[Point]) -> None:
        self.parts = cubics(path)
        points = [Point(*path[0])]
        points += [_point(part, i / SAMPLES) for part in self.parts for i in range(1, SAMPLES + 1)]
        self._points = points
        self._lengths = [0.0]
        for a, b in pairwise(points):
            self._lengths.append(self._lengths[-1] + hypot(b.x - a.x, b.y - a.y))
        self.length = self._lengths[-1]

    def _locate(self, distance: float) -> float:
        """The parameter at ``distance``, counted over the whole chain: 1.5 is the middle of the second cubic."""
        distance = min(max(distance, 0.0), self.length)
        index = max(1, bisect_left(self._lengths, distance))
        before, after = self._lengths[index - 1], self._lengths[index]
        share = (distance - before) / (after - before) if after > before else 0.0
        return (index - 1 + share) / SAMPLES

    def at(self, distance: float) -> Point:
        """The point at ``distance``; the ends beyond the ends."""
        place = self._locate(distance)
        number = min(int(place), len(self.parts) - 1)
        return _point(self.parts[number], place - number)

    def nearest(self, point: Point) -> float:
        """The distance along the curve of the sample nearest to ``point``."""
        gaps = [hypot(p.x - point[0], p.y - point[1]) for p in self._points]
        return self._lengths[gaps.index(min(gaps))]

    def portion(self, start: float, end: float) -> QPainterPath:
        """The part between two distances, still as cubics."""
        a, b = self._locate(start), self._locate(max(start, end))
        path = QPainterPath(QPointF(*self.at(start)))
        for number in range(int(a), min(int(b), len(self.parts) - 1) + 1):
            part = self.parts[number]
            low, high = max(a - number, 0.0), min(b - number, 1.0)
            if high <= low:
                continue
            part = split(part, high)[0]
            if low > 0:
                part = split(part, low / high)[1]
            path.cubicTo(QPointF(*part[1]), QPointF(*part[2]), QPointF(*part[3]))
        return path


def refined(path: Sequence[Point], count: int) -> tuple[Point, ...]:
    """The same course in ``count`` cubics: the longest are halved, so that two courses can be blended."""
    parts = cubics(path)
    while len(parts) < count:
        spans = [hypot(part[3][0] - part[0][0], part[3][1] - part[0][1]) for part in parts]
        longest = spans.index(max(spans))
        parts[longest : longest + 1] = split(parts[longest], 0.5)
    return chain(parts)
