"""Where exceptions, Qt's messages and log lines go: a rotating file, and a quiet word in the window."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
import threading
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from gradviz.gui.settings import state_folder

log = logging.getLogger("gradviz")

FILE_BYTES, FILES = 2**20, 3
HARMLESS = ("propagateSizeHints",)
"""Qt's lines that mean nothing: the offscreen platform says so of every window."""

LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_folder() -> Path:
    """Where the log is."""
    return state_folder() / "log"


def install(tell: Callable[[], None]) -> None:
    """Catch everything from now on; ``tell`` is called in the window's thread when an exception was caught there."""
    _log_to_file()

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.error("an exception nobody caught", exc_info=(kind, error, trace))
        if threading.current_thread() is threading.main_thread():
            tell()

    def caught_in_thread(args: Any) -> None:
        caught(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = caught
    threading.excepthook = caught_in_thread
    qInstallMessageHandler(_from_qt)


def _log_to_file() -> None:
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            log_folder() / "gradviz.log", maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True
        )
        faulthandler.enable((log_folder() / "crash.log").open("a", encoding="utf-8"))
    except OSError:  # no log then; the window does not depend on it
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)
    level = os.environ.get("GRADVIZ_LOG", "INFO").upper()
    log.setLevel(level if level in logging.getLevelNamesMapping() else "INFO")
    if sys.stderr is None:
        log.propagate = False


def _from_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    if not any(harmless in text for harmless in HARMLESS):
        log.log(LEVELS.get(kind, logging.WARNING), "Qt: %s", text)
