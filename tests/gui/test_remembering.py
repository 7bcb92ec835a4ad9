"""What a window remembers of its panels, and what follows a change of language or of keys at once."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from gradviz.gui.settings import PANELS, load

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

TIE = "f = max(x, y)"


def test_the_panels_of_the_settings_are_those_of_the_window(open_window):
    window = open_window("--expr", TIE)
    assert tuple(window.side._panels) == PANELS


def test_panels_are_seen_by_their_actions_and_remembered(open_window):
    window = open_window("--expr", TIE)
    window.actions_["side_panel"].trigger()
    for panel in reversed(PANELS):
        window.actions_[f"panel_{panel}"].trigger()
        assert window.side.tabs.current == load().panel == panel
        assert not window.side.isHidden()
        assert window.actions_["side_panel"].isChecked()
    window.side.tabs.choose("check")
    assert window.actions_["panel_check"].isChecked()
    assert open_window("--expr", TIE).side.tabs.current == "check"


def test_the_tables_and_the_width_of_the_side_come_back(open_window):
    window = open_window("--expr", TIE)
    window.actions_["tables"].trigger()
    QApplication.processEvents()
    window.close()
    again = open_window("--expr", TIE)
    assert not again.tables.isHidden()
    assert again.actions_["tables"].isChecked()
    again.actions_["tables"].trigger()
    again.actions_["side_panel"].trigger()
    again.close()
    third = open_window("--expr", TIE)
    assert third.tables.isHidden()
    assert third.side.isHidden()
    assert not third.actions_["side_panel"].isChecked()
    third.actions_["reset_layout"].trigger()
    assert not third.side.isHidden()
    assert third.side.tabs.current == "explain"


def test_the_verdict_in_the_status_bar_follows_the_language(open_window, qtbot):
    window = open_window("--expr", TIE)
    verdict = window.status.verdict
    qtbot.waitUntil(lambda: "kink" in verdict.text(), timeout=20_000)
    window.looks.set_language("ru")
    assert "излом" in verdict.text()
    assert "kink" not in verdict.toolTip()


def test_the_tips_of_player_and_find_bar_follow_the_keys(open_window):
    window = open_window("--expr", TIE)
    bar, finder = window.stage.player_bar, window.finder
    assert "(F3)" in finder.next.toolTip()
    assert "Space" in bar.play.toolTip()
    window.looks.set_habits(shortcuts={"play": ("Ctrl+K",), "find_next": ("Ctrl+G",)})
    assert "Ctrl+K" in bar.play.toolTip()
    assert "Ctrl+G" in finder.next.toolTip()
