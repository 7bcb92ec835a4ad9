"""Folding in the window: one edit each, kept in the file; parts glide into their gate and out of it; menus say what can
be done."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from gradviz.graph.offers import as_typed, folded_all, unfolded_all
from gradviz.gui.canvas.canvas import Canvas
from gradviz.gui.canvas.placing import placed
from gradviz.gui.dialogs.palette import ranked
from gradviz.gui.gate_menu import menu_of
from gradviz.gui.main_window import MainWindow
from gradviz.gui.placing import widest
from gradviz.gui.state import derive
from gradviz.gui.theme import LIGHT
from gradviz.lesson import file, library
from gradviz.lesson.lesson import Lesson, bindings_for
from gradviz.numerals import Numerals
from tests.gui.conftest import WAIT_MS
from tests.gui.test_canvas_geometry import bodies, labels, overlapping

PROGRAM = "g(u) = u*u + 1\na = tanh(w*x + b)\nc = g(a)*g(x)\nf = c*sigmoid(a)"
VALUES = ("--set", "w=0.5", "x=2", "b=0.1")


@pytest.fixture
def window(open_window) -> MainWindow:
    found = open_window("--expr", PROGRAM, *VALUES)
    found.stage.canvas.camera.smooth = False
    return found


@pytest.fixture
def shaped(qtbot):
    """Wait until the window shows the lesson's shape."""

    def wait(window: MainWindow) -> None:
        qtbot.waitUntil(lambda: window.session.picture.result is window.session.state.result, timeout=WAIT_MS)
        assert window.stage.canvas.scene.graph is window.session.state.result.graph

    return wait


def gate(window: MainWindow, key: str) -> int:
    """The id of the drawn gate that is known by ``key``."""
    graph = window.session.state.result.graph
    (found,) = (node.id for node in graph.gates if graph.key(node.id) == key)
    return found


def signs(window: MainWindow) -> list[str]:
    return [node.kind.symbol for node in window.session.state.result.graph.gates]


# edits ----------------------------------------------------------------------------------------------------------------


def test_every_change_is_one_edit_and_numbers_stay(window, shaped):
    session = window.session
    value, gradients = session.state.result.run.value, dict(session.state.result.run.gradients)
    for id in ("fold_all", "unfold_all", "as_typed", "fold_here"):
        window.stage.canvas.view.select(gate(window, "a"))
        before, count = session.lesson.shape, session.stack.count()
        window.actions_[id].trigger()
        shaped(window)
        assert session.stack.count() == count + 1, id
        run = session.state.result.run
        assert run.value == pytest.approx(value, rel=1e-12)
        assert dict(run.gradients) == pytest.approx(gradients)
        session.stack.undo()
        assert session.lesson.shape == before
        session.stack.redo()
        shaped(window)


def test_undo_brings_back_the_very_same_drawing(window, shaped):
    typed = signs(window)
    window.actions_["fold_all"].trigger()
    shaped(window)
    assert signs(window) == ["a", "c", "f"]
    window.session.stack.undo()
    shaped(window)
    assert signs(window) == typed


def test_undo_says_what_it_undoes(window, shaped):
    window.actions_["fold_all"].trigger()
    assert window.actions_["undo"].text().endswith("folding")
    window.actions_["unfold_all"].trigger()
    assert window.actions_["undo"].text().endswith("unfolding")


def test_the_shape_is_saved_and_opened(window, shaped, tmp_path):
    window.actions_["fold_all"].trigger()
    shaped(window)
    path = tmp_path / "folded.gradviz"
    file.save(window.session.lesson, path)
    assert [node.kind.symbol for node in derive(file.load(path)).result.graph.gates] == ["a", "c", "f"]


def test_a_line_that_comes_back_is_folded_as_it_was(window, shaped, settled):
    window.folding.set_shape({"line:a"}, "folding")
    window.writing.type_text("x*x", 0)
    settled(window, "mul(x, x)")
    window.writing.type_text(PROGRAM, 0)
    settled(window, window.session.state.result.graph.canonical())
    assert "a" in signs(window)


def test_the_target_goes_into_the_gate_that_it_is_folded_into(window, shaped):
    session = window.session
    window.aiming.set_target("#1")
    shaped(window)
    gradient = dict(session.state.result.run.gradients)
    window.folding.set_shape({"line:c"}, "folding")
    shaped(window)
    assert dict(session.state.result.run.gradients) == pytest.approx(gradient)
    window.folding.set_shape({"line:a"}, "folding")
    shaped(window)
    assert session.state.result.graph.output_name == "a"
    window.folding.set_shape((), "unfolding")
    shaped(window)
    assert dict(session.state.result.run.gradients) == pytest.approx(gradient)


def test_values_and_roles_are_changed_beneath_a_fold(window, shaped):
    window.actions_["fold_all"].trigger()
    shaped(window)
    folded = window.session.state.result.shape
    window.values.set_value("w", -1.0)
    assert window.session.state.result.shape is folded
    assert window.session.state.result.run.bindings["w"] == -1.0
    window.values.set_role("x", "parameter")
    assert window.session.picture.roles["x"] == "parameter"


def test_a_dragged_gate_keeps_its_place_when_its_line_is_folded(window, shaped):
    node = gate(window, "a")
    window.arranging.drop_node(node, 300.0, 260.0)
    window.folding.set_shape({"line:a"}, "folding")
    shaped(window)
    place = window.session.picture.layout.nodes[gate(window, "a")]
    assert (place.x, place.y) == pytest.approx((300.0, 260.0))


def test_equal_parts_are_shared_on_command_and_the_mark_follows(open_window, shaped):
    window = open_window("--expr", "exp(x*y) + exp(x*y)")
    window.actions_["share"].trigger()
    shaped(window)
    assert signs(window) == ["×", "exp", "+"]
    assert str(window.stage.message.saying) == "Equal parts are computed once now: 5 gates have become 3."
    window.session.stack.undo()
    assert not window.actions_["share"].isChecked()
    window.session.stack.redo()
    assert window.actions_["share"].isChecked()


def test_equal_lines_that_stay_apart_are_named(open_window, shaped):
    window = open_window("--expr", "a = x*y\nb = x*y\nf = exp(a)*exp(b)")
    window.actions_["share"].trigger()
    said = "Nothing is computed twice here. Lines with names of their own stay apart: a, b."
    assert str(window.stage.message.saying) == said


def test_where_nothing_can_be_done_it_is_said(open_window):
    window = open_window("--expr", "x*y + 1")
    for id in ("fold_all", "unfold_all", "fold_here", "share"):
        window.stage.message.hush()
        window.actions_[id].trigger()
        assert window.stage.message.isVisible(), id
        assert window.stage.message.saying.tone == "calm", id
        assert window.stage.message.rest.isActive(), id  # the legend is below it


@pytest.mark.parametrize("id", ["fold_here", "share"])
def test_what_is_said_of_folding_goes_with_the_next_edit(open_window, id):
    window = open_window("--expr", "x*y + x*y")
    window.actions_[id].trigger()
    assert window.stage.message.isVisible()
    window.session.edit(Lesson(text="exp(x)"), "typing")
    assert not window.stage.message.isVisible()


# the player -----------------------------------------------------------------------------------------------------------


def test_the_performance_stays_where_it_was(window, shaped):
    player = window.player
    for wanted in ("value", "contribution"):
        window.folding.set_shape((), "unfolding")
        shaped(window)
        graph = player.timeline.graph
        place = next(
            step.index for step in player.timeline.steps if (step.kind, graph.key(step.node or 0)) == (wanted, "c")
        )
        player.seek_step(place)
        window.folding.set_shape({"line:a"}, "folding")
        shaped(window)
        step = player.timeline.steps[player.step_index]
        assert (step.kind, player.timeline.graph.key(step.node)) == (wanted, "c")


def test_steps_inside_a_fold_lead_to_the_last_step_before_it(window, shaped):
    player = window.player
    inside = next(step.index for step in player.timeline.steps if step.node == gate(window, "#1"))
    player.seek_step(inside)
    window.folding.set_shape({"line:a"}, "folding")
    shaped(window)
    assert player.step_index == 0


def test_at_the_end_it_stays_at_the_end(window, shaped):
    window.player.jump.last()
    window.actions_["fold_all"].trigger()
    shaped(window)
    assert window.player.step_index == len(window.player.timeline.steps) - 1


# pointing -------------------------------------------------------------------------------------------------------------


def point_of(canvas: Canvas, node: int) -> QPoint:
    return canvas.view.mapFromScene(canvas.scene.nodes[node].body.pos())


def double_click(canvas: Canvas, node: int) -> None:
    at = QPointF(point_of(canvas, node))
    buttons = Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    canvas.view.mouseDoubleClickEvent(QMouseEvent(QEvent.Type.MouseButtonDblClick, at, at, *buttons))


def test_a_double_click_folds_and_unfolds_what_is_nearest(window, shaped):
    canvas = window.stage.canvas
    double_click(canvas, gate(window, "a"))
    shaped(window)
    assert window.session.lesson.shape == {"parts:a"}
    double_click(canvas, gate(window, "#2.4"))
    shaped(window)
    assert window.session.lesson.shape == set()
    double_click(canvas, gate(window, "#0"))
    shaped(window)
    assert window.session.lesson.shape == {"line:a"}
    double_click(canvas, gate(window, "a"))
    shaped(window)
    assert window.session.lesson.shape == set()


def test_the_ring_goes_with_what_it_was_around(window, shaped):
    view = window.stage.canvas.view
    view.select(gate(window, "#0"))
    window.folding.set_shape({"line:a"}, "folding")
    shaped(window)
    assert view.selected == gate(window, "a")


def test_the_key_folds_at_the_ring(window, shaped):
    view = window.stage.canvas.view
    view.setFocus()
    view.select(gate(window, "#1"))
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    shaped(window)
    assert window.session.lesson.shape == {"line:a"}


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_the_menu_of_a_gate_is_asked_for_by_button_and_by_key(window, reason, monkeypatch):
    opened = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, at: opened.append((menu, at)))
    view, node = window.stage.canvas.view, gate(window, "a")
    by_key = reason is QContextMenuEvent.Reason.Keyboard
    view.select(node if by_key else None)
    at = point_of(window.stage.canvas, node)
    sent = QContextMenuEvent(reason, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view if by_key else view.viewport(), sent)
    ((menu, place),) = opened
    assert (view.selected, place) == (node, view.viewport().mapToGlobal(at))
    texts = [action.text() for action in menu.actions() if action.text()]
    assert (texts[0], texts[-2:]) == ("Explain", ["Unfold tanh(w*x + b) into its parts", "Fold line a into one gate"])
    view.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(3, 60), QPoint(3, 60)))
    assert len(opened) == 1, "the ground has no menu"


def test_the_menu_of_a_gate_does_what_it_says(window, shaped):
    menu = menu_of(window, gate(window, "a"))
    menu.actions()[-1].trigger()
    shaped(window)
    assert window.session.lesson.shape == {"line:a"}
    window.side.tabs.choose("code")
    menu_of(window, gate(window, "a")).actions()[0].trigger()
    assert window.side.tabs.current == "explain"
    assert window.side.explain.explanation.symbol == "a"


def test_all_gates_of_a_kind_are_taken_apart_at_once(open_window, shaped):
    window = open_window("lesson:vanishing-10")
    menu = menu_of(window, gate(window, "h3"))
    (every,) = (action for action in menu.actions() if action.text() == "Unfold every sigmoid into its parts")
    every.trigger()
    menu.close()
    shaped(window)
    assert len(window.session.lesson.shape) == 10
    assert "σ" not in signs(window)


def test_the_menu_lists_everything_with_a_mark(window, shaped):
    window.folding.set_shape({"line:a"}, "folding")
    shaped(window)
    menu = window.menus["fold"]
    for _ in range(2):  # filled anew each time
        menu.aboutToShow.emit()
    marks = [(action.text(), action.isChecked()) for action in menu.actions() if action.isCheckable()]
    assert len(marks) == len(dict(marks))
    assert dict(marks) == {
        "Line a as one gate": True,
        "Line c as one gate": False,
        "Line f as one gate": False,
        "g(a) as one gate": False,
        "g(x) as one gate": False,
        "tanh(w*x + b) in its parts": False,
        "sigmoid(a) in its parts": False,
    }
    next(action for action in menu.actions() if action.text() == "g(x) as one gate").trigger()
    assert window.session.lesson.shape >= {"line:a"}
    assert len(window.session.lesson.shape) == 2


def test_the_palette_finds_them():
    for words, id in (("unfold all", "unfold_all"), ("свернуть всё", "fold_all"), ("share equal", "share")):
        assert ranked(words)[0].id == id


# the picture ----------------------------------------------------------------------------------------------------------


def test_a_folded_gate_holds_its_name_within_its_inner_ring(window, shaped):
    window.actions_["fold_all"].trigger()
    shaped(window)
    scene = window.stage.canvas.scene
    for node in scene.nodes:
        if node.body.kind == "folded":
            ring = node.body.style.geometry.fold_ring
            assert node.body.ink().adjusted(ring, ring, -ring, -ring).contains(node.body.text_ink())
            assert node.name is None, "its name stands inside already"


def centres(window: MainWindow) -> dict[int, tuple[float, float]]:
    return {place: node.body.pos().toTuple() for place, node in enumerate(window.stage.canvas.scene.nodes)}


CHANGES = [(set(), {"line:a"}), ({"line:a"}, set()), (set(), {"parts:a", "parts:#8"}), ({"parts:a"}, {"line:a"})]


@pytest.mark.parametrize(("first", "then"), CHANGES)
def test_parts_set_out_where_they_come_from_and_arrive_where_they_go(window, shaped, first, then):
    canvas = window.stage.canvas
    window.folding.set_shape(first, "folding")
    shaped(window)
    old = centres(window)
    canvas.camera.smooth = True
    window.folding.set_shape(then, "folding")
    shaped(window)
    kin, scene = window.session.picture.kin, canvas.scene
    began = centres(window)
    for node, middle in began.items():
        assert middle == pytest.approx(old[kin.stayed.get(node, kin.came_from(node))], abs=0.01), node
    gone = scene.gone
    assert set(gone.nodes) == set(old) - set(kin.stayed.values())
    for node, parts in gone.nodes.items():
        assert parts.body.pos().toTuple() == pytest.approx(old[node], abs=0.01)
        assert parts.body.opacity() == pytest.approx(1.0, abs=0.01)
    leaving = {node: parts.body for node, parts in gone.nodes.items()}
    motion = canvas._transition._motion
    motion.setCurrentTime(motion.duration() - 1)
    for node, body in leaving.items():
        goal = window.session.picture.layout.nodes[kin.went_into(node)]
        assert body.pos().toTuple() == pytest.approx((goal.x, goal.y), abs=1.0)
        assert body.opacity() < 0.01
    canvas.settle()
    for node, middle in centres(window).items():
        assert middle == pytest.approx(_place(window, node))
    assert all(item.scene() is None for item in leaving.values())
    assert not scene.gone.items()
    assert all(item.opacity() == 1 for parts in scene.nodes for item in parts.items())


def _place(window: MainWindow, node: int) -> tuple[float, float]:
    place = window.session.picture.layout.nodes[node]
    return place.x, place.y


def test_wires_join_their_nodes_all_the_way(window, shaped):
    canvas = window.stage.canvas
    canvas.camera.smooth = True
    window.folding.set_shape({"parts:a"}, "unfolding")
    shaped(window)
    scene, motion, layout = canvas.scene, canvas._transition._motion, window.session.picture.layout
    for time in range(0, motion.duration(), 60):
        motion.setCurrentTime(time)
        for wire, line in zip(scene.graph.wires, scene.wires, strict=True):
            curve = line.line.curve
            for end, node in ((curve.at(0), wire.source), (curve.at(curve.length), wire.target)):
                body = scene.nodes[node].body.body().translated(scene.nodes[node].body.pos())
                reach = 2.0 + max(0.0, layout.nodes[node].height - body.height())
                assert body.adjusted(-reach, -reach, reach, reach).contains(QPointF(*end))


def test_with_reduced_motion_everything_is_there_at_once(window, shaped):
    window.folding.set_shape({"line:a"}, "folding")
    shaped(window)
    assert not window.stage.canvas.scene.gone.items()
    assert all(middle == pytest.approx(_place(window, node)) for node, middle in centres(window).items())


def test_folding_again_in_mid_flight_leaves_nothing_behind(window, shaped):
    canvas = window.stage.canvas
    canvas.camera.smooth = True
    for keys in ({"line:a"}, set(), {"parts:a"}, {"line:c", "parts:a"}):
        window.folding.set_shape(keys, "folding")
        shaped(window)
    canvas.settle()
    assert {item for item in canvas.scene.items() if item.parentItem() is None} == set(canvas.scene.parts())


def canvas_showing(qtbot, id: str, change) -> Canvas:
    """A canvas at the end of a lesson, its shape changed."""
    lesson = library.load_lesson(id)
    result = derive(lesson.with_shape(change(derive(lesson).result.typed, frozenset()))).result
    canvas = Canvas(LIGHT)
    qtbot.addWidget(canvas)
    canvas.camera.smooth = False
    canvas.resize(1040, 560)
    canvas.show()
    roles = {leaf.name: lesson.role(leaf.name) for leaf in result.graph.variables}
    canvas.show_graph(result.graph, placed(result.graph, seat_digits=widest(result.run)), roles)
    canvas.show_frame(result.timeline.rest(-1), Numerals())
    canvas.settle()
    return canvas


def test_what_was_unfolded_is_kept_in_sight_until_the_next_step(open_window, shaped):
    window = open_window("lesson:circuit-sigmoid-one")
    scene, camera = window.stage.canvas.scene, window.stage.canvas.camera
    camera.smooth = False
    window.resize(1024, 700)
    window.player.jump.first()
    assert camera.sees_all()
    window.folding.unfold_all()
    shaped(window)
    assert not camera.sees_all()
    parts = [gate.id for gate in scene.graph.gates if gate.kind.symbol in ("neg", "exp", "÷")]
    assert len(parts) == 3
    assert all(camera.sight().contains(scene.nodes[part].body.ink()) for part in parts)
    assert camera.sight().contains(scene.output_name.ink())
    window.player.step_forward()
    assert camera.sight().contains(camera.framing().focus_at(camera.zoom))
    window.session.stack.undo()
    shaped(window)
    assert camera.sees_all()


@pytest.mark.parametrize("change", [folded_all, unfolded_all])
@pytest.mark.parametrize(
    "id", ["circuit-sigmoid-one", "circuit-sigmoid-gates", "tanh-gate", "softmax-nll", "vanishing-10"]
)
def test_nothing_lies_on_anything(qtbot, id, change):
    canvas = canvas_showing(qtbot, id, change)
    assert overlapping(labels(canvas)) == []
    assert overlapping(labels(canvas), bodies(canvas)) == []
    assert overlapping(bodies(canvas)) == []


# every lesson ---------------------------------------------------------------------------------------------------------

FOLDABLE = [entry.id for entry in library.lessons() if entry.available]


@pytest.mark.parametrize("id", FOLDABLE)
def test_numbers_of_every_lesson_are_the_same_in_every_shape(id):
    lesson = library.load_lesson(id)
    typed = derive(lesson).result
    for change in (folded_all, unfolded_all, as_typed):
        keys = change(typed.typed, lesson.shape)
        shown = derive(lesson.with_shape(keys)).result
        assert shown.run.value == pytest.approx(typed.run.value, rel=1e-9, abs=1e-12)
        assert dict(shown.run.gradients) == pytest.approx(dict(typed.run.gradients), rel=1e-7, abs=1e-9)
        assert bindings_for(lesson, shown.graph) == bindings_for(lesson, typed.graph)
        assert all(a.index + 1 == b.index for a, b in pairwise(shown.timeline.steps))


def test_a_lesson_without_keys_is_drawn_as_typed():
    result = derive(Lesson(text=PROGRAM)).result
    assert result.graph is result.typed
