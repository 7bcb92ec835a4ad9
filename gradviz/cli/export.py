"""``gradviz export``: pictures of one step or of every step, drawn without a display."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from gradviz.errors import UsageError
from gradviz.i18n import Message, tr
from gradviz.layout.layout import DIRECTIONS

SUFFIXES = (".png", ".svg")
THEMES = ("light", "dark", "contrast", "print")
LARGEST_SCALE = 16.0


def add_parser(commands: Any) -> None:
    parser = commands.add_parser(
        "export",
        help=tr("write pictures of the graph"),
        description=tr("Write pictures of the graph; the last step unless told otherwise."),
    )
    parser.add_source()
    parser.add_argument(
        "-o",
        "--output",
        action="append",
        required=True,
        metavar="FILE",
        help=tr("where to write: a name ending in .png or .svg; may be given several times"),
    )
    parser.add_values()
    parser.add_ties()
    parser.add_argument(
        "--step",
        type=step,
        default="last",
        metavar="N|first|last|all",
        help=tr("which step; “all” writes OUT-01.png, OUT-02.png …"),
    )
    parser.add_argument(
        "--direction",
        choices=DIRECTIONS,
        help=tr("where the graph flows to: to the right, or from the top down (default: as the lesson says)"),
    )
    parser.add_argument("--theme", choices=THEMES, default="light", help=tr("the colours (default: light)"))
    parser.add_argument(
        "--scale", type=scale, default=1.0, metavar="X", help=tr("how many times larger, up to 16 (default: 1)")
    )
    parser.add_argument("--transparent", action="store_true", help=tr("leave the ground transparent"))
    parser.add_language()
    parser.set_defaults(run=run)


def step(item: str) -> int | str:
    """A step as typed: a number from 1, ``first``, ``last`` or ``all``."""
    if item in ("first", "last", "all"):
        return item
    if item.isascii() and item.isdigit() and len(item) <= 9 and int(item) > 0:
        return int(item)
    raise argparse.ArgumentTypeError(
        tr("“{item}” is not a step; write a number from 1, first, last or all.", item=item)
    )


def scale(item: str) -> float:
    """A scale as typed: above 0, at most :data:`LARGEST_SCALE`."""
    try:
        found = float(item)
    except ValueError:
        found = 0.0
    if not 0.05 <= found <= LARGEST_SCALE:
        raise argparse.ArgumentTypeError(tr("“{item}” is not a scale between 0.05 and 16.", item=item))
    return found


def outputs(names: list[str]) -> list[Path]:
    """The files to write; :class:`UsageError` for a suffix no picture has."""
    paths = [Path(name) for name in names]
    for path in paths:
        if path.suffix.lower() not in SUFFIXES:
            raise UsageError(
                "usage",
                Message("{path} is no picture gradviz can write; the name must end in .png or .svg.", path=path),
            )
    return paths


def run(arguments: argparse.Namespace) -> int:
    paths = outputs(arguments.output)
    from gradviz.cli.display import require_drawing
    from gradviz.cli.source import prepare, run_lesson

    lesson, graph = prepare(arguments)
    if arguments.direction is not None:
        lesson = lesson.with_direction(arguments.direction)
    found = run_lesson(lesson, graph)
    require_drawing()
    from gradviz.gui.capture import render_files

    render_files(
        found,
        paths,
        step=arguments.step,
        theme=arguments.theme,
        scale=arguments.scale,
        transparent=arguments.transparent,
        lesson=lesson,
    )
    return 0
