"""What the menus do beyond opening and saving: windows, clipboard, finding, walking, printing, settings that act."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog

from gradviz import i18n
from gradviz.gui.actions import TABLE
from gradviz.gui.canvas.sights import around_node
from gradviz.gui.dialogs.fields import Chevron
from gradviz.gui.dialogs.files import ask_unsaved, file_dialog
from gradviz.gui.dialogs.lessons import Lessons
from gradviz.gui.finding import matches, toward_inputs, toward_outputs
from gradviz.gui.printing import paint_page, printer_for
from gradviz.gui.settings import Memory, settings_file
from gradviz.gui.theme import CONTRAST, LIGHT, PRINT, style_sheet
from gradviz.lesson import file
from gradviz.lesson.lesson import Lesson

PROGRAM = "a = w*x\nm = max(a, y)\nf = m*x + exp(-m)"
ASKING = {"open", "save", "save_as", "export", "export_again", "print", "close", "quit"}
"""Actions that wait for an answer, or end the window."""


@pytest.fixture
def window(open_window):
    return open_window("--expr", PROGRAM, "--set", "w=1.5", "x=2", "y=1")


def dialog_of(window) -> QDialog:
    """The one dialog that is open over ``window``."""
    (found,) = (dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())
    return found


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


@pytest.mark.parametrize("there", [True, False], ids=["a graph", "no graph"])
def test_every_action_may_be_triggered_at_any_time(window, there, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    window.documents._ask_unsaved = lambda: "discard"
    if not there:
        window.actions_["new"].trigger()
    for entry in TABLE:
        action = window.actions_[entry.id] if not entry.submenu else None
        if action is not None and entry.id not in ASKING | {"new"}:
            assert not entry.graph or action.isEnabled() is there, entry.id
            window.deeds[entry.id]()  # whether it is greyed or not
            for dialog in window.findChildren(QDialog):
                dialog.close()
    assert [path.rsplit("/", 1)[-1] for path in opened] == ["log"]
    for other in window.windows.all[1:]:
        other.leave()


# windows --------------------------------------------------------------------------------------------------------------


def test_windows_share_looks_and_go_one_by_one(window):
    window.actions_["new_window"].trigger()
    first, second = window.windows.all
    assert (first, second.isVisible(), second.session.picture) == (window, True, None)
    second.actions_["theme_dark"].trigger()
    second.actions_["language_ru"].trigger()
    assert first.stage.canvas.theme is second.stage.canvas.theme is second.looks.theme
    assert first.actions_["theme_dark"].isChecked()
    assert first.actions_["save"].text() == second.actions_["save"].text() == "&Сохранить"
    second.actions_["close"].trigger()
    assert window.windows.all == [first]
    assert first.isVisible()


@pytest.mark.parametrize(("said", "stays"), [("cancel", True), ("discard", False)])
def test_leaving_asks_every_window_before_any_closes(window, said, stays):
    window.actions_["new_window"].trigger()
    second = window.windows.all[1]
    second.writing.type_text("x*y", 3)
    second.documents._ask_unsaved = lambda: said
    window.actions_["quit"].trigger()
    assert [each.isVisible() for each in (window, second)] == [stays, stays]
    if stays:
        second.leave()


def test_full_screen_is_left_by_escape(window):
    window.actions_["full_screen"].trigger()
    assert window.isFullScreen()
    assert window.actions_["full_screen"].isChecked()
    window.actions_["current_step"].trigger()
    assert not window.isFullScreen()
    assert not window.actions_["full_screen"].isChecked()


def test_the_side_panel_stays_away_when_the_language_changes(window):
    window.actions_["side_panel"].trigger()
    window.looks.toggle_language()
    assert window.side.isHidden()
    assert not window.actions_["side_panel"].isChecked()
    window.actions_["reset_layout"].trigger()
    assert window.side.isVisible()


# the clipboard --------------------------------------------------------------------------------------------------------


def test_the_picture_is_copied_as_pixels_and_as_lines(window):
    window.actions_["copy_image"].trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert ET.fromstring(bytes(data.data("image/svg+xml").data())).tag.endswith("svg")
    window.actions_["copy_svg"].trigger()
    assert ET.fromstring(clipboard()).tag.endswith("svg")


def test_copy_takes_the_field_the_node_or_the_picture(window):
    edit = window.stage.editor.edit
    edit.setFocus()
    edit.selectAll()
    window.actions_["copy"].trigger()
    assert clipboard() == PROGRAM
    window.stage.canvas.setFocus()
    window.stage.canvas.view.select(window.session.picture.question.graph.gates[-1].id)
    window.actions_["copy"].trigger()
    assert float(clipboard()) == pytest.approx(window.session.picture.run.value)
    window.stage.canvas.view.select(None)
    window.actions_["copy"].trigger()
    assert QGuiApplication.clipboard().mimeData().hasImage()


def test_the_graph_is_copied_for_other_programs(window):
    window.actions_["copy_dot"].trigger()
    assert clipboard().startswith("digraph f {")
    window.actions_["copy_markdown"].trigger()
    assert "| w |  | 1.50 | ∂f/∂w = 3.90 |" in clipboard()
    window.actions_["copy_latex"].trigger()
    assert clipboard().startswith("a = w")


# nodes ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("w", "w"),
        ("MAX", "m"),
        ("ex", "exp"),
        ("1.5", "w"),
        ("1,5", "w"),
        ("−", "neg"),
        ("-3", "neg"),
        ("zz", ""),
        (" ", ""),
    ],
)
def test_nodes_are_found_by_name_gate_and_number(window, text, labels):
    run = window.session.picture.run
    found = [run.graph.nodes[node] for node in matches(run, window.looks.numerals, text)]
    words = {getattr(node, "op", ""): 0 for node in found} | {run.graph.labels[node.id]: 0 for node in found}
    assert all(label in words for label in labels.split())
    assert bool(found) is bool(labels)


def test_the_find_bar_leads_from_match_to_match(window):
    view, graph = window.stage.canvas.view, window.session.picture.question.graph
    window.actions_["find_next"].trigger()
    field = window.finder.field
    assert field.hasFocus(), "there was nothing to go on with"
    QTest.keyClicks(field, "mul")
    both = [gate.id for gate in graph.gates if gate.op == "mul"]
    assert view.selected == both[0]
    assert window.finder.count.text() == "1 of 2"
    for key, node in ((Qt.Key.Key_Return, both[1]), (Qt.Key.Key_F3, both[0]), (Qt.Key.Key_F3, both[1])):
        QTest.keyClick(field, key)
        assert view.selected == node
    QTest.keyClick(field, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected == both[0]
    assert window.side.explain.explanation.title.startswith("mul")
    field.setText("nowhere")
    assert window.finder.count.text() == "none"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.finder.isHidden()
    assert view.hasFocus()


def test_a_node_out_of_sight_is_put_in_the_middle(window):
    canvas = window.stage.canvas
    for _ in range(9):
        canvas.aim.zoom_in()
    for node in (0, len(canvas.scene.nodes) - 1):
        canvas.aim.reveal(node)
        assert canvas.camera.sight().contains(canvas.scene.nodes[node].body.ink())


def test_fit_selection_shows_the_node_with_its_neighbours(window):
    canvas, graph = window.stage.canvas, window.session.picture.question.graph
    canvas.camera.smooth = False
    canvas.view.select(graph.gates[0].id)
    window.actions_["fit_selection"].trigger()
    around = around_node(canvas.scene, graph.gates[0].id)
    assert canvas.camera.sight().adjusted(-1, -1, 1, 1).contains(around)
    for wire in graph.into[graph.gates[0].id]:
        assert around.contains(canvas.scene.nodes[wire.source].body.ink().center())


def test_walking_follows_the_wires(window):
    run = window.session.picture.run
    assert toward_inputs(run, None) == run.graph.output
    assert toward_outputs(run, None) == run.graph.variables[0].id
    node = None
    for _ in run.graph.nodes:
        node = toward_inputs(run, node)
    assert not run.graph.into[node], "a leaf at last"
    view = window.stage.canvas.view
    window.actions_["to_inputs"].trigger()
    assert view.selected == run.graph.output
    window.actions_["to_inputs"].trigger()
    assert view.selected == run.graph.into[run.graph.output][0].source
    window.actions_["to_outputs"].trigger()
    assert view.selected == run.graph.output
    window.actions_["previous_node"].trigger()
    assert view.selected == run.graph.output - 1


# paper ----------------------------------------------------------------------------------------------------------------


def test_a_page_is_printed_as_pdf(window, tmp_path):
    picture = window.exporting.shoot(LIGHT)
    printer = printer_for(picture, "f[*] — gradviz")
    assert printer.docName() == "f — gradviz"
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "page.pdf"))
    paint_page(printer, picture)
    data = (tmp_path / "page.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") == 1
    assert printer.pageLayout().orientation() == printer.pageLayout().Orientation.Landscape


@pytest.mark.qt_log_ignore("Returned false")
def test_a_page_that_cannot_be_printed_is_told(window, tmp_path):
    picture = window.exporting.shoot(LIGHT)
    printer = printer_for(picture, "f")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no" / "page.pdf"))
    window.printing.print_on(printer, picture)
    assert "cannot be printed" in window.stage.message.text()


def test_paper_is_light_unless_the_window_is_black_and_white(window):
    window.actions_["theme_dark"].trigger()
    assert window.printing._picture().theme is LIGHT
    window.actions_["theme_print"].trigger()
    assert window.printing._picture().theme is PRINT


# settings -------------------------------------------------------------------------------------------------------------


def test_reduced_motion_reaches_player_and_canvas(window, open_window):
    window.looks.set_habits(reduced_motion=True)
    assert window.player.reduced_motion
    assert not window.stage.canvas.camera.smooth
    window.player.jump.first()
    window.actions_["step_forward"].trigger()
    assert window.player.frame == window.session.state.result.timeline.rest(1), "there at once"
    assert open_window().player.reduced_motion, "the next day too"


def test_the_wheel_does_what_is_preferred(window):
    view, camera = window.stage.canvas.view, window.stage.canvas.camera

    def turn(keys=Qt.KeyboardModifier.NoModifier) -> tuple[bool, bool]:
        zoom, place = camera.zoom, camera.sight().center().y()
        at, turned = QPointF(view.rect().center()), QPoint(0, 120)
        no, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        QApplication.sendEvent(view.viewport(), QWheelEvent(at, at, QPoint(), turned, no, keys, phase, False))
        return camera.zoom != zoom, camera.sight().center().y() != pytest.approx(place)

    assert turn()[0]
    window.looks.set_habits(wheel="scroll")
    assert turn() == (False, True)
    assert turn(Qt.KeyboardModifier.ControlModifier)[0]


def test_the_map_can_be_put_away(window):
    for _ in range(9):
        window.stage.canvas.aim.zoom_in()
    assert window.stage.canvas.minimap.isVisible()
    window.actions_["minimap"].trigger()
    assert not window.stage.canvas.minimap.isVisible()
    window.actions_["reset_layout"].trigger()
    assert window.stage.canvas.minimap.isVisible()


@pytest.mark.parametrize(
    ("ids", "written"),
    [
        (["digits_4"], "1.5000"),
        (["style_significant", "digits_3"], "1.50"),
        (["fractions"], "3/2"),
        (["decimal_comma"], "1,50"),
    ],
)
def test_numbers_are_written_as_chosen(window, ids, written):
    for id in ids:
        window.actions_[id].trigger()
    assert window.looks.numerals.text(1.5) == written
    assert window.stage.canvas.scene.wires[0].value.text in {written, window.looks.numerals.text(2)}


@pytest.mark.parametrize("theme", [CONTRAST, PRINT], ids=lambda theme: theme.name)
def test_the_other_themes_dress_the_window_and_toggle_away(window, theme):
    window.actions_[f"theme_{theme.name}"].trigger()
    assert window.stage.canvas.theme is theme
    window.tools.theme.click()
    assert window.looks.theme.name == {"contrast": "light", "print": "dark"}[theme.name]


def test_the_system_may_ask_for_high_contrast(window, monkeypatch):
    monkeypatch.setattr("gradviz.gui.looks.wants_contrast", lambda: True)
    window.actions_["theme_system"].trigger()
    assert window.looks.theme is CONTRAST
    window.actions_["theme_light"].trigger()
    assert window.looks.theme is LIGHT, "what is chosen by hand counts more"


def test_high_contrast_follows_the_system_while_the_window_is_open(window, monkeypatch):
    window.actions_["theme_system"].trigger()
    monkeypatch.setattr("gradviz.gui.looks.wants_contrast", lambda: True)
    QGuiApplication.styleHints().accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert window.looks.theme is CONTRAST


@pytest.mark.parametrize(
    "kind", ["QLineEdit", "QTextBrowser", "QPushButton", "QComboBox", "QTreeWidget", "QListWidget"]
)
def test_whatever_has_the_keyboard_wears_a_ring(kind):
    rules = re.findall(r"^([^{}]+)\{([^}]+)\}", style_sheet(LIGHT), re.MULTILINE)
    rings = [body for names, body in rules if f"{kind}:focus" in re.split(r",\s*", names.strip())]
    assert rings and all(f"border: 1px solid {LIGHT.value}" in body for body in rings)


def test_the_last_document_opens_again_where_it_can(open_window, tmp_path, settled):
    path = tmp_path / "last.gradviz"
    file.save(Lesson(text="x*x*x"), path)
    Memory().change(open_last=True, recent=(str(path),))
    settled(open_window(), "mul(mul(x, x), x)")
    path.unlink()
    assert "exp" in open_window().session.lesson.text, "the lecture's example, as on the first day"


def test_preferences_apply_at_once_and_follow_the_menus(window):
    window.actions_["preferences"].trigger()
    dialog = dialog_of(window)
    box = dialog._fields["theme"]
    box.setCurrentIndex(box.findData("dark"))
    box.activated.emit(box.currentIndex())
    assert window.looks.theme.name == "dark"
    dialog._fields["open_last"].click()
    assert '"open_last": true' in settings_file().read_text(encoding="utf-8")
    window.actions_["language_ru"].trigger()
    assert dialog.windowTitle() == "Настройки"
    assert dialog._fields["language"].currentText() == "Русский"
    window.actions_["digits_5"].trigger()
    assert dialog._fields["digits"].currentText() == "5 знаков"


# dialogs --------------------------------------------------------------------------------------------------------------


def test_a_lesson_is_found_by_typing_and_opened_by_enter(window, settled):
    window.documents._ask_unsaved = lambda: "discard"
    window.actions_["lessons"].trigger()
    dialog = dialog_of(window)
    QTest.keyClicks(dialog.field, "max")
    first = dialog._entry()
    assert "max" in (first.title + first.program).lower()
    assert first.title in dialog.about.toPlainText()
    QTest.keyClick(dialog.field, Qt.Key.Key_Down)
    chosen = dialog._entry()
    assert chosen.id != first.id
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert window.session.lesson.lesson_id == chosen.id


def test_a_lesson_that_cannot_be_opened_yet_says_why(window):
    window.actions_["lessons"].trigger()
    dialog = dialog_of(window)
    greyed = next(item for item in dialog._items if not dialog_lesson(item).available)
    dialog.tree.setCurrentItem(greyed)
    assert dialog_lesson(greyed).reason in greyed.text(0)
    assert dialog_lesson(greyed).reason in dialog.about.toPlainText()
    assert not dialog.open_button.isEnabled()
    dialog.accept()
    assert dialog.isVisible()
    dialog.field.setText("nothing like this")
    assert "No lesson" in dialog.about.toPlainText()


def dialog_lesson(item):
    from gradviz.gui.dialogs.lessons import ID
    from gradviz.lesson import library

    return library.entry(item.data(0, ID))


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_tour_is_there_in_both_languages(window, language):
    window.looks.set_language(language)
    window.actions_["tour"].trigger()
    text = dialog_of(window).text.toPlainText()
    assert "1 + exp(w1*x + w0)" in text
    for id in ("copy_image", "export", "print", "lessons", "find", "palette"):
        assert next(entry.keys[0] for entry in TABLE if entry.id == id) in text


def test_a_report_names_versions_and_nothing_of_the_work(window):
    window.actions_["report"].trigger()
    assert "PySide6-Essentials 6." in clipboard()
    assert "exp" not in clipboard()
    assert "clipboard" in window.stage.message.text()


def test_unsaved_work_is_asked_about_in_the_language_in_use(window, monkeypatch):
    from PySide6.QtWidgets import QMessageBox

    seen = []
    monkeypatch.setattr(
        QMessageBox, "exec", lambda box: seen.extend(_texts(box)) or QMessageBox.StandardButton.Discard.value
    )
    window.looks.set_language("ru")
    assert ask_unsaved(window, "граф") == "discard"
    assert seen == ["Сохранить изменения в «граф»?", "Сохранить", "Не сохранять", "Отмена"]


def _texts(box):
    kinds = box.StandardButton
    assert all(box.button(kind).icon().isNull() for kind in (kinds.Save, kinds.Discard, kinds.Cancel))
    return [box.text(), *(box.button(kind).text() for kind in (kinds.Save, kinds.Discard, kinds.Cancel))]


@pytest.mark.parametrize("saving", [True, False])
def test_the_file_dialog_speaks_one_language(window, tmp_path, saving):
    label = QFileDialog.DialogLabel
    kinds = (label.LookIn, label.FileName, label.FileType, label.Accept, label.Reject)
    for code, words in (
        ("ru", ["Папка:", "Имя файла:", "Тип:", "Сохранить" if saving else "Открыть", "Отмена"]),
        ("en", ["Folder:", "File name:", "Type:", "Save" if saving else "Open", "Cancel"]),
    ):
        window.looks.set_language(code)
        dialog = file_dialog(window, "", str(tmp_path / "graph.gradviz"), ("gradviz (*.gradviz)",), saving)
        assert [dialog.labelText(kind) for kind in kinds] == words
        assert dialog.directory().absolutePath() == str(tmp_path)
        assert [Path(name).name for name in dialog.selectedFiles()] == ["graph.gradviz"]
        dialog.deleteLater()


def test_every_combo_box_of_the_file_dialog_shows_that_it_opens(window, tmp_path):
    dialog = file_dialog(window, "", str(tmp_path), ("gradviz (*.gradviz)", "All files (*)"), saving=False)
    dialog.resize(700, 500)
    dialog.show()
    boxes = dialog.findChildren(QComboBox)
    assert boxes
    for box in boxes:
        (chevron,) = box.findChildren(Chevron)
        assert chevron.geometry().right() == box.width() - 1
    dialog.close()
    dialog.deleteLater()


@pytest.mark.parametrize(("language", "word"), [("en", "Examples"), ("ru", "Примеры")])
def test_what_lists_the_examples_is_called_as_their_menu(window, language, word):
    window.looks.set_language(language)
    entry = window.actions_["lessons"].text().replace("&", "").removesuffix("…")
    assert {entry, Lessons(window.opening.open_lesson, window).windowTitle()} == {word}
