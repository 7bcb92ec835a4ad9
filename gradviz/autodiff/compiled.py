"""The listing, compiled: the fast path for sliders, curves, contours and training, on floats or NumPy arrays.

The text differs from the one that is shown: values and gradients have numbered names (nothing typed by a user is ever
compiled; leaves get their names when the text already is code), a line that would only rename is left out, one that
is used once is written where it is used (fusing.py), and what nobody needs is not computed. Compiled once with the
functions of :mod:`math` it is fast, but raises where IEEE has an answer; then, and for arrays, the same computation
runs with the functions of the gate table on NumPy's numbers.
"""

from __future__ import annotations

import builtins
import math
from collections.abc import Callable, Iterator, Mapping
from types import CodeType, FunctionType, MappingProxyType
from typing import Any

from gradviz.autodiff.engine import complete
from gradviz.autodiff.fusing import Lines, fused, is_name
from gradviz.autodiff.listing import gate_text
from gradviz.autodiff.naming import FUNCTIONS
from gradviz.autodiff.run import Value
from gradviz.graph import ieee
from gradviz.graph.gate import Lines as Templates
from gradviz.graph.graph import Gate, Graph, NodeId
from gradviz.graph.ties import Ties

_RAISING: Mapping[str, Any] = MappingProxyType(
    {name: getattr(math, name) for name in ("exp", "log", "sqrt", "sin", "cos", "tan", "tanh", "pow")}
)
"""Functions that raise instead of answering inf or nan: fast, and the sign to take the careful way."""

_BUILTINS: Mapping[str, Any] = MappingProxyType({"type": type, "float": float, "len": len, "KeyError": KeyError})
RAISED = (OverflowError, ValueError, ZeroDivisionError)
"""What they raise."""
_SEED = "1.0"
_MANY = 12

Result = tuple[Value, dict[str, Value]]
"""The output's value, and the gradients by leaf name."""

Function = Callable[..., Result]
"""``f(x=1.0, w=2.0)`` gives ``(value, gradients by leaf name)``.

Floats give floats; arrays broadcast, and value and gradients have the common shape. Leaves with a value in the text
may be left out. BindingError as in :func:`gradviz.autodiff.engine.run`.
"""


def compile(graph: Graph, ties: Ties = Ties()) -> Function:  # noqa: B008
    """``graph`` as a function of its leaves that gives the value and all gradients."""
    return Compiled(graph, ties).call


class Compiled:
    """A compiled graph: ``call`` is the :data:`Function`, fastest when called directly; ``text`` what was compiled."""

    def __init__(self, graph: Graph, ties: Ties = Ties()) -> None:  # noqa: B008
        self.graph = graph = graph.unfolded
        self.ties = ties
        self.text = "\n".join(_float_text(graph, ties))
        doors = {"raised": RAISED, "general": self._general, "careful": self._careful}
        space = {**FUNCTIONS, **_RAISING, **doors, **_BUILTINS}
        self.call: Function = _function(self.text, space, graph)
        self._array_function: Function | None = None

    def __call__(self, /, **values: Value) -> Result:
        return self.call(**values)

    def _general(self, values: Mapping[str, Value]) -> Result:
        """Whatever was not a float for every leaf: numbers as floats, all else as arrays."""
        leaves = complete(self.graph, {name: value for name, value in values.items() if value is not None})
        return self.call(**leaves) if ieee.scalar(*leaves.values()) else self._arrays(leaves)

    def _careful(self, leaves: Mapping[str, float]) -> Result:
        """Floats where Python raises: computed as arrays of one, for NumPy's single floats turn into Python's."""
        value, gradients = self._arrays(leaves)
        return value.item(), {name: gradient.item() for name, gradient in gradients.items()}

    def _arrays(self, leaves: Mapping[str, Value]) -> Result:
        """All numbers in the common shape of the inputs, each an array of its own."""
        import numpy

        if self._array_function is None:
            constants = {f"k{node.id}": numpy.array([node.value]) for node in self.graph.constants}
            text = "\n".join(_array_text(self.graph, self.ties))
            self._array_function = _function(text, {**FUNCTIONS, **constants}, self.graph)
        shape = numpy.broadcast_shapes(*(numpy.shape(value) for value in leaves.values())) or (1,)
        given = {name: numpy.atleast_1d(leaf) for name, leaf in leaves.items()}
        with numpy.errstate(all="ignore"):
            value, gradients = self._array_function(**given)
        taken = {id(array) for array in given.values()}

        def own(numbers: Value) -> Value:
            """``numbers`` itself where nobody else has it and it is large enough, otherwise a copy."""
            if numpy.shape(numbers) != shape or id(numbers) in taken or not numbers.flags.owndata:
                return numpy.array(numpy.broadcast_to(numbers, shape))
            taken.add(id(numbers))
            return numbers

        return own(value), {name: own(gradient) for name, gradient in gradients.items()}


def _function(text: str, names: Mapping[str, Any], graph: Graph) -> Function:
    """The function ``computation`` that our own ``text`` defines, which holds no word typed by a user.

    In its code the placeholders ``leaf0``, ``leaf1``, … then become the leaves' names, as parameters and as keys.
    """
    made = define("computation", text, names)
    made.__code__ = _renamed(made.__code__, {f"leaf{leaf.id}": leaf.name for leaf in graph.variables})
    made.__kwdefaults__ = {leaf.name: leaf.pinned for leaf in graph.variables}
    return made


def define(name: str, text: str, names: Mapping[str, Any] | None = None) -> FunctionType:
    """The function ``name`` that ``text`` defines: our own text, in which no word is a user's.

    It knows ``names``, by default the functions of the gates in the forms that raise :data:`RAISED`.
    """
    space = {"__builtins__": {}, **({**FUNCTIONS, **_RAISING} if names is None else names)}
    exec(builtins.compile(text, "<gradviz listing>", "exec"), space)  # noqa: S102
    made: FunctionType = space[name]
    return made


def _renamed(code: CodeType, names: Mapping[str, str]) -> CodeType:
    """``code`` with placeholders replaced; its other variables get names that nobody can type."""

    def constant(item: Any) -> Any:
        if isinstance(item, tuple):
            return tuple(map(constant, item))
        return names.get(item, item) if isinstance(item, str) else item

    return code.replace(
        co_varnames=tuple(names.get(name, f"*{name}") for name in code.co_varnames),
        co_consts=tuple(map(constant, code.co_consts)),
    )


def _float_text(graph: Graph, ties: Ties) -> Iterator[str]:
    """The function for floats: anything else goes to ``general``, and where Python raises ``careful`` takes over.

    A few leaves are parameters, the fastest way in; Python looks for each of many parameters among all of them, so that
    many leaves come as one dictionary.
    """
    leaves = [f"leaf{leaf.id}" for leaf in graph.variables]
    if len(leaves) > _MANY:
        yield "def computation(**values):"
        yield "    try:"
        yield from (f"        {leaf} = values[{leaf!r}]" for leaf in leaves)
        yield "    except KeyError:"
        yield "        return general(values)"
        given, expected = "values", f"len(values) == {len(leaves)}"
    else:
        yield f"def computation({', '.join([*_parameters(leaves), '**others'])}):"
        given, expected = f"{{{''.join(f'{leaf!r}: {leaf}, ' for leaf in leaves)}**others}}", "not others"
    kinds = " is ".join([*(f"type({leaf})" for leaf in leaves), "float and "]) if leaves else ""
    yield f"    if {kinds}{expected}:"
    yield "        try:"
    yield from (f"            {line}" for line in _Writer(graph, ties, repr).lines())
    yield "        except raised:"
    yield f"            return careful({given})"
    yield f"    return general({given})"


def _array_text(graph: Graph, ties: Ties) -> Iterator[str]:
    """The function for arrays; constants are the arrays ``k0``, ``k1``, …"""
    leaves = [f"leaf{leaf.id}" for leaf in graph.variables]
    yield f"def computation({', '.join(_parameters(leaves))}):"
    yield from (f"    {line}" for line in _Writer(graph, ties, None).lines())


def _parameters(leaves: list[str]) -> list[str]:
    """Given by name only: nobody should have to know the order of the leaves."""
    return ["*", *leaves] if leaves else []


class _Writer:
    """Writes the body. ``values`` and ``gradients`` are what a node's numbers are called, or a name for the same.

    ``spelled`` writes a constant's value as text; where it is None constants are called k0, k1, … instead.
    """

    def __init__(self, graph: Graph, ties: Ties, spelled: Callable[[float], str] | None) -> None:
        self.graph = graph
        self.ties = ties
        self.values = [f"v{node.id}" for node in graph.nodes]
        for leaf in graph.variables:
            self.values[leaf.id] = f"leaf{leaf.id}"
        for node in graph.constants:
            self.values[node.id] = spelled(node.value) if spelled and math.isfinite(node.value) else f"k{node.id}"
        self.gradients: dict[NodeId, str] = {graph.output: _SEED}
        self.sums: dict[NodeId, int] = {}

    def lines(self) -> Iterator[str]:
        """Both passes, every name assigned once, and what is returned."""
        computed = [*self._forward(), *self._backward()]
        gradients = (f"'leaf{leaf.id}': {self.gradients.get(leaf.id, '0.0')}" for leaf in self.graph.variables)
        answer = f"{self.values[self.graph.output]}, {{{', '.join(gradients)}}}"
        *body, (_, last) = fused([*computed, ("", answer)])
        yield from (f"{name} = {right}" for name, right in body)
        yield f"return {last}"

    def _forward(self) -> Lines:
        lines = []
        for gate in self.graph.gates:
            if not self.graph.reaches_output[gate.id]:
                continue
            text = gate_text(gate, self.values, "", self.ties)
            right = text.value(code_of(gate))
            if right in text.inputs:
                self.values[gate.id] = right
            else:
                lines.append((text.out, right))
        return lines

    def _backward(self) -> Lines:
        lines: Lines = []
        for gate in reversed(self.graph.gates):
            if gate.id not in self.gradients:
                continue
            text = gate_text(gate, self.values, self.gradients[gate.id], self.ties)
            for wire in self.graph.into[gate.id]:
                if self.graph.varies[wire.source]:
                    lines += self._add(self.graph.value_node(wire.source), text.contribution(code_of(gate), wire.slot))
        return lines

    def _add(self, target: NodeId, contribution: str) -> Lines:
        """The line that adds a contribution to a gradient; none where the gradient is only another one's name."""
        contribution = contribution.removesuffix(f"*{_SEED}")
        before = self.gradients.get(target)
        if before is None and (is_name(contribution) or contribution == _SEED):
            self.gradients[target] = contribution
            return []
        self.sums[target] = self.sums.get(target, -1) + 1
        name = f"g{target}" + f"_{self.sums[target]}" * (self.sums[target] > 0)
        self.gradients[target] = name
        return [(name, contribution if before is None else f"{before} + {contribution}")]


def code_of(gate: Gate) -> Templates:
    """The templates of a gate in the form that is compiled."""
    kind = gate.kind
    return kind.code or kind.listing
