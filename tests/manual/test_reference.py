"""The gate reference: nothing of the table is missing, in either language, and what it says is so."""

import re

import pytest

from gradviz import i18n
from gradviz.autodiff.engine import run
from gradviz.explain.moment import about, title_of
from gradviz.graph.build import read
from gradviz.graph.gates import GATES
from gradviz.manual.chapters import REFERENCE, chapters
from gradviz.manual.reference import formula, gate_section, gate_sections, lines, local_derivative, typed
from gradviz.timeline.board import spoken

TYPED = [kind for kind in GATES.values() if kind.slopes and not kind.joint]


@pytest.fixture(params=i18n.LANGUAGES)
def language(request):
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language("en")


def test_every_gate_has_its_section_in_the_order_of_the_table(language):
    chapter = next(chapter for chapter in chapters() if chapter.id == REFERENCE)
    assert [section.icon for section in chapter.sections] == [f"gates/{name}" for name in GATES]
    assert chapter.sections == gate_sections()


@pytest.mark.parametrize("kind", GATES.values(), ids=GATES)
def test_a_section_tells_all_that_is_known(language, kind):
    section = gate_section(kind)
    assert section.title == title_of(kind, back=True)
    for what in ("forward", "text", "convention"):
        assert about(kind.name, what, language) in section.text
    assert all(f"`{spelling}(" in section.text for spelling in kind.spellings)
    assert section.text.count("![∂f/∂") == len(kind.slopes)
    for marked in filter(None, (kind.domain, kind.asleep)):
        assert i18n.tr(marked.message.text, gate=spoken(kind)) in section.text


@pytest.mark.parametrize("kind", GATES.values(), ids=GATES)
def test_who_has_a_kink_tells_its_convention(language, kind):
    if kind.kink or kind.routes:
        assert about(kind.name, "convention", language)


def test_the_two_languages_differ():
    i18n.set_language("ru")
    russian = gate_sections()
    i18n.set_language("en")
    for english, translated in zip(gate_sections(), russian, strict=True):
        assert re.search("[а-я]", translated.text)
        assert not re.search("[а-я]", english.text)


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: kind.name)
def test_every_spelling_reads_as_this_gate(kind):
    for text in typed(kind):
        graph = read(text.replace(", …", ", z"))
        assert graph.gates[-1].kind is kind


@pytest.mark.parametrize("kind", TYPED, ids=lambda kind: kind.name)
def test_the_lines_of_code_give_the_gate_and_its_gradients(kind):
    """Against the engine, with the names that the listing uses."""
    from gradviz.autodiff.naming import FUNCTIONS

    values = dict(zip("xy", (0.7, 0.3), strict=True))
    graph = read(typed(kind)[0].replace(", …", ""))
    used = {leaf.name: values[leaf.name] for leaf in graph.variables}
    recorded = run(graph, used)
    scope = {**FUNCTIONS, **values, "df": 1.0, "min": min, "max": max, "abs": abs}
    for line in lines(kind):
        name, _, right = line.partition(" = ")
        scope[name] = _value(right, scope)
    assert scope["f"] == pytest.approx(recorded.value)
    for name in used:
        assert scope[f"d{name}"] == pytest.approx(recorded.gradients[name], abs=1e-12), name


def _value(text, scope):
    """Our own lines, run as the compiled listing is."""
    return eval(text, {"__builtins__": {}}, scope)


@pytest.mark.parametrize("kind", [kind for kind in GATES.values() if kind.slopes], ids=lambda kind: kind.name)
def test_every_formula_can_be_typeset(kind):
    import ziamath

    every = (formula(kind), *(local_derivative(kind, slot) for slot in range(len(kind.slopes))))
    for each in every:
        assert "<path" in ziamath.Latex(each.latex).svg()
