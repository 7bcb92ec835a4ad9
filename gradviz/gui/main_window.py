"""The window: it owns the parts, and one method says who tells whom what. Read :meth:`MainWindow._connect` first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from gradviz import i18n
from gradviz.graph.graph import Graph, NodeId
from gradviz.gui import settings
from gradviz.gui.actions import Actions
from gradviz.gui.canvas.placing import placed
from gradviz.gui.copying import Copying
from gradviz.gui.deeds import Deeds, deeds_of
from gradviz.gui.dialogs.export import Export, ExportDialog
from gradviz.gui.dialogs.files import ask_path, ask_unsaved
from gradviz.gui.documents import Documents, file_name
from gradviz.gui.exporting import Exporting, Seen
from gradviz.gui.find_bar import FindBar
from gradviz.gui.finding import matches
from gradviz.gui.fonts import measure_for
from gradviz.gui.looks import Looks
from gradviz.gui.menus import Menus, ToolBar
from gradviz.gui.notices import UNDRAWABLE, saying, trouble
from gradviz.gui.panels.bar import Saying
from gradviz.gui.panels.explanation import Topic, topic_of_wire
from gradviz.gui.patience import Notice
from gradviz.gui.placing import Question
from gradviz.gui.player import Player
from gradviz.gui.printing import Printing
from gradviz.gui.session import Session
from gradviz.gui.settings import Settings
from gradviz.gui.side import WIDTH, Side
from gradviz.gui.stage import Stage
from gradviz.gui.status import Status
from gradviz.gui.theme import Theme
from gradviz.gui.walking import Walk
from gradviz.i18n import Message, tr
from gradviz.layout.layout import Layout
from gradviz.layout.reroute import Effort, reroute
from gradviz.lesson.lesson import Role
from gradviz.timeline.frame import Frame

SIZE = (1440, 900)
LEAST_SIZE = (900, 560)
MENU_HEIGHT = 28


def _place(question: Question) -> Layout:
    return placed(question.graph, question.moved, question.seat_digits)


def _reroute(graph: Graph, layout: Layout, moved: dict[NodeId, tuple[float, float]], effort: Effort) -> Layout:
    return reroute(layout, graph, measure_for(layout.geometry), moved, effort)


class MainWindow(QMainWindow):
    """The parts and the wires between them; what can be said without a window stands in files of its own."""

    # a person wants another window
    window_asked = Signal()
    # a person wants to leave all windows
    quit_asked = Signal()
    # the window has closed
    closed = Signal()

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self.memory, self.looks = looks.memory, looks
        self.windows: QObject | None = None
        self._leaving = False
        self.session = Session(_place, _reroute, self)
        self.player = Player(self)
        self.actions_ = Actions(self)
        self.documents = Documents(self.session, self.memory, self._ask_path, self._ask_unsaved)
        self.exporting = Exporting(self.session, self._seen, self._ask_export)
        self.printing = Printing(self, self.exporting.shoot)
        theme = self.looks.theme
        self.stage, self.side, self.status = Stage(theme), Side(theme), Status()
        canvas = self.stage.canvas
        self.copying = Copying(self.session, self.exporting.shoot, lambda: looks.numerals, lambda: canvas.view.selected)
        self.walk = Walk(self.session, canvas, lambda node: self.side.explain.choose(Topic(node)))
        self.finder = FindBar(theme, canvas, self._search, self.walk.show)
        self.tools = ToolBar(self.actions_, self)
        self.menus = Menus(self.menuBar(), self.actions_, self.documents.open_lesson, self.documents.open_file)
        self.deeds: Deeds = deeds_of(self)
        self._lay_out()
        self._connect()
        self._set_theme(theme)
        self._retranslate()
        self._follow_settings(self.memory.now)
        self._show_graph(None, None, None, False)

    def _lay_out(self) -> None:
        self.addToolBar(self.tools)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.menuBar().setFixedHeight(MENU_HEIGHT)
        self.setCentralWidget(self.stage)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.side)
        self.setStatusBar(self.status)
        self.setAcceptDrops(True)
        self.setMinimumSize(*LEAST_SIZE)
        self._resize()
        self.resizeDocks([self.side], [WIDTH], Qt.Orientation.Horizontal)
        self.addActions([self.actions_[id] for id in self.deeds])

    # who tells whom what ----------------------------------------------------------------------------------------------

    def _connect(self) -> None:  # noqa: PLR0915 - one diagram is easier to follow than six
        session, player, documents, looks = self.session, self.player, self.documents, self.looks
        editor, canvas, bar = self.stage.editor, self.stage.canvas, self.stage.player_bar
        explain, inputs, welcome = self.side.explain, self.side.inputs, self.stage.welcome

        # a person edits the lesson
        editor.typed.connect(session.type_text)
        editor.left.connect(session.patience.hurry)
        inputs.value_asked.connect(session.set_value)
        inputs.settled.connect(session.end_stretch)
        inputs.role_asked.connect(session.set_role)
        canvas.node_dragged.connect(session.drag_node)
        canvas.node_dropped.connect(session.drop_node)

        # the session shows what follows
        session.lesson_changed.connect(lambda lesson: editor.show_text(lesson.text))
        session.lesson_changed.connect(self.stage.message.settle)
        session.lesson_changed.connect(explain.show_lesson)
        session.lesson_changed.connect(lambda lesson: self.actions_.choose("ties", lesson.ties.rule))
        session.graph_changed.connect(self._show_graph)
        session.run_changed.connect(explain.show_run)
        session.run_changed.connect(self._show_inputs)
        session.timeline_changed.connect(player.set_timeline)
        session.patience.notice_changed.connect(self._show_notice)
        session.undrawable.connect(self._show_undrawable)
        session.stack.canUndoChanged.connect(self._tell_undo)
        session.stack.canRedoChanged.connect(self._tell_undo)
        session.stack.indexChanged.connect(self._tell_undo)

        # the player performs
        player.timeline_changed.connect(bar.show_timeline)
        player.frame_changed.connect(self._show_frame)
        player.playing_changed.connect(bar.show_playing)
        player.playing_changed.connect(self.status.show_playing)
        player.speed_changed.connect(bar.show_speed)
        player.loop_changed.connect(bar.show_loop)
        player.loop_changed.connect(self.actions_["loop"].setChecked)

        # a person leads the player
        bar.play_toggled.connect(player.toggle)
        bar.first_requested.connect(player.first)
        bar.back_requested.connect(player.step_back)
        bar.forward_requested.connect(player.step_forward)
        bar.last_requested.connect(player.last)
        bar.step_requested.connect(player.seek_step)
        bar.scrubbed.connect(player.seek_time)
        bar.speed_chosen.connect(player.set_speed)
        bar.loop_toggled.connect(player.set_loop)

        # a person asks about a gate
        canvas.node_clicked.connect(lambda node: explain.choose(Topic(node)))
        canvas.wire_clicked.connect(self._explain_wire)
        canvas.ground_clicked.connect(lambda: explain.choose(None))
        canvas.zoom_changed.connect(self.status.show_zoom)

        # documents
        documents.title_changed.connect(self._show_title)
        documents.recent_changed.connect(self.menus.list_recent)
        documents.recent_changed.connect(welcome.list_recent)
        documents.changed_on_disk.connect(self._tell_changed_on_disk)
        documents.troubled.connect(lambda error: self.stage.message.say(trouble(error), "document"))
        documents.succeeded.connect(lambda: self.stage.message.hush("document"))
        welcome.lesson_chosen.connect(documents.open_lesson)
        welcome.file_chosen.connect(documents.open_file)
        self.exporting.exported.connect(self._tell_exported)
        self.exporting.troubled.connect(lambda error: self.stage.message.say(trouble(error), "export"))
        self.printing.troubled.connect(lambda error: self.stage.message.say(trouble(error), "print"))

        # looks
        looks.theme_changed.connect(self._set_theme)
        looks.language_changed.connect(self._retranslate)
        looks.numerals_changed.connect(self._write_numbers)
        looks.settings_changed.connect(self._follow_settings)
        self.tools.theme.clicked.connect(looks.toggle_theme)
        self.tools.language.clicked.connect(looks.toggle_language)

        for id, deed in self.deeds.items():
            self.actions_[id].triggered.connect(lambda _=False, deed=deed: deed())

    # showing ----------------------------------------------------------------------------------------------------------

    def _show_graph(
        self, graph: Graph | None, layout: Layout | None, roles: dict[str, Role] | None, glide: bool
    ) -> None:
        there = graph is not None
        self.stage.show_picture(there)
        self.actions_.follow_graph(there)
        self.stage.formula.show_graph(graph)
        self.status.show_graph(graph)
        if graph is None or layout is None or roles is None:
            self.player.halt()
            self.stage.editor.show_nothing()
            self.side.explain.show_nothing()
            self.side.inputs.show_nothing()
            self.finder.hide()
            self.stage.focus_first(there)
        else:
            self.stage.canvas.show_graph(graph, layout, roles, glide)

    def _show_inputs(self) -> None:
        picture = self.session.picture
        if picture is not None:
            self.side.inputs.show_run(picture.run, picture.roles, self.looks.numerals)

    def _show_frame(self, frame: Frame) -> None:
        timeline = self.player.timeline
        if self.session.picture is None or timeline is None:
            return
        numerals = self.looks.numerals
        self.stage.canvas.show_frame(frame, numerals)
        self.stage.editor.show_frame(timeline.graph, frame, numerals)
        self.stage.player_bar.show_frame(frame)
        self.side.inputs.show_frame(frame, numerals)
        self.side.explain.show_frame(frame, numerals)
        self.status.show_frame(frame, len(timeline.steps))

    def _show_notice(self, notice: Notice) -> None:
        editor = self.stage.editor
        editor.show_notice(notice)
        said = saying(notice, self.session.lesson.text, self.session.mend)
        emptied = any(problem.code == "empty" for problem in notice.problems)
        old = bool(notice.problems) and (emptied or not notice.calm)
        self.stage.show_dim(old)
        self.side.show_dim(old and self.session.picture is not None)
        self.actions_["mend"].setEnabled(said is not None and bool(said.offers))
        self.stage.notice.hush() if said is None else self.stage.notice.say(said)

    def _show_undrawable(self, undrawable: bool) -> None:
        if undrawable:
            self.stage.message.say(UNDRAWABLE, "drawing")
        else:
            self.stage.message.hush("drawing")

    def _show_title(self, title: str, modified: bool) -> None:
        self.setWindowTitle(f"{title}[*] — gradviz")
        self.setWindowModified(modified)
        self.actions_["revert"].setEnabled(modified and self.documents.path is not None)

    def _tell_undo(self) -> None:
        """Undo and redo say what they would undo."""
        stack = self.session.stack
        for id, able, name, text in (
            ("undo", stack.canUndo(), stack.undoText(), tr("&Undo")),
            ("redo", stack.canRedo(), stack.redoText(), tr("&Redo")),
        ):
            self.actions_[id].setEnabled(able)
            self.actions_[id].setText(f"{text} {tr(name)}" if able and name else text)

    def _tell_exported(self, path: Path) -> None:
        def show_folder() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

        offers = ((Message("Open the folder"), show_folder),)
        self.stage.message.say(Saying(Message("The picture is saved as {path}.", path=path), "", "right", offers))

    def _tell_changed_on_disk(self) -> None:
        message, documents = self.stage.message, self.documents

        def reload() -> None:
            message.hush()
            documents.reload()

        def keep() -> None:
            message.hush()
            documents.keep_mine()

        offers = ((Message("Reload"), reload), (Message("Keep mine"), keep))
        name = documents.path.name if documents.path is not None else documents.title
        said = Message("Another program has changed the file {name}.", name=name)
        message.say(Saying(said, "", "calm", offers, closable=False))

    def _search(self, text: str) -> tuple[NodeId, ...]:
        shown = self.session.picture
        return matches(shown.run, self.looks.numerals, text) if shown is not None else ()

    def _explain_wire(self, wire: int) -> None:
        picture = self.session.picture
        if picture is not None:
            graph = picture.question.graph
            self.side.explain.choose(Topic(graph.output) if wire < 0 else topic_of_wire(graph, wire))

    # looks ------------------------------------------------------------------------------------------------------------

    def _set_theme(self, theme: Theme) -> None:
        for part in (self.actions_, self.tools, self.stage, self.side, self.finder):
            part.set_theme(theme)
        self._write_numbers()

    def _retranslate(self) -> None:
        for part in (self.actions_, self.menus, self.tools, self.stage, self.side, self.status, self.finder):
            part.retranslate()
        self._tell_undo()
        self.documents.tell()
        self._write_numbers()

    def _follow_settings(self, now: Settings) -> None:
        """Mark what is chosen; move and turn as the person likes it."""
        self.actions_.choose("language", i18n.language())
        for group in ("theme", "decimal", "style", "digits"):
            self.actions_.choose(group, str(getattr(now, group)))
        self.actions_["fractions"].setChecked(now.fractions)
        self.actions_["minimap"].setChecked(now.minimap)
        self.actions_["side_panel"].setChecked(not self.side.isHidden())
        canvas = self.stage.canvas
        canvas.set_map(now.minimap)
        canvas.set_wheel(now.wheel == "scroll")
        canvas.set_reduced_motion(now.reduced_motion)
        self.player.reduced_motion = now.reduced_motion

    def _write_numbers(self) -> None:
        """Write every number and caption anew."""
        self._show_inputs()
        self.player.refresh()

    # the window -------------------------------------------------------------------------------------------------------

    def _seen(self) -> Seen:
        """What a picture of the moment needs to know."""
        assert self.player.frame is not None
        looks = self.looks
        return self.player.frame, looks.theme, looks.numerals, self.stage.canvas.visible_scene_rect()

    def _ask_path(self, kind: str, suggestion: str) -> Path | None:
        return ask_path(self, kind, suggestion)

    def _ask_unsaved(self) -> str:
        return ask_unsaved(self, self.documents.title)

    def _ask_export(self) -> Export | None:
        dialog = ExportDialog(self.memory.now, file_name(self.documents.title), self)
        if not dialog.exec():
            return None
        export = dialog.export()
        export.remember(self.memory)
        return export

    def escape(self) -> None:
        """Close the find bar or what is said, else leave the full screen, else go to the step and the canvas."""
        if self.finder.isVisible():
            self.finder.end()
        elif self.stage.message.escape():
            return
        elif self.isFullScreen():
            self.showNormal()
        else:
            self.side.explain.choose(None)
            self.stage.canvas.setFocus()

    def turn_pane(self, turn: int) -> None:
        """The keyboard goes to the next part of the window."""
        panes: list[QWidget] = [self.stage.editor.edit, self.stage.canvas.view, self.side.explain]
        panes += [row.field for row in list(self.side.inputs.rows.values())[:1]]
        here = next((place for place, pane in enumerate(panes) if pane.hasFocus()), -turn if turn > 0 else 0)
        panes[(here + turn) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _resize(self) -> None:
        """The usual size, or what the screen has; a screen that is too small for any window has no say."""
        room = self.screen().availableSize()
        fits = room.width() >= LEAST_SIZE[0] and room.height() >= LEAST_SIZE[1]
        self.resize(QSize(*SIZE).boundedTo(room) if fits else QSize(*SIZE))

    def reset(self) -> None:
        """The window as it was on the first day."""
        self.side.show()
        self.actions_["side_panel"].setChecked(True)
        self.looks.set_habits(minimap=True)
        self.showNormal()
        self._resize()
        self.resizeDocks([self.side], [WIDTH], Qt.Orientation.Horizontal)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        event.acceptProposedAction()
        if urls:
            self.documents.open_file(Path(urls[0].toLocalFile()))
        else:
            self.documents.open_text(event.mimeData().text())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.WindowStateChange:
            self.actions_["full_screen"].setChecked(self.isFullScreen())
        super().changeEvent(event)

    def leave(self) -> None:
        """Close without asking about unsaved work: it was asked before."""
        self._leaving = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not (self._leaving or self.documents.may_leave()):
            event.ignore()
            return
        self.memory.change(
            window=settings.to_record(self.saveGeometry().data()), docks=settings.to_record(self.saveState().data())
        )
        self.player.halt()
        self.documents.close()
        self.session.close()
        self.stage.formula.finish()
        event.accept()
        self.closed.emit()
