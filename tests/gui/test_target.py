"""The gradient of any line or gate: asked for, shown everywhere, remembered, undone, and right."""

from __future__ import annotations

import pytest
import sympy

from gradviz.autodiff.check import Method, Verdict, check
from gradviz.explain.topic import Topic
from gradviz.gui.canvas import legends
from gradviz.gui.gate_menu import menu_of
from gradviz.gui.state import derive
from gradviz.lesson.file import dumps, load, save
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import NOT_COMPUTED, Numerals
from gradviz.timeline.frame import Phase

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

MAIN = "a = w*x\nm = max(a, y)\nf = m*x + exp(-m)"
SMOOTH = "a = w*x\nb = sin(a) + x*y\nf = b*exp(a)"
POINT = {"w": 0.5, "x": 2.0, "y": 1.5}


@pytest.fixture
def window(open_window):
    found = open_window("--expr", SMOOTH)
    for name, value in POINT.items():
        found.values.set_value(name, value)
    return found


def graph_of(window):
    return window.session.picture.question.graph


def aim(window, qtbot, target: str) -> None:
    window.aiming.set_target(target)
    qtbot.waitUntil(lambda: graph_of(window).output_name == (target or "f"), timeout=20_000)
    window.player.jump.last()
    window.stage.canvas.settle()


def by_sympy(target: str) -> dict[str, float]:
    """The gradients of a line of the program, from its formula written by hand."""
    w, x, y = sympy.symbols("w x y")
    formula = {"a": w * x, "b": sympy.sin(w * x) + x * y}[target]
    return {str(leaf): float(formula.diff(leaf).subs(POINT)) for leaf in (w, x, y)}


@pytest.mark.parametrize("target", ["a", "b"])
def test_every_panel_tells_the_gradients_of_the_target(window, qtbot, target):
    aim(window, qtbot, target)
    expected, numerals, side = by_sympy(target), Numerals(), window.side
    run = window.session.picture.run
    for name, gradient in expected.items():
        leads = graph_of(window).reaches_output[graph_of(window).labels.index(name)]
        cell = side.inputs.rows[name].gradient.text()
        assert cell == (numerals.text(gradient) if leads else "—")
        assert run.node_gradients[graph_of(window).labels.index(name)] == pytest.approx(gradient, abs=1e-12)
    side.tabs.choose("code")
    assert side.code.ledger.backward[0].line.text == f"d{target} = 1"
    side.tabs.choose("curve")
    assert side.curve.facts.facts[1].text == target
    side.tabs.choose("paths")
    side.choose(Topic(graph_of(window).labels.index("x")))
    assert side.paths.sum.result == numerals.text(expected["x"]) or len(side.paths.ways.listed) == 1
    assert side.paths.ways.total == pytest.approx(expected["x"])
    side.tabs.choose("explain")
    assert f"∂{target}" in side.explain.explanation.plain(numerals)


def test_the_check_is_of_the_target():
    run = derive(Lesson(text=SMOOTH, values=POINT, target="b")).result.run
    expected = by_sympy("b")
    for leaf in check(run).leaves:
        assert leaf.gradient == pytest.approx(expected[leaf.leaf])
        assert leaf.by(Method.SYMBOLIC).derivative == pytest.approx(expected[leaf.leaf])
        assert leaf.by(Method.CENTRED).verdict is Verdict.AGREES


def test_a_number_that_will_never_come_is_told_from_one_that_is_not_there_yet(window, qtbot):
    scene = window.stage.canvas.scene
    narrow = legends.width_of([legends.marks("right")], window.looks.theme)
    assert legends.target_beside(graph_of(window)) == ""
    aim(window, qtbot, "b")
    qtbot.waitUntil(lambda: scene.graph is graph_of(window), timeout=20_000)
    graph = scene.graph
    assert legends.target_beside(graph) == window.stage.canvas.rim.target == "b"
    assert legends.width_of([legends.marks("right", target="b")], window.looks.theme) > narrow
    past = [wire.id for wire in graph.wires if not graph.reaches_output[wire.target] and scene.wires[wire.id].gradient]
    assert past
    for wire in past:
        assert scene.wires[wire].gradient.text == NOT_COMPUTED
        assert scene.wires[wire].gradient.hint() == "This wire does not lead to b: no gradient comes back along it."
    window.player.jump.first()
    ahead = [wire for wire in graph.wires if graph.reaches_output[wire.target] and scene.wires[wire.id].gradient]
    assert not any(scene.wires[wire.id].gradient.hint() for wire in ahead)


def test_the_seed_stands_at_the_target_and_the_rest_steps_back(window, qtbot):
    aim(window, qtbot, "b")
    graph, scene = graph_of(window), window.stage.canvas.scene
    assert scene.output_name.text == "b"
    assert window.player.frame.output.gradient == 1.0
    assert window.player.frame.nodes[graph.labels.index("f")].gradient is None
    faint = {graph.labels[node] for node, parts in enumerate(scene.nodes) if parts.body.opacity() < 1}
    assert faint == {"f", "r"} or "f" in faint
    assert "b" not in faint
    assert window.player.frame.phase is Phase.BACKWARD


def test_the_bar_says_so_and_leads_back(window, qtbot):
    bar = window.stage.aim
    assert bar.isHidden()
    aim(window, qtbot, "b")
    assert not bar.isHidden()
    assert "gradients are those of b" in bar.text()
    window.looks.set_language("ru")
    assert "градиенты b" in bar.text()
    bar.accept()
    qtbot.waitUntil(lambda: not graph_of(window).aimed, timeout=20_000)
    assert bar.isHidden()


def test_the_choice_is_saved_undone_and_done_again(window, qtbot, tmp_path):
    aim(window, qtbot, "a")
    save(window.session.lesson, tmp_path / "aimed.gradviz")
    assert load(tmp_path / "aimed.gradviz").target == "a"
    window.session.stack.undo()
    assert window.session.lesson.target == ""
    qtbot.waitUntil(lambda: not graph_of(window).aimed, timeout=20_000)
    window.session.stack.redo()
    qtbot.waitUntil(lambda: graph_of(window).output_name == "a", timeout=20_000)


def test_values_change_under_a_target_and_a_line_that_goes_takes_the_target_with_it(window, qtbot):
    aim(window, qtbot, "b")
    window.values.set_value("w", 3.0)
    assert graph_of(window).output_name == "b"
    window.writing.type_text("f = x*y", 7)
    window.session.end_stretch()
    qtbot.waitUntil(lambda: len(graph_of(window).gates) == 1, timeout=20_000)
    assert not graph_of(window).aimed
    assert window.stage.aim.isHidden()


def test_the_menus_offer_lines_and_the_selected_gate(window, qtbot):
    menu = window.menus["target"]
    assert [action.text() for action in menu.actions() if action.isCheckable()] == ["a", "b"]
    gate = graph_of(window).labels.index("p") if "p" in graph_of(window).labels else graph_of(window).gates[1].id
    window.stage.canvas.view.select(gate)
    window.actions_["target_selected"].trigger()
    qtbot.waitUntil(lambda: graph_of(window).output == gate, timeout=20_000)
    assert window.session.lesson.target == graph_of(window).key(gate) == "#1"
    window.actions_["target_output"].trigger()
    qtbot.waitUntil(lambda: not graph_of(window).aimed, timeout=20_000)


def test_the_menu_at_a_gate(window, qtbot):
    graph = graph_of(window)
    actions = {action.text(): action for action in menu_of(window, graph.labels.index("b")).actions()}
    assert {"Gradients of b", "Paths from b to f"} <= set(actions)
    actions["Gradients of b"].trigger()
    qtbot.waitUntil(lambda: graph_of(window).output_name == "b", timeout=20_000)
    actions = {action.text(): action for action in menu_of(window, graph.labels.index("x")).actions()}
    assert not actions["Gradients of x"].isEnabled()
    actions["Back to the Gradients of f"].trigger()
    qtbot.waitUntil(lambda: not graph_of(window).aimed, timeout=20_000)


def test_the_programs_own_output_needs_no_target(window):
    window.aiming.at(graph_of(window).labels.index("f"))
    assert window.session.lesson.target == ""
    assert '"target": ""' in dumps(window.session.lesson)


def test_every_step_of_an_aimed_performance_can_be_explained(window, qtbot):
    for target in ("a", "#1", "b"):
        window.aiming.set_target(target)
        qtbot.waitUntil(lambda target=target: graph_of(window).key(graph_of(window).output) == target, timeout=20_000)
        for step in range(len(window.player.timeline.steps)):
            window.player.seek_step(step)
            assert window.side.explain.explanation.title
            assert "None" not in window.player.timeline.caption(step).plain(Numerals())


def test_a_value_used_beside_the_target_is_not_said_to_add_up():
    result = derive(Lesson(text=MAIN, values={"w": 1.5, "x": 2.0, "y": 1.0}, target="m")).result
    said = result.timeline.caption(-1).plain(Numerals())
    assert said == "only one branch of x leads to m: its gradient is 1.50"
