"""How motion is softened: functions from progress 0…1 to progress 0…1, exact at both ends."""

from __future__ import annotations


def linear(progress: float) -> float:
    return progress


def ease_in_out(progress: float) -> float:
    """Starts and ends gently: the smoothstep 3p² − 2p³, symmetric about one half."""
    return progress * progress * (3.0 - 2.0 * progress)


def ease_out(progress: float) -> float:
    """Starts at once and settles gently: 1 − (1 − p)³."""
    return 1.0 - (1.0 - progress) ** 3
