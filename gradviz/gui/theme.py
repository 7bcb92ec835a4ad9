"""The two looks of the window: colours by meaning, the palette and the style sheet made of them, recoloured icons.

A theme is a file of colours in ``resources/themes``. Read first: :class:`Theme`; ``LIGHT`` and ``DARK`` are the two.
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass
from functools import lru_cache
from string import Template

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gradviz import resources

ICON_PX = 20
ICON_RATIOS = (1, 2, 3)
"""Pixels of an icon per logical pixel: screens of 100, 200 and 300 %."""

INK = "#000"
"""The colour bundled icons are drawn in, replaced by the theme's."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as ``#rrggbb``, named by what they mean.

    ``grey`` is for what is blocked, constant or still to come; ``chrome`` for menus and bars, ``chip`` for quiet boxes
    on a panel, ``line`` and ``strong_line`` for rules and borders; ``right`` and ``wrong`` for verdicts.
    """

    name: str
    value: str
    value_tint: str
    gradient: str
    gradient_tint: str
    text: str
    muted: str
    grey: str
    chrome: str
    panel: str
    canvas: str
    chip: str
    hover: str
    line: str
    strong_line: str
    right: str
    wrong: str
    wrong_tint: str
    selection: str


def _load(name: str) -> Theme:
    return Theme(name, **tomllib.loads(resources.read_text(f"themes/{name}.toml")))


LIGHT = _load("light")
DARK = _load("dark")
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}


def palette(theme: Theme) -> QPalette:
    """The palette for the Fusion style; disabled texts are grey."""
    role = QPalette.ColorRole
    colors = {
        role.Window: theme.chrome,
        role.WindowText: theme.text,
        role.Base: theme.panel,
        role.AlternateBase: theme.chrome,
        role.Text: theme.text,
        role.PlaceholderText: theme.grey,
        role.Button: theme.panel,
        role.ButtonText: theme.text,
        role.BrightText: theme.wrong,
        role.ToolTipBase: theme.panel,
        role.ToolTipText: theme.text,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.Link: theme.value,
        role.LinkVisited: theme.value,
        role.Accent: theme.value,
        role.Light: theme.panel,
        role.Midlight: theme.line,
        role.Mid: theme.strong_line,
        role.Dark: theme.grey,
        role.Shadow: theme.strong_line,
    }
    found = QPalette()
    for where, code in colors.items():
        found.setColor(where, QColor(code))
    for where in (role.WindowText, role.Text, role.ButtonText):
        found.setColor(QPalette.ColorGroup.Disabled, where, QColor(theme.strong_line))
    return found


def style_sheet(theme: Theme) -> str:
    """The window's style sheet (``resources/themes/window.qss``) in the colours of ``theme``."""
    return Template(resources.read_text("themes/window.qss")).substitute(asdict(theme))


@lru_cache(maxsize=256)
def icon(name: str, theme: Theme, ink: str = "") -> QIcon:
    """The bundled icon ``resources/icons/<name>.svg`` in ``ink`` (default: the theme's text), greyed when disabled."""
    found = QIcon()
    for ratio in ICON_RATIOS:
        found.addPixmap(_pixmap(name, ink or theme.text, ratio))
        found.addPixmap(_pixmap(name, theme.strong_line, ratio), QIcon.Mode.Disabled)
    return found


def ink_drawing(name: str, ink: str) -> bytes:
    """The bundled icon as SVG, drawn in ``ink``."""
    return resources.read_text(f"icons/{name}.svg").replace(f'"{INK}"', f'"{ink}"').encode()


def _pixmap(name: str, ink: str, ratio: int) -> QPixmap:
    image = QImage(ICON_PX * ratio, ICON_PX * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(ink_drawing(name, ink))).render(painter, QRectF(0, 0, image.width(), image.height()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)


CONTRAST = _load("contrast")
PRINT = _load("print")
THEMES.update({theme.name: theme for theme in (CONTRAST, PRINT)})
ON_BLACK = (DARK, CONTRAST)
"""The themes with light writing on a dark ground."""
