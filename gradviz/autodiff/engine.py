"""Backpropagation, as one would write it on the board.

Forward, every gate computes its value and its local derivatives, inputs before outputs. Backward, from the output to
the leaves, every gate sends to each of its inputs the upstream gradient times the local derivative; where a value was
copied, what comes back is added up. Nothing recurses and nothing is remembered between calls: the same graph and the
same leaves give the same record.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gradviz.autodiff.problems import kinks, problems, seen_from_outside
from gradviz.autodiff.run import Run, Value
from gradviz.errors import BindingError
from gradviz.graph import ieee
from gradviz.graph.graph import Constant, Copy, Gate, Graph, NodeId, Variable
from gradviz.graph.ties import Ties
from gradviz.i18n import Message
from gradviz.language.characters import latin_twin
from gradviz.language.names import canonical

SEED = 1.0
"""The gradient of the output by itself, with which the backward pass begins."""


def run(
    graph: Graph,
    bindings: Mapping[str, Value],
    ties: Ties = Ties(),  # noqa: B008
    target: NodeId | None = None,
) -> Run:
    """One recorded pass forward and backward, with ``bindings`` giving each leaf a float (or an array).

    With a ``target`` the gradients are those of that node instead of the output's, and the record's graph is
    :meth:`~gradviz.graph.graph.Graph.aimed_at` it.

    A leaf the text itself gives a value (``x = 1``) may be left out. BindingError ``missing-value`` names the first
    leaf without a value, ``unknown-leaf`` a name that is no leaf, ``repeated-leaf`` one given in two spellings.
    """
    graph = graph if target is None else graph.aimed_at(target)
    leaves = complete(graph, bindings)
    with ieee.quiet(*leaves.values()):
        values, slopes = forward(graph, leaves, ties)
        gradients, contributions = backward(graph, slopes)
        offenders, at_kinks = problems(graph, values, slopes, gradients, contributions), kinks(graph, values, ties)
        if graph.whole:
            inside = run(graph.unfolded, leaves, ties)
            offenders = seen_from_outside(graph.whole, inside.problems)
            at_kinks = seen_from_outside(graph.whole, inside.kinks)
        return Run(
            graph,
            leaves,
            values,
            gradients,
            contributions,
            slopes,
            offenders,
            at_kinks,
            ties,
        )


def unfolded(record: Run) -> Run:
    """The same record of the whole graph, gate by gate; itself where nothing is folded."""
    return run(record.graph.unfolded, record.bindings, record.ties) if record.graph.whole else record


def forward(
    graph: Graph, leaves: Mapping[str, Value], ties: Ties
) -> tuple[tuple[Value, ...], tuple[tuple[Value, ...], ...]]:
    """The value of every node, and for every gate its local derivatives, one per slot."""
    values: list[Value] = []
    slopes: list[tuple[Value, ...]] = []
    for node in graph.nodes:
        local: tuple[Value, ...] = ()
        if isinstance(node, Variable):
            value = leaves[node.name]
        elif isinstance(node, Constant):
            value = node.value
        elif isinstance(node, Copy):
            value = values[node.source]
        else:
            inputs = tuple(values[source] for source in node.inputs)
            value = node.kind.forward(*inputs)
            local = node.kind.locals(value, inputs, ties, node.token)
        values.append(value)
        slopes.append(local)
    return tuple(values), tuple(slopes)


def backward(graph: Graph, slopes: tuple[tuple[Value, ...], ...]) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """The gradient of every node, and the contribution of every wire: upstream × local derivative.

    Only gates that lead to the output take part, so that a forgotten line cannot spoil a gradient with 0·∞.
    """
    gradients: list[Value] = [0.0] * len(graph.nodes)
    contributions: list[Value] = [0.0] * len(graph.wires)
    gradients[graph.output] = SEED
    for node in reversed(graph.nodes):
        upstream = gradients[node.id]
        if not graph.reaches_output[node.id]:
            continue
        for wire in graph.into[node.id]:
            local = slopes[node.id][wire.slot] if isinstance(node, Gate) else 1.0
            contributions[wire.id] = upstream * local
            gradients[wire.source] += contributions[wire.id]
    return tuple(gradients), tuple(contributions)


def complete(graph: Graph, bindings: Mapping[str, Value]) -> Mapping[str, Value]:
    """The value of every leaf, in the leaves' order: from ``bindings``, else the one in the text.

    Names may be spelled as in the text: ``w_1`` is ``w1``.
    """
    names = dict.fromkeys(leaf.name for leaf in graph.variables)
    given: dict[str, Value] = {}
    for typed, value in bindings.items():
        name = canonical(typed)
        if name not in names:
            raise BindingError(
                "unknown-leaf",
                Message("There is no leaf called {name}.", name=name),
                Message("The leaves are {names}.", names=", ".join(names)) if names else None,
            )
        if name in given:
            raise BindingError("repeated-leaf", Message("{name} is given two values.", name=name))
        given[name] = value
    leaves: dict[str, Value] = {}
    for leaf in graph.variables:
        value = given.get(leaf.name, leaf.pinned)
        if value is None:
            raise BindingError(
                "missing-value",
                Message("{name} has no value.", name=leaf.name),
                _look_alike(graph, leaf.name) or Message("Give it one, for example {name}=1.", name=leaf.name),
                line=leaf.origin.line,
                span=leaf.origin.span,
            )
        leaves[leaf.name] = ieee.number(value)
    return MappingProxyType(leaves)


def _look_alike(graph: Graph, name: str) -> Message | None:
    """What was remarked on ``name`` and another that only looks the same: then one of them is hardly meant."""
    for remark in graph.remarks:
        typed = dict(remark.message.values).get("name")
        if remark.code == "look-alike" and isinstance(typed, str) and latin_twin(typed) == latin_twin(name):
            return remark.message
    return None


def default_bindings(graph: Graph) -> dict[str, float]:
    """1 for every variable the text gives no value."""
    return {leaf.name: 1.0 for leaf in graph.variables if leaf.pinned is None}
