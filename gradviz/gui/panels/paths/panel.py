"""The panel: every path from one node to the output, their sum, and what the three ways to it cost."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gradviz.autodiff.paths import Multiplications, Path, Paths, multiplications, paths
from gradviz.autodiff.run import Run
from gradviz.explain.card import Formula
from gradviz.explain.topic import Topic
from gradviz.export.latex import name_latex
from gradviz.graph.graph import Constant, Graph, NodeId
from gradviz.graph.links import Reach
from gradviz.gui import fonts
from gradviz.gui.focus import tab_down
from gradviz.gui.panels.formula_view import FormulaView
from gradviz.gui.panels.heading import Heading
from gradviz.gui.panels.name_chips import HEIGHT as CHIP_HEIGHT
from gradviz.gui.panels.name_chips import NameChips
from gradviz.gui.panels.paths.costs import Costs, why
from gradviz.gui.panels.paths.rows import PathRow, SumRow
from gradviz.gui.theme import Theme, icon
from gradviz.gui.typesetting import Typesetter
from gradviz.i18n import tr, trn
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame

MARGIN = 18
SIGN_PX = 16
AGREEMENT = 1e-9
"""Sum and gradient may differ by this part of the largest product: they are added in another order."""

_BOUND = (("u", "v"), ("p", "q"), ("s", "t"), ("i", "j"))


class PathsPanel(QScrollArea):
    """Shows the paths of a run; lights one up on the canvas."""

    # a path is pointed at: its Reach, or None when that ends
    pointed = Signal(object)
    # a path is chosen, to stay lit: its Reach, or None
    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paths")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.theme = theme
        self.ways: Paths | None = None
        self._run: Run | None = None
        self._cost = Multiplications(0, 0, 0, 0)
        self._numerals = Numerals()
        self._start = ""
        self._starts: list[NodeId] = []
        self._choice: Path | None = None
        self._there: bool | None = None
        self._page = QWidget()
        self.rows: list[PathRow] = []
        self.typesetter = Typesetter(self)
        self.finish = self.typesetter.finish
        self.chips, self.sum, self.costs = NameChips(theme), SumRow(theme), Costs(theme)
        self.formula = FormulaView(Formula("", ""), theme, self.typesetter)
        self.title, self.count, self.verdict, self.sign, self.why, self.rule = (QLabel() for _ in range(6))
        self._headings = [Heading("", theme) for _ in range(2)]
        self._lay_out()
        self.typesetter.ready.connect(self.formula.look)
        self.chips.chosen.connect(lambda places: self._start_at(self._starts[places[0]]))
        self.set_theme(theme)
        self.retranslate()

    def _lay_out(self) -> None:
        self._page.setObjectName("page")
        column = QVBoxLayout(self._page)
        column.setContentsMargins(MARGIN, 14, MARGIN, MARGIN)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        self.title.setFont(fonts.ui(14, 600))
        self.title.setFixedHeight(CHIP_HEIGHT)
        head.addWidget(self.title, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.chips, 1)
        column.addLayout(head)
        for label, px in ((self.count, 14), (self.verdict, 13), (self.why, 14), (self.rule, 12)):
            label.setFont(fonts.ui(px))
            label.setWordWrap(True)
        column.addWidget(self.count)
        column.addSpacing(2)
        column.addWidget(self.formula)
        column.addSpacing(4)
        column.addWidget(self._headings[0])
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._list.addWidget(self.sum)
        column.addLayout(self._list)
        verdict = QHBoxLayout()
        verdict.setSpacing(8)
        verdict.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        verdict.addWidget(self.verdict, 1)
        column.addLayout(verdict)
        column.addSpacing(6)
        for part in (self._headings[1], self.costs, self.why, self.rule):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(self._page)

    # what is shown ----------------------------------------------------------------------------------------------------

    def show_lesson(self, lesson: Lesson) -> None:
        """Paths do not ask what is a parameter."""

    def show_run(self, run: Run) -> None:
        """Another run's numbers; the path that was chosen stays so where the graph still has it."""
        if self._run is None or self._run.graph is not run.graph:
            self._cost = multiplications(run.graph)
        self._run = run
        self._find()
        self._write()

    def show_frame(self, frame: Frame, numerals: Numerals) -> None:
        """Write numbers as the window does."""
        if numerals != self._numerals:
            self._numerals = numerals
            self._write()

    def choose(self, topic: Topic | None) -> None:
        """Begin at the node that is asked about; None lets the chosen path go."""
        if self._run is None:
            return
        if topic is None or topic.node is None:
            self._choose(None)
        elif not isinstance(self._run.graph.nodes[topic.node], Constant):
            self._start_at(self._run.graph.value_node(topic.node))

    def show_nothing(self) -> None:
        """There is no graph."""
        self._run = self.ways = None
        self._choose(None)
        self._write()

    def hideEvent(self, event: object) -> None:
        super().hideEvent(event)  # type: ignore[arg-type]
        self._choose(None)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = self.sum.theme = self.costs.theme = theme
        self.chips.set_theme(theme)
        self.formula.set_theme(theme)
        for heading in self._headings:
            heading.set_theme(theme)
        for row in self.rows:
            row.theme = theme
        for label in (self.count, self.verdict, self.rule):
            label.setStyleSheet(f"color: {theme.muted}")
        self._write()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.setAccessibleName(tr("Paths"))
        self.title.setText(tr("Paths from"))
        self.rule.setText(
            tr("One multiplication is counted for every local derivative that is met, a factor 1 too; adding is free.")
        )
        self._write()

    # what a person does -----------------------------------------------------------------------------------------------

    def _start_at(self, node: NodeId) -> None:
        assert self._run is not None
        self._start = self._run.graph.key(node)
        self._choose(None)
        self._find()
        self._write()

    def _choose(self, path: Path | None) -> None:
        """Keep a path lit; the same one again, or None, lets it go."""
        self._choice = None if path == self._choice else path
        self._mark()
        self.chosen.emit(_reach(self._choice))

    def _mark(self) -> None:
        for row, path in zip(self.rows, self._listed(), strict=False):
            row.set_chosen(path == self._choice)

    def _row(self, place: int) -> PathRow:
        row = PathRow(self.theme)
        row.pointed.connect(lambda there: self.pointed.emit(_reach(self._listed()[place]) if there else None))
        row.asked.connect(lambda: self._choose(self._listed()[place]))
        return row

    # what follows -----------------------------------------------------------------------------------------------------

    def _listed(self) -> tuple[Path, ...]:
        return (self.ways.listed if self.ways is not None else None) or ()

    def _find(self) -> None:
        """The paths from the chosen start, the first variable where it is gone."""
        assert self._run is not None
        graph = self._run.graph
        leaves = [leaf.id for leaf in graph.variables]
        asked = [gate.id for gate in graph.gates if graph.key(gate.id) == self._start]
        self._starts = leaves + asked
        start = next((node for node in self._starts if graph.key(node) == self._start), None)
        start = self._starts[0] if start is None and self._starts else start
        self.ways = None if start is None else paths(self._run, start)
        kept = self._choice
        if kept is not None:
            here = (path for path in self._listed() if (path.nodes, path.wires) == (kept.nodes, kept.wires))
            self._choice = next(here, None)
            self.chosen.emit(_reach(self._choice))

    def _write(self) -> None:
        run, ways = self._run, self.ways
        there = run is not None and ways is not None
        if there is not self._there:
            self._there = there
            for part in self._page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
                part.setVisible(there or part is self.count)
        if run is None or ways is None:
            self.count.setText(tr("Here a gradient is told as a sum over paths."))
            return
        graph, listed = run.graph, self._listed()
        self.chips.show_names([graph.labels[node] for node in self._starts], [self._starts.index(ways.start)], 1)
        self.count.setText(self._told(graph, ways))
        self.formula.show_formula(_sum_over_paths(graph, ways.start, self._numerals))
        self._headings[0].set_text(tr("Local derivatives along each path"))
        self._headings[1].set_text(tr("Multiplications for all gradients"))
        while len(self.rows) < len(listed):
            self.rows.append(self._row(len(self.rows)))
            self._list.insertWidget(len(self.rows) - 1, self.rows[-1])
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(listed))
        for row, path in zip(self.rows, listed, strict=False):
            row.show_path(graph, path, self._numerals)
        self._mark()
        self._headings[0].setVisible(bool(listed))
        self.sum.setVisible(len(listed) > 1)
        if len(listed) > 1:
            self.sum.show_sum(ways, self._numerals)
        self._judge(graph, ways)
        self._compare(run)
        tab_down(self)

    def _told(self, graph: Graph, ways: Paths) -> str:
        """How many paths there are, in words."""
        name, output, count = graph.labels[ways.start], graph.output_name, self._numerals.count(ways.count)
        if ways.start == graph.output:
            return tr("{name} is the output itself: nothing to walk.").format(name=name)
        if ways.count == 0:
            return tr("No path leads from {name} to {output}.").format(name=name, output=output)
        if ways.listed is None:
            walked = self._numerals.count(ways.multiplications)
            return tr(
                "{count} paths lead from {name} to {output}: too many to list. Walking them all takes {walked} "
                "multiplications."
            ).format(count=count, name=name, output=output, walked=walked)
        return trn(
            "{n} path leads from {name} to {output}",
            "{n} paths lead from {name} to {output}",
            ways.count,
            name=name,
            output=output,
        )

    def _judge(self, graph: Graph, ways: Paths) -> None:
        """Whether the products add up to the gradient."""
        total, gradient = ways.total, ways.gradient
        largest = max((abs(path.product) for path in self._listed()), default=0.0)
        agrees = total is not None and abs(total - gradient) <= AGREEMENT * largest
        shown = agrees and bool(self._listed())
        self.sign.setVisible(shown)
        self.verdict.setVisible(shown or total is None)
        self.sign.setPixmap(icon("check", self.theme, self.theme.right).pixmap(SIGN_PX, SIGN_PX))
        name = escape(graph.labels[ways.start])
        one = tr("The product is the gradient of {name}, as the reverse pass finds it.")
        many = tr("The products add up to the gradient of {name}, as the reverse pass finds it.")
        said = (one if ways.count == 1 else many).format(name=name)
        if total is None:
            symbol = self._numerals.gradient(graph.output_name, graph.labels[ways.start])
            found = escape(f"{symbol} = {self._numerals.text(gradient)}")
            said = tr("The reverse pass finds their sum without walking them: {found}", found=found)
        self.verdict.setText(said)

    def _compare(self, run: Run) -> None:
        """The three ways to all gradients."""
        several = self._cost.naive > 0
        for part in (self._headings[1], self.costs, self.why, self.rule):
            part.setVisible(several)
        self.costs.show_cost(self._cost, self._numerals)
        self.why.setText(why(self._cost))


def _reach(path: Path | None) -> Reach | None:
    return None if path is None else Reach(frozenset(path.nodes), frozenset(path.wires))


def _sum_over_paths(graph: Graph, start: NodeId, numerals: Numerals) -> Formula:
    """``∂f/∂x = Σ Π ∂v/∂u``, over the paths from x to f and the wires u → v along each."""
    u, v = next((pair for pair in _BOUND if not set(pair) & set(graph.labels)), _BOUND[0])
    x, f = graph.labels[start], graph.output_name
    over = rf"{name_latex(x)} \to \cdots \to {name_latex(f)}"
    gradient = numerals.gradient_latex(name_latex(f), name_latex(x))
    latex = rf"{gradient} = \sum_{{{over}}}\ \prod_{{{u} \to {v}}} \frac{{\partial {v}}}{{\partial {u}}}"
    return Formula(latex, f"{numerals.gradient(f, x)} = Σ Π ∂{v}/∂{u}")
