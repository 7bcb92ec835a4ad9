"""Looking for a display without Qt: a dead one gets a sentence and exit code 5."""

import os
import socket
import subprocess
import sys

import pytest

from gradviz.cli import display
from gradviz.cli.main import main
from gradviz.errors import MissingError

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays of Linux")


@pytest.fixture
def no_display(monkeypatch):
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    return monkeypatch


@pytest.mark.usefixtures("no_display")
@pytest.mark.parametrize("arguments", [[], ["open"], ["open", "lesson:gate-max"]])
def test_no_display_is_one_sentence(capsys, arguments):
    assert main(arguments) == 5
    error = capsys.readouterr().err
    assert error == "gradviz: error: There is no display; use “gradviz export” or “xvfb-run gradviz”.\n"


def test_a_dead_display_is_found_out(no_display):
    no_display.setenv("DISPLAY", ":987")
    assert not display.x11_answers()
    with pytest.raises(MissingError, match="no display"):
        display.require_window()


def test_a_living_compositor_is_enough(no_display, tmp_path):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-9"))
        server.listen()
        no_display.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        no_display.setenv("WAYLAND_DISPLAY", "wayland-9")
        assert display.wayland_answers()
        display.require_window()
        assert os.environ["QT_QPA_PLATFORM"] == "wayland"
    no_display.setenv("WAYLAND_DISPLAY", str(tmp_path / "gone"))
    assert not display.wayland_answers()


@pytest.mark.window
def test_a_living_x_server_answers(monkeypatch):
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert display.x11_answers()
    display.require_window()


@pytest.mark.parametrize("platform", ["wayland", "frob", "eglfs", "wayland-egl;frob"])
def test_a_platform_that_does_not_answer_is_one_sentence_though_there_is_a_display(no_display, capsys, platform):
    no_display.setattr(display, "x11_answers", lambda: True)
    no_display.setenv("QT_QPA_PLATFORM", platform)
    assert main(["--new-window"]) == 5
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and f"QT_QPA_PLATFORM={platform};" in error


@pytest.mark.parametrize("platform", ["xcb", "wayland;xcb", "XCB:nograb", "frob;offscreen"])
def test_one_answering_platform_is_enough(no_display, platform):
    no_display.setattr(display, "x11_answers", lambda: True)
    no_display.setattr(display, "missing_packages", lambda libraries: [])
    no_display.setenv("QT_QPA_PLATFORM", platform)
    display.require_window()
    assert os.environ["QT_QPA_PLATFORM"] == platform


def test_a_compositor_without_a_name_is_looked_for_where_qt_was_told_to(no_display, tmp_path):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        server.listen()
        no_display.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        assert not display.wayland_answers()
        no_display.setenv("QT_QPA_PLATFORM", "wayland")
        assert display.wayland_answers()


def test_tests_may_use_a_platform_without_a_display(no_display):
    no_display.setenv("QT_QPA_PLATFORM", "offscreen")
    display.require_window()


def test_missing_libraries_name_their_packages(no_display):
    no_display.setattr(display, "OFFSCREEN", {"libnone.so.7": "libnone7", "libc.so.6": "libc6"})
    assert display.missing_packages(display.OFFSCREEN) == ["libnone7"]
    with pytest.raises(MissingError, match="libnone7") as caught:
        display.require_drawing()
    assert str(caught.value.hint) == "Install them with “sudo apt install libnone7”."


def test_looking_does_not_wake_qt(python_environment):
    code = (
        "import sys; from gradviz.cli.display import x11_answers; x11_answers();"
        "print(any('PySide' in name for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=python_environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
