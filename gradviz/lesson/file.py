"""The ``.gradviz`` file: a lesson as JSON, versioned, with fields of later versions kept.

The first line is ``{"format":"gradviz","version":1,``; then come ``title``, ``text``, ``values`` and the rest.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
import tempfile
from collections.abc import Callable, Mapping
from math import isfinite
from pathlib import Path
from typing import Any

from gradviz.errors import InputError, OutputError
from gradviz.graph.ties import Ties
from gradviz.i18n import N_, Message
from gradviz.language.names import canonical
from gradviz.lesson.lesson import ROLES, Lesson

FORMAT = "gradviz"
VERSION = 1
SUFFIX = ".gradviz"
MAX_BYTES = 16 * 2**20
"""A larger file is not ours; the largest program that is read takes a fraction of this."""

_BY_NUMBER = {
    errno.ENOSPC: N_("{path} cannot be written: the disk is full."),
    errno.EROFS: N_("{path} cannot be written: writing is not allowed there."),
}
"""Troubles Python has no exception of its own for."""

READ_TROUBLES: tuple[tuple[type[OSError], str], ...] = (
    (FileNotFoundError, N_("There is no file {path}.")),
    (IsADirectoryError, N_("{path} is a folder, not a file.")),
    (PermissionError, N_("{path} may not be read.")),
    (OSError, N_("{path} cannot be read.")),
)

WRITE_TROUBLES: tuple[tuple[type[OSError], str], ...] = (
    (FileNotFoundError, N_("{path} cannot be written: there is no such folder.")),
    (NotADirectoryError, N_("{path} cannot be written: there is no such folder.")),
    (IsADirectoryError, N_("{path} cannot be written: it is a folder.")),
    (PermissionError, N_("{path} cannot be written: writing is not allowed there.")),
    (OSError, N_("{path} cannot be written.")),
)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file a person named, at most :data:`MAX_BYTES`; :class:`InputError` names the path."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as trouble:
        raise InputError("unreadable-file", _message(READ_TROUBLES, trouble, path)) from trouble
    if len(data) > MAX_BYTES:
        raise InputError("file-too-large", Message("{path} is too large to be read by gradviz.", path=path))
    return data


def read_text(path: Path) -> str:
    """The UTF-8 text of a file a person named; :class:`InputError` names the path."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise InputError("not-text", Message("{path} is not a text in UTF-8.", path=path)) from trouble


def write_bytes(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: a neighbour is written first and put in its place, permissions are kept.

    What is no file, a device or a pipe (``/dev/stdout``), is written into and stays what it is.
    :class:`OutputError` names the path; the old file is then as it was.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            _pour(path, data)
        else:
            _replace(Path(os.path.realpath(path)), data)
    except (OSError, ValueError) as trouble:
        raise OutputError("unwritable-file", _message(WRITE_TROUBLES, trouble, path)) from trouble


def load(path: str | Path) -> Lesson:
    """The lesson kept in a ``.gradviz`` file; :class:`InputError` says in one sentence what is wrong with it."""
    path = Path(path)
    text = read_text(path)
    try:
        data = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as trouble:
        raise InputError(
            "not-gradviz", Message("{path} is not a gradviz file: its JSON is broken.", path=path)
        ) from trouble
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError("not-gradviz", Message("{path} is not a gradviz file.", path=path))
    version = data.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise _broken(path, "version")
    if version > VERSION:
        raise InputError(
            "newer-version",
            Message("{path} was written by a newer gradviz (format {version}).", path=path, version=version),
            Message("Install the newest gradviz to open it."),
        )
    return _lesson(data, path)


def save(lesson: Lesson, path: str | Path) -> None:
    """Write ``lesson`` to ``path``, atomically; :class:`OutputError` when that cannot be done."""
    write_bytes(Path(path), dumps(lesson).encode())


def dumps(lesson: Lesson) -> str:
    """The JSON text of a lesson, fields this version does not know included.

    The first line tells what the file is, byte for byte, for whoever guesses a file's kind by its beginning.
    """
    known = {
        "title": lesson.title,
        "lesson": lesson.lesson_id,
        "text": lesson.text,
        "values": dict(lesson.values),
        "roles": dict(lesson.roles),
        "ties": {"rule": lesson.ties.rule, "seed": lesson.ties.seed},
        "target": lesson.target,
        "moved": {key: list(place) for key, place in lesson.moved.items()},
        "view": dict(lesson.view),
        "shape": sorted(lesson.shape),
        "note": lesson.note,
    }
    rest = json.dumps({**known, **lesson.unknown}, ensure_ascii=False, indent=2, allow_nan=False)
    return f'{{"format":"{FORMAT}","version":{VERSION},' + rest.removeprefix("{") + "\n"


def _lesson(data: Mapping[str, Any], path: Path) -> Lesson:
    fields: dict[str, Any] = {}
    for name, (keyword, reader) in _FIELDS.items():
        if name in data:
            try:
                fields[keyword] = reader(data[name])
            except (TypeError, ValueError, KeyError, OverflowError) as trouble:
                raise _broken(path, name) from trouble
    unknown = {name: value for name, value in data.items() if name not in _FIELDS and name not in ("format", "version")}
    return Lesson(**fields, unknown=unknown)


def _broken(path: Path, field: str) -> InputError:
    return InputError(
        "broken-field", Message("{path} is broken: its field “{field}” cannot be used.", path=path, field=field)
    )


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode()  # a lone surrogate can be written in JSON, but is no text
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise TypeError
    return float(value)


def _one_of(allowed: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in allowed:
            raise ValueError
        return _string(value)

    return read


def _mapping(reader: Callable[[Any], Any], name: Callable[[str], str]) -> Callable[[Any], dict[str, Any]]:
    def read(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise TypeError
        return {name(_string(key)): reader(item) for key, item in value.items()}

    return read


def _keys(value: Any) -> frozenset[str]:
    if not isinstance(value, list):
        raise TypeError
    return frozenset(map(_string, value))


def _place(value: Any) -> tuple[float, float]:
    x, y = value
    return _number(x), _number(y)


def _ties(value: Any) -> Ties:
    seed = value.get("seed", 0) if isinstance(value, dict) else None
    if isinstance(seed, bool) or not isinstance(seed, int):
        raise TypeError
    return Ties(_string(value["rule"]), seed)


_FIELDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "title": ("title", _string),
    "lesson": ("lesson_id", _string),
    "text": ("text", _string),
    "values": ("values", _mapping(_number, canonical)),
    "roles": ("roles", _mapping(_one_of(ROLES), canonical)),
    "ties": ("ties", _ties),
    "target": ("target", _string),
    "moved": ("moved", _mapping(_place, str)),
    "view": ("view", _mapping(lambda value: value, str)),
    "shape": ("shape", _keys),
    "note": ("note", _string),
}
"""Field in the file → field of :class:`Lesson` and its reader; a reader refuses by raising."""


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a JSON number")


def _message(table: tuple[tuple[type[OSError], str], ...], trouble: Exception, path: Path) -> Message:
    """The sentence for an OS error; its reason in the system's words is left out, they are in its own language."""
    number = getattr(trouble, "errno", None)
    if number in _BY_NUMBER:
        return Message(_BY_NUMBER[number], path=path)
    if table is WRITE_TROUBLES and isinstance(trouble, FileNotFoundError) and path.parent.is_dir():
        trouble = PermissionError()  # as /proc answers whoever makes a file there
    for kind, text in table:
        if isinstance(trouble, kind):
            return Message(text, path=path)
    return Message(table[-1][1], path=path)


def _replace(path: Path, data: bytes) -> None:
    if path.is_dir():
        raise IsADirectoryError(path)
    mode = _mode(path)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:64]}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _pour(path: Path, data: bytes) -> None:
    """Write into a device or a pipe. A pipe that nobody reads is refused where opening it would wait for ever."""
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "wb") as file:
        if hasattr(os, "O_NONBLOCK"):
            os.set_blocking(handle, True)
        file.write(data)


def _mode(path: Path) -> int:
    """The permissions the file has, or those a new one gets here; a file that may not be written is refused."""
    if path.exists():
        if not os.access(path, os.W_OK):
            raise PermissionError(path)
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def is_lesson_file(name: str) -> bool:
    """Whether a name a person typed means a ``.gradviz`` file."""
    return name.lower().endswith(SUFFIX)
