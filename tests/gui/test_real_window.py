"""A real window on a real display: keys typed by xdotool, numbers read from the canvas, the export looked at."""

import shutil
import subprocess

import pytest
from PySide6.QtGui import QGuiApplication, QImage

from gradviz.gui.dialogs.export import Export
from gradviz.gui.theme import LIGHT
from gradviz.numerals import Numerals

pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(shutil.which("xdotool") is None, reason="xdotool is not installed: scripts/test brings it"),
]

TYPED = "1 + exp(w1*x + w0)"
GRAPH = "add(1, exp(add(mul(w1, x), w0)))"
VALUES = {"x": 1.0, "w1": 2.0, "w0": 1.0}


class Hands:
    """Types and presses keys as a person does; the window goes on living meanwhile."""

    def __init__(self, window, qtbot) -> None:
        self.window, self.qtbot = window, qtbot
        self.do("windowfocus", "--sync", str(int(window.winId())))
        window.activateWindow()
        qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)

    def do(self, *words: str) -> None:
        process = subprocess.Popen(["xdotool", *words])
        self.qtbot.waitUntil(lambda: process.poll() is not None, timeout=20_000)
        assert process.returncode == 0

    def type(self, text: str) -> None:
        self.do("type", "--delay", "15", text)

    def press(self, *keys: str) -> None:
        self.do("key", "--delay", "15", *keys)


@pytest.fixture
def window(open_window, qtbot):
    assert QGuiApplication.platformName() == "xcb", "the point of these tests is a real display"
    found = open_window("--expr", "-x")
    found.player.reduced_motion = True
    qtbot.waitExposed(found)
    return found


def numbers(window, kind: str) -> list[str]:
    """What the canvas items of the wires show now, by wire; nothing where they write nothing."""
    items = [getattr(wire, kind) for wire in window.stage.canvas.scene.wires]
    return ["" if item is None else item.text for item in items]


def expected(window, index: int, kind: str) -> list[str]:
    """The numbers a step's frame knows, as people see them: no gradient is spoken of before its value is there."""
    frame, written = window.session.state.result.timeline.rest(index), Numerals()
    found = []
    for wire in frame.wires:
        number = getattr(wire, kind)
        unknown = "—" if kind == "gradient" and wire.value is not None else ""
        found.append(unknown if number is None else written.text(number))
    return found


def test_the_lecture_from_the_first_key_to_the_picture(window, qtbot, settled, tmp_path):
    hands = Hands(window, qtbot)
    hands.press("ctrl+l", "ctrl+a")
    hands.type(TYPED)
    settled(window, GRAPH)
    assert window.session.lesson.text == TYPED
    assert window.stage.notice.isHidden()

    for name, value in VALUES.items():
        window.values.set_value(name, value)
    hands.press("Escape", "Home")
    qtbot.waitUntil(lambda: window.player.step_index == 0)
    steps = window.session.state.result.timeline.steps
    assert len(steps) == 12, "start, four gates, the seed, six contributions"

    graph = window.session.state.result.graph
    constant = graph.out_of[graph.constants[0].id][0].id
    for index in range(len(steps)):
        if index:
            hands.press("Right")
        qtbot.waitUntil(lambda index=index: window.player.step_index == index)
        for kind in ("value", "gradient"):
            shown, known = numbers(window, kind), expected(window, index, kind)
            del shown[constant], known[constant]
            assert shown == known, (index, kind)
    shown = numbers(window, "gradient")
    by_leaf = {graph.labels[wire.source]: shown[wire.id] for wire in graph.wires}
    assert (by_leaf["x"], by_leaf["w1"], by_leaf["w0"]) == ("40.17", "20.09", "20.09")

    hands.press("Left", "Left")
    qtbot.waitUntil(lambda: window.player.step_index == 9)
    hands.press("End")
    qtbot.waitUntil(lambda: window.player.step_index == 11)

    path = tmp_path / "lecture.png"
    window.exporting._ask = lambda attempt: attempt(Export(path, "png", 2.0))
    hands.press("ctrl+shift+e")
    qtbot.waitUntil(path.is_file)
    assert_is_the_graph(QImage(str(path)), window)


def assert_is_the_graph(image: QImage, window) -> None:
    """The picture is as large as the graph and has ink of every meaning where the layout has nodes and numbers."""
    bounds = window.session.picture.layout.bounds
    assert image.width() >= 2 * bounds.width
    assert image.height() >= 2 * bounds.height
    inks = {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert {LIGHT.canvas, LIGHT.value, LIGHT.gradient, LIGHT.text} <= inks


def test_a_real_space_plays_and_a_real_undo_undoes(window, qtbot):
    hands = Hands(window, qtbot)
    hands.press("ctrl+l", "End")
    hands.type("*y")
    qtbot.waitUntil(lambda: window.session.lesson.text == "-x*y")
    hands.press("ctrl+z")
    qtbot.waitUntil(lambda: window.session.lesson.text == "-x")
    hands.press("Escape", "space")
    qtbot.waitUntil(lambda: window.player.playing or window.player.step_index > 0)


@pytest.mark.skipif(shutil.which("setxkbmap") is None, reason="setxkbmap is not installed: scripts/test brings it")
def test_shortcuts_on_a_keyboard_that_is_russian_only(window, qtbot):
    hands = Hands(window, qtbot)
    window.values.set_value("x", 4.0)
    subprocess.run(["setxkbmap", "ru"], check=True)
    try:
        qtbot.wait(100)
        hands.do("key", "ctrl+Cyrillic_ya")
        qtbot.waitUntil(lambda: window.session.lesson.values.get("x", 1.0) == 1.0)
    finally:
        subprocess.run(["setxkbmap", "us"], check=True)
