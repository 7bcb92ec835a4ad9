"""Starts the window. :func:`create_window` for tests and tools, :func:`main` for the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Thread

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from gradviz import __version__, i18n, resources
from gradviz.gui import fonts, instance, reports, rescue, settings
from gradviz.gui.keyboard import LayoutFilter
from gradviz.gui.main_window import MainWindow
from gradviz.gui.mnemonics import Mnemonics, Underlines
from gradviz.gui.panels.bar import Saying
from gradviz.gui.start import first_document, last_document, wanted
from gradviz.gui.windows import Windows
from gradviz.i18n import Message, tr
from gradviz.layout.place import WORKER

SCALE_FACTOR = "QT_SCALE_FACTOR"
APPLICATION_ID = "io.github.gradviz.Gradviz"


def create_window(argv: Sequence[str]) -> tuple[QApplication, MainWindow]:
    """The application and its shown window, without entering the event loop.

    ``argv`` is as on the command line, without the program's name: ``[]``, ``["open", "lesson:lecture-exp"]``,
    ``["--expr", "x*y", "--set", "x=2"]``. A :class:`~gradviz.errors.GradvizError` says what cannot be opened.
    """
    asked = wanted(argv)
    memory = settings.Memory()
    _choose_language(asked.language, memory.now.language)
    lesson, path = (last_document(memory.now) if asked.nothing else None) or first_document(asked)
    application = _application(memory.now.scale)
    windows = Windows(memory)
    window = windows.make()
    window.looks.dress(application)
    if memory.now.window:
        window.restoreGeometry(QByteArray(settings.from_record(memory.now.window)))
    window.documents.take(lesson, path)
    window.show()
    there = window.session.state.result is not None
    window.stage.focus_first(there)
    if not there:  # the first graph that is typed need not wait for what finds its places
        Thread(target=WORKER.warm_up, daemon=True).start()
    if asked.nothing:
        _offer_rescued(windows, window)
    return application, window


def main(argv: Sequence[str], new_window: bool = False) -> int:
    """Open the window and stay until it is closed; returns the exit code.

    Where an instance is running it opens what was asked for instead, unless ``new_window`` says otherwise.
    """
    where = instance.place()
    asked = wanted(argv)
    if not new_window:
        if argv:
            first_document(asked)  # what cannot be opened is said here, not in a window elsewhere
        taken = instance.hand_over(asked, where)
        if taken:
            return 0
        if taken is False and asked.language:
            _say_beside()
    application, window = create_window(argv)
    windows = window.windows
    assert isinstance(windows, Windows)
    listening = instance.Instance(where, windows.welcome, application)
    if not new_window:
        listening.listen()
    application.aboutToQuit.connect(listening.close)
    reports.install(lambda: _tell_exception(window))
    return application.exec()


def _say_beside() -> None:
    """To the terminal, which now waits for this window: why it is not the running program that opens it."""
    said = tr(
        "A window in another language is open already; this one runs beside it, and the command ends when it is closed."
    )
    if sys.stderr is not None:
        sys.stderr.write(f"gradviz: {said}\n")


def _choose_language(asked: str, kept: str) -> None:
    """``--lang``, else the settings, else what the process has been set to, else the system's."""
    for code in (asked, kept):
        if code in i18n.LANGUAGES:
            i18n.set_language(code)
            return
    if i18n.language() == "en":
        i18n.set_language(i18n.system_language())


def _application(scale: int) -> QApplication:
    """The application; where it is made now, with an interface of ``scale`` percent."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        with _scaled(scale):
            application = QApplication([sys.argv[0] if sys.argv else "gradviz"])
    application.setApplicationName("gradviz")
    application.setApplicationDisplayName("")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(APPLICATION_ID)
    fonts.load()
    application.setFont(fonts.ui(13))
    picture = QPixmap()
    picture.loadFromData(resources.read_bytes("icons/gradviz.svg"))
    application.setWindowIcon(QIcon(picture))
    if not application.property("layout_filter"):
        underlines = Underlines()
        application.setStyle(underlines)
        Mnemonics(underlines, application)
        application.installEventFilter(LayoutFilter(application))
        application.setProperty("layout_filter", True)
    return application


@contextmanager
def _scaled(percent: int) -> Iterator[None]:
    """Qt reads the scale once, when the application is made, and from the environment alone; who has set it there knows
    better. Programs started from here are not to inherit it."""
    ours = percent != 100 and SCALE_FACTOR not in os.environ
    if ours:
        os.environ[SCALE_FACTOR] = str(percent / 100)
    yield
    if ours:
        del os.environ[SCALE_FACTOR]


def _offer_rescued(windows: Windows, window: MainWindow) -> None:
    """Offer what earlier sessions left unsaved: the first in ``window``, any other in one of its own."""
    left = rescue.left_behind()
    if not left:
        return

    def restore() -> None:
        window.stage.message.hush()
        for number, work in enumerate(left):
            place = windows.open_beside(window) if number else window
            place.documents.restore(work.lesson)
            work.forget()

    def discard() -> None:
        window.stage.message.hush()
        for work in left:
            work.forget()

    offers = ((Message("Restore"), restore), (Message("Discard"), discard))
    said = Message("Work that was not saved is still there.")
    window.stage.message.say(Saying(said, "", "calm", offers, closable=False))


def _tell_exception(window: MainWindow) -> None:
    def tell() -> None:
        offers = ((Message("Open the log"), window.actions_["logs"].trigger),)
        said = Message("Something went wrong inside gradviz; your work is still here.")
        window.stage.message.say(Saying(said, "", "wrong", offers))

    QTimer.singleShot(0, window, tell)
