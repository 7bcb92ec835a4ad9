"""One expression: tokens in, tree out, by operator precedence with a stack of its own instead of recursion.

The reader is always either *waiting* for an operand or behind one. Two tables say what each kind of token means in
either state; operands and pending gates lie on the stacks of pile.py, open brackets on ``_brackets``.

    power  operators                     grouping
    10     + -                           left
    20     * / and side by side          left
    30     sign before an operand
    40     ^ **, raised digits           right
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from gradviz.errors import Span
from gradviz.i18n import Message
from gradviz.language import suggestions
from gradviz.language.limits import Limits
from gradviz.language.misplaced import CLOSERS, Bracket, misplaced, unclosed, unmatched
from gradviz.language.pile import PRODUCT_POWER, RAISE_POWER, SIGN_POWER, SUM_POWER, Pile
from gradviz.language.statements import Scope, Statement
from gradviz.language.syntax import Apply, Call, Expr, Name, Number, Remark
from gradviz.language.tokens import (
    BAR,
    CLOSE,
    COMMA,
    EQUALS,
    NAME,
    NUMBER,
    OPEN,
    OPERATOR,
    RAISED,
    WRONG,
    Token,
)
from gradviz.language.vocabulary import Function
from gradviz.language.wording import definitions, excess, gaps

_BINARY = {
    "+": (SUM_POWER, "add"),
    "-": (SUM_POWER, "sub"),
    "*": (PRODUCT_POWER, "mul"),
    "/": (PRODUCT_POWER, "div"),
    "^": (RAISE_POWER, "pow"),
}
_CONSTANTS = {"pi": math.pi, "e": math.e}
_RAISED_TO_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_WORDS = frozenset([
    "and", "or", "not", "if", "else", "then", "for", "in", "is", "mod", "div", "и", "или", "не", "если", "иначе", "для",
])  # fmt: skip
"""Words of languages other than this one: side by side with others they are read as factors, with a remark."""


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """What was read: the tree, the variables and calls in it in the order typed, and remarks.

    ``names`` are (canonical name, span) of every variable that is no parameter, ``calls`` of the user's functions.
    ``gates`` counts those of the tree, its calls left aside.
    """

    tree: Expr
    names: tuple[tuple[str, Span], ...]
    calls: tuple[tuple[str, Span], ...]
    remarks: tuple[Remark, ...]
    gates: int


def read_expression(statement: Statement, scope: Scope, limits: Limits) -> Expression:
    """The expression of ``statement``; raises the first :class:`ReadError` met."""
    return _Reader(statement, scope, limits).read()


class _Reader:
    __slots__ = (
        "_brackets", "_calls", "_index", "_limits", "_line", "_names", "_parameters", "_pile", "_remarks",
        "_scope", "_source", "_statement", "_tokens", "_waiting", "_worded",
    )  # fmt: skip

    def __init__(self, statement: Statement, scope: Scope, limits: Limits) -> None:
        self._statement, self._scope, self._limits = statement, scope, limits
        self._tokens, self._line, self._source = statement.value, statement.line, statement.source
        self._parameters = frozenset(statement.parameter_names)
        self._pile = Pile(self._line, limits)
        self._brackets: list[Bracket] = []
        self._names: list[tuple[str, Span]] = []
        self._calls: list[tuple[str, Span]] = []
        self._remarks: list[Remark] = []
        self._worded: set[Span] = set()  # words remarked on
        self._waiting = True
        self._index = 0

    def read(self) -> Expression:
        operand, behind = _WAITING, _BEHIND
        for index, token in enumerate(self._tokens):
            self._index = index
            (operand if self._waiting else behind)[token.kind](self, token)
        if self._waiting:
            raise misplaced(self._statement, len(self._tokens), self._brackets)
        self._pile.build()
        if self._brackets:
            raise unclosed(self._statement, self._brackets)
        names, calls, remarks = tuple(self._names), tuple(self._calls), tuple(self._remarks)
        return Expression(self._pile.top, names, calls, remarks, self._pile.gates)

    # Where an operand is expected

    def _number(self, token: Token) -> None:
        text, span = token.text, token.span
        following = self._following()
        raised = following is not None and (following.kind == RAISED or following.text == "^")
        minus = None if raised else self._pile.take_minus()
        if minus is not None:
            text, span = "-" + text, (minus[0], token.end)
        self._push(Number(text, float(text), self._line, span, span))

    def _name(self, token: Token) -> None:
        name, span = token.text, token.span
        following = self._following()
        if following is not None and following.kind == OPEN:
            return  # the bracket that comes next makes it a call
        own = name in self._parameters
        if not own and (name in self._scope.functions or self._scope.vocabulary.reserves(name)):
            trouble = following.trouble if following is not None else None
            own_trouble = trouble is not None and trouble.span is not None and trouble.span[0] == token.start
            if trouble is not None and (trouble.unfinished or own_trouble):
                raise trouble  # \exp\lef is on its way to \exp\left(; or it is about this name, as of \log_2
            raise suggestions.needs_brackets(self._statement, self._index, self._scope)
        if name in _CONSTANTS and not own and name not in self._scope.assigned:
            self._push(Number(name, _CONSTANTS[name], self._line, span, span))
            return
        if not own:
            self._names.append((name, span))
        self._push(Name(name, self._source[token.start : token.end], self._line, span, span))

    def _open(self, token: Token) -> None:
        before = self._before()
        bracket = Bracket(token)
        if before is not None and before.kind == NAME and token.kind == OPEN:
            bracket.callee, bracket.function = before, self._find_function(before)
        self._brackets.append(bracket)
        self._pile.open(token.span)
        if len(self._brackets) > self._limits.height:
            raise excess.too_deep(self._line, token.span, self._limits.height)
        self._waiting = True

    def _find_function(self, token: Token) -> Function | Statement:
        own = None if token.text in self._parameters else self._scope.functions.get(token.text)
        found = self._scope.vocabulary.find(token.text) or own
        if found is None:
            raise suggestions.no_function(
                self._statement, self._index - 1, self._scope, constant=token.text in _CONSTANTS
            )
        return found

    def _sign(self, token: Token) -> None:
        if token.text == "-":
            self._pile.expect(SIGN_POWER, "neg", token.span)
        elif token.text != "+":
            self._misplaced(token)

    def _misplaced(self, token: Token) -> None:
        raise misplaced(self._statement, self._index, self._brackets)

    # Behind an operand

    def _operator(self, token: Token) -> None:
        power, gate = _BINARY[token.text]
        if power != RAISE_POWER:
            self._pile.build(power)
        self._pile.expect(power, gate, token.span)
        self._waiting = True

    def _raise(self, token: Token) -> None:
        text = token.text.translate(_RAISED_TO_PLAIN)
        if text == "-":
            raise gaps.nothing_after(self._line, token.span, token.text, last=self._following() is None)
        self._pile.expect(RAISE_POWER, "pow", token.span)
        self._push(Number(text, float(text), self._line, token.span, token.span))

    def _side_by_side(self, token: Token) -> None:
        self._pile.build(PRODUCT_POWER)
        before = self._tokens[self._index - 1]
        self._remark_on_product(before, token)
        self._pile.expect(PRODUCT_POWER, "mul", (before.end, token.start))
        self._waiting = True
        _WAITING[token.kind](self, token)

    def _remark_on_product(self, before: Token, token: Token) -> None:
        left = self._pile.top
        if type(left) is Apply and left.op == "div" and left.span[0] == left.inputs[0].span[0]:
            quotient, factor = self._source[slice(*left.span)], self._factor(token)
            message = Message("Read as ({quotient})·{factor}.", quotient=quotient, factor=factor)
            self._remarks.append(Remark("read-as", message, self._line, left.span))
        for word in (before, token):
            if word.kind == NAME and word.text in _WORDS and word.span not in self._worded:
                self._worded.add(word.span)
                message = Message("{word} is read as a variable here, multiplied with its neighbours.", word=word.text)
                self._remarks.append(Remark("word", message, self._line, word.span))

    def _factor(self, token: Token) -> str:
        """The factor that begins with ``token``, what stands in its brackets left out."""
        following = self._following()
        if token.kind == NAME:
            call = following is not None and following.kind == OPEN
            return self._statement.typed(token) + ("(…)" if call else "")
        return f"{token.text}…{CLOSERS[token.text]}"

    def _no_operator(self, token: Token) -> None:
        before = self._tokens[self._index - 1]
        left = suggestions.operand_before(self._statement, self._index)
        raise gaps.missing_operator(self._line, token.span, left, token.text, (before.end, token.start))

    def _bar_behind(self, token: Token) -> None:
        if self._brackets and self._brackets[-1].opener.kind == BAR:
            self._close(token)
        else:
            self._side_by_side(token)

    def _close(self, token: Token) -> None:
        self._pile.build()
        if not self._brackets:
            raise unmatched(self._statement, self._index)
        bracket = self._brackets[-1]
        wanted = CLOSERS[bracket.opener.text]
        if token.text != wanted:
            raise gaps.mismatched(self._line, token.span, token.text, bracket.opener.text, wanted)
        self._brackets.pop()
        self._pile.close()
        tree, height = self._pile.pop()
        span = (bracket.opener.start, token.end)
        if bracket.callee is not None:
            bracket.inputs.append(tree)
            self._pile.push(self._call(bracket, token), max(height, bracket.height) + 1)
        elif token.kind == BAR:
            self._pile.push(Apply("abs", (tree,), self._line, span, bracket.opener.span), height + 1)
        else:
            self._pile.put_back(_with_span(tree, span), height + 1)

    def _call(self, bracket: Bracket, closer: Token) -> Expr:
        callee, function, inputs = bracket.callee, bracket.function, tuple(bracket.inputs)
        assert callee is not None
        span = (callee.start, closer.end)
        if isinstance(function, Function):
            if not function.accepts(len(inputs)):
                counts = (function.least, function.most)
                raise suggestions.arity(self._statement, span, callee, counts, len(inputs))
            place = (closer.start, closer.start)
            missing = (Number(text, float(text), self._line, place, place) for text in function.missing(len(inputs)))
            return Apply(function.op, (*inputs, *missing), self._line, span, callee.span)
        assert function is not None
        wanted = len(function.parameter_names)
        if len(inputs) != wanted:
            raise suggestions.arity(self._statement, span, callee, (wanted, wanted), len(inputs))
        self._calls.append((callee.text, callee.span))
        return Call(callee.text, inputs, self._line, span, callee.span)

    def _comma(self, token: Token) -> None:
        self._pile.build()
        bracket = self._brackets[-1] if self._brackets else None
        if bracket is None or bracket.callee is None:
            raise suggestions.stray_comma(self._statement, self._index)
        tree, height = self._pile.pop()
        bracket.inputs.append(tree)
        bracket.height = max(bracket.height, height)
        self._waiting = True

    def _second_equals(self, token: Token) -> None:
        raise definitions.second_equals(self._line, token.span)

    # Around the token

    def _push(self, leaf: Number | Name) -> None:
        self._pile.push(leaf)
        self._waiting = False

    def _following(self) -> Token | None:
        place = self._index + 1
        return self._tokens[place] if place < len(self._tokens) else None

    def _before(self) -> Token | None:
        return self._tokens[self._index - 1] if self._index else None

    def _wrong(self, token: Token) -> None:
        assert token.trouble is not None
        raise token.trouble


_WAITING = {
    NUMBER: _Reader._number,
    NAME: _Reader._name,
    OPEN: _Reader._open,
    BAR: _Reader._open,
    OPERATOR: _Reader._sign,
    RAISED: _Reader._misplaced,
    CLOSE: _Reader._misplaced,
    EQUALS: _Reader._misplaced,
    COMMA: _Reader._misplaced,
    WRONG: _Reader._wrong,
}

_BEHIND = {
    OPERATOR: _Reader._operator,
    RAISED: _Reader._raise,
    NAME: _Reader._side_by_side,
    OPEN: _Reader._side_by_side,
    NUMBER: _Reader._no_operator,
    BAR: _Reader._bar_behind,
    CLOSE: _Reader._close,
    COMMA: _Reader._comma,
    EQUALS: _Reader._second_equals,
    WRONG: _Reader._wrong,
}


def _with_span(tree: Expr, span: Span) -> Expr:
    """``tree`` as it stands inside brackets: the same node, its place widened by them."""
    if type(tree) is Apply:
        return Apply(tree.op, tree.inputs, tree.line, span, tree.at)
    if type(tree) is Name:
        return Name(tree.name, tree.typed, tree.line, span, tree.at)
    if type(tree) is Number:
        return Number(tree.text, tree.value, tree.line, span, tree.at)
    assert type(tree) is Call
    return Call(tree.function, tree.inputs, tree.line, span, tree.at)
