"""What every item on the canvas shares: a style, a rectangle, and a paint that never lets an exception out.

An exception inside ``paint`` kills the process while a scene or view is rendered to a picture, so it is caught here,
logged once, and a plain marker is drawn instead.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem

from gradviz.gui.painting import color
from gradviz.gui.theme import Theme
from gradviz.layout.layout import Box, Geometry

log = logging.getLogger(__name__)
_reported: set[tuple[str, str]] = set()

IN_WIRES, IN_ACTIVE_WIRES, IN_DOTS, IN_TOKENS, IN_NODES, IN_LABELS, IN_CHIPS = range(7)
"""The storeys of the scene, from the ground up. Tokens slide under the gates they enter, over the dots they pass."""


@dataclass(frozen=True, slots=True)
class Style:
    """How items look: the colours and the sizes of one drawing."""

    theme: Theme
    geometry: Geometry


def rect_of(box: Box) -> QRectF:
    """A layout's box as Qt's rectangle."""
    return QRectF(box.x, box.y, box.width, box.height)


class Item(QGraphicsItem):
    """Base of all items: ``draw`` paints, ``ink`` gives the scene rectangle of that, ``hint`` the tool tip."""

    def __init__(self, style: Style, storey: int) -> None:
        super().__init__()
        self.style = style
        self._area = QRectF()
        self.setZValue(storey)

    def boundingRect(self) -> QRectF:
        return self._area

    def set_area(self, area: QRectF) -> None:
        """Reserve ``area`` (item coordinates) for painting."""
        if area != self._area:
            self.prepareGeometryChange()
            self._area = area

    def restyle(self, style: Style) -> None:
        """Use other colours or sizes from now on."""
        self.style = style
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Paint the item in its own coordinates."""
        raise NotImplementedError

    def ink(self) -> QRectF:
        """The scene rectangle of what is painted now; empty when nothing is."""
        raise NotImplementedError

    def type_px(self) -> tuple[int, ...]:
        """Sizes of the type it is written in now, in scene units; none for what has no writing."""
        return ()

    def hint(self) -> str:
        """What the tool tip says; empty for none."""
        return ""

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        painter.save()
        try:
            self.draw(painter)
        except Exception as error:
            self._report(error)
            painter.setPen(QPen(color(self.style.theme.wrong), 1))
            painter.drawRect(self._area)
        finally:
            painter.restore()

    def _report(self, error: Exception) -> None:
        kind = (type(self).__name__, type(error).__name__)
        if kind not in _reported:
            _reported.add(kind)
            log.error("%s cannot be painted", kind[0], exc_info=error)
