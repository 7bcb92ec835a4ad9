"""The gradient strip: heights against logarithms, what has none, names, clicks."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QPoint, Qt

from gradviz.autodiff.engine import run
from gradviz.graph.build import read
from gradviz.gui.plots.strip import GradientStrip
from gradviz.gui.theme import LIGHT
from gradviz.lesson.library import lessons, load_lesson
from gradviz.numerals import Numerals
from gradviz.timeline.compose import compose
from gradviz.timeline.magnitudes import LEAST_DECADES, decades, is_long_chain, magnitudes

SCALAR = [entry.id for entry in lessons() if entry.kind == "scalar"]


def of_lesson(lesson_id: str):
    lesson = load_lesson(lesson_id)
    graph = read(lesson.text)
    return run(graph, dict(lesson.values))


@pytest.fixture
def strip(qtbot) -> GradientStrip:
    shown = GradientStrip(LIGHT)
    qtbot.addWidget(shown)
    shown.resize(1037, shown.height())
    shown.show()
    return shown


def perform(strip: GradientStrip, done, place: int = -1):
    timeline = compose(done.graph, done)
    strip.show_run(done)
    strip.show_frame(timeline.rest(place), Numerals())
    return timeline


@pytest.mark.parametrize("lesson_id", SCALAR)
def test_all_gradients_lie_within_whole_decades_and_1_is_among_them(lesson_id):
    done = of_lesson(lesson_id)
    low, high = decades(done)
    assert low <= 0 <= high
    assert high - low >= LEAST_DECADES
    for bar in magnitudes(done.graph, compose(done.graph, done).rest(-1)):
        assert bar.gradient is not None
        assert bar.power is None or 10.0**low <= abs(bar.gradient) * (1 + 1e-12) <= 10.0**high * (1 + 2e-12)


def test_nodes_stand_in_topological_order():
    done = of_lesson("vanishing-10")
    bars = magnitudes(done.graph, compose(done.graph, done).rest(-1))
    place = {bar.node: number for number, bar in enumerate(bars)}
    for gate in done.graph.gates:
        assert all(place[done.graph.value_node(source)] < place[gate.id] for source in gate.inputs)


def test_long_chains_are_the_two_lessons_of_vanishing_and_exploding():
    assert [each for each in SCALAR if is_long_chain(read(load_lesson(each).text))] == ["vanishing-10", "exploding-10"]


@pytest.mark.parametrize(("lesson_id", "down"), [("vanishing-10", True), ("exploding-10", False)])
def test_bars_are_as_long_as_logarithms_and_hang_or_stand(strip, lesson_id, down):
    done = of_lesson(lesson_id)
    perform(strip, done)
    one = strip.axis().px(0.0)
    for place, bar in enumerate(strip.bars):
        rect = strip.bar_rect(place)
        powers = abs(math.log10(abs(done.node_gradients[bar.node])))
        assert rect.height() == pytest.approx(powers * abs(strip.axis().scale))
        assert (rect.top() if down else rect.bottom()) == pytest.approx(one)
        assert strip.frame().adjusted(0, -1, 0, 1).contains(rect) or rect.isEmpty()


def test_gates_nearer_to_the_leaves_have_the_longer_bars(strip):
    done = of_lesson("vanishing-10")
    perform(strip, done)
    hidden = [strip.bar_rect(place).height() for place, bar in enumerate(strip.bars) if bar.name.startswith("h")]
    assert len(hidden) == 10
    assert all(left > right for left, right in pairwise(hidden))


def test_bars_follow_the_step(strip):
    done = of_lesson("vanishing-10")
    timeline = perform(strip, done, 0)
    assert all(bar.gradient is None for bar in strip.bars)
    frame = strip.axis()
    for place in range(len(timeline.steps)):
        now = timeline.rest(place)
        strip.show_frame(now, Numerals())
        assert {bar.node: bar.gradient for bar in strip.bars} == {
            bar.node: now.nodes[bar.node].gradient for bar in strip.bars
        }
        assert strip.axis() == frame
    assert all(bar.gradient is not None for bar in strip.bars)


@pytest.mark.parametrize(
    ("text", "values", "name", "gradient"),
    [
        ("relu(x)*y", {"x": -1.0, "y": 2.0}, "x", 0.0),
        ("log(x)", {"x": 0.0}, "x", math.inf),
        ("x*y", {"x": math.nan, "y": 1.0}, "y", math.nan),
    ],
)
def test_what_has_no_logarithm_has_no_bar_but_is_told(strip, text, values, name, gradient):
    done = run(read(text), values)
    perform(strip, done)
    place = next(place for place, bar in enumerate(strip.bars) if bar.name == name)
    assert strip.bars[place].gradient == pytest.approx(gradient, nan_ok=True)
    assert strip.bar_rect(place).isEmpty()
    assert strip.told(strip.bars[place]) == f"∂f/∂{name} = {Numerals().text(gradient)}"
    assert not strip.grab().isNull()


@pytest.mark.parametrize("width", [500, 659, 1037])
@pytest.mark.parametrize("lesson_id", SCALAR)
def test_names_touch_nothing_and_the_current_one_is_there(strip, lesson_id, width):
    strip.resize(width, strip.height())
    done = of_lesson(lesson_id)
    timeline = perform(strip, done)
    node = timeline.steps[-1].node
    rects = [rect for _, _, rect in strip.names()]
    assert not any(a.intersects(b) for a, b in combinations(rects, 2))
    assert all(rect.left() >= 0 and rect.right() <= width for rect in rects)
    assert node is None or done.graph.value_node(node) in {strip.bars[place].node for place, _, _ in strip.names()}


@pytest.mark.parametrize("lesson_id", SCALAR)
def test_round_powers_stand_apart_and_1_is_one_of_them(strip, lesson_id):
    perform(strip, of_lesson(lesson_id))
    heights = [strip.axis().px(power) for power, _ in strip.ticks()]
    assert (0, "1") in strip.ticks()
    assert all(above - below >= 14.99 for above, below in pairwise(heights))


def test_a_click_asks_about_the_node_of_the_bar(strip, qtbot):
    perform(strip, of_lesson("vanishing-10"))
    for place in (0, 7, len(strip.bars) - 1):
        with qtbot.waitSignal(strip.node_asked) as asked:
            at = strip.column(place).center().toPoint()
            qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(at.x(), at.y()))
        assert asked.args == [strip.bars[place].node]


def test_the_window_shows_it_for_a_long_chain_and_remembers_another_wish(open_window):
    window = open_window("lesson:vanishing-10")
    strip, action = window.stage.strip, window.actions_["strip"]
    assert strip.isVisible()
    assert action.isChecked()
    action.trigger()
    assert not strip.isVisible()
    assert window.session.lesson.view["strip"] is False
    window.session.stack.undo()
    assert strip.isVisible()
    assert action.isChecked()


def test_the_window_hides_it_elsewhere_until_it_is_wanted(open_window):
    window = open_window("--expr", "x*y", "--set", "x=3", "y=4")
    strip, action = window.stage.strip, window.actions_["strip"]
    assert not strip.isVisible()
    action.trigger()
    assert strip.isVisible()
    window.player.jump.last()
    window.values.set_value("x", 20.0)
    window.player.seek_step(len(window.player.timeline.steps) - 1)
    assert strip.told(strip.bars[1]) == "∂f/∂y = 20.00"
    strip.node_asked.emit(strip.bars[1].node)
    assert window.stage.canvas.view.selected == strip.bars[1].node


def test_numbers_and_names_follow_the_preference(strip):
    done = of_lesson("exploding-10")
    timeline = perform(strip, done)
    strip.show_frame(timeline.rest(-1), Numerals(comma=True, style="significant", digits=5, notation="error"))
    assert strip.told(strip.bars[0]) == f"E_{strip.bars[0].name} = 1,9683·10⁵"
