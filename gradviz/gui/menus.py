"""Menu bar and tool bar, made from the table of actions; the lists of examples and of recent files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar, QSizePolicy, QToolBar, QToolButton, QWidget

from gradviz.graph.graph import Graph
from gradviz.gui.actions import MENUS, TABLE, Actions
from gradviz.gui.folding import Folding, state
from gradviz.gui.theme import ON_BLACK, Theme, icon
from gradviz.i18n import language, tr, trn
from gradviz.lesson import library

HEIGHT = 44
EDGE = 6
TOOL_BAR = ("new", "open", "save", "", "undo", "redo", "", "fit")
"""Ids of the tool bar's left part; an empty one is a rule."""
MOST_OFFERS = 16
"""Lines and calls, and again gates, that the menu Fold and Unfold lists; the rest is reached on the canvas."""


class Menus:
    """The menus of one window. ``open_lesson``, ``open_file`` and ``set_target`` are called with what was chosen."""

    def __init__(
        self,
        bar: QMenuBar,
        actions: Actions,
        open_lesson: Callable[[str], None],
        open_file: Callable[[Path], None],
        set_target: Callable[[str], None],
    ) -> None:
        self._bar = bar
        self._actions = actions
        self._open_lesson = open_lesson
        self._open_file = open_file
        self._set_target = set_target
        self._menus = {id: QMenu(bar) for id in (*MENUS, *(entry.submenu for entry in TABLE if entry.submenu))}
        for menu in self._menus.values():
            menu.setToolTipsVisible(True)
        for id in MENUS:
            bar.addMenu(self._menus[id])
        self._offered: list[QAction] = []
        self._fill()

    def __getitem__(self, id: str) -> QMenu:
        return self._menus[id]

    def _fill(self) -> None:
        sections: dict[str, int] = {}
        for entry in TABLE:
            menu = self._menus[entry.menu]
            if sections.setdefault(entry.menu, entry.section) != entry.section:
                menu.addSeparator()
                sections[entry.menu] = entry.section
            if entry.submenu:
                menu.addMenu(self._menus[entry.submenu])
            else:
                menu.addAction(self._actions[entry.id])

    def retranslate(self) -> None:
        """Write every title and the examples in the language in use."""
        titles = {**MENUS, **{entry.submenu: entry.text for entry in TABLE if entry.submenu}}
        for id, menu in self._menus.items():
            menu.setTitle(tr(titles[id]))
        self._list_examples()

    def _list_examples(self) -> None:
        """Groups as submenus in the file's order; what cannot be opened yet is greyed and says why."""
        top = self._menus["examples"]
        for action in top.actions():
            if action.menu() is not None:
                action.menu().deleteLater()
        top.clear()
        for group in library.groups():
            menu = QMenu(group.title, top)
            menu.setToolTipsVisible(True)
            top.addMenu(menu)
            for entry in library.lessons():
                if entry.group == group.id:
                    menu.addAction(self._example(entry, menu))

    def _example(self, entry: library.Entry, menu: QMenu) -> QAction:
        action = QAction(entry.listed.replace("&", "&&"), menu)
        action.setObjectName(entry.id)
        action.setEnabled(entry.available)
        action.setStatusTip(f"{entry.lecture} · {entry.teaching_point}")
        action.setToolTip(f"<p>{entry.note}</p><p><small>{entry.lecture}</small></p>")
        action.triggered.connect(lambda _=False, id=entry.id: self._open_lesson(id))
        return action

    def list_recent(self, paths: Iterable[Path]) -> None:
        """The recent files, missing ones greyed."""
        menu, clear = self._menus["recent"], self._actions["clear_recent"]
        menu.clear()
        for path in paths:
            action = QAction(str(path.name).replace("&", "&&"), menu)
            action.setToolTip(str(path))
            action.setEnabled(path.is_file())
            action.triggered.connect(lambda _=False, path=path: self._open_file(path))
            menu.addAction(action)
        clear.setEnabled(bool(menu.actions()))
        menu.addSeparator()
        menu.addAction(clear)

    def list_targets(self, graph: Graph | None) -> None:
        """The lines of ``graph`` whose gradients can be asked for, the one that is asked for marked."""
        menu = self._menus["target"]
        menu.clear()
        menu.addAction(self._actions["target_output"])
        menu.addAction(self._actions["target_selected"])
        menu.addSeparator()
        for gate in graph.gates if graph is not None else ():
            if graph is not None and gate.name is not None and gate.id != graph.own[0]:
                action = QAction(gate.name.replace("&", "&&"), menu, checkable=True)
                action.setChecked(gate.id == graph.output)
                action.triggered.connect(lambda _=False, name=gate.name: self._set_target(name))
                menu.addAction(action)

    def list_offers(self, folding: Folding) -> None:
        """What can be folded or taken apart, a mark where it is; of a long program the beginning."""
        menu = self._menus["fold"]
        for action in self._offered:
            menu.removeAction(action)
            action.deleteLater()
        self._offered = []
        for kinds in (("line", "call"), ("parts",)):
            offers = [offer for offer in folding.offers() if offer.kind in kinds]
            self._offered += [menu.addSeparator()] if offers else []
            for offer in offers[:MOST_OFFERS]:
                action = menu.addAction(state(offer))
                action.setCheckable(True)
                action.setChecked(offer.on)
                action.triggered.connect(lambda _=False, offer=offer: folding.turn(offer))
                self._offered.append(action)
            if more := len(offers[MOST_OFFERS:]):
                action = menu.addAction(trn("… and {n} more", "… and {n} more", more))
                action.setEnabled(False)
                self._offered.append(action)


class ToolBar(QToolBar):
    """New, open, save, undo, redo, fit at the left; export, theme and language at the right."""

    def __init__(self, actions: Actions, window: QMainWindow) -> None:
        super().__init__(window)
        self.setObjectName("tools")
        self.setFixedHeight(HEIGHT)
        self.setMovable(False)
        self.setFloatable(False)
        self.setIconSize(QSize(20, 20))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._gap(EDGE)
        for id in TOOL_BAR:
            self.addAction(actions[id]) if id else self.addSeparator()
        self._gap()
        self.export = self._button("export")
        self.export.clicked.connect(actions["export"].trigger)
        actions["export"].enabledChanged.connect(self.export.setEnabled)
        self.export.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addSeparator()
        self.theme = self._button("theme")
        self.language = self._button("language")
        self._gap(EDGE)
        for button in self.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _gap(self, width: int | None = None) -> None:
        """Room of ``width`` px, or all that is left."""
        gap = QWidget(self)
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if width is not None:
            gap.setFixedWidth(width)
        self.addWidget(gap)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        self.addWidget(button)
        return button

    def set_theme(self, theme: Theme) -> None:
        """Recolour what is not an action; the export button is dark on light and light on dark."""
        self.theme.setIcon(icon("sun" if theme in ON_BLACK else "moon", theme))
        self.export.setIcon(icon("export", theme, theme.panel))

    def retranslate(self) -> None:
        """Write every text in the language in use."""
        self.setWindowTitle(tr("Tool bar"))
        self.export.setText(tr("Export"))
        self.export.setToolTip(tr("Export the picture"))
        self.theme.setToolTip(tr("Light or dark"))
        self.theme.setAccessibleName(tr("Light or dark"))
        self.language.setText(language().upper())
        self.language.setToolTip("Русский" if language() == "en" else "English")
        self.language.setAccessibleName(tr("Language"))
