"""The lecture expression as a workload: at one point (a), at 40,000 (d), and the results known to be right.

``VALUE`` and ``SLOPES`` are the value and the sum of the absolute gradients at the point, ``TOTAL`` the sum of all
values of the plane.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

LECTURE = "1 + exp(w1*x + w0)"
POINT = {"w1": 0.7, "x": 1.3, "w0": -0.4}
VALUE, SLOPES = 2.665291194945886, 4.995873584837659

_ACROSS, _DOWN = np.meshgrid(np.linspace(-2, 2, 200), np.linspace(-1, 1, 200))
PLANE: dict[str, Any] = {"w1": _ACROSS, "x": 1.3, "w0": _DOWN}
TOTAL = 162225.5448267124


def by_hand(w1: float, x: float, w0: float) -> tuple[float, dict[str, float]]:
    """What a careful person would write: the base of comparison."""
    c = math.exp(w1 * x + w0)
    return 1 + c, {"w1": x * c, "x": w1 * c, "w0": c}
