"""A tree written as typed text that reads back to it: ``1/(1 + exp(-x))``, brackets only where they are needed."""

from __future__ import annotations

from gradviz.language.pile import PRODUCT_POWER, RAISE_POWER, SIGN_POWER, SUM_POWER
from gradviz.language.syntax import Apply, Bare, Call, Definition, Expr, Line, Name, Number, Program

_ATOM = 100
_PAIRS = {
    "add": (" + ", SUM_POWER, SUM_POWER, SUM_POWER + 1),
    "sub": (" - ", SUM_POWER, SUM_POWER, SUM_POWER + 1),
    "mul": ("*", PRODUCT_POWER, PRODUCT_POWER, PRODUCT_POWER + 1),
    "div": ("/", PRODUCT_POWER, PRODUCT_POWER, PRODUCT_POWER + 1),
    "pow": ("^", RAISE_POWER, RAISE_POWER + 1, RAISE_POWER),
}
"""Gate → its sign, its power, and what its left and right inputs must bind at least to go without brackets."""

_Piece = tuple[str, int]
"""A text and its power."""


def written_out(program: Program) -> str:
    """All lines of ``program`` from its first to its last, each where it stood; comments are left out."""
    by_number = {line.line: written(line) for line in program.lines}
    return "\n".join(by_number.get(number, "") for number in range(min(by_number), max(by_number) + 1))


def written(line: Line) -> str:
    """One line of a program."""
    if isinstance(line, Definition):
        return f"{line.name}({', '.join(line.parameters)}) = {_expression(line.body)}"
    return _expression(line.value) if isinstance(line, Bare) else f"{line.name} = {_expression(line.value)}"


def _expression(tree: Expr) -> str:
    """``tree`` from the leaves up, without recursion: a tree may be as high as a file allows."""
    order, waiting = [], [tree]
    while waiting:
        node = waiting.pop()
        order.append(node)
        if isinstance(node, Apply | Call):
            waiting.extend(node.inputs)
    done: dict[int, _Piece] = {}
    for node in reversed(order):
        inputs = [done.pop(id(item)) for item in node.inputs] if isinstance(node, Apply | Call) else []
        done[id(node)] = _piece(node, inputs)
    return done[id(tree)][0]


def _piece(node: Expr, inputs: list[_Piece]) -> _Piece:
    if isinstance(node, Number):
        return node.text, SIGN_POWER if node.text.startswith("-") else _ATOM
    if isinstance(node, Name):
        return node.name, _ATOM
    if isinstance(node, Apply) and node.op in _PAIRS:
        sign, power, least_left, least_right = _PAIRS[node.op]
        (left, left_power), (right, right_power) = inputs
        right_power = 0 if right.startswith("-") else right_power
        return _within(left, left_power, least_left) + sign + _within(right, right_power, least_right), power
    if isinstance(node, Apply) and node.op == "neg":
        text, power = inputs[0]
        bare = text[0].isdigit() or text[0] in ".-"
        return "-" + _within(text, 0 if bare else power, SIGN_POWER), SIGN_POWER
    head = node.op if isinstance(node, Apply) else node.function
    return f"{head}({', '.join(text for text, _ in inputs)})", _ATOM


def _within(text: str, power: int, least: int) -> str:
    return text if power >= least else f"({text})"
