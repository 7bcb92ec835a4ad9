"""The lessons that are shipped, one TOML file each in ``resources/lessons/``; a broken one is listed with its error."""

from __future__ import annotations

import difflib
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from gradviz import i18n, resources
from gradviz.errors import GradvizError, InputError, MissingError
from gradviz.i18n import N_, Message, tr
from gradviz.lesson.lesson import Lesson, Role

FOLDER = "lessons"
KINDS: Mapping[str, str | None] = {"scalar": None, "training": N_("needs training"), "vector": N_("needs vectors")}
"""Kind of a lesson → why it cannot be opened yet, or None."""

GROUPS: Mapping[str, str] = {
    "lecture": N_("Lecture expression"),
    "gates": N_("Gates"),
    "circuits": N_("Circuits"),
    "neurons": N_("Neurons and activations"),
    "losses": N_("Losses and regularisation"),
    "networks": N_("Networks"),
    "training": N_("Training"),
    "vectors": N_("Vectors"),
    "broken": N_("Cannot be read"),
}
"""Groups of the Examples menu in its order; the last one appears only when a lesson file is broken."""


class _WrongPlaceError(Exception):
    """A lesson file does not say what it must; the argument is the place, for example ``title.ru``."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the Examples menu; ``title`` is in the current language."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages; ``str()`` gives the one now in use."""

    en: str
    ru: str

    def __str__(self) -> str:
        return self.ru if i18n.language() == "ru" else self.en


@dataclass(frozen=True)
class Entry:
    """One lesson of the list. Where ``available`` is false, ``reason`` says why in the current language.

    ``values`` holds one number a leaf (nested lists of numbers in a lesson on vectors).
    """

    id: str
    order: int
    group: str
    kind: str
    titles: Text
    lectures: Text
    notes: Text
    teaching_points: Text
    program: str = ""
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    inputs: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    error: Message | None = None

    @property
    def title(self) -> str:
        return str(self.titles)

    @property
    def listed(self) -> str:
        """The title as a list shows it: with what keeps the lesson from being opened."""
        if self.available:
            return self.title
        if self.error is not None:
            return f"{self.title} ({self.reason})"
        return tr("{title} (comes with a later version: {reason})", title=self.title, reason=self.reason)

    @property
    def lecture(self) -> str:
        """The lecture it belongs to, in human words."""
        return str(self.lectures)

    @property
    def note(self) -> str:
        return str(self.notes)

    @property
    def teaching_point(self) -> str:
        return str(self.teaching_points)

    @property
    def available(self) -> bool:
        return self.error is None and KINDS[self.kind] is None

    @property
    def reason(self) -> str:
        """Why the lesson cannot be opened; empty when it can."""
        if self.error is not None:
            return str(self.error)
        why = KINDS[self.kind]
        return "" if why is None else tr(why)


def groups() -> tuple[Group, ...]:
    """The groups that hold a lesson, in the order of the menu."""
    used = {entry.group for entry in lessons()}
    return tuple(Group(name, tr(title)) for name, title in GROUPS.items() if name in used)


@lru_cache(maxsize=1)
def lessons() -> tuple[Entry, ...]:
    """Every shipped lesson by its ``order``; broken ones, with their error, at the end.

    :class:`MissingError` where the resource folder holds none.
    """
    found = tuple(sorted(map(_entry, resources.names(FOLDER, ".toml")), key=lambda found: found.order))
    if not found:
        raise MissingError(
            "no-resource", Message("The lessons of gradviz are missing."), Message("Install gradviz again.")
        )
    return found


def entry(lesson_id: str) -> Entry:
    """The listed lesson with this id; :class:`InputError` (``unknown-lesson``) names a close one where there is one."""
    found = {each.id: each for each in lessons()}
    if lesson_id in found:
        return found[lesson_id]
    close = difflib.get_close_matches(lesson_id, found, n=1)
    hint = Message("Did you mean {name}?", name=close[0]) if close else Message("“gradviz lessons” lists them all.")
    raise InputError("unknown-lesson", Message("There is no lesson {name}.", name=lesson_id), hint)


def load_lesson(lesson_id: str) -> Lesson:
    """A shipped lesson as a new document; :class:`InputError` when it is unknown, broken or not available yet."""
    found = entry(lesson_id)
    if not found.available:
        raise InputError("lesson-unavailable", _refusal(found))
    roles: dict[str, Role] = dict.fromkeys(found.parameters, "parameter")
    roles.update((name, "input") for name in found.inputs)
    return Lesson(
        text=found.program, values=found.values, roles=roles, title=found.title, note=found.note, lesson_id=found.id
    )


def _refusal(found: Entry) -> Message:
    if found.error is not None:
        return Message("The lesson {name} cannot be opened. {reason}", name=found.id, reason=found.error)
    return Message(
        "The lesson {name} cannot be opened: {reason}.", name=found.id, reason=Message(str(KINDS[found.kind]))
    )


def _entry(file: str) -> Entry:
    slug = file.removesuffix(".toml").lstrip("0123456789-")
    try:
        data = tomllib.loads(resources.read_text(f"{FOLDER}/{file}"))
        return _read(data)
    except _WrongPlaceError as wrong:
        error = Message("{file}: “{place}” is missing or wrong.", file=f"{FOLDER}/{file}", place=str(wrong))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        error = Message("{file} is not readable TOML.", file=f"{FOLDER}/{file}")
    except GradvizError as trouble:
        error = trouble.message
    title = Text(slug, slug)
    nothing = Text("", "")
    return Entry(slug, sys.maxsize, "broken", "scalar", title, nothing, nothing, nothing, error=error)


def _read(data: Mapping[str, Any]) -> Entry:
    kind = _get(data, "kind", lambda value: value in KINDS)
    number = _is_number if kind != "vector" else _is_array
    values = _get(data, "values", lambda value: isinstance(value, dict) and all(map(number, value.values())))
    return Entry(
        id=_get(data, "id", _is_text),
        order=_get(data, "order", lambda value: isinstance(value, int)),
        group=_get(data, "group", lambda value: value in GROUPS),
        kind=kind,
        titles=_text(data, "title"),
        lectures=_text(data, "lecture"),
        notes=_text(data, "note"),
        teaching_points=_text(data, "teaching_point"),
        program=_get(data, "program", _is_text),
        values=MappingProxyType({name: _as_float(value) for name, value in values.items()}),
        inputs=tuple(_get(data, "inputs", _is_names)),
        parameters=tuple(_get(data, "parameters", _is_names)),
    )


def _get(data: Mapping[str, Any], name: str, right: Callable[[Any], bool], prefix: str = "") -> Any:
    value = data.get(name)
    try:
        good = value is not None and right(value)
    except TypeError:  # an unhashable value asked for in a table
        good = False
    if not good:
        raise _WrongPlaceError(prefix + name)
    return value


def _text(data: Mapping[str, Any], name: str) -> Text:
    table = _get(data, name, lambda value: isinstance(value, dict))
    return Text(*(_get(table, language, _is_text, f"{name}.") for language in ("en", "ru")))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")


def _is_array(value: Any) -> bool:
    return all(map(_is_array, value)) if isinstance(value, list) else _is_number(value)


def _as_float(value: Any) -> Any:
    return [_as_float(item) for item in value] if isinstance(value, list) else float(value)
