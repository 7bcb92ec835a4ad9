"""What stands around the picture: legends, caption, zoom buttons, the overview map; where, and when."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize
from PySide6.QtWidgets import QWidget

from gradviz.graph.graph import NodeId
from gradviz.gui.canvas import legends
from gradviz.gui.canvas.camera import Margins
from gradviz.gui.canvas.framing import floor_zoom
from gradviz.gui.canvas.overlays import Bands, CaptionLine, Legend, Minimap, Overlay, ZoomButton
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.layout.layout import Layout

EDGE = 18  # px between the legends and the edge of the canvas
TOP_ROW, LOW_ROW = 22, 30  # px from the upper and the lower edge to the middle of a legend
WIDE_MAP, TALL_MAP = QSize(230, 50), QSize(120, 230)
"""The largest maps, px: in the lowest row, and at the right of a drawing from the top down."""

CAPTION_FOOT, CAPTION = 54, 58  # px from the lower edge to the caption's, and the caption's height


class Rim:
    """The overlays of one canvas. ``buttons`` are zoom out, zoom in and fit."""

    def __init__(self, theme: Theme, canvas: QWidget) -> None:
        self.bands = Bands(theme, canvas)
        self.marks = Legend(theme, legends.marks("right"), canvas)
        self.kinds = Legend(theme, legends.paint_kinds, canvas)
        self.caption = CaptionLine(theme, canvas)
        self.minimap = Minimap(theme, canvas)
        self.buttons = [ZoomButton(theme, sign, canvas) for sign in ("minus", "plus", "fit")]
        self.map_wanted = True
        self._layout: Layout | None = None

    def show_layout(self, layout: Layout) -> None:
        """Tell how to read another drawing, and draw its map; it is to be arranged anew."""
        self._layout = layout
        self.marks.set_paint(legends.marks(layout.geometry.direction))
        self.minimap.show_layout(layout)

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of ``theme`` from now on."""
        overlays: list[Overlay | Minimap | ZoomButton] = [self.bands, self.marks, self.kinds, self.caption]
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

    def arrange(self, size: QSize) -> Margins:
        """Put everything at its edge of a canvas of this size; gives what of the canvas is taken up."""
        width, height, row = size.width(), size.height(), round(legends.ROW)
        low = height - LOW_ROW
        self.bands.setGeometry(0, 0, width, height)
        self.marks.setGeometry(EDGE, TOP_ROW - row // 2, round(self.marks.wanted_width()) + 4, row)
        self.kinds.setGeometry(EDGE + 2, low - row // 2, round(self.kinds.wanted_width()) + 4, row)
        self.caption.setGeometry(EDGE, height - CAPTION_FOOT - CAPTION, width - 2 * EDGE, CAPTION)
        x = width - 20
        for button in reversed(self.buttons):
            x -= button.width()
            button.move(x, low - button.height() // 2)
            x -= 5
        self.kinds.setVisible(self.kinds.geometry().right() < x)
        free = x - 18 - (self.kinds.geometry().right() if self.kinds.isVisibleTo(self.kinds.parentWidget()) else EDGE)
        margins = Margins(EDGE, 2 * TOP_ROW, EDGE, CAPTION_FOOT + CAPTION)
        if self._layout is not None and self._layout.geometry.down:
            margins = self._arrange_tall_map(self._layout, size, margins)
        else:
            self.minimap.fit_into(QSize(min(WIDE_MAP.width(), free), WIDE_MAP.height()))
            self.minimap.move(x - 9 - self.minimap.width(), low - self.minimap.height() // 2)
        # the caption's upper line stands at the edge of its margin: the ground fades out above it
        self.bands.set_heights(margins.top, margins.bottom + Bands.FADE)
        return margins

    def _arrange_tall_map(self, layout: Layout, size: QSize, margins: Margins) -> Margins:
        """Put the map of a drawing from the top down at the right, beside a drawing that cannot be seen whole."""
        height = round(size.height() - margins.top - margins.bottom)
        self.minimap.fit_into(QSize(min(TALL_MAP.width(), size.width() // 4), min(TALL_MAP.height(), height)))
        self.minimap.move(size.width() - EDGE - self.minimap.width(), round(margins.top))
        if layout.bounds.height * floor_zoom(layout.geometry) <= height:
            return margins
        return replace(margins, right=2.0 * EDGE + self.minimap.width())

    def show_sight(self, sight: QRectF | None, focus: frozenset[NodeId]) -> None:
        """Show map and bands where only the part ``sight`` of the graph (scene units) is seen; None is all of it."""
        self.minimap.setVisible(sight is not None and self.minimap.legible and self.map_wanted)
        self.bands.setVisible(sight is not None)
        if sight is not None:
            self.minimap.show_sight(sight, focus)
