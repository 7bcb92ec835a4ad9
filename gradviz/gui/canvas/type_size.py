"""How large the canvas writes: for one reader, for several, for a hall."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from gradviz.gui.canvas import caption
from gradviz.gui.canvas.framing import SMALLEST_TYPE_PX


@dataclass(frozen=True, slots=True)
class TypeSize:
    """``least_px`` is the smallest type of the drawing on the screen, ``sentences`` the sizes of the caption and
    ``caption`` the height it gets in px; empty and 0 stand for what suits the height of the canvas."""

    least_px: float = SMALLEST_TYPE_PX
    sentences: caption.Sizes = ()
    caption: int = 0


TYPE_SIZES = MappingProxyType(
    {
        "normal": TypeSize(),
        "large": TypeSize(17.0, caption.LARGE, 68),
        "projector": TypeSize(32.0, caption.PROJECTOR, 90),
    }
)
"""By the name in the settings. At 96 px an inch, 32 px are the 24 pt that can be read from the last row."""
