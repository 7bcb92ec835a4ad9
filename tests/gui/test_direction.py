"""A drawing from the top down in the window: chosen, undone, saved, dragged, looked at, told apart by its legend."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication

from gradviz.gui.painting import cue
from gradviz.lesson import file

EXPRESSION = ("--expr", "1 + exp(w1*x + w0)")


@pytest.fixture
def window(open_window):
    return open_window(*EXPRESSION)


@pytest.fixture
def arrived(qtbot):
    """``arrived(window, direction)``: wait until the picture flows that way."""

    def wait(window, direction: str) -> None:
        qtbot.waitUntil(lambda: window.session.picture.layout.geometry.direction == direction, timeout=20_000)
        window.stage.canvas.settle()

    return wait


def tall(window) -> bool:
    """Whether every wire of the picture leads downwards."""
    picture = window.session.picture
    nodes = picture.layout.nodes
    return all(nodes[wire.source].y < nodes[wire.target].y for wire in picture.question.graph.wires)


@pytest.fixture
def choose(arrived):
    """``choose(window, direction)`` in the menu."""

    def trigger(window, direction: str) -> None:
        window.actions_[f"direction_{direction}"].trigger()
        arrived(window, direction)

    return trigger


def test_the_direction_is_chosen_in_the_menu_and_undone(window, choose, arrived):
    assert window.actions_["direction_right"].isChecked()
    assert not tall(window)
    choose(window, "down")
    assert tall(window)
    window.session.stack.undo()
    arrived(window, "right")
    assert not tall(window)
    assert window.actions_["direction_right"].isChecked()
    window.session.stack.redo()
    arrived(window, "down")
    assert tall(window)
    assert window.actions_["direction_down"].isChecked()


def test_choosing_the_direction_there_is_changes_nothing(window, choose):
    choose(window, "right")
    assert window.session.stack.count() == 0


def test_the_direction_is_saved_with_the_lesson(window, choose, arrived, tmp_path, qtbot):
    choose(window, "down")
    file.save(window.session.lesson, tmp_path / "tall.gradviz")
    choose(window, "right")
    window.session.open(file.load(tmp_path / "tall.gradviz"))
    qtbot.waitUntil(lambda: window.session.picture is not None, timeout=20_000)
    arrived(window, "down")
    assert tall(window)


def test_a_dragged_node_stays_where_it_is_dropped(window, choose, arrived):
    choose(window, "down")
    session, graph = window.session, window.session.picture.question.graph
    node = graph.variables[0].id
    at = session.picture.layout.nodes[node]
    window.arranging.drag_node(node, at.x - 50, at.y + 20)
    window.arranging.drop_node(node, at.x - 50, at.y + 20)
    place = session.picture.layout.nodes[node]
    assert (place.x, place.y) == (at.x - 50, at.y + 20)
    choose(window, "right")
    assert not session.lesson.moved
    session.stack.undo()
    arrived(window, "down")
    assert session.picture.layout.nodes[node] == place


def test_values_stand_left_of_their_wires_and_gradients_right(window, choose):
    choose(window, "down")
    window.player.seek_step(len(window.player.timeline.steps) - 1)
    shown = [wire for wire in window.stage.canvas.scene.wires if wire.value is not None]
    assert shown
    for wire in shown:
        x = wire.line.curve.at(wire._seat).x
        assert wire.value.ink().right() < x < wire.gradient.ink().left()
        assert x - wire.value.ink().right() == pytest.approx(wire.gradient.ink().left() - x, abs=3)


def test_the_cue_points_where_the_number_goes():
    for kind, down, toward in (
        ("value", False, QPointF(1, 0)),
        ("gradient", False, QPointF(-1, 0)),
        ("value", True, QPointF(0, 1)),
        ("gradient", True, QPointF(0, -1)),
    ):
        mark = cue(0, 0, 10, kind, down=down)
        middle = mark.boundingRect().center()
        centroid = sum(list(mark), QPointF()) / 3
        assert QPointF.dotProduct(middle - centroid, toward) > 1  # the mass of a triangle lies at its base


def test_the_graph_is_copied_in_dot_with_its_direction(window, choose):
    choose(window, "down")
    window.actions_["copy_dot"].trigger()
    assert "rankdir=TB" in QGuiApplication.clipboard().text()


def test_a_person_may_like_all_graphs_from_the_top_down(window, arrived, choose):
    window.looks.set_habits(direction="down")
    arrived(window, "down")
    assert window.session.stack.count() == 0
    assert window.actions_["direction_down"].isChecked()
    choose(window, "right")
    assert window.session.lesson.direction_for("down") == "right"
    window.session.stack.undo()
    arrived(window, "down")


def test_a_node_dragged_by_habit_from_the_top_down_keeps_its_direction(window, arrived):
    window.looks.set_habits(direction="down")
    arrived(window, "down")
    session, node = window.session, 0
    at = session.picture.layout.nodes[node]
    window.arranging.drop_node(node, at.x - 40, at.y)
    assert session.lesson.direction == "down"
    window.looks.set_habits(direction="right")
    assert session.drawing.direction == "down"
