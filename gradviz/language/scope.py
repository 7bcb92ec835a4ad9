"""Names across lines, once every line is read: what is used before it is there, and which lines the output needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gradviz.errors import ReadError, Span
from gradviz.language import wording
from gradviz.language.expression import Expression
from gradviz.language.statements import Scope, Statement

Entry = tuple[Statement, Expression]
"""A line with the expression read from it."""


@dataclass(frozen=True, slots=True)
class _Need:
    """The latest line that must come before a call: that of ``name``; -1 where nothing is needed."""

    line: int = -1
    name: str = ""


def misuses(entries: list[Entry], scope: Scope) -> Iterator[ReadError]:
    """At most one error a line, in line order: a name used before its line, by itself, a function inside itself."""
    needs: dict[str, _Need] = {}
    callees = {entry.name.text: {name for name, _ in read.calls} for entry, read in entries if _is_function(entry)}
    for statement, read in entries:
        problem = _first_misuse(statement, read, scope, needs, callees)
        if problem is not None:
            yield problem
        elif _is_function(statement):
            needs[statement.name.text] = _need(read, scope, needs)


def _is_function(statement: Statement) -> bool:
    return statement.parameters is not None


def _first_misuse(
    statement: Statement, read: Expression, scope: Scope, needs: dict[str, _Need], callees: dict[str, set[str]]
) -> ReadError | None:
    for name, span in read.calls:
        problem = _call_misuse(statement, name, span, scope, needs, callees)
        if problem is not None:
            return problem
    if _is_function(statement):
        return None  # other names mean the program's at the call
    for name, span in read.names:
        if name in scope.assigned and scope.assigned[name].line >= statement.line:
            return _too_early(statement, name, scope.assigned[name].line, span)
    return None


def _call_misuse(
    statement: Statement,
    name: str,
    span: Span,
    scope: Scope,
    needs: dict[str, _Need],
    callees: dict[str, set[str]],
) -> ReadError | None:
    definition = scope.functions[name].line
    if _is_function(statement) and (
        definition == statement.line or definition > statement.line and _leads_to(name, statement.name.text, callees)
    ):
        typed = statement.source[slice(*statement.name.span)]
        return wording.recursive(statement.line, span, typed, last=_is_last(statement, span))
    if definition > statement.line:
        return wording.used_before_defined(
            statement.line, span, statement.source[slice(*span)], definition, last=_is_last(statement, span)
        )
    need = needs.get(name, _Need())
    if not _is_function(statement) and need.line >= statement.line:
        return _too_early(statement, need.name, need.line, span)
    return None


def _too_early(statement: Statement, name: str, line: int, span: Span) -> ReadError:
    last = _is_last(statement, span)
    if line == statement.line:
        return wording.self_defined(line, span, name, last=last)
    return wording.used_before_defined(statement.line, span, name, line, last=last)


def _is_last(statement: Statement, span: Span) -> bool:
    """Whether the name at ``span`` ends the line, so that typing on may make another name of it."""
    return statement.value[-1].end == span[1]


def _leads_to(start: str, goal: str, callees: dict[str, set[str]]) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        fresh = callees.get(waiting.pop(), set()) - seen
        if goal in fresh:
            return True
        seen |= fresh
        waiting.extend(fresh)
    return False


def _need(read: Expression, scope: Scope, needs: dict[str, _Need]) -> _Need:
    own = (_Need(scope.assigned[name].line, name) for name, _ in read.names if name in scope.assigned)
    called = (needs[name] for name, _ in read.calls if name in needs)
    return max((*own, *called), key=lambda need: need.line, default=_Need())


def needed(entries: list[Entry], output: int, scope: Scope) -> set[int]:
    """The lines the output needs, its own and those of functions it calls included."""
    by_line = {statement.line: read for statement, read in entries}
    waiting = [entries[output][0].line]
    seen = set(waiting)
    while waiting:
        read = by_line[waiting.pop()]
        definers = [scope.assigned[name] for name, _ in read.names if name in scope.assigned]
        definers += [scope.functions[name] for name, _ in read.calls]
        for statement in definers:
            if statement.line not in seen:
                seen.add(statement.line)
                waiting.append(statement.line)
    return seen
