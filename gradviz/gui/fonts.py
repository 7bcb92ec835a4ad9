"""The bundled type: Inter for words, JetBrains Mono for numbers, STIX Two Text Italic for names of variables.

Nothing depends on what is installed: the files are loaded once per application from ``resources/fonts``. All sizes are
pixels. Read first: :func:`ui`, :func:`mono`, :func:`name`; the layout measures with :func:`measure_for`.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from gradviz import resources
from gradviz.layout.layout import Geometry, Measure

UI = "Inter"
MONO = "JetBrains Mono"
NAME = "STIX Two Text"
DIGITS = "STIX Two Digits"
"""Upright figures for the indices of names, as in the typeset formulas; letters beside them stay italic."""

SPARE = ("STIX Two Math", "DejaVu Sans")
"""Looked in for the few signs our files lack (∇ ⊙ ↦)."""

FILES = {
    UI: ("inter/Inter-Regular", "inter/Inter-Medium", "inter/Inter-SemiBold", "inter/Inter-Bold"),
    MONO: ("jetbrains-mono/JetBrainsMono-Medium", "jetbrains-mono/JetBrainsMono-Bold"),
    NAME: ("stix-two-text/STIXTwoText-Italic",),
    DIGITS: ("stix-two-text/STIXTwoDigits-Italic",),
}

SUBSCRIPT_SCALE = 0.68
SUBSCRIPT_DROP = 0.2


@lru_cache(maxsize=1)
def load() -> tuple[int, ...]:
    """Load the bundled files into the running application, once; gives Qt's ids of them (−1: could not be read)."""
    return tuple(
        QFontDatabase.addApplicationFontFromData(resources.read_bytes(f"fonts/{file}.ttf"))
        for files in FILES.values()
        for file in files
    )


@lru_cache(maxsize=256)
def _font(families: tuple[str, ...], px: int, weight: int, italic: bool) -> QFont:
    load()
    font = QFont()
    others = tuple(other for other in (UI, MONO) if other not in families)
    font.setFamilies([*families, *others, *SPARE])
    font.setPixelSize(px)
    font.setWeight(QFont.Weight(weight))
    font.setItalic(italic)
    # Unhinted advances grow in step with the zoom, so a measured seat fits at every size.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def ui(px: int, weight: int = 400) -> QFont:
    """Inter, ``weight`` one of 400, 500, 600, 700. The font is shared: copy it before changing it."""
    return _font((UI,), px, weight, False)


def mono(px: int, bold: bool = False) -> QFont:
    """JetBrains Mono for numbers and code. Shared: copy it before changing it."""
    return _font((MONO,), px, 700 if bold else 500, False)


def name(px: int) -> QFont:
    """STIX Two Text Italic for names of variables. Shared: copy it before changing it."""
    return _font((NAME,), px, 400, True)


def subscript(px: int) -> QFont:
    """What stands lowered behind a name of ``px``: upright figures, italic letters. Shared: copy it before changing."""
    return _font((DIGITS, NAME), round(px * SUBSCRIPT_SCALE), 400, True)


@lru_cache(maxsize=8192)
def width(text: str, font: QFont) -> float:
    """Advance width of ``text`` in px; ``font`` is not changed afterwards.

    Remembered, for shaping the same number again for its size, its place and its paint was a quarter of a slider move.
    """
    return QFontMetricsF(font).horizontalAdvance(text)


def baseline(font: QFont, middle_y: float) -> float:
    """The baseline that puts the middle of the capitals on ``middle_y``."""
    return middle_y + QFontMetricsF(font).capHeight() / 2


def measure_for(geometry: Geometry) -> Measure:
    """What the layout measures with: widths of "number", "name" and "gate" texts at the sizes of ``geometry``."""
    from gradviz.gui.painting import name_ink, name_width

    number, gate = mono(geometry.number_px, bold=True), ui(geometry.gate_px, 600)

    def measure(text: str, role: str) -> float:
        if role == "number":
            return width(text, number)
        if role == "gate":
            return width(text, gate)
        if role == "name":
            return max(name_width(text, geometry.name_px), name_ink(0, 0, text, geometry.name_px).width())
        raise ValueError(f"role {role!r} is not one of 'number', 'name', 'gate'")

    return measure
