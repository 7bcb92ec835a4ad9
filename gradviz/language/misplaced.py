"""Refusals where an operand should stand and something else, or nothing, does; and the brackets open at that place."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile

from gradviz.errors import Fix, ReadError
from gradviz.language.fix import removal
from gradviz.language.statements import Statement
from gradviz.language.syntax import Expr
from gradviz.language.tokens import BAR, CLOSE, COMMA, EQUALS, OPEN, Token
from gradviz.language.vocabulary import Function
from gradviz.language.wording import gaps, signs

CLOSERS = {"(": ")", "[": "]", "|": "|", "{": "}", "\\{": "\\}"}
OPENERS = {closer: opener for opener, closer in CLOSERS.items()}


@dataclass(slots=True, eq=False)
class Bracket:
    """An open bracket; ``callee`` is the name before it, ``function`` what that means, ``inputs`` those complete."""

    opener: Token
    callee: Token | None = None
    function: Function | Statement | None = None
    inputs: list[Expr] = field(default_factory=list)
    height: int = 0
    """Height of the highest input so far."""


def misplaced(statement: Statement, index: int, brackets: list[Bracket]) -> ReadError:
    """The error for the token at ``index`` of the value (its end included), which cannot begin an operand."""
    tokens = statement.value
    token = tokens[index] if index < len(tokens) else None
    if index == 0:
        return _nothing_at_all(statement, token)
    before = tokens[index - 1]
    if before.kind in (OPEN, BAR, COMMA):
        return _nothing_in_bracket(statement, token, before, brackets[-1])
    if token is None or token.kind in (CLOSE, COMMA, EQUALS):
        return gaps.nothing_after(statement.line, before.span, statement.typed(before), last=token is None)
    return gaps.nothing_between(statement.line, token.span, statement.typed(before), statement.typed(token))


def unclosed(statement: Statement, brackets: list[Bracket]) -> ReadError:
    """The error for ``brackets``, all still open behind the last operand; its fix closes those that were typed: the
    ones that hold a fraction of LaTeX together stand in no text."""
    end = statement.value_span[1]
    typed = [bracket.opener for bracket in brackets if not _is_command(statement, bracket.opener)]
    closers = "".join(CLOSERS[opener.text] for opener in reversed(typed))
    opener = brackets[-1].opener
    return gaps.unclosed(statement.line, opener.span, opener.text, Fix((end, end), closers))


def _is_command(statement: Statement, opener: Token) -> bool:
    """Whether a command of LaTeX stands where ``opener`` is said to be: its own brace does the closing."""
    return opener.text == "(" and statement.source.startswith("\\", opener.start)


def unmatched(statement: Statement, index: int) -> ReadError:
    """The error for the bracket at ``index`` of the value, which closes nothing; nor do those that follow at once."""
    token = statement.value[index]
    *_, last = takewhile(lambda each: each.kind == CLOSE, statement.value[index:])
    fix = removal(statement.source, (token.start, last.end))
    return gaps.unmatched(statement.line, token.span, token.text, OPENERS[token.text], fix)


def _nothing_at_all(statement: Statement, token: Token | None) -> ReadError:
    line = statement.line
    if token is not None and token.kind == CLOSE:
        return unmatched(statement, 0)
    if token is not None and token.kind == COMMA:
        return signs.stray_comma(line, token.span)
    if statement.head:
        return gaps.nothing_after(line, statement.head[-1].span, "=", last=token is None)
    assert token is not None  # a bare line has tokens
    return gaps.nothing_before(line, token.span, statement.typed(token))


def _nothing_in_bracket(statement: Statement, token: Token | None, before: Token, bracket: Bracket) -> ReadError:
    line, opener = statement.line, bracket.opener
    if token is None:
        return gaps.unclosed(line, opener.span, opener.text)
    if token.kind == COMMA:
        if bracket.callee is None:
            return signs.stray_comma(line, token.span)
        return gaps.missing_argument(line, token.span, statement.typed(bracket.callee))
    if token.kind != CLOSE:
        return gaps.nothing_before(line, token.span, statement.typed(token))
    if token.text != CLOSERS[opener.text]:
        return gaps.mismatched(line, token.span, token.text, opener.text, CLOSERS[opener.text])
    if before.kind == COMMA and bracket.callee is not None:
        return gaps.missing_argument(line, before.span, statement.typed(bracket.callee))
    return gaps.empty_brackets(line, (opener.start, token.end))
