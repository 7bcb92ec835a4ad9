"""How long a step waits for its card: what is said, the panel with formulas that were prepared, and with formulas that
nobody has prepared, as when a lesson is opened and the player is set to its middle at once.

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
from gradviz.gui import typesetting
from gradviz.gui.panels.explain import Explain
from gradviz.gui.panels.formula_view import FormulaView
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


@pytest.fixture
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Forgets all formulas, but not the typesetter itself, which the window loads when it opens."""
    typeset("a", LIGHT.text)
    monkeypatch.setattr(typesetting, "_kept", {})
    return typesetting._kept.clear


def test_formulas_of_a_lesson(benchmark: Callable, timeline: Timeline, nothing_kept: Callable[[], None]) -> None:
    formulas = [formula.latex for formula in Chain(timeline.run, USUAL).every()]

    def all_of_them() -> None:
        for formula in formulas:
            typeset(formula, LIGHT.text)

    benchmark.pedantic(all_of_them, setup=nothing_kept, rounds=3)
    assert all(map(typesetting.is_typeset, formulas))


def test_step_that_was_not_prepared(
    benchmark: Callable, timeline: Timeline, nothing_kept: Callable[[], None], qtbot
) -> None:
    """From the step to the last of its formulas on the screen, while the lesson is being prepared."""
    panel = Explain(LIGHT)
    qtbot.addWidget(panel, before_close_func=Explain.finish)
    panel.resize(364, 540)
    panel.show()
    middle = timeline.rest(2 * len(timeline.steps) // 3)

    def opened() -> None:
        nothing_kept()
        panel.show_nothing()
        panel.show_run(timeline.run)
        panel.show_frame(timeline.rest(0), USUAL)
        qtbot.wait(2 * typesetting.IDLE_MS)

    def step() -> None:
        panel.show_frame(middle, USUAL)
        views = panel.widget().findChildren(FormulaView)
        qtbot.waitUntil(lambda: bool(views) and all(view.drawing for view in views))

    benchmark.pedantic(step, setup=opened, rounds=5)
