"""The Curve panel: the output against one leaf or over two, and the function of a single gate."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from gradviz.autodiff.compiled import Compiled
from gradviz.autodiff.run import Run
from gradviz.autodiff.slices import Span, along, over, switches, through
from gradviz.explain.topic import Topic
from gradviz.graph.graph import Constant, Gate, NodeId
from gradviz.graph.ties import Ties
from gradviz.gui import fonts
from gradviz.gui.panels.facts import Fact, Facts
from gradviz.gui.panels.name_chips import HEIGHT as CHIP_HEIGHT
from gradviz.gui.panels.name_chips import NameChips
from gradviz.gui.panels.segments import Segments
from gradviz.gui.plots.curve_plot import CurvePlot, Line
from gradviz.gui.plots.map_plot import Ground, MapPlot
from gradviz.gui.plots.plot import Plot
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.lesson.lesson import Lesson
from gradviz.notation import Part
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame

OUTPUT, GATE = range(2)
"""What a curve may be of."""

REACH = 3.0
"""A curve spans ±3 around a point, a little more when the point lies off the middle."""

ROOM = 0.1
"""A point nearer to the end than this part of the width moves what is seen."""

MARGIN = 18
ROOM_FOR_FACTS, ROOM_FOR_HINT = 420, 360
"""Px of height from which there is room for both beside the plot."""

WIDEST_REACH = 1e6
LEAST_REACH = 1e-3


@dataclass(frozen=True, slots=True)
class View:
    """What is seen of one leaf: the middle and how far it reaches to both sides."""

    middle: float
    reach: float

    @property
    def span(self) -> Span:
        return self.middle - self.reach, self.middle + self.reach

    def holding(self, x: float) -> View:
        """The same, moved where ``x`` would come too near to its ends."""
        low, high = self.span
        edge = ROOM * (high - low)
        return self if low + edge <= x <= high - edge else View(x, self.reach)

    def zoomed(self, factor: float, still: float) -> View:
        """Wider or narrower by ``factor``, with ``still`` where it was."""
        reach = min(max(self.reach * factor, LEAST_REACH), WIDEST_REACH)
        return View(still + (self.middle - still) * reach / self.reach, reach)


class Curve(QWidget):
    """Shows a curve or a map of a run; a person drags the point along it."""

    # a person drags the point: the leaf and its value
    value_asked = Signal(str, float)
    # the point was let go
    settled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._run: Run | None = None
        self._f: Compiled | None = None
        self._ties = Ties()
        self._numerals = Numerals()
        self._topic: Topic | None = None
        self._step_gate: NodeId | None = None
        self._leaves: tuple[int, ...] = (0,)
        self._slot = 0
        self._views: dict[str, View] = {}
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
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._heading.setFont(fonts.ui(14, 600))
        self._hint.setFont(fonts.ui(12))
        for plot in (self.line, self.map):
            self._plots.addWidget(plot)
        column = QVBoxLayout(self)
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
        """Share out at ties as ``lesson`` says."""
        if lesson.ties != self._ties:
            self._ties, self._f = lesson.ties, None
            self._refresh()

    def show_run(self, run: Run) -> None:
        """Show the curve through another run's numbers; another graph begins anew."""
        if self._run is None or self._run.graph is not run.graph:
            self._f, self._topic, self._views = None, None, {}
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

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """In a low panel the plot has all the room: the facts stand beside the program and in the inputs as well."""
        self.facts.setVisible(self._shown() and self.height() >= ROOM_FOR_FACTS)
        self._hint.setVisible(not self._shown() or self.height() >= ROOM_FOR_HINT)

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
        self.resizeEvent(None)
        if run is None or not there:
            self._hint.setText(tr("Here the output is drawn against any of its variables."))
            return
        gate = self._asked_gate()
        self.subject.setVisible(gate is not None)
        if gate is not None:
            self.subject.set_texts((tr("Output"), tr("Gate {gate}").format(gate=gate.kind.symbol)))
        if gate is not None and self.subject.choice == GATE:
            self._show_gate(run, gate)
        elif len(self._leaves) > 1:
            self._show_map(run)
        else:
            self._show_curve(run)

    def _compiled(self, run: Run) -> Compiled:
        if self._f is None:
            self._f = Compiled(run.graph, self._ties)
        return self._f

    def _view(self, name: str, x: float) -> View:
        view = self._views.get(name, View(0.0 if abs(x) < REACH * (1 - 2 * ROOM) else x, max(REACH, abs(x) / 2)))
        self._views[name] = view.holding(x)
        return self._views[name]

    def _of_gate(self) -> bool:
        """Whether a gate's own function is shown."""
        return self.subject.choice == GATE and not self.subject.isHidden()

    def _names(self, run: Run) -> list[str]:
        return [leaf.name for leaf in run.graph.variables]

    def _show_curve(self, run: Run) -> None:
        names = self._names(run)
        name = names[self._leaves[0]]
        output = run.graph.output_name
        x, value, slope = run.bindings[name], run.value, run.gradients[name]
        curve = along(self._compiled(run), run.bindings, name, self._view(name, x).span)
        self._head(tr("{output} as a function of").format(output=output), names, self._leaves, 2)
        self.line.show_line(Line(curve, x, value, slope, (name, output), kinks=self._kinks(run, name)))
        self._turn(self.line)
        self.facts.show_facts(
            (
                Fact(name, x, "value", is_name=True),
                Fact(output, value, "value", is_name=True),
                self._gradient_fact(tr("slope here =") + " ", output, name, slope),
            ),
            self._numerals,
        )
        more = tr("Choose a second variable for a map.") if len(names) > 1 else ""
        self._hint.setText(" ".join([tr("Drag the point to change {name}.").format(name=name), more]))

    def _kinks(self, run: Run, name: str) -> tuple[tuple[float, float, str], ...]:
        leaf = next(leaf for leaf in run.graph.variables if leaf.name == name)
        nodes = run.graph.nodes
        found = ((each, nodes[each.gate]) for each in switches(run, leaf, self._views[name].span))
        return tuple(
            (each.x, each.value, tr("{gate} switches").format(gate=gate.kind.symbol))
            for each, gate in found
            if isinstance(gate, Gate)
        )

    def _show_map(self, run: Run) -> None:
        names = self._names(run)
        first, second = (names[place] for place in self._leaves)
        output = run.graph.output_name
        place = run.bindings[first], run.bindings[second]
        gradient = run.gradients[first], run.gradients[second]
        views = [self._view(name, x) for name, x in zip((first, second), place, strict=True)]
        reach = max(view.reach for view in views)
        spans = tuple(View(view.middle, reach).span for view in views)
        terrain = over(self._compiled(run), run.bindings, (first, second), (spans[0], spans[1]))
        self._head(tr("{output} as a function of").format(output=output), names, self._leaves, 2)
        self.map.show_ground(Ground(terrain, place, gradient, (first, second)))
        self._turn(self.map)
        facts = [Fact(output, run.value, "value", is_name=True)]
        facts += [
            self._gradient_fact("", output, name, slope) for name, slope in zip((first, second), gradient, strict=True)
        ]
        self.facts.show_facts(tuple(facts), self._numerals)
        self._hint.setText(
            tr("Darker is larger. The arrow is the gradient: uphill, straight across the contour lines.")
        )

    def _gradient_fact(self, words: str, output: str, name: str, slope: float) -> Fact:
        """The gradient by ``name``, called as the numerals say, behind some words."""
        symbol = self._numerals.gradient_parts(output, name)
        text = words + self._numerals.gradient(output, name)
        return Fact(text, slope, "gradient", symbol=(Part(words, False), *symbol))

    def _show_gate(self, run: Run, gate: Gate) -> None:
        graph = run.graph
        slots = [
            slot
            for slot, node in enumerate(gate.inputs)
            if not isinstance(graph.nodes[graph.value_node(node)], Constant)
        ]
        slot = self._slot if self._slot in slots else slots[0] if slots else 0
        inputs = tuple(run.node_values[node] for node in gate.inputs)
        names = [graph.labels[graph.value_node(gate.inputs[each])] for each in slots]
        name, out = graph.labels[graph.value_node(gate.inputs[slot])], graph.labels[gate.id]
        view = View(0.0 if abs(inputs[slot]) < REACH else inputs[slot], 2 * REACH)
        curve = through(gate, inputs, slot, view.span, self._ties)
        local = run.locals[gate.id][slot]
        title = tr("{gate} as a function of").format(gate=out)
        self._head(title, names, (slots.index(slot),) if slots else (), 1)
        self._slots = slots
        self.line.show_line(Line(curve, inputs[slot], run.node_values[gate.id], local, (name, out), derivative=True))
        self._turn(self.line)
        self.facts.show_facts(
            (
                Fact(name, inputs[slot], "value", is_name=True),
                Fact(out, run.node_values[gate.id], "value", is_name=True),
                Fact(tr("local derivative"), local, "gradient"),
            ),
            self._numerals,
        )
        self._hint.setText(
            tr("The thin curve is the derivative: where it is near 0, the gate lets almost no gradient through.")
        )

    def _head(self, title: str, names: list[str], chosen: tuple[int, ...], most: int) -> None:
        self._heading.setText(title)
        self.chips.show_names(names, chosen, most)

    def _turn(self, plot: Plot) -> None:
        self._plots.setCurrentWidget(plot)

    # what a person does -----------------------------------------------------------------------------------------------

    def _choose(self, places: tuple[int, ...]) -> None:
        if self._of_gate():
            self._slot = self._slots[places[0]]
        else:
            self._leaves = places
        self._refresh()

    def _drag(self, place: tuple[float, ...]) -> None:
        if self._run is None or self._of_gate():
            return
        names = self._names(self._run)
        for leaf, number in zip(self._leaves, place, strict=True):
            self.value_asked.emit(names[leaf], number)

    def _zoom(self, factor: float, still: tuple[float, ...]) -> None:
        if self._run is None or self._of_gate():
            return
        names = self._names(self._run)
        for leaf, number in zip(self._leaves, still, strict=True):
            self._views[names[leaf]] = self._views[names[leaf]].zoomed(factor, number)
        self._refresh()
