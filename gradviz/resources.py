"""Finds ``resources/`` in a checkout, an editable install or a wheel; no other module knows where files are.

Order: ``$GRADVIZ_RESOURCES``, the copy inside an installed package (``gradviz/_resources``), the folder beside the
package in a checkout. A folder counts as ours when it holds ``lessons/``.
"""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import IO

from gradviz.errors import MissingError
from gradviz.i18n import Message


@lru_cache(maxsize=1)
def root() -> Traversable:
    """The resource folder; :class:`~gradviz.errors.MissingError` (``no-resources``) when there is none."""
    places: list[Traversable] = []
    if os.environ.get("GRADVIZ_RESOURCES"):
        places.append(Path(os.environ["GRADVIZ_RESOURCES"]))
    package = files("gradviz")
    places.append(package / "_resources")
    if isinstance(package, Path):
        places.append(package.parent / "resources")
    for place in places:
        if (place / "lessons").is_dir():
            return place
    raise MissingError(
        "no-resources",
        Message("The resource folder of gradviz is missing."),
        Message("Install gradviz again, or set GRADVIZ_RESOURCES to its resources folder."),
    )


def _find(path: str) -> Traversable:
    found = root()
    for part in path.split("/"):
        found = found / part
    if not found.is_file():
        raise MissingError(
            "no-resource",
            Message("A file of gradviz is missing: {path}.", path=path),
            Message("Install gradviz again."),
        )
    return found


def broken(path: str) -> MissingError:
    """The error for a resource that is there but cannot be used."""
    return MissingError(
        "broken-resource",
        Message("A file of gradviz is broken: {path}.", path=path),
        Message("Install gradviz again."),
    )


def read_bytes(path: str) -> bytes:
    """The bytes of one resource, ``path`` written with slashes: ``"icons/play.svg"``."""
    return _find(path).read_bytes()


def read_text(path: str) -> str:
    """The UTF-8 text of one resource."""
    return _find(path).read_text(encoding="utf-8")


def open_binary(path: str) -> IO[bytes]:
    """One resource opened for reading bytes."""
    return _find(path).open("rb")


def names(folder: str, suffix: str = "") -> list[str]:
    """Sorted names of the files in a resource folder, for example ``names("lessons", ".toml")``."""
    found = root()
    for part in folder.split("/"):
        found = found / part
    return sorted(entry.name for entry in found.iterdir() if entry.is_file() and entry.name.endswith(suffix))
