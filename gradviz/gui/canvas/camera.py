"""Where the view looks: zoom and centre, fitting, following the step, and the smooth way from one look to another."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QRectF, QVariantAnimation, Signal
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsView

from gradviz.gui.fonts import SUBSCRIPT_SCALE
from gradviz.layout.layout import Geometry

LARGEST_FIT = 2.0
ZOOM_LIMITS = (0.1, 6.0)
SMALLEST_TYPE_PX = 11.0
MOVE_MS = 350
KEEP_CLEAR = 28.0  # px between what the view follows and the edge of the free area
GROUND = 20000.0  # scene units of empty ground around the graph, so that any point can be centred


@dataclass(frozen=True, slots=True)
class Margins:
    """Px at the edges of the view where captions, legends and buttons stand."""

    left: float = 18.0
    top: float = 44.0
    right: float = 18.0
    bottom: float = 112.0


@dataclass(frozen=True, slots=True)
class Look:
    """A way to see the scene: scene px per unit, and the scene point in the middle of the free area."""

    zoom: float
    x: float
    y: float


def floor_zoom(geometry: Geometry) -> float:
    """The zoom at which the smallest type of a drawing is 11 px on the screen."""
    smallest = min(
        geometry.number_px,
        geometry.chip_px,
        geometry.sum_px,
        geometry.gate_px,
        round(geometry.name_px * SUBSCRIPT_SCALE),
    )
    return SMALLEST_TYPE_PX / smallest


class Camera(QObject):
    """Moves one view. While ``fitted`` the look follows from sizes alone; a hand's zoom or pan ends that."""

    # emitted when the zoom has changed: scene px per unit, 1.0 is 100 %
    zoom_changed = Signal(float)
    # emitted when the view shows another part of the scene
    moved = Signal()

    def __init__(self, view: QGraphicsView) -> None:
        super().__init__(view)
        self._view = view
        self.margins = Margins()
        self.bounds = QRectF()
        self.geometry = Geometry()
        self.focus: tuple[QRectF, ...] = ()
        self.fitted = True
        self.following = True
        self.smooth = True
        self._look = Look(1.0, 0.0, 0.0)
        self._from = self._to = self._look
        self._motion = QVariantAnimation(self, duration=MOVE_MS, startValue=0.0, endValue=1.0)
        self._motion.setEasingCurve(QEasingCurve.Type.InOutQuad)
        self._motion.valueChanged.connect(self._advance)

    @property
    def zoom(self) -> float:
        """Scene px per unit now."""
        return self._look.zoom

    def free_area(self) -> QRectF:
        """The part of the viewport that nothing is written over, in viewport px."""
        size, free = self._view.viewport().size(), self.margins
        return QRectF(
            free.left,
            free.top,
            max(size.width() - free.left - free.right, 40.0),
            max(size.height() - free.top - free.bottom, 40.0),
        )

    def sight(self) -> QRectF:
        """The scene rectangle seen in the free area at the look the view has or moves to."""
        look = self._to if self._moving() else self._look
        free = self.free_area()
        width, height = free.width() / look.zoom, free.height() / look.zoom
        return QRectF(look.x - width / 2, look.y - height / 2, width, height)

    def focus_at(self, look: Look | None = None) -> QRectF:
        """The widest of the focus rectangles that goes into the free area at ``look`` (as it is), else the last."""
        free, zoom = self.free_area(), (look or self._look).zoom
        room = (
            rect for rect in self.focus if rect.width() * zoom <= free.width() and rect.height() * zoom <= free.height()
        )
        return next(room, self.focus[-1] if self.focus else QRectF())

    def sees_all(self) -> bool:
        """Whether the whole graph is to be seen, clear of what is written above and below it."""
        free, whole = self.free_area(), self._view.mapFromScene(self.bounds).boundingRect()
        shown = QRectF(0, free.top(), self._view.viewport().width(), free.height())
        return shown.adjusted(-3, -3, 3, 3).contains(QRectF(whole))

    def has_room_for(self, bounds: QRectF) -> bool:
        """Whether a graph of this extent needs no other look: all of it is in sight, or no look shows it all."""
        free, zoom = self.free_area(), floor_zoom(self.geometry)
        too_large = bounds.width() * zoom > free.width() or bounds.height() * zoom > free.height()
        return too_large or self.sight().adjusted(-1, -1, 1, 1).contains(bounds)

    # what the program asks --------------------------------------------------------------------------------------------

    def show_bounds(self, bounds: QRectF, geometry: Geometry, *, smooth: bool = False) -> None:
        """Look at a graph of this extent."""
        self.bounds, self.geometry = bounds, geometry
        self._view.setSceneRect(bounds.adjusted(-GROUND, -GROUND, GROUND, GROUND))
        smooth = smooth and self.smooth and self._view.isVisible()
        self._go(self._fitting() if self.fitted else self._look, smooth=smooth)

    def restart(self) -> None:
        """Another graph is to be looked at: from its beginning, fitted."""
        self.fitted, self.focus = True, ()
        self._motion.stop()
        self._look = Look(self._look.zoom, -GROUND, self.bounds.center().y())

    def fit(self) -> None:
        """Show the whole graph, or as much as type of 11 px allows; stay so until a hand moves the view."""
        self.fitted = True
        self._go(self._fitting(), smooth=self.smooth and self._view.isVisible())

    def look_at(self, rect: QRectF) -> None:
        """Show a scene rectangle as large as it goes."""
        free, middle = self.free_area(), rect.center()
        zoom = min(free.width() / rect.width(), free.height() / rect.height(), LARGEST_FIT)
        self.fitted = False
        self._go(Look(max(zoom, ZOOM_LIMITS[0]), middle.x(), middle.y()), smooth=self.smooth and self._view.isVisible())

    def refresh(self) -> None:
        """Look again after sizes have changed, without motion."""
        self._go(self._fitting() if self.fitted else self._look, smooth=False)

    def follow(self, focus: tuple[QRectF, ...]) -> None:
        """Keep the first of ``focus`` (scene rectangles, widest first) that has room in sight; moves only when it is
        not."""
        self.focus = focus
        if self.following and focus:
            look = self._to if self._moving() else self._look
            x, y = self._following(look)
            if (x, y) != (look.x, look.y):
                self._go(Look(look.zoom, x, y), smooth=self.smooth and self._view.isVisible())

    def settle(self) -> None:
        """Finish a motion at once."""
        if self._moving():
            self._motion.stop()
            self._set(self._to)

    # what a hand does -------------------------------------------------------------------------------------------------

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom, keeping the scene point under ``about`` (viewport px; the free area's middle) where it is."""
        self.settle()
        middle = self.free_area().center()
        offset = (about or middle) - middle
        old = self._look
        zoom = min(max(old.zoom * factor, ZOOM_LIMITS[0]), ZOOM_LIMITS[1])
        shift = 1 / old.zoom - 1 / zoom
        self.fitted = False
        self._set(Look(zoom, old.x + offset.x() * shift, old.y + offset.y() * shift))

    def pan_by(self, dx: float, dy: float) -> None:
        """Move the picture by viewport px."""
        self.settle()
        self.fitted = False
        self._set(Look(self.zoom, self._look.x - dx / self.zoom, self._look.y - dy / self.zoom))

    def centre_on(self, x: float, y: float) -> None:
        """Put a scene point in the middle."""
        self.settle()
        self.fitted = False
        self._set(Look(self.zoom, x, y))

    # how --------------------------------------------------------------------------------------------------------------

    def _fitting(self) -> Look:
        free, bounds = self.free_area(), self.bounds
        if bounds.isEmpty():
            return Look(1.0, bounds.center().x(), bounds.center().y())
        whole = min(free.width() / bounds.width(), free.height() / bounds.height(), LARGEST_FIT)
        look = Look(max(whole, floor_zoom(self.geometry)), self._look.x, self._look.y)
        x = _axis(look.x, free.width() / look.zoom, (bounds.left(), bounds.right()))
        y = _axis(look.y, free.height() / look.zoom, (bounds.top(), bounds.bottom()))
        return Look(look.zoom, *self._following(Look(look.zoom, x, y))) if self.following else Look(look.zoom, x, y)

    def _following(self, look: Look) -> tuple[float, float]:
        """Where the middle must be so that the focus is in sight."""
        if not self.focus:
            return look.x, look.y
        free, bounds, clear = self.free_area(), self.bounds, KEEP_CLEAR / look.zoom
        width, height = free.width() / look.zoom, free.height() / look.zoom
        focus = self.focus_at(look)
        dx = min(clear, max((width - focus.width()) / 2, 0.0))
        dy = min(clear, max((height - focus.height()) / 2, 0.0))
        wanted = focus.adjusted(-dx, -dy, dx, dy)
        return (
            _axis(look.x, width, (bounds.left(), bounds.right()), (wanted.left(), wanted.right())),
            _axis(look.y, height, (bounds.top(), bounds.bottom()), (wanted.top(), wanted.bottom())),
        )

    def _moving(self) -> bool:
        return self._motion.state() == QVariantAnimation.State.Running

    def _go(self, look: Look, *, smooth: bool) -> None:
        self._motion.stop()
        if not smooth or look == self._look:
            self._set(look)
            return
        self._from, self._to = self._look, look
        self._motion.start()

    def _advance(self, share: float) -> None:
        a, b = self._from, self._to
        self._set(Look(*(p + (q - p) * share for p, q in ((a.zoom, b.zoom), (a.x, b.x), (a.y, b.y)))))

    def _set(self, look: Look) -> None:
        zoomed = look.zoom != self._look.zoom
        self._look = look
        self._view.setTransform(QTransform.fromScale(look.zoom, look.zoom))
        offset = QRectF(self._view.viewport().rect()).center() - self.free_area().center()
        self._view.centerOn(look.x + offset.x() / look.zoom, look.y + offset.y() / look.zoom)
        if zoomed:
            self.zoom_changed.emit(look.zoom)
        self.moved.emit()


def _axis(middle: float, span: float, ends: tuple[float, float], wanted: tuple[float, float] | None = None) -> float:
    """The middle of a window of ``span`` over ``ends``: unchanged while it shows ``wanted``, otherwise centred where
    all goes in, on ``wanted`` where not, and never over empty ground."""
    low, high = ends
    if wanted is not None:
        start, end = max(wanted[0], low), min(wanted[1], high)
        if end - start > span and start <= middle <= end:  # more than can be shown: any part of it will do
            return middle
        if middle - span / 2 <= start + 0.5 and end - 0.5 <= middle + span / 2:
            return middle
        middle = (start + end) / 2
    if high - low <= span:
        return (low + high) / 2
    return min(max(middle, low + span / 2), high - span / 2)
