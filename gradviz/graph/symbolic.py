"""The way to SymPy and back: the only module that imports it, and only when it is asked.

Each gate becomes a SymPy function of its own, without evaluation, so that ``x - x`` and ``max(y, x)`` stay as typed;
``.doit()`` turns it into the textbook formula of the gate table, from which its derivative follows too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gradviz.errors import ReadError
from gradviz.graph.apart import height, written_length
from gradviz.graph.build import build
from gradviz.graph.gates import GATES
from gradviz.graph.graph import Constant, Copy, Graph, Variable
from gradviz.graph.walk import Steps, walk
from gradviz.i18n import Message, tr
from gradviz.language.limits import LARGE
from gradviz.language.names import canonical, is_name
from gradviz.language.syntax import Apply, Bare, Expr, Name, Number, Program
from gradviz.language.wording import excess

if TYPE_CHECKING:
    import sympy

_DIGITS = 30
_LONGEST = 300
_HIGHEST = 60
"""Names, numbers and gates of an expression, and gates one inside the other, that SymPy still derives in a moment: it
recurses, and gives up between 120 and 150 gates deep."""

NOWHERE = (0, 0)
"""The span of what was never typed."""


def symbol(name: str) -> sympy.Symbol:
    """The real symbol of a leaf; all symbols of gradviz come from here, for others would be unequal."""
    import sympy

    return sympy.Symbol(name, real=True)


@lru_cache(maxsize=len(GATES))
def gate_function(op: str) -> type[sympy.Function]:
    """The SymPy function of a kind of gate: never evaluated, with ``doit`` and derivatives by the gate's formula."""
    import sympy

    kind = GATES[op]

    def doit(self: Any, **hints: Any) -> Any:
        return kind.formula(sympy, *(item.doit(**hints) for item in self.args))

    def fdiff(self: Any, argindex: int = 1) -> Any:
        places = [sympy.Dummy(real=True) for _ in self.args]
        slope = sympy.diff(kind.formula(sympy, *places), places[argindex - 1])
        return slope.xreplace(dict(zip(places, self.args, strict=True)))

    def should_evalf(cls: type, item: Any) -> int:
        return -1  # SymPy would otherwise compute exp(0.5) as soon as it is written

    members = {"gate": op, "doit": doit, "fdiff": fdiff, "_should_evalf": classmethod(should_evalf)}
    return type(op, (sympy.Function,), members)


def to_sympy(graph: Graph) -> sympy.Expr:
    """The output as an expression of gate functions; repeated uses are the same SymPy object."""
    import sympy

    graph = graph.unfolded
    found: list[Any] = []
    for node in graph.nodes:
        if isinstance(node, Variable):
            found.append(symbol(node.name))
        elif isinstance(node, Constant):
            found.append(_number(sympy, node))
        elif isinstance(node, Copy):
            found.append(found[node.source])
        else:
            found.append(gate_function(node.op)(*(found[source] for source in node.inputs)))
    return found[graph.output]


def derivative(graph: Graph, leaf: str) -> sympy.Expr | None:
    """SymPy's derivative of the whole output by ``leaf``. None where the expression, written out without sharing, is
    larger or deeper than SymPy derives in a moment."""
    if written_length(graph.unfolded) > _LONGEST or height(graph.unfolded) > _HIGHEST:
        return None
    return to_sympy(graph).diff(symbol(leaf)).doit()


def value_at(slope: sympy.Expr, point: Mapping[str, float]) -> float:
    """A :func:`derivative` evaluated at ``point`` with 30 digits and then rounded; nan where it has no real value. The
    values at ``point`` must be ordinary numbers all along the graph."""
    import sympy

    place = {symbol(name): sympy.Float(value, _DIGITS) for name, value in point.items()}
    exact = {number: sympy.Float(number, _DIGITS) for number in slope.atoms(sympy.Float)}
    found = slope.xreplace(exact).xreplace(place).evalf(_DIGITS)
    return float(found) if found.is_Float or found.is_Integer else math.nan


def latex_of(slope: sympy.Expr, names: Mapping[str, str], comma: bool = False) -> str:
    """A :func:`derivative` in LaTeX, its leaves called as ``names`` says, with a decimal point or comma; Heaviside's
    step is written out, since its θ could be a leaf's."""
    import sympy

    called = {symbol(name): latex for name, latex in names.items()}
    separator = "comma" if comma else "period"
    written = sympy.latex(slope, symbol_names=called, decimal_separator=separator)
    written = written.replace(r"\theta\left(", r"\operatorname{Heaviside}\left(").replace(r"\text{for}\: ", "")
    return written.replace(r"\text{otherwise}", rf"\text{{{tr('otherwise')}}}")


def _number(sympy: Any, constant: Constant) -> Any:
    """``pi`` and ``e`` as themselves, whole numbers as Integers, decimals as Floats of double precision."""
    named = {"pi": sympy.pi, "e": sympy.E}.get(constant.text)
    if named is not None:
        return named
    return sympy.Integer(int(constant.value)) if constant.text.lstrip("-").isdigit() else sympy.Float(constant.value)


def from_sympy(expression: Any) -> Graph:
    """The graph of any SymPy expression, as it is written: n-ary sums and products grouped left, x·y⁻¹ as div,
    x·(−1) as neg. ReadError ``unsupported`` names a head that no gate stands for.
    """
    import sympy

    if not isinstance(expression, sympy.Expr):
        raise _unsupported(type(expression).__name__)
    reading = _Reading(sympy)
    tree = walk(reading.tree(expression))
    output_name = "out" if "f" in reading.names else "f"
    return build(Program("", (Bare(tree, 0, NOWHERE),), 0, output_name), LARGE)


class _Reading:
    """Turns expressions into the trees of the typed language."""

    def __init__(self, sympy: Any) -> None:
        self.sympy = sympy
        self.names: set[str] = set()
        self.heads = _heads(sympy)
        self.gates = 0

    def tree(self, expression: Any) -> Steps:
        """The walk over one expression, ending in its tree."""
        sympy = self.sympy
        if isinstance(expression, sympy.Symbol):
            return self._name(expression.name)
        if expression.is_Number or expression in (sympy.pi, sympy.E):
            return self._number(expression)
        if isinstance(expression, sympy.Add):
            return (yield from self._chain("add", expression.args))
        if isinstance(expression, sympy.Mul):
            return (yield from self._product(expression.args))
        if isinstance(expression, sympy.Pow):
            return (yield from self._power(expression.base, expression.exp))
        gate = getattr(expression, "gate", None) or self.heads.get(expression.func)
        if gate is None:
            raise _unsupported(expression.func.__name__)
        inputs = []
        for item in expression.args:
            inputs.append((yield self.tree(item)))
        return self._apply(gate, *inputs)

    def _apply(self, op: str, *inputs: Expr) -> Apply:
        self.gates += 1
        if self.gates > LARGE.gates:
            raise ReadError(
                "too-many-gates", Message("There are more than {limit} gates.", limit=LARGE.gates), span=NOWHERE
            )
        return Apply(op, inputs, 0, NOWHERE, NOWHERE)

    def _name(self, typed: str) -> Name:
        if not is_name(typed):
            raise _unsupported(typed)
        self.names.add(canonical(typed))
        return Name(canonical(typed), typed, 0, NOWHERE, NOWHERE)

    def _number(self, number: Any) -> Expr:
        """Whole numbers and decimals as constants, fractions as a div gate."""
        if isinstance(number, self.sympy.Rational) and not number.is_Integer:
            return self._apply("div", _literal(int(number.p)), _literal(int(number.q)))
        if not number.is_finite:
            raise _unsupported(str(number))
        if not number.is_Number:
            return Number("pi" if number is self.sympy.pi else "e", float(number), 0, NOWHERE, NOWHERE)
        if number.is_Integer:
            return _literal(int(number))
        value = float(number)
        return _literal(value if value or not number else math.ulp(0.0))  # too small for a float is not 0

    def _chain(self, op: str, items: Any) -> Steps:
        """``op`` over all items, grouped left."""
        found = yield self.tree(items[0])
        for item in items[1:]:
            found = self._apply(op, found, (yield self.tree(item)))
        return found

    def _product(self, factors: Any) -> Steps:
        """Factors multiplied in order, then those below the line divided out, then the sign."""
        above, below, minus = [], [], False
        for factor in factors:
            if isinstance(factor, self.sympy.Rational) and not factor.is_Integer:
                minus ^= factor.p < 0
                above += [self.sympy.Integer(abs(factor.p))] if abs(factor.p) != 1 else []
                below.append(self.sympy.Integer(factor.q))
            elif factor == -1:
                minus = not minus
            elif isinstance(factor, self.sympy.Pow) and factor.exp == -1:
                below.append(factor.base)
            else:
                above.append(factor)
        found = (yield from self._chain("mul", above)) if above else _literal(1)
        for factor in below:
            found = self._apply("div", found, (yield self.tree(factor)))
        return self._apply("neg", found) if minus else found

    def _power(self, base: Any, exponent: Any) -> Steps:
        """Roots and reciprocals by their own gates, every other power by pow."""
        half = self.sympy.Rational(1, 2)
        if exponent == -1:
            return self._apply("div", _literal(1), (yield self.tree(base)))
        if exponent == half:
            return self._apply("sqrt", (yield self.tree(base)))
        if exponent == -half:
            return self._apply("div", _literal(1), self._apply("sqrt", (yield self.tree(base))))
        return self._apply("pow", (yield self.tree(base)), (yield self.tree(exponent)))


def _literal(value: float) -> Number:
    if value and not 10.0**-LARGE.exponent <= abs(value) < 10.0 ** (LARGE.exponent + 1):
        raise excess.number_too_large(0, NOWHERE, LARGE.exponent)
    text = str(value) if isinstance(value, int) and abs(value) < 10**LARGE.digits else repr(float(value))
    return Number(text, float(value), 0, NOWHERE, NOWHERE)


def _heads(sympy: Any) -> dict[Any, str]:
    """SymPy's own functions that stand for a gate: those whose formula is just that function of the inputs."""
    found = {}
    for kind in GATES.values():
        places = [sympy.Dummy(real=True) for _ in range(max(kind.least, kind.most or 0))]
        formula = kind.formula(sympy, *places)
        if isinstance(formula, sympy.core.function.Application) and set(formula.args) == set(places):
            found[formula.func] = kind.name
    return found


def _unsupported(head: str) -> ReadError:
    return ReadError("unsupported", Message("{name} is not available as a gate.", name=head), span=NOWHERE)
