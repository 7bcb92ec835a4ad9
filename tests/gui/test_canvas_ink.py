"""Every item of every scalar lesson paints within the rectangle it reserves: what goes leaves nothing behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QImage, QPainter, QRegion, QTransform

from gradviz.gui.canvas.item import Item
from gradviz.gui.canvas.scene import GraphScene
from gradviz.gui.theme import LIGHT
from gradviz.numerals import Numerals, numerals_for
from tests.gui.test_canvas_geometry import ODD, TOP_DOWN, drawings, performance

ZOOMS = (0.7, 2.0)
AROUND = 60.0  # scene px around an item's area in which stray ink is looked for


def strays(item: Item, zoom: float) -> bool:
    """Whether an item puts ink outside the pixels that the view paints anew for it."""
    area = item.boundingRect()
    paper = area.marginsAdded(QMarginsF(AROUND, AROUND, AROUND, AROUND))
    image = QImage((paper.size() * zoom).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    blank = image.copy()
    onto_paper = QTransform.fromScale(zoom, zoom).translate(-paper.left(), -paper.top())
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.setClipRegion(QRegion(image.rect()) - QRegion(onto_paper.mapRect(area).toAlignedRect()))
    painter.setTransform(onto_paper)
    item.paint(painter, None)
    painter.end()
    return image != blank


def look(item: Item) -> str:
    """All that an item's paint depends on, as text."""
    return repr({name: value for name, value in vars(item).items() if name not in ("style", "full", "_hint")})


@drawings
def test_no_ink_lies_outside_what_is_painted_anew(qtbot, lesson_id: str, direction: str):
    assert not found_outside(lesson_id, direction, numerals_for("en"))


@pytest.mark.parametrize("lesson_id", TOP_DOWN)
def test_no_ink_of_unusual_numbers_lies_outside_either(qtbot, lesson_id: str):
    assert not found_outside(lesson_id, "right", ODD[0])


def found_outside(lesson_id: str, direction: str, numerals: Numerals) -> list[tuple[int, str, float]]:
    """The items with stray ink at any step, at rest or half way to it: step, kind and zoom."""
    graph, layout, timeline, roles = performance(lesson_id, direction, numerals)
    scene = GraphScene(LIGHT)
    scene.show_graph(graph, layout, roles)
    looked_at, stray = set(), []
    for step in timeline.steps:
        for time_s in ((step.start_s + step.end_s) / 2, step.end_s):
            scene.show_frame(timeline.frame_at(time_s), numerals)
            for item in (item for item in scene.parts() if item.isVisible()):
                if (id(item), look(item)) not in looked_at:
                    looked_at.add((id(item), look(item)))
                    stray += [(step.index, type(item).__name__, zoom) for zoom in ZOOMS if strays(item, zoom)]
    return stray
