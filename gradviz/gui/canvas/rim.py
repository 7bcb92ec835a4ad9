"""What stands around the picture: legends, caption, zoom buttons, the overview map; where, and when."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtWidgets import QWidget

from gradviz.graph.graph import NodeId
from gradviz.gui.canvas.camera import Margins
from gradviz.gui.canvas.framing import floor_zoom
from gradviz.gui.canvas.labels import ALL
from gradviz.gui.canvas.legends import Symbol, marks
from gradviz.gui.canvas.overlays import Bands, CaptionLine, Legend, Minimap, Overlay, ZoomButton
from gradviz.gui.canvas.type_size import TypeSize
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.layout.layout import Layout

WIDE_MAP, TALL_MAP = QSize(170, 44), QSize(120, 230)
"""The largest maps, px: beside the caption, and at the right of a drawing from the top down."""

EDGE = 12  # px between everything here and the edge of the canvas
TOP = 34  # height of the legend's row, px
BELOW_LEGEND = 13  # px more in a drawing from the top down, whose first nodes look like those of the legend
LOW_CANVAS = 520  # a canvas lower than this (px) gets a lower caption
CAPTION, LOW_CAPTION, FOOT = 51, 45, 7  # heights of the caption, and px below it
GAP = 2  # px between the caption and the graph


class Rim:
    """The overlays of one canvas. ``buttons`` are zoom out, zoom in and fit."""

    def __init__(self, theme: Theme, canvas: QWidget) -> None:
        self.bands = Bands(theme, canvas)
        self.legend = Legend(theme, canvas)
        self.caption = CaptionLine(theme, canvas)
        self.minimap = Minimap(theme, canvas)
        self.buttons = [ZoomButton(theme, sign, canvas) for sign in ("minus", "plus", "fit")]
        self.map_wanted = True
        self._layout: Layout | None = None
        self._kinds: frozenset[str] = frozenset()
        self.symbol: Symbol = ()
        self.target = ""
        self.labels = ALL
        self._size = QSize()
        self.type_size = TypeSize()
        self._mapped = False

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of ``theme`` from now on."""
        overlays: list[Overlay | Minimap | ZoomButton] = [self.bands, self.legend, self.caption]
        for overlay in (*overlays, self.minimap, *self.buttons):
            overlay.set_theme(theme)

    def retranslate(self) -> None:
        """Write everything in the language in use; it is to be arranged anew."""
        texts = (tr("Zoom out"), tr("Zoom in"), tr("Show the whole graph"))
        for button, text in zip(self.buttons, texts, strict=True):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.minimap.setAccessibleName(tr("Overview"))
        self.minimap.setToolTip(tr("Overview"))

    def show_layout(self, layout: Layout, kinds: frozenset[str]) -> None:
        """Another graph is to be seen, with nodes of these kinds; it is to be arranged anew."""
        self._layout, self._kinds = layout, kinds
        self.minimap.show_layout(layout)

    def set_type(self, size: TypeSize) -> None:
        """Write the caption in another size; it is to be arranged anew."""
        self.type_size = size
        self.caption.sizes = size.sentences

    def _caption_height(self) -> int:
        return self.type_size.caption or (LOW_CAPTION if self._size.height() < LOW_CANVAS else CAPTION)

    def arrange(self, size: QSize) -> Margins:
        """Put everything at its edge of a canvas of this size; gives what of the canvas is taken up."""
        self._size = size
        width, height = size.width(), size.height()
        caption = self._caption_height()
        middle = height - FOOT - caption // 2
        down = self._layout is not None and self._layout.geometry.down
        told = marks("down" if down else "right", self.symbol, self.labels, self.target)
        self.legend.fit_into(width - 2 * EDGE, self._kinds, told)
        self.legend.move(EDGE, (TOP - self.legend.height()) // 2)
        x = width - EDGE
        for button in reversed(self.buttons):
            x -= button.width()
            button.move(x, middle - button.height() // 2)
            x -= 4
        margins = Margins(EDGE, TOP + (BELOW_LEGEND if down else 0), EDGE, FOOT + caption + GAP)
        if self._layout is not None and down:
            margins = self._arrange_tall_map(self._layout, size, margins)
        else:
            self.minimap.fit_into(QSize(min(WIDE_MAP.width(), (width - 2 * EDGE) // 5), WIDE_MAP.height()))
            self.minimap.move(x - 6 - self.minimap.width(), middle - self.minimap.height() // 2)
        free = QRectF(0, 0, width, height).adjusted(margins.left, margins.top, -margins.right, -margins.bottom)
        self.bands.setGeometry(0, 0, width, height)
        self.bands.leave(free)
        self._arrange_caption()
        return margins

    def _arrange_tall_map(self, layout: Layout, size: QSize, margins: Margins) -> Margins:
        """Put the map of a drawing from the top down at the right, beside a drawing that cannot be seen whole."""
        height = round(size.height() - margins.top - margins.bottom)
        self.minimap.fit_into(QSize(min(TALL_MAP.width(), size.width() // 4), min(TALL_MAP.height(), height)))
        self.minimap.move(size.width() - EDGE - self.minimap.width(), round(margins.top))
        if layout.bounds.height * floor_zoom(layout.geometry, self.type_size.least_px) <= height:
            return margins
        return replace(margins, right=2.0 * EDGE + self.minimap.width())

    def _arrange_caption(self) -> None:
        """Between the left edge and the buttons, or the map where that is in the same row."""
        width, height = self._size.width(), self._size.height()
        beside = self._mapped and not (self._layout is not None and self._layout.geometry.down)
        end = (self.minimap if beside else self.buttons[0]).x() - EDGE
        tall = self._caption_height()
        rect = QRect(EDGE, height - FOOT - tall, max(end - EDGE, 1), tall)
        self.caption.arrange(rect, width / 2, low=height < LOW_CANVAS)

    def show_sight(self, sight: QRectF | None, focus: frozenset[NodeId]) -> None:
        """Show map and bands where only the part ``sight`` of the graph (scene units) is seen; None is all of it."""
        mapped = sight is not None and self.minimap.legible and self.map_wanted
        if mapped != self._mapped:
            self._mapped = mapped
            self.minimap.setVisible(mapped)
            self._arrange_caption()
        self.bands.setVisible(sight is not None)
        if sight is not None:
            self.minimap.show_sight(sight, focus)
