"""Nudge: a number is moved a little; what the output really does stands beside what the gradient foretold."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gradviz.autodiff.nudge import Nudge, nudge
from gradviz.autodiff.run import Run
from gradviz.explain.topic import Topic
from gradviz.explain.wires import name_of_wire
from gradviz.graph.graph import Constant, Copy, Node, Wire
from gradviz.gui import fonts
from gradviz.gui.dialogs.fields import Choice
from gradviz.gui.panels.number_field import NumberField
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.numerals import Numerals

STEP = 0.1


class Nudging(QWidget):
    """Chooses a number and a step, shows what comes of it, and asks for the ripple on the canvas."""

    # a person wants to see the nudge run through the graph: the Nudge
    ripple_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: Run | None = None
        self._places: list[Node | Wire] = []
        self._h = STEP
        self._numerals = Numerals()
        self.nudge: Nudge | None = None
        self.place, self.field, self.button = Choice(), NumberField(), QPushButton()
        self._by, self._real, self._foretold, self._off = (QLabel() for _ in range(4))
        self._numbers = [QLabel() for _ in range(3)]
        self.field.setFixedSize(86, 30)
        self._lay_out()
        self.place.currentIndexChanged.connect(lambda _: self._refresh())
        self.field.entered.connect(self._take)
        self.button.clicked.connect(self._ask)
        self.set_theme(theme)
        self.retranslate()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.addWidget(self.place, 0, 0)
        grid.addWidget(self._by, 0, 1)
        grid.addWidget(self.field, 0, 2)
        for row, (words, number) in enumerate(
            zip((self._real, self._foretold, self._off), self._numbers, strict=True), start=1
        ):
            words.setFont(fonts.ui(13))
            number.setFont(fonts.mono(14))
            grid.addWidget(words, row, 0, 1, 2)
            grid.addWidget(number, row, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    # what is shown ----------------------------------------------------------------------------------------------------

    def show_run(self, run: Run | None) -> None:
        """Offer the numbers of another run."""
        same = run is not None and self._run is not None and run.graph is self._run.graph
        self._run = run
        if not same:
            self._offer()
        self._refresh()

    def show_numerals(self, numerals: Numerals) -> None:
        """Write numbers in another way."""
        self._numerals = numerals
        self._refresh()

    def choose(self, topic: Topic | None) -> None:
        """Nudge what is asked about: a node, or what a wire carries, on that wire alone where there are others."""
        if topic is None or topic.node is None or self._run is None:
            return
        graph = self._run.graph
        wire = None if topic.wire is None else graph.wires[topic.wire]
        node = graph.nodes[graph.value_node(topic.node if wire is None else wire.source)]
        wanted = wire if wire in self._places else node
        if wanted in self._places:
            self.place.setCurrentIndex(self._places.index(wanted))

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        for label, ink in zip(self._numbers, (theme.value, theme.gradient, theme.muted), strict=True):
            label.setStyleSheet(f"color: {ink}")

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.place.setAccessibleName(tr("The number that is moved"))
        self.field.setAccessibleName(tr("By how much"))
        self._by.setText(tr("by"))
        self._foretold.setText(tr("foretold: gradient × step"))
        self._off.setText(tr("not foretold"))
        self.button.setText(tr("Show it in the graph"))
        self._offer(self.place.currentIndex())
        self._refresh()

    def _offer(self, chosen: int = 0) -> None:
        """Leaves first, then gates, then the wires behind copies."""
        self.place.blockSignals(True)
        self.place.clear()
        self._places = []
        if self._run is not None:
            graph = self._run.graph
            nodes = [node for node in graph.nodes if not isinstance(node, Constant | Copy)]
            branches = [wire for copy in graph.copies for wire in graph.out_of[copy.id]]
            self._places = [*nodes, *branches]
            self.place.addItems([graph.labels[node.id] for node in nodes])
            for wire in branches:
                branch, gate = name_of_wire(graph, wire).text, graph.labels[wire.target]
                self.place.addItem(tr("{name} on its way to {gate}").format(name=branch, gate=gate))
        self.place.setCurrentIndex(min(max(chosen, 0), self.place.count() - 1))
        self.place.blockSignals(False)

    def _refresh(self) -> None:
        at = self.place.currentIndex()
        self.nudge = None
        if self._run is None or not 0 <= at < len(self._places):
            return
        self.nudge = nudge(self._run, self._places[at], self._h)
        self.field.show_number(self._h, replace(self._numerals, style="significant", digits=3))
        self._real.setText(tr("{output} really changes by").format(output=self._run.graph.output_name))
        numerals = replace(self._numerals, digits=max(self._numerals.digits, 4))
        for label, number in zip(
            self._numbers, (self.nudge.change, self.nudge.predicted, self.nudge.error), strict=True
        ):
            label.setText(numerals.text(number))
        if self.nudge.error and self.nudge.foretold:
            self._numbers[2].setText(tr("rounding"))

    def _take(self, h: float) -> None:
        self._h = h
        self._refresh()

    def _ask(self) -> None:
        if self.nudge is not None:
            self.ripple_asked.emit(self.nudge)
