"""How large the gradient of each node is, on a scale of powers of ten: vanishing and exploding at a glance.

magnitudes(graph, frame)     one Magnitude a node, in topological order; None while the gradient is not known
decades(run)                 the whole powers of ten between which all of them lie
is_long_chain(graph)         whether there is one chain of gates, long enough for its gradients to vanish
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from gradviz.autodiff.run import Run
from gradviz.graph.graph import Gate, Graph, NodeId, Variable
from gradviz.timeline.frame import Frame

LONG = 8
"""With more gates than this in one chain the sizes of gradients are a story of their own."""

LEAST_DECADES = 2
"""So many powers of ten are seen at least, so that gradients of like size look alike."""


@dataclass(frozen=True, slots=True)
class Magnitude:
    """The gradient of one gate or variable, with its sign; None while it is not known."""

    node: NodeId
    name: str
    gradient: float | None

    @property
    def power(self) -> float | None:
        """log₁₀ of the gradient's size; None where it has none: not known, zero, infinite or nan."""
        known = self.gradient is not None and math.isfinite(self.gradient) and self.gradient != 0
        return math.log10(abs(self.gradient)) if known and self.gradient is not None else None


def magnitudes(graph: Graph, frame: Frame) -> tuple[Magnitude, ...]:
    """What is known at the instant of ``frame``. Copies share the gradient of their source, constants have none."""
    shown = (node for node in graph.nodes if isinstance(node, Gate | Variable))
    return tuple(Magnitude(node.id, graph.labels[node.id], frame.nodes[node.id].gradient) for node in shown)


def decades(run: Run) -> tuple[int, int]:
    """The lowest and the highest power of ten; 10⁰, the gradient of the output by itself, is always between them.

    They come from the whole run, so that the scale stands still while the gradients become known.
    """
    shown = (node for node in run.graph.nodes if isinstance(node, Gate | Variable))
    found = [Magnitude(node.id, "", float(run.node_gradients[node.id])).power for node in shown]
    powers = [power for power in found if power is not None]
    low, high = math.floor(min([0.0, *powers])), math.ceil(max([0.0, *powers]))
    missing = max(LEAST_DECADES - (high - low), 0)
    return low - (missing + 1) // 2, high + missing // 2


def is_long_chain(graph: Graph) -> bool:
    """Whether all gates stand one behind another, more than :data:`LONG` of them."""
    depth: dict[NodeId, int] = {}
    gates = 0
    for node in graph.nodes:
        counts = isinstance(node, Gate) and not node.kind.joint
        gates += counts
        depth[node.id] = counts + max((depth[wire.source] for wire in graph.into[node.id]), default=0)
    return gates > LONG and max(depth.values()) == gates
