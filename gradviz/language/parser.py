"""Typed text to a program: :func:`read_text` is the one door, and it answers every text instead of raising.

text ─ tokens.py, latex.py ─▶ tokens ─ statements.py ─▶ who defines what ─ expression.py ─▶ trees ─ scope.py ─▶ Program
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import partial
from typing import Literal

from gradviz.errors import ReadError
from gradviz.language.expression import read_expression
from gradviz.language.latex import tokenize_latex
from gradviz.language.limits import TYPED, Limits
from gradviz.language.remarks import remarks
from gradviz.language.scope import Entry, misuses, needed
from gradviz.language.statements import Scope, Statement, collect, read_statement
from gradviz.language.syntax import Apply, Assignment, Bare, Definition, Expr, Line, Number, Program, Reading
from gradviz.language.tokens import tokenize
from gradviz.language.uncollected import uncollected
from gradviz.language.vocabulary import Vocabulary
from gradviz.language.wording import definitions, excess, signs
from gradviz.language.writing import written

Form = Literal["text", "latex"]
FORMS: tuple[Form, ...] = ("text", "latex")
"""How a text may be written; both give the same trees."""

_EVERY_LINE = range(2**31)


@dataclass(frozen=True, eq=False, slots=True)
class _Lines:
    """What was read line by line: the trees, the names they share, and all problems."""

    entries: list[Entry]
    scope: Scope
    problems: list[ReadError]


@uncollected()
def read_text(text: str, vocabulary: Vocabulary, limits: Limits = TYPED, form: Form = "text") -> Reading:
    """The program in ``text``, or one problem for each line that stands in its way, in line order.

    Lines of LaTeX in a text are a problem each, which offers the same in the form of text.
    """
    read = _read_lines(text, vocabulary, limits, _EVERY_LINE if form == "latex" else ())
    if not read.problems:
        return Reading(_program(text, read.entries, read.scope))
    problems = _one_a_line(read.problems)
    strange = {problem.line for problem in problems if problem.code == "latex-in-text"}
    if strange:
        as_latex = _read_lines(text, vocabulary, limits, strange)
        problems = tuple(_with_offer(each, text, as_latex) if each.line in strange else each for each in problems)
    return Reading(None, problems)


def _with_offer(problem: ReadError, text: str, as_latex: _Lines) -> ReadError:
    """``problem``, of a line that looks like LaTeX, with what that line is ``as_latex`` or why it cannot be read so."""
    trouble = next((each for each in _one_a_line(as_latex.problems) if each.line == problem.line), None)
    if trouble is not None:
        return signs.latex_trouble(problem, trouble)
    entry = next((each for each in as_latex.entries if each[0].line == problem.line), None)
    if entry is None:
        return problem
    statement, read = entry
    return signs.latex_offer(problem, statement.source, written(_line(statement, read.tree)))


def _read_lines(text: str, vocabulary: Vocabulary, limits: Limits, latex: Container[int | None]) -> _Lines:
    """All lines of ``text``; those whose numbers are in ``latex`` are LaTeX."""
    statements, problems = _statements(text, vocabulary, limits, latex)
    scope, redefinitions = collect(vocabulary, statements)
    problems += redefinitions
    entries: list[Entry] = []
    gates = 0
    for statement in statements:
        try:
            read = read_expression(statement, scope, limits)
        except ReadError as problem:
            problems.append(problem.with_traceback(None))  # whose frames would keep all stacks alive
            continue
        entries.append((statement, read))
        gates += read.gates if statement.parameters is None else 0
        if gates > limits.gates:
            problems.append(excess.too_many_gates(statement.line, statement.value_span, limits.gates))
            break
    problems += misuses(entries, scope)
    if not problems:
        problems = _without_output(entries)
    return _Lines(entries, scope, problems)


def _statements(
    text: str, vocabulary: Vocabulary, limits: Limits, latex: Container[int | None]
) -> tuple[list[Statement], list[ReadError]]:
    lines = text.split("\n", limits.lines)
    statements: list[Statement] = []
    problems: list[ReadError] = []
    if len(lines) > limits.lines and lines.pop().strip():
        problems.append(excess.too_many_lines(limits.lines, limits.lines))
    as_latex = partial(tokenize_latex, vocabulary=vocabulary)
    for number, line in enumerate(lines):
        try:
            statement = read_statement(number, line, limits, vocabulary, as_latex if number in latex else tokenize)
        except ReadError as problem:
            problems.append(problem.with_traceback(None))  # whose frames would keep all stacks alive
            continue
        if statement is not None:
            statements.append(statement)
    return statements, problems


def _one_a_line(problems: list[ReadError]) -> tuple[ReadError, ...]:
    """The first problem of each line, in line order."""
    first: dict[int | None, ReadError] = {}
    for problem in problems:
        first.setdefault(problem.line, problem)
    return tuple(sorted(first.values(), key=lambda problem: problem.line or 0))


def _without_output(entries: list[Entry]) -> list[ReadError]:
    if not entries:
        return [definitions.empty()]
    last = entries[-1][0]
    if all(statement.parameters is not None for statement, _ in entries):
        assert last.name is not None  # functions have names
        return [definitions.only_functions(last.line, last.typed(last.name))]
    return []


def _program(text: str, entries: list[Entry], scope: Scope) -> Program:
    lines = tuple(_line(statement, read.tree) for statement, read in entries)
    output = max(place for place, line in enumerate(lines) if not isinstance(line, Definition))
    last = lines[output]
    name = last.name if isinstance(last, Assignment) else _free_name(scope)
    remarked = remarks(entries, output, scope, needed(entries, output, scope))
    return Program(text, lines, output, name, remarked)


def _free_name(scope: Scope) -> str:
    """What a bare output is called: ``f``, or ``out``, ``out2``, … where the program uses that already."""
    used = scope.variables.union(scope.functions)
    if "f" not in used:
        return "f"
    number = 1
    while (name := f"out{number if number > 1 else ''}") in used:
        number += 1
    return name


def _line(statement: Statement, tree: Expr) -> Line:
    span = ((statement.head or statement.value)[0].start, statement.value_span[1])
    if statement.name is None:
        return Bare(tree, statement.line, span)
    name, typed = statement.name, statement.typed(statement.name)
    if statement.parameters is not None:
        return Definition(name.text, statement.parameter_names, tree, statement.line, span, name.span)
    return Assignment(name.text, typed, tree, _pinned(tree), statement.line, span, name.span, statement.value_span)


def _pinned(tree: Expr) -> float | None:
    """The value of a line that is only a number or constant, with or without a sign; None for any other."""
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Apply) and tree.op == "neg":
        inner = tree.inputs[0]
        if isinstance(inner, Number) and inner.span == inner.at:  # no brackets
            return -inner.value
    return None
