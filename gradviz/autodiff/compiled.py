"""The listing, compiled: the fast path for sliders, curves, contours and training, on floats or NumPy arrays.

The text differs from the one that is shown in three ways only: values and gradients have numbered names (nothing
typed by a user is ever compiled), a line that would only rename is left out, and gradients nobody needs are not
computed. Compiled once with the functions of :mod:`math` it is fast, but raises where IEEE has an answer; then, and for
arrays, the same text runs with the functions of the gate table on NumPy's numbers.
"""

from __future__ import annotations

import builtins
import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from gradviz.autodiff.engine import complete
from gradviz.autodiff.listing import gate_text
from gradviz.autodiff.naming import FUNCTIONS
from gradviz.autodiff.run import Value
from gradviz.graph import ieee
from gradviz.graph.gate import Lines
from gradviz.graph.gates import GATES
from gradviz.graph.graph import Gate, Graph, NodeId
from gradviz.graph.ties import Ties

_RAISING: Mapping[str, Any] = MappingProxyType(
    {name: getattr(math, name) for name in ("exp", "log", "sqrt", "sin", "cos", "tan", "tanh", "pow")}
)
"""Functions that raise instead of answering inf or nan: fast, and the sign to take the careful way."""

_RAISED = (OverflowError, ValueError, ZeroDivisionError)


class Compiled:
    """``f(x=1.0, w=2.0)`` gives ``(value, gradients by leaf name)``.

    Floats give floats; arrays broadcast, and value and gradients have the common shape. Leaves with a value in the
    text may be left out. BindingError as in :func:`gradviz.autodiff.engine.run`. ``text`` is what was compiled.
    """

    def __init__(self, graph: Graph, ties: Ties = Ties()) -> None:  # noqa: B008
        self.graph = graph
        self.text = "\n".join(_Writer(graph, ties).lines())
        self._names = tuple(leaf.name for leaf in graph.variables)
        constants = {f"k{node.id}": node.value for node in graph.constants}
        self._fast = _function(self.text, {**FUNCTIONS, **_RAISING, **constants})
        self._constants = constants
        self._careful: Callable[..., tuple[Value, ...]] | None = None

    def __call__(self, /, **values: Value) -> tuple[Value, dict[str, Value]]:
        try:
            inputs = [values[name] for name in self._names]
        except KeyError:
            return self._general(values)
        if len(values) != len(inputs) or not all(type(item) is float for item in inputs):
            return self._general(values)
        try:
            value, *gradients = self._fast(*inputs)
        except _RAISED:
            return self._general(values)
        return value, dict(zip(self._names, gradients, strict=True))

    def _general(self, values: Mapping[str, Value]) -> tuple[Value, dict[str, Value]]:
        """Any values: floats the fast way where that answers, all else as arrays, which answer where Python raises."""
        leaves = complete(self.graph, values)
        if not ieee.scalar(*leaves.values()):
            return self._result(self._arrays(leaves))
        try:
            return self._result(self._fast(*leaves.values()))
        except _RAISED:
            return self._result(tuple(number.item() for number in self._arrays(leaves)))

    def _result(self, numbers: tuple[Value, ...]) -> tuple[Value, dict[str, Value]]:
        return numbers[0], dict(zip(self._names, numbers[1:], strict=True))

    def _run_careful(self, leaves: Mapping[str, Value]) -> tuple[Value, ...]:
        """All numbers as arrays; a single number is an array of one, for NumPy's floats do raise through Python's."""
        import numpy

        if self._careful is None:
            constants = {name: numpy.array([value]) for name, value in self._constants.items()}
            self._careful = _function(self.text, {**FUNCTIONS, **constants})
        with numpy.errstate(all="ignore"):
            return self._careful(*(numpy.atleast_1d(value) for value in leaves.values()))

    def _arrays(self, leaves: Mapping[str, Value]) -> tuple[Value, ...]:
        """All numbers in the common shape of the inputs, each an array of its own."""
        import numpy

        shape = numpy.broadcast_shapes(*(numpy.shape(value) for value in leaves.values())) or (1,)
        return tuple(numpy.array(numpy.broadcast_to(number, shape)) for number in self._run_careful(leaves))


def compile(graph: Graph, ties: Ties = Ties()) -> Compiled:  # noqa: B008
    """``graph`` as a function of its leaves that gives the value and all gradients."""
    return Compiled(graph, ties)


def _function(text: str, names: Mapping[str, Any]) -> Callable[..., tuple[Value, ...]]:
    """The function ``computation`` defined by our own ``text``, which holds no word typed by a user."""
    space = {"__builtins__": {}, **names}
    exec(builtins.compile(text, "<gradviz listing>", "exec"), space)  # noqa: S102
    return space["computation"]


class _Writer:
    """Writes the text. ``values`` and ``gradients`` are what a node's numbers are called, or a name for the same."""

    def __init__(self, graph: Graph, ties: Ties) -> None:
        self.graph = graph
        self.ties = ties
        self.values = [f"v{graph.value_node(node.id)}" for node in graph.nodes]
        self.gradients: dict[NodeId, str] = {graph.output: "1.0"}

    def lines(self) -> list[str]:
        leaves = ", ".join(self.values[leaf.id] for leaf in self.graph.variables)
        body = [*self._forward(), *self._backward(), self._answer()]
        return [f"def computation({leaves}):", *(f"    {line}" for line in body)]

    def _forward(self) -> list[str]:
        for node in self.graph.constants:
            self.values[node.id] = f"k{node.id}"
        lines = []
        for gate in self.graph.gates:
            text = gate_text(gate, self.values, "", self.ties)
            right = text.value(_code(gate))
            if right in text.inputs:
                self.values[gate.id] = right
            else:
                lines.append(f"{text.out} = {right}")
        return lines

    def _backward(self) -> list[str]:
        lines: list[str] = []
        for gate in reversed(self.graph.gates):
            if not self.graph.reaches_output[gate.id] or gate.id not in self.gradients:
                continue
            text = gate_text(gate, self.values, self.gradients[gate.id], self.ties)
            for wire in self.graph.into[gate.id]:
                if self.graph.varies[wire.source]:
                    lines += self._add(self.graph.value_node(wire.source), text.contribution(_code(gate), wire.slot))
        return lines

    def _add(self, target: NodeId, contribution: str) -> list[str]:
        """The line that adds a contribution to a gradient; none where the gradient is only another one's name."""
        before = self.gradients.get(target)
        self.gradients[target] = f"g{target}"
        if before is not None:
            return [f"g{target} = {before} + {contribution}"]
        if contribution.isidentifier() or contribution == "1.0":
            self.gradients[target] = contribution
            return []
        return [f"g{target} = {contribution}"]

    def _answer(self) -> str:
        gradients = [self.gradients.get(leaf.id, "0.0") for leaf in self.graph.variables]
        return f"return {', '.join([self.values[self.graph.output], *gradients])},"


def _code(gate: Gate) -> Lines:
    kind = GATES[gate.op]
    return kind.code or kind.listing
