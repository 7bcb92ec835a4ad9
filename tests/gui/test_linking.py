"""What the mouse rests on is marked in text, code and picture."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from gradviz.graph.links import reach
from gradviz.gui.canvas.scene import UNLIT
from gradviz.gui.linking import Linking
from gradviz.gui.panels.marks import Mark

PROGRAM = "a = w*x\nm = max(a, y)\nf = m*x + exp(-m)"


@pytest.fixture
def window(open_window):
    return open_window("--expr", PROGRAM, "--set", "w=1.5", "x=2", "y=1")


def _node(window, label: str) -> int:
    graph = window.session.picture.question.graph
    return next(number for number, each in enumerate(graph.labels) if each == label)


def test_a_gate_marks_its_text_and_its_lines_of_code_and_lights_its_paths(window):
    window.side.tabs.choose("code")
    graph = window.session.picture.question.graph
    exp = _node(window, "r")
    window.stage.canvas.hovered.emit(("node", exp))
    (mark,) = window.stage.editor.edit._linked
    assert PROGRAM.split("\n")[mark.line][slice(*mark.span)] == "exp(-m)"
    assert window.side.code._linked == exp
    window.linking.light()
    lit = reach(graph, exp)
    for number, node in enumerate(window.stage.canvas.scene.nodes):
        assert node.body.opacity() == (1.0 if number in lit.nodes else UNLIT)
    window.stage.canvas.hovered.emit(None)
    assert window.stage.editor.edit._linked == ()
    assert all(node.body.opacity() == 1.0 for node in window.stage.canvas.scene.nodes)


def test_typed_text_lights_the_gate(window, qtbot):
    edit = window.stage.editor.edit
    with qtbot.waitSignal(edit.pointed) as told:
        QTest.mouseMove(edit.viewport(), edit.span_rect(Mark(1, (0, 1), "")).center().toPoint())
    assert told.args == [(1, 0)]
    assert window.linking._node == _node(window, "m")
    window.linking.light()
    assert window.stage.canvas.scene.lit == reach(window.session.picture.question.graph, _node(window, "m"))


def test_a_line_of_code_lights_the_gate(window):
    window.side.tabs.choose("code")
    window.side.code.node_hovered.emit(_node(window, "q"))
    assert [mark.span for mark in window.stage.editor.edit._linked] == [(14, 16)]


def test_of_a_wire_what_it_carries_counts(window):
    graph = window.session.picture.question.graph
    wire = next(wire for wire in graph.wires if wire.source == _node(window, "p"))
    window.stage.canvas.hovered.emit(("wire", wire.id))
    assert window.linking._node == _node(window, "p")
    window.stage.canvas.hovered.emit(("wire", -1))
    assert window.linking._node == graph.output


def test_while_the_text_is_another_than_the_picture_nothing_in_it_is_marked(window):
    linking = Linking()
    linking.show_graph(window.session.picture.question.graph)
    linking.show_text(PROGRAM + " +")
    marked = []
    linking.text_marked.connect(marked.append)
    linking.point_at(_node(window, "m"))
    assert marked == [()]
    linking.point_at_text((0, 0))
    assert linking._node is None


def test_another_graph_lights_everything_again(window, qtbot):
    window.stage.canvas.hovered.emit(("node", _node(window, "r")))
    window.linking.light()
    window.writing.type_text("a*b", 3)
    qtbot.waitUntil(lambda: window.stage.canvas.scene.lit is None, timeout=5000)


def test_a_resting_mouse_does_not_dim_the_performance(window):
    window.stage.canvas.hovered.emit(("node", _node(window, "r")))
    window.linking.light()
    assert window.stage.canvas.scene.lit is not None
    window.player.step_forward()
    assert window.stage.canvas.scene.lit is None
