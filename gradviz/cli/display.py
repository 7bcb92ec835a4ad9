"""Looks for a display and for Qt's system libraries without importing Qt, which would abort the process instead.

Measured on Debian 12: QApplication without a display ends the process and blames a library; so we look first.
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from gradviz.errors import MissingError
from gradviz.i18n import Message

OFFSCREEN: Mapping[str, str] = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
"""What Qt needs to draw at all: soname → package of Debian and Ubuntu."""

WINDOW: Mapping[str, str] = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
"""What a window on X11 needs in addition."""

PLATFORM = "QT_QPA_PLATFORM"
X11, WAYLAND = "xcb", "wayland"
UNNAMED_WAYLAND = "wayland-0"
WITHOUT_DISPLAY = ("offscreen", "minimal", "vnc")
"""Qt's platforms that need no display, as tests use them."""


def require_window() -> None:
    """Return when a window can be opened; otherwise :class:`MissingError` says what is missing and what to do."""
    if not sys.platform.startswith("linux"):
        return
    told = _told_platforms()
    if any(name in WITHOUT_DISPLAY for name in told):
        _require_libraries(OFFSCREEN)
        return
    answering = [name for name, answers in ((X11, x11_answers), (WAYLAND, wayland_answers)) if answers()]
    if not answering:
        raise MissingError(
            "no-display",
            Message("There is no display; use “gradviz export” or “xvfb-run gradviz”."),
        )
    usable = [name for name in answering if not told or name in told]
    if not usable:
        raise MissingError(
            "no-platform",
            Message(
                "No window can be opened with QT_QPA_PLATFORM={platform}; unset it.", platform=os.environ[PLATFORM]
            ),
        )
    if X11 in usable:
        _require_libraries({**OFFSCREEN, **WINDOW})
    else:
        _require_libraries(OFFSCREEN)
        os.environ.setdefault(PLATFORM, WAYLAND)


def require_drawing() -> None:
    """Return when pictures can be drawn without a display; sets Qt's platform to ``offscreen``."""
    if sys.platform.startswith("linux"):
        _require_libraries(OFFSCREEN)
    os.environ[PLATFORM] = "offscreen"


def missing_packages(libraries: Mapping[str, str]) -> list[str]:
    """The packages of those libraries that the dynamic linker does not find."""
    return [package for soname, package in libraries.items() if not _loads(soname)]


def x11_answers() -> bool:
    """Whether the X server named by ``$DISPLAY`` accepts a connection.

    A connection that was accepted stays open as long as the program runs: a server without other clients (Xvfb) starts
    over when its last one leaves, and would refuse the window that is to come in that moment.
    """
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    if xcb.xcb_connection_has_error(connection):
        xcb.xcb_disconnect(connection)
        return False
    return True


def wayland_answers() -> bool:
    """Whether the Wayland compositor named by ``$WAYLAND_DISPLAY``, the usual one where Qt was told to use Wayland,
    accepts a connection."""
    name = os.environ.get("WAYLAND_DISPLAY") or (UNNAMED_WAYLAND if WAYLAND in _told_platforms() else None)
    if name is None:
        return False
    path = Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.connect(str(path))
    except OSError:
        return False
    return True


def _told_platforms() -> tuple[str, ...]:
    """The platforms Qt was told to try, in order: ``wayland-egl;xcb:nograb`` is ("wayland", "xcb"); usually none."""
    told = (each.partition(":")[0].strip().lower() for each in os.environ.get(PLATFORM, "").split(";"))
    return tuple(WAYLAND if name.startswith(WAYLAND) else name for name in told if name)


def _require_libraries(libraries: Mapping[str, str]) -> None:
    packages = missing_packages(libraries)
    if packages:
        raise MissingError(
            "no-library",
            Message("Qt needs system libraries that are missing: {packages}.", packages=" ".join(packages)),
            Message("Install them with “sudo apt install {packages}”.", packages=" ".join(packages)),
        )


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True
