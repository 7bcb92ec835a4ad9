"""How small a travelling number must be to pass between what is written: pure, one rectangle against others."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from PySide6.QtCore import QPointF, QRectF

CLEAR = 1.0  # scene px between a travelling number and a label
LEAST = 0.05
"""A number never gets smaller than this share of its size; no wire comes so near to a label that it would have to."""


def passing_scale(pill: QRectF, at: QPointF, labels: Iterable[QRectF]) -> float:
    """The largest scale, at most 1, at which ``pill`` (px around its place ``at``) touches none of ``labels``.

    It changes without jumps while the place does, so a number shrinks and grows as it goes along.
    """
    scale = 1.0
    for label in labels:
        kept = label.adjusted(-CLEAR, -CLEAR, CLEAR, CLEAR)
        gaps = (
            _most(pill.right(), kept.left() - at.x()),
            _most(-pill.left(), at.x() - kept.right()),
            _most(pill.bottom(), kept.top() - at.y()),
            _most(-pill.top(), at.y() - kept.bottom()),
        )
        scale = min(scale, max(gaps))
    return max(scale, LEAST)


def _most(reach: float, gap: float) -> float:
    """The largest scale at which something that reaches so far in one direction stays within a gap; 0 for none."""
    if gap < 0:
        return 0.0
    return inf if reach <= 0 else gap / reach
