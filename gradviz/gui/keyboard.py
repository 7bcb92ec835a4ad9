"""Shortcuts on a Russian keyboard: where only a Cyrillic layout is installed, Ctrl+Ы must still save.

Under X11 a matched shortcut never arrives as a key press, so what does arrive with Ctrl or Alt and a Cyrillic key was
matched by nobody: it is turned into the Latin key of the same place. With ``us,ru`` Qt does this by itself.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
LATIN = dict(zip(CYRILLIC, QWERTY, strict=True))
"""Russian letter → the Latin key of the same place."""

Modifier = Qt.KeyboardModifier


class LayoutFilter(QObject):
    """An event filter of the application that repairs shortcuts typed on a Cyrillic layout."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # the class first: every event of the application passes here, and asking for its type makes an enum
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or not isinstance(watched, QWidget):
            return False
        latin = latin_key(event)
        if latin is None:
            return False
        sequence = QKeySequence(QKeyCombination(event.modifiers(), Qt.Key(latin)))
        action = _action_with(watched.window(), sequence)
        if action is not None:
            action.trigger()
            return True
        QApplication.sendEvent(watched, QKeyEvent(QEvent.Type.KeyPress, latin, event.modifiers()))
        return True


def latin_key(event: QKeyEvent) -> int | None:
    """The key code of the Latin key in the same place; None where nothing needs mending."""
    if not event.modifiers() & (Modifier.ControlModifier | Modifier.AltModifier):
        return None
    key = event.key()
    letter = chr(key).lower() if 0x400 <= key <= 0x4FF else ""
    return ord(LATIN[letter].upper()) if letter in LATIN else None


def _action_with(window: QWidget, sequence: QKeySequence) -> QAction | None:
    for action in window.findChildren(QAction):
        if action.isEnabled() and sequence in action.shortcuts():
            return action
    return None
