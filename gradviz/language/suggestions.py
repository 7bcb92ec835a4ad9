"""Refusals that look around first: what was probably meant, and how it is written."""

from __future__ import annotations

import re

from gradviz.errors import ReadError, Span
from gradviz.i18n import Message
from gradviz.language import wording
from gradviz.language.characters import latin_keys, latin_twin
from gradviz.language.statements import Scope, Statement
from gradviz.language.tokens import CLOSE, NAME, NUMBER, OPEN, OPERATOR, RAISED, Token

_LETTER_AND_DIGITS = re.compile(r"[^\W\d_][0-9]*'*")
_LONGEST_QUOTE = 24  # characters of typed text repeated in a hint
_LETTERS_A_SLIP = 3  # one slip is forgiven for so many letters typed

_ELSEWHERE = {
    "tg": "tan(x)",
    "th": "tanh(x)",
    "pow": "x^2",
    "power": "x^2",
    "add": "x + y",
    "mul": "x*y",
    "logistic": "sigmoid(x)",
}
"""What other notations call things that are written differently here."""

_UNAVAILABLE = frozenset([
    "factorial", "floor", "ceil", "round", "sign", "sgn", "mod", "sum", "prod", "mean", "norm", "softmax", "argmax",
    "cross_entropy", "diff", "integrate", "erf", "erfc", "asin", "acos", "atan", "arcsin", "arccos", "arctan",
    "arctg", "ctg", "cot", "sec", "csc", "sinh", "cosh", "coth", "asinh", "acosh", "atanh", "gelu", "elu", "silu",
])  # fmt: skip
"""Functions of mathematics that have no gate; a close spelling of another one would mislead."""


def needs_brackets(statement: Statement, index: int) -> ReadError:
    """The function at ``index`` of the value has no bracket: write ``exp(x)``, ``sin(x)^2``."""
    token, rest = statement.value[index], statement.value[index + 1 :]
    name = statement.typed(token)
    power = ""
    if rest and rest[0].kind == RAISED:
        power, rest = statement.typed(rest[0]), rest[1:]
    elif len(rest) > 1 and rest[0].kind == OPERATOR and rest[0].text == "^" and rest[1].kind == NUMBER:
        power, rest = "^" + rest[1].text, rest[2:]
    inner = statement.typed(rest[0]) if rest and rest[0].kind in (NAME, NUMBER) else "x"
    last = index + 1 == len(statement.value)
    return wording.needs_brackets(statement.line, token.span, name, f"{name}({inner}){power}", last=last)


def no_function(statement: Statement, index: int, scope: Scope, *, constant: bool) -> ReadError:
    """The name at ``index`` of the value stands before a bracket but is no function."""
    token = statement.value[index]
    typed, span = statement.typed(token), token.span
    unfinished = statement.may_become_definition
    own = token.text in statement.parameter_names or token.text in scope.variables
    if own or constant or _LETTER_AND_DIGITS.fullmatch(typed) or _LETTER_AND_DIGITS.fullmatch(token.text):
        product = f"{typed}*{_bracket(statement, index + 1)}"
        return wording.not_a_function(
            statement.line, span, typed, product, constant=constant and not own, unfinished=unfinished
        )
    if token.text in _UNAVAILABLE:
        return wording.unavailable(typed, statement.line, span, unfinished=unfinished)
    hint = _closest(typed, scope)
    return wording.unknown_function(statement.line, span, typed, hint, unfinished=unfinished)


def _closest(typed: str, scope: Scope) -> Message | None:
    """A hint at the function ``typed`` was probably meant to be."""
    known = [*scope.functions, *scope.vocabulary.names]
    if latin_twin(typed) in known:
        return wording.foreign_spelling(typed, latin_twin(typed))
    if latin_keys(typed) in known:
        return wording.russian_layout(latin_keys(typed))
    name = latin_twin(typed)
    if name.lower() in _ELSEWHERE:
        return wording.write(_ELSEWHERE[name.lower()])
    if name.lower() in known:
        return wording.did_you_mean(name.lower())
    letters = sorted(name.lower())
    close = min(known, key=lambda other: (slips(name.lower(), other), sorted(other) != letters), default="")
    return wording.did_you_mean(close) if slips(name.lower(), close) <= len(name) // _LETTERS_A_SLIP else None


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
    problem = wording.arity(statement.line, span, statement.typed(callee), counts=counts, given=given)
    number = re.search(r"(?<![\w.])([0-9]+),([0-9]+)(?![\w.])", statement.source[callee.end : span[1]])
    if number and counts[1] is not None and given > counts[1]:
        problem.hint = wording.write(f"{number[1]}.{number[2]}")
    return problem


def stray_comma(statement: Statement, index: int) -> ReadError:
    """The comma at ``index`` of the value stands outside a call: inside a number, most likely."""
    tokens, comma = statement.value, statement.value[index]
    before = tokens[index - 1]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if before.kind == NUMBER and before.end == comma.start and "." not in before.text:
        if after is None:
            return wording.decimal_comma(statement.line, comma.span, "0.5")
        if after.kind == NUMBER and after.start == comma.end and "." not in after.text:
            return wording.decimal_comma(statement.line, comma.span, f"{before.text}.{after.text}")
    return wording.stray_comma(statement.line, comma.span)
