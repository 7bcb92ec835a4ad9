"""Refusals that look around first: what was probably meant, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gradviz.errors import Fix, ReadError, Span
from gradviz.i18n import Message
from gradviz.language.characters import latin_keys, latin_twin
from gradviz.language.statements import Scope, Statement
from gradviz.language.tokens import BAR, CLOSE, COMMA, NAME, NUMBER, OPEN, OPERATOR, RAISED, Token
from gradviz.language.wording import calls, signs

_LETTER_AND_DIGITS = re.compile(r"[^\W\d_][0-9]*'*")
_LONGEST_QUOTE = 24  # characters of typed text repeated in a hint
_LETTERS_A_SLIP = 3  # one slip is forgiven for so many letters typed

_MINUS_ONE = re.compile(r"\s*(?:⁻¹|\^\s*(?:-\s*1(?![0-9.])|\{\s*-\s*1\s*\}|\(\s*-\s*1\s*\)))")
"""The power that makes a function its inverse, in text and in LaTeX."""

_ELSEWHERE = {"tg": "tan", "th": "tanh", "logistic": "sigmoid"}
"""Functions by their names in other notations."""

_SIGNS = {"pow": "x^2", "power": "x^2", "add": "x + y", "mul": "x*y"}
"""Functions of other notations that are signs here."""

_UNAVAILABLE = frozenset([
    "factorial", "floor", "ceil", "round", "sign", "sgn", "mod", "sum", "prod", "mean", "norm", "softmax", "argmax",
    "cross_entropy", "diff", "integrate", "erf", "erfc", "asin", "acos", "atan", "arcsin", "arccos", "arctan",
    "arctg", "ctg", "cot", "sec", "csc", "sinh", "cosh", "coth", "asinh", "acosh", "atanh", "gelu", "elu", "silu",
])  # fmt: skip
"""Functions of mathematics that have no gate; a close spelling of another one would mislead."""


def needs_brackets(statement: Statement, index: int, scope: Scope) -> ReadError:
    """The function at ``index`` of the value has no bracket: write ``exp(x)``, ``sin(x)^2``."""
    token, rest = statement.value[index], statement.value[index + 1 :]
    name = statement.typed(token)
    minus_one = _MINUS_ONE.match(statement.source, token.end)
    if minus_one is not None:
        end = minus_one.end()
        return calls.inverse(statement.line, (token.start, end), statement.source[token.start : end], name)
    power = ""
    if rest and rest[0].kind == RAISED:
        power, rest = statement.typed(rest[0]), rest[1:]
    elif len(rest) > 1 and rest[0].kind == OPERATOR and rest[0].text == "^" and rest[1].kind == NUMBER:
        power, rest = "^" + rest[1].text, rest[2:]
    elif [token.kind for token in rest[:4]] == [OPERATOR, OPEN, NUMBER, CLOSE] and rest[0].text == "^":
        power, rest = statement.source[rest[0].start : rest[3].end], rest[4:]
    operand = rest[0] if rest and _is_operand(rest[0], scope) else None
    whole = operand is not None and _ends_operand(rest[1:])
    inside = "x" if operand is None else statement.typed(operand) if whole else "…"
    instead = f"{name}({inside}){power}"
    certain = whole and "⁻" not in power and _takes_one(token, scope)
    fix = Fix((token.start, operand.end), instead) if operand and certain else None
    last = index + 1 == len(statement.value)
    return calls.needs_brackets(statement.line, token.span, name, instead, last=last, fix=fix)


def _is_operand(token: Token, scope: Scope) -> bool:
    function = token.text in scope.functions or scope.vocabulary.reserves(token.text)
    return token.kind == NUMBER or (token.kind == NAME and not function)


def _ends_operand(rest: Sequence[Token]) -> bool:
    """Whether ``rest`` binds no more tightly than any function: ``exp x*y`` may mean two things, ``exp x + y`` one."""
    return not rest or rest[0].kind in (CLOSE, COMMA) or rest[0].text in ("+", "-")


def _takes_one(token: Token, scope: Scope) -> bool:
    """Whether the function ``token`` names takes one input."""
    found = scope.vocabulary.find(token.text)
    return found.accepts(1) if found else len(scope.functions[token.text].parameter_names) == 1


def no_function(statement: Statement, index: int, scope: Scope, *, constant: bool) -> ReadError:
    """The name at ``index`` of the value stands before a bracket but is no function."""
    token = statement.value[index]
    typed, span = statement.typed(token), token.span
    unfinished = statement.may_become_definition
    if index and statement.typed(statement.value[index - 1]) == "def":
        return calls.definition_of_python(statement.line, statement.value[index - 1].span)
    own = token.text in statement.parameter_names or token.text in scope.variables
    if own or constant or _LETTER_AND_DIGITS.fullmatch(typed) or _LETTER_AND_DIGITS.fullmatch(token.text):
        product = f"{typed}*{_bracket(statement, index + 1)}"
        return calls.not_a_function(
            statement.line, span, typed, product, constant=constant and not own, unfinished=unfinished
        )
    if token.text in _UNAVAILABLE:
        return signs.unavailable(typed, statement.line, span, unfinished=unfinished)
    hint, meant = _meant(typed, scope)
    return calls.unknown_function(statement.line, span, typed, hint, meant, unfinished=unfinished)


def _meant(typed: str, scope: Scope) -> tuple[Message | None, str | None]:
    """A hint at what ``typed`` was probably meant to be, and its name where that is a function."""
    known = [*scope.functions, *scope.vocabulary.names]
    twin, keys = latin_twin(typed), latin_keys(typed)
    if twin in known:
        return calls.foreign_spelling(typed, twin), twin
    if keys in known:
        return calls.russian_layout(keys), keys
    name = twin.lower()
    if name in _SIGNS:
        return calls.write(_SIGNS[name]), None
    if name in _ELSEWHERE:
        return calls.write(f"{_ELSEWHERE[name]}(x)"), _ELSEWHERE[name]
    close = name if name in known else _begun(name, known) or closest(name, known)
    return (calls.did_you_mean(close), close) if close else (None, None)


def _begun(name: str, known: Sequence[str]) -> str | None:
    """The one function whose first letters are ``name``; None where there may be another, here or elsewhere."""
    found = [other for other in (*known, *_UNAVAILABLE) if len(name) > 1 and other.startswith(name)]
    return found[0] if len(found) == 1 and found[0] in known else None


def closest(name: str, known: Sequence[str]) -> str | None:
    """The one of the ``known`` names with the fewest slips; None where ``name`` has too many."""
    letters = sorted(name)
    close = min(known, key=lambda other: (slips(name, other), sorted(other) != letters), default="")
    return close if slips(name, close) <= len(name) // _LETTERS_A_SLIP else None


def slips(typed: str, meant: str) -> int:
    """How many letters were left out, added, exchanged or swapped with their neighbour (optimal string alignment)."""
    if abs(len(typed) - len(meant)) * _LETTERS_A_SLIP > len(typed):
        return len(typed) + 1  # too different to be worth counting
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for i, char in enumerate(typed, 1):
        last, row, two_back = row, [i], before
        for j, other in enumerate(meant, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (char != other))
            if i > 1 and j > 1 and char == meant[j - 2] and typed[i - 2] == other:
                cost = min(cost, two_back[j - 2] + 1)
            row.append(cost)
        before = last
    return row[-1]


def operand_before(statement: Statement, index: int) -> str | None:
    """The operand that ends before ``index`` of the value, as typed; None when it is long, strange or between bars."""
    depth = 0
    for place in range(index - 1, -1, -1):
        token = statement.value[place]
        depth += (token.kind == CLOSE) - (token.kind == OPEN)
        if depth == 0 and token.kind not in (BAR, RAISED):
            called = token.kind == OPEN and place > 0 and statement.value[place - 1].kind == NAME
            start = statement.value[place - called].start
            text = statement.source[start : statement.value[index - 1].end]
            return text if len(text) <= _LONGEST_QUOTE and text.isprintable() else None
        if depth == 0:
            break
    return None


def _bracket(statement: Statement, index: int) -> str:
    """The bracket that opens at ``index`` of the value, as typed; shortened when long, strange or never closed."""
    depth = 0
    for token in statement.value[index:]:
        depth += (token.kind == OPEN) - (token.kind == CLOSE)
        if depth == 0:
            text = statement.source[statement.value[index].start : token.end]
            return text if len(text) <= _LONGEST_QUOTE and text.isprintable() else "(…)"
    return "(…)"


def arity(statement: Statement, span: Span, callee: Token, counts: tuple[int, int | None], given: int) -> ReadError:
    """The call at ``span`` has too few or too many inputs; a decimal comma among them is the likely reason."""
    problem = calls.arity(statement.line, span, statement.typed(callee), counts=counts, given=given)
    most = counts[1]
    commas = _decimal_commas(statement, callee, span) if most is not None and given > most else []
    if commas:
        problem.hint = calls.write(commas[0][1])
        problem.fix = Fix(commas[0][0].span, ".") if len(commas) == 1 and given - 1 == most else None
    return problem


def _decimal_commas(statement: Statement, callee: Token, span: Span) -> list[tuple[Token, str]]:
    """The commas between inputs of one call that stand inside a number, each with that number as it is written here."""
    found, depth = [], 0
    for index, token in enumerate(statement.value):
        if callee.end <= token.start < span[1]:
            depth += (token.kind == OPEN) - (token.kind == CLOSE)
            number = decimal_at(statement.value, index) if token.kind == COMMA and depth == 1 else None
            if number:
                found.append((token, number))
    return found


def stray_comma(statement: Statement, index: int) -> ReadError:
    """The comma at ``index`` of the value stands outside a call: inside a number, most likely."""
    comma = statement.value[index]
    number = decimal_at(statement.value, index)
    if number is None:
        return signs.stray_comma(statement.line, comma.span)
    return signs.decimal_comma(statement.line, comma.span, number)


def decimal_at(tokens: Sequence[Token], index: int) -> str | None:
    """The number the comma at ``index`` stands inside of, with a point; an example where its fraction is missing."""
    before, comma = tokens[index - 1], tokens[index]
    if before.kind != NUMBER or before.end != comma.start or not before.text.isdigit():
        return None
    if index + 1 == len(tokens):
        return "0.5"
    after = tokens[index + 1]
    whole = after.kind == NUMBER and after.start == comma.end and "." not in after.text
    return f"{before.text}.{after.text}" if whole else None
