"""The bar under the canvas: first, back, play, forward, last, the track, speed and loop. It only shows and asks."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from gradviz.gui import fonts
from gradviz.gui.actions import with_keys
from gradviz.gui.panels.player_bar_track import PlayerTrack
from gradviz.gui.player import SPEEDS
from gradviz.gui.theme import LIGHT, Theme, icon
from gradviz.i18n import tr
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame
from gradviz.timeline.timeline import Timeline

BAR_HEIGHT = 92
PLAY_PX = 46


class PlayerBar(QWidget):
    """Shows a timeline, a frame of it and the player's state; every press becomes a signal."""

    # a step was chosen on the track: its index
    step_requested = Signal(int)
    # the playhead was dragged: seconds of the timeline
    scrubbed = Signal(float)
    # the round button was pressed
    play_toggled = Signal()
    # one of the four buttons beside it, or wheel and arrow keys on the track
    first_requested = Signal()
    back_requested = Signal()
    forward_requested = Signal()
    last_requested = Signal()
    # a speed was chosen from the menu: 1.0 is normal
    speed_chosen = Signal(float)
    # the loop button was pressed: whether to loop from now on
    loop_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._playing = False
        self._keys: Mapping[str, tuple[str, ...]] = {}
        self._speed, self._numerals = 1.0, Numerals()
        self.setObjectName("player_bar")
        self.setFixedHeight(BAR_HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.first = self._button("first")
        self.back = self._button("step-back")
        self.play = self._button("play")
        self.forward = self._button("step-forward")
        self.last = self._button("last")
        self.track = PlayerTrack(self)
        self.speed = self._button("")
        self.loop = self._button("loop")
        self._lay_out()
        self._connect()
        self.retranslate()
        self.set_theme(LIGHT)

    def _button(self, picture: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"player_{picture or 'speed'}")
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIconSize(QSize(20, 20))
        button.setFixedSize(32, 32)
        return button

    def _lay_out(self) -> None:
        self.play.setFixedSize(PLAY_PX, PLAY_PX)
        self.speed.setFixedSize(56, 32)
        self.speed.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.speed.setFont(fonts.ui(13, 500))
        self.loop.setCheckable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(0)
        for widget, gap in (
            (self.first, 4),
            (self.back, 10),
            (self.play, 10),
            (self.forward, 4),
            (self.last, 22),
            (self.track, 0),
            (self.speed, 8),
            (self.loop, 0),
        ):
            row.addWidget(widget, stretch=1 if widget is self.track else 0)
            row.addSpacing(gap)

    def _connect(self) -> None:
        self._speeds = QActionGroup(self)
        menu = QMenu(self.speed)
        for speed in SPEEDS:
            action = QAction(self._speeds, checkable=True)
            action.setData(speed)
            menu.addAction(action)
        self.speed.setMenu(menu)
        self._speeds.triggered.connect(lambda action: self.speed_chosen.emit(action.data()))
        self.first.clicked.connect(self.first_requested)
        self.back.clicked.connect(self.back_requested)
        self.play.clicked.connect(self.play_toggled)
        self.forward.clicked.connect(self.forward_requested)
        self.last.clicked.connect(self.last_requested)
        self.loop.clicked.connect(self.loop_toggled)
        self.track.step_requested.connect(self.step_requested)
        self.track.scrubbed.connect(self.scrubbed)
        self.track.forward_requested.connect(self.forward_requested)
        self.track.back_requested.connect(self.back_requested)

    # what is shown

    def show_timeline(self, timeline: Timeline) -> None:
        """Draw the steps of ``timeline``; a frame of it is to follow."""
        self.track.show_timeline(timeline)

    def show_frame(self, frame: Frame, numerals: Numerals) -> None:
        """Put the playhead where ``frame`` is; at the ends, grey the buttons that lead nowhere."""
        self.track.show_frame(frame, numerals)
        if numerals != self._numerals:
            self._numerals = numerals
            self.show_speed(self._speed)
        timeline = self.track.timeline
        at_end = timeline is not None and frame.time_s >= timeline.duration_s
        at_begin = frame.step.index == 0 and not frame.moving
        for button, enabled in (
            (self.first, not at_begin),
            (self.back, not at_begin),
            (self.forward, not at_end),
            (self.last, not at_end),
        ):
            button.setEnabled(enabled)
        self._describe(frame, numerals)

    def show_playing(self, playing: bool) -> None:
        self._playing = playing
        self._draw_play()
        self._name(self.play, tr("Pause") if playing else tr("Play"), "play")

    def show_speed(self, speed: float) -> None:
        self._speed = speed
        self.speed.setText(self._times(speed))
        self._name(self.speed, tr("Speed: {speed}", speed=self._times(speed)))
        for action in self._speeds.actions():
            action.setText(self._times(action.data()))
            action.setChecked(action.data() == speed)

    def _times(self, speed: float) -> str:
        """``1×``, ``0.25×`` with the comma where numbers have one."""
        return self._numerals.exact(f"{speed:g}") + "×"

    def show_loop(self, loop: bool) -> None:
        self.loop.setChecked(loop)
        self._draw_loop()

    def retranslate(self) -> None:
        """Read every text again after the language was switched."""
        self._name(self.first, tr("First step"), "first_step")
        self._name(self.back, tr("Step back"), "step_back")
        self._name(self.forward, tr("Step forward"), "step_forward")
        self._name(self.last, tr("Last step"), "last_step")
        self._name(self.loop, tr("Repeat"), "loop")
        self.show_playing(self._playing)
        self.show_speed(self._speed)
        self.track.retranslate()

    def set_keys(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Say which keys do what the buttons do, by the action's id."""
        self._keys = keys
        self.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Take on the colours of ``theme``."""
        self._theme = theme
        for button, picture in (
            (self.first, "first"),
            (self.back, "step-back"),
            (self.forward, "step-forward"),
            (self.last, "last"),
        ):
            button.setIcon(icon(picture, theme))
        self.ensurePolished()  # before its first polish a widget keeps the first sheet it was given
        self.setStyleSheet(_style(theme))
        self._draw_play()
        self._draw_loop()
        self.track.set_theme(theme)

    def _draw_play(self) -> None:
        self.play.setIcon(icon("pause" if self._playing else "play", self._theme, self._theme.panel))

    def _draw_loop(self) -> None:
        self.loop.setIcon(icon("loop", self._theme, self._theme.value if self.loop.isChecked() else ""))

    def _name(self, button: QToolButton, text: str, action: str = "") -> None:
        button.setAccessibleName(text)
        button.setToolTip(with_keys(text, self._keys.get(action, ())))

    def _describe(self, frame: Frame, numerals: Numerals) -> None:
        """The sentence of the step, for screen readers; at rest only, so that motion does not make them chatter."""
        if not frame.moving:
            self.track.setAccessibleDescription(frame.caption.plain(numerals))


def _style(theme: Theme) -> str:
    """The round button, the framed speed; the rest comes from the window's sheet."""
    return f"""
        #player_bar {{ background: {theme.panel}; border-top: 1px solid {theme.line}; }}
        #player_bar QToolButton {{ border: 1px solid transparent; border-radius: 7px; padding: 0; }}
        #player_bar QToolButton:hover {{ background: {theme.hover}; }}
        #player_bar QToolButton:focus {{ border: 2px solid {theme.value}; }}
        #player_bar QToolButton:checked {{ background: {theme.value_tint}; }}
        #player_bar #player_play {{ background: {theme.text}; border-radius: {PLAY_PX // 2}px; }}
        #player_bar #player_play:hover {{ background: {theme.muted}; }}
        #player_bar #player_speed {{ background: {theme.panel}; border: 1px solid {theme.strong_line}; }}
        #player_bar #player_speed:focus {{ border: 2px solid {theme.value}; }}
        #player_bar #player_speed::menu-indicator {{ image: none; }}
    """
