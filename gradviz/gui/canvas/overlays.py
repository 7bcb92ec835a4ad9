"""What stands still over the moving picture: legends, the caption, zoom buttons, the overview map."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QLinearGradient, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from gradviz.gui.canvas import caption as captions
from gradviz.gui.canvas import legends
from gradviz.gui.canvas.framing import FADE
from gradviz.gui.painting import color, draw_pill, pen
from gradviz.gui.theme import Theme
from gradviz.layout.layout import Layout
from gradviz.numerals import Numerals
from gradviz.timeline.pieces import Caption

WRITING_FADE = 5.0  # px above and below the free area, beside legend and caption, over which the picture fades


class Overlay(QWidget):
    """A see-through sheet over the picture that lets the mouse through."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours from now on."""
        self.theme = theme
        self.update()


class Legend(Overlay):
    """What the marks and the bodies mean, in one row; what there is no room for is left out."""

    SMALLEST = 0.87  # of its size, at which its type is 11 px

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._groups: tuple[tuple[legends.Entry, ...], ...] = ()
        self._scale = 1.0

    def fit_into(self, width: float, kinds: frozenset[str], marks: tuple[legends.Entry, ...]) -> None:
        """Write as much as goes into ``width`` px: the ``marks`` and all kinds, the ``kinds`` there are, or what of
        them has room."""
        needed = legends.needed(kinds)
        choices = [legends.every(kinds), *(needed[:end] for end in range(len(needed), -1, -1))]
        for chosen in choices:
            self._groups = (marks, chosen)
            whole = legends.width_of(self._groups, self.theme)
            if whole * self.SMALLEST <= width:
                break
        self._scale = min(1.0, width / whole)
        self.resize(round(whole * self._scale) + 2, round(legends.ROW))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._scale, self._scale)
        legends.paint_row(painter, (1.0, self.height() / 2 / self._scale), self.theme, self._groups)
        painter.end()


class Bands(Overlay):
    """The ground behind legend and caption, and at the sides, where the graph would run under them or be cut."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.free = QRectF()

    @property
    def writable(self) -> tuple[float, float]:
        """Above which y and below which y (px) nothing of the picture is to be seen: there one can write."""
        return self.free.top() - WRITING_FADE, self.free.bottom() + WRITING_FADE

    def leave(self, free: QRectF) -> None:
        """Cover all but ``free``."""
        if free != self.free:
            self.free = free
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, free, rect = QPainter(self), self.free, QRectF(self.rect())
        for edge, inner in (
            (rect.topLeft(), QPointF(0, free.top())),
            (rect.bottomLeft(), QPointF(0, free.bottom())),
            (rect.topLeft(), QPointF(free.left(), 0)),
            (rect.topRight(), QPointF(free.right(), 0)),
        ):
            self._cover(painter, edge, inner)
        painter.end()

    def _cover(self, painter: QPainter, edge: QPointF, inner: QPointF) -> None:
        """The ground from an edge of the canvas to the free area, where it has faded out."""
        down = edge.x() == inner.x()
        depth = abs(inner.y() - edge.y()) if down else abs(inner.x() - edge.x())
        ground = QLinearGradient(edge, inner)
        ground.setColorAt(0, color(self.theme.canvas))
        fade = WRITING_FADE if down else FADE
        ground.setColorAt(max(0.0, 1 - fade / max(depth, 1.0)), color(self.theme.canvas))
        ground.setColorAt(1, color(self.theme.canvas, 0))
        if down:
            rect = QRectF(0, min(edge.y(), inner.y()), self.width(), depth)
        else:
            rect = QRectF(min(edge.x(), inner.x()), 0, depth, self.height())
        painter.fillRect(rect, ground)


class CaptionLine(Overlay):
    """The sentence about the current step, in the middle under the graph."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._caption = Caption()
        self._numerals: Numerals | None = None
        self._sentence = captions.Sentence((), 0)
        self._told = True
        self._low = False
        self.sizes: captions.Sizes = ()
        self._middle = 0.0

    def show_caption(self, caption: Caption, numerals: Numerals, told: bool = True) -> bool:
        """Write another sentence, its result left open until it is ``told``; False where it is the same."""
        if (caption, numerals, told) == (self._caption, self._numerals, self._told):
            return False
        self._caption, self._numerals, self._told = caption, numerals, told
        self._typeset()
        return True

    def arrange(self, rect: QRect, middle: float, *, low: bool) -> None:
        """Stand in ``rect``, as far as it goes with the middle of the writing at ``middle`` px of the canvas; ``low``
        asks for type that needs little height."""
        self._middle, self._low = middle - rect.x(), low
        self.setGeometry(rect)
        self._typeset()

    def _typeset(self) -> None:
        if self._numerals is not None:
            sizes = self.sizes or (captions.LOW if self._low else captions.HIGH)
            self._sentence = captions.typeset(self._caption, self._numerals, self.width() - 8, sizes, told=self._told)
            self.update()

    def text(self) -> str:
        """The sentence as text."""
        return "" if self._numerals is None else self._caption.plain(self._numerals)

    def ink(self) -> QRectF:
        """The rectangle of the writing, in px of this widget."""
        width, height = self._sentence.width, self._sentence.height
        left = min(max(self._middle - width / 2, 0.0), max(self.width() - width, 0.0))
        return QRectF(left, (self.height() - height) / 2, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, ink = QPainter(self), self.ink()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        captions.paint(painter, self._sentence, ink.center().x(), ink.top(), self.theme)
        painter.end()


class ZoomButton(QAbstractButton):
    """A small neutral button with a drawn sign: "minus", "plus" or "fit"."""

    def __init__(self, theme: Theme, sign: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.sign = sign
        self.setFixedSize(self.sizeHint())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours from now on."""
        self.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(30, 28)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: object) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        fill = theme.chrome if self.underMouse() or self.isDown() else theme.panel
        border = theme.value if self.hasFocus() else theme.strong_line
        rect = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        draw_pill(painter, rect, 7, color(fill), pen(color(border), 1.8 if self.hasFocus() else 1.2))
        painter.strokePath(_sign(self.sign, rect.center()), pen(color(theme.text), 1.7))
        painter.end()


def _sign(sign: str, middle: QPointF) -> QPainterPath:
    path = QPainterPath()
    x, y = middle.x(), middle.y()
    if sign == "fit":
        for across in (-1, 1):
            for down in (-1, 1):
                path.moveTo(x + across * 5.5, y + down * 2.2)
                path.lineTo(x + across * 5.5, y + down * 5.5)
                path.lineTo(x + across * 2.2, y + down * 5.5)
        return path
    path.moveTo(x - 5, y)
    path.lineTo(x + 5, y)
    if sign == "plus":
        path.moveTo(x, y - 5)
        path.lineTo(x, y + 5)
    return path


class Minimap(QWidget):
    """The whole graph in small with the seen part framed; a drag moves the view."""

    LEAST = QSize(60, 26)

    # emitted when a hand asks for another place: the scene point to look at
    asked_for = Signal(float, float)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._layout: Layout | None = None
        self._room = QSize()
        self._sight = QRectF()
        self._focus: frozenset[int] = frozenset()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours from now on."""
        self.theme = theme
        self.update()

    def show_layout(self, layout: Layout) -> None:
        """Draw another graph."""
        self._layout = layout
        self.update()

    @property
    def legible(self) -> bool:
        """Whether there is room for a map at all."""
        return self._room.width() >= self.LEAST.width()

    def fit_into(self, room: QSize) -> None:
        """Take the graph's proportions within ``room`` px."""
        self._room = room
        if self._layout is not None:
            bounds, most = self._layout.bounds, room.expandedTo(self.LEAST)
            scale = min(most.width() / bounds.width, most.height() / bounds.height)
            self.resize(QSize(round(bounds.width * scale), round(bounds.height * scale)).expandedTo(self.LEAST))

    def show_sight(self, sight: QRectF, focus: frozenset[int]) -> None:
        """Frame the part ``sight`` (scene units); nodes in ``focus`` are emphasised."""
        if (sight, focus) != (self._sight, self._focus):
            self._sight, self._focus = sight, focus
            self.update()

    def _scale(self) -> tuple[float, float, float]:
        assert self._layout is not None
        bounds = self._layout.bounds
        scale = min((self.width() - 8) / bounds.width, (self.height() - 8) / bounds.height)
        dx = (self.width() - bounds.width * scale) / 2 - bounds.x * scale
        return scale, dx, (self.height() - bounds.height * scale) / 2 - bounds.y * scale

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ask(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._ask(event.position())

    def _ask(self, position: QPointF) -> None:
        if self._layout is not None:
            scale, dx, dy = self._scale()
            self.asked_for.emit((position.x() - dx) / scale, (position.y() - dy) / scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._layout is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        draw_pill(painter, frame, 6, color(theme.panel, 235), pen(color(theme.line), 1))
        scale, dx, dy = self._scale()
        painter.translate(dx, dy)
        painter.scale(scale, scale)
        self._draw_graph(painter, scale)
        sight = self._sight.intersected(QRectF(*self._layout.bounds))
        draw_pill(painter, sight, 3 / scale, color(theme.value, 22), pen(color(theme.value), 1.4 / scale))
        painter.end()

    def _draw_graph(self, painter: QPainter, scale: float) -> None:
        assert self._layout is not None
        theme, path = self.theme, QPainterPath()
        for wire in self._layout.wires:
            path.moveTo(*wire.path[0])
            path.lineTo(*wire.path[-1])
        painter.strokePath(path, pen(color(theme.strong_line), 1 / scale))
        for number, node in enumerate(self._layout.nodes):
            size = max(node.height * 0.7, 3.0 / scale)
            rect = QRectF(node.x - size / 2, node.y - size / 2, size, size)
            draw_pill(painter, rect, size / 2, color(theme.gradient if number in self._focus else theme.muted))
