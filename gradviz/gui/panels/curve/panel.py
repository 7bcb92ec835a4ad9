"""The Curve panel: the output against one leaf or over two, and the function of a single gate."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gradviz.autodiff.compiled import Compiled
from gradviz.autodiff.run import Run
from gradviz.explain.topic import Topic
from gradviz.graph.graph import Gate, NodeId
from gradviz.gui import fonts
from gradviz.gui.focus import tab_through
from gradviz.gui.panels.curve.drawings import Drawing, of_gate, of_one, of_two, variable_slots
from gradviz.gui.panels.curve.view import Views
from gradviz.gui.panels.facts import Facts
from gradviz.gui.panels.name_chips import HEIGHT as CHIP_HEIGHT
from gradviz.gui.panels.name_chips import NameChip, NameChips
from gradviz.gui.panels.segments import Segments
from gradviz.gui.plots.curve_plot import CurvePlot, Line
from gradviz.gui.plots.map_plot import MapPlot
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame

OUTPUT, GATE = range(2)
"""What a curve may be of."""

MARGIN = 18
ROOMY, ROOM_FOR_HINT = 420, 400
"""Px of height from which the facts stand in rows of full height, and from which there is room for the hint."""


class Curve(QScrollArea):
    """Shows a curve or a map of a run; a person drags the point along it. In a low panel the plot gives way, and where
    that is not enough the page scrolls."""

    # a person drags the point: the values of its leaves, by name
    values_asked = Signal(object)
    # the point was let go
    settled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._run: Run | None = None
        self._f: Compiled | None = None
        self._numerals = Numerals()
        self._topic: Topic | None = None
        self._step_gate: NodeId | None = None
        self._leaves: tuple[int, ...] = (0,)
        self._slot = 0
        self._views = Views()
        self.line, self.map = CurvePlot(theme), MapPlot(theme)
        self.chips, self.facts = NameChips(theme), Facts(theme)
        self._heading, self._hint = QLabel(), QLabel(wordWrap=True)
        self.subject = Segments(2)
        self.subject.choose(OUTPUT)
        self._plots = QStackedWidget()
        self._lay_out()
        self._join()
        self.set_theme(theme)
        self.retranslate()

    def _lay_out(self) -> None:
        self.setObjectName("curve")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = self._page = QWidget()
        page.setObjectName("page")
        self._heading.setFont(fonts.ui(14, 600))
        self._hint.setFont(fonts.ui(12))
        for plot in (self.line, self.map):
            self._plots.addWidget(plot)
        column = self._column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, 14, MARGIN, 12)
        column.setSpacing(10)
        subject = QHBoxLayout()
        subject.setSpacing(12)
        subject.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignTop)
        subject.addWidget(self.chips, 1)
        self._heading.setFixedHeight(CHIP_HEIGHT)
        column.addWidget(self.subject)
        column.addLayout(subject)
        column.addWidget(self._plots, 1)
        column.addWidget(self.facts)
        column.addWidget(self._hint)
        self.setWidget(page)

    def _join(self) -> None:
        self.chips.chosen.connect(self._choose)
        self.subject.chosen.connect(lambda _: self._refresh())
        self.line.dragged.connect(lambda x, _: self._drag((x,)))
        self.map.dragged.connect(lambda x, y: self._drag((x, y)))
        self.line.zoomed.connect(lambda factor, x, _: self._zoom(factor, (x,)))
        self.map.zoomed.connect(lambda factor, x, y: self._zoom(factor, (x, y)))
        for plot in (self.line, self.map):
            plot.dropped.connect(self.settled)

    # what is shown ----------------------------------------------------------------------------------------------------

    def show_lesson(self, lesson: Lesson) -> None:
        """All that matters of a lesson comes with its run."""

    def show_run(self, run: Run) -> None:
        """Show the curve through another run's numbers; another graph begins anew."""
        if self._run is None or self._run.graph is not run.graph or self._run.ties != run.ties:
            self._f, self._topic, self._step_gate = None, None, None
            self._views.clear()
            names = [leaf.name for leaf in run.graph.variables]
            before = [] if self._run is None else [leaf.name for leaf in self._run.graph.variables]
            if names != before:
                self._leaves = (0,)
        self._run = run
        self._refresh()

    def show_frame(self, frame: Frame, numerals: Numerals) -> None:
        """Follow the performance: the gate at work is the one whose function is offered."""
        changed = numerals != self._numerals
        self._numerals = self.line.numerals = self.map.numerals = numerals
        if self._run is None or len(frame.nodes) != len(self._run.graph.nodes):
            return
        node = frame.step.node
        gate = node if node is not None and isinstance(self._run.graph.nodes[node], Gate) else None
        if gate is not None and gate != self._step_gate:
            self._step_gate, self._topic, changed = gate, None, True
        if changed:
            self._refresh()

    def choose(self, topic: Topic | None) -> None:
        """Offer the function of the gate that is asked about."""
        self._topic = topic
        self._refresh()

    def show_nothing(self) -> None:
        """There is no graph to draw."""
        self._run = self._f = self._topic = self._step_gate = None
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = theme
        for part in (self.line, self.map, self.chips, self.facts):
            part.set_theme(theme)
        self._hint.setStyleSheet(f"color: {theme.muted}")

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.setAccessibleName(tr("Curve"))
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Make the page as wide as the panel and as high as it is, or as its parts need at least."""
        shown, low = self._shown(), self.height() < ROOMY
        self.facts.setVisible(shown)
        self.facts.set_low(low)
        self._hint.setVisible(not shown or self.height() >= ROOM_FOR_HINT)
        room, bar = self.maximumViewportSize(), self.verticalScrollBar().sizeHint().width()
        self._column.activate()
        fits = self._column.totalMinimumHeightForWidth(room.width()) <= room.height()
        width = room.width() if fits else room.width() - bar
        self._page.resize(width, max(self._column.totalMinimumHeightForWidth(width), room.height()))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus if fits else Qt.FocusPolicy.StrongFocus)

    def _shown(self) -> bool:
        return self._run is not None and bool(self._run.graph.variables)

    # what follows -----------------------------------------------------------------------------------------------------

    def _asked_gate(self) -> Gate | None:
        """The gate whose function is offered: the one asked about, else the one at work, else the output's."""
        assert self._run is not None
        nodes = self._run.graph.nodes
        wanted = [self._topic.node if self._topic is not None else None, self._step_gate, self._run.graph.output]
        found = (nodes[node] for node in wanted if node is not None and node < len(nodes))
        return next((node for node in found if isinstance(node, Gate)), None)

    def _refresh(self) -> None:
        run, there = self._run, self._shown()
        for part in (self.subject, self._heading, self.chips, self._plots):
            part.setVisible(there)
        if run is None or not there:
            self._hint.setText(tr("Here the output is drawn against any of its variables."))
            self._fit()
            return
        gate = self._asked_gate()
        self.subject.setVisible(gate is not None)
        if gate is not None:
            self.subject.set_texts((tr("Output"), tr("Gate {gate}").format(gate=gate.kind.symbol)))
        drawing = self._drawing(run, gate)
        self._heading.setText(drawing.title)
        self.chips.show_names(drawing.names, drawing.chosen, drawing.most)
        tab_through(self.subject.buttons[-1], self.chips.findChildren(NameChip))
        self.facts.show_facts(drawing.facts, self._numerals)
        self._hint.setText(drawing.hint)
        if isinstance(drawing.picture, Line):
            self.line.show_line(drawing.picture)
            self._plots.setCurrentWidget(self.line)
        else:
            self.map.show_ground(drawing.picture)
            self._plots.setCurrentWidget(self.map)
        self._fit()

    def _drawing(self, run: Run, gate: Gate | None) -> Drawing:
        if gate is not None and self.subject.choice == GATE:
            slots = variable_slots(run, gate)
            return of_gate(run, gate, self._slot if self._slot in slots else next(iter(slots), 0))
        if self._f is None:
            self._f = Compiled(run.graph, run.ties)
        if len(self._leaves) > 1:
            return of_two(run, self._f, (self._leaves[0], self._leaves[1]), self._views, self._numerals)
        return of_one(run, self._f, self._leaves[0], self._views, self._numerals)

    def _of_gate(self) -> bool:
        """Whether a gate's own function is shown."""
        return self.subject.choice == GATE and not self.subject.isHidden()

    # what a person does -----------------------------------------------------------------------------------------------

    def _choose(self, places: tuple[int, ...]) -> None:
        gate = self._asked_gate() if self._of_gate() else None
        if gate is not None and self._run is not None:
            self._slot = variable_slots(self._run, gate)[places[0]]
        else:
            self._leaves = places
        self._refresh()

    def _drag(self, place: tuple[float, ...]) -> None:
        if self._run is None or self._of_gate():
            return
        variables = self._run.graph.variables
        self.values_asked.emit({variables[leaf].name: number for leaf, number in zip(self._leaves, place, strict=True)})

    def _zoom(self, factor: float, still: tuple[float, ...]) -> None:
        if self._run is None or self._of_gate():
            return
        for leaf, number in zip(self._leaves, still, strict=True):
            self._views.zoom(self._run.graph.variables[leaf].name, factor, number)
        self._refresh()
