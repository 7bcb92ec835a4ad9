"""Holds the Russian catalogue against the source, and compiles it. ``scripts/locale`` calls this.

Every text a person sees stands in the source as a literal inside ``tr``, ``trn``, ``N_`` or ``Message``; its Russian
in one of ``resources/locale/ru/*.po``. Without arguments the catalogue is compiled; ``--check`` only looks.
Exit code 1 when a text is missing, unfinished, unused or at odds with its source, or (``--check``) the .mo is stale.
"""

from __future__ import annotations

import argparse
import ast
import io
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "gradviz"
FOLDER = ROOT / "resources" / "locale" / "ru"
COMPILED = FOLDER / "gradviz.mo"
MARKERS = ("tr", "N_", "Message")
PLURAL_MARKER = "trn"

Key = str | tuple[str, str]
"""A text, or the singular and the plural in English."""


@dataclass(frozen=True)
class Use:
    """One text in the source."""

    key: Key
    file: Path
    line: int

    @property
    def place(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line}"

    @property
    def room(self) -> str:
        """The .po file the text belongs to: the first folder below the package, ``core`` for its own modules."""
        parts = self.file.relative_to(PACKAGE).parts
        return parts[0] if len(parts) > 1 else "core"


def uses(package: Path = PACKAGE) -> list[Use]:
    """Every marked text of the source, in order."""
    return [use for file in sorted(package.rglob("*.py")) for use in _uses_of(file)]


def _uses_of(file: Path) -> Iterator[Use]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in MARKERS and node.args:
            for text in _literals(node.args[0]):
                yield Use(text, file, node.lineno)
        elif name == PLURAL_MARKER and len(node.args) > 1:
            for one, many in zip(_literals(node.args[0]), _literals(node.args[1]), strict=True):
                yield Use((one, many), file, node.lineno)


def _literals(node: ast.expr) -> Iterator[str]:
    """The texts an argument may be: a literal, or each branch of ``"a" if … else "b"``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        raise SystemExit(f"line {node.lineno}: an f-string cannot be translated; use {{fields}}")


def catalogues(folder: Path = FOLDER) -> dict[str, Catalog]:
    """The .po files by room."""
    found = {}
    for file in sorted(folder.glob("*.po")):
        with file.open("rb") as source:
            found[file.stem] = read_po(source, locale="ru", abort_invalid=True)
    return found


def doubles(folder: Path = FOLDER) -> list[str]:
    """Entries that stand twice in one .po file; the reader would quietly keep the last."""
    found = []
    for file in sorted(folder.glob("*.po")):
        seen = set()
        for key in _message_ids(file.read_text(encoding="utf-8")):
            if key in seen:
                found.append(f"{file.name}: “{key}” stands twice")
            seen.add(key)
    return found


def _message_ids(text: str) -> Iterator[str]:
    """The msgid of every entry of a .po text, put together from its lines."""
    current: list[str] | None = None
    for line in [*text.splitlines(), ""]:
        if line.startswith("msgid "):
            current = [ast.literal_eval(line.removeprefix("msgid "))]
        elif current is not None and line.startswith('"'):
            current.append(ast.literal_eval(line))
        elif current is not None:
            yield "".join(current)
            current = None


def merged(rooms: dict[str, Catalog]) -> Catalog:
    """All rooms in one catalogue. Plural forms are those of Russian, whatever a single file says."""
    whole = Catalog(locale="ru", domain="gradviz", charset="utf-8")
    for catalogue in rooms.values():
        for message in catalogue:
            if message.id:
                whole.add(message.id, message.string)
    return whole


class _Bare(Catalog):
    """A catalogue whose header holds no date and no version, so that equal texts give equal bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", self.plural_forms)]


def compiled(catalogue: Catalog) -> bytes:
    """The bytes of gradviz.mo; the same for the same texts, whenever it is made."""
    bare = _Bare(locale="ru", charset="utf-8")
    for message in catalogue:
        if message.id:
            bare.add(message.id, message.string)
    out = io.BytesIO()
    write_mo(out, bare)
    return out.getvalue()


def fields(text: str) -> set[str]:
    """The names of the ``{fields}`` of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def problems(found: list[Use], rooms: dict[str, Catalog]) -> list[str]:
    """What is wrong between source and catalogue, one line each."""
    return [*_missing(found, rooms), *_unused(found, rooms), *_odd(rooms), *_contradictions(rooms), *doubles()]


def _missing(found: list[Use], rooms: dict[str, Catalog]) -> Iterator[str]:
    known = {message.id for catalogue in rooms.values() for message in catalogue}
    seen: set[Key] = set()
    for use in found:
        if use.key not in known and use.key not in seen:
            seen.add(use.key)
            yield f"{use.room}.po: no Russian for {use.key!r} ({use.place})"


def _unused(found: list[Use], rooms: dict[str, Catalog]) -> Iterator[str]:
    wanted = {use.key for use in found}
    for room, catalogue in rooms.items():
        for message in catalogue:
            if message.id and message.id not in wanted:
                yield f"{room}.po: {message.id!r} is nowhere in the source"


def _odd(rooms: dict[str, Catalog]) -> Iterator[str]:
    for room, catalogue in rooms.items():
        for message in catalogue:
            if not message.id:
                continue
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            if message.fuzzy or not all(texts) or (message.pluralizable and len(texts) != catalogue.num_plurals):
                yield f"{room}.po: {message.id!r} is unfinished"
                continue
            english = message.id[1] if isinstance(message.id, tuple) else message.id
            if any(fields(text) != fields(english) for text in texts):
                yield f"{room}.po: the fields of {message.id!r} differ in Russian"


def _contradictions(rooms: dict[str, Catalog]) -> Iterator[str]:
    seen: dict[Key, tuple[str, object]] = {}
    for room, catalogue in rooms.items():
        for message in catalogue:
            if message.id and seen.setdefault(message.id, (room, message.string))[1] != message.string:
                yield f"{room}.po: {message.id!r} reads otherwise in {seen[message.id][0]}.po"


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/locale", description="Check and compile the Russian catalogue.")
    parser.add_argument("--check", action="store_true", help="only look; fail when gradviz.mo is not up to date")
    arguments = parser.parse_args()
    rooms = catalogues()
    data = compiled(merged(rooms))
    wrong = problems(uses(), rooms)
    stale = not COMPILED.exists() or COMPILED.read_bytes() != data
    if not arguments.check:
        COMPILED.write_bytes(data)
    elif stale:
        wrong.append("resources/locale/ru/gradviz.mo is not up to date: run scripts/locale")
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
