"""The scalar examples of the lectures, with their exact results, and the tolerance they state."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

DATA = json.loads((Path(__file__).parents[1] / "data" / "examples.json").read_text(encoding="utf-8"))
SCALAR = [example for example in DATA["examples"] if example["phase"] == "scalar"]


def close(expected: float) -> Any:
    """The tolerance the examples state: 1e-11 relative, 1e-12 where 0 (or less than a rounding error) is expected."""
    return pytest.approx(expected, rel=1e-11, abs=0.0 if abs(expected) > 1e-16 else 1e-12)
