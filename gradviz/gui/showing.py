"""What each part of the window shows: the graph, its numbers, a step, what is wrong with the text; in which looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gradviz import i18n
from gradviz.autodiff.check import Check
from gradviz.autodiff.run import Run
from gradviz.explain.topic import Topic, topic_of_wire
from gradviz.export.words import described
from gradviz.graph.graph import Graph
from gradviz.gui.canvas.labels import KINDS, labels_of
from gradviz.gui.canvas.type_size import TYPE_SIZES
from gradviz.gui.keys import usable
from gradviz.gui.notices import UNDRAWABLE, aim_saying, saying
from gradviz.gui.patience import Notice
from gradviz.gui.settings import Settings
from gradviz.gui.theme import Theme
from gradviz.layout.layout import Layout
from gradviz.lesson.lesson import Lesson, Role
from gradviz.timeline.frame import Frame

if TYPE_CHECKING:
    from gradviz.gui.main_window import MainWindow


class Showing(QObject):
    """Hands what has changed to every part that shows it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def graph(self, graph: Graph | None, layout: Layout | None, roles: dict[str, Role] | None, glide: bool) -> None:
        """Put another graph on the canvas, or the welcome where there is none."""
        window = self._window
        there = graph is not None
        window.stage.show_picture(there)
        window.actions_.follow_graph(there)
        window.stage.formula.show_graph(graph)
        window.status.show_graph(graph)
        window.menus.list_targets(graph)
        if graph is not None and graph.aimed:
            window.stage.aim.say(aim_saying(graph, window.aiming.set_target))
        else:
            window.stage.aim.hush()
        if graph is None or layout is None or roles is None:
            window.player.halt()
            window.stage.editor.show_nothing()
            window.side.show_nothing()
            window.checker.show_run(None)
            window.tables.show_nothing()
            window.stage.strip.show_nothing()
            window.finder.hide()
            window.stage.focus_first(there)
        else:
            picture = window.session.picture
            kin = picture.kin if glide and picture is not None else None
            window.stage.canvas.show_graph(graph, layout, roles, glide, kin)
            self._describe()

    def _describe(self) -> None:
        """Tell screen readers what the picture is of."""
        picture, canvas = self._window.session.picture, self._window.stage.canvas
        if picture is not None:
            canvas.describe(described(picture.question.graph, picture.roles, None, self._window.looks.numerals))

    def labels(self, lesson: Lesson) -> None:
        """Write on the canvas what the lesson's view asks for."""
        labels = labels_of(lesson.view)
        self._window.stage.canvas.set_labels(labels)
        for kind in KINDS:
            self._window.actions_[f"label_{kind}"].setChecked(getattr(labels, kind))

    def strip(self) -> None:
        """Show the gradient strip where the lesson asks for it, or where its graph is a long chain."""
        wanted = self._window.views.strip
        self._window.stage.show_strip(wanted)
        self._window.actions_["strip"].setChecked(wanted)

    def inputs(self) -> None:
        """Give the inputs panel the run it is about."""
        window = self._window
        picture = window.session.picture
        if picture is not None:
            window.side.inputs.show_run(picture.run, picture.roles, window.looks.numerals)

    def frame(self, frame: Frame) -> None:
        """Show one instant everywhere at once."""
        window = self._window
        timeline, picture = window.player.timeline, window.session.picture
        if picture is None or timeline is None:
            return
        numerals = window.looks.numerals
        window.stage.canvas.show_frame(frame, numerals)
        window.stage.editor.show_frame(timeline.graph, frame, numerals)
        window.stage.player_bar.show_frame(frame, numerals)
        window.side.show_frame(frame, numerals)
        window.stage.strip.show_frame(frame, numerals)
        window.status.show_frame(frame, len(timeline.steps), numerals)
        window.tables.show_frame(timeline, frame, picture.roles, numerals)
        window.announcer.show_frame(frame, numerals)

    def check(self, run: Run | None, check: Check | None) -> None:
        """Say in the status bar whether the gradients are right; nothing while that is not known."""
        self._window.status.show_check(check, self._window.looks.numerals)

    def ripple(self, frame: Frame) -> None:
        """Show a nudge on the canvas alone: the step, which all else is about, stays."""
        self._window.stage.canvas.show_frame(frame, self._window.looks.numerals)

    def notice(self, notice: Notice) -> None:
        """Say what is wrong with the text; what still shows an earlier text steps back."""
        window = self._window
        editor = window.stage.editor
        editor.show_notice(notice)
        said = saying(notice, window.session.lesson.text, window.writing.mend)
        emptied = any(problem.code == "empty" for problem in notice.problems)
        old = bool(notice.problems) and (emptied or not notice.calm)
        window.stage.show_dim(old)
        window.side.show_dim(old and window.session.picture is not None)
        window.actions_["mend"].setEnabled(said is not None and bool(said.offers))
        window.stage.notice.hush() if said is None else window.stage.notice.say(said)

    def undrawable(self, undrawable: bool) -> None:
        """Say whether the graph of the text cannot be drawn."""
        window = self._window
        if undrawable:
            window.stage.message.say(UNDRAWABLE, "drawing")
        else:
            window.stage.message.hush("drawing")

    def wire(self, wire: int) -> None:
        """Explain what goes through a wire; -1 is the stub behind the output."""
        window = self._window
        picture = window.session.picture
        if picture is not None:
            graph = picture.question.graph
            window.side.choose(Topic(graph.output) if wire < 0 else topic_of_wire(graph, wire))

    def numbers(self) -> None:
        """Write every number and caption anew."""
        self._window.session.drawing.set_numerals(self._window.looks.numerals)
        self.inputs()
        self._window.status.show_numerals(self._window.looks.numerals)
        self._window.player.refresh()

    def theme(self, theme: Theme) -> None:
        """Use other colours everywhere."""
        window = self._window
        docks, bars = (window.side, window.tables), (window.tools, window.finder, window.status)
        for part in (window.actions_, window.stage, *docks, *bars):
            part.set_theme(theme)
        self.numbers()

    def language(self) -> None:
        """Write everything in the language in use."""
        window = self._window
        panels = (window.stage, window.side, window.tables, window.status, window.finder)
        for part in (window.actions_, window.menus, window.tools, *panels):
            part.retranslate()
        self._describe()
        window.telling.undo()
        window.documents.tell()
        self.numbers()

    def settings(self, now: Settings) -> None:
        """Mark what is chosen; move and turn as the person likes it."""
        window = self._window
        window.actions_.set_keys(usable(now.shortcuts))
        for bar in (window.stage.player_bar, window.finder):
            bar.set_keys(window.actions_.all_keys())
        window.actions_.choose("language", i18n.language())
        for group in ("theme", "text", "scale", "decimal", "style", "digits", "notation"):
            window.actions_.choose(group, str(getattr(now, group)))
        window.actions_["fractions"].setChecked(now.fractions)
        window.actions_["minimap"].setChecked(now.minimap)
        window.actions_["side_panel"].setChecked(not window.side.isHidden())
        window.session.drawing.set_habit(now.direction)
        window.actions_.choose("direction", window.session.drawing.direction)
        canvas = window.stage.canvas
        canvas.set_map(now.minimap)
        canvas.set_type(TYPE_SIZES[now.text])
        canvas.view.wheel_scrolls = now.wheel == "scroll"
        canvas.camera.smooth = not now.reduced_motion
        window.player.reduced_motion = now.reduced_motion
