"""A nudge running through the graph shows, node by node, what a run with the moved number gives."""

from __future__ import annotations

import pytest

from gradviz import i18n
from gradviz.autodiff.engine import run
from gradviz.autodiff.nudge import nudge
from gradviz.graph.graph import Copy
from gradviz.numerals import Numerals, numerals_for
from gradviz.timeline.frame import Phase
from gradviz.timeline.ripple import ripple_frame
from tests.timeline.performances import ROUTER, perform

AT = {"w": 1.5, "x": 2.0, "y": 1.0}


def test_at_the_end_every_value_is_the_one_of_a_run_with_the_moved_leaf():
    timeline = perform(ROUTER, **AT)
    graph = timeline.graph
    leaf = next(leaf for leaf in graph.variables if leaf.name == "x")
    found = nudge(timeline.run, leaf, 0.25)
    shown = ripple_frame(graph, timeline.rest(-1), found, len(found.ripples))
    moved = run(graph, AT | {"x": 2.25})
    assert [node.value for node in shown.nodes] == pytest.approx(list(moved.node_values))
    for wire in graph.wires:
        assert shown.wires[wire.id].value == pytest.approx(moved.node_values[wire.source])
    assert shown.output.value == pytest.approx(moved.value)


def test_nodes_change_one_after_the_other():
    timeline = perform(ROUTER, **AT)
    leaf = next(leaf for leaf in timeline.graph.variables if leaf.name == "w")
    found, rest = nudge(timeline.run, leaf, 0.25), timeline.rest(-1)
    for reached in range(len(found.ripples) + 1):
        shown = ripple_frame(timeline.graph, rest, found, reached)
        changed = {place for place, node in enumerate(shown.nodes) if node.value != rest.nodes[place].value}
        assert changed <= {ripple.node for ripple in found.ripples[:reached]}
        assert sum(node.glow for node in shown.nodes) <= 1.0


def test_of_a_copied_value_one_branch_alone_moves():
    timeline = perform("x*x", x=3.0)
    graph = timeline.graph
    copy = next(node for node in graph.nodes if isinstance(node, Copy))
    branch, other = graph.out_of[copy.id]
    found = nudge(timeline.run, branch, 0.5)
    shown = ripple_frame(graph, timeline.rest(-1), found, len(found.ripples))
    assert shown.wires[branch.id].value == 3.5
    assert shown.wires[other.id].value == 3.0
    assert shown.output.value == 10.5
    assert timeline.rest(-1).phase is Phase.BACKWARD


def test_the_caption_tells_both_changes():
    timeline = perform("x*x", x=3.0)
    found = nudge(timeline.run, timeline.graph.variables[0], 0.5)
    said = ripple_frame(timeline.graph, timeline.rest(-1), found, 1).caption.plain(Numerals())
    assert said == "x moves by 0.50: f changes by 3.25, the gradient foretold 3.00"


@pytest.mark.parametrize(
    ("language", "caption"),
    [
        ("en", "x_(2) on its way to a moves by 0.10: f changes by 0.29, the gradient foretold 0.27"),
        ("ru", "x_(2) на пути в a сдвигаем на 0,10: f меняется на 0,29, градиент предсказал 0,27"),
    ],
)
def test_the_caption_names_the_branch_that_moved_alone(language, caption):
    """If x itself moved, f would change by 0.59."""
    i18n.set_language(language)
    timeline = perform("x*exp(x)", x=1.0)
    graph = timeline.graph
    branch = next(wire for wire in graph.out_of[graph.copies[0].id] if graph.labels[wire.target] == "a")
    found = nudge(timeline.run, branch, 0.1)
    said = ripple_frame(graph, timeline.rest(-1), found, 1).caption.plain(numerals_for(language))
    assert said == caption
