"""A recorded run, compiled: the fast way to the next run of the same graph, while a slider moves.

Every gate is written out with the template that the listing has for it; nothing is fused or left out as in
:mod:`gradviz.autodiff.compiled`, for the record keeps every number. A local derivative is the contribution with an
upstream gradient of 1, and a contribution is upstream × local derivative, as in the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from gradviz.autodiff.compiled import RAISED, code_of, define
from gradviz.autodiff.engine import SEED, complete, run
from gradviz.autodiff.listing import gate_text
from gradviz.autodiff.problems import kinks, problems
from gradviz.autodiff.run import Run, Value
from gradviz.graph import ieee
from gradviz.graph.graph import Constant, Copy, Gate, Graph, Node
from gradviz.graph.ties import Ties


class Recorder:
    """``graph`` compiled under a tie rule: :meth:`run` is :func:`gradviz.autodiff.engine.run`, sooner.

    The engine itself answers where a number leaves the ordinary (Python raises there), for arrays, and where gates are
    folded into one.
    """

    def __init__(self, graph: Graph, ties: Ties) -> None:
        self.graph = graph
        self.ties = ties
        self.text = "" if graph.whole else "\n".join(_text(graph, ties))
        self._record = define("record", self.text) if self.text else None

    def run(self, bindings: Mapping[str, Value]) -> Run:
        """The record at ``bindings``; BindingError as the engine's."""
        leaves = complete(self.graph, bindings)
        if self._record is None or not ieee.scalar(*leaves.values()):
            return run(self.graph, leaves, self.ties)
        try:
            values, slopes, gradients, contributions = self._record(*leaves.values())
        except RAISED:
            return run(self.graph, leaves, self.ties)
        offenders = problems(self.graph, values, slopes, gradients, contributions)
        at_kinks = kinks(self.graph, values, self.ties)
        return Run(self.graph, leaves, values, gradients, contributions, slopes, offenders, at_kinks, self.ties)


@lru_cache(maxsize=8)
def recorder(graph: Graph, ties: Ties) -> Recorder:
    """The recorder of ``graph``; kept, since other values of the leaves do not change it."""
    return Recorder(graph, ties)


def _text(graph: Graph, ties: Ties) -> Iterator[str]:
    """A function of the leaves in their order that gives values, slopes, gradients and contributions as a run does."""
    yield f"def record({', '.join(f'v{leaf.id}' for leaf in graph.variables)}):"
    yield from (f"    {line}" for line in (*_forward(graph, ties), *_backward(graph)))
    slopes = (_tuple(_slopes(node)) for node in graph.nodes)
    every = (
        _tuple(f"v{node.id}" for node in graph.nodes),
        _tuple(slopes),
        _tuple(f"g{node.id}" for node in graph.nodes),
        _tuple(f"c{wire.id}" for wire in graph.wires),
    )
    yield f"    return {', '.join(every)}"


def _forward(graph: Graph, ties: Ties) -> Iterator[str]:
    values = [f"v{node.id}" for node in graph.nodes]
    for node in graph.nodes:
        if isinstance(node, Constant):
            yield f"v{node.id} = {float(node.value)!r}"
        elif isinstance(node, Copy):
            yield f"v{node.id} = v{node.source}"
        elif isinstance(node, Gate):
            text, code = gate_text(node, values, repr(SEED), ties), code_of(node)
            yield f"v{node.id} = {text.value(code)}"
            yield from (f"{name} = {text.contribution(code, slot)}" for slot, name in enumerate(_slopes(node)))


def _backward(graph: Graph) -> Iterator[str]:
    """Gradients grow from 0 in the engine's order, one line for each addition, for a sum may have hundreds of terms."""
    yield from (f"g{node.id} = {SEED if node.id == graph.output else 0.0!r}" for node in graph.nodes)
    for node in reversed(graph.nodes):
        for wire in graph.into[node.id]:
            if not graph.reaches_output[node.id]:
                yield f"c{wire.id} = 0.0"
                continue
            local = f"*{_slopes(node)[wire.slot]}" if isinstance(node, Gate) else ""
            yield f"c{wire.id} = g{node.id}{local}"
            yield f"g{wire.source} += c{wire.id}"


def _slopes(node: Node) -> list[str]:
    """What the local derivatives of a gate are called, one per slot; only gates have any."""
    return [f"d{node.id}_{slot}" for slot in range(len(node.inputs))] if isinstance(node, Gate) else []


def _tuple(items: Iterable[str]) -> str:
    return f"({''.join(f'{item}, ' for item in items)})"
