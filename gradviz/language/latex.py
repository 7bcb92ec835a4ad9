r"""LaTeX as a second way of writing a line: cut into the tokens of the language, each with its place as typed.

:func:`tokenize_latex` stands beside ``tokens.tokenize``; the same parser follows. ``\frac{a}{b}`` becomes the tokens of
``((a)/(b))`` with the places of ``\frac`` and the braces, ``w_{1}x`` the two names w1 and x. A function directly before
a fraction, a root or braces takes that one piece, as slides write it: ``\ln\frac{a}{b}``.

A number with a power of ten, as gradviz writes it, is one number: ``1 \cdot {10}^{-40}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from gradviz.errors import Fix, ReadError, Span
from gradviz.language import commands
from gradviz.language.characters import plain_line
from gradviz.language.limits import Limits
from gradviz.language.names import canonical, is_name
from gradviz.language.scripts import scripts_behind, unread_index
from gradviz.language.tokens import (
    BAR,
    CLOSE,
    NAME,
    NUMBER,
    OPEN,
    OPERATOR,
    RAISED,
    WRONG,
    Token,
    number_trouble,
)
from gradviz.language.vocabulary import Vocabulary
from gradviz.language.wording import calls, excess, gaps, latex, signs

MARKS = re.compile(r"\\[A-Za-z]{2,}|\\[,;:!{|]|[_^]\{|^\s*\$.*\$\s*$", re.MULTILINE)
"""What tells LaTeX from text."""

_PIECE = re.compile(
    r"""[ \t~$&]*+(?:
      (?P<scientific>(?P<mantissa>[0-9]+\.?[0-9]*|\.[0-9]+)\s*\\cdot\s*\{10\}\^\{(?P<exponent>-?[0-9]+)\})
    | (?P<decimal>[0-9]+\{,\}[0-9]+)
    | (?P<points>(?=\.*[0-9])[0-9]*\.[0-9]*\.[0-9.]*)
    | (?P<number>[0-9]+\.?[0-9]*|\.[0-9]+)
    | (?P<letters>[A-Za-z]+)
    | (?P<command>\\(?:[A-Za-z]+|.|$))
    | (?P<begin>\{)
    | (?P<end>\})
    | (?P<index>_)
    | (?P<raised>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|⁻)
    | (?P<augmented>[-+*/^]=(?!=))
    | (?P<comparison>[=!<>]=+|<>|[<>])
    | (?P<operator>[-+*/^])
    | (?P<open>[(\[])
    | (?P<close>[)\]])
    | (?P<bar>\|)
    | (?P<comma>,)
    | (?P<equals>=)
    | (?P<comment>[%\#])
    | (?P<other>.)
    )""",
    re.VERBOSE | re.DOTALL,
)
_BLANKS = r"(?:[ \t~]|\\[,;:! ])*"
_ROOT = re.compile(rf"{_BLANKS}\[(?P<degree>[^\[\]]*)\]{_BLANKS}(?:\{{(?P<of>[^{{}}]*)\}})?")
_CALL = re.compile(r"\s*(?:\\left\s*|\\[bB]igg?l?\s*)?\(")
_WORD = re.compile(r"\s*\{\s*(?P<word>(?:[^{}\\]|\\_)*?)\s*\}")
_ENVIRONMENT = re.compile(r"\s*\{[a-z]+\*?\}(?:\[[a-z]\])?")
_ROUND_WITHIN = re.compile(r"\{\s*(?:(?:\\left\s*)?\(|(?:\\[a-z]*)?\s*$)")
_POWER = re.compile(rf"{_BLANKS}(?:\^|⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹])")
_BASE = re.compile(r"_\s*(?:\{\s*(?P<base>[A-Za-z0-9]+)\s*\}|(?P<sign>[A-Za-z0-9]))")
_UNDER_ACCENT = re.compile(
    r"\s*(?P<brace>\{)?\s*(?:\\(?P<command>[A-Za-z]+)|(?P<word>[A-Za-z](?(brace)[A-Za-z0-9]*)))\s*(?(brace)\})"
)

TOP, BOTTOM, ROOT, SCRIPT, SILENT = "top", "bottom", "root", "script", "silent"
"""What braces may be: parts of a fraction, a radicand, a power; a pair around a bracket, as in ``\\sin{(x)}``."""


@dataclass(frozen=True, slots=True)
class _Argument:
    """What the braces that come next are to ``command``, which stands at ``at``; ``part`` is empty for bare braces.

    ``function`` is the place of the function whose only input this piece is, as in ``\\ln\\frac{a}{b}``.
    """

    part: str
    command: str
    at: Span
    function: Span | None = None


def tokenize_latex(line: str, number: int, limits: Limits, vocabulary: Vocabulary) -> Iterator[Token]:
    """The tokens of a line of LaTeX (whose 0-based number is ``number``); a WRONG one ends them."""
    if len(line) > limits.characters:
        yield Token(WRONG, "", 0, len(line), excess.line_too_long(number, len(line), limits.characters))
        return
    yield from _Rewriter(line.rstrip("\r"), number, limits, vocabulary).tokens()


class _Rewriter:
    """Goes through a line piece by piece; ``_awaited`` is the argument that comes next, ``_groups`` are open braces."""

    def __init__(self, line: str, number: int, limits: Limits, vocabulary: Vocabulary) -> None:
        self._line, self._number, self._limits, self._vocabulary = line, number, limits, vocabulary
        self._plain = plain_line(line)
        self._at = 0
        self._found: list[Token] = []
        self._groups: list[_Argument] = []
        self._awaited: _Argument | None = None
        self._side = ""  # of the bracket that comes next: "left", "right" or not said
        self._bar_side = ""  # of the last bar

    def tokens(self) -> list[Token]:
        try:
            while self._at >= 0 and (match := _PIECE.match(self._plain, self._at)) is not None:
                kind = match.lastgroup or ""  # every alternative is named
                self._at = match.end(kind)
                self._piece(kind, match.span(kind), match)
            self._give_up_argument(last=True)
            self._check_silent()
        except ReadError as trouble:
            start, end = trouble.span or (0, 1)
            self._found.append(Token(WRONG, self._line[start:end], start, end, trouble))
        return self._found

    def _piece(self, kind: str, span: Span, match: re.Match[str]) -> None:
        if kind == "comment":
            self._at = -1
            return
        if len(self._found) >= self._limits.tokens:
            raise excess.too_many_tokens(self._number, span, self._limits.tokens)
        if self._awaited is not None and kind not in ("number", "letters", "command", "begin"):
            self._give_up_argument()
        if kind in _TROUBLES:
            raise _TROUBLES[kind](self._line, self._number, span)
        if kind == "scientific":
            self._take_number(f"{match['mantissa']}e{int(match['exponent'])}", span)
        elif kind in _PIECES:
            _PIECES[kind](self, span)
        else:
            self._add(kind, self._plain[slice(*span)], span)

    def _add(self, kind: str, text: str, span: Span) -> None:
        if kind == BAR:
            if self._side == "left" and self._is_operand_before():
                self._times(span[0])
            self._bar_side = self._side
        if kind == OPERATOR and text == "^":
            self._awaited = _Argument(SCRIPT, "^", span)
        self._side = ""
        self._found.append(Token(kind, text, *span))

    def _is_operand_before(self) -> bool:
        kind = self._found[-1].kind if self._found else ""
        return kind in (NAME, NUMBER, CLOSE, RAISED) or (kind == BAR and self._bar_side == "right")

    def _times(self, before: int) -> None:
        """The factors that touch at ``before`` multiply."""
        self._found.append(Token(OPERATOR, "*", self._found[-1].end, before))

    # arguments

    def _begin(self, span: Span) -> None:
        before = self._found[-1] if self._found and self._awaited is None else None
        called = before is not None and before.kind == NAME and self._vocabulary.find(before.text) is not None
        if before is not None and called and _ROUND_WITHIN.match(self._plain, span[0]):
            self._groups.append(_Argument(SILENT, before.text, span))
            return
        taker = self._function_before(span[0]) if before is not None else None
        self._groups.append(self._awaited or _Argument("", "", span, taker))
        self._awaited = None
        self._add(OPEN, "{", span)

    def _end(self, span: Span) -> None:
        if self._groups and self._groups[-1].part == SILENT:
            self._groups.pop()
            return
        self._add(CLOSE, "}", span)
        if self._groups:
            self._end_argument(self._groups.pop())

    def _end_argument(self, argument: _Argument) -> None:
        end = self._found[-1].end
        if argument.part == TOP:
            self._found.append(Token(OPERATOR, "/", *argument.at))
            self._awaited = replace(argument, part=BOTTOM)
            return
        if argument.part == BOTTOM or (argument.part == ROOT and argument.function is not None):
            self._found.append(Token(CLOSE, ")", end, end))
        if argument.function is not None and _POWER.match(self._plain, self._at):
            typed = self._line[slice(*argument.function)]  # of the function, or of what it takes?
            raise calls.needs_brackets(self._number, argument.function, typed, f"{typed}(…)", last=False, fix=None)

    def _function_before(self, at: int) -> Span | None:
        """The place of the function that takes the piece at ``at``; a variable before it is multiplied by it."""
        before = self._found[-1] if self._found else None
        if before is None or before.kind != NAME:
            return None
        if self._vocabulary.reserves(before.text):
            return before.span
        self._times(at)
        return None

    def _single(self, kind: str, text: str, span: Span) -> bool:
        """Take one letter, digit or symbol as the argument awaited; whether one was."""
        argument, self._awaited = self._awaited, None
        if argument is None:
            return False
        if argument.part == ROOT:
            self._found.append(Token(OPEN, "(", *argument.at))
        self._add(kind, text, span)
        if argument.part == ROOT:
            self._found.append(Token(CLOSE, ")", span[1], span[1]))
        self._end_argument(argument)
        return True

    def _give_up_argument(self, *, last: bool = False) -> None:
        """Signs and brackets cannot be an argument without braces; behind ``^`` they are read as in text."""
        argument, self._awaited = self._awaited, None
        if argument is not None and argument.part != SCRIPT:
            raise latex.missing_argument(self._number, argument.at, argument.command, last=last)

    def _is_last(self, end: int) -> bool:
        return not self._plain[end:].strip()

    def _check_silent(self) -> None:
        """Braces that gave no tokens must be closed all the same."""
        for group in self._groups:
            if group.part == SILENT:
                raise gaps.unclosed(self._number, group.at, "{")

    # numbers and names

    def _number_piece(self, span: Span) -> None:
        start, end = span
        text = self._plain[start:end]
        if self._awaited is None:
            self._take_number(text, span)
            return
        if self._awaited.part == SCRIPT and len(text) > 1:
            raise latex.several_digits(self._number, (self._awaited.at[0], end), "^", text)
        self._at = start + 1
        if text[0] == ".":
            self._give_up_argument()
        self._single(NUMBER, text[0], (start, start + 1))

    def _take_number(self, text: str, span: Span) -> None:
        trouble = number_trouble(text, self._number, span, self._limits)
        if trouble is not None:
            raise trouble
        self._add(NUMBER, text, span)

    def _letters(self, span: Span) -> None:
        """Letters side by side multiply; only the name of a function before a bracket is taken as one."""
        start, end = span
        word = self._plain[start:end]
        if len(word) > 1 and self._awaited is None and self._vocabulary.find(word) and _CALL.match(self._plain, end):
            self._add(NAME, word, span)
            return
        end = start + 1
        while self._plain[end : end + 1] == "_" != self._line[end]:
            end += 1  # a lowered digit, a combining mark
        self._at = end
        self._name(self._line[start:end], (start, end))

    def _name(self, head: str, span: Span) -> None:
        """The name that begins with ``head``, its index and primes included; an argument without braces has none."""
        if self._single(NAME, canonical(head), span):
            return
        scripts, self._at = "", span[1]
        if not self._vocabulary.reserves(canonical(head)):
            scripts, self._at = scripts_behind(self._line, self._plain, self._number, span[1])
        self._add(NAME, canonical(head + scripts), (span[0], self._at))

    def _stray_index(self, span: Span) -> None:
        before = self._found[-1] if self._found else None
        base = _BASE.match(self._plain, span[0])
        if before is not None and before.text == "log" and base is not None:
            typed = self._line[slice(*before.span)]
            raise latex.base_of_log(self._number, (before.start, base.end()), typed, base["base"] or base["sign"])
        if before is None or before.kind != NAME or self._vocabulary.reserves(before.text):
            raise latex.stray_index(self._number, span)
        raise unread_index(self._line, self._number, span)

    # commands

    def _command(self, span: Span) -> None:
        name = self._plain[span[0] + 1 : span[1]]
        if name in commands.NAMES:
            self._name(commands.NAMES[name], span)
            return
        if name not in commands.SKIPPED and self._awaited is not None:
            self._give_up_argument()
        if name in commands.SKIPPED:
            self._side = commands.SIDES.get(name, self._side)
        elif name in commands.SIGNS:
            kind, text = commands.SIGNS[name]
            self._side = commands.SIDES.get(name, self._side)
            self._add(kind, text, span)
        elif name in _COMMANDS:
            _COMMANDS[name](self, span, name)
        elif self._vocabulary.find(name):
            self._add(NAME, name, span)
        else:
            raise commands.refusal(self._line, name, self._number, span, self._vocabulary)

    def _fraction(self, span: Span, name: str) -> None:
        taker = self._function_before(span[0])
        self._add(OPEN, "(", span)
        self._awaited = _Argument(TOP, f"\\{name}", span, taker)

    def _square_root(self, span: Span, name: str) -> None:
        match = _ROOT.match(self._plain, span[1])
        if match is not None:
            degree, of = match["degree"].strip() or "3", match["of"]
            instead = f"{of if of and len(of) == 1 else 'x' if of is None else '{' + of + '}'}^{{1/{degree}}}"
            fix = None if of is None else Fix((span[0], match.end()), instead)
            raise latex.root(self._number, (span[0], match.end()), instead, fix)
        taker = self._function_before(span[0])
        if taker is not None:
            self._add(OPEN, "(", span)
        self._add(NAME, "sqrt", span)
        self._awaited = _Argument(ROOT, f"\\{name}", span, taker)

    def _word(self, span: Span, name: str) -> None:
        r"""``\mathrm{net}_{1}``, ``\operatorname{relu}``: a name of several letters."""
        match = _WORD.match(self._plain, span[1])
        command = f"\\{name}"
        if match is None:
            if "}" in self._plain[span[1] :]:
                raise latex.strange_name(self._number, span, command)
            raise latex.missing_argument(self._number, span, command, last=True)
        typed = self._line[slice(*match.span("word"))].replace("\\_", "_")
        if not is_name(typed):
            raise latex.strange_name(self._number, match.span(), command)
        self._at = match.end()
        self._name(typed, (span[0], match.end()))

    def _accent(self, span: Span, name: str) -> None:
        r"""``\hat{y}``, ``\bar x``: a name with an index."""
        match = self._argument(_UNDER_ACCENT, span, name)
        below = commands.NAMES.get(match["command"]) if match["command"] else self._line[slice(*match.span("word"))]
        if below is None:
            start, end = match.span("command")
            raise commands.refusal(self._line, match["command"], self._number, (start - 1, end), self._vocabulary)
        self._at = match.end()
        self._name(f"{below}_{commands.ACCENTS[name]}", (span[0], match.end()))

    def _environment(self, span: Span, name: str) -> None:
        r"""``\begin{aligned}`` and its end say nothing of the formula."""
        self._at = self._argument(_ENVIRONMENT, span, name).end()

    def _argument(self, pattern: re.Pattern[str], span: Span, name: str) -> re.Match[str]:
        """What stands behind a command; ReadError ``missing-argument`` where it is something else."""
        match = pattern.match(self._plain, span[1])
        if match is None:
            last = "}" not in self._plain[span[1] :]
            raise latex.missing_argument(self._number, span, f"\\{name}", last=last)
        return match

    def _line_break(self, span: Span, name: str) -> None:
        if not self._is_last(span[1]):
            raise latex.line_break(self._number, span)


_PIECES: dict[str, Callable[[_Rewriter, Span], None]] = {
    "number": _Rewriter._number_piece,
    "letters": _Rewriter._letters,
    "command": _Rewriter._command,
    "begin": _Rewriter._begin,
    "end": _Rewriter._end,
    "index": _Rewriter._stray_index,
}

_COMMANDS: dict[str, Callable[[_Rewriter, Span, str], None]] = {
    **dict.fromkeys(commands.FRACTIONS, _Rewriter._fraction),
    "sqrt": _Rewriter._square_root,
    **dict.fromkeys(commands.WORDS, _Rewriter._word),
    **dict.fromkeys(commands.ACCENTS, _Rewriter._accent),
    **dict.fromkeys(commands.ENVIRONMENTS, _Rewriter._environment),
    "\\": _Rewriter._line_break,
}

_TROUBLES = {
    "decimal": latex.decimal_comma,
    "points": signs.two_points,
    "augmented": signs.augmented,
    "comparison": signs.comparison,
    "other": signs.strange_character,
}
