"""Where the view looks: zoom and centre, fitting, following the step, and the smooth way from one look to another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QRectF, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsView

from gradviz.gui.canvas.framing import SMALLEST_TYPE_PX, Framing, Look, floor_zoom
from gradviz.layout.layout import Geometry

ZOOM_LIMITS = (0.1, 6.0)
MOVE_MS = 350
REST_MS = 1500  # how long a changed graph stays as small as it became, before it may be shown larger
ROOMY = 1.5  # so many times larger it must have room to be for that
GROUND = 20000.0  # scene units of empty ground around the graph, so that any point can be centred


@dataclass(frozen=True, slots=True)
class Margins:
    """Px at the edges of the view where captions, legends and buttons stand."""

    left: float = 12.0
    top: float = 34.0
    right: float = 12.0
    bottom: float = 60.0


class Move(QObject):
    """The smooth way from one look to another."""

    # emitted again and again while it lasts, and at its end: the look now
    came_to = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._from = self.goal = Look(1.0, 0.0, 0.0)
        self._motion = QVariantAnimation(self, duration=MOVE_MS, startValue=0.0, endValue=1.0)
        self._motion.setEasingCurve(QEasingCurve.Type.InOutQuad)
        self._motion.valueChanged.connect(self._advance)

    @property
    def under_way(self) -> bool:
        """Whether it has begun and is not over."""
        return self._motion.state() == QVariantAnimation.State.Running

    def begin(self, start: Look, goal: Look) -> None:
        """Set out."""
        self._motion.stop()
        self._from, self.goal = start, goal
        self._motion.start()

    def stop(self) -> None:
        """Stay where it is."""
        self._motion.stop()

    def _advance(self, share: float) -> None:
        a, b = self._from, self.goal
        self.came_to.emit(Look(*(p + (q - p) * share for p, q in ((a.zoom, b.zoom), (a.x, b.x), (a.y, b.y)))))


class Camera(QObject):
    """Moves one view. While ``fitted`` the look follows from sizes alone; a hand's zoom or pan ends that.

    A fitted view keeps type legible and follows the steps, until a person asks for the ``whole`` graph, however small.
    While a program is written its graph never grows on the screen: it keeps the zoom as long as it fits, and is fitted
    again once the hands rest where it has become much smaller than the view.
    """

    # emitted when the zoom has changed: scene px per unit, 1.0 is 100 %
    zoom_changed = Signal(float)
    # emitted when the view shows another part of the scene
    moved = Signal()

    def __init__(self, view: QGraphicsView) -> None:
        super().__init__(view)
        self._view = view
        self.margins = Margins()
        self.bounds = QRectF()
        self.boxes: Callable[[], Sequence[QRectF]] = tuple
        self.geometry = Geometry()
        self.focus: tuple[QRectF, ...] = ()
        self.fitted = True
        self.whole = False
        self.following = True
        self.smooth = True
        self.least_type_px = SMALLEST_TYPE_PX
        self._look = Look(1.0, 0.0, 0.0)
        self._move = Move(self)
        self._move.came_to.connect(self._set)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._fit_after_rest)

    @property
    def zoom(self) -> float:
        """Scene px per unit now."""
        return self._look.zoom

    @property
    def look(self) -> Look:
        """The look the view has or moves to."""
        return self._move.goal if self._move.under_way else self._look

    def free_area(self) -> QRectF:
        """The part of the viewport that nothing is written over, in viewport px."""
        size, free = self._view.viewport().size(), self.margins
        return QRectF(
            free.left,
            free.top,
            max(size.width() - free.left - free.right, 40.0),
            max(size.height() - free.top - free.bottom, 40.0),
        )

    def framing(self) -> Framing:
        """The graph and the free area as they are now."""
        free = self.free_area()
        floor = 0.0 if self.fitted and self.whole else floor_zoom(self.geometry, self.least_type_px)
        return Framing(free.width(), free.height(), self.bounds, floor, self.focus, self.boxes)

    def sight(self) -> QRectF:
        """The scene rectangle seen in the free area at the look the view has or moves to."""
        return self.framing().sight(self.look)

    def sees_all(self) -> bool:
        """Whether the whole graph is to be seen, clear of what is written above and below it."""
        free, whole = self.free_area(), self._view.mapFromScene(self.bounds).boundingRect()
        return free.adjusted(-3, -3, 3, 3).contains(QRectF(whole))

    # what the program asks --------------------------------------------------------------------------------------------

    def show_bounds(self, bounds: QRectF, geometry: Geometry, *, smooth: bool = False, calm: bool = False) -> None:
        """Look at a graph of this extent; ``calm``: one that a person is changing."""
        self.bounds, self.geometry = bounds, geometry
        self._view.setSceneRect(bounds.adjusted(-GROUND, -GROUND, GROUND, GROUND))
        if calm and self.fitted:
            look = self.framing().calm(self.look, following=self.following)
            self._go(look, smooth=smooth)
            self._rest.start()
        else:
            self.refresh(smooth=smooth)

    def _fit_after_rest(self) -> None:
        framing = self.framing()
        if self.fitted and framing.fitting(self.look, following=self.following).zoom > self.look.zoom * ROOMY:
            self.refresh(smooth=True)

    def restart(self, bounds: QRectF, *, down: bool) -> None:
        """Another graph of this extent is to be looked at: fitted, from where it begins."""
        self.fitted, self.whole, self.focus = True, False, ()
        self._move.stop()
        middle = bounds.center()
        begin = (middle.x(), -GROUND) if down else (-GROUND, middle.y())
        self._look = Look(self._look.zoom, *begin)

    def fit(self) -> None:
        """Show the whole graph, or as much as type of 11 px allows; stay so until a hand moves the view."""
        self.fitted, self.whole = True, False
        self.refresh(smooth=True)

    def fit_whole(self) -> None:
        """Show the whole graph, however small, until a hand moves the view; asked for again, as :meth:`fit` does."""
        self.fitted, self.whole = True, not (self.fitted and self.whole)
        self.refresh(smooth=True)

    def look_at(self, rect: QRectF) -> None:
        """Show a scene rectangle as large as it goes."""
        self.fitted = False
        zoom = max(self.framing().filling(rect), ZOOM_LIMITS[0])
        self._go(Look(zoom, rect.center().x(), rect.center().y()))

    def refresh(self, *, smooth: bool = False) -> None:
        """Look again after sizes have changed."""
        framing = self.framing()
        look = framing.fitting(self._look, following=self.following) if self.fitted else framing.kept(self._look)
        self._go(look, smooth=smooth)

    def follow(self, focus: tuple[QRectF, ...]) -> None:
        """Keep the first of ``focus`` (scene rectangles, widest first) that has room in sight; moves only when it is
        not."""
        self.focus = focus
        if self.following and focus:
            look = self.framing().following(self.look)
            if look != self.look:
                self._go(look)

    def reveal(self, rect: QRectF) -> None:
        """Bring a scene rectangle into sight by the shortest way, at the same zoom, as far as what is followed stays
        in sight."""
        framing, look = self.framing(), self.look
        followed, found = framing.focus_at(look.zoom), framing.revealing(look, rect)
        seen = not followed.isNull() and framing.sight(look).contains(followed)
        self._go(framing.revealing(found, followed) if seen else found)

    def settle(self) -> None:
        """Finish a motion at once."""
        if self._move.under_way:
            self._move.stop()
            self._set(self._move.goal)

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

    def _go(self, look: Look, *, smooth: bool = True) -> None:
        self._move.stop()
        if smooth and self.smooth and self._view.isVisible() and look != self._look:
            self._move.begin(self._look, look)
        else:
            self._set(look)

    def _set(self, look: Look) -> None:
        zoomed = look.zoom != self._look.zoom
        self._look = look
        self._view.setTransform(QTransform.fromScale(look.zoom, look.zoom))
        offset = QRectF(self._view.viewport().rect()).center() - self.free_area().center()
        self._view.centerOn(look.x + offset.x() / look.zoom, look.y + offset.y() / look.zoom)
        if zoomed:
            self.zoom_changed.emit(look.zoom)
        self.moved.emit()
