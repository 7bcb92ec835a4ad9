"""What the window remembers between two days: one JSON file, read forgivingly, written whole.

A value that cannot be used is replaced by its default; a file that cannot be read is a file with defaults.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from platformdirs import PlatformDirs

from gradviz.errors import OutputError
from gradviz.i18n import LANGUAGES
from gradviz.layout.layout import DIRECTIONS, Direction
from gradviz.lesson.file import write_bytes
from gradviz.notation import NOTATIONS, Notation

log = logging.getLogger(__name__)

RECENT_LIMIT = 10
THEME_CHOICES = ("system", "light", "dark", "contrast", "print")
DECIMALS = ("language", "point", "comma")
STYLES = ("decimals", "significant")
DIGITS = (2, 3, 4, 5, 6)
SCALES = (90, 100, 110, 125, 150)
TEXT_SIZES = ("normal", "large", "projector")
WHEELS = ("zoom", "scroll")
PANELS = ("explain", "code", "check", "curve", "paths")
EXPORT_THEMES = ("light", "dark", "contrast", "print")


@dataclass(frozen=True)
class Settings:
    """``language`` is empty until someone chose one. ``window`` and ``docks`` are Qt's own records in base64,
    ``panel`` the panel that was seen last.

    ``decimal`` says how numbers are written: as the language does, with a point or with a comma; ``digits`` counts
    decimals or significant digits, as ``style`` says; ``notation`` is what a gradient is called. ``wheel`` is what the
    wheel does to the canvas, ``direction`` which way graphs flow whose lesson does not say, ``shortcuts`` the keys
    chosen instead of the usual ones, by action; ``scale`` is the size of the whole interface in percent, from the
    next start.
    """

    language: str = ""
    theme: str = "system"
    decimal: str = "language"
    style: Literal["decimals", "significant"] = "decimals"
    digits: int = 2
    fractions: bool = False
    notation: Notation = "partial"
    reduced_motion: bool = False
    wheel: str = "zoom"
    direction: Direction = "right"
    shortcuts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    minimap: bool = True
    text: str = "normal"
    scale: int = 100
    open_last: bool = False
    recent: tuple[str, ...] = ()
    window: str = ""
    docks: str = ""
    panel: str = "explain"
    export_folder: str = ""
    export_form: str = "png"
    export_scale: float = 2.0
    export_transparent: bool = False
    export_theme: str = "light"
    export_part: str = "whole"


def _one_of(*allowed: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in allowed


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_switch(value: Any) -> bool:
    return isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_record(value: Any) -> bool:
    try:
        base64.b64decode(value, validate=True)
    except (binascii.Error, TypeError, ValueError):
        return False
    return isinstance(value, str)


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "language": _one_of("", *LANGUAGES),
    "theme": _one_of(*THEME_CHOICES),
    "decimal": _one_of(*DECIMALS),
    "style": _one_of(*STYLES),
    "digits": lambda value: _is_number(value) and value in DIGITS,
    "fractions": _is_switch,
    "notation": _one_of(*NOTATIONS),
    "reduced_motion": _is_switch,
    "wheel": _one_of(*WHEELS),
    "direction": _one_of(*DIRECTIONS),
    "minimap": _is_switch,
    "text": _one_of(*TEXT_SIZES),
    "scale": lambda value: _is_number(value) and value in SCALES,
    "shortcuts": lambda value: isinstance(value, dict) and all(map(_are_texts, value.values())),
    "open_last": _is_switch,
    "recent": _are_texts,
    "window": _is_record,
    "docks": _is_record,
    "panel": _one_of(*PANELS),
    "export_folder": _is_text,
    "export_form": _is_text,
    "export_scale": lambda value: _is_number(value) and 0.1 <= value <= 16,
    "export_transparent": _is_switch,
    "export_theme": _one_of(*EXPORT_THEMES),
    "export_part": _one_of("whole", "visible"),
}


def _folders() -> PlatformDirs:
    return PlatformDirs("gradviz", appauthor=False)


def settings_file() -> Path:
    """Where the settings are kept; the command line reads the language from there."""
    return Path(_folders().user_config_dir) / "settings.json"


def state_folder() -> Path:
    """Where unsaved work and the log are kept."""
    return Path(_folders().user_state_dir)


def load() -> Settings:
    """The kept settings, defaults where they are missing or of no use."""
    try:
        kept = json.loads(settings_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError):
        log.info("the settings cannot be read, defaults are used")
        return Settings()
    good = {}
    for name, check in _CHECKS.items():
        if isinstance(kept, dict) and name in kept:
            if check(kept[name]):
                good[name] = kept[name]
            else:
                log.info("the setting %s has a value of no use, the default is taken", name)
    for whole in {"digits", "scale"} & good.keys():
        good[whole] = int(good[whole])
    if "shortcuts" in good:
        good["shortcuts"] = {id: tuple(keys) for id, keys in good["shortcuts"].items()}
    if "recent" in good:
        good["recent"] = tuple(good["recent"][:RECENT_LIMIT])
    return Settings(**good)


def save(settings: Settings) -> None:
    """Keep ``settings``; :class:`OutputError` names a file that cannot be written."""
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=2)
    with contextlib.suppress(OSError):  # whoever cannot be written into is named below
        settings_file().parent.mkdir(parents=True, exist_ok=True)
    write_bytes(settings_file(), text.encode())


def to_record(data: bytes | bytearray | memoryview) -> str:
    """Bytes of Qt (geometry, docks) as text for the file."""
    return base64.b64encode(data).decode()


def from_record(text: str) -> bytes:
    """The bytes that :func:`to_record` wrote down."""
    return base64.b64decode(text)


class Memory:
    """The settings as they are now; every change is kept at once. A file that cannot be written costs the memory, not
    the session: ``troubled`` is called once, with the OutputError."""

    def __init__(self) -> None:
        self.now = load()
        self.troubled: Callable[[OutputError], object] | None = None

    def change(self, **fields: object) -> None:
        """Change some settings and keep them."""
        self.now = replace(self.now, **fields)  # type: ignore[arg-type]
        try:
            save(self.now)
        except OutputError as trouble:
            log.info("the settings cannot be kept: %s", trouble)
            tell, self.troubled = self.troubled, None
            if tell is not None:
                tell(trouble)

    def remember_file(self, path: Path) -> None:
        """``path`` is the file opened last."""
        others = (name for name in self.now.recent if name != str(path))
        self.change(recent=(str(path), *others)[:RECENT_LIMIT])
