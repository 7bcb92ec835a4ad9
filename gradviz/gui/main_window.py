"""The window: it owns the parts. Who tells whom what stands in one diagram: :func:`gradviz.gui.connections.connect`."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow

from gradviz.explain.topic import Topic
from gradviz.export.forms import FORMS, USUAL
from gradviz.graph.graph import Graph, NodeId
from gradviz.gui import settings
from gradviz.gui.actions import Actions
from gradviz.gui.aiming import Aiming
from gradviz.gui.announcing import Announcer, announce
from gradviz.gui.arranging import Arranging
from gradviz.gui.canvas.placing import placed
from gradviz.gui.checking import Checker
from gradviz.gui.connections import connect
from gradviz.gui.copying import Copying
from gradviz.gui.deeds import Deeds, deeds_of
from gradviz.gui.dialogs.files import ask_path, ask_unsaved, proposed_folder
from gradviz.gui.documents import Documents, file_name
from gradviz.gui.exporting import Attempt, Exporting, Seen
from gradviz.gui.find_bar import FindBar
from gradviz.gui.finding import matches
from gradviz.gui.focus import lend_focus
from gradviz.gui.folding import Folding
from gradviz.gui.fonts import measure_for
from gradviz.gui.habits import LEAST_SIZE, Habits
from gradviz.gui.linking import Linking
from gradviz.gui.looks import Looks
from gradviz.gui.menus import Menus, ToolBar
from gradviz.gui.opening import Opening
from gradviz.gui.panels.tables import Tables
from gradviz.gui.placing import Question
from gradviz.gui.player import Player
from gradviz.gui.printing import Printing
from gradviz.gui.rippling import Rippling
from gradviz.gui.session import Session
from gradviz.gui.showing import Showing
from gradviz.gui.side import Side
from gradviz.gui.stage import Stage
from gradviz.gui.status import Status
from gradviz.gui.telling import Telling
from gradviz.gui.values import Values
from gradviz.gui.views import Views
from gradviz.gui.walking import Walk
from gradviz.gui.writing import Writing
from gradviz.layout.layout import Layout
from gradviz.layout.reroute import Effort, reroute

MENU_HEIGHT = 28


def _place(question: Question) -> Layout:
    return placed(question.graph, question.moved, question.seat_digits, question.direction)


def _reroute(graph: Graph, layout: Layout, moved: dict[NodeId, tuple[float, float]], effort: Effort) -> Layout:
    return reroute(layout, graph, measure_for(layout.geometry), moved, effort)


class MainWindow(QMainWindow):
    """The parts and how they lie; what they show, tell and do stands in files of its own."""

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
        # children go in the order they came: these two first, so that they hear nothing of a window that is going
        self.showing, self.telling, self.habits = Showing(self), Telling(self), Habits(self)
        self.session = Session(_place, _reroute, self)
        self.writing, self.values = Writing(self.session), Values(self.session)
        self.views, self.arranging = Views(self.session), Arranging(self.session)
        self.player = Player(self)
        self.checker, self.rippling, self.linking = Checker(self), Rippling(self.player), Linking(self)
        self.actions_ = Actions(self)
        self.documents = Documents(
            self.session, self.memory, partial(ask_path, self), lambda: ask_unsaved(self, self.documents.title)
        )
        self.opening = Opening(self.documents, partial(ask_path, self))
        self.exporting = Exporting(self.session, self._seen, lambda: self.documents.title, self._ask_export)
        self.printing = Printing(self, self.exporting.shoot)
        theme = self.looks.theme
        self.stage, self.side, self.tables, self.status = Stage(theme), Side(theme), Tables(theme), Status()
        canvas = self.stage.canvas
        shots = self.exporting.shoot, self.exporting.moment
        self.copying = Copying(self.session, *shots, lambda: looks.numerals, lambda: canvas.view.selected)
        self.folding = Folding(self.session, self._pointed, lambda said: self.stage.message.say(said, "fold"))
        self.announcer = Announcer(partial(announce, canvas.view))
        self.walk = Walk(self.session, canvas, lambda node: self.side.choose(Topic(node)))
        self.finder = FindBar(theme, canvas, self._search, self.walk.show)
        self.tools = ToolBar(self.actions_, self)
        self.aiming = Aiming(self.session, canvas)
        opening, aim = self.opening, self.aiming.set_target
        self.menus = Menus(self.menuBar(), self.actions_, opening.open_lesson, opening.open_file, aim)
        self.deeds: Deeds = deeds_of(self)
        self._lay_out()
        self.habits.restore()
        connect(self)
        self.showing.theme(theme)
        self.showing.language()
        self.showing.settings(self.memory.now)
        self.showing.graph(None, None, None, False)

    def _lay_out(self) -> None:
        self.addToolBar(self.tools)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.menuBar().setFixedHeight(MENU_HEIGHT)
        self.setCentralWidget(self.stage)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.side)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.tables)
        self.tables.hide()
        self.setStatusBar(self.status)
        self.setAcceptDrops(True)
        self.setMinimumSize(*LEAST_SIZE)
        stage = self.stage
        for area in (stage.player_bar, stage.strip, stage.formula, stage.canvas, self.side, self.tables):
            lend_focus(area, stage.canvas.view)
        self.habits.resize()
        self.habits.size_docks()
        self.addActions([self.actions_[id] for id in self.deeds])

    def _search(self, text: str) -> tuple[NodeId, ...]:
        shown = self.session.picture
        return matches(shown.run, self.looks.numerals, text) if shown is not None else ()

    def _pointed(self) -> NodeId | None:
        """The node with the ring around it, otherwise the one that the step is about."""
        selected, frame = self.stage.canvas.view.selected, self.player.frame
        return frame.step.node if selected is None and frame is not None else selected

    def _seen(self) -> Seen:
        """What a picture of the moment needs to know."""
        assert self.player.frame is not None
        looks = self.looks
        return self.player.frame, looks.theme, looks.numerals, self.stage.canvas.visible_scene_rect()

    def _ask_export(self, attempt: Attempt) -> None:
        from gradviz.gui.dialogs.export import Export, ExportDialog

        now, documents = self.memory.now, self.documents
        folder = proposed_folder(documents.path, now.export_folder)

        def attempt_and_remember(export: Export) -> None:
            attempt(export)
            export.remember(self.memory)

        name = file_name(documents.title) + FORMS.get(now.export_form, USUAL).suffix
        ExportDialog(now, folder / name, attempt_and_remember, self).open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        event.acceptProposedAction()
        if urls:
            self.opening.open_file(Path(urls[0].toLocalFile()))
        else:
            self.opening.open_text(event.mimeData().text())

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
        self.side.finish()
        self.checker.finish()
        event.accept()
        self.closed.emit()
