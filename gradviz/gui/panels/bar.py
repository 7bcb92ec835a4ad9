"""A calm strip that says one sentence and offers what can be done about it; never a dialog, nothing is lost by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from gradviz.gui import fonts
from gradviz.gui.theme import Theme, icon
from gradviz.i18n import tr

HEIGHT = 36
ICON_PX = 16
PASSING_MS = 6000
"""So long a passing saying is read."""

LEFT, SIGN_WIDTH, GAP = 14, 36, 10
"""The sign stands in the middle of the line numbers' column, the words below the program's first letter."""


@dataclass(frozen=True, eq=False)
class Saying:
    """What a bar says. ``tone`` is "wrong", "calm" or "right"; ``offers`` are texts with what they do.

    Texts are functions or messages, so that they follow a change of language. ``keys`` are those of the first offer,
    ``more`` is told on hover. A ``lasting`` saying comes again with every edit; once closed it stays closed until
    something else is said. A ``passing`` one goes by itself, unless the mouse or the keyboard is on it.
    """

    text: object
    hint: object = ""
    tone: str = "wrong"
    offers: tuple[tuple[object, Callable[[], None]], ...] = ()
    closable: bool = True
    keys: str = ""
    more: tuple[object, ...] = ()
    lasting: bool = False
    passing: bool = False

    def words(self) -> tuple[object, ...]:
        """All that is seen of it, in the language in use."""
        return (str(self), self.tone, self.closable, *(str(text) for text, _ in self.offers), *map(str, self.more))

    def __str__(self) -> str:
        return " ".join(part for part in (str(self.text), str(self.hint)) if part)


class Bar(QFrame):
    """Hidden until it has something to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.theme = theme
        self.saying: Saying | None = None
        self.topic = ""
        self._closed = ""
        self._sign, self._text = QLabel(self), QLabel(self)
        self._sign.setFixedWidth(SIGN_WIDTH)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text.setFont(fonts.ui(13))
        self.buttons: list[QPushButton] = []
        self._close = QToolButton(self)
        self._close.setFixedSize(24, 24)
        self._close.clicked.connect(self._dismiss)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(LEFT, 4, 12, 5)
        self._row.setSpacing(GAP)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._close)
        self.rest = QTimer(self, singleShot=True, interval=PASSING_MS)
        self.rest.timeout.connect(self._pass)
        self.setMinimumHeight(HEIGHT)
        self.hide()

    def say(self, saying: Saying, topic: str = "") -> None:
        """Show ``saying`` until it is answered, closed or replaced; ``topic`` names what it is about, for ``hush``."""
        before, self.saying = self.saying, saying
        self.topic = topic
        if saying.lasting and self._closed == str(saying):
            return
        self._closed = ""
        self.rest.start() if saying.passing else self.rest.stop()
        if before is not None and before.words() == saying.words() and not self.isHidden():
            return  # said again by the next edit
        for button in self.buttons:
            button.deleteLater()
        self.buttons = [self._offer(place) for place in range(len(saying.offers))]
        self._close.setVisible(saying.closable)
        self.set_theme(self.theme)
        self.retranslate()
        self.show()

    def hush(self, topic: str = "") -> None:
        """Say nothing more; with a ``topic``, only if it is what the bar speaks about."""
        if topic and topic != self.topic:
            return
        self.saying = None
        self.topic = self._closed = ""
        self.rest.stop()
        self.hide()

    def _pass(self) -> None:
        """Go after a while, but not from under a hand."""
        focused = QApplication.focusWidget()
        if self.underMouse() or (focused is not None and self.isAncestorOf(focused)):
            self.rest.start()
        else:
            self.hush()

    def settle(self) -> None:
        """Something was done since: a complaint about one topic does not outlive that."""
        if self.topic and self.saying is not None and self.saying.tone == "wrong":
            self.hush()

    def escape(self) -> bool:
        """Close what may be closed; whether there was such a saying."""
        if self.isHidden() or self.saying is None or not self.saying.closable:
            return False
        self._dismiss()
        return True

    def accept(self) -> None:
        """Take the first offer, where there is one."""
        if self.saying is not None and self.saying.offers and not self.isHidden():
            self._take(0)

    def _dismiss(self) -> None:
        said = self.text()
        self.hush()
        self._closed = said

    def _take(self, place: int) -> None:
        if self.saying is not None:
            self.saying.offers[place][1]()

    def _offer(self, place: int) -> QPushButton:
        button = QPushButton(self)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self._take(place))
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def text(self) -> str:
        """What is said now, hint included; empty while the bar is hushed."""
        return "" if self.saying is None else str(self.saying)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        if self.saying is None:
            return
        self._write()
        self.setAccessibleName(self.text())
        self._text.setToolTip("\n".join(map(str, self.saying.more)))
        self._close.setToolTip(tr("Close"))
        self._close.setAccessibleName(tr("Close"))
        keys = QKeySequence(self.saying.keys).toString(QKeySequence.SequenceFormat.NativeText)
        for button, offer in zip(self.buttons, self.saying.offers, strict=True):
            button.setText(str(offer[0]).replace("&", "&&"))
        if self.buttons and keys:
            self.buttons[0].setToolTip(keys)

    def _write(self) -> None:
        assert self.saying is not None
        hint = escape(str(self.saying.hint))
        quiet = f' <span style="color:{self.theme.muted}">{hint}</span>' if hint else ""
        self._text.setText(escape(str(self.saying.text)) + quiet)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = theme
        self._close.setIcon(icon("close", theme, theme.muted))
        if self.saying is None:
            return
        tone = self.saying.tone
        ink = {"wrong": theme.wrong, "right": theme.right}.get(tone, theme.muted)
        sign = {"wrong": "warning", "right": "check"}.get(tone, "info")
        self._sign.setPixmap(icon(sign, theme, ink).pixmap(ICON_PX, ICON_PX))
        self._text.setStyleSheet(f"color: {theme.muted if tone == 'calm' else theme.text}")
        self._write()
