"""What goes to the clipboard: a node's value, the picture, and the graph in the languages of other programs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from gradviz.explain.derivation import derivation
from gradviz.export.forms import FORMS
from gradviz.export.latex import latex
from gradviz.export.moment import Moment
from gradviz.graph.graph import NodeId
from gradviz.gui.capture import Picture, in_words, paint_image, svg_bytes
from gradviz.gui.exporting import Shoot
from gradviz.gui.panels.grid import Grid
from gradviz.gui.session import Session
from gradviz.numerals import Numerals

SVG = "image/svg+xml"
SCALE = 2.0
"""Pixels of a copied image per scene unit."""


class Copying:
    """Copies what the window shows; without a graph it does nothing. ``selected()`` is the node the ring is around."""

    def __init__(
        self,
        session: Session,
        shoot: Shoot,
        moment: Callable[[], Moment | None],
        numerals: Callable[[], Numerals],
        selected: Callable[[], NodeId | None],
    ) -> None:
        self._session = session
        self._shoot = shoot
        self._moment = moment
        self._numerals = numerals
        self._selected = selected

    def copy(self) -> None:
        """Copy what is selected: a text, rows of a table, a node's value with all its digits; else the picture."""
        field, node, shown = QApplication.focusWidget(), self._selected(), self._session.picture
        if isinstance(field, QLineEdit | QPlainTextEdit | QTextEdit | Grid):
            field.copy()
        elif shown is not None and node is not None:
            _copy_text(self._numerals().full(shown.run.node_values[node]))
        elif (picture := self._shoot()) is not None:
            data = _pictures(picture)
            data.setText(picture.frame.caption.plain(picture.numerals))
            QGuiApplication.clipboard().setMimeData(data)

    def image(self) -> None:
        """Copy the picture, as pixels and as SVG: the program that pastes takes what it likes best."""
        if (picture := self._shoot()) is not None:
            QGuiApplication.clipboard().setMimeData(_pictures(picture))

    def svg(self) -> None:
        """Copy the picture as the text of an SVG file."""
        if (picture := self._shoot()) is not None:
            svg = svg_bytes(picture)
            data = QMimeData()
            data.setData(SVG, svg)
            data.setText(svg.decode())
            QGuiApplication.clipboard().setMimeData(data)

    def latex(self) -> None:
        """Copy the program as LaTeX, a formula a line."""
        if (shown := self._session.picture) is not None:
            _copy_text("\n".join(latex(shown.question.graph)))

    def derivation(self) -> None:
        """Copy the chain rule in LaTeX, gate by gate with the numbers of the run."""
        if (moment := self._moment()) is not None:
            _copy_text(derivation(moment.run, moment.numerals))

    def text(self, form: str) -> None:
        """Copy what File ▸ Export… would write in the form of this id."""
        write = FORMS[form].text
        assert write is not None, "pictures have ways of their own"
        if (moment := self._moment()) is not None:
            _copy_text(write(moment))

    def words(self) -> None:
        """Copy the picture in words: the sentence of its step, then the graph with its numbers."""
        if (picture := self._shoot()) is not None:
            _copy_text(in_words(picture))


def _copy_text(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _pictures(picture: Picture) -> QMimeData:
    data = QMimeData()
    data.setData(SVG, svg_bytes(picture))
    data.setImageData(paint_image(picture, SCALE))
    return data
