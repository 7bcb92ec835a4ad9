"""``gradviz lessons``: the shipped lessons, those that cannot be opened yet with a word why."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from gradviz.i18n import tr


def add_parser(commands: Any) -> None:
    parser = commands.add_parser(
        "lessons", help=tr("list the lessons"), description=tr("List the lessons that come with gradviz.")
    )
    parser.add_argument("--json", action="store_true", help=tr("print one JSON object instead of a table"))
    parser.add_language()
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from gradviz.cli.report import print_json, print_result
    from gradviz.lesson import library

    if arguments.json:
        print_json({"lessons": [as_dict(entry) for entry in library.lessons()]})
        return 0
    for line in listing():
        print_result(line)
    return 0


def as_dict(entry: Any) -> dict[str, Any]:
    """One lesson as JSON; titles in the current language."""
    return {
        "id": entry.id,
        "group": entry.group,
        "title": entry.title,
        "lecture": entry.lecture,
        "kind": entry.kind,
        "available": entry.available,
        "reason": entry.reason or None,
    }


def listing() -> Iterator[str]:
    """The lessons by group; ids stand first, ready to be put behind ``lesson:``."""
    from gradviz.lesson import library

    width = max(len(entry.id) for entry in library.lessons())
    for group in library.groups():
        yield group.title
        for entry in library.lessons():
            if entry.group == group.id:
                why = f" ({entry.reason})" if entry.reason else ""
                yield f"  {entry.id:<{width}}  {entry.title}{why}"
        yield ""
