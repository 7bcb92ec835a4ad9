"""Who tells whom what: every connection of the window, in one function that reads as a diagram."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gradviz.explain.topic import Topic
from gradviz.graph.fold import SHARE
from gradviz.gui.gate_menu import open_menu
from gradviz.gui.notices import trouble

if TYPE_CHECKING:
    from gradviz.gui.main_window import MainWindow


def connect(window: MainWindow) -> None:  # noqa: PLR0915 - one diagram is easier to follow than six
    """Join the parts of ``window``; what a signal carries stands above it, where it is declared."""
    show, tell, actions = window.showing, window.telling, window.actions_
    session, drawing, values = window.session, window.session.drawing, window.values
    player, documents, looks = window.player, window.documents, window.looks
    editor, canvas, bar = window.stage.editor, window.stage.canvas, window.stage.player_bar
    side, inputs, welcome = window.side, window.side.inputs, window.stage.welcome

    # a person edits the lesson
    editor.typed.connect(window.writing.type_text)
    editor.left.connect(session.patience.hurry)
    editor.edit.paused.connect(session.end_stretch)
    editor.edit.understood.connect(tell.understood)
    inputs.value_asked.connect(values.set_value)
    inputs.settled.connect(session.end_stretch)
    inputs.role_asked.connect(values.set_role)
    side.curve.values_asked.connect(values.set_values)
    side.curve.settled.connect(session.end_stretch)

    # the gradients are checked, a number is nudged
    drawing.run_changed.connect(window.checker.show_run)
    window.checker.checked.connect(side.check.show_check)
    window.checker.checked.connect(show.check)
    window.checker.outdated.connect(lambda: show.check(None, None))
    side.check.epsilon_chosen.connect(window.checker.set_epsilon)
    side.check.looked_at.connect(window.checker.ask_symbolic)
    side.check.nudging.ripple_asked.connect(window.rippling.start)
    window.rippling.frame_changed.connect(show.ripple)
    player.frame_changed.connect(window.rippling.stop)
    canvas.node_dragged.connect(window.arranging.drag_node)
    canvas.node_dropped.connect(window.arranging.drop_node)

    # the session shows what follows
    session.lesson_changed.connect(lambda lesson: editor.show_text(lesson.text))
    session.lesson_changed.connect(window.stage.message.settle)
    session.lesson_changed.connect(lambda _: window.stage.message.hush("fold"))
    session.lesson_changed.connect(side.show_lesson)
    session.lesson_changed.connect(lambda lesson: actions.choose("ties", lesson.ties.rule))
    session.lesson_changed.connect(lambda lesson: actions.choose("direction", lesson.direction_for(drawing.habit)))
    session.lesson_changed.connect(show.labels)
    session.lesson_changed.connect(lambda _: show.strip())
    session.lesson_changed.connect(lambda lesson: actions["share"].setChecked(SHARE in lesson.shape))
    drawing.graph_changed.connect(show.graph)
    drawing.graph_changed.connect(lambda *_: show.strip())
    drawing.run_changed.connect(side.show_run)
    drawing.run_changed.connect(window.stage.strip.show_run)
    drawing.run_changed.connect(show.inputs)
    drawing.timeline_changed.connect(player.set_timeline)
    session.patience.notice_changed.connect(show.notice)
    drawing.undrawable.connect(show.undrawable)
    session.stack.canUndoChanged.connect(tell.undo)
    session.stack.canRedoChanged.connect(tell.undo)
    session.stack.indexChanged.connect(tell.undo)
    session.stack.indexChanged.connect(lambda: window.stage.message.hush("latex"))

    # the player performs
    player.timeline_changed.connect(bar.show_timeline)
    player.frame_changed.connect(show.frame)
    player.playing_changed.connect(bar.show_playing)
    player.playing_changed.connect(window.status.show_playing)
    player.speed_changed.connect(bar.show_speed)
    player.loop_changed.connect(bar.show_loop)
    player.loop_changed.connect(actions["loop"].setChecked)

    # a person leads the player
    bar.play_toggled.connect(player.toggle)
    bar.first_requested.connect(player.jump.first)
    bar.back_requested.connect(player.step_back)
    bar.forward_requested.connect(player.step_forward)
    bar.last_requested.connect(player.jump.last)
    bar.step_requested.connect(player.seek_step)
    bar.scrubbed.connect(player.seek_time)
    bar.speed_chosen.connect(player.set_speed)
    bar.loop_toggled.connect(player.set_loop)

    # a person asks about a gate
    canvas.node_clicked.connect(lambda node: side.choose(Topic(node)))
    canvas.wire_clicked.connect(show.wire)
    canvas.node_double_clicked.connect(window.folding.turn_at)
    canvas.menu_asked.connect(partial(open_menu, window))
    window.menus["fold"].aboutToShow.connect(lambda: window.menus.list_offers(window.folding))
    canvas.ground_clicked.connect(lambda: side.choose(None))
    canvas.zoom_changed.connect(window.status.show_zoom)

    # a person asks a table
    window.tables.step_asked.connect(player.seek_step)
    window.tables.node_asked.connect(window.walk.show)
    window.stage.strip.node_asked.connect(window.walk.show)
    window.tables.closed.connect(lambda: window.habits.show_tables(False))

    # what the mouse rests on is marked everywhere
    linking = window.linking
    canvas.hovered.connect(linking.point_at_canvas)
    editor.pointed.connect(linking.point_at_text)
    side.code.node_hovered.connect(linking.point_at)
    session.lesson_changed.connect(lambda lesson: linking.show_text(lesson.text))
    drawing.graph_changed.connect(lambda graph, *_: linking.show_graph(graph))
    side.explain.paths_asked.connect(lambda node: window.habits.see_paths(Topic(node)))
    side.explain.branches_named.connect(canvas.scene.name_branches)
    side.tabs.chosen.connect(window.habits.remember_panel)
    side.paths.pointed.connect(linking.point_at_path)
    side.paths.chosen.connect(linking.keep_path)
    player.frame_changed.connect(linking.let_go)
    linking.text_marked.connect(editor.show_linked)
    linking.node_marked.connect(side.code.show_linked)
    linking.node_marked.connect(canvas.mark_node)
    linking.paths_lit.connect(canvas.set_lit)

    # documents
    documents.title_changed.connect(tell.title)
    documents.recent_changed.connect(window.menus.list_recent)
    documents.recent_changed.connect(welcome.list_recent)
    documents.changed_on_disk.connect(tell.changed_on_disk)
    documents.troubled.connect(lambda error: window.stage.message.say(trouble(error), "document"))
    documents.succeeded.connect(lambda: window.stage.message.hush("document"))
    welcome.lesson_chosen.connect(window.opening.open_lesson)
    welcome.file_chosen.connect(window.opening.open_file)
    window.exporting.exported.connect(tell.exported)
    window.exporting.troubled.connect(lambda error: window.stage.message.say(trouble(error), "export"))
    window.printing.troubled.connect(lambda error: window.stage.message.say(trouble(error), "print"))

    # looks
    looks.theme_changed.connect(show.theme)
    looks.language_changed.connect(show.language)
    looks.numerals_changed.connect(show.numbers)
    looks.settings_changed.connect(show.settings)
    window.tools.theme.clicked.connect(looks.toggle_theme)
    window.tools.language.clicked.connect(looks.toggle_language)

    for id, deed in window.deeds.items():
        actions[id].triggered.connect(lambda _=False, deed=deed: deed())
