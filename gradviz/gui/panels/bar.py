"""A calm bar that says one sentence and offers what can be done about it; never a dialog, nothing is lost by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from gradviz.gui import fonts
from gradviz.gui.theme import Theme, icon
from gradviz.i18n import tr

ICON_PX = 18


@dataclass(frozen=True, eq=False)
class Saying:
    """What a bar says. ``tone`` is "wrong", "calm" or "right"; ``offers`` are texts with what they do.

    Texts are functions or messages, so that they follow a change of language.
    """

    text: object
    hint: object = ""
    tone: str = "wrong"
    offers: tuple[tuple[object, Callable[[], None]], ...] = ()
    closable: bool = True


class Bar(QFrame):
    """Hidden until it has something to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.theme = theme
        self.saying: Saying | None = None
        self._sign, self._text = QLabel(self), QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.setFont(fonts.ui(13))
        self._buttons: list[QPushButton] = []
        self._close = QToolButton(self)
        self._close.clicked.connect(self.hush)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 5, 8, 5)
        self._row.setSpacing(10)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._close)
        self.hide()

    def say(self, saying: Saying) -> None:
        """Show ``saying`` until it is answered, closed or replaced."""
        self.saying = saying
        for button in self._buttons:
            button.deleteLater()
        self._buttons = [self._offer(*offer) for offer in saying.offers]
        self._close.setVisible(saying.closable)
        self.set_theme(self.theme)
        self.retranslate()
        self.show()

    def hush(self) -> None:
        """Say nothing more."""
        self.saying = None
        self.hide()

    def _offer(self, text: object, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(str(text), self)
        button.setFixedHeight(24)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(act)
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def text(self) -> str:
        """What is said now, hint included; empty while the bar is hushed."""
        if self.saying is None:
            return ""
        return " ".join(part for part in (str(self.saying.text), str(self.saying.hint)) if part)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        if self.saying is None:
            return
        self._text.setText(self.text())
        self.setAccessibleName(self.text())
        self._close.setToolTip(tr("Close"))
        self._close.setAccessibleName(tr("Close"))
        for button, offer in zip(self._buttons, self.saying.offers, strict=True):
            button.setText(str(offer[0]))

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = theme
        tone = self.saying.tone if self.saying else "calm"
        ink = {"wrong": theme.wrong, "right": theme.right}.get(tone, theme.muted)
        sign = {"wrong": "warning", "right": "check"}.get(tone, "info")
        self._sign.setPixmap(icon(sign, theme, ink).pixmap(ICON_PX, ICON_PX))
        self._close.setIcon(icon("close", theme, theme.muted))
        self._text.setStyleSheet(f"color: {theme.text if tone == 'wrong' else theme.muted}")
        fill = theme.wrong_tint if tone == "wrong" else theme.panel
        edge = theme.wrong if tone == "wrong" else theme.strong_line
        self.setStyleSheet(f"#bar {{ background: {fill}; border: 1px solid {edge}; border-radius: 7px; }}")
