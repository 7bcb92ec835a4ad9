"""One instance a user: a second launch hands what it was asked for over to the windows that are open already.

The first instance listens at a local socket of this user and display; a later one says there, in one line of JSON, what
it wants, and leaves when it is answered ``yes``. Whoever is not answered in time opens a window of his own, so that a
hung instance costs a second, not the evening.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject

from gradviz.gui.settings import settings_file
from gradviz.gui.start import Wanted

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

CONNECT_MS, ANSWER_MS, LOCK_MS = 500, 2000, 1000
LONGEST = 2**20
"""Bytes of a request; a longer one is none of ours."""

YES, NO = b"yes\n", b"no\n"

Welcome = Callable[[Wanted], bool]
"""``welcome(wanted)``: open or raise a window; False where the newcomer shall rather open one himself."""


def place() -> str:
    """The socket's path, or its name on Windows: another one for another user, display or set of settings."""
    shown = (os.environ.get(name, "") for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"))
    whose = "\n".join(
        (getpass.getuser() if sys.platform == "win32" else str(os.getuid()), *shown, str(settings_file()))
    )
    name = f"gradviz-{hashlib.sha256(whose.encode()).hexdigest()[:16]}"
    if sys.platform == "win32":
        return name
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nowhere")
    return str((runtime if runtime.is_dir() else Path(tempfile.gettempdir())) / name)


def hand_over(wanted: Wanted, where: str, answer_ms: int = ANSWER_MS) -> bool | None:
    """Whether a running instance has taken ``wanted`` over, None where none answers; never longer than the limits
    above."""
    try:
        from PySide6.QtNetwork import QLocalSocket
    except ImportError:  # one of its own system libraries is missing
        return None
    if not _is_ours(where):
        return None
    socket = QLocalSocket()
    socket.connectToServer(where)
    if not socket.waitForConnected(CONNECT_MS):
        return None
    document = str(Path(wanted.document).absolute()) if _is_path(wanted.document) else wanted.document
    socket.write(json.dumps(asdict(replace(wanted, document=document))).encode() + b"\n")
    answer = b""
    while not answer.endswith(b"\n") and socket.waitForReadyRead(answer_ms):
        answer += bytes(socket.readAll().data())
    return {YES: True, NO: False}.get(answer)


def _is_path(document: str) -> bool:
    return bool(document) and not document.startswith("lesson:")


def _is_ours(where: str) -> bool:
    """Whether the socket, where there is one, was made by this user: nobody else is told what is opened."""
    if sys.platform == "win32":
        return True
    try:
        return Path(where).lstat().st_uid == os.getuid()
    except OSError:
        return False


class Instance(QObject):
    """The first instance: listens for later ones and asks ``welcome`` to open what they want."""

    def __init__(self, where: str, welcome: Welcome, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._where = where
        self._welcome = welcome
        self._server: QLocalServer | None = None
        self._talks: dict[QLocalSocket, bytes] = {}

    def listen(self) -> bool:
        """Begin to listen, unless another living instance does; whether that was possible.

        What a crashed instance left behind is cleared away. A lock sees to it that of two beginning at once only one
        does so.
        """
        try:
            from PySide6.QtNetwork import QLocalServer, QLocalSocket
        except ImportError:
            return False
        lock = QLockFile(f"{self._where}.lock")
        if sys.platform != "win32" and not lock.tryLock(LOCK_MS):
            return False
        try:
            other = QLocalSocket()
            other.connectToServer(self._where)
            if other.waitForConnected(CONNECT_MS):
                return False
            if os.path.lexists(self._where):
                if not _is_ours(self._where):
                    return False
                QLocalServer.removeServer(self._where)
            self._server = QLocalServer(self)
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            self._server.newConnection.connect(self._greet)
            return self._server.listen(self._where)
        finally:
            lock.unlock()

    def close(self) -> None:
        """Listen no longer."""
        if self._server is not None:
            self._server.close()

    def _greet(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            self._talks[socket] = b""
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            socket.disconnected.connect(lambda socket=socket: self._forget(socket))
            if socket.bytesAvailable():
                self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if socket not in self._talks:
            return
        self._talks[socket] += bytes(socket.readAll().data())
        heard = self._talks[socket]
        if not heard.endswith(b"\n") and len(heard) <= LONGEST:
            return
        wanted = _understood(heard)
        socket.write(YES if wanted is not None and self._welcome(wanted) else NO)
        socket.flush()
        socket.disconnectFromServer()

    def _forget(self, socket: QLocalSocket) -> None:
        if self._talks.pop(socket, None) is not None:
            socket.deleteLater()


def _understood(heard: bytes) -> Wanted | None:
    """The request; None for what no gradviz of this version says."""
    try:
        fields = json.loads(heard)
        wanted = Wanted(**{**fields, "values": tuple(fields["values"])})
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    texts: Sequence[object] = (wanted.document, wanted.language, *wanted.values)
    right = all(isinstance(text, str) for text in texts) and isinstance(wanted.expression, str | None)
    return wanted if right else None
