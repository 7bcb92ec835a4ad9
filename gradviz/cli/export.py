"""``gradviz export``: pictures of one step or of every step, drawn without a display, and texts, without Qt."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gradviz.errors import UsageError
from gradviz.i18n import Message, language, tr
from gradviz.layout.layout import DIRECTIONS
from gradviz.notation import NOTATIONS
from gradviz.numerals import Numerals, numerals_for

if TYPE_CHECKING:
    from gradviz.autodiff.run import Run
    from gradviz.export.forms import Form
    from gradviz.lesson.lesson import Lesson
    from gradviz.timeline.timeline import Timeline

SUFFIXES = (".png", ".svg", ".pdf", ".tex", ".py", ".ipynb", ".md", ".csv", ".json", ".dot")
FORMATS = ["png", "svg", "pdf", "tikz", "python", "numpy", "pytorch", "notebook", "markdown", "csv", "json", "dot"]
THEMES = ("light", "dark", "contrast", "print")
LARGEST_SCALE = 16.0
STDOUT = "-"

Targets = list[tuple[Path, "Form"]]
"""The files to write, each with its form; the path ``-`` is the standard output."""


def add_parser(commands: Any) -> None:
    parser = commands.add_parser(
        "export",
        help=tr("write the graph as a picture, as a program, as a table"),
        description=tr("Write pictures of the graph, programs and tables; the last step unless told otherwise."),
    )
    parser.add_source()
    _add_output(parser)
    _add_moment(parser)
    _add_looks(parser)
    parser.add_language()
    parser.set_defaults(run=run)


def _add_output(parser: Any) -> None:
    """Where to write, and in which form."""
    parser.add_argument(
        "-o",
        "--output",
        action="append",
        required=True,
        metavar="FILE",
        help=tr(
            "where to write; the name’s end says what: {suffixes}; may be given several times; “-” is the standard "
            "output, for texts",
            suffixes=" ".join(SUFFIXES),
        ),
    )
    parser.add_argument(
        "--format", choices=FORMATS, help=tr("what to write where the name does not say it, as for NumPy and PyTorch")
    )


def _add_moment(parser: Any) -> None:
    """What is drawn: which gradients, how far folded, at which step."""
    parser.add_values()
    parser.add_target()
    parser.add_argument(
        "--fold",
        action="append",
        default=[],
        metavar="NAME",
        help=tr("draw this line, or the calls of this function, as one gate; may be given several times"),
    )
    parser.add_ties()
    parser.add_argument(
        "--step",
        type=step,
        default="last",
        metavar="N|first|last|all",
        help=tr("which step; “all” writes OUT-01.png, OUT-02.png …"),
    )


def _add_looks(parser: Any) -> None:
    """How it is drawn."""
    parser.add_argument(
        "--direction",
        choices=DIRECTIONS,
        help=tr("where the graph flows to: to the right, or from the top down (default: as the lesson says)"),
    )
    parser.add_argument("--theme", choices=THEMES, default="light", help=tr("the colours (default: light)"))
    parser.add_argument(
        "--scale", type=scale, default=1.0, metavar="X", help=tr("how many times larger, up to 16 (default: 1)")
    )
    parser.add_argument(
        "--notation",
        choices=NOTATIONS,
        default="partial",
        help=tr("what a gradient is called: ∂f/∂x, dx, x̄ or E_x (default: partial)"),
    )
    parser.add_argument("--transparent", action="store_true", help=tr("leave the background transparent"))


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


def targets(names: list[str], format: str | None) -> Targets:
    """What to write where; :class:`UsageError` for a name that does not say it, or a picture for the terminal."""
    from gradviz.export.forms import FORMS, form_for

    found: Targets = []
    for name in names:
        path = Path(name)
        form = FORMS[format] if format else form_for(path)
        if form is None:
            raise UsageError(
                "usage",
                Message(
                    "{path} does not say what to write; its name must end in one of {suffixes}.",
                    path=name,
                    suffixes=" ".join(SUFFIXES),
                ),
                Message("Or say it with --format."),
            )
        if name == STDOUT and form.text is None:
            raise UsageError("usage", Message("A picture is not written to the standard output; name a file."))
        found.append((path, form))
    return found


def run(arguments: argparse.Namespace) -> int:
    wanted = targets(arguments.output, arguments.format)
    from gradviz.cli.source import folds_called, prepare, run_drawn

    lesson, graph = prepare(arguments)
    if arguments.direction is not None:
        lesson = lesson.with_direction(arguments.direction)
    lesson = lesson.with_shape(lesson.shape | folds_called(graph, arguments.fold))
    found = run_drawn(lesson, graph)
    texts = [(path, form) for path, form in wanted if form.text is not None]
    pictures = [(path, form) for path, form in wanted if form.text is None]
    if texts:
        write_texts(found, lesson, texts, arguments)
    if pictures:
        write_pictures(found, lesson, pictures, arguments)
    return 0


def write_pictures(found: Run, lesson: Lesson, wanted: Targets, arguments: argparse.Namespace) -> None:
    """Draw without a display; :class:`~gradviz.errors.MissingError` where Qt's libraries are not there."""
    from gradviz.cli.display import require_drawing

    require_drawing()
    from gradviz.gui.capture import render_files

    render_files(
        found,
        [path for path, _ in wanted],
        suffixes=[form.suffix for _, form in wanted],
        step=arguments.step,
        theme=arguments.theme,
        scale=arguments.scale,
        transparent=arguments.transparent,
        lesson=lesson,
        numerals=numerals_of(arguments),
    )


def numerals_of(arguments: argparse.Namespace) -> Numerals:
    """Numbers as the language writes them, gradients called as asked for."""
    return replace(numerals_for(language()), notation=arguments.notation)


def write_texts(found: Run, lesson: Lesson, wanted: Targets, arguments: argparse.Namespace) -> None:
    """Write the forms that are text, those that differ from step to step once for each step."""
    from gradviz.export.steps import chosen_steps, numbered
    from gradviz.timeline.compose import compose

    timeline = compose(found.graph, found)
    steps = chosen_steps(timeline, arguments.step)
    for path, form in wanted:
        every = arguments.step == "all" and form.stepwise and str(path) != STDOUT
        for place in steps if every else steps[-1:]:
            target = numbered(path, place, len(timeline.steps)) if every else path
            _write(target, _text(timeline, lesson, form, place, numerals_of(arguments)))


def _text(timeline: Timeline, lesson: Lesson, form: Form, place: int, numerals: Numerals) -> str:
    from gradviz.export.moment import Moment
    from gradviz.export.tikz import laid_out
    from gradviz.lesson.identity import in_language

    assert form.text is not None
    found = timeline.run
    roles = {leaf.name: lesson.role(leaf.name) for leaf in found.graph.variables}
    return form.text(
        Moment(
            found,
            lesson.ties,
            in_language(lesson).title,
            lambda: laid_out(found.graph, lesson.moved, lesson.direction),
            timeline.rest(place),
            numerals,
            roles,
            lesson.direction,
        )
    )


def _write(path: Path, text: str) -> None:
    from gradviz.cli.report import no_stdout
    from gradviz.lesson.file import write_bytes

    if str(path) != STDOUT:
        write_bytes(path, text.encode())
    elif sys.stdout is None:
        raise no_stdout()
    else:
        sys.stdout.write(text)
