"""How the player's track is painted: labels, line, ticks, captions, brackets, playhead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from gradviz.gui import fonts
from gradviz.gui.painting import NO_PEN, color, draw_pill, draw_symbol, draw_text, pen, symbol_width
from gradviz.gui.panels.player_bar_plan import (
    Group,
    Placed,
    Track,
    first_backward,
    place_captions,
    place_headings,
    playhead,
)
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.notation import Part, unbarred
from gradviz.timeline.frame import Frame, Phase
from gradviz.timeline.timeline import Timeline

LABEL_Y, LINE_Y, BRACKET_Y, CAPTION_Y = 16.0, 43.0, 54.0, 72.0
CAPTION_PX, SIGN_PX = 13, 18
SMALL_CAPTION_PX, SMALL_SIGN_PX = 11, 15
"""Where there is no room for all captions in the usual type."""

HEAD_RADIUS = 11.0


@dataclass(frozen=True)
class Scene:
    """All that is to be seen on a track ``width`` px wide."""

    timeline: Timeline
    frame: Frame
    track: Track
    groups: list[Group]
    theme: Theme
    width: float

    @property
    def seam(self) -> float:
        """Where the forward pass ends and the backward one begins, in px."""
        return self.track.x(first_backward(self.timeline) - 0.5)

    def ink(self, backward: bool) -> str:
        """The colour of a pass."""
        return self.theme.gradient if backward else self.theme.value


def paint_track(painter: QPainter, scene: Scene, *, focused: bool) -> None:
    """Paint everything; ``focused`` puts the ring of the keyboard around the playhead."""
    _paint_labels(painter, scene)
    _paint_line(painter, scene)
    _paint_ticks(painter, scene)
    _paint_captions(painter, scene)
    _paint_playhead(painter, scene, focused)


def _paint_labels(painter: QPainter, scene: Scene) -> None:
    """The two passes over their ticks, and at the right end the step's number; shortened where room is scarce."""
    number, count = scene.frame.step.number, len(scene.timeline.steps)
    font, theme = fonts.ui(12, 600), scene.theme
    choices = (
        (tr("FORWARD · values"), tr("FORWARD")),
        (tr("BACKWARD · gradients"), tr("BACKWARD")),
        (tr("step {step} of {count}", step=number, count=count), f"{number}/{count}"),
    )
    ends = scene.track.left - 5, scene.track.right + 7
    placed = place_headings(ends, scene.seam, choices, QFontMetricsF(font).horizontalAdvance)
    for (text, x), ink in zip(placed, (theme.value, theme.gradient, theme.text), strict=True):
        draw_text(painter, (x, fonts.baseline(font, LABEL_Y)), text, font, color(ink))


def _paint_line(painter: QPainter, scene: Scene) -> None:
    head, seam = scene.track.x(playhead(scene.frame)), scene.seam
    stretches = (
        (scene.track.left, scene.track.right, scene.theme.strong_line),
        (scene.track.left, min(head, seam), scene.theme.value),
        (seam, head, scene.theme.gradient),
    )
    for begin, end, ink in stretches:
        if end > begin:
            painter.setPen(QPen(color(ink), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(begin, LINE_Y), QPointF(end, LINE_Y))


def _paint_ticks(painter: QPainter, scene: Scene) -> None:
    """With less room ticks shrink, and thin out where they would touch."""
    spacing, head = scene.track.spacing, playhead(scene.frame)
    size = min(4.5, max(1.5, spacing * 0.3))
    every = max(1, -int(-5 // spacing)) if spacing < 5 else 1
    ground = color(scene.theme.panel)
    for step in scene.timeline.steps[::every]:
        backward = step.phase is Phase.BACKWARD
        center = QPointF(scene.track.x(step.index), LINE_Y)
        if step.index > head:
            painter.setPen(QPen(color(scene.theme.grey), 1.4 if size > 3 else 1.0))
            painter.setBrush(ground)
        else:
            painter.setPen(QPen(ground, 1.5) if spacing > 24 else NO_PEN)
            painter.setBrush(color(scene.ink(backward)))
        _mark(painter, center, size + (0.5 if backward else 0.0), backward)


def _paint_captions(painter: QPainter, scene: Scene) -> None:
    current = scene.frame.step.index
    bounds = (0.0, scene.width)
    captions, small = place_captions(scene.track, scene.groups, current, caption_width, bounds), False
    if len(captions) < len(scene.groups):
        small_width = partial(caption_width, small=True)
        captions, small = place_captions(scene.track, scene.groups, current, small_width, bounds), True
    _paint_seam(painter, scene, captions)
    for placed in captions:
        at_work = placed.group.first <= current <= placed.group.last
        _paint_caption(painter, scene, placed, at_work, small)
        if placed.group.last > placed.group.first and scene.track.spacing >= 8:
            _paint_bracket(painter, scene, placed.group)


def _paint_seam(painter: QPainter, scene: Scene, captions: list[Placed]) -> None:
    """A dashed line between the passes, which ends above a caption that stands in its way."""
    barred = any(placed.left - 3 < scene.seam < placed.right + 3 for placed in captions)
    painter.setPen(QPen(color(scene.theme.strong_line), 1, Qt.PenStyle.DashLine))
    end = CAPTION_Y - 13 if barred else CAPTION_Y + 8
    painter.drawLine(QPointF(scene.seam, LABEL_Y - 7), QPointF(scene.seam, end))


def _paint_caption(painter: QPainter, scene: Scene, placed: Placed, at_work: bool, small: bool) -> None:
    theme, middle = scene.theme, (placed.left + placed.right) / 2
    font = caption_font(placed.group.text, small=small)
    ink = theme.text if placed.group.first <= scene.frame.step.index else theme.grey
    if at_work:
        backward = scene.frame.phase is Phase.BACKWARD
        font, ink = caption_font(placed.group.text, 600, small=small), scene.ink(backward)
        pill = QRectF(placed.left, CAPTION_Y - 11, placed.right - placed.left, 22)
        draw_pill(painter, pill, 5, color(theme.gradient_tint if backward else theme.value_tint))
    parts = _parts(placed.group.text)
    start = (middle - symbol_width(parts, font) / 2, fonts.baseline(font, CAPTION_Y))
    draw_symbol(painter, start, parts, font, color(ink))


def _paint_bracket(painter: QPainter, scene: Scene, group: Group) -> None:
    begin, end = scene.track.x(group.first) - 5, scene.track.x(group.last) + 5
    painter.setPen(QPen(color(scene.theme.strong_line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corners = ((begin, BRACKET_Y), (begin, BRACKET_Y + 5), (end, BRACKET_Y + 5), (end, BRACKET_Y))
    painter.drawPolyline([QPointF(x, y) for x, y in corners])


def _paint_playhead(painter: QPainter, scene: Scene, focused: bool) -> None:
    backward = scene.frame.phase is Phase.BACKWARD
    center = QPointF(scene.track.x(playhead(scene.frame)), LINE_Y)
    ink = color(scene.ink(backward))
    if focused:
        painter.setPen(pen(color(scene.theme.text), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(center, HEAD_RADIUS + 3, HEAD_RADIUS + 3)
    painter.setPen(NO_PEN)
    painter.setBrush(ink)
    painter.drawEllipse(center, HEAD_RADIUS, HEAD_RADIUS)
    painter.setBrush(color(scene.theme.panel))
    _mark(painter, center, 4.5 if backward else 4.0, backward)


def caption_font(text: str, weight: int = 400, *, small: bool = False) -> QFont:
    """A sign alone is set larger than a word: × and + would be specks."""
    if len(text) == 1:
        return fonts.ui(SMALL_SIGN_PX if small else SIGN_PX, max(weight, 500))
    return fonts.ui(SMALL_CAPTION_PX if small else CAPTION_PX, weight)


def caption_width(text: str, *, small: bool = False) -> float:
    """The room a caption needs where it is the current one, px."""
    return symbol_width(_parts(text), caption_font(text, 600, small=small))


def _parts(text: str) -> tuple[Part, ...]:
    """What stands under a tick: a gradient called ``f̄`` or ``E_f`` is set as a name is, all else as a word."""
    return (Part(text, unbarred(text) != text or "_" in text),)


def _mark(painter: QPainter, center: QPointF, size: float, diamond: bool) -> None:
    """A circle of radius ``size``, or a diamond with such half diagonals."""
    if diamond:
        corners = [QPointF(0, -size), QPointF(size, 0), QPointF(0, size), QPointF(-size, 0)]
        painter.drawPolygon(QPolygonF([center + corner for corner in corners]))
    else:
        painter.drawEllipse(center, size, size)
