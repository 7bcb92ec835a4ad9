"""The Explain panel: it shows cards, follows the steps, unfolds and copies."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel

from gradviz import i18n
from gradviz.explain.topic import Topic
from gradviz.graph.gates import GATES
from gradviz.gui.panels.explain import Explain
from gradviz.gui.panels.explain.parts import ConventionLine
from gradviz.gui.theme import LIGHT
from gradviz.lesson.lesson import Lesson
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
@pytest.mark.parametrize("op", GATES)
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
