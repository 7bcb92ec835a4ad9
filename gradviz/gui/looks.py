"""Language, theme and the way numbers are written: chosen by the person, kept in the settings, told to the window."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gradviz import i18n
from gradviz.gui.settings import Memory
from gradviz.gui.theme import DARK, LIGHT, THEMES, Theme, palette, style_sheet
from gradviz.numerals import Numerals


class Looks(QObject):
    """What the window looks like now. The language of the process is set here and nowhere else in the window."""

    # another theme: the Theme
    theme_changed = Signal(object)
    # every text is to be written anew
    language_changed = Signal()
    # numbers are to be written anew
    numerals_changed = Signal()

    def __init__(self, memory: Memory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self._translator: QTranslator | None = None
        self.theme = self._wanted_theme()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(lambda _: self.set_theme(self._memory.now.theme))

    @property
    def numerals(self) -> Numerals:
        """How numbers are written now."""
        decimal = self._memory.now.decimal
        return Numerals(comma=i18n.language() == "ru" if decimal == "language" else decimal == "comma")

    def dress(self, application: QApplication) -> None:
        """Give the application palette, style sheet and Qt's own texts."""
        application.setPalette(palette(self.theme))
        application.setStyleSheet(style_sheet(self.theme))
        self._translate_qt(application)

    def set_theme(self, choice: str) -> None:
        """Choose "light", "dark" or "system"."""
        self._memory.change(theme=choice)
        wanted = self._wanted_theme()
        if wanted is not self.theme:
            self.theme = wanted
            self._dress_again()
            self.theme_changed.emit(wanted)

    def toggle_theme(self) -> None:
        """The other theme."""
        self.set_theme("light" if self.theme is DARK else "dark")

    def set_language(self, code: str) -> None:
        """Choose "en" or "ru"."""
        self._memory.change(language=code)
        if code != i18n.language():
            i18n.set_language(code)
            self._dress_again()
            self.language_changed.emit()

    def toggle_language(self) -> None:
        """The other language."""
        self.set_language("ru" if i18n.language() == "en" else "en")

    def set_decimal(self, choice: str) -> None:
        """Choose "language", "point" or "comma"."""
        self._memory.change(decimal=choice)
        self.numerals_changed.emit()

    def _wanted_theme(self) -> Theme:
        choice = self._memory.now.theme
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return THEMES.get(choice, DARK if dark else LIGHT)

    def _dress_again(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.dress(application)

    def _translate_qt(self, application: QApplication) -> None:
        """Qt's own buttons (Save, Cancel) in the language in use."""
        if self._translator is not None:
            application.removeTranslator(self._translator)
            self._translator = None
        if i18n.language() != "en":
            translator = QTranslator(self)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if translator.load(f"qtbase_{i18n.language()}", folder):
                application.installTranslator(translator)
                self._translator = translator
