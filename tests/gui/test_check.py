"""The Check panel and the line in the status bar: verdicts, numbers, steps, nudges."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gradviz import i18n
from gradviz.autodiff.check import Method, Verdict, check
from gradviz.autodiff.engine import run
from gradviz.explain.topic import Topic
from gradviz.graph.graph import Gate
from gradviz.graph.ties import Ties
from gradviz.gui import fonts
from gradviz.gui.panels.check.panel import CheckPanel
from gradviz.gui.panels.check.table import HEADER, ROW
from gradviz.gui.panels.check.verdicts import HEADINGS, IN_SHORT, METHODS, WORDS, largest_error, verdict_by
from gradviz.gui.panels.check.working import ERROR_ROOM
from gradviz.gui.state import derive
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import Numerals
from tests.gui.side_panels import MAIN, perform

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

TIE = Lesson(text="3*max(x, y)", values={"x": 2.0, "y": 2.0})


@pytest.fixture
def panel(panel_of):
    return panel_of(CheckPanel, 900)


def _show(panel: CheckPanel, lesson: Lesson, epsilon: float = 1e-5) -> None:
    result = perform(panel, lesson)
    panel.show_check(result.run, check(result.run, epsilon))


def _row(panel: CheckPanel, words: str) -> str:
    return next(row.number for row in panel.working.rows if row.words == words)


def test_every_verdict_and_method_has_words():
    assert set(HEADINGS) == set(IN_SHORT) == set(Verdict)
    assert set(WORDS) == set(Verdict) - {Verdict.AGREES}
    assert set(METHODS) == set(Method)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_word_in_place_of_an_error_leaves_the_number_alone(panel, language):
    i18n.set_language(language)
    for word in WORDS.values():
        assert fonts.width(i18n.tr(word), fonts.ui(13, 500)) <= ERROR_ROOM - 2, word


def test_agreement_is_said_with_the_largest_error(panel):
    _show(panel, MAIN)
    assert panel.verdict.text() == "Backprop agrees with differences"
    found = largest_error(panel.check, Method.CENTRED)
    assert 0 < found < 1e-8
    assert Numerals(style="significant").text(found) in panel.error.text()
    assert panel.spent.text().startswith(f"The expression was computed {panel.check.evaluations} times. For every leaf")
    i18n.set_language("ru")
    panel.retranslate()
    assert f" {panel.check.evaluations} раз" in panel.spent.text()


@pytest.mark.parametrize(
    ("text", "each", "told"),
    [
        ("x*y", 4, "For every leaf: at x ± ε and at x ± ε/2; f(x) itself twice."),
        ("relu(x*y)", 8, "For every leaf: at x ± ε, at x ± ε/2, near a kink also in between; f(x) itself twice."),
    ],
)
def test_the_number_of_evaluations_is_accounted_for(panel, text, each, told):
    _show(panel, Lesson(text=text, values={"x": 1.0, "y": 2.0}))
    assert panel.check.evaluations == 2 + each * 2
    assert panel.spent.text() == f"The expression was computed {2 + each * 2} times. {told}"
    assert "listing" in panel.spent.toolTip()


def test_a_check_that_comes_before_its_run_is_not_lost(panel):
    result = derive(MAIN).result
    panel.show_check(result.run, check(result.run))
    panel.show_run(result.run)
    assert panel.verdict.text() == "Backprop agrees with differences"
    panel.show_run(derive(TIE).result.run)
    assert panel.check is None


def test_at_a_tie_it_does_not_cry_wolf(panel):
    _show(panel, TIE)
    assert panel.verdict.text() == "At a kink a difference proves nothing"
    assert verdict_by(panel.check, Method.CENTRED) is Verdict.KINK
    assert largest_error(panel.check, Method.CENTRED) is None


def test_the_numbers_of_the_difference_are_those_of_the_expression(panel):
    _show(panel, MAIN)
    graph = derive(MAIN).result.graph
    above, below = (run(graph, MAIN.values | {"w": 1.5 + h}).value for h in (1e-5, -1e-5))
    numerals = Numerals(digits=8)
    assert _row(panel, "f(w + ε)") == numerals.text(above)
    assert _row(panel, "f(w − ε)") == numerals.text(below)
    assert float(_row(panel, "difference / 2ε")) == pytest.approx((above - below) / 2e-5, rel=1e-6)
    assert _row(panel, "backprop") == _row(panel, "symbolic, SymPy") == _row(panel, "listing, compiled")


def test_a_click_on_a_row_shows_how_its_difference_is_taken(panel):
    _show(panel, MAIN)
    QTest.mouseClick(panel.table, Qt.MouseButton.LeftButton, pos=QPoint(200, HEADER + ROW + ROW // 2))
    assert _row(panel, "f(x + ε)")
    QTest.mouseClick(panel.sides.buttons[1], Qt.MouseButton.LeftButton)
    assert _row(panel, "f(x)") == Numerals(digits=8).text(derive(MAIN).result.run.value)


def test_steps_are_chosen_typed_and_clicked_on_the_plot(panel, qtbot):
    _show(panel, MAIN)
    asked = []
    panel.epsilon_chosen.connect(asked.append)
    QTest.mouseClick(panel.steps.buttons[0], Qt.MouseButton.LeftButton)
    panel.field.setFocus()
    panel.field.selectAll()
    QTest.keyClicks(panel.field, "2e-4")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert asked == [1e-3, 2e-4]
    across, _ = panel.plot.axes()
    panel.plot.dragged.emit(-6.0, 0.0)
    assert asked[-1] == pytest.approx(1e-6)
    assert panel.plot.epsilon == pytest.approx(1e-6)
    assert across.low == pytest.approx(-13)


def test_a_step_must_be_above_zero(panel):
    _show(panel, MAIN)
    asked = []
    panel.epsilon_chosen.connect(asked.append)
    panel.field.entered.emit(-1.0)
    assert asked == []


def test_the_valley_lies_where_the_sweep_is_lowest(panel):
    _show(panel, MAIN)
    swept = panel.plot.sweep
    assert swept.centred[swept.epsilons.index(swept.valley)] == min(swept.centred)


def test_every_way_has_its_own_error_beside_its_number(panel):
    _show(panel, MAIN)
    rows = {row.words: row for row in panel.working.rows}
    leaf = panel.check.leaves[0]
    for words, method in (("difference / 2ε", Method.CENTRED), *((METHODS[m], m) for m in list(Method)[2:])):
        assert rows[words].error == Numerals(style="significant").text(leaf.by(method).error)
    _show(panel, TIE)
    assert {row.words: row.error for row in panel.working.rows}["symbolic, SymPy"] == "kink"
    assert "SymPy gives each winner ½" in panel.working._note.text()


def test_the_symbolic_derivative_is_a_formula_or_where_it_is_long_a_text(panel):
    _show(panel, Lesson(text="w1*exp(w1*x)", values={"x": 0.5, "w1": 2.0}))
    panel._choose_leaf("x")
    shown = panel.working.symbolic
    assert shown.isVisibleTo(panel) and not panel.working.spelled.isVisibleTo(panel)
    assert shown.formula.text == "∂f/∂x = w1**2*exp(w1*x)"
    assert shown.formula.latex == r"\frac{\partial f}{\partial x} = w_{1}^{2} e^{w_{1} x}"
    _show(panel, Lesson(text="sin(x)*cos(x)*tan(x)*exp(x*x)*tanh(x)*log(x)*softplus(x)", values={"x": 0.5}))
    assert panel.working.spelled.isVisibleTo(panel) and not shown.isVisibleTo(panel)
    assert "exp(x**2)" in panel.working.spelled.text().replace("\u200b", "")
    panel.show_check(panel._run, check(panel._run, symbolic=False))
    assert not panel.working.spelled.isVisibleTo(panel)
    panel.show_nothing()


def test_no_step_is_called_the_best_at_a_tie(panel):
    _show(panel, MAIN)
    assert "best one" in panel._hint.text()
    _show(panel, replace(TIE, ties=Ties("first")))
    assert panel.plot.sweep.valley is None
    assert "None brings the difference near" in panel._hint.text()


@pytest.mark.parametrize(("text", "x"), [("log(x)", 1e-6), ("tan(x)", 1.5707963267948966), ("sqrt(x)", 1e-6)])
def test_too_large_a_step_does_not_take_the_derivative_away(panel, text, x):
    _show(panel, Lesson(text=text, values={"x": x}))
    assert panel.verdict.text() == "This step is too coarse to tell"
    assert IN_SHORT[verdict_by(panel.check, Method.CENTRED)] == "the step of the check is too coarse"


def test_a_nudge_tells_what_really_happens_beside_what_was_foretold(panel):
    _show(panel, MAIN)
    graph = derive(MAIN).result.graph
    gate = next(node for node in graph.nodes if isinstance(node, Gate) and graph.labels[node.id] == "m")
    panel.choose(Topic(gate.id))
    panel.nudging.field.entered.emit(0.5)
    found = panel.nudging.nudge
    after = 3.5 * 2 + 2.718281828459045**-3.5
    assert found.change == pytest.approx(after - derive(MAIN).result.run.value)
    assert found.predicted == pytest.approx(derive(MAIN).result.run.gradients["m"] * 0.5)


def test_rounding_is_called_so_where_the_output_is_linear(panel):
    _show(panel, Lesson(text="0.3*x + y", values={"x": 1.7, "y": 0.2}))
    assert 0 < abs(panel.nudging.nudge.error) < 1e-15
    assert panel.nudging._numbers[2].text() == "rounding"
    i18n.set_language("ru")
    panel.retranslate()
    assert panel.nudging._numbers[2].sizeHint().width() <= panel.nudging.field.width(), "it widens no column"
    _show(panel, Lesson(text="x*x*y", values={"x": 1.7, "y": 0.2}))
    assert panel.nudging._numbers[2].text().endswith("0020")


def test_without_variables_or_graph_nothing_is_checked(panel):
    panel.show_nothing()
    assert panel.table.isHidden()
    assert panel.verdict.text()
    _show(panel, Lesson(text="1 + 2"))
    assert panel.table.isHidden()
    assert not panel.grab().isNull()


def test_the_status_bar_says_that_the_gradients_are_right(open_window, qtbot):
    window = open_window("--expr", MAIN.text, "--set", "w=1.5", "x=2", "y=1")
    qtbot.waitUntil(lambda: "agree" in window.status.verdict.text(), timeout=5000)
    window.side.tabs.choose("check")
    qtbot.waitUntil(lambda: window.side.check.check is not None, timeout=5000)
    assert verdict_by(window.side.check.check, Method.CENTRED) is Verdict.AGREES
