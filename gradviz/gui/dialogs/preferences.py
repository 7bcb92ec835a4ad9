"""Edit ▸ Preferences…: what a person likes better; every choice applies at once, in all windows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QWidget,
)

from gradviz import i18n
from gradviz.gui import fonts
from gradviz.gui.actions import TABLE
from gradviz.gui.dialogs.dialog import Dialog
from gradviz.gui.dialogs.fields import Choice, Tick
from gradviz.gui.looks import Looks
from gradviz.gui.settings import DECIMALS, DIGITS, SCALES, STYLES, TEXT_SIZES, THEME_CHOICES
from gradviz.i18n import N_, tr
from gradviz.layout.layout import DIRECTIONS
from gradviz.notation import NOTATIONS

_TEXTS = {entry.id: entry.text for entry in TABLE}
SIZE = (564, 720)
FIELD_WIDTH = 260
BESIDE_BAR = 8  # px between the fields and a scroll bar


def _texts_of(group: str, values: tuple[Any, ...]) -> dict[Any, str]:
    """The texts that the menus have for the same choices."""
    return {value: _TEXTS[f"{group}_{value}"] for value in values}


class Preferences(Dialog):
    """Shows the settings as they are, also when a menu changes them meanwhile."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__("", parent, SIZE)
        self._looks = looks
        self._texts: list[tuple[Callable[[str], object], str]] = []
        self._fields: dict[str, QComboBox | QCheckBox] = {}
        self._page = QWidget()
        self._form = QFormLayout(self._page)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(20)
        self._form.setVerticalSpacing(10)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._page)
        bar = scroll.verticalScrollBar()
        bar.rangeChanged.connect(lambda _, last: self._form.setContentsMargins(0, 0, BESIDE_BAR if last else 0, 0))
        self.column.addWidget(scroll, 1)
        self.add_buttons(QDialogButtonBox.StandardButton.Close)
        looks.settings_changed.connect(self.show_settings)
        self.show_settings()

    def _lay_out(self) -> None:
        looks = self._looks
        self._texts.append((self.setWindowTitle, N_("Preferences")))
        self._title(N_("Appearance"))
        self._choice("language", N_("Language"), _texts_of("language", i18n.LANGUAGES), looks.set_language)
        self._choice("theme", N_("Theme"), _texts_of("theme", THEME_CHOICES), looks.set_theme)
        scales = _texts_of("scale", SCALES)
        self._choice("scale", N_("Interface scale (next start)"), scales, lambda now: looks.set_habits(scale=now))
        self._switch("reduced_motion", N_("Reduced motion: steps jump"), looks.set_habits)
        self._title(N_("Numbers"))
        numbers = looks.set_numbers
        self._choice("decimal", N_("Decimal sign"), _texts_of("decimal", DECIMALS), lambda now: numbers(decimal=now))
        self._choice("style", N_("Precision"), _texts_of("style", STYLES), lambda now: numbers(style=now))
        self._choice("digits", N_("Digits"), _texts_of("digits", DIGITS), lambda now: numbers(digits=now))
        self._switch("fractions", N_("Simple fractions as 1/3"), numbers)
        notations = _texts_of("notation", NOTATIONS)
        self._choice("notation", N_("Gradients"), notations, lambda now: numbers(notation=now))
        self._title(N_("Graph"))
        directions = _texts_of("direction", DIRECTIONS)
        self._choice("direction", N_("Direction"), directions, lambda now: looks.set_habits(direction=now))
        self._choice("text", N_("Text Size"), _texts_of("text", TEXT_SIZES), lambda now: looks.set_habits(text=now))
        wheels = {"zoom": N_("Zooms"), "scroll": N_("Scrolls; with Ctrl it zooms")}
        self._choice("wheel", N_("The wheel"), wheels, lambda now: looks.set_habits(wheel=now))
        self._switch("minimap", N_("Overview map where the graph is large"), looks.set_habits)
        self._title(N_("Start"))
        self._switch("open_last", N_("Begin with the document opened last"), looks.set_habits)

    def _title(self, text: str) -> None:
        label = QLabel(self)
        label.setFont(fonts.ui(13, 600))
        label.setContentsMargins(0, 8 if self._form.rowCount() else 0, 0, 0)
        self._form.addRow(label)
        self._texts.append((label.setText, text))

    def _choice(self, name: str, text: str, texts: dict[Any, str], choose: Callable[[Any], None]) -> None:
        box, label = Choice(self), QLabel(self)
        box.setMinimumWidth(FIELD_WIDTH)
        label.setBuddy(box)
        for place, (value, item) in enumerate(texts.items()):
            box.addItem("", value)
            self._texts.append((partial(_write_item, box, place), item))
        box.activated.connect(lambda _: choose(box.currentData()))
        self._form.addRow(label, box)
        self._fields[name] = box
        self._texts += [(label.setText, text), (box.setAccessibleName, text)]

    def _switch(self, name: str, text: str, choose: Callable[..., None]) -> None:
        box = Tick(self)
        box.clicked.connect(lambda on: choose(**{name: on}))
        self._form.addRow(box)
        self._fields[name] = box
        self._texts.append((box.setText, text))

    def show_settings(self) -> None:
        """Show what is chosen now, in the language chosen now."""
        for write, text in self._texts:
            write(tr(text))
        for name, field in self._fields.items():
            value = i18n.language() if name == "language" else getattr(self._looks.memory.now, name)
            if isinstance(field, QComboBox):
                field.setCurrentIndex(field.findData(value))
            else:
                field.setChecked(bool(value))


def _write_item(box: QComboBox, place: int, text: str) -> None:
    """The menus have the same texts, with a mnemonic."""
    box.setItemText(place, text.replace("&", ""))
