"""Which language the command line speaks: ``--lang``, otherwise the settings, otherwise the environment."""

from __future__ import annotations

from collections.abc import Sequence

from gradviz import i18n
from gradviz.gui import settings


def choose_language(argv: Sequence[str]) -> None:
    """Set the language before any text is made; a wrong ``--lang`` is left for the parser to refuse."""
    for code in (_asked(argv), settings.load().language, i18n.system_language()):
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
