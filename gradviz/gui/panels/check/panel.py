"""The Check panel: is the gradient right, how do we know, and what does moving a number really do?"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gradviz.autodiff.check import EPSILON, Check, Method
from gradviz.autodiff.run import Run
from gradviz.autodiff.sweep import sweep
from gradviz.explain.topic import Topic
from gradviz.gui import fonts
from gradviz.gui.focus import tab_down
from gradviz.gui.panels.check.nudging import Nudging
from gradviz.gui.panels.check.table import CheckTable
from gradviz.gui.panels.check.verdicts import HEADINGS, METHODS, icon_of, ink_of, largest_error, verdict_by
from gradviz.gui.panels.check.working import Working
from gradviz.gui.panels.heading import Heading
from gradviz.gui.panels.number_field import NumberField
from gradviz.gui.panels.segments import Segments
from gradviz.gui.plots.sweep_plot import SweepPlot
from gradviz.gui.theme import Theme, icon
from gradviz.gui.typesetting import Typesetter
from gradviz.i18n import tr, trn
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame

MARGIN = 18
SIGN_PX = 20
PLOT_HEIGHT = 240
STEPS = {1e-3: "10⁻³", 1e-5: "10⁻⁵", 1e-7: "10⁻⁷"}
DIFFERENCES = (Method.CENTRED, Method.ONE_SIDED)


class CheckPanel(QScrollArea):
    """Shows a check; asks for another step, and for SymPy while it is seen."""

    # a person wants differences with another step
    epsilon_chosen = Signal(float)
    # the panel comes to be seen, or is seen no longer
    looked_at = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.theme = theme
        self.check: Check | None = None
        self._found: tuple[Run, Check] | None = None
        self._run: Run | None = None
        self._lesson = Lesson()
        self._numerals = Numerals()
        self._method = Method.CENTRED
        self._epsilon = EPSILON
        self._leaf = ""
        self._page, self._hint = QWidget(), QLabel()
        self._hint.setWordWrap(True)
        self._hint.setFont(fonts.ui(12))
        self.sign, self.verdict, self.error, self.spent = QLabel(), QLabel(), QLabel(), QLabel()
        self.typesetter = Typesetter(self)
        self.finish = self.typesetter.finish
        self.table, self.working = CheckTable(theme), Working(theme, self.typesetter)
        self.plot, self.nudging = SweepPlot(theme), Nudging(theme)
        self.field = NumberField()
        self.steps, self.sides = Segments(len(STEPS)), Segments(len(DIFFERENCES))
        self.steps.set_texts(tuple(STEPS.values()))
        self._headings = [Heading("", theme) for _ in range(3)]
        self._lay_out()
        self._join()
        self.set_theme(theme)
        self.retranslate()

    def _lay_out(self) -> None:
        page = self._page
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, 14, MARGIN, MARGIN)
        column.setSpacing(8)
        head, words = QHBoxLayout(), QVBoxLayout()
        head.setSpacing(10)
        words.setSpacing(2)
        for label, px, weight in ((self.verdict, 16, 600), (self.error, 13, 400), (self.spent, 12, 400)):
            label.setFont(fonts.ui(px, weight))
            label.setWordWrap(True)
        head.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self.verdict)
        words.addWidget(self.error)
        head.addLayout(words, 1)
        column.addLayout(head)
        column.addWidget(self.table)
        column.addWidget(self.spent)
        column.addSpacing(6)
        column.addWidget(self._headings[0])
        column.addWidget(self.sides)
        column.addWidget(self.working)
        column.addLayout(self._step_row())
        column.addSpacing(6)
        column.addWidget(self._headings[1])
        self.plot.setFixedHeight(PLOT_HEIGHT)
        column.addWidget(self.plot)
        column.addWidget(self._hint)
        column.addSpacing(6)
        column.addWidget(self._headings[2])
        column.addWidget(self.nudging)
        column.addStretch(1)
        self.setWidget(page)

    def _step_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._step_label = QLabel()
        self._step_label.setFont(fonts.ui(12, 600))
        self._step_label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.field.setFixedSize(86, 30)
        row.addWidget(self._step_label)
        row.addWidget(self.steps)
        row.addWidget(self.field)
        return row

    def _join(self) -> None:
        self.table.leaf_chosen.connect(self._choose_leaf)
        self.steps.chosen.connect(lambda place: self._take_epsilon(list(STEPS)[place]))
        self.sides.chosen.connect(lambda place: self._take_method(DIFFERENCES[place]))
        self.field.entered.connect(lambda epsilon: self._take_epsilon(epsilon) if epsilon > 0 else self._refresh())
        self.plot.dragged.connect(lambda power, _: self._take_epsilon(float(f"{10.0**power:.2g}")))

    # what is shown ----------------------------------------------------------------------------------------------------

    def show_lesson(self, lesson: Lesson) -> None:
        """Draw parameters and inputs as ``lesson`` marks them."""
        self._lesson = lesson

    def show_run(self, run: Run) -> None:
        """Another run's numbers; its check comes soon."""
        if self._run is None or self._run.graph is not run.graph:
            self.check = self._found[1] if self._found is not None and self._found[0] is run else None
            if self._epsilon not in STEPS:  # a step chosen for one expression alone
                self._take_epsilon(EPSILON)
        self._run = run
        self.nudging.show_run(run)
        names = [leaf.name for leaf in run.graph.variables]
        if self._leaf not in names:
            self._leaf = names[0] if names else ""
        self._refresh()

    def show_check(self, run: Run, check: Check) -> None:
        """The check of ``run`` is done; of a run that is shown only later it is kept until then."""
        self._found = run, check
        if self._run is not None and run.graph is self._run.graph:
            self.check = check
            self._refresh()

    def show_frame(self, frame: Frame, numerals: Numerals) -> None:
        """Write numbers as the window does."""
        if numerals != self._numerals:
            self._numerals = numerals
            self._refresh()

    def choose(self, topic: Topic | None) -> None:
        """Nudge what is asked about; a leaf is also the one whose difference is shown."""
        self.nudging.choose(topic)
        leaves = {leaf.id: leaf.name for leaf in self._run.graph.variables} if self._run is not None else {}
        if topic is not None and topic.node in leaves:
            self._choose_leaf(leaves[topic.node])

    def show_nothing(self) -> None:
        """There is no graph to check."""
        self._run = self.check = self._found = None
        self.nudging.show_run(None)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = theme
        for part in (self.table, self.working, self.plot, self.nudging):
            part.set_theme(theme)
        for heading in self._headings:
            heading.set_theme(theme)
        for label in (self.error, self.spent, self._step_label, self._hint):
            label.setStyleSheet(f"color: {theme.muted}")
        self._refresh()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.setAccessibleName(tr("Check"))
        self._step_label.setText(tr("Step ε"))
        self.field.setAccessibleName(tr("Step ε"))
        titles = (tr("How the difference is taken"), tr("Error against ε"), tr("Nudge a number"))
        for heading, title in zip(self._headings, titles, strict=True):
            heading.set_text(title)
        self.sides.set_texts((tr("centred"), tr("one-sided")))
        self.nudging.retranslate()
        self._refresh()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.looked_at.emit(True)

    def hideEvent(self, event: object) -> None:
        super().hideEvent(event)  # type: ignore[arg-type]
        self.looked_at.emit(False)

    # what a person does -----------------------------------------------------------------------------------------------

    def _choose_leaf(self, leaf: str) -> None:
        self._leaf = leaf
        self._refresh()

    def _take_epsilon(self, epsilon: float) -> None:
        self._epsilon = epsilon
        self._refresh()
        self.epsilon_chosen.emit(epsilon)

    def _take_method(self, method: Method) -> None:
        self._method = method
        self._refresh()

    # what follows -----------------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        run, check = self._run, self.check
        there = run is not None and bool(run.graph.variables)
        for part in self._page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            part.setVisible(there or part in (self.verdict, self.sign))
        self.steps.choose(list(STEPS).index(self._epsilon) if self._epsilon in STEPS else -1)
        self.sides.choose(DIFFERENCES.index(self._method))
        self.field.show_number(self._epsilon, replace(self._numerals, style="significant", digits=2))
        self._tell(check)
        if run is None or not there:
            return
        numbers = replace(self._numerals, style="significant", digits=5)
        errors = replace(self._numerals, style="significant", digits=2)
        roles = {leaf.name: self._lesson.role(leaf.name) for leaf in run.graph.variables}
        self.table.show_numerals(numbers, errors)
        self.table.show_check(check, roles, self._method, self._leaf)
        found = next((leaf for leaf in check.leaves if leaf.leaf == self._leaf), None) if check is not None else None
        self.working.show_leaf(run, found, self._method, self._epsilon, replace(self._numerals, digits=8))
        self.plot.numerals = self._numerals
        swept = sweep(run, [self._leaf])[0] if self.isVisible() else None
        self.plot.show_sweep(swept, self._epsilon, (tr(METHODS[Method.ONE_SIDED]), tr(METHODS[Method.CENTRED])))
        if swept is None or swept.valley is not None:
            self._hint.setText(tr("A click here chooses ε. The ring marks the best one."))
        else:
            self._hint.setText(tr("A click here chooses ε. None brings the difference near the gradient here."))
        self.nudging.show_numerals(self._numerals)
        tab_down(self)

    def _tell(self, check: Check | None) -> None:
        """The verdict, the largest error and what it cost."""
        if check is None:
            waiting = tr("Checking…") if self._run is not None and self._run.graph.variables else ""
            self.verdict.setText(waiting or tr("Here every gradient is checked against finite differences."))
            self.sign.clear()
            self.error.setText("")
            self.spent.setText("")
            self.spent.setToolTip("")
            return
        verdict, error = verdict_by(check, self._method), largest_error(check, self._method)
        self.verdict.setText(tr(HEADINGS[verdict]))
        self.sign.setPixmap(icon(icon_of(verdict), self.theme, ink_of(verdict, self.theme)).pixmap(SIGN_PX, SIGN_PX))
        numerals = replace(self._numerals, style="significant", digits=2)
        said = "" if error is None else tr("largest relative error {error}").format(error=numerals.text(error))
        self.error.setText(said)
        n = check.evaluations
        count = trn("The expression was computed {n} time.", "The expression was computed {n} times.", n)
        self.spent.setText(f"{count} {_how_spent(check)}")
        self.spent.setToolTip(
            tr(
                "At ε/2 the difference is taken once more: how much it changes tells how far it can be trusted. Points "
                "in between show whether a kink lies there. f(x) is computed by the run and by the listing."
            )
        )


def _how_spent(check: Check) -> str:
    """What the expression was computed for; between the points of a difference only where a gate may have a kink."""
    if check.evaluations > 2 + 4 * len(check.leaves):
        return tr("For every leaf: at x ± ε, at x ± ε/2, near a kink also in between; f(x) itself twice.")
    return tr("For every leaf: at x ± ε and at x ± ε/2; f(x) itself twice.")
