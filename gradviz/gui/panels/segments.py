"""A bar of words of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Segments(QWidget):
    """Buttons side by side, one of them down."""

    # a person has chosen: the place of the word
    chosen = Signal(int)

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self.buttons = [QPushButton(self) for _ in range(count)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, button in enumerate(self.buttons):
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("segment", {0: "first", count - 1: "last"}.get(place, "middle"))
            self._group.addButton(button, place)
            row.addWidget(button)
        row.addStretch(1)
        self._group.idClicked.connect(self.chosen)

    @property
    def choice(self) -> int:
        """The place of the button that is down, -1 while none is."""
        return self._group.checkedId()

    def choose(self, place: int) -> None:
        """Put a button down; -1 puts none down."""
        self._group.setExclusive(place >= 0)
        for each, button in enumerate(self.buttons):
            button.setChecked(each == place)
        self._group.setExclusive(True)

    def set_texts(self, texts: Sequence[str]) -> None:
        """Write the words."""
        for button, text in zip(self.buttons, texts, strict=True):
            button.setText(text)
