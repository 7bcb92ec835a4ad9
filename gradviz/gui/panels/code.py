"""The Code panel: the computation as the lecture writes it, line by line, with the numbers as they become known."""

from __future__ import annotations

from types import MappingProxyType

from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from gradviz.autodiff.listing import Listing, listing
from gradviz.autodiff.run import Run
from gradviz.explain.topic import Topic
from gradviz.export.code import numpy_code, python_code, pytorch_code
from gradviz.graph.graph import NodeId
from gradviz.graph.ties import Ties
from gradviz.gui import fonts
from gradviz.gui.canvas.legends import symbol_for
from gradviz.gui.focus import tab_through
from gradviz.gui.painting import color
from gradviz.gui.panels.code_paint import GUTTER, NUMBER_WIDTH, RIGHT, Row, Table
from gradviz.gui.panels.code_text import ROW, CodeText, Script
from gradviz.gui.panels.program_edit import sag
from gradviz.gui.panels.segments import Segments
from gradviz.gui.theme import Theme, icon
from gradviz.i18n import tr
from gradviz.lesson.lesson import Lesson
from gradviz.notation import Part
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame
from gradviz.timeline.ledger import Entry, Ledger, ledger

TOP = 10
FOOT_GAP = 12
FORMS_HEIGHT, BAR, COPY = 30, 42, 30

LISTING = 0
SCRIPTS = MappingProxyType({"Python": python_code, "NumPy": numpy_code, "PyTorch": pytorch_code})
"""Beside the listing, what writes the run as a program that runs by itself."""


class Code(QWidget):
    """Shows the listing of a run; the lines of the current step are marked."""

    # the mouse rests on the line of this gate or variable, or on none
    node_hovered = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.text = CodeText(NUMBER_WIDTH + RIGHT, self)
        self.script = Script(self)
        self.forms = Segments(1 + len(SCRIPTS), self)
        self.forms.setObjectName("forms")
        self.copy = QToolButton(self)
        self.copy.setAutoRaise(True)
        self.copy.setObjectName("copy_code")
        tab_through(self.forms.buttons[0], (*self.forms.buttons[1:], self.copy, self.text, self.script))
        self._foot = QLabel(self, wordWrap=True)
        self._foot.setFont(fonts.ui(12))
        self._run: Run | None = None
        self._ties = Ties()
        self._listing = Listing((), ())
        self._numerals = Numerals()
        self._hovered: NodeId | None = None
        self._asked: NodeId | None = None
        self._linked: NodeId | None = None
        self.ledger = Ledger((), ())
        self.setFocusProxy(self.text)
        self.text.updateRequest.connect(lambda *_: self.update())
        self.text.viewport().installEventFilter(self)
        self.forms.choose(LISTING)
        self.forms.chosen.connect(lambda _: self._write_script())
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.code()))
        self.retranslate()

    # what is shown ----------------------------------------------------------------------------------------------------

    def show_lesson(self, lesson: Lesson) -> None:
        """Share out at ties as ``lesson`` says."""
        if lesson.ties != self._ties:
            self._ties = lesson.ties
            self._list()

    def show_run(self, run: Run) -> None:
        """Show the listing of another run."""
        same = self._run is not None and self._run.graph is run.graph
        self._run = run
        if not same:
            self._asked = None
            self._list()
        self._write_script()

    def show_frame(self, frame: Frame, numerals: Numerals) -> None:
        """Show the numbers known at one instant and mark the lines of its step."""
        if self._run is None or len(frame.nodes) != len(self._run.graph.nodes):
            return
        self._numerals = numerals
        found = ledger(self._listing, self._run, frame)
        if found != self.ledger:
            self.ledger = found
            self._reveal_step()
            self._grey_out()
        self.update()

    def _reveal_step(self) -> None:
        self.text.reveal([place for place, entry in self._rows() if entry.current])

    def choose(self, topic: Topic | None) -> None:
        """Show the lines of the gate that is asked about."""
        self._asked = None if topic is None else topic.node
        self.text.reveal([place for place, entry in self._rows() if entry.line.node == self._asked])
        self.update()

    def show_linked(self, node: NodeId | None) -> None:
        """Mark the lines of the node that the mouse is over."""
        self._linked = node
        self.update()

    def show_nothing(self) -> None:
        """There is no graph to list."""
        self._run = None
        self._list()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = theme
        for text in (self.text, self.script):
            text.set_inks(theme.text, theme.selection)
        self.copy.setIcon(icon("copy", theme, theme.muted))
        self._grey_out()
        self._write_foot()
        self.update()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.text.setAccessibleName(tr("Code"))
        self.forms.set_texts((tr("Listing"), *SCRIPTS))
        self.copy.setToolTip(tr("Copy the code"))
        self.copy.setAccessibleName(tr("Copy the code"))
        self._write_script()
        self._write_foot()
        self.update()

    def _list(self) -> None:
        self._listing = Listing((), ()) if self._run is None else listing(self._run.graph, self._ties)
        self.ledger = Ledger((), ())
        self.text.show_passes(
            [line.text for line in self._listing.forward], [line.text for line in self._listing.backward]
        )
        self._write_foot()
        self._lay_out()

    def code(self) -> str:
        """The text that is shown: the listing, or a program of its own."""
        return self._listing.text if self.forms.choice == LISTING else self.script.toPlainText()

    def _write_script(self) -> None:
        """Show the run as a program, where that is asked for."""
        listed, there = self.forms.choice == LISTING, self._run is not None
        if self._run is not None and not listed:
            write = list(SCRIPTS.values())[self.forms.choice - 1]
            self.script.show_text(write(self._run, self._ties))
        self.text.setVisible(listed)
        self.script.setVisible(there and not listed)
        self.forms.setVisible(there)
        self.copy.setVisible(there)
        self._lay_out()

    def _write_foot(self) -> None:
        sentences = [tr("The marked line runs now; — is a number still to come.")]
        if "share(" in self._listing.text:
            sentences.append(tr("share(a, b) is 1 if a wins, 0 if b does, ½ if they are equal."))
        if "wins(" in self._listing.text:
            sentences.append(tr("wins(a, …) is 1 for the one input that max chooses, otherwise 0."))
        self._foot.setText(" ".join(sentences) if self._run is not None else tr("Here the program stands as code."))
        self._foot.setStyleSheet(f"color: {self.theme.muted}")

    def _grey_out(self) -> None:
        waiting = [place for place, entry in self._rows() if entry.number is None and not entry.current]
        self.text.grey_out(waiting, color(self.theme.grey))

    def _rows(self) -> list[tuple[int, Entry]]:
        """Every entry with the row of the text it stands on."""
        forward, backward = self.text.rows
        return [*zip(forward, self.ledger.forward, strict=False), *zip(backward, self.ledger.backward, strict=False)]

    # the mouse --------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._hover(self.text.row_at(event.position().y()))
        elif event.type() == QEvent.Type.Leave:
            self._hover(None)
        return False

    def _hover(self, row: int | None) -> None:
        found = next((entry.line for place, entry in self._rows() if place == row), None)
        node = None if found is None else found.node
        if node != self._hovered:
            self._hovered = node
            self.node_hovered.emit(node)

    # geometry and painting --------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        self._reveal_step()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now has the text the height that was given to it while it was not seen."""
        super().showEvent(event)
        self._reveal_step()

    def _lay_out(self) -> None:
        """The text scrolls by whole rows where they do not all fit; then there is no room for the words below."""
        width, bottom = self.width() - GUTTER // 2 - RIGHT, self.height() - BAR
        self.forms.setGeometry(GUTTER // 2, bottom, width - COPY, FORMS_HEIGHT)
        self.copy.setGeometry(self.width() - RIGHT - COPY, bottom, COPY, FORMS_HEIGHT)
        self.script.setGeometry(GUTTER // 2, TOP, self.width() - GUTTER // 2 - 4, bottom - TOP - FOOT_GAP)
        foot = self._foot.heightForWidth(width)
        wanted, high = self.text.wanted_height(), (bottom - TOP) // ROW * ROW
        listed = self._run is None or self.forms.choice == LISTING
        self._foot.setVisible(listed and wanted + foot + FOOT_GAP * 3 <= bottom - TOP)
        self.text.set_scrolls(wanted > high)
        self.text.fit(self.width() - GUTTER - NUMBER_WIDTH - RIGHT)
        top = TOP + sag(self.text.font())
        self.text.setGeometry(GUTTER, top, self.width() - GUTTER, max(min(wanted, high), ROW))
        self._foot.setGeometry(GUTTER // 2, self.text.geometry().bottom() + 2 * FOOT_GAP, width, foot)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), color(self.theme.panel))
        if self._run is None or self.forms.choice != LISTING:
            return
        if self._foot.isVisible():
            rule = QRectF(self._foot.x(), self._foot.y() - FOOT_GAP, self._foot.width(), 1)
            painter.fillRect(rule, color(self.theme.line))
        painter.setClipRect(QRectF(0, TOP, self.width(), self.text.height()))
        table = Table(self.theme, self._numerals, self.width(), lambda row: TOP + self.text.row_top(row))
        forward, backward = self.text.heads
        symbol = symbol_for(self._run.graph, self._numerals)
        table.paint_head(painter, forward, tr("Forward"), (Part(tr("value"), False),), self.theme.value)
        column = (Part(tr("gradient") + "\u2002", False), *symbol)
        table.paint_head(painter, backward, tr("Backward"), column, self.theme.gradient)
        marked = {self._asked, self._linked}
        for number, (row, entry) in enumerate(self._rows(), start=1):
            look = Row(row, number, forward=row < backward, marked=entry.line.node in marked)
            table.paint_row(painter, look, entry)
