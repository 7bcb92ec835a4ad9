"""The two stacks of operator precedence: finished operands, and gates still waiting for their last one."""

from __future__ import annotations

from gradviz.errors import Span
from gradviz.language.limits import Limits
from gradviz.language.syntax import Apply, Expr, Number
from gradviz.language.wording import excess

SUM_POWER, PRODUCT_POWER, SIGN_POWER, RAISE_POWER = 10, 20, 30, 40
_BRACKET_POWER = 0
_IN_A_ROW = ("add", "sub", "mul", "div")


class Pile:
    """Operands with their heights, and pending gates by power; a bracket holds back everything below it."""

    __slots__ = ("_limits", "_line", "_operands", "_pending", "gates")

    def __init__(self, line: int, limits: Limits) -> None:
        self._line, self._limits = line, limits
        self._operands: list[tuple[Expr, int]] = []
        self._pending: list[tuple[int, str, Span]] = []
        self.gates = 0

    @property
    def top(self) -> Expr:
        """The operand finished last."""
        return self._operands[-1][0]

    def push(self, tree: Expr, height: int = 1) -> None:
        """Add a finished operand; raises ``too-deep``."""
        self.gates += type(tree) is Apply
        self.put_back(tree, height)

    def put_back(self, tree: Expr, height: int) -> None:
        """Add an operand that was popped, now higher; raises ``too-deep``."""
        if height > self._limits.height:
            refusal = excess.too_many_in_a_row if _is_row(tree, height) else excess.too_deep
            raise refusal(self._line, tree.at, self._limits.height)
        self._operands.append((tree, height))

    def pop(self) -> tuple[Expr, int]:
        return self._operands.pop()

    def expect(self, power: int, gate: str, at: Span) -> None:
        """Note a gate whose last operand comes next."""
        self._pending.append((power, gate, at))

    def take_minus(self) -> Span | None:
        """The place of the minus directly before the coming operand, which is no gate any more; None without one."""
        return self._pending.pop()[2] if self._pending and self._pending[-1][1] == "neg" else None

    def open(self, at: Span) -> None:
        """Begin a bracket: nothing below is built before it is closed."""
        self._pending.append((_BRACKET_POWER, "", at))

    def close(self) -> None:
        """End the innermost bracket, everything in it being built."""
        self._pending.pop()

    def build(self, power: int = SUM_POWER) -> None:
        """Build every pending gate that binds at least as tightly as ``power``, back to the innermost bracket."""
        while self._pending and self._pending[-1][0] >= power:
            _, gate, at = self._pending.pop()
            if gate == "neg":
                self._build_sign(at)
            else:
                self._build_pair(gate, at)

    def _build_sign(self, at: Span) -> None:
        tree, height = self._operands.pop()
        self.push(Apply("neg", (tree,), self._line, (at[0], tree.span[1]), at), height + 1)

    def _build_pair(self, gate: str, at: Span) -> None:
        right, height = self._operands.pop()
        left, left_height = self._operands.pop()
        span = (left.span[0], right.span[1])
        if gate == "pow" and type(left) is Number and left.text == "e":
            self.push(Apply("exp", (right,), self._line, span, left.at), height + 1)
        else:
            self.push(Apply(gate, (left, right), self._line, span, at), max(height, left_height) + 1)


def _is_row(tree: Expr, height: int) -> bool:
    """Whether most of the ``height`` is that of terms or factors one after another, none of them nested."""
    level = 0
    while type(tree) is Apply and tree.op in _IN_A_ROW:
        tree, level = tree.inputs[0], level + 1
    return 2 * level > height
