"""What the window begins with: the arguments of ``gradviz`` and ``gradviz open``, read once more without Qt."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gradviz.errors import GradvizError
from gradviz.graph import build
from gradviz.gui.documents import read_lesson
from gradviz.gui.settings import Settings
from gradviz.language.limits import LARGE
from gradviz.lesson import library
from gradviz.lesson.binding import with_values
from gradviz.lesson.lesson import Lesson

log = logging.getLogger(__name__)

FIRST_LESSON = "lecture-exp"


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line."""

    document: str = ""
    expression: str | None = None
    values: tuple[str, ...] = ()
    language: str = ""

    @property
    def nothing(self) -> bool:
        """Whether there is no wish what to begin with; a language is none."""
        return not self.document and self.expression is None and not self.values


def wanted(argv: Sequence[str]) -> Wanted:
    """Read ``[open] [FILE|lesson:ID] [--expr TEXT] [--set NAME=VALUE …] [--lang CODE]``; what else there may be has
    been refused by the command line before."""
    found = Wanted()
    items = list(argv[1:] if argv and argv[0] == "open" else argv)
    setting = False
    while items:
        item = items.pop(0)
        option, equals, given = item.partition("=") if item.startswith("--") else ("", "", "")
        if option in ("--expr", "--set", "--lang"):
            given = given if equals else (items.pop(0) if items else "")
            setting = option == "--set"
        if option == "--expr":
            found = replace(found, expression=given)
        elif option == "--lang":
            found = replace(found, language=given)
        elif option == "--set" or (setting and "=" in item):
            found = replace(found, values=(*found.values, given or item))
        elif not option:
            found = replace(found, document=item)
    return found


def first_document(asked: Wanted) -> tuple[Lesson, Path | None]:
    """The lesson to begin with and the file it comes from; a GradvizError when it cannot be had."""
    path: Path | None = None
    if asked.expression is not None:
        lesson = Lesson(text=asked.expression)
    elif asked.document.startswith("lesson:"):
        lesson = library.load_lesson(asked.document.removeprefix("lesson:"))
    elif asked.document:
        path = Path(asked.document)
        lesson = read_lesson(path)
    else:
        lesson = library.load_lesson(FIRST_LESSON)
    if asked.values:
        lesson = with_values(lesson, build.read(lesson.text, LARGE), asked.values)
    return lesson, path


def last_document(settings: Settings) -> tuple[Lesson, Path] | None:
    """The file opened last, where the person wants to begin with it and it can still be read."""
    if not (settings.open_last and settings.recent):
        return None
    path = Path(settings.recent[0])
    try:
        return read_lesson(path), path
    except GradvizError as trouble:
        log.info("the last document cannot be opened: %s", trouble)
        return None
