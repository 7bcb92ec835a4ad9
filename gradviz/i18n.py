"""One gettext catalogue for every text a person sees, command line and window alike.

English texts stand in the source and are the keys; ``resources/locale/ru/*.po`` (one file a room) hold the Russian,
compiled by ``scripts/locale`` into one ``gradviz.mo``. Read first: :func:`tr`.

    tr("Open…")                                   translated now
    tr("write {name}(x)", name="exp")             values are put in after translation
    trn("{n} gate", "{n} gates", 3)               plural forms, three of them in Russian
    Message("this {bracket} is never closed", bracket="(")     translated each time it is shown
    N_("Step forward")                            marks a text in a table; translated later by tr()
"""

from __future__ import annotations

import gettext
import os
import struct
from dataclasses import dataclass
from functools import lru_cache

LANGUAGES = ("en", "ru")
DOMAIN = "gradviz"

_current = "en"


def N_(text: str) -> str:
    """Mark ``text`` for the catalogue and return it unchanged: for tables whose texts are translated when shown."""
    return text


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    from gradviz import resources

    path = f"locale/{language}/{DOMAIN}.mo"
    with resources.open_binary(path) as file:
        try:
            return gettext.GNUTranslations(file)
        except (OSError, ValueError, struct.error) as trouble:  # ValueError: not UTF-8
            raise resources.broken(path) from trouble


def language() -> str:
    """The language now in use, ``"en"`` or ``"ru"``."""
    return _current


def set_language(code: str) -> None:
    """Use ``code`` from now on; an unknown code is a ``ValueError``.

    Where its catalogue is missing or broken the language stays as it was and :class:`~gradviz.errors.MissingError`
    says so: here, once, so that no text shown later can fail.
    """
    global _current
    if code not in LANGUAGES:
        raise ValueError(f"language {code!r} is not one of {LANGUAGES}")
    _catalogue(code)
    _current = code


def system_language() -> str:
    """``"ru"`` where the environment asks for Russian (LANGUAGE, LC_ALL, LC_MESSAGES, LANG), otherwise ``"en"``."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return "ru" if value.lower().startswith("ru") else "en"
    return "en"


def tr(text: str, /, **values: object) -> str:
    """``text`` in the current language, with ``values`` put into its ``{fields}``."""
    translated = _catalogue(_current).gettext(text)
    return translated.format(**values) if values else translated


def in_language(code: str, text: str) -> str:
    """``text`` in a language that may not be the one in use: lists can be searched in both."""
    return _catalogue(code).gettext(text)


def trn(singular: str, plural: str, n: int, /, **values: object) -> str:
    """The form of the text that goes with the number ``n``; ``{n}`` is put in by itself."""
    return _catalogue(_current).ngettext(singular, plural, n).format(n=n, **values)


@dataclass(frozen=True, init=False)
class Message:
    """A text that is translated whenever it is shown: errors and remarks outlive a change of language.

    Values that are themselves messages are translated too.
    """

    text: str
    values: tuple[tuple[str, object], ...]

    def __init__(self, text: str, /, **values: object) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "values", tuple(values.items()))

    def __str__(self) -> str:
        return tr(self.text, **dict(self.values))
