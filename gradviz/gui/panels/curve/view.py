"""What is seen of each variable: it stays while the point has room, and follows the wheel."""

from __future__ import annotations

from dataclasses import dataclass

from gradviz.autodiff.slices import Span

REACH = 3.0
"""A curve spans ±3 around a point, a little more when the point lies off the middle."""

ROOM = 0.1
"""A point nearer to the end than this part of the width moves what is seen."""

WIDEST_REACH = 1e6
LEAST_REACH = 1e-3


@dataclass(frozen=True, slots=True)
class View:
    """What is seen of one variable: the middle and how far it reaches to both sides."""

    middle: float
    reach: float

    @property
    def span(self) -> Span:
        return self.middle - self.reach, self.middle + self.reach

    @staticmethod
    def around(x: float) -> View:
        """What is seen first: zero in the middle, unless ``x`` lies too far from it."""
        return View(0.0 if abs(x) < REACH * (1 - 2 * ROOM) else x, max(REACH, abs(x) / 2))

    def holding(self, x: float) -> View:
        """The same, moved where ``x`` would come too near to its ends."""
        low, high = self.span
        edge = ROOM * (high - low)
        return self if low + edge <= x <= high - edge else View(x, self.reach)

    def zoomed(self, factor: float, still: float) -> View:
        """Wider or narrower by ``factor``, with ``still`` where it was."""
        reach = min(max(self.reach * factor, LEAST_REACH), WIDEST_REACH)
        return View(still + (self.middle - still) * reach / self.reach, reach)


class Views:
    """The views of all variables of a graph, by name."""

    def __init__(self) -> None:
        self._views: dict[str, View] = {}

    def of(self, name: str, x: float) -> View:
        """The view of the variable ``name``, which stands at ``x``."""
        self._views[name] = self._views.get(name, View.around(x)).holding(x)
        return self._views[name]

    def zoom(self, name: str, factor: float, still: float) -> None:
        """Look wider or narrower at a variable that has been seen."""
        self._views[name] = self._views[name].zoomed(factor, still)

    def clear(self) -> None:
        """Begin anew."""
        self._views.clear()
