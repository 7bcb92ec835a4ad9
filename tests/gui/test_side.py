"""The right side: what is clicked holds for every panel, whichever is seen, until the next step."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from gradviz.explain.topic import Topic
from gradviz.graph.build import read
from gradviz.gui.main_window import MainWindow

PROGRAM = "a = w*x\nm = max(a, y)\nf = m*x + exp(-m)"
TABS = ("explain", "code", "check", "curve", "paths")


@pytest.fixture
def window(open_window) -> MainWindow:
    found = open_window("--expr", PROGRAM, "--set", "w=1.5", "x=2", "y=1")
    found.player.seek_step(len(found.player.timeline.steps) - 1)
    return found


def gate(window: MainWindow, op: str) -> int:
    return next(each.id for each in window.session.state.result.graph.gates if each.op == op)


def told(window: MainWindow, tab: str) -> str:
    """What the panel, once it is seen, is about."""
    side = window.side
    side.tabs.choose(tab)
    if tab == "explain":
        return side.explain.explanation.title.split()[0].rstrip(":")
    if tab == "code":
        asked = side.code._asked
        return "" if asked is None else window.session.state.result.graph.nodes[asked].kind.symbol
    if tab == "check":
        return side.check.nudging.place.currentText()
    if tab == "curve":
        return side.curve.subject.buttons[1].text()
    return window.session.state.result.graph.labels[side.paths.ways.start]


ABOUT_MAX = {"explain": "max", "code": "max", "check": "m", "curve": "Gate max", "paths": "m"}


@pytest.mark.parametrize("clicked_on", TABS)
def test_a_clicked_gate_is_what_every_panel_is_about(window, clicked_on):
    before = {tab: told(window, tab) for tab in TABS}
    assert not before.items() & ABOUT_MAX.items()
    window.side.tabs.choose(clicked_on)
    window.stage.canvas.node_clicked.emit(gate(window, "max"))
    assert {tab: told(window, tab) for tab in TABS} == ABOUT_MAX


@pytest.mark.parametrize("let_go", ["step", "ground"])
def test_what_was_let_go_meanwhile_is_let_go_everywhere(window, let_go):
    window.stage.canvas.node_clicked.emit(gate(window, "max"))
    before = {tab: told(window, tab) for tab in TABS}
    assert before == ABOUT_MAX
    window.side.tabs.choose("check")
    if let_go == "step":  # there and back: the same step again, but a click does not outlive one
        last = window.player.frame.step.index
        window.player.seek_step(last - 1)
        window.player.seek_step(last)
    else:
        window.stage.canvas.ground_clicked.emit()
    after = {tab: told(window, tab) for tab in ("explain", "code", "curve")}
    assert after["explain"] != "max"
    assert after["code"] == ""
    assert after["curve"] != "Gate max"


def test_what_a_panel_is_asked_itself_is_not_taken_back_by_an_older_click(window):
    window.stage.canvas.node_clicked.emit(gate(window, "max"))
    assert told(window, "paths") == "m"
    window.side.paths.chips.chosen.emit((0,))
    chosen = told(window, "paths")
    window.side.tabs.choose("code")
    assert told(window, "paths") == chosen != "m"


def test_a_wire_that_the_card_is_asked_about_is_nudged(window):
    graph = window.session.state.result.graph
    (copy,) = (each for each in graph.copies if graph.labels[each.id] == "x")
    wire = graph.out_of[copy.id][-1]
    window.side.explain._choose_wire(wire.id)
    assert told(window, "check") == f"x₍₂₎ on its way to {graph.labels[wire.target]}"


def test_a_wire_without_branches_is_nudged_where_it_begins(window):
    graph = window.session.state.result.graph
    (wire,) = (each for each in graph.into[gate(window, "max")] if graph.labels[each.source] == "y")
    window.side.tabs.choose("check")
    window.side.choose(Topic(wire.target, wire.id))
    assert told(window, "check") == "y"


def test_another_program_is_not_asked_about_what_was_clicked_in_the_one_before(window, settled):
    window.stage.canvas.node_clicked.emit(gate(window, "max"))
    QTest.keyClicks(window.stage.editor.edit, " + y")
    settled(window, read(PROGRAM + " + y").canonical())
    assert told(window, "code") == ""
