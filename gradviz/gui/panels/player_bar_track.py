"""The track of the player bar: one tick a step, circles forward, diamonds backward, hollow what is to come."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from gradviz.gui import fonts
from gradviz.gui.painting import NO_PEN, color, draw_pill, draw_text, pen
from gradviz.gui.panels.player_bar_plan import (
    Group,
    Placed,
    Track,
    first_backward,
    groups,
    place_captions,
    playhead,
    time_at,
)
from gradviz.gui.theme import LIGHT, Theme
from gradviz.i18n import tr
from gradviz.timeline.frame import Frame, Phase
from gradviz.timeline.timeline import Timeline

LABEL_Y, LINE_Y, BRACKET_Y, CAPTION_Y = 16.0, 43.0, 54.0, 72.0
MARGIN = 18.0  # from the widget's edges to the first and last tick
CAPTION_PX, SIGN_PX = 13, 18
HEAD_RADIUS = 11.0
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
        self._theme = LIGHT
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
            self._groups = groups(self.timeline.steps)
        self.update()

    def show_timeline(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._groups = groups(timeline.steps)
        self._frame = None
        self._tell_range(0)

    def show_frame(self, frame: Frame) -> None:
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
            self.setToolTip(f"{tip} · {tr('start') if step.kind == 'start' else step.tick}")

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.timeline is None or self._frame is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_labels(painter)
            self._paint_line(painter)
            self._paint_ticks(painter)
            self._paint_captions(painter)
            self._paint_playhead(painter)

    @property
    def _seam(self) -> float:
        """Where the forward pass ends and the backward one begins, in px."""
        assert self.timeline is not None
        return self.track.x(first_backward(self.timeline) - 0.5)

    def _ink(self, backward: bool) -> str:
        return self._theme.gradient if backward else self._theme.value

    def _paint_labels(self, painter: QPainter) -> None:
        """The two passes over their ticks, and at the right end the step's number; shortened where room is scarce."""
        assert self.timeline is not None
        assert self._frame is not None
        count = tr("step {step} of {count}", step=self._frame.step.number, count=len(self.timeline.steps))
        font, theme = fonts.ui(12, 600), self._theme
        metrics = QFontMetricsF(font)
        baseline = fonts.baseline(font, LABEL_Y)
        count_x = self.track.right + 7 - metrics.horizontalAdvance(count)
        draw_text(painter, (count_x, baseline), count, font, color(theme.text))
        left, seam = self.track.left - 5, self._seam
        for x, end, words, ink in (
            (left, min(seam, count_x) - 10, (tr("FORWARD · values"), tr("FORWARD")), theme.value),
            (seam + 10, count_x - 12, (tr("BACKWARD · gradients"), tr("BACKWARD")), theme.gradient),
        ):
            fitting = next((text for text in words if metrics.horizontalAdvance(text) <= end - x), "")
            draw_text(painter, (x, baseline), fitting, font, color(ink))

    def _paint_line(self, painter: QPainter) -> None:
        assert self._frame is not None
        head, seam = self.track.x(playhead(self._frame)), self._seam
        stretches = (
            (self.track.left, self.track.right, self._theme.strong_line),
            (self.track.left, min(head, seam), self._theme.value),
            (seam, head, self._theme.gradient),
        )
        for begin, end, ink in stretches:
            if end > begin:
                painter.setPen(QPen(color(ink), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
                painter.drawLine(QPointF(begin, LINE_Y), QPointF(end, LINE_Y))

    def _paint_ticks(self, painter: QPainter) -> None:
        """With less room ticks shrink, and thin out where they would touch."""
        assert self.timeline is not None
        assert self._frame is not None
        spacing, head = self.track.spacing, playhead(self._frame)
        size = min(4.5, max(1.5, spacing * 0.3))
        every = max(1, -int(-5 // spacing)) if spacing < 5 else 1
        ground = color(self._theme.panel)
        for step in self.timeline.steps[::every]:
            backward = step.phase is Phase.BACKWARD
            center = QPointF(self.track.x(step.index), LINE_Y)
            if step.index > head:
                painter.setPen(QPen(color(self._theme.grey), 1.4 if size > 3 else 1.0))
                painter.setBrush(ground)
            else:
                painter.setPen(QPen(ground, 1.5) if spacing > 24 else NO_PEN)
                painter.setBrush(color(self._ink(backward)))
            _mark(painter, center, size + (0.5 if backward else 0.0), backward)

    def _paint_captions(self, painter: QPainter) -> None:
        assert self._frame is not None
        current = self._frame.step.index
        bounds = (0.0, float(self.width()))
        captions = place_captions(self.track, self._groups, current, _caption_width, bounds)
        self._paint_seam(painter, captions)
        for placed in captions:
            at_work = placed.group.first <= current <= placed.group.last
            self._paint_caption(painter, placed, at_work, current)
            if placed.group.last > placed.group.first and self.track.spacing >= 8:
                self._paint_bracket(painter, placed.group)

    def _paint_seam(self, painter: QPainter, captions: list[Placed]) -> None:
        """A dashed line between the passes, which ends above a caption that stands in its way."""
        barred = any(placed.left - 3 < self._seam < placed.right + 3 for placed in captions)
        painter.setPen(QPen(color(self._theme.strong_line), 1, Qt.PenStyle.DashLine))
        end = CAPTION_Y - 13 if barred else CAPTION_Y + 8
        painter.drawLine(QPointF(self._seam, LABEL_Y - 7), QPointF(self._seam, end))

    def _paint_caption(self, painter: QPainter, placed: Placed, at_work: bool, current: int) -> None:
        theme, middle = self._theme, (placed.left + placed.right) / 2
        font, ink = _caption_font(placed.group.text), theme.text if placed.group.first <= current else theme.grey
        if at_work:
            assert self._frame is not None
            backward = self._frame.phase is Phase.BACKWARD
            font, ink = _caption_font(placed.group.text, 600), self._ink(backward)
            pill = QRectF(placed.left, CAPTION_Y - 11, placed.right - placed.left, 22)
            draw_pill(painter, pill, 5, color(theme.gradient_tint if backward else theme.value_tint))
        x = middle - fonts.width(placed.group.text, font) / 2
        draw_text(painter, (x, fonts.baseline(font, CAPTION_Y)), placed.group.text, font, color(ink))

    def _paint_bracket(self, painter: QPainter, group: Group) -> None:
        begin, end = self.track.x(group.first) - 5, self.track.x(group.last) + 5
        painter.setPen(QPen(color(self._theme.strong_line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corners = ((begin, BRACKET_Y), (begin, BRACKET_Y + 5), (end, BRACKET_Y + 5), (end, BRACKET_Y))
        painter.drawPolyline([QPointF(x, y) for x, y in corners])

    def _paint_playhead(self, painter: QPainter) -> None:
        assert self._frame is not None
        backward = self._frame.phase is Phase.BACKWARD
        center = QPointF(self.track.x(playhead(self._frame)), LINE_Y)
        ink = color(self._ink(backward))
        if self.hasFocus():
            painter.setPen(pen(color(self._theme.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(center, HEAD_RADIUS + 3, HEAD_RADIUS + 3)
        painter.setPen(NO_PEN)
        painter.setBrush(ink)
        painter.drawEllipse(center, HEAD_RADIUS, HEAD_RADIUS)
        painter.setBrush(color(self._theme.panel))
        _mark(painter, center, 4.5 if backward else 4.0, backward)


def _caption_font(text: str, weight: int = 400) -> QFont:
    """A sign alone is set larger than a word: × and + would be specks."""
    return fonts.ui(SIGN_PX, max(weight, 500)) if len(text) == 1 else fonts.ui(CAPTION_PX, weight)


def _caption_width(text: str) -> float:
    """The room a caption needs where it is the current one, px."""
    return fonts.width(text, _caption_font(text, 600))


def _mark(painter: QPainter, center: QPointF, size: float, diamond: bool) -> None:
    """A circle of radius ``size``, or a diamond with such half diagonals."""
    if diamond:
        corners = [QPointF(0, -size), QPointF(size, 0), QPointF(0, size), QPointF(-size, 0)]
        painter.drawPolygon(QPolygonF([center + corner for corner in corners]))
    else:
        painter.drawEllipse(center, size, size)
