"""Windows for tests: made as the program makes them, closed without questions, waited for by what they show."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from gradviz.gui.app import create_window
from gradviz.gui.main_window import MainWindow
from gradviz.gui.theme import LIGHT, Theme
from tests.gui.side_panels import WIDTH

WAIT_MS = 20_000
"""How long a layout may take on a busy machine before a test gives up."""


@pytest.fixture(autouse=True)
def qt_speaks_english() -> Iterator[None]:
    """A window that spoke Russian leaves no key names of it to the next test."""
    yield
    application = QApplication.instance()
    for translator in application.findChildren(QTranslator) if application is not None else ():
        application.removeTranslator(translator)
        translator.deleteLater()


@pytest.fixture
def panel_of(qtbot) -> Callable[[Callable[[Theme], QWidget], int], QWidget]:
    """``panel_of(Code, 560)``: a shown panel of the side, so many px high."""

    def make(kind: Callable[[Theme], QWidget], height: int) -> QWidget:
        panel = kind(LIGHT)
        qtbot.addWidget(panel)
        panel.resize(WIDTH, height)
        panel.show()
        return panel

    return make


@pytest.fixture
def open_window(qtbot) -> Iterator[Callable[..., MainWindow]]:
    """``open_window("--expr", "x*y")``: a shown window whose picture is there."""
    windows: list[MainWindow] = []

    def make(*argv: str) -> MainWindow:
        _, window = create_window(argv)
        windows.append(window)
        qtbot.waitUntil(lambda: window.session.picture is not None, timeout=WAIT_MS)
        window.stage.canvas.settle()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield make
    for window in windows:
        if shiboken6.isValid(window):  # it may have closed by itself
            window.documents._ask_unsaved = lambda: "discard"
            window.close()
            window.deleteLater()


@pytest.fixture
def settled(qtbot) -> Callable[[MainWindow, str], None]:
    """``settled(window, graph)``: wait until the picture is of that graph (in canonical form)."""

    def wait(window: MainWindow, canonical: str) -> None:
        def there() -> bool:
            picture = window.session.picture
            return picture is not None and picture.question.graph.canonical() == canonical

        qtbot.waitUntil(there, timeout=WAIT_MS)

    return wait
