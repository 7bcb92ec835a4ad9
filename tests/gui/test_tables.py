"""The tables of steps and nodes: they follow the player, lead it, are read with the keyboard and copied."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gradviz.gui.announcing import Announcer
from gradviz.gui.theme import DARK
from gradviz.numerals import Numerals

PROGRAM = "a = w*x\nm = max(a, y)\nf = m*x + exp(-m)"
TEXT, SPOKEN = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def window(open_window):
    window = open_window("--expr", PROGRAM, "--set", "w=1.5", "x=2", "y=1")
    window.player.reduced_motion = True
    window.actions_["tables"].trigger()
    return window


def cells(grid, column: int, role: Qt.ItemDataRole = TEXT) -> list[str]:
    return [grid.rows.index(row, column).data(role) for row in range(grid.rows.rowCount())]


def click(grid, row: int) -> None:
    place = grid.visualRect(grid.rows.index(row, 0)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_current_step_is_marked_told_and_in_sight(window):
    grid = window.tables.steps
    assert grid.rows.rowCount() == len(window.player.timeline.steps)
    for step in (0, 9, grid.rows.rowCount() - 1):
        window.player.seek_step(step)
        spoken = cells(grid, 0, SPOKEN)
        assert [place for place, text in enumerate(spoken) if "current" in text] == [step]
        assert grid.viewport().rect().intersects(grid.visualRect(grid.rows.index(step, 0)))
        assert cells(grid, 3)[step] == window.stage.canvas.caption.text()


def test_a_click_and_enter_go_to_the_step(window):
    grid = window.tables.steps
    window.player.seek_step(0)
    click(grid, 3)
    assert window.player.step_index == 3
    grid.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(grid, key)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (4, 1)
    assert window.player.step_index == 3, "one may read on before going there"
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert window.player.step_index == 4
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert window.player.playing


def test_nodes_show_what_is_known_and_lead_to_the_node(window):
    window.tables.tabs.setCurrentIndex(1)
    grid, run = window.tables.nodes, window.session.picture.run
    window.player.seek_step(0)
    gate = run.graph.gates[0].id
    assert cells(grid, 3)[gate] == "—"
    window.player.seek_step(len(window.player.timeline.steps) - 1)
    assert cells(grid, 3)[gate] == Numerals().text(run.node_values[gate])
    assert cells(grid, 4)[gate] == Numerals().text(run.node_gradients[gate])
    click(grid, gate)
    assert window.stage.canvas.view.selected == gate


def test_tables_are_copied_whole_or_the_rows_chosen(window):
    clipboard, grid = QGuiApplication.clipboard(), window.tables.steps
    window.tables.tabbed.click()
    assert len(clipboard.text().splitlines()) == grid.rows.rowCount() + 1
    window.tables.markdown.click()
    assert clipboard.text().splitlines()[1].startswith("|--:|---|")
    grid.setFocus()
    click(grid, 2)
    window.actions_["copy"].trigger()
    assert clipboard.text().splitlines()[1].split("\t") == list(grid.rows.row(2))
    window.actions_["copy_words"].trigger()
    assert "Gates from the leaves" in clipboard.text()


def test_the_tables_follow_language_theme_numbers_and_graph(window, settled):
    grid = window.tables.steps
    window.looks.set_language("ru")
    assert window.tables.tabs.tabText(0) == "Шаги"
    assert cells(grid, 1)[1] == "вперёд"
    assert "," in cells(grid, 4)[1]
    window.looks.set_theme("dark")
    assert window.tables.nodes.rows.theme is DARK
    window.writing.type_text("x + y", 5)
    settled(window, "add(x, y)")
    assert window.tables.nodes.rows.rowCount() == 3
    window.documents._ask_unsaved = lambda: "discard"
    window.actions_["new"].trigger()
    assert window.tables.nodes.rows.rowCount() == 0


def test_no_word_of_a_pass_out_of_sight_is_cut_off(window):
    window.player.jump.first()
    window.actions_["tables"].trigger()
    grid = window.tables.steps
    column = next(place for place, each in enumerate(grid.rows.columns) if each.title == "pass")
    widths = {grid.sizeHintForIndex(grid.rows.index(place, column)).width() for place in range(grid.rows.rowCount())}
    assert len(widths) > 1
    assert max(widths) <= grid.columnWidth(column)


def test_the_keyboard_gets_there_and_back(window):
    assert window.tables.steps.hasFocus()
    window.actions_["next_pane"].trigger()
    assert not window.tables.steps.hasFocus()
    window.actions_["previous_pane"].trigger()
    assert window.tables.steps.hasFocus()
    QTest.keyClick(window.tables.steps, Qt.Key.Key_F7)
    assert window.tables.isHidden()
    assert window.stage.canvas.view.hasFocus()


def test_steps_are_announced_once_when_they_rest(window):
    said = []
    announcer = Announcer(said.append)
    timeline = window.player.timeline
    for frame in (timeline.rest(1), timeline.frame_at(timeline.steps[2].start_s + 0.01), timeline.rest(2)):
        announcer.show_frame(frame, Numerals())
        announcer.show_frame(frame, Numerals())
    assert [text.partition(".")[0] for text in said] == ["2", "3"]


def test_the_canvas_tells_what_it_shows(window):
    window.player.seek_step(1)
    words = window.stage.canvas.accessibleDescription()
    assert words.startswith(window.stage.canvas.caption.text())
    assert "m = max(a, y)" in words
