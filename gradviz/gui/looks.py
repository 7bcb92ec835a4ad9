"""What a person prefers: language, theme, the way numbers are written, motion and wheel.

Kept in the settings, shared by all windows, told to each of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gradviz import i18n
from gradviz.gui.settings import Memory
from gradviz.gui.theme import CONTRAST, DARK, LIGHT, ON_BLACK, THEMES, Theme, palette, style_sheet
from gradviz.numerals import Numerals


def wants_contrast() -> bool:
    """Whether the system asks for high contrast; a Qt before 6.10 does not tell."""
    accessibility = getattr(QGuiApplication.styleHints(), "accessibility", None)
    if accessibility is None:
        return False
    return bool(accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast)


class Keycaps(QTranslator):
    """Keys by what a Russian keyboard has printed on them, in menus as everywhere; Qt's own translation spells the
    arrows out and leaves Return as it is."""

    NAMES: Mapping[str, str] = MappingProxyType({"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Return": "Enter"})

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        return self.NAMES.get(source) if context == "QShortcut" else None

    def isEmpty(self) -> bool:
        return False


class Looks(QObject):
    """What the window looks like now. The language of the process is set here and nowhere else in the window."""

    # another theme: the Theme
    theme_changed = Signal(object)
    # every text is to be written anew
    language_changed = Signal()
    # numbers are to be written anew
    numerals_changed = Signal()
    # something was chosen: the Settings as they are now, after the signals above
    settings_changed = Signal(object)

    def __init__(self, memory: Memory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.memory = memory
        self.theme = self._wanted_theme()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        if hasattr(hints, "accessibility"):
            hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)

    @property
    def numerals(self) -> Numerals:
        """How numbers are written now."""
        now = self.memory.now
        comma = i18n.language() == "ru" if now.decimal == "language" else now.decimal == "comma"
        return Numerals(comma, now.style, now.digits, now.fractions, now.notation)

    def dress(self, application: QApplication) -> None:
        """Give the application palette, style sheet and Qt's own texts."""
        application.setPalette(palette(self.theme))
        application.setStyleSheet(style_sheet(self.theme))
        self._translate_qt(application)

    def set_theme(self, choice: str) -> None:
        """Choose one of ``THEME_CHOICES``."""
        self.memory.change(theme=choice)
        self._follow_system()
        self.settings_changed.emit(self.memory.now)

    def _follow_system(self) -> None:
        wanted = self._wanted_theme()
        if wanted is not self.theme:
            self.theme = wanted
            self._dress_again()
            self.theme_changed.emit(wanted)

    def toggle_theme(self) -> None:
        """Dark from any light theme, light from any dark one."""
        self.set_theme("light" if self.theme in ON_BLACK else "dark")

    def set_language(self, code: str) -> None:
        """Choose "en" or "ru"."""
        self.memory.change(language=code)
        if code != i18n.language():
            i18n.set_language(code)
            self._dress_again()
            self.language_changed.emit()
        self.settings_changed.emit(self.memory.now)

    def toggle_language(self) -> None:
        """The other language."""
        self.set_language("ru" if i18n.language() == "en" else "en")

    def set_numbers(self, **fields: object) -> None:
        """Choose ``decimal``, ``style``, ``digits``, ``fractions`` or ``notation``, as the settings name them."""
        self.memory.change(**fields)
        self.numerals_changed.emit()
        self.settings_changed.emit(self.memory.now)

    def set_habits(self, **fields: object) -> None:
        """Choose ``reduced_motion``, ``wheel``, ``direction``, ``minimap``, ``shortcuts``, ``scale`` or ``open_last``,
        as in the settings."""
        self.memory.change(**fields)
        self.settings_changed.emit(self.memory.now)

    def _wanted_theme(self) -> Theme:
        choice = self.memory.now.theme
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return THEMES.get(choice, CONTRAST if wants_contrast() else DARK if dark else LIGHT)

    def _dress_again(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.dress(application)

    def _translate_qt(self, application: QApplication) -> None:
        """Qt's own buttons (Save, Cancel) in the language in use; the application owns the one translator there is."""
        for old in application.findChildren(QTranslator):
            application.removeTranslator(old)
            old.deleteLater()
        if i18n.language() != "en":
            translator = QTranslator(application)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if translator.load(f"qtbase_{i18n.language()}", folder):
                application.installTranslator(translator)
            application.installTranslator(Keycaps(application))  # asked before the other
