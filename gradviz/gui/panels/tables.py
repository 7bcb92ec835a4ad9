"""View ▸ Tables of Steps and Nodes: all that the picture shows, in rows, for screen readers and spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gradviz.export.tables import NODES, STEPS, Column, Row, markdown, nodes_row, steps_row, tabbed
from gradviz.graph.graph import Graph
from gradviz.gui import fonts
from gradviz.gui.panels.grid import Grid, Rows
from gradviz.gui.theme import Theme, icon
from gradviz.i18n import tr
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame, Phase
from gradviz.timeline.timeline import Timeline

HEIGHT, LEAST_HEIGHT = 232, 130
HEAD = 36
WORDS_COLUMN, FORMULA_COLUMN = 3, 2
"""The columns with what happens and with formulas take the room that is left."""


class _Tabs(QTabBar):
    """Left and right turn the tabs, not the player."""

    def event(self, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in keys:
            event.accept()
            return True
        return super().event(event)


class Tables(QDockWidget):
    """The two tables. They follow the player while they are visible."""

    # a step is asked for: its place
    step_asked = Signal(int)
    # a node is asked for: its id
    node_asked = Signal(int)
    # a person closes the panel
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tables")
        self.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.setTitleBarWidget(QWidget(self))
        self._timeline: Timeline | None = None
        self._frame: Frame | None = None
        self._roles: Mapping[str, str] = {}
        self._numerals = Numerals()
        self._shown: tuple[object, ...] = ()
        self.tabs = _Tabs(self)
        self.steps = Grid(Rows(STEPS, theme), WORDS_COLUMN)
        self.nodes = Grid(Rows(NODES, theme), FORMULA_COLUMN)
        self.tabbed, self.markdown, self.leave = QPushButton(self), QPushButton(self), QToolButton(self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self.retranslate()

    def _lay_out(self) -> None:
        page = QWidget(self)
        page.setObjectName("tables")
        page.setMinimumHeight(LEAST_HEIGHT)
        head = QWidget(page)
        head.setObjectName("head")
        head.setFixedHeight(HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(6)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setFont(fonts.ui(13, 600))
        for grid in (self.steps, self.nodes):
            self.tabs.addTab("")
            self._stack.addWidget(grid)
        row.addWidget(self.tabs)
        row.addStretch(1)
        for button in (self.tabbed, self.markdown):
            button.setObjectName("link")
            row.addWidget(button)
        row.addWidget(self.leave)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack)
        self.setWidget(page)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.steps.row_asked.connect(self.step_asked)
        self.nodes.row_asked.connect(self.node_asked)
        self.tabbed.clicked.connect(lambda: self._copy(tabbed))
        self.markdown.clicked.connect(lambda: self._copy(markdown))
        self.leave.clicked.connect(self.closed)

    @property
    def grid(self) -> Grid:
        """The table in front."""
        return self.steps if self.tabs.currentIndex() == 0 else self.nodes

    def _copy(self, write: Callable[[tuple[Column, ...], list[Row]], str]) -> None:
        rows = self.grid.rows
        QGuiApplication.clipboard().setText(write(rows.columns, [rows.row(each) for each in range(rows.rowCount())]))

    def show_frame(self, timeline: Timeline, frame: Frame, roles: Mapping[str, str], numerals: Numerals) -> None:
        """Follow the performance of ``timeline``; ``roles`` says "input" or "parameter" by the leaf's name."""
        self._timeline, self._frame, self._roles, self._numerals = timeline, frame, roles, numerals
        if self.isVisible():
            self._refresh()

    def show_nothing(self) -> None:
        """There is no graph."""
        self._timeline = self._frame = None
        self._shown = ()
        for grid in (self.steps, self.nodes):
            grid.rows.fill(0, lambda place: ())

    def _refresh(self) -> None:
        """Write what has changed since the last time; while a number travels only the marks follow."""
        timeline, frame = self._timeline, self._frame
        if timeline is None or frame is None or len(frame.nodes) != len(timeline.graph.nodes):
            return
        run = (timeline, self._numerals)
        shown = (*run, dict(self._roles), frame.step.index, frame.moving)
        if shown == self._shown:
            return
        if run != self._shown[:2]:
            self.steps.rows.fill(len(timeline.steps), lambda place: steps_row(timeline, place, self._numerals))
        graph, roles, numerals = timeline.graph, self._roles, self._numerals
        self.nodes.rows.fill(len(graph.nodes), lambda place: nodes_row(graph, place, frame, roles, numerals))
        self._mark(graph, frame)
        if run != self._shown[:2]:
            for grid in (self.steps, self.nodes):
                grid.fit_columns()
        self._shown = shown

    def _mark(self, graph: Graph, frame: Frame) -> None:
        tone = "gradient" if frame.phase is Phase.BACKWARD else "value"
        node = -1 if frame.step.node is None else frame.step.node
        for grid, place in ((self.steps, frame.step.index), (self.nodes, node)):
            if grid.rows.current != place:
                grid.show_row(place)
            grid.rows.mark(place, tone)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.leave.setIcon(icon("close", theme))
        for grid in (self.steps, self.nodes):
            grid.rows.theme = theme
            grid.rows.refresh()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.setWindowTitle(tr("Tables"))
        self.tabs.setTabText(0, tr("Steps"))
        self.tabs.setTabText(1, tr("Nodes"))
        self.tabs.setAccessibleName(tr("Tables"))
        self.steps.setAccessibleName(tr("Steps"))
        self.nodes.setAccessibleName(tr("Nodes"))
        self.tabbed.setText(tr("Copy for a spreadsheet"))
        self.markdown.setText(tr("Copy as Markdown"))
        self.leave.setToolTip(tr("Close"))
        self.leave.setAccessibleName(self.leave.toolTip())
        self._shown = ()
        if self.isVisible():
            self._refresh()
