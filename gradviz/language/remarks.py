"""What is worth saying beside a program that was read: names that look alike or stick together, lines without use."""

from __future__ import annotations

from collections.abc import Iterator

from gradviz.errors import Span
from gradviz.i18n import Message
from gradviz.language.characters import latin_twin
from gradviz.language.scope import Entry
from gradviz.language.statements import Scope, Statement
from gradviz.language.suggestions import decimal_at
from gradviz.language.syntax import Remark
from gradviz.language.tokens import CLOSE, COMMA, OPEN

_LONGEST_JOINED = 40  # characters; longer names are not searched for two others inside

_First = dict[str, tuple[Statement, Span]]
"""Canonical name → where it stands first."""


def remarks(entries: list[Entry], output: int, scope: Scope, needed: set[int]) -> tuple[Remark, ...]:
    """All remarks on a program, in line order."""
    first = _first_places(entries)
    found = [remark for _, read in entries for remark in read.remarks]
    found += [remark for statement, _ in entries for remark in _decimal_commas(statement)]
    found += [*_look_alikes(first), *_joined(first, scope), *_unused(entries, output, needed)]
    return tuple(sorted(found, key=lambda remark: (remark.line, remark.span)))


def _first_places(entries: list[Entry]) -> _First:
    first: _First = {}
    for statement, read in entries:
        if statement.name is not None:
            first.setdefault(statement.name.text, (statement, statement.name.span))
        for token in statement.parameters or ():
            first.setdefault(token.text, (statement, token.span))
        for name, span in read.names:
            first.setdefault(name, (statement, span))
    return first


def _decimal_commas(statement: Statement) -> Iterator[Remark]:
    """Commas without a space inside what may be a number, in a bracket where another comma has one: in
    ``max(1,5, x)`` 1.5 was meant, in ``max(1,5)`` and ``max(1, 5, x)`` hardly."""
    tight: list[list[int]] = [[]]
    spaced = [False]
    for index, token in enumerate(statement.value):
        if token.kind == OPEN:
            tight.append([])
            spaced.append(False)
        elif token.kind == COMMA and decimal_at(statement.value, index) is not None:
            tight[-1].append(index)
        elif token.kind == COMMA:
            spaced[-1] |= statement.source[token.end : token.end + 1].isspace()
        elif token.kind == CLOSE and len(tight) > 1:
            commas = tight.pop()
            if spaced.pop():
                yield from (_two_inputs(statement, comma) for comma in commas)


def _two_inputs(statement: Statement, comma: int) -> Remark:
    span = statement.value[comma - 1].start, statement.value[comma + 1].end
    message = Message("{typed} is read as two inputs.", typed=statement.source[slice(*span)])
    hint = Message("For one number write {instead}.", instead=decimal_at(statement.value, comma))
    return Remark("decimal-comma", message, statement.line, span, hint)


def _look_alikes(first: _First) -> Iterator[Remark]:
    if all(statement.source.isascii() for statement, _ in first.values()):
        return
    twins: dict[str, str] = {}
    for name, (statement, span) in first.items():
        typed = statement.source[slice(*span)]
        other = twins.setdefault(latin_twin(typed), name)
        if other != name:
            message = Message("{name} looks like another name but is spelled with other letters.", name=typed)
            hint = Message("If both are meant to be one, type it again with the same keyboard.")
            yield Remark("look-alike", message, statement.line, span, hint)


def _joined(first: _First, scope: Scope) -> Iterator[Remark]:
    for name, (statement, span) in first.items():
        if name in scope.assigned or name in scope.functions or not 2 <= len(name) <= _LONGEST_JOINED:
            continue
        place = next((cut for cut in range(1, len(name)) if name[:cut] in first and name[cut:] in first), 0)
        if place:
            message = Message("{name} is one name.", name=statement.source[slice(*span)])
            hint = Message("Did you mean {instead}?", instead=f"{name[:place]}*{name[place:]}")
            yield Remark("joined-names", message, statement.line, span, hint)


def _unused(entries: list[Entry], output: int, needed: set[int]) -> Iterator[Remark]:
    for place, (statement, _) in enumerate(entries):
        if statement.line in needed or place == output:
            continue
        span = statement.name.span if statement.name else statement.value_span
        if statement.name is None:
            message = Message("The output does not need this line.")
        else:
            message = Message("The output does not need {name}.", name=statement.source[slice(*span)])
        yield Remark("unused", message, statement.line, span)
