"""Inputs, numbers, explanations, formulas and bars, each by itself."""

import math
from dataclasses import replace

import pytest
from PySide6.QtCore import QByteArray, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextDocument
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from gradviz import i18n
from gradviz.graph.gates import GATES
from gradviz.graph.graph import Copy, Gate
from gradviz.graph.ties import Ties
from gradviz.gui import fonts
from gradviz.gui.panels.explain import ConventionLine, Explain
from gradviz.gui.panels.explanation import Topic, explain, step_words, story_of, topic_of, topic_of_wire
from gradviz.gui.panels.formula import Formula, typeset
from gradviz.gui.panels.inputs import RIGHT, Inputs
from gradviz.gui.state import derive
from gradviz.gui.theme import DARK, LIGHT
from gradviz.language.number_box import read_number
from gradviz.lesson import library
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import Numerals

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
"""What Qt's offscreen platform says of every window with a least size."""

MAIN = Lesson(text="a = w*x\nm = max(a, y)\nf = m*x + exp(-m)", values={"w": 1.5, "x": 2.0, "y": 1.0})
MAIN_ROLES = {"w": "parameter", "x": "input", "y": "input"}
USUAL = Numerals()


@pytest.fixture
def inputs(qtbot):
    panel = Inputs(LIGHT)
    qtbot.addWidget(panel)
    result = derive(MAIN).result
    panel.show_run(result.run, MAIN_ROLES, USUAL)
    panel.show_frame(result.timeline.rest(0), USUAL)
    panel.resize(364, 220)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    return panel


@pytest.mark.parametrize(
    ("typed", "number"), [("0.5", 0.5), ("0,5", 0.5), ("1/4", 0.25), ("-pi/4", -math.pi / 4), ("2e-3", 0.002)]
)
def test_a_number_field_reads_what_people_write(inputs, qtbot, typed, number):
    field = inputs.rows["x"].field
    field.selectAll()
    QTest.keyClicks(field, typed)
    with qtbot.waitSignal(inputs.value_asked) as told:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.args == ["x", pytest.approx(number)]


@pytest.mark.parametrize("typed", ["", "nan", "2,5,1", "x", "__import__", "1/0"])
def test_a_wrong_number_is_told_below_its_row_and_changes_nothing(inputs, qtbot, typed):
    row, told = inputs.rows["x"], inputs.refusal
    inputs.value_asked.connect(lambda *_: pytest.fail("no value was asked for"))
    enter(row.field, typed)
    qtbot.waitUntil(lambda: told.isVisible() and told.geometry().top() >= row.geometry().bottom())
    assert told.error.code == "bad-number"
    assert row.field.text() == typed
    assert not any(told.geometry().intersects(each.geometry()) for each in inputs.rows.values())
    assert told.words.height() >= told.words.heightForWidth(told.words.width())
    QTest.keyClick(row.field, Qt.Key.Key_Escape)
    assert not told.isVisible()
    assert row.field.text() in ("2.00", "2")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_told_of_the_last_row_is_scrolled_to(inputs, qtbot, language):
    i18n.set_language(language)
    inputs.resize(336, 130)
    told = inputs.refusal
    enter(list(inputs.rows.values())[-1].field, "abc")

    def seen():
        return inputs.rect().contains(told.rect().translated(told.mapTo(inputs, QPoint())))

    qtbot.waitUntil(lambda: told.isVisible() and seen())


@pytest.mark.parametrize("typed", ["1/3", "-2/7", "pi/4", "-3*pi/4", "pi", "e/2", "2,5", "100/3"])
def test_a_number_is_edited_again_as_it_was_typed(inputs, typed):
    field = inputs.rows["x"].field
    inputs.value_asked.connect(lambda _, number: field.show_number(number, Numerals(comma="," in typed)))
    enter(field, typed)
    inputs.rows["w"].field.setFocus()
    assert field.text() != typed
    field.setFocus()
    assert field.text().replace("−", "-") == typed


def test_a_message_about_a_number_goes_with_the_next_good_one_or_with_the_keyboard(inputs):
    field, told = inputs.rows["x"].field, inputs.refusal
    enter(field, "abc")
    enter(field, "0.25")
    assert (told.isVisible(), field.text()) == (False, "0.25")
    enter(field, "abc")
    inputs.rows["w"].field.setFocus()
    assert (told.isVisible(), field.text()) == (False, "0.25")


def test_esc_belongs_to_a_field_only_while_something_is_typed(inputs):
    """Elsewhere in the window Esc is a shortcut, which would take the keyboard away and enter what was typed."""
    field = inputs.rows["x"].field

    def claimed():
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        field.event(event)
        return event.isAccepted()

    field.setFocus()
    assert not claimed()
    QTest.keyClicks(field, "7")
    assert claimed()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not claimed()


def enter(field, typed):
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1/3", "0.33"),
        ("1e9", "1.0·10⁹"),
        ("0.0000001", "1.0·10⁻⁷"),
        ("-0.0000001", "−1.0·10⁻⁷"),
        ("99999", "99999.00"),
    ],
)
def test_an_entered_number_is_rounded_and_seen_whole(inputs, typed, shown):
    field = inputs.rows["x"].field
    enter(field, typed)
    assert field.text() == shown
    assert field.hasFocus()
    assert fonts.width(shown, field.font()) <= field.width() - 10
    assert field.font().pixelSize() >= 12
    number = read_number(typed)
    assert field.toolTip() == USUAL.full(number)
    inputs.rows["x"].show_value(number, USUAL)
    assert field.text() == shown
    QTest.keyClick(field, Qt.Key.Key_Left)
    assert field.text() == ("1/3" if typed == "1/3" else USUAL.full(number))


def test_a_number_that_is_edited_is_seen_from_its_beginning(inputs):
    row = inputs.rows["x"]
    row.show_value(math.sqrt(2), USUAL)
    row.field.setFocus()
    assert row.field.text() == USUAL.full(math.sqrt(2))
    assert row.field.selectedText() == row.field.text()
    assert row.field.cursorPosition() == 0


def test_a_rounded_number_left_alone_stays_exact(inputs, qtbot):
    row = inputs.rows["x"]
    row.show_value(1 / 3, USUAL)
    assert row.field.text() == "0.33"
    inputs.value_asked.connect(lambda *_: pytest.fail("nothing was typed"))
    QTest.keyClick(row.field, Qt.Key.Key_Return)


def test_a_slider_asks_for_round_values_and_ends_its_drag(inputs, qtbot):
    slider = inputs.rows["x"].slider
    with qtbot.waitSignals([inputs.value_asked, inputs.settled]):
        QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 10, 13))
    assert slider.number() == 5.0
    slider.show_number(7.5)
    assert (slider.low, slider.high) == (-10.0, 10.0)
    assert slider.number() == 7.5


def test_a_click_on_the_body_asks_for_the_other_role(inputs, qtbot):
    with qtbot.waitSignal(inputs.role_asked) as told:
        inputs.rows["w"].body.click()
    assert told.args == ["w", "input"]


def test_gradients_are_a_dash_until_they_are_known(inputs):
    result = derive(MAIN).result
    assert inputs.rows["x"].gradient.text() == "—"
    inputs.show_frame(result.timeline.rest(-1), USUAL)
    assert inputs.rows["x"].gradient.text() == USUAL.text(result.run.gradients["x"])


def test_the_dash_of_an_unknown_gradient_never_changes_its_look(inputs):
    """Before the first step, after it and after all of them and back."""
    timeline = derive(MAIN).result.timeline
    cells = [row.gradient for row in inputs.rows.values()]
    before = [cell.grab().toImage() for cell in cells]
    for steps in ((1,), (-1, 0)):
        for step in steps:
            inputs.show_frame(timeline.rest(step), USUAL)
        assert [cell.grab().toImage() for cell in cells] == before


def test_a_dash_and_a_number_end_below_the_heading(inputs):
    """Whatever is written ends at the same edge, in grey while it is not known or 0."""
    picture = inputs.grab().toImage()
    for name, row in inputs.rows.items():
        cell = row.gradient
        right = cell.mapTo(inputs, QPoint(cell.width(), 0)).x()
        assert right == inputs.width() - RIGHT
        middle = cell.mapTo(inputs, QPoint(0, cell.height() // 2)).y()
        inked = [x for x in range(right - 40, right) if picture.pixelColor(x, middle).lightness() < 200]
        assert right - 3 <= max(inked) < right, name
        assert len(inked) >= 10, f"{name}: a dash as wide as a capital"


def test_long_names_get_wider_bodies_and_then_an_ellipsis(qtbot):
    panel = Inputs(LIGHT)
    qtbot.addWidget(panel)
    names = ("вес_скрытый", "W11_1", "x", "weight_of_the_hidden_neuron")
    result = derive(Lesson(text=" + ".join(names))).result
    panel.show_run(result.run, dict.fromkeys(names, "input"), USUAL)
    panel.resize(364, 260)
    panel.show()
    widths = {row.body.width() for row in panel.rows.values()}
    assert len(widths) == 1
    assert widths.pop() <= 96
    for name, row in panel.rows.items():
        assert row.slider.width() >= 60
        assert name in row.body.toolTip()
        assert row.gradient.geometry().right() <= row.width()


def test_exact_numbers_are_told_on_hover(inputs):
    result = derive(MAIN).result
    inputs.show_frame(result.timeline.rest(-1), USUAL)
    assert inputs.rows["x"].gradient.toolTip() == USUAL.full(result.run.gradients["x"])
    inputs.rows["x"].show_value(1 / 3, USUAL)
    assert inputs.rows["x"].field.toolTip() == USUAL.full(1 / 3)


def test_rows_stay_while_the_names_do(inputs):
    before = dict(inputs.rows)
    inputs.show_run(derive(MAIN.with_text(MAIN.text + " + 1")).result.run, MAIN_ROLES, USUAL)
    assert inputs.rows == before


SAMPLES = {"leaky_relu": "leaky_relu(x, a)", "max": "max(x, a, b)", "min": "min(x, a)", "id": "f = x", "copy": "x*x"}
SIGNS = {"add": "x + a", "sub": "x - a", "mul": "x*a", "div": "x/a", "pow": "x^a", "neg": "-x"}


def text_for(op: str) -> str:
    return SAMPLES.get(op) or SIGNS.get(op) or f"{op}(x)"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("op", GATES)
def test_every_kind_of_gate_is_explained_in_numbers(op, language):
    """At the end of the pass each row reads upstream × local = contribution, in the run's own numbers."""
    i18n.set_language(language)
    result = derive(Lesson(text=text_for(op), values={"x": 0.6, "a": 0.4, "b": 0.1})).result
    graph, run, frame = result.graph, result.run, result.timeline.rest(-1)
    node = next(
        n for n in graph.nodes if (isinstance(n, Gate) and n.op == op) or (isinstance(n, Copy) and op == "copy")
    )
    said = explain(run, frame, Topic(node.id))
    assert said.title and said.text and said.subtitle
    if op == "copy":
        numbers = [piece.number for piece in said.sections[0].sentences[0] if piece.kind == "gradient"]
        assert sum(numbers[:-1]) == pytest.approx(numbers[-1]) == run.node_gradients[node.id]
        return
    rows = said.sections[0].products
    assert len(rows) == len(graph.into[node.id])
    for row, wire in zip(rows, graph.into[node.id], strict=True):
        upstream, local, sent = (chip.number for chip in row.chips)
        assert upstream * local == pytest.approx(sent)
        assert sent == run.wire_gradients[wire.id]
        assert local == run.locals[node.id][wire.slot]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_step_is_explained_and_unknown_numbers_are_not_told(language):
    i18n.set_language(language)
    result = derive(MAIN).result
    for index in range(len(result.timeline.steps)):
        frame = result.timeline.rest(index)
        said = explain(result.run, frame, topic_of(frame))
        assert said.title
        assert step_words(result.graph, frame)
        if frame.step.kind == "contribution":
            sent = [chip.number for product in said.sections[0].products for chip in product.chips[2:]]
            known = [frame.wires[wire.id].gradient for wire in result.graph.into[frame.step.node]]
            assert sent == known


def test_the_winner_of_max_is_explained():
    result = derive(MAIN).result
    gate = next(gate for gate in result.graph.gates if gate.op == "max")
    why = explain(result.run, result.timeline.rest(-1), Topic(gate.id)).sections[1]
    assert [piece.number for piece in why.sentences[0] if piece.number is not None] == [3.0, 1.0]
    assert why.sentences[0][-1].text.endswith("so a wins")


@pytest.mark.parametrize(("rule", "told"), [("split", "equal share"), ("first", "the first"), ("random", "at random")])
def test_a_tie_tells_what_its_rule_does(rule, told):
    result = derive(Lesson(text="max(x, y)").with_ties(Ties(rule))).result
    said = explain(result.run, result.timeline.rest(-1), Topic(result.graph.gates[0].id))
    assert said.text.startswith("The winning inputs are equal")
    assert told in said.text
    assert "larger" not in said.text
    assert said.text not in words(said)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("op", GATES)
def test_on_the_way_forward_a_gate_says_what_it_computes(op, language):
    i18n.set_language(language)
    result = derive(Lesson(text=text_for(op), values={"x": 0.0, "a": 0.0})).result
    nodes = (n for n in result.graph.nodes if getattr(n, "op", "copy" if isinstance(n, Copy) else "") == op)
    node = next(nodes).id
    ahead = explain(result.run, result.timeline.rest(0), Topic(node))
    back = explain(result.run, result.timeline.rest(-1), Topic(node))
    assert ahead.text != back.text
    assert back.title.startswith(f"{ahead.title}: ")
    calm = replace(ahead, sections=tuple(section for section in ahead.sections if not section.warning))
    everything = f"{ahead.title} {ahead.subtitle} {ahead.text} {words(calm)}".lower()
    assert not any(word in everything for word in ("gradient", "градиент", "derivative", "производн"))
    assert ahead.convention is None


def test_the_end_of_a_caption_that_is_set_as_a_name_is_the_name():
    """Every name in a chip is written as on the canvas; numbers and words are not."""
    result = derive(Lesson(text="f = w1*x + 2*x", values={"w1": 3.0})).result
    found = set()
    for frame in map(result.timeline.rest, range(len(result.timeline.steps))):
        said = explain(result.run, frame, topic_of(frame))
        chips = [chip for section in said.sections for product in section.products for chip in product.chips]
        assert all(chip.caption.endswith(chip.name) for chip in chips)
        found |= {(chip.caption, chip.name) for chip in chips}
    assert {("w1", "w1"), ("to w1", "w1"), ("2", ""), ("upstream", ""), ("df", "f")} <= found


def test_a_problem_is_told_where_it_begins():
    result = derive(Lesson(text="log(x)", values={"x": -1.0})).result
    said = explain(result.run, result.timeline.rest(-1), Topic(result.graph.gates[0].id))
    assert any(section.warning for section in said.sections)


def test_a_wire_is_explained_by_the_gate_it_runs_into():
    result = derive(MAIN).result
    wire = result.graph.into[result.graph.gates[1].id][0]
    assert topic_of_wire(result.graph, wire.id) == Topic(result.graph.gates[1].id, wire.id)


def test_formulas_are_typeset_and_fit(qtbot):
    panel = Formula(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(435, 105)
    panel.show()
    panel.show_graph(derive(MAIN).result.graph)
    qtbot.waitUntil(lambda: len(panel.placed()) == 3, timeout=20_000)
    rects = [each.rect for each in panel.placed()]
    for place, rect in enumerate(rects):
        assert panel.rect().contains(rect.toAlignedRect())
        assert not any(rect.intersects(other) for other in rects[:place])
    light = panel._drawings
    panel.set_theme(DARK)
    qtbot.waitUntil(lambda: panel._drawings is not light, timeout=20_000)
    panel.finish()


@pytest.mark.parametrize(
    ("text", "formulas"),
    [("x", ("x",)), ("5", ("f = 5",)), ("f = 5", ("f = 5",)), ("w = 2\nf = w*x", ("f = w \\, x",)), ("x*y\nx", None)],
)
def test_a_graph_is_never_without_its_formula(qtbot, text, formulas):
    panel = Formula(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(435, 105)
    panel.show_graph(derive(Lesson(text=text)).result.graph)
    assert panel.formulas == (formulas or ("x \\, y", "x"))
    qtbot.waitUntil(lambda: len(panel.placed()) == len(panel.formulas), timeout=20_000)
    panel.finish()


@pytest.mark.parametrize("formula", ["n = -1 \\cdot d", "\\left(-x\\right)", "\\max\\left(x, -y\\right)"])
def test_a_sign_stands_close_to_its_number(formula):
    """With the gap of a subtraction on both sides of the minus the formula would be as wide as with a plus there."""

    def width(text):
        return QSvgRenderer(QByteArray(typeset(text, "#000000"))).defaultSize().width()

    minus, gap = width("-"), width("a b") - width("ab")
    assert width(formula) <= width(formula.replace("-", "{}")) + minus + gap


def test_a_small_panel_shows_the_last_formula_alone(qtbot):
    panel = Formula(LIGHT)
    qtbot.addWidget(panel)
    panel.resize(150, 40)
    panel.show_graph(derive(MAIN).result.graph)
    qtbot.waitUntil(lambda: bool(panel._drawings), timeout=20_000)
    assert len(panel.placed()) == 1
    panel.finish()


def said_at(lesson, step, node=None, story=None):
    result = derive(lesson).result
    frame = result.timeline.rest(step)
    return explain(result.run, frame, topic_of(frame) if node is None else Topic(node), story)


def words(said):
    return " ".join(piece.text for section in said.sections for sentence in section.sentences for piece in sentence)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_lesson_begins_with_its_own_words(language):
    i18n.set_language(language)
    lesson, entry = library.load_lesson("gate-max"), library.entry("gate-max")
    said = said_at(lesson, 0, story=story_of(lesson))
    assert (said.title, said.subtitle, said.text) == (entry.title, entry.lecture, entry.note)
    typed = lesson.with_text("x*y")
    assert entry.title != said_at(typed, 0, story=story_of(typed)).title


def test_a_note_of_ones_own_is_told_too():
    lesson = Lesson(text="x*y", title="Mine", note="Look at x.", lesson_id="from-another-version")
    assert said_at(lesson, 0, story=story_of(lesson)).text == "Look at x."


def test_the_seed_is_explained_by_itself():
    result = derive(MAIN).result
    seed = next(step.index for step in result.timeline.steps if step.kind == "seed")
    said = said_at(MAIN, seed)
    assert "df = 1" in said.title
    assert [chip.number for chip in said.sections[0].products[0].chips] == [result.run.value, 1.0]


@pytest.mark.parametrize(("rule", "brief"), [("split", "equal share"), ("first", "first"), ("random", "random")])
def test_the_convention_line_follows_the_tie_rule(rule, brief):
    story = story_of(MAIN.with_ties(Ties(rule)))
    gate = next(gate for gate in derive(MAIN).result.graph.gates if gate.op == "max")
    convention = said_at(MAIN, -1, gate.id, story).convention
    assert convention.brief.startswith("If a = y, ")
    assert brief in convention.brief
    assert all(library in convention.text for library in ("PyTorch", "TensorFlow", "JAX"))


def test_gates_without_a_kink_have_no_convention_line():
    assert said_at(Lesson(text="x*y"), -1, derive(Lesson(text="x*y")).result.graph.gates[0].id).convention is None


def test_nan_has_no_winner():
    lesson = Lesson(text="max(log(x), y)", values={"x": -1.0})
    graph = derive(lesson).result.graph
    said = said_at(lesson, -1, next(gate.id for gate in graph.gates if gate.op == "max"))
    assert any(section.warning for section in said.sections)
    assert "wins" not in words(said)


@pytest.mark.parametrize(
    ("text", "op", "title"), [("x*y", "mul", "×: "), ("max(x, y)", "max", "max: "), ("-x", "neg", "neg: ")]
)
def test_a_russian_title_calls_an_operator_by_its_sign(text, op, title):
    i18n.set_language("ru")
    lesson = Lesson(text=text, values={"x": 2.0})
    graph = derive(lesson).result.graph
    assert said_at(lesson, -1, next(gate.id for gate in graph.gates if gate.op == op)).title.startswith(title)


def test_a_gate_that_only_passes_nan_on_names_the_one_to_blame():
    lesson = Lesson(text="log(x) + y", values={"x": -1.0})
    graph = derive(lesson).result.graph
    said = said_at(lesson, -1, next(gate.id for gate in graph.gates if gate.op == "add"))
    assert said.sections[0].warning
    assert "began elsewhere. a needs an input" in words(said)


@pytest.fixture
def panel(qtbot):
    found = Explain(LIGHT)
    qtbot.addWidget(found)
    found.resize(364, 500)
    found.show()
    return found


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_convention_unfolds_and_stays_unfolded(panel, qtbot, language):
    i18n.set_language(language)
    result = derive(MAIN).result
    gate = next(gate for gate in result.graph.gates if gate.op == "max")
    panel.show_run(result.run)
    panel.show_frame(result.timeline.rest(-1), USUAL)
    panel.choose(Topic(gate.id))

    def told():
        return [label.text() for label in panel.widget().findChildren(QLabel) if "TensorFlow" in label.text()]

    assert not told()
    panel.widget().findChild(ConventionLine).brief.linkActivated.emit("#")
    qtbot.waitUntil(lambda: bool(told()))
    panel.choose(None)
    panel.choose(Topic(gate.id))
    assert told()
    for label in panel.widget().findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("op", GATES)
@pytest.mark.parametrize("x", [0.6, 0.0, -800.0, 800.0])
def test_no_word_of_an_explanation_is_clipped(panel, op, language, x):
    """The longest unbreakable word is what the panel must hold: everything else wraps."""
    i18n.set_language(language)
    result = derive(Lesson(text=text_for(op), values={"x": x, "a": 0.4, "b": 0.1})).result
    panel.show_run(result.run)
    for step in (0, len(result.graph.gates), len(result.timeline.steps) - 1):
        panel.show_frame(result.timeline.rest(step), USUAL)
        assert panel.widget().width() <= panel.viewport().width()
        for label in panel.widget().findChildren(QLabel):
            page = QTextDocument()
            page.setDefaultFont(label.font())
            page.setHtml(label.text())
            page.setDocumentMargin(0)
            page.setTextWidth(label.width())
            assert page.idealWidth() <= label.width() + 1
