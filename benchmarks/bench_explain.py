"""How long a step waits for its card: what is said, and the panel with formulas that were prepared.

    pytest benchmarks/bench_explain.py --benchmark-enable

The card is written anew at every frame of an animation, the page only when the card is another one.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle

import pytest

from gradviz.autodiff.engine import run
from gradviz.explain.chain import Chain
from gradviz.explain.explain import explain
from gradviz.explain.topic import topic_of
from gradviz.graph.build import read
from gradviz.gui.panels.explain import Explain
from gradviz.gui.theme import LIGHT
from gradviz.gui.typesetting import typeset
from gradviz.lesson import library
from gradviz.numerals import Numerals
from gradviz.timeline.compose import compose
from gradviz.timeline.timeline import Timeline

USUAL = Numerals()


@pytest.fixture(params=["lecture-exp", "playground-network"])
def timeline(request: pytest.FixtureRequest) -> Timeline:
    lesson = library.load_lesson(request.param)
    graph = read(lesson.text)
    leaves = {leaf.name: lesson.values[leaf.name] for leaf in graph.variables if leaf.pinned is None}
    return compose(graph, run(graph, leaves))


def test_card(benchmark: Callable, timeline: Timeline) -> None:
    frame = timeline.rest(-1)
    card = benchmark(lambda: explain(timeline.run, frame, topic_of(frame), None, USUAL))
    assert card.formulas


def test_step_of_the_panel(benchmark: Callable, timeline: Timeline, qtbot) -> None:
    panel = Explain(LIGHT)
    qtbot.addWidget(panel, before_close_func=Explain.finish)
    panel.resize(364, 540)
    panel.show()
    for formula in Chain(timeline.run, USUAL).every():
        typeset(formula.latex, LIGHT.text)
    panel.show_run(timeline.run)
    frames = cycle([timeline.rest(step.index) for step in timeline.steps])
    benchmark(lambda: panel.show_frame(next(frames), USUAL))
    assert panel.explanation is not None
