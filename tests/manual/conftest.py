"""What the manual says of Python is run as a reader would run it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def run_text() -> Callable[[str], str]:
    """``run_text("print(1)")``: what a program prints that is run in a process of its own."""

    def run(text: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
        )
        return done.stdout

    return run
