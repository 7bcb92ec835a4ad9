"""Graphviz in a process of its own: ``python -m gradviz.layout.graphviz_worker``, with :class:`Worker` as its master.

Graphviz holds Python's global lock while it works and cannot be interrupted, hence the process. It stays alive between
layouts, because starting it costs more than most layouts. Both ways a message is four bytes of length, big-endian, and
that many bytes: DOT text in, Graphviz's "plain" text out (empty when Graphviz refused the text).
"""

from __future__ import annotations

import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import IO

LENGTH = struct.Struct(">I")
WORKER_ARGUMENT = "--graphviz-worker"
"""What a frozen program is called with to be the worker; it has no ``python -m``."""


def worker_command() -> list[str]:
    """How to start the worker from this program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_ARGUMENT]
    return [sys.executable, "-m", "gradviz.layout.graphviz_worker"]


class Worker:
    """One worker process, started on first use and again after it was killed. Threads take turns."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def layout(self, dot: str, timeout_s: float) -> str | None:
        """Graphviz's plain text for ``dot``, or None: late (the process is killed), missing, crashed or cancelled."""
        with self._turn:
            try:
                process = self._running()
            except OSError:
                return None
            too_late = threading.Timer(timeout_s, process.kill)
            too_late.daemon = True
            too_late.start()
            try:
                assert process.stdin is not None and process.stdout is not None
                _send(process.stdin, dot.encode())
                answer = _receive(process.stdout)
            except OSError:
                answer = None
            finally:
                too_late.cancel()
            if answer is None:
                self._close()
                return None
            return answer.decode() or None

    def warm_up(self) -> None:
        """Start the process now, so that the first layout need not wait for it."""
        self.layout("digraph { n0 }", timeout_s=30.0)

    def cancel(self) -> None:
        """Give up the layout under way, from any thread: its caller gets None."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process; a later layout starts another."""
        self.cancel()
        with self._turn:
            self._close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._close()
            self._process = subprocess.Popen(
                list(self._command or worker_command()),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _close(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:
                pass  # what was still to be written has no reader any more


def _send(stream: IO[bytes], message: bytes) -> None:
    stream.write(LENGTH.pack(len(message)) + message)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes | None:
    """The next message, or None when the other side is gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    length = LENGTH.unpack(head)[0]
    message = stream.read(length)
    return message if len(message) == length else None


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until the master goes away."""
    import pygraphviz

    while (dot := _receive(requests)) is not None:
        try:
            plain = pygraphviz.AGraph(dot.decode(), strict=False).draw(format="plain", prog="dot")
        except (OSError, ValueError, pygraphviz.DotError):
            plain = b""
        _send(answers, plain)


def main() -> None:
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
