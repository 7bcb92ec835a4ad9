"""What a screen reader says by itself: the sentence of every step, when its number has arrived."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame


def announce(widget: QWidget, text: str) -> None:
    """Have ``text`` said in the name of ``widget``, where a screen reader listens."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class Announcer:
    """``say(text)`` is called once a step, with its number and its sentence."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._said = ""

    def show_frame(self, frame: Frame, numerals: Numerals) -> None:
        """Say the step of a frame at rest, unless it is what was said last."""
        text = f"{frame.step.number}. {frame.caption.plain(numerals)}"
        if not frame.moving and text != self._said:
            self._said = text
            self._say(text)
