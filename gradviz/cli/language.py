"""Which language the command line speaks: ``--lang``, otherwise the settings, otherwise the environment."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from gradviz import i18n


def choose_language(argv: Sequence[str]) -> None:
    """Set the language before any text is made; a wrong ``--lang`` is left for the parser to refuse."""
    for code in (_asked(argv), _from_settings(), i18n.system_language()):
        if code in i18n.LANGUAGES:
            i18n.set_language(code)
            return


def _asked(argv: Sequence[str]) -> str | None:
    for place, item in enumerate(argv):
        if item == "--lang" and place + 1 < len(argv):
            return argv[place + 1]
        if item.startswith("--lang="):
            return item.removeprefix("--lang=")
    return None


def _from_settings() -> str | None:
    """The language kept by the window; a settings file that cannot be read has no say."""
    from platformdirs import PlatformDirs

    path = Path(PlatformDirs("gradviz", appauthor=False).user_config_dir) / "settings.json"
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    code = settings.get("language") if isinstance(settings, dict) else None
    return code if isinstance(code, str) else None
