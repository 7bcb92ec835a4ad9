"""The Curve panel: the point stands on the curve, the tangent has the gradient's slope, dragging changes the leaf."""

from __future__ import annotations

import math

import numpy
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gradviz.autodiff.engine import run
from gradviz.explain.topic import Topic
from gradviz.graph.graph import Gate
from gradviz.gui import fonts
from gradviz.gui.panels.curve.panel import Curve
from gradviz.gui.panels.curve.view import View
from gradviz.gui.panels.name_chips import NameChip
from gradviz.gui.plots.plot import TICK_PX
from gradviz.gui.state import derive
from gradviz.lesson import library
from gradviz.lesson.lesson import Lesson
from tests.gui.side_panels import MAIN, perform

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def curve(panel_of):
    return panel_of(Curve, 570)


def _chips(panel: Curve) -> dict[str, NameChip]:
    return {chip.name: chip for chip in panel.chips._chips}


@pytest.mark.parametrize("lesson", [each.id for each in library.lessons() if each.available])
def test_the_point_stands_on_the_curve_and_the_curve_has_the_gradient_s_slope(curve, lesson):
    opened = library.load_lesson(lesson)
    perform(curve, opened)
    run = derive(opened).result.run
    for name, chip in _chips(curve).items():
        if not chip.isChecked():
            QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
            QTest.mouseClick(
                next(each for each in _chips(curve).values() if each.isChecked() and each is not chip),
                Qt.MouseButton.LeftButton,
            )
        line = curve.line.line
        assert line.names[0] == name
        right = int(numpy.searchsorted(line.curve.x, run.bindings[name]))
        beside = line.curve.values[right - 1 : right + 1]
        assert run.value == pytest.approx(beside[1], abs=2 * abs(beside[1] - beside[0]) + 1e-4)
        assert line.slope == run.gradients[name] or (math.isnan(line.slope) and run.kinks)
        assert line.curve.x[0] < run.bindings[name] < line.curve.x[-1]


@pytest.mark.parametrize("height", [380, 570])
@pytest.mark.parametrize("lesson", ["vanishing-10", "exploding-10", "lecture-exp"])
def test_two_numbers_at_least_tell_the_scale_and_all_of_them_find_room(curve, lesson, height):
    curve.resize(364, height)
    perform(curve, library.load_lesson(lesson))
    curve.grab()
    plot = curve.line
    across, up = plot.axes()
    for axis, sideways in ((across, True), (up, False)):
        assert len({text for _, text in plot.ticks(axis, across=sideways)}) > 1
    widest = max(fonts.width(text, fonts.mono(TICK_PX)) for _, text in plot.ticks(up, across=False))
    assert widest < plot.frame().left()


def test_two_variables_make_a_map(curve):
    perform(curve, MAIN)
    QTest.mouseClick(_chips(curve)["x"], Qt.MouseButton.LeftButton)
    ground = curve.map.ground
    assert ground.names == ("w", "x")
    assert ground.place == (1.5, 2.0)
    assert curve._plots.currentWidget() is curve.map
    QTest.mouseClick(_chips(curve)["y"], Qt.MouseButton.LeftButton)
    assert curve.map.ground.names == ("x", "y")


def test_dragging_the_point_asks_for_the_leaf_s_value(curve, qtbot):
    perform(curve, MAIN)
    across, _ = curve.line.axes()
    asked = []
    curve.values_asked.connect(asked.append)
    QTest.mousePress(curve.line, Qt.MouseButton.LeftButton, pos=QPoint(round(across.px(0.5)), 100))
    assert asked[-1] == {"w": pytest.approx(0.5, abs=abs(1 / across.scale))}
    with qtbot.waitSignal(curve.settled):
        QTest.mouseRelease(curve.line, Qt.MouseButton.LeftButton, pos=QPoint(120, 100))


def test_the_wheel_zooms_about_the_mouse(curve):
    perform(curve, MAIN)
    before, _ = curve.line.axes()
    still = before.at(200.0)
    curve.line.zoomed.emit(0.9, still, 0.0)
    after, _ = curve.line.axes()
    assert after.at(200.0) == pytest.approx(still)
    assert after.high - after.low == pytest.approx((before.high - before.low) * 0.9)


def test_a_gate_shows_its_own_function(curve):
    perform(curve, MAIN)
    graph = derive(MAIN).result.graph
    exp = next(node for node in graph.nodes if isinstance(node, Gate) and node.op == "exp")
    curve.choose(Topic(exp.id))
    QTest.mouseClick(curve.subject.buttons[1], Qt.MouseButton.LeftButton)
    line = curve.line.line
    assert line.derivative
    assert numpy.allclose(line.curve.values, numpy.exp(line.curve.x))
    assert line.value == pytest.approx(line.slope)


def test_the_switch_of_max_is_marked(curve):
    perform(curve, MAIN)
    QTest.mouseClick(_chips(curve)["x"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(_chips(curve)["w"], Qt.MouseButton.LeftButton)
    ((x, _, words),) = curve.line.line.kinks
    assert x == pytest.approx(2 / 3, abs=1e-4)
    assert words == "max switches"


@pytest.mark.parametrize(
    ("text", "values", "local", "kinks", "said"),
    [
        ("max(x, y)", {"x": 2, "y": 2}, 0.5, [2], "equal share"),
        ("relu(x)", {"x": 0}, 0, [0], "0 there"),
        ("max(x, y)", {"x": 2, "y": 1}, 1, [1], ""),
        ("max(z, x, y)", {"z": 1, "x": 2, "y": 2}, 0, [2], ""),
        ("exp(x)", {"x": 0}, 1, [], ""),
    ],
)
def test_a_gate_at_its_kink_has_no_tangent(curve, text, values, local, kinks, said):  # noqa: PLR0917 - one case a row
    """``max(z, x, y)`` with x = y stands at a kink, but not as a function of z."""
    perform(curve, Lesson(text=text, values=values))
    QTest.mouseClick(curve.subject.buttons[1], Qt.MouseButton.LeftButton)
    line, fact = curve.line.line, curve.facts.facts[-1]
    assert [x for x, *_ in line.kinks] == pytest.approx(kinks, abs=1e-4)
    assert all(words == f"{text.split('(')[0]} switches" for *_, words in line.kinks)
    assert fact.number == local
    assert math.isnan(line.slope) == bool(said)
    assert ("by convention" in fact.text) == bool(said)
    assert said in curve._hint.text()
    assert ("no derivative" in curve._hint.text()) == bool(said)


def test_what_is_seen_stays_while_the_point_has_room():
    view = View(0.0, 3.0)
    assert view.holding(2.0) is view
    moved = view.holding(2.9)
    assert moved.span[0] < 2.9 < moved.span[1]


def test_without_variables_it_says_what_will_be_here(curve):
    perform(curve, Lesson(text="1 + 2"))
    assert curve._plots.isHidden()
    curve.show_nothing()
    assert not curve.grab().isNull()


@pytest.mark.parametrize("text", ["log(x)", "1/x", "x*0", "exp(900*x)", "sqrt(-1 - x*x)"])
def test_missing_infinite_and_level_curves_are_drawn(curve, text):
    perform(curve, Lesson(text=text))
    assert not curve.grab().isNull()


def test_in_the_window_dragging_is_one_undo_step(open_window):
    window = open_window("--expr", MAIN.text)
    window.side.tabs.choose("curve")
    panel = window.side.curve
    before = window.session.stack.count()
    for at in (100, 140, 180):
        panel.line.dragged.emit(panel.line.axes()[0].at(at), 0.0)
    panel.line.dropped.emit()
    assert window.session.stack.count() == before + 1
    assert window.session.lesson.values["w"] != 1.0


def test_a_drag_over_the_map_is_one_undo_step(open_window):
    window = open_window("--expr", MAIN.text)
    window.side.tabs.choose("curve")
    panel = window.side.curve
    panel._choose((0, 1))
    before = window.session.stack.count()
    for at in (0.5, 0.7, 0.9):
        panel.map.dragged.emit(at, -at)
    panel.map.dropped.emit()
    assert window.session.stack.count() == before + 1
    assert (window.session.lesson.values["w"], window.session.lesson.values["x"]) == (0.9, -0.9)


def test_beside_a_target_that_does_not_need_it_a_variable_has_no_slope(curve):
    graph = derive(MAIN).result.graph
    aimed = run(graph, MAIN.values, target=next(gate.id for gate in graph.gates if graph.labels[gate.id] == "a"))
    curve.show_run(aimed)
    QTest.mouseClick(_chips(curve)["y"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(_chips(curve)["w"], Qt.MouseButton.LeftButton)
    assert curve.line.line.names == ("y", "a")
    assert curve.facts.facts[-1].number is None
    assert not curve.grab().isNull()


@pytest.mark.parametrize("height", [200, 280, 340, 420, 700])
@pytest.mark.parametrize("lesson", ["lecture-exp", "karpathy-neuron"])
def test_the_facts_are_seen_or_one_scrolls_to_them(curve, lesson, height):
    perform(curve, library.load_lesson(lesson))
    curve.resize(364, height)
    bar = curve.verticalScrollBar()
    assert not curve.facts.isHidden()
    assert curve.facts.height() >= curve.facts.sizeHint().height()
    bar.setValue(bar.maximum())
    shown = curve.facts.rect().translated(curve.facts.mapTo(curve.viewport(), QPoint()))
    assert curve.viewport().rect().contains(shown)


def test_the_plot_gives_way_before_the_page_scrolls(curve):
    perform(curve, library.load_lesson("lecture-exp"))
    curve.resize(364, 350)
    assert curve.verticalScrollBar().maximum() == 0
    assert curve.line.height() >= curve.line.minimumSizeHint().height()


def test_tab_goes_from_the_subject_to_the_names(curve):
    perform(curve, library.load_lesson("karpathy-neuron"))
    curve.resize(364, 700)
    after, chain = curve.subject.buttons[-1], []
    while len(chain) < 5:
        after = after.nextInFocusChain()
        chain += [after] if after.focusPolicy() & Qt.FocusPolicy.TabFocus else []
    assert chain == list(_chips(curve).values())


def test_only_a_page_that_scrolls_stops_the_keyboard(curve):
    perform(curve, library.load_lesson("karpathy-neuron"))
    curve.resize(364, 700)
    assert not curve.focusPolicy() & Qt.FocusPolicy.TabFocus
    curve.resize(364, 220)
    assert curve.focusPolicy() & Qt.FocusPolicy.TabFocus
