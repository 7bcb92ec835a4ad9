"""The exception tree of gradviz, and what each means to whoever called.

    GradvizError                  everything gradviz refuses on purpose      exit code
      ReadError                   typed text that cannot be read                   1
      BindingError                a leaf without a value, a value without a leaf   1
      UsageError                  the command line is wrong                        2
      InputError                  a file or lesson is missing or broken            3
      OutputError                 something cannot be written                      4
      MissingError                a display, a library, a resource is missing      5

Every error carries ``code`` (stable, machine-readable), ``message`` and ``hint`` (for a person, in the language
chosen at the moment of reading them) and, where text is to blame, ``line`` and ``span``.
"""

from __future__ import annotations

from dataclasses import dataclass

from gradviz.i18n import Message

Span = tuple[int, int]
"""Half-open, 0-based characters of one line: ``(start, end)``."""


@dataclass(frozen=True, slots=True)
class Fix:
    """What mends an error: write ``text`` in place of the characters at ``span`` of the error's line.

    ``rewrites`` where nothing is wrong but the form: the text means what was typed.
    """

    span: Span
    text: str
    rewrites: bool = False


class GradvizError(Exception):
    """Base of all errors that are an answer to the user, not a bug.

    ``message`` and ``hint`` are :class:`~gradviz.i18n.Message` objects: ``str()`` of them follows the current
    language, so an error raised in English can be shown in Russian after the language is switched.
    """

    exit_code = 70

    def __init__(
        self,
        code: str,
        message: Message,
        hint: Message | None = None,
        *,
        line: int | None = None,
        span: Span | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.hint = hint
        self.line = line
        self.span = span

    def __str__(self) -> str:
        return str(self.message)

    def as_dict(self) -> dict[str, object]:
        """The JSON form of ``gradviz eval --json`` (DESIGN of the command line is a contract)."""
        return {
            "code": self.code,
            "message": str(self.message),
            "hint": None if self.hint is None else str(self.hint),
            "line": self.line,
            "span": None if self.span is None else list(self.span),
        }


class ReadError(GradvizError):
    """Typed text cannot be read; ``line`` and ``span`` say where, ``unfinished`` whether typing on may mend it.

    ``fix`` is there where one replacement is certain; ``gradviz.language.fix.apply_fix`` writes it into the text.
    """

    exit_code = 1

    def __init__(
        self,
        code: str,
        message: Message,
        hint: Message | None = None,
        *,
        line: int = 0,
        span: Span = (0, 1),
        unfinished: bool = False,
        fix: Fix | None = None,
    ) -> None:
        super().__init__(code, message, hint, line=line, span=span)
        self.unfinished = unfinished
        self.fix = fix


class BindingError(GradvizError):
    """A leaf has no value (``missing-value``), or a value names no leaf (``unknown-leaf``)."""

    exit_code = 1


class UsageError(GradvizError):
    """The command line cannot be understood."""

    exit_code = 2


class InputError(GradvizError):
    """A file, lesson or resource named by the user is missing, broken or of another format."""

    exit_code = 3


class OutputError(GradvizError):
    """A file or folder cannot be written."""

    exit_code = 4


class MissingError(GradvizError):
    """Something outside is missing: a display, a system library, a resource folder."""

    exit_code = 5
