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

_CHECKS: Mapping[str, Any] = MappingProxyType({"type": type, "float": float, "len": len, "TypeError": TypeError})
_SEED = "1.0"

_RAISED = (OverflowError, ValueError, ZeroDivisionError)
_NOT_ALL_FLOATS = (KeyError, TypeError)

Result = tuple[Value, dict[str, Value]]
"""The output's value, and the gradients by leaf name."""


class Compiled:
    """``f(x=1.0, w=2.0)`` gives ``(value, gradients by leaf name)``.

    Floats give floats; arrays broadcast, and value and gradients have the common shape. Leaves with a value in the
    text may be left out. BindingError as in :func:`gradviz.autodiff.engine.run`. ``text`` is what was compiled.
    """

    def __init__(self, graph: Graph, ties: Ties = Ties()) -> None:  # noqa: B008
        self.graph = graph
        self._writer = _Writer(graph, ties)
        self.text = self._writer.text(only_floats=True)
        self._names = {f"n{leaf.id}": leaf.name for leaf in graph.variables}
        self._constants = {f"k{node.id}": node.value for node in graph.constants}
        self._fast = _function(self.text, {**FUNCTIONS, **_RAISING, **_CHECKS, **self._names, **self._constants})
        self._careful: Callable[[Mapping[str, Value]], Result] | None = None

    def __call__(self, /, **values: Value) -> Result:
        try:
            return self._fast(values)
        except (*_NOT_ALL_FLOATS, *_RAISED):
            return self._general(complete(self.graph, values))

    def _general(self, leaves: Mapping[str, Value]) -> Result:
        """Any values: floats the fast way where that answers, all else as arrays, which answer where Python raises."""
        if not ieee.scalar(*leaves.values()):
            return self._arrays(leaves)
        try:
            return self._fast(leaves)
        except _RAISED:
            value, gradients = self._arrays(leaves)
            return value.item(), {name: gradient.item() for name, gradient in gradients.items()}

    def _arrays(self, leaves: Mapping[str, Value]) -> Result:
        """All numbers in the common shape of the inputs, each an array of its own.

        A single number is computed as an array of one: NumPy's floats turn into Python's, which raise.
        """
        import numpy

        if self._careful is None:
            constants = {name: numpy.array([value]) for name, value in self._constants.items()}
            self._careful = _function(self._writer.text(only_floats=False), {**FUNCTIONS, **self._names, **constants})
        shape = numpy.broadcast_shapes(*(numpy.shape(value) for value in leaves.values())) or (1,)
        with numpy.errstate(all="ignore"):
            value, gradients = self._careful({name: numpy.atleast_1d(leaf) for name, leaf in leaves.items()})

        def spread(numbers: Value) -> Value:
            return numpy.array(numpy.broadcast_to(numbers, shape))

        return spread(value), {name: spread(gradient) for name, gradient in gradients.items()}


def compile(graph: Graph, ties: Ties = Ties()) -> Compiled:  # noqa: B008
    """``graph`` as a function of its leaves that gives the value and all gradients."""
    return Compiled(graph, ties)


def _function(text: str, names: Mapping[str, Any]) -> Callable[[Mapping[str, Value]], Result]:
    """The function ``computation`` defined by our own ``text``, which holds no word typed by a user."""
    space = {"__builtins__": {}, **names}
    exec(builtins.compile(text, "<gradviz listing>", "exec"), space)  # noqa: S102
    return space["computation"]


class _Writer:
    """Writes the text. ``values`` and ``gradients`` are what a node's numbers are called, or a name for the same."""

    def __init__(self, graph: Graph, ties: Ties) -> None:
        self.graph = graph
        self.ties = ties
        self.values = [f"v{node.id}" for node in graph.nodes]
        self.gradients: dict[NodeId, str] = {graph.output: _SEED}
        self.body = [*self._forward(), *self._backward()]

    def text(self, only_floats: bool) -> str:
        """The function of a mapping by leaf name; with ``only_floats`` it refuses all else with a TypeError."""
        leaves = [leaf.id for leaf in self.graph.variables]
        inputs = [f"v{leaf} = values[n{leaf}]" for leaf in leaves]
        if only_floats:
            kinds = " is ".join([*(f"type(v{leaf})" for leaf in leaves), "float"]) if leaves else "True"
            inputs.append(f"if not (len(values) == {len(leaves)} and {kinds}): raise TypeError")
        gradients = ", ".join(f"n{leaf}: {self.gradients.get(leaf, '0.0')}" for leaf in leaves)
        answer = f"return {self.values[self.graph.output]}, {{{gradients}}}"
        return "\n".join(["def computation(values):", *(f"    {line}" for line in (*inputs, *self.body, answer))])

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
        contribution = contribution.removesuffix(f"*{_SEED}")
        before = self.gradients.get(target)
        self.gradients[target] = f"g{target}"
        if before is not None:
            return [f"g{target} = {before} + {contribution}"]
        if contribution.isidentifier() or contribution == _SEED:
            self.gradients[target] = contribution
            return []
        return [f"g{target} = {contribution}"]


def _code(gate: Gate) -> Lines:
    kind = GATES[gate.op]
    return kind.code or kind.listing
