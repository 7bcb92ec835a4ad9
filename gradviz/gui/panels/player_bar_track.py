"""The track of the player bar: one tick a step, circles forward, diamonds backward, hollow what is to come."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from gradviz.gui.panels.player_bar_paint import Scene, paint_track
from gradviz.gui.panels.player_bar_plan import Group, Track, groups, time_at, written
from gradviz.gui.theme import LIGHT, Theme
from gradviz.i18n import tr
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame
from gradviz.timeline.timeline import Timeline

MARGIN = 18.0  # from the widget's edges to the first and last tick
NOTCH = 120  # one notch of a mouse wheel, in Qt's eighths of a degree


class PlayerTrack(QAbstractSlider):
    """Shows the steps of a timeline and where the playhead is; a slider over the steps for screen readers."""

    # a tick was chosen, by click, at the end of a drag or by assistive technology: the step's index
    step_requested = Signal(int)
    # the playhead was dragged: seconds of the timeline
    scrubbed = Signal(float)
    # one step on or back was asked for, by wheel or arrow keys
    forward_requested = Signal()
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.timeline: Timeline | None = None
        self._frame: Frame | None = None
        self._groups: list[Group] = []
        self._theme, self._numerals = LIGHT, Numerals()
        self._wheel = 0
        self._pressed_x: float | None = None
        self._dragging = False
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.valueChanged.connect(self.step_requested)

    def sizeHint(self) -> QSize:
        return QSize(700, 92)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 92)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Steps"))
        if self.timeline:
            self._groups = groups(self.timeline.steps, self._numerals)
        self.update()

    def show_timeline(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._groups = groups(timeline.steps, self._numerals)
        self._frame = None
        self._tell_range(0)

    def show_frame(self, frame: Frame, numerals: Numerals) -> None:
        if numerals != self._numerals:
            self._numerals = numerals
            self.retranslate()
        self._frame = frame
        self._tell_range(frame.step.index)
        self.update()

    def _tell_range(self, step: int) -> None:
        """What assistive technology reads; nobody has asked for a step by it."""
        was_blocked = self.blockSignals(True)
        self.setRange(0, len(self.timeline.steps) - 1 if self.timeline else 0)
        self.setSliderPosition(step)
        self.blockSignals(was_blocked)

    @property
    def track(self) -> Track:
        """Where the ticks are, in px of this widget."""
        count = len(self.timeline.steps) if self.timeline else 1
        return Track(MARGIN, self.width() - MARGIN, count)

    # asking

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.timeline:
            self._pressed_x = event.position().x()
            self._dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        self._show_tip(x)
        if self._pressed_x is None or self.timeline is None:
            return
        self._dragging = self._dragging or abs(x - self._pressed_x) > 3
        if self._dragging:
            self.scrubbed.emit(time_at(self.timeline, self.track.u(x)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._pressed_x is not None:
            self._pressed_x = None
            self.step_requested.emit(round(self.track.u(event.position().x())))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """One notch, one step; down and right are forward."""
        delta = event.angleDelta()
        self._wheel -= delta.y() + delta.x()
        while abs(self._wheel) >= NOTCH:
            forward = self._wheel > 0
            self._wheel -= NOTCH if forward else -NOTCH
            (self.forward_requested if forward else self.back_requested).emit()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = len(self.timeline.steps) if self.timeline else 1
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_PageDown):
            self.forward_requested.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_PageUp):
            self.back_requested.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.step_requested.emit(0 if key == Qt.Key.Key_Home else steps - 1)
        else:
            event.ignore()

    def _show_tip(self, x: float) -> None:
        if self.timeline:
            step = self.timeline.steps[round(self.track.u(x))]
            tip = tr("step {step} of {count}", step=step.number, count=len(self.timeline.steps))
            self.setToolTip(f"{tip} · {written(step, self._numerals)}")

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.timeline is None or self._frame is None:
            return
        scene = Scene(self.timeline, self._frame, self.track, self._groups, self._theme, float(self.width()))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_track(painter, scene, focused=self.hasFocus())
