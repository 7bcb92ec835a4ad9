"""Performances for tests: from typed text, and of random programs."""

from __future__ import annotations

from hypothesis import strategies as st

from gradviz.autodiff.engine import run
from gradviz.autodiff.listing import listing
from gradviz.graph.build import read
from gradviz.graph.ties import Ties
from gradviz.timeline.compose import compose
from gradviz.timeline.frame import Step
from gradviz.timeline.timeline import Timeline

ROUTER = "a = w*x\nm = max(a, y)\nf = m*x + exp(-m)"


def perform(text: str, ties: Ties = Ties(), **bindings: float) -> Timeline:  # noqa: B008
    """The performance of ``text``; leaves that are not given are 1."""
    graph = read(text)
    leaves = {leaf.name: bindings.get(leaf.name, 1.0) for leaf in graph.variables if leaf.pinned is None}
    return compose(graph, run(graph, leaves, ties), listing(graph, ties))


def outlined(timeline: Timeline) -> list[tuple[str, str]]:
    """Each step by its tick and the value nodes at the near end of the wires it is about."""
    return [(step.tick, " ".join(_about(timeline, step))) for step in timeline.steps]


def _about(timeline: Timeline, step: Step) -> list[str]:
    graph = timeline.graph
    if step.kind != "contribution":
        return []
    return [graph.labels[graph.wires[wire].source] for wire in step.wires]


FORMS = (
    *("{}", "-{}", "tanh({})", "relu({})", "{} + {}", "{} - {}", "{}*{}"),
    *("max({}, {}, {})", "min({}, {})", "leaky_relu({}, {})", "({} + {})*{}"),
)


@st.composite
def programs(draw: st.DrawFn) -> str:
    """Up to eight lines that use leaves, constants and each other, some of them in vain."""
    known = ["x", "y", "w", "2", "0"]
    lines = []
    for number in range(draw(st.integers(1, 8))):
        form = draw(st.sampled_from(FORMS))
        names = draw(st.lists(st.sampled_from(known), min_size=3, max_size=3))
        lines.append(f"l{number} = 0 + " + form.format(*names))
        known += [f"l{number}"] * 2
    return "\n".join(lines)
