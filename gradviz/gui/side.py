"""The right side of the window: tabs of panels about the step above, Inputs below, as high as its rows need.

A panel about the step follows :class:`Panel`; only the one that is seen is told what changes, and everything at once
when it comes to be seen: also what was clicked meanwhile, which holds for all of them until the next step.
"""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QWidget

from gradviz.autodiff.run import Run
from gradviz.explain.topic import Topic
from gradviz.gui.painting import color
from gradviz.gui.panels.check.panel import CheckPanel
from gradviz.gui.panels.code import Code
from gradviz.gui.panels.curve.panel import Curve
from gradviz.gui.panels.explain import Explain
from gradviz.gui.panels.inputs import Inputs
from gradviz.gui.panels.paths import PathsPanel
from gradviz.gui.panels.tabs import Tabs
from gradviz.gui.theme import Theme
from gradviz.gui.veil import Veil
from gradviz.i18n import N_, tr
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame

WIDTH = 364
LEAST_WIDTH = 348
INPUTS_SHARE = 0.42
"""Inputs take at most this share of the height, then they scroll."""


class Panel(Protocol):
    """What a panel about the step can be told; all but the language and the colours come before it is seen."""

    def show_lesson(self, lesson: Lesson) -> None:
        """The document as it is now."""

    def show_run(self, run: Run) -> None:
        """Other numbers, perhaps of another graph."""

    def show_frame(self, frame: Frame, numerals: Numerals) -> None:
        """Another instant of the performance."""

    def choose(self, topic: Topic | None) -> None:
        """A person asks about a gate or a wire; None goes back to the step."""

    def show_nothing(self) -> None:
        """There is no graph."""

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""

    def retranslate(self) -> None:
        """Write everything in the language in use."""


class _Pair(QWidget):
    """Places the two parts; the lower one gets what it wants, within bounds."""

    def __init__(self, upper: QWidget, inputs: Inputs) -> None:
        super().__init__()
        self._upper, self._inputs = upper, inputs
        upper.setParent(self)
        inputs.setParent(self)
        self.setMinimumWidth(LEAST_WIDTH)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        wanted = min(self._inputs.sizeHint().height(), round(self.height() * INPUTS_SHARE))
        self._upper.setGeometry(0, 0, self.width(), self.height() - wanted)
        self._inputs.setGeometry(0, self.height() - wanted, self.width(), wanted)

    def event(self, event: object) -> bool:
        done = super().event(event)  # type: ignore[arg-type]
        if event.type() == event.Type.LayoutRequest:  # type: ignore[attr-defined]
            self.resizeEvent(None)
        return done

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 600)


class Side(QDockWidget):
    """The dock with the tabs and the inputs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.setTitleBarWidget(QWidget(self))
        self.explain, self.code, self.inputs = Explain(theme), Code(theme), Inputs(theme)
        self.check, self.curve, self.paths = CheckPanel(theme), Curve(theme), PathsPanel(theme)
        self.tabs = Tabs()
        self._panels: dict[str, Panel] = {}
        self._lesson, self._run = Lesson(), cast(Run | None, None)
        self._moment: tuple[Frame, Numerals] | None = None
        self._topic: Topic | None = None
        self._untold: set[str] = set()  # the panels that have not heard of the topic, or that it was dropped
        self._add("explain", N_("Explain"), self.explain)
        self._add("code", N_("Code"), self.code)
        self._add("check", N_("Check"), self.check)
        self._add("curve", N_("Curve"), self.curve)
        self._add("paths", N_("Paths"), self.paths)
        self._pair = _Pair(self.tabs, self.inputs)
        self.veil = Veil(self.tabs, theme)
        self.setWidget(self._pair)
        self.tabs.chosen.connect(self._catch_up)
        self.explain.topic_chosen.connect(self._ask_about)
        self.set_theme(theme)

    def _add(self, id: str, title: str, panel: QWidget) -> None:
        self._panels[id] = cast(Panel, panel)
        self.tabs.add(id, title, panel)

    # the panels about the step ----------------------------------------------------------------------------------------

    @property
    def seen(self) -> Panel:
        """The panel that is seen."""
        return self._panels[self.tabs.current]

    def show_lesson(self, lesson: Lesson) -> None:
        """Tell the seen panel of another lesson."""
        self._lesson = lesson
        self.seen.show_lesson(lesson)

    def show_run(self, run: Run) -> None:
        """Tell the seen panel of other numbers; what was asked about another graph is dropped."""
        if self._run is None or self._run.graph is not run.graph:
            self._ask_about(None)
        self._run = run
        self.seen.show_run(run)

    def show_frame(self, frame: Frame, numerals: Numerals) -> None:
        """Tell the seen panel, and the inputs, of another instant; a new step puts aside what was asked about."""
        if self._moment is None or self._moment[0].step.index != frame.step.index:
            self._ask_about(None)
        self._moment = frame, numerals
        self.inputs.show_frame(frame, numerals)
        self.seen.show_frame(frame, numerals)

    def choose(self, topic: Topic | None) -> None:
        """A person asks about ``topic``; None goes back to the step."""
        self._ask_about(topic)
        self.seen.choose(topic)

    def _ask_about(self, topic: Topic | None) -> None:
        """Keep what the panels that are not seen have to hear of; the seen one knows."""
        if topic is not None or self._topic is not None:
            self._untold = set(self._panels) - {self.tabs.current}
        self._topic = topic

    def show_nothing(self) -> None:
        """There is no graph."""
        self._run = self._moment = self._topic = None
        self._untold.clear()
        self.inputs.show_nothing()
        for panel in self._panels.values():
            panel.show_nothing()

    def _catch_up(self) -> None:
        """The panel that comes to be seen learns what it has missed."""
        panel = self.seen
        panel.show_lesson(self._lesson)
        if self._run is not None:
            panel.show_run(self._run)
        if self._moment is not None:
            panel.show_frame(*self._moment)
        if self.tabs.current in self._untold:
            self._untold.remove(self.tabs.current)
            panel.choose(self._topic)

    def finish(self) -> None:
        """Wait for what is being typeset: called before the window goes."""
        for panel in (self.explain, self.check, self.paths):
            panel.finish()

    # looks ------------------------------------------------------------------------------------------------------------

    def show_dim(self, dimmed: bool) -> None:
        """The panels step back while the text is another than the one they are about."""
        self.veil.setVisible(dimmed)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.veil.set_theme(theme)
        for panel in self._panels.values():
            panel.set_theme(theme)
        self.inputs.set_theme(theme)
        self._pair.setAutoFillBackground(True)
        colors = self._pair.palette()
        colors.setColor(self._pair.backgroundRole(), color(theme.panel))
        self._pair.setPalette(colors)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.setWindowTitle(tr("Side Panel"))
        self.tabs.retranslate()
        for panel in self._panels.values():
            panel.retranslate()
        self.inputs.retranslate()
