"""What every action of the table does, by id: read beside the table in ``actions.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from gradviz import i18n
from gradviz.graph.ties import RULES
from gradviz.gui import reports, settings
from gradviz.gui.canvas.labels import KINDS
from gradviz.gui.dialogs import doors
from gradviz.gui.panels.bar import Saying
from gradviz.i18n import Message
from gradviz.layout.layout import DIRECTIONS
from gradviz.notation import NOTATIONS

if TYPE_CHECKING:
    from gradviz.gui.main_window import MainWindow

COPIED = ("tikz", "markdown", "dot", "python", "numpy", "pytorch")
"""The forms of File ▸ Export… that can be copied as text."""

Deeds = Mapping[str, Callable[[], object]]


def deeds_of(window: MainWindow) -> Deeds:
    """Every action that is no submenu has its deed."""
    return {**_file(window), **_edit(window), **_view(window), **_play(window), **_tools(window), **_help(window)}


def _file(window: MainWindow) -> Deeds:
    documents, opening, exporting = window.documents, window.opening, window.exporting
    return {
        "new": opening.new,
        "new_window": window.window_asked.emit,
        "open": opening.open,
        "lessons": partial(doors.lessons, window),
        "clear_recent": documents.clear_recent,
        "save": documents.save,
        "save_as": documents.save_as,
        "revert": documents.revert,
        "export": exporting.export,
        "export_again": exporting.export_again,
        "print": window.printing.ask_and_print,
        "close": window.close,
        "quit": window.quit_asked.emit,
    }


def _edit(window: MainWindow) -> Deeds:
    session, copying, find = window.session, window.copying, window.finder
    return {
        "undo": session.stack.undo,
        "redo": session.stack.redo,
        "copy": copying.copy,
        "copy_image": copying.image,
        "copy_svg": copying.svg,
        "copy_latex": copying.latex,
        "copy_derivation": copying.derivation,
        "copy_words": copying.words,
        **{f"copy_{form}": partial(copying.text, form) for form in COPIED},
        "find": find.begin,
        "find_next": partial(find.turn, 1),
        "find_previous": partial(find.turn, -1),
        "edit_program": lambda: window.stage.editor.edit.setFocus(Qt.FocusReason.ShortcutFocusReason),
        "mend": window.stage.notice.accept,
        "lay_out": window.arranging.lay_out_again,
        "preferences": partial(doors.preferences, window),
    }


def _view(window: MainWindow) -> Deeds:
    canvas, looks, actions = window.stage.canvas, window.looks, window.actions_
    return {
        "zoom_in": canvas.aim.zoom_in,
        "zoom_out": canvas.aim.zoom_out,
        "zoom_reset": canvas.aim.zoom_reset,
        "fit": canvas.aim.fit,
        "fit_selection": canvas.aim.fit_selection,
        **{f"direction_{each}": partial(window.views.set_direction, each) for each in DIRECTIONS},
        "to_inputs": window.walk.to_inputs,
        "to_outputs": window.walk.to_outputs,
        "next_node": window.walk.onward,
        "previous_node": window.walk.back,
        **{f"label_{each}": partial(window.views.toggle_label, each) for each in KINDS},
        **{f"text_{each}": partial(looks.set_habits, text=each) for each in settings.TEXT_SIZES},
        **{f"scale_{each}": partial(_set_scale, window, each) for each in settings.SCALES},
        **{f"theme_{each}": partial(looks.set_theme, each) for each in settings.THEME_CHOICES},
        **{f"language_{each}": partial(looks.set_language, each) for each in i18n.LANGUAGES},
        **{f"decimal_{each}": partial(looks.set_numbers, decimal=each) for each in settings.DECIMALS},
        **{f"style_{each}": partial(looks.set_numbers, style=each) for each in settings.STYLES},
        **{f"digits_{each}": partial(looks.set_numbers, digits=each) for each in settings.DIGITS},
        "fractions": lambda: looks.set_numbers(fractions=actions["fractions"].isChecked()),
        **{f"notation_{each}": partial(looks.set_numbers, notation=each) for each in NOTATIONS},
        "strip": window.views.toggle_strip,
        "minimap": lambda: looks.set_habits(minimap=actions["minimap"].isChecked()),
        **{f"panel_{each}": partial(window.habits.see, each) for each in settings.PANELS},
        "tables": lambda: window.habits.show_tables(actions["tables"].isChecked()),
        "side_panel": lambda: window.side.setVisible(actions["side_panel"].isChecked()),
        "reset_layout": window.habits.reset,
        "next_pane": partial(window.habits.turn_pane, 1),
        "previous_pane": partial(window.habits.turn_pane, -1),
        "full_screen": lambda: window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen),
    }


def _play(window: MainWindow) -> Deeds:
    player = window.player
    return {
        "play": player.toggle,
        "step_forward": player.step_forward,
        "step_back": player.step_back,
        "first_step": player.jump.first,
        "last_step": player.jump.last,
        "next_phase": player.jump.next_phase,
        "previous_phase": player.jump.previous_phase,
        "forward_pass": partial(player.jump.to_phase, 1),
        "backward_pass": partial(player.jump.to_phase, 2),
        "faster": partial(player.change_speed, 1),
        "slower": partial(player.change_speed, -1),
        "loop": lambda: player.set_loop(window.actions_["loop"].isChecked()),
        "current_step": window.habits.escape,
    }


def _tools(window: MainWindow) -> Deeds:
    return {
        "palette": partial(doors.palette, window),
        "paths": window.habits.see_paths,
        "target_output": window.aiming.back,
        "target_selected": window.aiming.at_selected,
        **{f"ties_{each}": partial(window.values.set_ties, each) for each in RULES},
        "fold_here": window.folding.turn_here,
        "fold_all": window.folding.fold_all,
        "unfold_all": window.folding.unfold_all,
        "as_typed": window.folding.as_typed,
        "share": window.folding.share,
    }


def _help(window: MainWindow) -> Deeds:
    return {
        "manual": partial(doors.manual, window),
        "tour": partial(doors.tour, window),
        "shortcuts": partial(doors.shortcuts, window),
        "report": lambda: _report(window),
        "logs": lambda: _open_logs(window),
        "about": partial(doors.about, window),
    }


def _set_scale(window: MainWindow, percent: int) -> None:
    window.looks.set_habits(scale=percent)
    said = Message("The interface scale of {percent} % holds from the next start of gradviz.", percent=percent)
    window.stage.message.say(Saying(said, "", "calm"), "scale")


def _open_logs(window: MainWindow) -> None:
    folder = reports.log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        said = Message("There is no log: the folder {path} cannot be written.", path=folder)
        window.stage.message.say(Saying(said), "logs")
        return
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _report(window: MainWindow) -> None:
    from gradviz.gui.dialogs.report import report_text

    QGuiApplication.clipboard().setText(report_text())
    said = Message("Versions and system are on the clipboard: paste them into your report and say what happened.")
    window.stage.message.say(Saying(said, "", "right", ((Message("Open the log"), window.actions_["logs"].trigger),)))
