"""The Explain panel: it shows cards, follows the steps, unfolds and copies."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from gradviz import i18n
from gradviz.explain.card import Formula
from gradviz.explain.chain import Chain
from gradviz.explain.topic import Topic
from gradviz.graph.gates import GATES
from gradviz.gui import fonts
from gradviz.gui.painting import symbol_width
from gradviz.gui.panels.explain import Explain
from gradviz.gui.panels.explain.boxes import ProductRow, shortened
from gradviz.gui.panels.explain.copying import PICTURE_WIDTH
from gradviz.gui.panels.explain.parts import ConventionLine, held
from gradviz.gui.panels.formula_view import FormulaView, broken
from gradviz.gui.theme import LIGHT
from gradviz.gui.typesetting import is_typeset
from gradviz.lesson.lesson import Lesson
from gradviz.notation import Part
from gradviz.numerals import Numerals
from tests.explain.asked import MAIN, USUAL, derive, text_for

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
"""What Qt's offscreen platform says of every window with a least size."""


@pytest.fixture
def panel(qtbot):
    found = Explain(LIGHT)
    qtbot.addWidget(found, before_close_func=Explain.finish)
    found.resize(364, 500)
    found.show()
    return found


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_convention_unfolds_and_stays_unfolded(panel, qtbot, language):
    i18n.set_language(language)
    result = derive(MAIN)
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
@pytest.mark.parametrize("op", sorted(set(GATES) - {"fold"}))
@pytest.mark.parametrize("x", [0.6, 0.0, -800.0, 800.0])
def test_no_word_of_an_explanation_is_clipped(panel, op, language, x):
    """The longest unbreakable word is what the panel must hold: everything else wraps."""
    i18n.set_language(language)
    result = derive(Lesson(text=text_for(op), values={"x": x, "a": 0.4, "b": 0.1}))
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


def shown_step(panel, lesson, step):
    """The panel at a step of ``lesson``."""
    performed = derive(lesson)
    panel.show_run(performed.run)
    panel.show_frame(performed.timeline.rest(step), USUAL)
    return performed


def views(panel):
    return panel.widget().findChildren(FormulaView)


LECTURE = Lesson(text="1 + exp(w1*x + w0)", values={"w1": 2.0})


def test_formulas_are_typeset_and_stand_inside_the_panel(panel, qtbot):
    shown_step(panel, LECTURE, 7)
    assert [view.formula.text for view in views(panel)] == [
        "∂f/∂b = ∂f/∂c · ∂c/∂b",
        "∂c/∂b = exp(b)",
        "∂f/∂b = 1 · exp(3) = 20.09",
    ]
    qtbot.waitUntil(lambda: all(view.drawing for view in views(panel)), timeout=20_000)
    assert all(map(stands_inside, views(panel)))


def test_coming_steps_are_prepared_while_nothing_else_is_done(panel, qtbot):
    performed = shown_step(panel, LECTURE, 0)
    coming = [formula.latex for formula in Chain(performed.run, USUAL).every()]
    qtbot.waitUntil(lambda: all(map(is_typeset, coming)), timeout=60_000)
    for step in performed.timeline.steps:
        panel.show_frame(performed.timeline.rest(step.index), USUAL)
        assert all(view.drawing is not None for view in views(panel))


def test_until_a_formula_is_ready_it_is_a_line_of_text(panel):
    """A number that no other test has, so that its formula cannot be ready."""
    shown_step(panel, Lesson(text="1 + exp(w1*x + w0)", values={"w1": 2.7182}), 7)
    last = views(panel)[-1]
    assert last.drawing is None
    assert last.grab().toImage() != FormulaView(Formula("", ""), LIGHT, panel.typesetter).grab().toImage()


def test_a_card_is_copied_as_latex_as_text_and_as_a_picture(panel, qtbot):
    shown_step(panel, LECTURE, 7)
    latex, text, picture = panel.copies.actions()
    clipboard = QGuiApplication.clipboard()
    latex.trigger()
    assert clipboard.text().splitlines()[1:] == [
        r"\frac{\partial c}{\partial b} = e^{b}",
        r"\frac{\partial f}{\partial b} = 1 \cdot e^{3} = 20.09",
    ]
    text.trigger()
    assert "upstream gradient 1.00 × local derivative 20.09 = contribution to b 20.09" in clipboard.text()
    picture.trigger()
    image = clipboard.image()
    assert image.width() == 2 * PICTURE_WIDTH
    inks = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert {LIGHT.panel, LIGHT.gradient_tint, LIGHT.chip} <= inks


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_copy_menu_speaks_the_language_in_use(panel, language):
    i18n.set_language(language)
    panel.retranslate()
    told = [action.text() for action in panel.copies.actions()]
    assert len(set(told)) == 3
    assert all(text.startswith({"en": "Copy as", "ru": "Копировать"}[language]) for text in told)


def test_what_has_no_formula_cannot_be_copied_as_latex(panel):
    shown_step(panel, LECTURE, 0)
    panel.copies.follow()
    assert not panel.copies.latex.isEnabled()


def test_a_row_of_numbers_asks_about_its_wire(panel, qtbot):
    performed = shown_step(panel, LECTURE, -1)
    rows = panel.widget().findChildren(ProductRow)
    assert len(rows) == 2
    wire = performed.graph.into[performed.graph.gates[0].id][0].id
    QTest.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.explanation.formulas[0].text == "∂f/∂w1 = ∂f/∂a · ∂a/∂w1")
    assert [row.wire for row in panel.explanation.sections[1].products if row.chips[2].framed] == [wire, wire + 1]
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    row = panel.widget().findChildren(ProductRow)[1]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: panel.explanation.formulas[0].text == "∂f/∂x = ∂f/∂a · ∂a/∂x")
    assert panel.widget().findChildren(ProductRow)[1].hasFocus()


def test_a_leaf_is_never_torn_from_its_value(panel):
    shown_step(panel, Lesson(text="+".join(f"w{n}*x{n}" for n in range(9))), 0)
    leaves = next(each for each in panel.widget().findChildren(QLabel) if fonts.NAME in each.text())
    shown = QTextDocument()
    shown.setHtml(leaves.text())
    assert "w0\u00a0=\u00a01.00" in shown.toRawText()
    assert fonts.NAME in leaves.text() and "&nbsp;" not in fonts.NAME


def test_the_branches_a_seen_card_speaks_of_are_named(panel):
    said = []
    panel.branches_named.connect(said.append)
    performed = shown_step(panel, Lesson(text="x*exp(x)", values={"x": 1.0}), -1)
    assert said == [frozenset({"x_(1)", "x_(2)"})]
    panel.hide()
    assert said[-1] == frozenset()
    panel.show()
    assert said[-1] == frozenset({"x_(1)", "x_(2)"})
    panel.show_frame(performed.timeline.rest(0), USUAL)
    assert said[-1] == frozenset()


def test_short_expressions_among_words_are_not_broken_where_a_line_ends():
    assert (
        held("The sum a + b*c = d is e³ ≈ 20.09; then")
        == "The sum a\u00a0+\u00a0b*c\u00a0=\u00a0d is e³\u00a0≈\u00a020.09; then"
    )
    assert held("x1 + x2 + x3 + x4 + x5 + x6 + x7") == "x1 + x2 + x3 + x4 + x5 + x6 + x7"
    assert held("rest of a well-known word — and more") == "rest of a well-known word — and more"


def test_tab_goes_through_the_card_from_top_to_bottom(panel):
    shown_step(panel, LECTURE, -1)
    after, chain = panel, []
    while not chain or not isinstance(chain[-1], ProductRow):
        after = after.nextInFocusChain()
        assert after is not panel
        chain += [after] if after.focusPolicy() & Qt.FocusPolicy.TabFocus else []
    assert chain[0].objectName() == "copy_card"


def stands_inside(view):
    return view.rect().adjusted(-1, -1, 1, 1).contains(view.placed().toAlignedRect())


LONG = "learning_rate_of_the_first_hidden_layer_neuron"


@pytest.mark.parametrize("name", [LONG, LONG.replace("_", "")])
def test_a_long_name_is_cut_nowhere(panel, qtbot, name):
    performed = derive(Lesson(text=f"max(x,y)*{name}+2"))
    panel.show_run(performed.run)
    for step in performed.timeline.steps:
        panel.show_frame(performed.timeline.rest(step.index), USUAL)
        qtbot.waitUntil(lambda: all(view.drawing and stands_inside(view) for view in views(panel)), timeout=20_000)
        qtbot.waitUntil(lambda: panel.widget().width() <= panel.viewport().width())  # a scroll bar may come and go
        for words in panel.widget().findChildren(QLabel):
            page = QTextDocument()
            page.setDefaultFont(words.font())
            page.setHtml(words.text())
            page.setDocumentMargin(0)
            page.setTextWidth(words.width())
            assert page.idealWidth() <= words.width() + 1


def test_the_caption_of_a_box_is_shortened_where_a_name_is_too_long(panel):
    font, caption = fonts.ui(11), (Part("to ", False), Part(LONG))
    assert shortened(caption, font, 1000) == caption
    words, cut = shortened(caption, font, 90)
    assert symbol_width((words, cut), font) <= 90
    assert cut.text.endswith("…") and LONG.startswith(cut.text[:-1])


def test_a_formula_is_broken_in_front_of_its_signs_and_never_in_brackets():
    assert broken(r"\frac{a}{b \cdot c} = \frac{1}{2} \cdot \left(1 = 2\right) \approx {3 \cdot 4}") == [
        r"\frac{a}{b \cdot c}",
        r"= \frac{1}{2}",
        r"\cdot \left(1 = 2\right) \approx {3 \cdot 4}",
    ]


def test_what_follows_from_a_chain_rule_stands_beside_each_other(panel, qtbot):
    shown_step(panel, LECTURE, 7)
    qtbot.waitUntil(lambda: all(view.drawing for view in views(panel)), timeout=20_000)
    rule, local, numbers = views(panel)
    assert rule.geometry().bottom() < local.y() == numbers.y()
    assert local.geometry().right() < numbers.x()
    for view in (local, numbers):
        assert view.placed().width() == pytest.approx(view.natural().width(), abs=1)


def active_row(panel, wires=()):
    return next(row for row in panel.widget().findChildren(ProductRow) if row.is_about(wires))


def is_seen(panel, widget):
    return panel.viewport().rect().contains(widget.rect().translated(widget.mapTo(panel.viewport(), QPoint())))


@pytest.mark.parametrize("text", ["1 + exp(w1*x + w0)", "max(w1, b, c, d, e, g)*x", "x = a*b\nx*exp(x)"])
@pytest.mark.parametrize("height", [375, 250])
def test_the_numbers_at_work_are_seen_at_every_step(panel, qtbot, text, height):
    panel.resize(364, height)
    performed = derive(Lesson(text=text, values={"w1": 2.0}))
    panel.show_run(performed.run)
    for step in performed.timeline.steps:
        panel.show_frame(performed.timeline.rest(step.index), USUAL)
        qtbot.waitUntil(lambda: all(view.drawing for view in views(panel)), timeout=20_000)
        if step.kind == "contribution":
            assert is_seen(panel, active_row(panel, step.wires))


def test_whoever_scrolls_stays_there_until_the_next_step(panel, qtbot):
    panel.resize(364, 200)
    performed = shown_step(panel, LECTURE, -1)
    bar = panel.verticalScrollBar()
    assert bar.value() > 0
    bar.setValue(3)
    panel.show_frame(performed.timeline.rest(-1), Numerals(digits=3))
    panel.resize(364, 210)
    assert bar.value() == 3
    panel.show_frame(performed.timeline.rest(-2), USUAL)
    assert is_seen(panel, active_row(panel))


def test_in_a_low_panel_formulas_and_numbers_come_before_the_words(panel):
    def order():
        words = next(each for each in panel.widget().findChildren(QLabel) if "trade places" in each.text())
        return words.y() - active_row(panel).y()

    shown_step(panel, LECTURE, -1)
    assert order() < 0
    panel.resize(364, 375)
    assert order() > 0
    panel.resize(364, 500)
    assert order() < 0


def baselines(words):
    """Where the first line of every cell of a label stands."""
    page = QTextDocument()
    page.setDefaultFont(words.font())
    page.setHtml(words.text())
    page.setTextWidth(words.width())
    block, found = page.begin(), []
    while block.isValid():
        if block.text():
            top = page.documentLayout().blockBoundingRect(block).y()
            found.append(top + block.layout().lineAt(0).y() + block.layout().lineAt(0).ascent())
        block = block.next()
    return found


@pytest.mark.parametrize("names", [("w1", "x"), ("x", "w1"), ("net_h1", "вес"), ("x'", "w1_2")])
def test_leaves_of_one_row_stand_on_one_baseline(panel, names):
    shown_step(panel, Lesson(text="+".join(names)), 0)
    leaves = next(each for each in panel.widget().findChildren(QLabel) if fonts.NAME in each.text())
    stand = baselines(leaves)
    assert len(stand) == 2
    assert max(stand) - min(stand) < 0.6
