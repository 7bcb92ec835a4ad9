"""Guards the pin of PySide6: 6.12.0 loses a reference to None in every void call and dies under Python 3.11.

The pin may be lifted to a version for which this passes.
"""

import sys

import pytest
from PySide6.QtCore import QPointF, QRectF, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication, QGraphicsRectItem, QGraphicsScene, QWidget

CALLS = 200
TOLERANCE = 20
"""References to None that other code may take or give back meanwhile."""


def test_the_installed_version_is_the_pinned_one():
    import PySide6

    assert (6, 8) <= tuple(map(int, PySide6.__version__.split(".")[:2])) < (6, 12)


def void_calls():
    """Void calls of each kind the program makes all the time."""
    pen, item, scene, widget, timer = QPen(), QGraphicsRectItem(), QGraphicsScene(), QWidget(), QTimer()
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    yield "QPen.setColor", lambda: pen.setColor(QColor("#0b5cad"))
    yield "QPen.setWidthF", lambda: pen.setWidthF(1.75)
    yield "QGraphicsItem.setPos", lambda: item.setPos(QPointF(1, 2))
    yield "QGraphicsItem.setPen", lambda: item.setPen(pen)
    yield "QGraphicsItem.update", item.update
    yield "QGraphicsScene.setSceneRect", lambda: scene.setSceneRect(QRectF(0, 0, 9, 9))
    yield "QWidget.update", widget.update
    yield "QPainter.drawRect", lambda: painter.drawRect(QRectF(0, 0, 3, 3))
    yield "QTimer.setInterval", lambda: timer.setInterval(5)
    painter.end()


@pytest.mark.usefixtures("qapp")
def test_void_calls_keep_their_references_to_none():
    assert QApplication.instance() is not None
    drifts = {}
    for name, call in void_calls():
        call()
        before = sys.getrefcount(None)
        for _ in range(CALLS):
            call()
        drifts[name] = sys.getrefcount(None) - before
    assert len(drifts) == 9
    assert all(abs(drift) < TOLERANCE for drift in drifts.values()), drifts
