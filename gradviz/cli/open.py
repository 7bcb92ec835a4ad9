"""``gradviz open`` and plain ``gradviz``: the window."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from gradviz.cli.parser import typed
from gradviz.i18n import tr
from gradviz.lesson import file


def add_parser(commands: Any) -> None:
    parser = commands.add_parser(
        "open",
        help=tr("open the window (as gradviz alone does)"),
        description=tr("Open the window, on a document, a lesson or an expression where one is given."),
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "document",
        nargs="?",
        metavar="FILE.gradviz|@FILE|lesson:ID",
        help=tr("a document, a file with an expression, or a lesson"),
    )
    what.add_argument("--expr", type=typed, metavar="TEXT", help=tr("an expression or a program"))
    parser.add_values()
    parser.add_new_window()
    parser.add_language()
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from gradviz.cli.display import require_window

    require_window()
    from gradviz.gui.app import main

    return main(for_window(arguments), new_window=arguments.new_window)


def for_window(arguments: argparse.Namespace) -> list[str]:
    """The arguments in the one form the window reads; empty where nothing was asked for."""
    document, expression = arguments.document, arguments.expr
    if document is not None and document.startswith("@"):  # as for all commands
        named = document.removeprefix("@")
        document = named if file.is_lesson_file(named) else None
        if document is None:
            expression = file.read_text(Path(named))
    found = [] if document is None else [document]
    if expression is not None:
        found.append(f"--expr={expression}")
    found += [f"--set={item}" for item in arguments.set]
    if "lang" in arguments:
        found.append(f"--lang={arguments.lang}")
    return found
