"""The Paths panel: it tells the sum over paths of the run it is shown, and lights each path up on the canvas."""

from __future__ import annotations

import networkx
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from gradviz import i18n
from gradviz.autodiff.engine import run
from gradviz.autodiff.paths import Multiplications, multiplications, paths
from gradviz.explain.topic import Topic
from gradviz.graph.build import read
from gradviz.graph.links import Reach
from gradviz.gui.panels.paths import PathsPanel
from gradviz.gui.panels.paths.costs import why
from gradviz.gui.side import LEAST_WIDTH
from gradviz.gui.theme import DARK
from gradviz.numerals import Numerals
from tests.autodiff.examples import SCALAR

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

MAIN = "a = w*x\nm = max(a, y)\nf = m*x + exp(-m)"
POINT = {"w": 1.5, "x": 2.0, "y": 1.0}


@pytest.fixture
def panel(panel_of):
    found = panel_of(PathsPanel, 900)
    yield found
    found.finish()


def show(panel: PathsPanel, text: str, values: dict[str, float], start: str = ""):
    found = run(read(text), values)
    panel.show_run(found)
    if start:
        panel.choose(Topic(found.graph.labels.index(start)))
    return found


def visible(panel: PathsPanel):
    return [row for row in panel.rows if not row.isHidden()]


def words(tokens) -> str:
    return " ".join(token.text for token in tokens)


@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_every_leaf_of_every_example_is_the_sum_that_is_shown(panel, example):
    found = show(panel, example["program"], example["values"])
    network = found.graph.to_networkx()
    for leaf in found.graph.variables:
        panel.choose(Topic(leaf.id))
        walks = (
            []
            if leaf.id == found.graph.output
            else networkx.all_simple_edge_paths(network, leaf.id, found.graph.output)
        )
        expected = sum(1 for _ in walks) if leaf.id != found.graph.output else 1
        assert len(visible(panel)) == expected
        assert panel.verdict.isHidden() == (expected == 0)
        if expected > 1:
            assert panel.sum.result == Numerals().text(found.gradients[leaf.name])


def test_a_row_tells_the_names_the_factors_and_the_product(panel):
    show(panel, MAIN, POINT, "w")
    first, second = visible(panel)
    assert words(first.names) == "w → a → m → p → f"
    assert (words(first.numbers), first.sign, first.result) == ("2.00 × 1 × 2.00 × 1", "=", "4.00")
    assert words(second.names) == "w → a → m → q → r → f"
    assert words(second.numbers) == "2.00 × 1 × (−1) × 0.05 × 1"
    assert (words(panel.sum.numbers), panel.sum.sign, panel.sum.result) == ("4.00 + (−0.10)", "=", "3.90")
    assert panel.count.text() == "2 paths lead from w to f"
    assert "add up" in panel.verdict.text()


def test_a_rounded_product_is_only_about_equal(panel):
    show(panel, "f = exp(x)*y*z", {"x": 1.0, "y": 2.0, "z": 3.0})
    (row,) = visible(panel)
    assert (words(row.numbers), row.sign, row.result) == ("2.72 × 2.00 × 3.00", "≈", "16.31")
    assert panel.sum.isHidden()


def test_any_gate_can_be_the_start(panel):
    found = show(panel, MAIN, POINT, "m")
    assert panel.chips.isVisible()
    assert [chip.name for chip in panel.chips._chips] == ["w", "x", "y", "m"]
    assert len(visible(panel)) == 2
    assert panel.sum.result == Numerals().text(found.gradients["m"])


def test_the_three_counts_are_those_of_the_engine(panel):
    graph = read(MAIN)
    show(panel, MAIN, POINT)
    cost = multiplications(graph)
    assert [number for _, number, _ in panel.costs.rows()] == [str(n) for n in (cost.naive, cost.forward, cost.reverse)]
    parts = [part for *_, part in panel.costs.rows()]
    assert parts == pytest.approx([1, cost.forward / cost.naive, cost.reverse / cost.naive])
    assert panel.why.text().startswith("The reverse pass wins")


def test_why_the_reverse_pass_is_cheap_is_said_only_where_it_is():
    assert "wins" in why(multiplications(read("exp(w*x)")))
    assert "forward mode does as well" in why(multiplications(read("x*x*x")))
    assert "cost the same" in why(multiplications(read("exp(sin(x))")))
    assert "cost the same" in why(Multiplications(2, 2, 2, 2))


def test_too_many_paths_are_counted_not_listed(panel):
    text = "\n".join(["a0 = x*1", *(f"a{n} = a{n - 1} + a{n - 1}" for n in range(1, 41))])
    found = show(panel, text, {"x": 1.0})
    assert not visible(panel)
    assert panel.sum.isHidden()
    assert panel.sign.isHidden()
    assert Numerals().text(2.0**40) in panel.verdict.text()
    ways = paths(found, 0)
    assert panel.count.text().startswith(f"{Numerals().count(2**40)} paths lead from x to a40: too many to list")
    assert Numerals().count(ways.multiplications) in panel.count.text()


def test_a_leaf_that_leads_nowhere_has_no_path(panel):
    show(panel, "u = y + 1\nf = 3*x", {"x": 1.0, "y": 1.0}, "y")
    assert panel.count.text() == "No path leads from y to f."
    assert not visible(panel)


def test_pointing_and_choosing_a_row_speak_of_that_very_path(panel, qtbot):
    found = show(panel, MAIN, POINT, "w")
    ways = paths(found, found.graph.labels.index("w")).listed
    row = visible(panel)[1]
    wanted = Reach(frozenset(ways[1].nodes), frozenset(ways[1].wires))
    with qtbot.waitSignal(panel.pointed) as pointed:
        QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))
    assert pointed.args == [None]
    with qtbot.waitSignal(panel.chosen) as chosen:
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert chosen.args == [wanted]
    assert row.chosen
    with qtbot.waitSignal(panel.chosen) as chosen:
        QTest.keyClick(row, Qt.Key.Key_Return)
    assert chosen.args == [None]


def test_the_chosen_path_stays_with_other_numbers_and_goes_with_another_graph(panel):
    show(panel, MAIN, POINT, "w")
    QTest.mouseClick(visible(panel)[0], Qt.MouseButton.LeftButton)
    show(panel, MAIN, POINT | {"y": 9.0})
    assert visible(panel)[0].chosen
    assert visible(panel)[0].result == "0"
    show(panel, "f = w*x", {"w": 1.5, "x": 2.0})
    assert not any(row.chosen for row in panel.rows)


def test_looks_and_language_change_with_the_paths_in_place(panel):
    show(panel, MAIN, POINT, "w")
    panel.set_theme(DARK)
    try:
        i18n.set_language("ru")
        panel.retranslate()
        assert panel.count.text() == "От w к f ведут 2 пути"
    finally:
        i18n.set_language("en")
    assert len(visible(panel)) == 2
    panel.show_nothing()
    assert panel.count.text()
    assert not visible(panel)


def test_the_canvas_lights_the_chosen_path_while_the_panel_is_seen(open_window):
    window = open_window("--expr", MAIN)
    window.habits.see_paths()
    panel, scene = window.side.paths, window.stage.canvas.scene
    ways = panel.ways.listed
    first, second = visible(panel)[:2]
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    lit = Reach(frozenset(ways[0].nodes), frozenset(ways[0].wires))
    assert scene.lit == lit
    second.pointed.emit(True)
    assert scene.lit == Reach(frozenset(ways[1].nodes), frozenset(ways[1].wires))
    second.pointed.emit(False)
    assert scene.lit == lit
    window.linking.point_at(0)
    window.linking.light()
    window.linking.point_at(None)
    assert scene.lit == lit
    window.side.tabs.choose("explain")
    assert scene.lit is None


def test_the_explanation_of_a_leaf_leads_to_its_paths(open_window):
    window = open_window("--expr", MAIN)
    leaf = window.session.picture.question.graph.labels.index("x")
    window.side.choose(Topic(leaf))
    link = next(label for label in window.side.explain.findChildren(QLabel) if "All paths from x to f" in label.text())
    link.linkActivated.emit("#")
    QApplication.processEvents()
    assert window.side.tabs.current == "paths"
    assert window.side.paths.ways.start == leaf


def test_the_action_begins_at_the_selected_node(open_window):
    window = open_window("--expr", MAIN)
    gate = window.session.picture.question.graph.labels.index("m")
    window.stage.canvas.view.select(gate)
    window.actions_["paths"].trigger()
    assert (window.side.tabs.current, window.side.paths.ways.start) == ("paths", gate)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_all_tabs_are_seen_whole_at_the_least_width(open_window, language):
    window = open_window("--expr", MAIN)
    window.looks.set_language(language)
    bar = window.side.tabs.bar
    assert sum(bar.tabSizeHint(place).width() for place in range(bar.count())) <= LEAST_WIDTH


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x*x", ["x_(1) → f", "x_(2) → f"]),
        ("a = x + 1\np = a*a\nf = exp(p)", ["x → a_(1) → p → f", "x → a_(2) → p → f"]),
        ("p = exp(x)\nf = x*p", ["x → p → f", "x → f"]),
    ],
)
def test_paths_over_branches_into_one_gate_are_told_apart(panel, text, told):
    show(panel, text, {"x": 2.0}, "x")
    assert [words(row.names) for row in visible(panel)] == told
