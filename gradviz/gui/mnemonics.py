"""The letters of the menus are underlined only while Alt is pressed, or a menu opened with it is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget


class Underlines(QProxyStyle):
    """Fusion, but underlining shortcuts only while ``shown``; the buttons of dialogs have no icons."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self.shown = False

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: QStyleHintReturn | None = None,
    ) -> int:
        if hint is QStyle.StyleHint.SH_UnderlineShortcut:
            return int(self.shown)
        if hint is QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 0
        return super().styleHint(hint, option, widget, data)


_ENDS = (QEvent.Type.KeyRelease, QEvent.Type.MouseButtonPress, QEvent.Type.WindowDeactivate)


class Mnemonics(QObject):
    """Watches the keys of the application for Alt."""

    def __init__(self, underlines: Underlines, application: QApplication) -> None:
        super().__init__(application)
        self._underlines = underlines
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # every event of the application passes here, and asking for its type makes an enum: nearly none is asked
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Alt:
            self._show(True)
        elif self._underlines.shown and event.type() in _ENDS and QApplication.activePopupWidget() is None:
            self._show(False)
        return False

    def _show(self, shown: bool) -> None:
        if shown is not self._underlines.shown:
            self._underlines.shown = shown
            for window in QApplication.topLevelWidgets():
                for widget in (window, *window.findChildren(QWidget)):
                    widget.update()
