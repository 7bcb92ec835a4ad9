"""What is said of every kind of node, at every step, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gradviz import i18n
from gradviz.autodiff import engine
from gradviz.explain.explain import explain
from gradviz.explain.story import story_of
from gradviz.explain.topic import Topic, step_words, topic_of, topic_of_wire
from gradviz.graph.build import read
from gradviz.graph.fold import shape
from gradviz.graph.gates import GATES
from gradviz.graph.graph import Copy, Gate
from gradviz.graph.ties import Ties
from gradviz.lesson import library
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import Numerals
from gradviz.timeline.compose import compose
from tests.explain.asked import MAIN, USUAL, derive, numbers_of, rows_of, said_at, section, text_for, words


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("op", sorted(set(GATES) - {"fold"}))
def test_every_kind_of_gate_is_explained_in_numbers(op, language):
    """At the end of the pass each row reads upstream × local = contribution, in the run's own numbers."""
    i18n.set_language(language)
    result = derive(Lesson(text=text_for(op), values={"x": 0.6, "a": 0.4, "b": 0.1}))
    graph, run, frame = result.graph, result.run, result.timeline.rest(-1)
    node = next(
        n for n in graph.nodes if (isinstance(n, Gate) and n.op == op) or (isinstance(n, Copy) and op == "copy")
    )
    said = explain(run, frame, Topic(node.id))
    assert said.title and said.text and said.subtitle
    if op == "copy":
        numbers = [chip.number for chip in section(said, i18n.tr("Sum over the branches")).products[0].chips]
        assert sum(numbers[:-1]) == pytest.approx(numbers[-1]) == run.node_gradients[node.id]
        return
    rows = rows_of(said)
    assert len(rows) == len(graph.into[node.id])
    for row, wire in zip(rows, graph.into[node.id], strict=True):
        upstream, local, sent = (chip.number for chip in row.chips)
        assert upstream * local == pytest.approx(sent)
        assert sent == run.wire_gradients[wire.id]
        assert local == run.locals[node.id][wire.slot]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_step_is_explained_and_unknown_numbers_are_not_told(language):
    i18n.set_language(language)
    result = derive(MAIN)
    for index in range(len(result.timeline.steps)):
        frame = result.timeline.rest(index)
        said = explain(result.run, frame, topic_of(frame))
        assert said.title
        assert step_words(result.graph, frame, Numerals())
        if frame.step.kind == "contribution":
            sent = [row[2] for row in numbers_of(said)]
            known = [frame.wires[wire.id].gradient for wire in result.graph.into[frame.step.node]]
            assert sent == known


def test_the_winner_of_max_is_explained():
    result = derive(MAIN)
    gate = next(gate for gate in result.graph.gates if gate.op == "max")
    why = explain(result.run, result.timeline.rest(-1), Topic(gate.id)).sections[2]
    assert [piece.number for piece in why.sentences[0] if piece.number is not None] == [3.0, 1.0]
    assert "".join(piece.written(USUAL) for piece in why.sentences[0]).endswith("so a wins")


@pytest.mark.parametrize(("rule", "told"), [("split", "equal share"), ("first", "the first"), ("random", "at random")])
def test_a_tie_tells_what_its_rule_does(rule, told):
    result = derive(Lesson(text="max(x, y)").with_ties(Ties(rule)))
    said = explain(result.run, result.timeline.rest(-1), Topic(result.graph.gates[0].id))
    assert said.text.startswith("The winning inputs are equal")
    assert told in said.text
    assert "larger" not in said.text
    assert said.text not in words(said)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("op", sorted(set(GATES) - {"fold"}))
def test_on_the_way_forward_a_gate_says_what_it_computes(op, language):
    i18n.set_language(language)
    result = derive(Lesson(text=text_for(op), values={"x": 0.0, "a": 0.0}))
    nodes = (n for n in result.graph.nodes if getattr(n, "op", "copy" if isinstance(n, Copy) else "") == op)
    node = next(nodes).id
    ahead = explain(result.run, result.timeline.rest(0), Topic(node, clicked=False))
    back = explain(result.run, result.timeline.rest(-1), Topic(node))
    assert ahead.text != back.text
    assert back.title.startswith(f"{ahead.title}: ")
    calm = replace(ahead, sections=tuple(section for section in ahead.sections if not section.warning))
    everything = f"{ahead.title} {ahead.subtitle} {ahead.text} {words(calm)}".lower()
    assert not any(word in everything for word in ("gradient", "градиент", "derivative", "производн"))
    assert ahead.convention is None


def test_the_end_of_a_caption_that_is_set_as_a_name_is_the_name():
    """Every name in a chip is written as on the canvas; numbers and words are not."""
    result = derive(Lesson(text="f = w1*x + 2*x", values={"w1": 3.0}))
    found = set()
    for frame in map(result.timeline.rest, range(len(result.timeline.steps))):
        said = explain(result.run, frame, topic_of(frame))
        chips = [chip for section in said.sections for product in section.products for chip in product.chips]
        assert all(chip.caption.endswith(chip.name) for chip in chips)
        found |= {(chip.caption, chip.name) for chip in chips}
    assert {("w1", "w1"), ("to w1", "w1"), ("2", ""), ("upstream", ""), ("∂f/∂f", ""), ("to x_(2)", "x_(2)")} <= found


def test_a_problem_is_told_where_it_begins():
    result = derive(Lesson(text="log(x)", values={"x": -1.0}))
    said = explain(result.run, result.timeline.rest(-1), Topic(result.graph.gates[0].id))
    assert any(section.warning for section in said.sections)


def test_a_wire_is_explained_by_the_gate_it_runs_into():
    result = derive(MAIN)
    wire = result.graph.into[result.graph.gates[1].id][0]
    assert topic_of_wire(result.graph, wire.id) == Topic(result.graph.gates[1].id, wire.id)


def test_the_wire_of_a_constant_asks_about_all_that_vary():
    result = derive(Lesson(text="max(x, 2, y)"))
    graph, gate = result.graph, result.graph.gates[0]
    said = explain(result.run, result.timeline.rest(-1), topic_of_wire(graph, graph.into[gate.id][1].id))
    assert [row.wire for row in rows_of(said)] == [graph.into[gate.id][slot].id for slot in (0, 2)]
    assert len(said.formulas) == 6


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
    result = derive(MAIN)
    seed = next(step.index for step in result.timeline.steps if step.kind == "seed")
    said = said_at(MAIN, seed)
    assert "∂f/∂f = 1" in said.title
    assert numbers_of(said) == [[result.run.value, 1.0]]
    assert [formula.text for formula in said.formulas] == ["∂f/∂f = 1"]


@pytest.mark.parametrize(("rule", "brief"), [("split", "equal share"), ("first", "first"), ("random", "random")])
def test_the_convention_line_follows_the_tie_rule(rule, brief):
    story = story_of(MAIN.with_ties(Ties(rule)))
    gate = next(gate for gate in derive(MAIN).graph.gates if gate.op == "max")
    convention = said_at(MAIN, -1, gate.id, story).convention
    assert convention.brief.startswith("If a = y, ")
    assert brief in convention.brief
    assert all(library in convention.text for library in ("PyTorch", "TensorFlow", "JAX"))


def test_gates_without_a_kink_have_no_convention_line():
    assert said_at(Lesson(text="x*y"), -1, derive(Lesson(text="x*y")).graph.gates[0].id).convention is None


def test_nan_has_no_winner():
    lesson = Lesson(text="max(log(x), y)", values={"x": -1.0})
    graph = derive(lesson).graph
    said = said_at(lesson, -1, next(gate.id for gate in graph.gates if gate.op == "max"))
    assert any(section.warning for section in said.sections)
    assert "wins" not in words(said)


@pytest.mark.parametrize(
    ("text", "op", "title"), [("x*y", "mul", "×: "), ("max(x, y)", "max", "max: "), ("-x", "neg", "neg: ")]
)
def test_a_russian_title_calls_an_operator_by_its_sign(text, op, title):
    i18n.set_language("ru")
    lesson = Lesson(text=text, values={"x": 2.0})
    graph = derive(lesson).graph
    assert said_at(lesson, -1, next(gate.id for gate in graph.gates if gate.op == op)).title.startswith(title)


def test_a_gate_that_only_passes_nan_on_names_the_one_to_blame():
    lesson = Lesson(text="log(x) + y", values={"x": -1.0})
    graph = derive(lesson).graph
    said = said_at(lesson, -1, next(gate.id for gate in graph.gates if gate.op == "add"))
    assert said.sections[0].warning
    assert "lies elsewhere: a needs an input" in words(said)


def test_a_folded_gate_is_explained_by_its_numbers():
    graph = shape(read("a = tanh(w*x + b)\nf = a*a"), ["line:a"]).graph
    run = engine.run(graph, {"w": 0.5, "x": 2.0, "b": 0.1})
    (gate,) = (gate for gate in graph.gates if gate.folded)
    said = explain(run, compose(graph, run).rest(-1), Topic(gate.id))
    assert said.title == "a: several gates in one"
    (formula,) = section(said, i18n.tr("It stands for")).formulas
    assert formula.text == "a = tanh(w*x + b)"
    assert formula.latex == r"a = \tanh\left(w \cdot x + b\right)"
    assert said.subtitle.endswith(formula.text)
    rows = rows_of(said)
    for row, wire in zip(rows, graph.into[gate.id], strict=True):
        upstream, local, sent = (chip.number for chip in row.chips)
        assert (local, sent) == (run.locals[gate.id][wire.slot], run.wire_gradients[wire.id])
        assert upstream * local == pytest.approx(sent)


def test_a_target_that_is_used_further_on_says_nothing_of_gradients_that_add_up():
    text = read("a = w*x\nm = max(a, y)\nf = m*x + exp(-m)")
    run = engine.run(text, {"w": 1.5, "x": 2.0, "y": 1.0}, target=text.node_called("m"))
    graph, frame = run.graph, compose(run.graph, run).rest(-1)

    def said(node: int) -> str:
        return explain(run, frame, Topic(node)).plain(USUAL)

    assert "contributions add up" not in said(graph.labels.index("m"))
    copy = next(copy for copy in graph.copies if graph.labels[copy.id] == "m")
    assert "The copy of m does not lead to m: there is no gradient of m by it." in said(copy.id)
    timeline = compose(graph, run)
    seed = next(timeline.rest(step.index) for step in timeline.steps if step.kind == "seed")
    assert "begins at m, whose gradients are asked for" in explain(run, seed, topic_of(seed)).text


@pytest.mark.parametrize("program", ["x*exp(x)", "w = exp(x)\nmax(x, w, 2)", "max(exp(x), exp(x))"])
def test_a_gate_asked_about_ahead_tells_no_number_of_the_future(program):
    """A number is told once its value or gradient stands in the picture."""
    result = derive(Lesson(text=program))
    frame = result.timeline.rest(0)
    gate = result.graph.gates[-1]
    said = explain(result.run, frame, Topic(gate.id))
    told = {chip.number for row in rows_of(said) for chip in row.chips}
    told |= {piece.number for each in said.sections for item in each.items for piece in item}
    assert told <= {node.value for node in frame.nodes} | {None}
    assert "—" in said.plain(USUAL)
    shares = [formula.text for formula in said.formulas if formula.text.endswith(("= 1", "= 0.50"))]
    assert not shares
