"""Reads the command line, runs one command, and turns every error into a sentence and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from gradviz import __version__
from gradviz.cli import eval as eval_command
from gradviz.cli import export as export_command
from gradviz.cli import lessons as lessons_command
from gradviz.cli import open as open_command
from gradviz.cli.language import choose_language
from gradviz.cli.parser import Parser, prepared
from gradviz.cli.report import no_stdout, print_error, print_json, said
from gradviz.errors import GradvizError, OutputError
from gradviz.i18n import tr

COMMANDS: tuple[ModuleType, ...] = (open_command, eval_command, export_command, lessons_command)
INTERNAL_ERROR = 70
INTERRUPTED = 130


def main(argv: Sequence[str]) -> int:
    """Run ``gradviz`` with these arguments (without the program's name); returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(argv)
        if sys.stdout is not None:  # closed, or a window's process on Windows
            sys.stdout.flush()
    except GradvizError as error:
        return _fail(error)
    except BrokenPipeError:
        _forget_stdout()
        return OutputError.exit_code
    except OSError:
        _forget_stdout()
        return _fail(no_stdout())
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as trouble:
        if os.environ.get("GRADVIZ_DEBUG"):
            raise
        what = f"{type(trouble).__name__}: {trouble}" if str(trouble) else type(trouble).__name__
        if sys.stderr is not None:
            print(said(tr("Internal error ({what}); please report it.", what=what)), file=sys.stderr)
        return INTERNAL_ERROR
    return code


def _run(argv: Sequence[str]) -> int:
    choose_language(argv)
    arguments = make_parser().parse_args(prepared(argv))
    try:
        return arguments.run(arguments)
    except GradvizError as error:
        if getattr(arguments, "json", False):
            print_json({"error": error.as_dict()})
            return error.exit_code
        return _fail(error, getattr(arguments, "read_text", None))


def make_parser() -> argparse.ArgumentParser:
    """The parser with every command; its texts are in the current language."""
    parser = Parser(
        prog="gradviz",
        description=tr("Type an expression, watch values flow forward and gradients flow back."),
        epilog=tr("Without a command the window opens. “gradviz COMMAND --help” tells more about a command."),
    )
    parser.add_argument("--version", action="version", version=f"gradviz {__version__}", help=tr("print the version"))
    parser.add_new_window()
    parser.add_language()
    parser.set_defaults(run=open_command.run, document=None, expr=None, set=[], new_window=False)
    commands = parser.add_subparsers(title=tr("commands"), metavar="COMMAND", parser_class=Parser)
    for command in COMMANDS:
        command.add_parser(commands)
    return parser


def _fail(error: GradvizError, text: str | None = None) -> int:
    if sys.stderr is not None:  # print would take stdout instead
        print_error(error, text, sys.stderr)
    return error.exit_code


def _forget_stdout() -> None:
    """Let the interpreter's last flush go nowhere: whoever read the output is gone."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
