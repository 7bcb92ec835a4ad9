"""Where the keyboard goes: by a press on something that takes no keys itself, and by Tab."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea, QWidget


def lend_focus(area: QWidget, to: QWidget) -> None:
    """A press on ``area``, or on what is in it and wants no keys, leads the keyboard to ``to``; Tab passes it by."""
    area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    area.setFocusProxy(to)


def tab_through(before: QWidget, parts: Iterable[QWidget]) -> None:
    """Let Tab walk through ``parts`` in this order behind ``before``: what is made later would come last of all."""
    for part in parts:
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            QWidget.setTabOrder(before, part)
            before = part


def tab_down(area: QScrollArea) -> None:
    """Let Tab walk through the page of ``area`` as one reads it, from top to bottom."""
    page = area.widget()
    layout = page.layout() if page is not None else None
    if page is None or layout is None:
        return
    layout.activate()
    own = (part for part in page.findChildren(QWidget) if part.window() is page.window())  # not what pops up
    places = {part: part.mapTo(page, QPoint()) for part in own}
    tab_through(area, sorted(places, key=lambda part: (places[part].y(), places[part].x())))
