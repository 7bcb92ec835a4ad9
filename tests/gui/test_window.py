"""The whole window: steps shown everywhere at once, looks switched while it runs, keys, start."""

import random
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QStyle

from gradviz import i18n
from gradviz.errors import BindingError, InputError, OutputError, UsageError
from gradviz.graph.build import read
from gradviz.gui import fonts
from gradviz.gui.app import create_window
from gradviz.gui.dialogs.about import as_html
from gradviz.gui.panels.program_edit import ROW
from gradviz.gui.start import wanted
from gradviz.gui.theme import DARK, LIGHT
from gradviz.i18n import Message
from gradviz.numerals import Numerals

PROGRAM = "a = w*x\nm = max(a, y)\nf = m*x + exp(-m)"


@pytest.fixture
def window(open_window):
    return open_window("--expr", PROGRAM, "--set", "w=1.5", "x=2", "y=1")


def test_every_part_shows_the_same_step(window):
    result = window.session.state.result
    for step in (0, 4, 9, len(result.timeline.steps) - 1):
        window.player.seek_step(step)
        frame = result.timeline.rest(step)
        assert window.stage.editor.current_line() == (frame.origin.line if frame.origin else None)
        for name, row in window.side.inputs.rows.items():
            leaf = next(leaf.id for leaf in result.graph.variables if leaf.name == name)
            known = frame.nodes[leaf].gradient
            assert row.gradient.text() == ("—" if known is None else Numerals().text(known))
        assert f"step {step + 1} of {len(result.timeline.steps)}" in window.status.step.text()
        seen = [wire.value.text for wire in window.stage.canvas.scene.wires if wire.value is not None]
        assert len(seen) == len(result.graph.wires)
        assert window.side.explain.explanation.title


def test_the_player_keys_step_unless_a_text_field_has_the_keyboard(window, qtbot):
    window.player.reduced_motion = True
    window.stage.canvas.view.setFocus()
    QTest.keyClick(window.stage.canvas.view, Qt.Key.Key_Right)
    assert window.player.step_index == 1
    QTest.keyClick(window.stage.canvas.view, Qt.Key.Key_PageDown)
    assert window.player.step_index == 2
    QTest.keyClick(window.stage.canvas.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert window.session.state.result.timeline.steps[window.player.step_index].kind == "seed"
    QTest.keyClick(window.stage.canvas.view, Qt.Key.Key_Home)
    edit = window.stage.editor.edit
    edit.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_1):
        QTest.keyClick(edit, key)
    assert window.player.step_index == 0
    assert not window.player.playing
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert window.stage.canvas.view.hasFocus()


def test_undo_in_the_program_is_the_undo_of_the_session(window):
    edit = window.stage.editor.edit
    edit.setFocus()
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    QTest.keyClicks(edit, " + y")
    assert window.session.lesson.text == PROGRAM + " + y"
    for _ in range(window.session.stack.count()):
        QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == PROGRAM


def test_a_clicked_gate_is_explained_until_the_next_step(window):
    gate = next(gate for gate in window.session.state.result.graph.gates if gate.op == "exp")
    window.stage.canvas.node_clicked.emit(gate.id)
    assert window.side.explain.explanation.title.startswith("exp")
    window.player.seek_step(1)
    assert window.side.explain.explanation.title.startswith("mul")
    window.stage.canvas.wire_clicked.emit(window.session.state.result.graph.into[gate.id][0].id)
    assert window.side.explain.explanation.title.startswith("exp")
    window.actions_["current_step"].trigger()
    assert window.side.explain.explanation.title.startswith("mul")


def texts(window) -> list[str]:
    """Everything written in labels, menus and the caption now."""
    found = [label.text() for label in window.findChildren(QLabel)]
    found += [action.text() for menu in window.menus._menus.values() for action in menu.actions()]
    return [*found, window.stage.canvas.caption.text()]


def test_the_language_changes_everywhere_while_running(window):
    window.player.seek_step(15)
    english = texts(window)
    window.actions_["language_ru"].trigger()
    assert i18n.language() == "ru"
    russian = texts(window)
    assert window.menuBar().actions()[0].text() == "&Файл"
    assert window.side.inputs.rows["w"].field.text() == "1,50"
    assert "назад через max" in window.status.step.text()
    assert window.side.explain.explanation.title.startswith("max: о")
    left = [
        text for text in russian if text in english and any(letter.isascii() and letter.isalpha() for letter in text)
    ]
    assert all("float64" in text or "<" in text or len(text) < 12 for text in left), left
    window.tools.language.click()
    assert texts(window) == english
    assert window.memory.now.language == "en"


def test_the_theme_changes_everywhere_while_running(window):
    window.actions_["theme_dark"].trigger()
    assert window.stage.canvas.theme is window.stage.editor.theme is window.side.inputs.theme is DARK
    dark = window.grab().toImage().pixelColor(700, 500).lightness()
    window.tools.theme.click()
    assert window.looks.theme is LIGHT
    light = window.grab().toImage().pixelColor(700, 500).lightness()
    assert dark < 60
    assert light > 200


def test_numbers_can_keep_the_point_in_russian(window):
    window.actions_["language_ru"].trigger()
    window.actions_["decimal_point"].trigger()
    assert window.side.inputs.rows["w"].field.text() == "1.50"


def test_the_tie_rule_is_an_edit(open_window):
    window = open_window("--expr", "max(x, y)")
    window.actions_["ties_first"].trigger()
    assert dict(window.session.state.result.run.gradients)["x"] == 1.0
    window.actions_["undo"].trigger()
    assert dict(window.session.state.result.run.gradients)["x"] == 0.5
    assert window.actions_["ties_split"].isChecked()


def test_an_error_is_told_below_the_program_and_mended_by_a_click(window, settled):
    window.writing.type_text("tahn(x)", 7)
    window.session.patience.hurry()
    notice = window.stage.notice
    assert not notice.isHidden()
    assert "tanh" in notice.text()
    assert window.session.picture is not None
    notice.buttons[0].click()
    assert window.session.lesson.text == "tanh(x)"
    assert notice.isHidden()
    settled(window, "tanh(x)")
    window.actions_["undo"].trigger()
    assert window.session.lesson.text == "tahn(x)"


def test_alt_return_in_the_program_takes_the_fix(window, qtbot):
    edit = window.stage.editor.edit
    edit.setFocus()
    window.writing.type_text("x + tahn(y)", 11)
    window.session.patience.hurry()
    assert "Alt" in window.stage.notice.buttons[0].toolTip()
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert edit.text() == window.session.lesson.text == "x + tanh(y)"
    assert not window.actions_["mend"].isEnabled()


def test_what_is_said_moves_nothing(window, qtbot):
    canvas = window.stage.canvas
    before = canvas.geometry(), canvas.mapTo(window, QPoint(0, 0))
    window.writing.type_text("tahn(x)", 7)
    window.session.patience.hurry()
    window.exporting.troubled.emit(OutputError("unwritable", Message("The folder cannot be written.")))
    QTest.qWait(1)
    assert (canvas.geometry(), canvas.mapTo(window, QPoint(0, 0))) == before
    strips = window.stage.notice, window.stage.message
    tops = [strip.mapTo(window, QPoint(0, 0)).y() for strip in strips]
    assert tops == [before[1].y(), before[1].y() + strips[0].height()]
    assert all(strip.width() == canvas.width() for strip in strips)


def test_the_empty_state_offers_examples(window, settled, qtbot):
    window.documents._ask_unsaved = lambda: "discard"
    window.actions_["new"].trigger()
    welcome = window.stage.welcome
    assert welcome.isVisible()
    assert not window.actions_["export"].isEnabled()
    welcome.cards[0].click()
    settled(window, "add(1, exp(add(mul(w1, x), w0)))")
    assert not welcome.isVisible()


def test_a_dropped_file_is_opened(window, tmp_path, settled):
    path = tmp_path / "dropped.txt"
    path.write_text("x*x", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    no = Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, no))
    settled(window, "mul(x, x)")


def test_copies_go_to_the_clipboard(window):
    window.actions_["copy_latex"].trigger()
    assert QGuiApplication.clipboard().text().startswith("a = w")
    window.actions_["copy_image"].trigger()
    assert not QGuiApplication.clipboard().image().isNull()


def test_about_names_every_dependency_and_licence():
    page = as_html(LIGHT)
    for name in ("PySide6", "pygraphviz", "sympy", "ziamath", "Inter", "OFL", "LGPL", "MIT"):
        assert name in page


def test_a_graph_that_cannot_be_drawn_is_told_in_one_sentence(window, settled, qtbot, caplog):
    place, before = window.session.drawing._placing._place, window.session.picture

    def fail(question):
        raise IndexError("no such column")

    window.session.drawing._placing._place = fail
    window.writing.type_text("x*y + 1", 7)
    message = window.stage.message
    qtbot.waitUntil(lambda: not message.isHidden())
    assert "cannot be drawn" in message.text()
    assert message.saying.tone == "calm"
    assert window.session.picture is before
    assert window.session.lesson.text == "x*y + 1"
    caplog.clear()
    window.session.drawing._placing._place = place
    window.writing.type_text("x*y + 12", 8)
    settled(window, window.session.state.result.graph.canonical())
    assert message.isHidden()


def test_the_program_follows_the_steps_unless_someone_writes(open_window):
    lines = [f"a{n + 1} = a{n}*x" for n in range(14)]
    window = open_window("--expr", "\n".join(["a0 = 2*x", *lines]))
    editor, edit = window.stage.editor, window.stage.editor.edit
    window.resize(1024, 700)
    window.player.jump.last()
    assert edit.row_top(editor.current_line()) is not None
    forward_end = next(step.index for step in window.player.timeline.steps if step.kind == "seed") - 1
    window.player.seek_step(forward_end)
    assert editor.current_line() == 14
    assert 0 <= edit.row_top(14) < edit.viewport().height()
    edit.setFocus()
    scrolled = edit.verticalScrollBar().value()
    window.player.jump.first()
    window.player.step_forward()
    assert edit.verticalScrollBar().value() == scrolled


def test_the_scroll_bar_of_the_inputs_takes_the_theme(open_window):
    window = open_window("--expr", " + ".join(f"x{n}" for n in range(30)))
    panel = window.side.inputs
    for theme in ("light", "dark"):
        window.looks.set_theme(theme)
        QTest.qWait(1)
        picture = panel.grab().toImage()
        assert picture.pixelColor(panel.width() - 1, panel.height() - 3).name() == window.looks.theme.panel


def test_menu_letters_are_underlined_only_with_alt(window):
    def underlined():
        return window.style().styleHint(QStyle.StyleHint.SH_UnderlineShortcut, None, window.menuBar())

    canvas = window.stage.canvas.view
    assert not underlined()
    QTest.keyPress(canvas, Qt.Key.Key_Alt)
    assert underlined()
    QTest.keyRelease(canvas, Qt.Key.Key_Alt)
    assert not underlined()
    QTest.keyPress(canvas, Qt.Key.Key_Alt)
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton)
    assert not underlined()


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)])
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_nothing_is_clipped(window, size, language):
    window.looks.set_language(language)
    window.resize(*size)
    window.player.seek_step(15)
    QTest.qWait(1)
    for label in (window.status.step, window.status.parts):
        assert label.width() >= label.sizeHint().width()
    page = window.side.explain.widget()
    assert page.width() <= window.side.explain.width()
    for label in page.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())
    bar = window.menuBar()
    assert all(bar.actionGeometry(action).right() <= bar.width() for action in bar.actions())
    assert window.tools.geometry().contains(window.tools.language.geometry().translated(window.tools.pos()))


@pytest.mark.parametrize(
    ("program", "size", "shown"),
    [
        ("1 + exp(w1*x + w0)", (1024, 700), True),
        (PROGRAM, (1440, 900), True),
        ("a + " * 40 + "a", (1440, 900), False),
        ("1/(1 + exp(-(w0*x0 + w1*x1 + w2)))", (900, 560), False),
    ],
)
def test_the_formula_stands_where_the_program_leaves_room(open_window, qtbot, program, size, shown):
    window = open_window("--expr", program)
    window.resize(*size)
    formula, editor = window.stage.formula, window.stage.editor
    with qtbot.waitSignal(formula.typeset_changed, timeout=20_000):
        formula.set_theme(window.looks.theme)
    qtbot.waitUntil(lambda: window.stage.width() < size[0])
    assert formula.isVisible() is shown
    if shown:
        assert formula.placed()
        line = max(program.split("\n"), key=len)
        assert fonts.width(line, editor.edit.font()) <= editor.edit.viewport().width()


@pytest.mark.parametrize(
    ("argv", "found"),
    [
        ([], ("", None, (), "")),
        (["open", "lesson:gate-add"], ("lesson:gate-add", None, (), "")),
        (["--expr", "-x^2", "--set", "x=1", "y=2", "--lang", "ru"], ("", "-x^2", ("x=1", "y=2"), "ru")),
        (["open", "--expr=a=b", "--set=b=3"], ("", "a=b", ("b=3",), "")),
        (["a.gradviz", "--set", "x=1", "--set", "y=2"], ("a.gradviz", None, ("x=1", "y=2"), "")),
    ],
)
def test_arguments_are_read(argv, found):
    read = wanted(argv)
    assert (read.document, read.expression, read.values, read.language) == found


@pytest.mark.parametrize(
    ("argv", "error"),
    [
        (["open", "missing.gradviz"], InputError),
        (["open", "lesson:nope"], InputError),
        (["--expr", "x", "--set", "y=1"], BindingError),
        (["--expr", "x", "--set", "x=2,5,1"], UsageError),
    ],
)
def test_what_cannot_be_opened_is_an_error_before_any_window(argv, error):
    with pytest.raises(error):
        create_window(argv)


def test_the_window_is_shown_before_anything_heavy_is_imported(python_environment, own_home):
    code = (
        "import sys; from gradviz.gui.app import create_window; app, window = create_window([]);"
        "assert window.isVisible(); print(*sorted({'sympy', 'networkx', 'numpy', 'ziamath',"
        "'gradviz.gui.dialogs.manual', 'gradviz.gui.dialogs.export'} & set(sys.modules)));"
        "window.close()"
    )
    environment = {**python_environment, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_the_window_remembers_its_size(open_window):
    window = open_window()
    window.resize(900, 600)  # the offscreen platform's screen is small
    window.close()
    assert open_window().size() == window.size()


def test_every_text_of_ours_stands_in_the_style_of_the_theme():
    sheet = Path(__file__).parents[2].joinpath("resources", "themes", "window.qss").read_text(encoding="utf-8")
    assert "#" not in [word[0] for line in sheet.splitlines() for word in line.split(": ")[1:]]
    assert len(sheet.splitlines()) <= 100


def test_a_smaller_graph_may_follow_the_last_step_of_a_larger_one(window, settled):
    window.player.jump.last()
    window.writing.type_text("x", 1)
    window.session.patience.hurry()
    settled(window, "x")
    assert "step 2 of 2" in window.status.step.text()


PIECES = (
    "x",
    "y",
    "+",
    "*",
    "(",
    ")",
    "exp(",
    "max(x,y)",
    "\n",
    "a = ",
    "1",
    "0,5",
    "𝛼",
    "tahn(x)",
    "log(-1)",
    "1/0",
    "²",
)


@pytest.mark.parametrize("seed", range(3))
def test_nothing_typed_breaks_the_window(window, qtbot, seed):
    """Any pieces in any order, with undo, steps, sliders and looks between them; pytest-qt fails on any exception."""
    chance, text = random.Random(seed), ""
    for turn in range(60):
        text = text + chance.choice(PIECES) if chance.random() < 0.85 else text[: chance.randrange(len(text) + 1)]
        window.stage.editor.edit.setPlainText(text)
        if turn % 6 == 0:
            window.session.patience.hurry()
            qtbot.wait(5)
            window.player.seek_step(chance.randrange(12))
            for name in list(window.side.inputs.rows)[:1]:
                window.values.set_value(name, chance.choice([0.0, -3.5, 1e300]))
        if turn % 20 == 0:
            window.looks.toggle_language()
            window.looks.toggle_theme()
            window.session.stack.undo()
    assert window.stage.editor.edit.text() == window.session.lesson.text


def test_a_new_document_is_written_into_at_once(window):
    window.documents._ask_unsaved = lambda: "discard"
    window.stage.canvas.view.setFocus()
    window.actions_["new"].trigger()
    edit = window.stage.editor.edit
    assert edit.hasFocus()
    for letter in "(1 + exp(w1*x + w0))":
        QTest.keyClick(window.focusWidget(), letter)
    assert window.session.lesson.text == "(1 + exp(w1*x + w0))"


def test_the_keyboard_begins_in_an_empty_program(qtbot):
    _, window = create_window(["--expr", ""])
    qtbot.addWidget(window)
    assert window.focusWidget() is window.stage.editor.edit


def test_letters_typed_at_a_card_go_into_the_program(window):
    window.documents._ask_unsaved = lambda: "discard"
    window.actions_["new"].trigger()
    card = window.stage.welcome.cards[0]
    card.setFocus()
    QTest.keyClick(card, "x")
    QTest.keyClicks(window.focusWidget(), "+y")
    assert window.session.lesson.text == "x+y"


@pytest.mark.parametrize("text", ["a = w*", "tahn(x)", ""])
def test_what_belongs_to_an_earlier_text_steps_back(window, text):
    veils = (*window.stage.veils, window.side.veil)
    assert all(veil.isHidden() for veil in veils)
    window.writing.type_text(text, len(text))
    window.session.patience.hurry()
    assert not any(veil.isHidden() for veil in veils)
    assert window.stage.editor.stale
    assert all(veil.size() == veil.parent().size() for veil in veils)
    window.session.stack.undo()
    assert all(veil.isHidden() for veil in veils)
    assert not window.stage.editor.stale


def test_the_mark_of_the_step_goes_while_the_text_is_another(window):
    window.player.jump.last()
    edit = window.stage.editor.edit
    typed = window.session.lesson.text
    marked = edit._steps
    assert marked
    broken = "(" + typed
    window.writing.type_text(broken, 1)
    assert edit.text() == broken
    assert edit._steps == ()
    window.session.stack.undo()
    assert edit._steps == marked


def test_a_low_window_leaves_room_for_the_picture(open_window):
    window = open_window("lesson:softmax-linear-l2")
    window.resize(1024, 700)
    QTest.qWait(1)
    assert window.stage.editor.edit.height() <= 3 * ROW + 4
    assert window.stage.canvas.caption.y() - 36 >= 250
    window.resize(1440, 900)
    QTest.qWait(1)
    assert window.stage.editor.edit.height() > 3 * ROW


def test_the_status_bar_counts_only_what_there_is(open_window):
    assert open_window("--expr", "x*y").status.parts.text() == "1 gate, 2 leaves"
    assert open_window("--expr", "x*x").status.parts.text() == "1 gate, 1 copy, 1 leaf"


def test_a_long_hint_takes_the_place_of_the_verdict_and_ends_with_an_ellipsis_where_it_must(window, qtbot):
    status = window.status
    qtbot.waitUntil(status.verdict.isVisible, timeout=5000)
    status.showMessage("short")
    assert status.verdict.isVisible() and status.currentMessage() == "short"
    wide = status.fontMetrics().horizontalAdvance
    over_the_verdict = "i" * (status.sign.x() // wide("i") + 1)
    for text in (over_the_verdict, 9 * over_the_verdict):
        status.showMessage(text)
        assert not status.verdict.isVisible() and not status.sign.isVisible()
        assert status.currentMessage() == text or status.currentMessage().endswith("…")
        assert 6 + wide(status.currentMessage()) <= status.kind.x()
    status.clearMessage()
    assert status.verdict.isVisible() and status.sign.isVisible()


def test_the_welcome_takes_a_theme_chosen_while_it_was_hidden(window):
    window.documents._ask_unsaved = lambda: "discard"
    for theme in ("dark", "light", "dark"):
        window.opening.open_text("x*y")
        window.looks.set_theme(theme)
        window.actions_["new"].trigger()
        QTest.qWait(1)
        welcome = window.stage.welcome
        assert welcome.isVisible()
        assert welcome.grab().toImage().pixelColor(4, welcome.height() // 2).name() == window.looks.theme.canvas


def test_a_lesson_begins_at_its_first_step_wherever_the_one_before_was_left(window, qtbot):
    for _ in range(2):  # another lesson, and the same once more
        window.player.jump.last()
        qtbot.waitUntil(lambda: window.player.step_index == len(window.player.timeline.steps) - 1)
        was = window.player.timeline
        window.opening.open_lesson("gate-add")
        qtbot.waitUntil(lambda was=was: window.player.timeline is not was)
        assert window.player.step_index == 0
        assert window.player.timeline.graph.text == window.session.lesson.text


def test_an_edit_at_the_end_stays_at_the_end(window, settled):
    window.player.jump.last()
    window.writing.type_text("x*y", 3)
    settled(window, read("x*y").canonical())
    assert window.player.step_index == len(window.player.timeline.steps) - 1


def test_a_press_beside_the_program_takes_the_keyboard_from_it(window, qtbot):
    stage, edit = window.stage, window.stage.editor.edit
    bar = stage.player_bar
    places = (
        (bar, QPoint(3, 3)),
        (bar.play, bar.play.rect().center()),
        (stage.canvas.view.viewport(), QPoint(5, 60)),
        (stage.canvas.caption, QPoint(5, 5)),
        (stage.formula, QPoint(4, 4)),
        (window.side, QPoint(3, window.side.height() - 3)),
        (window.side.explain, window.side.explain.rect().center()),
    )
    for widget, place in places:
        edit.setFocus()
        before = edit.text()
        QTest.mouseClick(widget.window().windowHandle(), Qt.MouseButton.LeftButton, pos=widget.mapTo(window, place))
        assert not edit.hasFocus(), widget
        window.player.halt()
        window.player.jump.first()
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Right)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_2)
        assert edit.text() == before
        assert window.player.step_index > 0, widget
