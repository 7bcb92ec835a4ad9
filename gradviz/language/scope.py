"""Names across lines, once every line is read: what is used before it is there, and which lines the output needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gradviz.errors import ReadError, Span
from gradviz.language.expression import Expression
from gradviz.language.statements import Scope, Statement
from gradviz.language.tokens import Token
from gradviz.language.wording import definitions

Entry = tuple[Statement, Expression]
"""A line with the expression read from it."""


@dataclass(frozen=True, slots=True)
class _Need:
    """The latest line that must come before a call: that of ``name``; -1 where nothing is needed."""

    line: int = -1
    name: str = ""


def misuses(entries: list[Entry], scope: Scope) -> Iterator[ReadError]:
    """At most one error a line, in line order: a name used before its line, by itself, a function inside itself."""
    check = _Check(entries, scope)
    for statement, read in entries:
        problem = check.first_misuse(statement, read)
        if problem is not None:
            yield problem


class _Check:
    def __init__(self, entries: list[Entry], scope: Scope) -> None:
        self._scope = scope
        self._needs: dict[str, _Need] = {}  # of each function read so far
        self._callees = {
            statement.name.text: {name for name, _ in read.calls}
            for statement, read in entries
            if statement.name is not None and statement.parameters is not None
        }

    def first_misuse(self, statement: Statement, read: Expression) -> ReadError | None:
        """To be asked in line order, because a function's needs are known once its line was looked at."""
        if statement.name is not None and statement.parameters is not None:
            problem = self._first(self._misuse_in_function(statement, statement.name, *call) for call in read.calls)
            if problem is None:
                self._needs[statement.name.text] = self._need(read)
            return problem
        calls = (self._misuse_of_call(statement, *call) for call in read.calls)
        return self._first(calls) or self._first(self._misuse_of_name(statement, *name) for name in read.names)

    @staticmethod
    def _first(problems: Iterator[ReadError | None]) -> ReadError | None:
        return next((problem for problem in problems if problem is not None), None)

    def _misuse_in_function(self, statement: Statement, own: Token, name: str, span: Span) -> ReadError | None:
        """Other names than functions mean the program's at the call, so they are checked there."""
        definition = self._scope.functions[name].line
        later = definition > statement.line
        if definition == statement.line or (later and self._leads_to(name, own.text)):
            typed = statement.typed(own)
            return definitions.recursive(statement.line, span, typed, last=_is_last(statement, span))
        return _too_early(statement, name, definition, span) if later else None

    def _misuse_of_call(self, statement: Statement, name: str, span: Span) -> ReadError | None:
        definition = self._scope.functions[name].line
        if definition > statement.line:
            return _too_early(statement, name, definition, span)
        need = self._needs.get(name, _Need())
        return _too_early(statement, need.name, need.line, span) if need.line >= statement.line else None

    def _misuse_of_name(self, statement: Statement, name: str, span: Span) -> ReadError | None:
        definition = self._scope.assigned.get(name)
        if definition is None or definition.line < statement.line:
            return None
        return _too_early(statement, name, definition.line, span)

    def _leads_to(self, start: str, goal: str) -> bool:
        waiting, seen = [start], {start}
        while waiting:
            fresh = self._callees.get(waiting.pop(), set()) - seen
            if goal in fresh:
                return True
            seen |= fresh
            waiting.extend(fresh)
        return False

    def _need(self, read: Expression) -> _Need:
        own = [_Need(self._scope.assigned[name].line, name) for name, _ in read.names if name in self._scope.assigned]
        called = [self._needs[name] for name, _ in read.calls if name in self._needs]
        return max(own + called, key=lambda need: need.line, default=_Need())


def _too_early(statement: Statement, name: str, line: int, span: Span) -> ReadError:
    """``name`` stands in ``statement``, which ``line`` or a later one defines."""
    last = _is_last(statement, span)
    if line == statement.line:
        return definitions.self_defined(line, span, name, last=last)
    return definitions.used_before_defined(statement.line, span, name, line, last=last)


def _is_last(statement: Statement, span: Span) -> bool:
    """Whether the name at ``span`` ends the line, so that typing on may make another name of it."""
    return statement.value[-1].end == span[1]


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
