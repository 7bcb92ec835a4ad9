"""argparse as gradviz uses it: our catalogue, errors raised instead of printed, options shared by commands."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import NoReturn

from gradviz import i18n
from gradviz.errors import UsageError
from gradviz.graph.ties import RULES
from gradviz.i18n import N_, Message, tr

ARGPARSE_TEXTS = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("not allowed with argument %s"),
    N_("one of the arguments %s is required"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("ignored explicit argument %r"),
)
"""The texts argparse itself prints; it looks them up through the function set below."""

argparse._ = tr  # type: ignore[attr-defined]

TEXT_MARK = "\0"
"""Put before an expression that begins with a minus, so that argparse does not take it for an option."""

_BINDING = re.compile(r"[^\W\d][\w'′]*=[-−+]?(?:[\d.,]|pi|π)[\d.,/eEpiπ+−-]*")
_QUOTED = re.compile(r"'([^']*)'")  # as argparse quotes, by Python's repr
_PICTURE = re.compile(r"\.[A-Za-z]+$")
_VALUE_FOLLOWS = (
    "--set",
    "--lang",
    "--ties",
    "--seed",
    "--target",
    "--fold",
    "--step",
    "--scale",
    "--theme",
    "--direction",
    "--format",
    "--notation",
    "-o",
    "--output",
)


def prepared(argv: Sequence[str]) -> list[str]:
    """The arguments as argparse understands them: every binding behind ``--set``, expressions told from options.

    ``--set x=1 y=2 TEXT`` becomes ``--set x=1 --set y=2 TEXT``; ``-x^2`` is marked as a text.
    """
    found: list[str] = []
    in_set = False
    for place, item in enumerate(argv):
        if item == "--":
            return [*found, *argv[place:]]
        is_value = bool(found) and found[-1] in _VALUE_FOLLOWS
        if in_set and not is_value and _BINDING.fullmatch(item):
            found.append("--set")
            is_value = True
        in_set = item == "--set" or (is_value and found[-1] == "--set")
        found.append(TEXT_MARK + item if not is_value and _is_negative_text(item) else item)
    return found


def typed(item: str) -> str:
    """An expression among the arguments, without the mark of :func:`prepared`."""
    return item.removeprefix(TEXT_MARK)


def _is_negative_text(item: str) -> bool:
    """Whether ``item`` begins with a minus and is no option: ``-x``, ``-h1*x``, ``-o*x``, but not ``-oFILE.png``."""
    if len(item) < 2 or item[0] != "-" or item in ("-h", "-o"):
        return False
    return item[1] != "-" and not (item[1] == "o" and _PICTURE.search(item))


class Parser(argparse.ArgumentParser):
    """A parser that raises :class:`UsageError` and does not guess shortened options."""

    def __init__(self, **options: object) -> None:
        super().__init__(allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **options)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        quoted = _QUOTED.sub(lambda found: tr("“{text}”", text=found[1]), message)
        sentence = quoted[:1].upper() + quoted[1:].removesuffix(".") + "."
        raise UsageError("usage", Message(sentence), Message("See “{program} --help”.", program=self.prog))

    def add_language(self) -> None:
        """``--lang``; read before the parser is made, kept here for its help and its check."""
        self.add_argument(
            "--lang",
            choices=i18n.LANGUAGES,
            default=argparse.SUPPRESS,
            help=tr("the language of all texts (default: the window's, or the system's)"),
        )

    def add_new_window(self) -> None:
        """``--new-window``: an instance of its own."""
        self.add_argument(
            "--new-window",
            action="store_true",
            default=argparse.SUPPRESS,
            help=tr("do not hand over to a window that is open already"),
        )

    def add_source(self) -> None:
        """What the command works on."""
        self.add_argument(
            "source",
            type=typed,
            metavar="SOURCE",
            help=tr("an expression, @FILE, FILE.gradviz, lesson:ID, or - for the standard input"),
        )

        self.add_argument("--latex", action="store_true", help=tr("read the expression as LaTeX"))

    def add_values(self) -> None:
        """``--set``: values of variables."""
        self.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help=tr("the value of a variable, as in x=1.5 or w=1/3; may be given several times"),
        )

    def add_target(self) -> None:
        """``--target``: whose gradients."""
        self.add_argument(
            "--target",
            metavar="NAME",
            help=tr("the line, or the letter of a gate, whose gradients are wanted (default: the last line)"),
        )

    def add_ties(self) -> None:
        """``--ties`` and ``--seed``: who gets the gradient when inputs of max or min are equal."""
        self.add_argument("--ties", choices=RULES, help=tr("who gets the gradient when inputs of max or min are equal"))
        self.add_argument("--seed", type=int, metavar="N", help=tr("the seed of “--ties random” (default: 0)"))
