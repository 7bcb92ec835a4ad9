"""Where the keyboard goes when the mouse is pressed on something that takes no keys itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def lend_focus(area: QWidget, to: QWidget) -> None:
    """A press on ``area``, or on what is in it and wants no keys, leads the keyboard to ``to``; Tab passes it by."""
    area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    area.setFocusProxy(to)
