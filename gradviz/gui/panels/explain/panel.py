"""The panel: it follows the performance, or explains what was clicked."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from gradviz.autodiff.run import Run
from gradviz.explain.card import Card
from gradviz.explain.chain import Chain
from gradviz.explain.explain import explain
from gradviz.explain.story import story_of
from gradviz.explain.topic import Topic, topic_of, topic_of_wire
from gradviz.graph.graph import NodeId, Variable
from gradviz.gui.focus import tab_down
from gradviz.gui.panels.explain.boxes import ProductRow
from gradviz.gui.panels.explain.copying import CopyMenu, Shown
from gradviz.gui.panels.explain.page import Page
from gradviz.gui.panels.explain.parts import ConventionLine, breakable, label, link, make_link
from gradviz.gui.theme import Theme
from gradviz.gui.typesetting import Typesetter
from gradviz.i18n import tr
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame

LOW = 440
"""In a panel of less px, numbers come first: a card with two rows of them would not be seen whole."""

BELOW = 12  # px under the row of numbers that is brought into view


class Explain(QScrollArea):
    """Shows a card; without a chosen topic it follows the current step, and brings the numbers at work into view."""

    # a person wants to see the paths from a leaf: its node
    paths_asked = Signal(int)
    # a person asks the card about a wire that it names: the Topic
    topic_chosen = Signal(object)
    # the branches that the seen card speaks of, as a frozenset of names like "x_(1)"; none while no card is seen
    branches_named = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.theme = theme
        self._run: Run | None = None
        self._frame: Frame | None = None
        self._numerals = Numerals()
        self._topic: Topic | None = None
        self._lesson = Lesson()
        self._about: NodeId | None = None
        self._wide = False
        self._shown: tuple[object, ...] | None = None
        self._moment: tuple[object, ...] | None = None
        self._brought = 0
        self.explanation: Card | None = None
        self.typesetter = Typesetter(self)
        self.typesetter.ready.connect(self._look)
        self.copies = CopyMenu(self._now_shown, self.typesetter, self)
        self._named: frozenset[str] = frozenset()
        self.retranslate()

    def show_lesson(self, lesson: Lesson) -> None:
        """Tell what ``lesson`` tells before the first step."""
        if story_of(lesson) != story_of(self._lesson):
            self._lesson = lesson
            self._refresh()

    def show_run(self, run: Run) -> None:
        """Explain another run; a topic of another graph is dropped."""
        if self._run is None or len(run.graph.nodes) != len(self._run.graph.nodes):
            self._topic = None
        self._run = run
        self._prepare()

    def show_frame(self, frame: Frame, numerals: Numerals) -> None:
        """Follow the performance; a new step puts a chosen topic aside."""
        if self._frame is not None and self._frame.step.index != frame.step.index:
            self._topic = None
        other, self._frame, self._numerals = numerals != self._numerals, frame, numerals
        if other:
            self._prepare()
        self._refresh()

    def choose(self, topic: Topic | None) -> None:
        """Explain ``topic`` instead of the current step; None goes back to the step."""
        self._topic = topic
        self._refresh()

    def show_nothing(self) -> None:
        """There is no graph to explain."""
        self._run = self._frame = self._topic = self._shown = self._moment = self.explanation = None
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(18, 18, 18, 18)
        words = tr("Here every gate tells what it does, step by step.")
        column.addWidget(label(escape(words), 14, ink=self.theme.grey))
        column.addStretch(1)
        self._show(page)

    def finish(self) -> None:
        """Wait for what is being typeset: called before the window goes."""
        self.typesetter.finish()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = theme
        self._refresh() if self._run is not None else self.show_nothing()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.setAccessibleName(tr("Explanation"))
        self.copies.retranslate()
        self._refresh() if self._run is not None else self.show_nothing()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.explanation is not None:
            self.copies.popup(event.globalPos())

    # the card

    def _refresh(self) -> None:
        if self._run is None or self._frame is None or len(self._frame.nodes) != len(self._run.graph.nodes):
            return
        topic = self._topic or topic_of(self._frame)
        self._about = topic.node
        self.explanation = explain(self._run, self._frame, topic, story_of(self._lesson), self._numerals)
        shown = (self.explanation, self.theme, self._numerals, self._wide, self._is_low)
        if shown != self._shown:
            moment, place = (topic.node, self._frame.step.index), self.verticalScrollBar().value()
            same, self._moment, self._shown = moment == self._moment, moment, shown
            self.typesetter.begin()
            self._show(self._made(self.explanation))
            if self.typesetter.behind:
                self._prepare()
            if same and place != self._brought:
                self.verticalScrollBar().setValue(place)
            else:
                self._bring()

    @property
    def _is_low(self) -> bool:
        return self.maximumViewportSize().height() < LOW

    def _bring(self) -> None:
        """Scroll down to the numbers at work, no farther than needed to see them."""
        page, wires = self.widget(), self._frame.step.wires if self._frame is not None else ()
        if page is None:
            return
        row = next((row for row in page.findChildren(ProductRow) if row.is_about(wires)), None)
        bottom = row.mapTo(page, row.rect().bottomLeft()).y() + BELOW if row is not None else 0
        bar = self.verticalScrollBar()
        bar.setValue(bottom - self.viewport().height())
        self._brought = bar.value()

    def _fit_again(self) -> None:
        """The page or the panel has another height: what was brought into view stays there."""
        brought = self.verticalScrollBar().value() == self._brought
        self._fit()
        if brought:
            self._bring()

    def _now_shown(self) -> Shown | None:
        return Shown(self.explanation, self.theme, self._numerals) if self.explanation is not None else None

    def _made(self, said: Card) -> QWidget:
        page = Page(said, self.theme, self._numerals, self.typesetter, self._choose_wire, low=self._is_low)
        page.head.addWidget(self.copies.button(self.theme), 0, Qt.AlignmentFlag.AlignTop)
        if said.convention is not None:
            line = ConventionLine(said.convention, self.theme, self._wide)
            line.toggled.connect(self._toggle, Qt.ConnectionType.QueuedConnection)  # the line itself is made anew
            page.column.addSpacing(18)
            page.column.addWidget(line)
        self._offer_paths(page)
        page.column.addStretch(1)
        return page

    def _offer_paths(self, page: Page) -> None:
        """The gradient of a leaf can be told in another way."""
        node, graph = self._about, self._run.graph if self._run is not None else None
        if graph is None or node is None or not isinstance(graph.nodes[graph.value_node(node)], Variable):
            return
        words = tr("All paths from {name} to {output}", name=graph.labels[node], output=graph.output_name)
        offer = label(link(breakable(words), "▸", self.theme), 12)
        make_link(offer)
        offer.linkActivated.connect(lambda _: self.paths_asked.emit(node), Qt.ConnectionType.QueuedConnection)
        page.column.addSpacing(18)
        page.column.addWidget(offer)

    def _toggle(self) -> None:
        """Tell conventions at length, or no longer."""
        self._wide = not self._wide
        self._refresh()

    def _choose_wire(self, wire: int) -> None:
        if self._run is None:
            return
        by_keyboard = isinstance(QApplication.focusWidget(), ProductRow)
        topic = topic_of_wire(self._run.graph, wire)
        self.choose(topic)
        self.topic_chosen.emit(topic)
        if by_keyboard:  # the page is another one now, with a row for the same wire
            next(row for row in self.findChildren(ProductRow) if row.wire == wire).setFocus()

    def _show(self, page: QWidget) -> None:
        self._name_branches(self.isVisible())
        self.setWidget(page)
        self._fit()
        page.show()
        tab_down(self)

    def _fit(self) -> None:
        """Make the page as wide as the panel and as high as its words need at that width."""
        page, room = self.widget(), self.maximumViewportSize()
        layout = page.layout() if page else None
        if page is not None and layout is not None:
            layout.activate()
            bar = self.verticalScrollBar().sizeHint().width()
            fits = layout.totalHeightForWidth(room.width()) <= room.height()
            width = room.width() if fits else room.width() - bar
            page.resize(width, max(layout.totalHeightForWidth(width), room.height()))
            self.setFocusPolicy(Qt.FocusPolicy.ClickFocus if fits else Qt.FocusPolicy.StrongFocus)

    def _name_branches(self, seen: bool) -> None:
        named = self.explanation.branches if seen and self.explanation is not None else frozenset()
        if named != self._named:
            self._named = named
            self.branches_named.emit(named)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_again()
        self._name_branches(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._name_branches(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown is not None and self._shown[-1] != self._is_low:
            self._refresh()
        self._fit_again()

    # formulas

    def _prepare(self) -> None:
        """Typeset what the coming steps will show, from what is shown now on."""
        run, numerals, about = self._run, self._numerals, self._about
        if run is not None:
            self.typesetter.prepare(lambda: (formula.latex for formula in Chain(run, numerals).every(about)))

    def _look(self) -> None:
        page = self.widget()
        if isinstance(page, Page):
            page.look()
            self._fit_again()
