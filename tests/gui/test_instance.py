"""One instance a user: real sockets in a folder of the test's, later launches in processes of their own."""

import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gradviz import i18n
from gradviz.errors import InputError
from gradviz.gui import app, instance
from gradviz.gui.instance import Instance, hand_over, place
from gradviz.gui.start import Wanted
from gradviz.lesson import file
from gradviz.lesson.lesson import Lesson

WAIT_MS = 20_000

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="the tests look at the socket's file"),
    pytest.mark.qt_log_ignore("does not support raise", extend=True),  # Qt's offscreen platform says so
]


@pytest.fixture
def where(tmp_path):
    return str(tmp_path / "s")


@pytest.fixture
def first(qapp, where):
    """An instance that listens, and what it was asked for."""
    asked = []
    found = Instance(where, lambda wanted: asked.append(wanted) or wanted.document != "refused")
    assert found.listen()
    yield asked
    found.close()
    assert not Path(where).exists(), "nothing is left behind"


@pytest.fixture
def later(where, python_environment, qtbot, tmp_path):
    """``later(wanted)``: whether a launch in another process could hand it over."""

    def launch(wanted: Wanted) -> bool:
        code = "import sys; from gradviz.gui.instance import *; from gradviz.gui.start import Wanted; "
        code += f"print(hand_over({wanted!r}, {where!r}, 15000))"
        with subprocess.Popen(
            [sys.executable, "-c", code], cwd=tmp_path, env=python_environment, stdout=subprocess.PIPE, text=True
        ) as process:
            qtbot.waitUntil(lambda: process.poll() is not None, timeout=WAIT_MS)
            return process.stdout.read() == "True\n"

    return launch


def test_a_later_launch_is_answered(first, later, tmp_path):
    wanted = Wanted("a b.gradviz", None, ("x=1", "y=2"), "ru")
    assert later(wanted)
    assert first == [replace(wanted, document=str(tmp_path / "a b.gradviz"))], "seen from where it was started"
    assert later(Wanted(document="lesson:gate-max"))
    assert later(Wanted(expression="вес*x\n"))
    assert first[1:] == [Wanted(document="lesson:gate-max"), Wanted(expression="вес*x\n")]


def test_a_refused_launch_opens_its_own_window(where, qapp, later):
    busy = Instance(where, lambda wanted: False)
    assert busy.listen()
    assert not later(Wanted())
    busy.close()


def test_alone_there_is_nobody_to_hand_over_to(where):
    assert not hand_over(Wanted(), where)


def test_what_a_crash_left_behind_is_cleared_away(where, qapp):
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(where)
    assert Path(where).exists()
    assert not hand_over(Wanted(), where)
    found = Instance(where, lambda wanted: True)
    assert found.listen()
    found.close()


def test_a_hung_instance_is_not_waited_for_and_keeps_its_place(where, qapp):
    with socket.socket(socket.AF_UNIX) as hung:
        hung.bind(where)
        hung.listen()
        assert not hand_over(Wanted(), where, answer_ms=50)
        assert not Instance(where, lambda wanted: True).listen()
        assert Path(where).exists()


def test_only_one_of_two_listens(first, where):
    assert not Instance(where, lambda wanted: True).listen()


@pytest.mark.parametrize(
    "said",
    [
        b"GET / HTTP/1.1\r\n\n",
        b"[]\n",
        b"{}\n",
        b'{"document": 3, "expression": null, "values": [], "language": ""}\n',
        b'{"document": "", "expression": null, "values": [1], "language": ""}\n',
        b'{"document": "", "expression": null, "values": [], "language": "", "later": 1}\n',
        b"x" * (instance.LONGEST + 1),
    ],
    ids=range(7),
)
def test_nonsense_is_answered_no(first, where, qtbot, said):
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.settimeout(0.001)
        stranger.connect(where)
        rest, heard = said, b""

        def talked() -> bool:
            nonlocal rest, heard
            try:
                if rest:
                    rest = rest[stranger.send(rest) :]
                else:
                    heard += stranger.recv(99)
            except (TimeoutError, BrokenPipeError):
                pass
            return heard == instance.NO

        qtbot.waitUntil(talked, timeout=WAIT_MS)
    assert first == []


def test_a_caller_who_says_nothing_blocks_nobody(first, later, where):
    with socket.socket(socket.AF_UNIX) as silent:
        silent.connect(where)
        assert later(Wanted())
    assert first == [Wanted()]


def test_the_socket_is_this_users_alone(first, where):
    assert Path(where).stat().st_mode & 0o077 == 0


def test_a_strangers_socket_is_neither_used_nor_removed(where, qapp, monkeypatch):
    with socket.socket(socket.AF_UNIX) as strange:
        strange.bind(where)
        monkeypatch.setattr(os, "getuid", lambda: 12345)
        assert not hand_over(Wanted(), where)
        assert not Instance(where, lambda wanted: True).listen()
        assert Path(where).exists()


def test_every_user_display_and_home_has_a_place_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    places = {place()}
    for name, value in (("DISPLAY", ":77"), ("WAYLAND_DISPLAY", "wayland-7"), ("XDG_CONFIG_HOME", "/elsewhere")):
        monkeypatch.setenv(name, value)
        places.add(place())
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    places.add(place())
    assert len(places) == 5
    assert {Path(each).parent for each in places} == {tmp_path}
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "none"))
    assert Path(place()).parent.is_dir()


# windows --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def window(open_window):
    window = open_window("--expr", "x*y")
    yield window
    for other in window.windows.all:
        if other is not window:
            other.documents._ask_unsaved = lambda: "discard"
            other.close()


def test_what_is_handed_over_opens_in_a_window_of_its_own(window, tmp_path):
    path = tmp_path / "later.gradviz"
    file.save(Lesson(text="x + 1"), path)
    assert window.windows.welcome(Wanted(document=str(path)))
    _, other = window.windows.all
    assert other.isVisible()
    assert other.documents.path == path
    assert other.session.lesson.text == "x + 1"
    assert window.session.lesson.text == "x*y", "nothing that is open is touched"


def test_a_file_that_is_open_comes_to_the_front(window, tmp_path, qtbot):
    path = tmp_path / "later.gradviz"
    file.save(Lesson(text="x + 1"), path)
    welcome = window.windows.welcome
    assert welcome(Wanted(document=str(path)))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert welcome(Wanted(document=str(tmp_path / "." / "later.gradviz")))
    assert len(window.windows.all) == 2
    qtbot.waitUntil(window.windows.all[1].isActiveWindow)


def test_nothing_asked_for_raises_what_is_there(window, qtbot):
    window.showMinimized()
    assert window.windows.welcome(Wanted())
    assert window.windows.all == [window]
    assert not window.isMinimized()


def test_what_cannot_be_opened_or_speaks_another_language_is_left_to_the_launch(window, tmp_path):
    assert not window.windows.welcome(Wanted(document=str(tmp_path / "none.gradviz")))
    assert not window.windows.welcome(Wanted(language="ru"))
    assert window.windows.welcome(Wanted(language=i18n.language()))
    assert window.windows.all == [window]


# the program ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def launched(monkeypatch):
    """Launches the program without a window; what it did, in order."""
    did = []
    monkeypatch.setattr(app, "create_window", lambda argv: pytest.fail("no window is needed"))
    monkeypatch.setattr(instance, "hand_over", lambda wanted, where: did.append(wanted) or True)
    return did


def test_the_program_ends_when_it_could_hand_over(launched):
    assert app.main(["lesson:gate-max"]) == 0
    assert launched == [Wanted(document="lesson:gate-max")]


def test_what_cannot_be_opened_is_said_by_the_launch_itself(launched):
    with pytest.raises(InputError):
        app.main(["none.gradviz"])
    assert launched == []


def test_a_window_beside_one_in_another_language_is_explained(monkeypatch, capsys):
    """The terminal waits from now on: it says why."""

    def create(argv):
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "create_window", create)
    for answer, said in ((False, 1), (None, 0)):
        monkeypatch.setattr(instance, "hand_over", lambda wanted, where, answer=answer: answer)
        with pytest.raises(KeyboardInterrupt):
            app.main(["--lang=en"])
        assert capsys.readouterr().err.count("A window in another language is open already") == said


def test_a_new_window_asks_nobody(launched, monkeypatch):
    def create(argv):
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "create_window", create)
    with pytest.raises(KeyboardInterrupt):
        app.main([], new_window=True)
    assert launched == []
