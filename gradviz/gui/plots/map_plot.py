"""The output over two leaves: colour for the height, contour lines, and the gradient as an arrow where one stands."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPolygonF

from gradviz.autodiff.slices import Terrain
from gradviz.gui.painting import color, pen
from gradviz.gui.plots.axis import Axis
from gradviz.gui.plots.contours import contour
from gradviz.gui.plots.plot import Plot
from gradviz.gui.theme import Theme

ARROW = 64.0
HEAD = 9.0
POINT = 6.0
LEVELS = 10
STRONGEST = 0.62
"""How much of the value colour the highest place has; the lowest has none."""


def _rgb(ink: str) -> tuple[float, float, float]:
    shade = color(ink)
    return float(shade.red()), float(shade.green()), float(shade.blue())


@dataclass(frozen=True, eq=False, slots=True)
class Ground:
    """What a map shows: the terrain, where one stands, the gradient there, the names across and upwards."""

    terrain: Terrain
    place: tuple[float, float]
    gradient: tuple[float, float]
    names: tuple[str, str]


class MapPlot(Plot):
    """Shows one :class:`Ground`. Both sides have the same scale, so that the arrow stands upright on the contours."""

    ground: Ground | None = None
    _image: QImage | None = None
    _lines: tuple[tuple[float, float, float, float], ...] = ()

    def show_ground(self, ground: Ground | None) -> None:
        """Show another terrain, or none."""
        self.ground, self._image = ground, None
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._image = None
        super().set_theme(theme)

    def names(self) -> tuple[str, str]:
        return self.ground.names if self.ground else ("", "")

    def frame(self) -> QRectF:
        room = super().frame()
        side = min(room.width(), room.height())
        return QRectF(room.left() + (room.width() - side) / 2, room.top(), side, side)

    def axes(self) -> tuple[Axis, Axis] | None:
        if self.ground is None:
            return None
        frame, terrain = self.frame(), self.ground.terrain
        return (
            Axis(float(terrain.across[0]), float(terrain.across[-1]), frame.left(), frame.right()),
            Axis(float(terrain.down[0]), float(terrain.down[-1]), frame.bottom(), frame.top()),
        )

    def paint_within(self, painter: QPainter, across: Axis, up: Axis) -> None:
        assert self.ground is not None
        if self._image is None:
            self._image, self._lines = self._drawn(self.ground.terrain)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.frame(), self._image)
        hair = pen(color(self.theme.text, 90), 1.0)
        hair.setCapStyle(Qt.PenCapStyle.FlatCap)  # round ends lie over each other: every joint would be a dark dot
        painter.setPen(hair)
        cells = len(self.ground.terrain.across) - 1
        frame = self.frame()
        scale = frame.width() / cells
        left, bottom = frame.left(), frame.bottom()
        painter.drawLines(
            [
                QLineF(left + x0 * scale, bottom - y0 * scale, left + x1 * scale, bottom - y1 * scale)
                for x0, y0, x1, y1 in self._lines
            ]
        )

    def _drawn(self, terrain: Terrain) -> tuple[QImage, tuple[tuple[float, float, float, float], ...]]:
        """The colours of a terrain and its contour lines; where it has no value the ground stays bare."""
        import numpy

        values = terrain.values
        finite = values[numpy.isfinite(values)]
        low, high = numpy.percentile(finite, (1, 97)) if len(finite) else (0.0, 1.0)
        part = numpy.clip((values - low) / (high - low if high > low else 1.0), 0.0, 1.0)
        bare, full = numpy.array([_rgb(self.theme.panel), _rgb(self.theme.value)])
        paint = bare + numpy.nan_to_num(part)[..., None] * STRONGEST * (full - bare)
        rgb = numpy.ascontiguousarray(paint[::-1].astype(numpy.uint8))
        rows, columns = values.shape
        image = QImage(rgb.tobytes(), columns, rows, 3 * columns, QImage.Format.Format_RGB888).copy()
        levels = numpy.linspace(low, high, LEVELS + 2)[1:-1] if high > low else ()
        return image, tuple(piece for level in levels for piece in contour(values, float(level)))

    def paint_over(self, painter: QPainter, across: Axis, up: Axis) -> None:
        assert self.ground is not None
        frame = self.frame()
        painter.setPen(pen(color(self.theme.strong_line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
        here = QPointF(across.px(self.ground.place[0]), up.px(self.ground.place[1]))
        if not frame.contains(here):
            return
        length = math.hypot(*self.ground.gradient)
        if math.isfinite(length) and length > 0:
            aim = QPointF(self.ground.gradient[0] / length, -self.ground.gradient[1] / length)
            self._paint_arrow(painter, here, aim)
        painter.setPen(pen(color(self.theme.panel), 2))
        painter.setBrush(color(self.theme.value))
        painter.drawEllipse(here, POINT, POINT)

    def _paint_arrow(self, painter: QPainter, start: QPointF, aim: QPointF) -> None:
        tip, across = start + aim * ARROW, QPointF(-aim.y(), aim.x())
        ink = color(self.theme.gradient)
        painter.setPen(pen(ink, 2.6))
        painter.drawLine(QLineF(start, tip - aim * HEAD))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        back = tip - aim * HEAD * 1.4
        painter.drawPolygon(QPolygonF([tip, back + across * HEAD * 0.6, back - across * HEAD * 0.6]))
