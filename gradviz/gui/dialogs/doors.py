"""The ways into the dialogs. Each is read in when it is first opened: together they are a tenth of the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradviz.gui.main_window import MainWindow


def about(window: MainWindow) -> None:
    from gradviz.gui.dialogs.about import About

    About(window.looks.theme, window).open()


def lessons(window: MainWindow) -> None:
    from gradviz.gui.dialogs.lessons import Lessons

    Lessons(window.opening.open_lesson, window).open()


def manual(window: MainWindow) -> None:
    from gradviz.gui.dialogs.manual import show_manual

    show_manual(window.looks, window)


def palette(window: MainWindow) -> None:
    from gradviz.gui.dialogs.palette import Palette

    Palette(window.actions_, window.looks.theme, window).open()


def preferences(window: MainWindow) -> None:
    from gradviz.gui.dialogs.preferences import Preferences

    Preferences(window.looks, window).open()


def shortcuts(window: MainWindow) -> None:
    from gradviz.gui.dialogs.shortcuts import Shortcuts

    Shortcuts(window.looks, window).open()


def tour(window: MainWindow) -> None:
    from gradviz.gui.dialogs.tour import Tour

    Tour(window).open()
