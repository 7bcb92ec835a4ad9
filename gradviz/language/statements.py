"""A line before its expression is read: what it defines, and the tokens of its value.

All lines are looked at this way first, so that the parser knows which names are the user's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, pairwise

from gradviz.errors import ReadError, Span
from gradviz.language.limits import Limits
from gradviz.language.tokens import CLOSE, COMMA, EQUALS, NAME, OPEN, Token, tokenize
from gradviz.language.vocabulary import Vocabulary
from gradviz.language.wording import definitions, gaps

_EQUALS = re.compile("[=＝﹦]")
"""Every character that reads as an equals sign."""

Cut = Callable[[str, int, Limits], Iterator[Token]]


@dataclass(frozen=True, eq=False)
class Statement:
    """One line that holds something. ``name`` is None for a bare expression, ``parameters`` None for no function.

    ``head`` are the tokens up to ``=``; ``rest`` are those of the expression, cut only when ``value`` is asked for, so
    that a text refused early costs little.
    """

    line: int
    source: str
    rest: Iterator[Token]
    head: tuple[Token, ...] = ()
    name: Token | None = None
    parameters: tuple[Token, ...] | None = None

    def typed(self, token: Token) -> str:
        """``token`` as it stands in the line."""
        return self.source[token.start : token.end]

    @cached_property
    def parameter_names(self) -> tuple[str, ...]:
        return tuple(token.text for token in self.parameters or ())

    @cached_property
    def value(self) -> tuple[Token, ...]:
        """The tokens of the expression."""
        return tuple(self.rest)

    @property
    def value_span(self) -> Span:
        """The place of the expression, which must not be empty."""
        return self.value[0].start, self.value[-1].end

    @cached_property
    def may_become_definition(self) -> bool:
        """Whether the line is ``f(x)`` or a beginning of it, on the way to ``f(x) = …``."""
        if self.head or [token.kind for token in self.value[:2]] != [NAME, OPEN]:
            return False
        kinds = [token.kind for token in self.value[2:]]
        if kinds and kinds[-1] == CLOSE:
            kinds.pop()
        wanted = [NAME, COMMA] * len(kinds)
        return kinds == wanted[: len(kinds)]


def read_statement(
    line: int, source: str, limits: Limits, vocabulary: Vocabulary, cut: Cut = tokenize
) -> Statement | None:
    """The statement on a line, None for an empty one; raises :class:`ReadError` for what cannot stand before ``=``.

    ``cut(source, line, limits)`` cuts the line into tokens.
    """
    head, rest = [], cut(source, line, limits)
    assigns = _EQUALS.search(source) is not None
    for token in rest:
        head.append(token)
        if token.kind == EQUALS:
            name, parameters = _target(line, source, tuple(head), vocabulary)
            return Statement(line, source, rest, tuple(head), name, parameters)
        if not assigns:
            break
    return Statement(line, source, chain(head, rest)) if head else None


def _target(
    line: int, source: str, head: tuple[Token, ...], vocabulary: Vocabulary
) -> tuple[Token, tuple[Token, ...] | None]:
    for token in head:
        if token.trouble:
            raise token.trouble
    if len(head) == 1:
        raise gaps.nothing_before(line, head[0].span, "=")
    name, inner = head[0], head[2:-2]
    shape = [token.kind for token in head[:-1]]
    if shape == [NAME]:
        return _free(line, source, name, vocabulary), None
    if shape[:2] != [NAME, OPEN] or shape[-1] != CLOSE:
        raise definitions.strange_target(line, (name.start, head[-2].end))
    _free(line, source, name, vocabulary, function=True)
    if not inner:
        raise gaps.empty_brackets(line, (head[1].start, head[-2].end))
    if shape[2:-1] != ([NAME, COMMA] * len(inner))[: len(inner)] or shape[-2] == COMMA:
        raise definitions.strange_target(line, (name.start, head[-2].end))
    return name, _parameters(line, source, inner[::2], vocabulary)


def _parameters(line: int, source: str, parameters: tuple[Token, ...], vocabulary: Vocabulary) -> tuple[Token, ...]:
    seen: set[str] = set()
    for token in parameters:
        _free(line, source, token, vocabulary)
        if token.text in seen:
            raise definitions.repeated_parameter(line, token.span, source[slice(*token.span)])
        seen.add(token.text)
    return parameters


def _free(line: int, source: str, token: Token, vocabulary: Vocabulary, *, function: bool = False) -> Token:
    """``token`` if its name may be given; ``sigma`` may to a variable, not to a function."""
    taken = vocabulary.find(token.text) is not None if function else vocabulary.reserves(token.text)
    if taken:
        raise definitions.reserved(line, token.span, source[slice(*token.span)])
    return token


@dataclass(frozen=True, eq=False)
class Scope:
    """All names of a program: what each line defines, and the functions of the vocabulary.

    ``assigned`` and ``functions`` give the first statement that defines a name.
    """

    vocabulary: Vocabulary
    statements: tuple[Statement, ...]
    assigned: dict[str, Statement] = field(default_factory=dict)
    functions: dict[str, Statement] = field(default_factory=dict)

    @cached_property
    def variables(self) -> frozenset[str]:
        """Names that stand anywhere as a variable: assigned, a parameter, or not before a bracket."""
        seen = set(self.assigned)
        for statement in self.statements:
            seen.update(statement.parameter_names)
            seen.update(
                token.text
                for token, after in pairwise((*statement.value, None))
                if token is not None and token.kind == NAME and (after is None or after.kind != OPEN)
            )
        return frozenset(seen - set(self.functions))


def collect(vocabulary: Vocabulary, statements: Iterable[Statement]) -> tuple[Scope, list[ReadError]]:
    """The scope of all ``statements``, with one error for each line that defines a name again."""
    scope = Scope(vocabulary, tuple(statements))
    problems = []
    for statement in scope.statements:
        if statement.name is None:
            continue
        name = statement.name.text
        first = scope.assigned.get(name) or scope.functions.get(name)
        if first is not None:
            typed = statement.typed(statement.name)
            problems.append(definitions.redefined(statement.line, statement.name.span, typed, first.line))
        elif statement.parameters is None:
            scope.assigned[name] = statement
        else:
            scope.functions[name] = statement
    return scope, problems
