"""One table of everything the window can do; menus, tool bar and the list of shortcuts are made from it.

Player keys stand here too: a focused text field keeps Space, letters and arrows for itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from gradviz.gui.notices import MEND_KEYS
from gradviz.gui.theme import Theme, icon
from gradviz.i18n import N_, tr


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to do. ``menu`` is where it stands, ``section`` groups entries between separators.

    ``choice`` names a group of which one is on, ``submenu`` the menu that this entry opens; ``graph`` says that it
    means nothing while there is no graph. ``heard`` are keys that the canvas hears by itself: listed, not bound.
    ``role`` is Qt's menu role, said by hand because Qt guesses it from English words.
    """

    id: str
    text: str
    menu: str
    section: int = 0
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    choice: str = ""
    submenu: str = ""
    graph: bool = False
    heard: tuple[str, ...] = ()
    role: str = "NoRole"


MENUS: dict[str, str] = {
    "file": N_("&File"),
    "edit": N_("&Edit"),
    "view": N_("&View"),
    "play": N_("&Play"),
    "examples": N_("E&xamples"),
    "tools": N_("&Tools"),
    "help": N_("&Help"),
}
"""The menu bar in its order."""

TABLE: tuple[Entry, ...] = (
    Entry("new", N_("&New"), "file", keys=("Ctrl+N",), icon="new"),
    Entry("new_window", N_("New &Window"), "file", keys=("Ctrl+Shift+N",)),
    Entry("open", N_("&Open…"), "file", keys=("Ctrl+O",), icon="open"),
    Entry("lessons", N_("Examp&les…"), "file", keys=("Ctrl+Shift+O",)),
    Entry("recent", N_("Open &Recent"), "file", submenu="recent"),
    Entry("clear_recent", N_("&Clear the List"), "recent"),
    Entry("save", N_("&Save"), "file", 1, ("Ctrl+S",), "save"),
    Entry("save_as", N_("Save &As…"), "file", 1, ("Ctrl+Shift+S",)),
    Entry("revert", N_("Re&vert to Saved"), "file", 1),
    Entry("export", N_("&Export…"), "file", 2, ("Ctrl+Shift+E",), "export", graph=True),
    Entry("export_again", N_("Export A&gain"), "file", 2, ("Ctrl+E",), graph=True),
    Entry("print", N_("&Print…"), "file", 2, ("Ctrl+P",), graph=True),
    Entry("close", N_("&Close"), "file", 3, ("Ctrl+W",)),
    Entry("quit", N_("&Quit"), "file", 3, ("Ctrl+Q",), role="QuitRole"),
    Entry("undo", N_("&Undo"), "edit", 0, ("Ctrl+Z",), "undo"),
    Entry("redo", N_("&Redo"), "edit", 0, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    Entry("copy", N_("&Copy"), "edit", 1, ("Ctrl+C",)),
    Entry("copy_image", N_("Copy &Image"), "edit", 1, ("Ctrl+Shift+C",), "copy", graph=True),
    Entry("copy_as", N_("Copy &As"), "edit", 1, submenu="copy_as"),
    Entry("copy_svg", N_("&SVG picture"), "copy_as", graph=True),
    Entry("copy_latex", N_("&LaTeX formula"), "copy_as", keys=("Ctrl+Shift+L",), graph=True),
    Entry("copy_derivation", N_("Deri&vation in LaTeX"), "copy_as", graph=True),
    Entry("copy_tikz", N_("T&ikZ picture for LaTeX"), "copy_as", graph=True),
    Entry("copy_markdown", N_("&Table in Markdown"), "copy_as", 1, graph=True),
    Entry("copy_words", N_("Description in &words"), "copy_as", 1, graph=True),
    Entry("copy_dot", N_("Graph in &DOT"), "copy_as", 1, graph=True),
    Entry("copy_python", N_("&Python program"), "copy_as", 2, graph=True),
    Entry("copy_numpy", N_("Program with &NumPy"), "copy_as", 2, graph=True),
    Entry("copy_pytorch", N_("Program with PyTo&rch"), "copy_as", 2, graph=True),
    Entry("find", N_("&Find a Node…"), "edit", 2, ("Ctrl+F",), "search", graph=True),
    Entry("find_next", N_("Find &Next"), "edit", 2, ("F3",), graph=True),
    Entry("find_previous", N_("Find Pre&vious"), "edit", 2, ("Shift+F3",), graph=True),
    Entry("edit_program", N_("Edit the &Program"), "edit", 3, ("Ctrl+L", "F2")),
    Entry("mend", N_("Apply the Fi&x"), "edit", 3, (MEND_KEYS,)),
    Entry("lay_out", N_("Lay &Out Again"), "edit", 3, graph=True),
    Entry("preferences", N_("Pr&eferences…"), "edit", 4, ("Ctrl+,",), "settings", role="PreferencesRole"),
    Entry("zoom_in", N_("Zoom &In"), "view", 0, ("Ctrl+=", "Ctrl++"), "zoom-in", graph=True),
    Entry("zoom_out", N_("Zoom &Out"), "view", 0, ("Ctrl+-",), "zoom-out", graph=True),
    Entry("zoom_reset", N_("&Actual Size"), "view", 0, ("Ctrl+0",), graph=True),
    Entry("fit", N_("&Fit"), "view", 0, ("Ctrl+9",), "fit", graph=True),
    Entry("fit_selection", N_("Fit the &Selection"), "view", 0, ("Ctrl+8",), graph=True),
    Entry("direction", N_("Dire&ction"), "view", 1, submenu="direction"),
    Entry("direction_right", N_("&Left to right"), "direction", choice="direction"),
    Entry("direction_down", N_("&Top down"), "direction", choice="direction"),
    Entry("go", N_("&Go to Node"), "view", 1, submenu="go"),
    Entry("to_inputs", N_("To the &Inputs"), "go", 0, ("Alt+Left",), graph=True),
    Entry("to_outputs", N_("To the &Outputs"), "go", 0, ("Alt+Right",), graph=True),
    Entry("next_node", N_("&Next Node"), "go", 1, heard=("Tab",), graph=True),
    Entry("previous_node", N_("&Previous Node"), "go", 1, heard=("Shift+Tab",), graph=True),
    Entry("labels", N_("Labels on the Grap&h"), "view", 1, submenu="labels"),
    Entry("label_names", N_("Gate &Names"), "labels", checkable=True),
    Entry("label_values", N_("&Values"), "labels", 1, checkable=True),
    Entry("label_gradients", N_("&Gradients"), "labels", 1, checkable=True),
    Entry("label_sums", N_("&Sums at Copies"), "labels", 2, checkable=True),
    Entry("label_locals", N_("&Local Derivatives"), "labels", 2, checkable=True),
    Entry("text", N_("Te&xt Size"), "view", 1, submenu="text"),
    Entry("text_normal", N_("&Normal"), "text", choice="text"),
    Entry("text_large", N_("&Large"), "text", choice="text"),
    Entry("text_projector", N_("&Projector"), "text", choice="text"),
    Entry("scale", N_("Interface Si&ze"), "view", 1, submenu="scale"),
    Entry("scale_90", "&90 %", "scale", choice="scale"),
    Entry("scale_100", "&100 %", "scale", choice="scale"),
    Entry("scale_110", "11&0 %", "scale", choice="scale"),
    Entry("scale_125", "1&25 %", "scale", choice="scale"),
    Entry("scale_150", "1&50 %", "scale", choice="scale"),
    Entry("theme", N_("&Theme"), "view", 1, submenu="theme"),
    Entry("theme_system", N_("As the &System"), "theme", choice="theme"),
    Entry("theme_light", N_("&Light"), "theme", choice="theme"),
    Entry("theme_dark", N_("&Dark"), "theme", choice="theme"),
    Entry("theme_contrast", N_("&High Contrast"), "theme", choice="theme"),
    Entry("theme_print", N_("&Black and White"), "theme", choice="theme"),
    Entry("language", N_("&Language"), "view", 1, submenu="language"),
    Entry("language_en", "&English", "language", choice="language"),
    Entry("language_ru", "&Русский", "language", choice="language"),
    Entry("numbers", N_("&Numbers"), "view", 1, submenu="numbers"),
    Entry("decimal_language", N_("As the &language does"), "numbers", choice="decimal"),
    Entry("decimal_point", N_("With a &point: 0.5"), "numbers", choice="decimal"),
    Entry("decimal_comma", N_("With a &comma: 0,5"), "numbers", choice="decimal"),
    Entry("style_decimals", N_("&Decimals"), "numbers", 1, choice="style"),
    Entry("style_significant", N_("&Significant digits"), "numbers", 1, choice="style"),
    Entry("digits_2", N_("&2 digits"), "numbers", 2, choice="digits"),
    Entry("digits_3", N_("&3 digits"), "numbers", 2, choice="digits"),
    Entry("digits_4", N_("&4 digits"), "numbers", 2, choice="digits"),
    Entry("digits_5", N_("&5 digits"), "numbers", 2, choice="digits"),
    Entry("digits_6", N_("&6 digits"), "numbers", 2, choice="digits"),
    Entry("fractions", N_("Simple &fractions as 1/3"), "numbers", 3, checkable=True),
    Entry("notation", N_("Gradient S&ymbol"), "view", 1, submenu="notation"),
    Entry("notation_partial", N_("&Partial derivative: ∂f/∂x"), "notation", choice="notation"),
    Entry("notation_d", N_("As in the &code: dx"), "notation", choice="notation"),
    Entry("notation_bar", N_("&Adjoint: x̄"), "notation", choice="notation"),
    Entry("notation_error", N_("&Error derivative: Eₓ"), "notation", choice="notation"),
    Entry("panels", N_("Sho&w Panel"), "view", 2, submenu="panels"),
    Entry("panel_explain", N_("&Explain"), "panels", keys=("Alt+1",), choice="panel"),
    Entry("panel_code", N_("&Code"), "panels", keys=("Alt+2",), choice="panel"),
    Entry("panel_check", N_("C&heck"), "panels", keys=("Alt+3",), choice="panel"),
    Entry("panel_curve", N_("C&urve"), "panels", keys=("Alt+4",), choice="panel"),
    Entry("panel_paths", N_("&Paths"), "panels", keys=("Alt+5",), choice="panel"),
    Entry("tables", N_("Ta&bles of Steps and Nodes"), "view", 2, ("F7",), checkable=True),
    Entry("strip", N_("Gradi&ent Sizes"), "view", 2, checkable=True, graph=True),
    Entry("minimap", N_("Overview &Map"), "view", 2, ("F8",), checkable=True),
    Entry("side_panel", N_("Si&de Panel"), "view", 2, ("F9",), checkable=True),
    Entry("reset_layout", N_("&Reset the Window"), "view", 2),
    Entry("next_pane", N_("Next &Pane"), "view", 3, ("F6",)),
    Entry("previous_pane", N_("Pre&vious Pane"), "view", 3, ("Shift+F6",)),
    Entry("full_screen", N_("F&ull Screen"), "view", 4, ("F11",), checkable=True),
    Entry("play", N_("&Play or Pause"), "play", 0, ("Space",), "play", graph=True),
    Entry("step_forward", N_("Step &Forward"), "play", 1, ("Right", "PgDown"), "step-forward", graph=True),
    Entry("step_back", N_("Step &Back"), "play", 1, ("Left", "PgUp"), "step-back", graph=True),
    Entry("first_step", N_("Fi&rst Step"), "play", 1, ("Home",), "first", graph=True),
    Entry("last_step", N_("&Last Step"), "play", 1, ("End",), "last", graph=True),
    Entry("next_phase", N_("&Next Pass"), "play", 2, ("Ctrl+Right",), graph=True),
    Entry("previous_phase", N_("Pre&vious Pass"), "play", 2, ("Ctrl+Left",), graph=True),
    Entry("forward_pass", N_("F&orward Pass"), "play", 2, ("1",), graph=True),
    Entry("backward_pass", N_("Back&ward Pass"), "play", 2, ("2",), graph=True),
    Entry("faster", N_("F&aster"), "play", 3, ("Ctrl+Up",)),
    Entry("slower", N_("&Slower"), "play", 3, ("Ctrl+Down",)),
    Entry("loop", N_("Repea&t"), "play", 3, icon="loop", checkable=True),
    Entry("current_step", N_("Back to the &Current Step"), "play", 4, ("Esc",)),
    Entry("palette", N_("&Command Palette…"), "tools", 0, ("Ctrl+Shift+P",)),
    Entry("paths", N_("&Paths to the Output…"), "tools", 1, graph=True),
    Entry("target", N_("&Gradients Of"), "tools", 1, submenu="target"),
    Entry("target_output", N_("The &Whole Expression"), "target", graph=True),
    Entry("target_selected", N_("The &Selected Gate"), "target", graph=True),
    Entry("ties", N_("&Equal Inputs of max and min"), "tools", 1, submenu="ties"),
    Entry("ties_split", N_("&Share the gradient"), "ties", choice="ties"),
    Entry("ties_first", N_("The &first one gets it"), "ties", choice="ties"),
    Entry("ties_random", N_("One of them, at &random"), "ties", choice="ties"),
    Entry("fold", N_("&Fold and Unfold"), "tools", 2, submenu="fold"),
    Entry("fold_here", N_("Fold or Unfold the &Gate"), "fold", keys=("Ctrl+Shift+F",), graph=True),
    Entry("fold_all", N_("Fold &All"), "fold", 1, graph=True),
    Entry("unfold_all", N_("&Unfold All"), "fold", 1, graph=True),
    Entry("as_typed", N_("As &Typed"), "fold", 1, graph=True),
    Entry("share", N_("S&hare Equal Parts"), "tools", 2, checkable=True, graph=True),
    Entry("manual", N_("&Manual"), "help", 0, ("F1",), "help"),
    Entry("tour", N_("&One Minute with gradviz"), "help", 0),
    Entry("shortcuts", N_("&Shortcuts"), "help", 0, ("Ctrl+F1",)),
    Entry("report", N_("&Report a Problem"), "help", 1),
    Entry("logs", N_("Open the &Log Folder"), "help", 1),
    Entry("about", N_("&About gradviz"), "help", 2, icon="info", role="AboutRole"),
)
"""Everything, in the order of the menus."""


ENTRIES = {entry.id: entry for entry in TABLE if not entry.submenu}
"""What can be done, by id."""


class Actions(QObject):
    """The actions of the table, by id."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._groups: dict[str, QActionGroup] = {}
        self._actions = {entry.id: self._make(entry) for entry in TABLE if not entry.submenu}
        self._chosen: Mapping[str, tuple[str, ...]] = {}
        self.set_keys({})

    def __getitem__(self, id: str) -> QAction:
        return self._actions[id]

    def _make(self, entry: Entry) -> QAction:
        action = QAction(self)
        action.setObjectName(entry.id)
        action.setCheckable(entry.checkable or bool(entry.choice))
        action.setMenuRole(getattr(QAction.MenuRole, entry.role))
        if entry.choice:
            self._groups.setdefault(entry.choice, QActionGroup(self)).addAction(action)
        return action

    def keys(self, entry: Entry) -> tuple[str, ...]:
        """The keys an action has now: those of the table, or those chosen instead."""
        return self._chosen.get(entry.id, entry.keys)

    def all_keys(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of every action now, by id."""
        return {entry.id: self.keys(entry) for entry in TABLE}

    def set_keys(self, chosen: Mapping[str, tuple[str, ...]]) -> None:
        """Bind other keys than the table's, by the action's id."""
        self._chosen = chosen
        for entry in TABLE:
            if not entry.submenu:
                self._actions[entry.id].setShortcuts([QKeySequence(key) for key in self.keys(entry)])
        self._write_tips()

    def _write_tips(self) -> None:
        for entry in TABLE:
            if not entry.submenu:
                self._actions[entry.id].setToolTip(with_keys(plain(entry.text), self.keys(entry)))

    def choose(self, group: str, value: str) -> None:
        """Mark ``value`` as the one that is on among the choices of ``group``."""
        self._actions[f"{group}_{value}"].setChecked(True)

    def follow_graph(self, there: bool) -> None:
        """Grey what means nothing while there is no graph."""
        for entry in TABLE:
            if entry.graph:
                self._actions[entry.id].setEnabled(there)

    def retranslate(self) -> None:
        """Write every text in the language in use."""
        for entry in TABLE:
            if not entry.submenu:
                self._actions[entry.id].setText(tr(entry.text))
        self._write_tips()

    def set_theme(self, theme: Theme) -> None:
        """Draw every icon in the colours of ``theme``; menus show none, as in the pictures."""
        for entry in TABLE:
            if entry.icon and not entry.submenu:
                self._actions[entry.id].setIcon(icon(entry.icon, theme))
                self._actions[entry.id].setIconVisibleInMenu(False)


_OPENED_IN = {entry.submenu: entry for entry in TABLE if entry.submenu}


def submenu_of(entry: Entry) -> Entry | None:
    """The entry that opens the submenu where ``entry`` stands; None where it stands in the menu bar's menus."""
    return _OPENED_IN.get(entry.menu)


def menu_of(entry: Entry) -> str:
    """The menu of the menu bar under which ``entry`` is found."""
    above = submenu_of(entry)
    return entry.menu if above is None else menu_of(above)


def plain(text: str) -> str:
    """A text of the table in the language in use, without its mnemonic and dots."""
    return tr(text).replace("&", "").rstrip("…")


def title(entry: Entry) -> str:
    """What an action is called outside its menu: ``Theme ▸ Dark``."""
    above = submenu_of(entry)
    return plain(entry.text) if above is None else f"{plain(above.text)} ▸ {plain(entry.text)}"


def keys_text(keys: tuple[str, ...]) -> str:
    """Shortcuts as this system writes them."""
    return ", ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)


def with_keys(text: str, keys: tuple[str, ...]) -> str:
    """A tool tip: what it does and the first key for it."""
    return f"{text} ({keys_text(keys[:1])})" if keys else text
