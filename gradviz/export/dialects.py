"""What a listing needs to be a program of its own: in plain Python, in NumPy, in PyTorch.

A dialect says how it calls the functions of a listing and holds the definitions of those it does not have; which of
them a program needs is read from its text.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from gradviz.autodiff.naming import Names, literal
from gradviz.graph.gate import Lines
from gradviz.graph.gates import GATES
from gradviz.graph.graph import Constant, Gate, Graph, Node
from gradviz.i18n import N_, tr

_CALL = re.compile(r"(?<![\w.])([a-z_][a-z_0-9]*)\(")
_WORD = re.compile(r"(?<![\w.])[a-z_][a-z_0-9]*\b")


@dataclass(frozen=True)
class Dialect:
    """``spelled`` gives the dialect's own word for a function of the listing, which otherwise keeps its name;
    ``several`` the form of a max or min of more than two inputs, ``constants`` the words for pi and e. ``number`` is
    how a number is written where Python's own arithmetic would not do: for a gate all of whose inputs are numbers, and
    in every call if ``wraps_calls``.

    Those of ``imports`` and ``defined`` are taken that are used; ``defined`` holds definitions by name, each after
    those it needs itself, ``borrowed`` what there is in :mod:`math`. ``reserved`` may name nothing of the user's.
    ``said`` are docstrings of those definitions that need one, by name, in English. ``own`` are lines of its own for
    some gates.
    """

    imports: tuple[str, ...]
    spelled: Mapping[str, str] = field(default_factory=dict)
    several: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    number: str = "{}"
    wraps_calls: bool = False
    defined: Mapping[str, str] = field(default_factory=dict)
    borrowed: tuple[str, ...] = ()
    reserved: frozenset[str] = frozenset()
    said: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, Lines] = field(default_factory=dict)

    def lines(self, graph: Graph, gate: Gate) -> Lines:
        """The gate's lines as this dialect spells them."""
        form = self.own.get(gate.op) or _form(graph, gate)
        several = self.several.get(gate.op)
        if several and len(gate.inputs) > 2:
            form = Lines(several, form.backward)
        return Lines(self._spell(form.forward), tuple(map(self._spell, form.backward)))

    def _spell(self, template: str) -> str:
        return _CALL.sub(lambda call: self.spelled.get(call[1], call[1]) + "(", template)

    def names(self, graph: Graph, called: Names) -> Names:
        """``called`` with the numbers of the graph as this dialect writes them."""
        values = list(called.values)
        for gate in graph.gates:
            for node in gate.inputs:
                constant = graph.nodes[node]
                if isinstance(constant, Constant):
                    values[node] = self._constant(graph, gate, constant)
        return Names(tuple(values), called.gradients)

    def _constant(self, graph: Graph, gate: Gate, constant: Constant) -> str:
        typed = literal(constant)
        call = _CALL.match(gate.kind.listing.forward) is not None
        alone = not any(graph.varies[node] for node in gate.inputs)
        wrapped = self.number != "{}" and (alone or (call and self.wraps_calls))
        if typed in self.constants:
            return self.number.format(self.constants[typed]) if wrapped else self.constants[typed]
        return self.number.format(constant.value) if wrapped else typed

    def preamble(self, text: str) -> tuple[list[str], list[str]]:
        """The lines of import and the definitions that the program ``text`` needs."""
        words = set(_WORD.findall(text))
        for name, definition in reversed(tuple(self.defined.items())):
            if name in words:
                words |= set(_WORD.findall(definition))
        taken = ", ".join(name for name in self.borrowed if name in words)
        imports = [line for line in self.imports if line.split()[-1] in words]
        imports += [f"from math import {taken}"] if taken else []
        return imports, [self._documented(name) for name in self.defined if name in words]

    def _documented(self, name: str) -> str:
        """A definition with its docstring in the language in use."""
        if name not in self.said:
            return self.defined[name]
        head, body = self.defined[name].split("\n", 1)
        return f'{head}\n    """{tr(self.said[name])}"""\n{body}'


def _form(graph: Graph, gate: Gate) -> Lines:
    """The lines of the lecture; the careful ones where those may fail: n*x**(n - 1) is sure only for a whole n."""
    kind = gate.kind
    if kind.code is None or all(_is_whole(graph.nodes[node]) for node in gate.inputs[1:]):
        return kind.listing
    return kind.code


def _is_whole(node: Node) -> bool:
    return isinstance(node, Constant) and node.value.is_integer() and 0 < abs(node.value) < 2**31


def _definitions(text: str) -> dict[str, str]:
    """Functions by name, from a text in which two empty lines stand between them."""
    parts = text.strip().split("\n\n\n")
    return {part[part.index("def ") + 4 : part.index("(")]: part for part in parts}


_SLOPES = {
    "step": N_("The slope of relu; at exactly 0 it is taken as 0."),
    "leaky_step": N_("The slope of leaky_relu; at exactly 0 it is that of the left."),
    "sign": N_("The slope of abs; at exactly 0 it is taken as 0."),
    "share": N_("The part of the gradient that max hands to x: 1 if it is the largest, 0 if not, 1/k in a tie of k."),
    "wins": N_("1 if max hands x the whole gradient: it must beat those before it and at least equal those after it."),
    "exponent_slope": N_("The slope of x**y by y; a negative number has no logarithm."),
}
"""What the slopes in Python and NumPy are, and their conventions."""

_OWN = frozenset(dir(builtins)) | {"gradients", "leaves", "name", "gradient"}

PYTHON = Dialect(
    imports=("import math",),
    borrowed=("cos", "exp", "log", "log1p", "pow", "sin", "sqrt", "tan", "tanh"),
    constants={"pi": "math.pi", "e": "math.e"},
    reserved=_OWN | {"math", "log1p"},
    defined=_definitions("""
def square(x):
    return x*x


def relu(x):
    return x if x > 0 else 0.0


def leaky_relu(x, a):
    return x if x > 0 else a*x


def sigmoid(x):
    small = exp(-abs(x))
    return 1/(1 + small) if x >= 0 else small/(1 + small)


def softplus(x):
    return max(x, 0.0) + log1p(exp(-abs(x)))


def step(x):
    return 1.0 if x > 0 else 0.0


def leaky_step(x, a):
    return 1.0 if x > 0 else a


def sign(x):
    return float((x > 0) - (x < 0))


def share(x, *others):
    if any(y > x for y in others):
        return 0.0
    return 1/(1 + sum(y == x for y in others))


def wins(x, before, after):
    return float(all(x > y for y in before) and all(x >= y for y in after))


def power_slope(x, y):
    return 0.0 if y == 0 else y*pow(x, y - 1)


def exponent_slope(x, y):
    if x < 0:
        return float("nan")
    return 0.0 if x == 0 and y >= 0 else pow(x, y)*log(x)
"""),
    said=_SLOPES,
)
"""Python's own floats: where IEEE would say inf or nan, Python raises; :data:`CAREFUL` does not."""

_CAREFUL = _definitions("""
def div(x, y):
    if y != 0:
        return x/y
    return math.nan if x == 0 or x != x else math.copysign(math.inf, x)*math.copysign(1.0, y)


def exp(x):
    try:
        return math.exp(x)
    except OverflowError:
        return math.inf


def log(x):
    if x == 0:
        return -math.inf
    return math.nan if x < 0 else math.log(x)


def inverse(x):
    return math.nan if x < 0 else div(1.0, x)


def sqrt(x):
    return math.nan if x < 0 else math.sqrt(x)


def sin(x):
    return math.nan if math.isinf(x) else math.sin(x)


def cos(x):
    return math.nan if math.isinf(x) else math.cos(x)


def tan(x):
    return math.nan if math.isinf(x) else math.tan(x)


def pow(x, y):
    try:
        return math.pow(x, y)
    except (OverflowError, ValueError):
        if x < 0 and y % 1 != 0:
            return math.nan
        return math.copysign(math.inf, x) if y % 2 == 1 else math.inf


def largest(*values):
    return math.nan if any(x != x for x in values) else max(values)


def smallest(*values):
    return math.nan if any(x != x for x in values) else min(values)


def relu(x):
    return 0.0 if x <= 0 else x


def softplus(x):
    return relu(x) + log1p(exp(-abs(x)))


def leaky_step(x, a):
    if x != x:
        return x
    return 1.0 if x > 0 else a


def step(x):
    return leaky_step(x, 0.0)


def sign(x):
    return x if x != x else float((x > 0) - (x < 0))


def share(x, *others):
    most = largest(x, *others)
    if most != most:
        return most
    return 1/(1 + sum(y == x for y in others)) if x == most else 0.0


def wins(x, before, after):
    if any(y != y for y in (x, *before, *after)):
        return math.nan
    return float(all(x > y for y in before) and all(x >= y for y in after))
""")

_IEEE = N_("As IEEE 754 has it: inf or nan where Python raises an error.")

CAREFUL = Dialect(
    imports=PYTHON.imports,
    spelled={"max": "largest", "min": "smallest"},
    borrowed=("log1p", "tanh"),
    constants=PYTHON.constants,
    reserved=PYTHON.reserved | {"div", "largest", "smallest"},
    defined={**_CAREFUL, **{name: text for name, text in PYTHON.defined.items() if name not in _CAREFUL}},
    said={**dict.fromkeys(("div", "exp", "log", "sqrt", "sin", "cos", "tan", "pow"), _IEEE), **_SLOPES},
    own={
        "div": Lines("div({all})", ("div(1.0, {1})*{d}", "div(-{out}, {1})*{d}")),
        "sqrt": Lines("sqrt({0})", ("div(0.5, {out})*{d}",)),
        **{name: GATES[name].code or GATES[name].listing for name in ("log", "pow")},
    },
)
"""Python's own floats in arithmetic that gives inf and nan as the window does, for a run in which they occur."""

_NP = ["exp", "log", "sqrt", "sin", "cos", "tan", "tanh", "abs", "sign", "square"]

NUMPY = Dialect(
    imports=("import numpy as np",),
    spelled={**{name: f"np.{name}" for name in _NP}, "max": "np.maximum", "min": "np.minimum", "pow": "np.power"},
    several={"max": "np.max([{all}], axis=0)", "min": "np.min([{all}], axis=0)"},
    constants={"pi": "np.pi", "e": "np.e"},
    number="np.float64({})",
    reserved=_OWN | {"np", "forward", "epsilon", "plus", "minus", "numeric", "by_pytorch"},
    defined=_definitions("""
def relu(x):
    return np.maximum(x, 0.0)


def leaky_relu(x, a):
    return np.where(x > 0, x, a*x)


def sigmoid(x):
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small)/(1 + small)


def softplus(x):
    return np.logaddexp(0.0, x)


def step(x):
    return np.where(x > 0, 1.0, 0.0)


def leaky_step(x, a):
    return np.where(x > 0, 1.0, a)


def share(x, *others):
    lost = sum(np.greater(y, x) for y in others)
    return np.where(lost > 0, 0.0, 1/(1.0 + sum(np.equal(y, x) for y in others)))


def wins(x, before, after):
    lost = sum(np.less_equal(x, y) for y in before) + sum(np.less(x, y) for y in after)
    return np.where(lost > 0, 0.0, 1.0)


def power_slope(x, y):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.equal(y, 0), 0.0, y*np.power(x, y - 1.0))


def exponent_slope(x, y):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.equal(x, 0) & np.greater_equal(y, 0), 0.0, np.power(x, y)*np.log(x))
"""),
    said=_SLOPES,
)
"""NumPy's floats: inf and nan where IEEE has them; a leaf may as well be an array."""

_TORCH = ["exp", "log", "sqrt", "sin", "cos", "tan", "tanh", "abs", "square", "relu", "sigmoid"]

PYTORCH = Dialect(
    imports=("import torch",),
    spelled={
        **{name: f"torch.{name}" for name in _TORCH},
        "max": "torch.maximum",
        "min": "torch.minimum",
        "pow": "torch.pow",
    },
    several={"max": "torch.stack([{all}]).amax(0)", "min": "torch.stack([{all}]).amin(0)"},
    constants={"pi": "torch.pi", "e": "torch.e"},
    number="torch.tensor({})",
    wraps_calls=True,
    reserved=_OWN | {"torch"},
    defined=_definitions("""
def leaky_relu(x, a):
    return torch.where(x > 0, x, a*x)


def softplus(x):
    return torch.logaddexp(x, torch.zeros_like(x))
"""),
    said={"softplus": N_("As torch.nn.functional.softplus, which takes a straight line from 20 on.")},
)
"""PyTorch writes the backward pass itself."""
