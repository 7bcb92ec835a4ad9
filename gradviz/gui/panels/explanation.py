"""What the Explain panel says of one node at one instant: plain values, no Qt.

Every number comes from the run; one that the performance has not reached yet is None ("—").
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

from gradviz import i18n, resources
from gradviz.autodiff.listing import gate_text
from gradviz.autodiff.run import Run
from gradviz.errors import InputError, MissingError
from gradviz.graph.gates import GATES
from gradviz.graph.graph import Constant, Copy, Gate, Graph, NodeId, Variable, Wire, WireId
from gradviz.graph.ties import Ties
from gradviz.i18n import N_, tr, trn
from gradviz.lesson import library
from gradviz.lesson.lesson import Lesson
from gradviz.timeline.captions import Piece, spoken
from gradviz.timeline.frame import Frame, Phase

Sentence = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A number in a box with a word below. ``tone``: "value", "gradient", "quiet" or "grey"; ``framed``: the result
    of the current step. ``name`` is the variable's name at the end of the caption, set as on the canvas."""

    number: float | None
    caption: str
    tone: str
    framed: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """A row of chips with signs between them: ``upstream × local = contribution``."""

    chips: tuple[Chip, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it."""

    title: str
    products: tuple[Product, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Convention:
    """What holds where no derivative exists: in a few words, and at length beside what other libraries do."""

    brief: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is said. ``symbol`` stands in the circle (none where it is empty), ``tone`` ("value", "gradient" or
    "quiet") is its colour."""

    symbol: str
    tone: str
    title: str
    subtitle: str
    text: str
    sections: tuple[Section, ...] = ()
    convention: Convention | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """What a lesson tells beside its graph, and its rule for equal inputs of max and min."""

    title: str = ""
    lecture: str = ""
    note: str = ""
    ties: str = "split"


def story_of(lesson: Lesson) -> Story:
    """What ``lesson`` tells; a shipped one in the language in use, for as long as its program is not another."""
    try:
        entry = library.entry(lesson.lesson_id) if lesson.lesson_id else None
    except InputError:
        entry = None
    if entry is None:
        return Story(lesson.title, "", lesson.note, lesson.ties.rule)
    if entry.program.strip() != lesson.text.strip():
        return Story(ties=lesson.ties.rule)
    return Story(entry.title, entry.lecture, entry.note, lesson.ties.rule)


@dataclass(frozen=True, slots=True)
class Topic:
    """What is asked about: a node, and a wire of it where one was clicked; no node is where a pass begins."""

    node: NodeId | None
    wire: WireId | None = None


def topic_of(frame: Frame) -> Topic:
    """What the current step is about."""
    if frame.step.kind == "seed":
        return Topic(None)
    return Topic(frame.step.node, frame.step.wires[0] if frame.step.wires else None)


def topic_of_wire(graph: Graph, wire: WireId) -> Topic:
    """What a clicked wire is about: the gate it runs into, which sends the gradient back along it."""
    return Topic(graph.wires[wire].target, wire)


def explain(run: Run, frame: Frame, topic: Topic, story: Story | None = None) -> Explanation:
    """What there is to say of ``topic`` at the instant of ``frame``."""
    speaker = _Speaker(run, frame, topic, story or Story())
    if topic.node is None:
        return speaker.seed() if frame.step.kind == "seed" else speaker.start()
    node = run.graph.nodes[topic.node]
    if isinstance(node, Copy):
        return speaker.copy(node)
    if isinstance(node, Gate):
        return speaker.gate(node)
    return speaker.leaf(node)


@lru_cache(maxsize=128)
def about(op: str, what: str, language: str) -> str:
    """What ``resources/explain`` says of a kind of gate, empty where nothing: what it computes ("forward"), what it
    does to the gradient ("text"), its "convention" at length or in "brief"."""
    try:
        found = tomllib.loads(resources.read_text(f"explain/{op}.toml"))
    except MissingError:
        return ""
    return str(found.get(what, {}).get(language, "")).strip()


def word(text: str) -> Piece:
    return Piece("text", text)


_TIES = {
    "split": N_("If {equal}, each gets an equal share."),
    "first": N_("If {equal}, the first gets it all."),
    "random": N_("If {equal}, one drawn at random gets it all."),
}


class _Speaker:
    """Knows one run, one frame and one topic."""

    def __init__(self, run: Run, frame: Frame, topic: Topic, story: Story) -> None:
        self.run = run
        self.story = story
        self.graph = run.graph
        self.frame = frame
        self.topic = topic

    # where the passes begin

    def start(self) -> Explanation:
        """The lesson's own words, or what a graph is ready for."""
        story, output = self.story, self.graph.output_name
        said = tr("Every variable has its value. From here the values flow forward, gate by gate.")
        ahead = (
            word(tr("Forward: every gate computes its value, the output {output} last.", output=output)),
            word(tr("Backward: from d{output} = 1 every gate sends each input its gradient.", output=output)),
        )
        sections = (*self._leaves(), Section(tr("The two passes"), sentences=tuple((each,) for each in ahead)))
        if story.title:
            return Explanation("", "quiet", story.title, story.lecture, story.note, sections)
        return Explanation("→", "value", tr("The leaves have values"), tr("before the forward pass"), said, sections)

    def _leaves(self) -> tuple[Section, ...]:
        pieces: list[Piece] = []
        for leaf in self.graph.variables:
            pieces += [word("   ")] if pieces else []
            pieces += self._equation(leaf.id)
        return (Section(tr("Leaves"), sentences=(tuple(pieces),)),) if pieces else ()

    def seed(self) -> Explanation:
        output = self.graph.output_name
        seen = self.frame.nodes[self.graph.output]
        gradient = Chip(seen.gradient, "d" + output, _tone(seen.gradient), seen.gradient is not None, output)
        text = tr(
            "The backward pass begins at the output: {output} changes exactly as fast as itself, so its gradient is 1. "
            "Every other gradient follows from it, gate by gate.",
            output=output,
        )
        title = tr("The seed: d{output} = 1", output=output)
        row = (Chip(seen.value, output, "value", name=output), gradient), ("",)
        return Explanation("←", "gradient", title, tr("before the backward pass"), text, self._numbers(row))

    # leaves

    def leaf(self, leaf: Variable | Constant) -> Explanation:
        name = self.graph.labels[leaf.id]
        if isinstance(leaf, Constant):
            text = tr("A number typed in the expression. It never changes, so its gradient is not needed.")
            alone = Chip(leaf.value, tr("value"), "value")
            return Explanation(
                name, "quiet", tr("{name}: constant", name=name), "", text, self._numbers(((alone,), ()))
            )
        seen = self.frame.nodes[leaf.id]
        gradient = Chip(seen.gradient, "d" + name, _tone(seen.gradient), seen.gradient is not None, name)
        chips = (Chip(seen.value, name, "value", name=name), gradient)
        text = tr(
            "A leaf of the graph. Its gradient says how fast {output} changes when {name} does.",
            output=self.graph.output_name,
            name=name,
        )
        title = tr("{name}: leaf", name=name)
        sections = (*self._troubles(leaf.id), *self._numbers((chips, ("",))))
        return Explanation(name, "quiet", title, tr("value and gradient"), text, sections)

    # copies

    def copy(self, copy: Copy) -> Explanation:
        name = self.graph.labels[copy.id]
        back = self.frame.phase is Phase.BACKWARD
        text = about("copy", "text" if back else "forward", i18n.language())
        ahead, said = tr("forward through {line}", line=tr("copy")), tr("the gradients of {name} add up", name=name)
        numbers = self._sum(copy) if back else self._equation(copy.id)
        sections = (*self._troubles(copy.id), Section(tr("Numbers"), sentences=(numbers,)))
        tone = "gradient" if back else "value"
        return Explanation("•", tone, _title("copy", back), said if back else ahead, text, sections)

    def _sum(self, copy: Copy) -> Sentence:
        """The addends in the order they arrive, and their sum once all are there."""
        seen = self.frame.nodes[copy.id].sum
        addends = seen.addends if seen else (None,) * copy.uses
        pieces: list[Piece] = []
        for addend in addends:
            pieces += [word(" + ")] if pieces else []
            pieces.append(_term(addend))
        total = seen.total if seen and None not in addends else None
        return (*pieces, word(" = "), Piece("gradient", number=total))

    # gates

    def gate(self, gate: Gate) -> Explanation:
        step = self.frame.step
        back = self.frame.nodes[gate.id].gradient is not None or (step.node == gate.id and step.kind != "value")
        back = back and self.frame.phase is Phase.BACKWARD
        said = tr("backward through {line}") if back else tr("forward through {line}")
        line = self._line(gate)
        numbers = self._backward(gate) if back else self._forward(gate)
        sections = (*self._troubles(gate.id), numbers, *(self._remarks(gate) if back else ()))
        text = self._fate(gate) if back else about(gate.op, "forward", i18n.language())
        tone = "gradient" if back else "value"
        convention = self._convention(gate) if back else None
        title, said = _title(gate.op, back), said.format(line=line)
        return Explanation(GATES[gate.op].symbol, tone, title, said, text, sections, convention)

    def _fate(self, gate: Gate) -> str:
        """What becomes of the gradient: what the gate always does, or what the tie rule does where inputs are equal."""
        kink = next((kink for kink in self.run.kinks if kink.gate == gate.id), None)
        if kink is not None and GATES[gate.op].routes:
            return str(kink.message)
        return about(gate.op, "text", i18n.language())

    def _line(self, gate: Gate) -> str:
        filled = gate_text(gate, self.graph.labels, "", Ties())
        return f"{self.graph.labels[gate.id]} = {filled.value(filled.kind.listing)}"

    def _forward(self, gate: Gate) -> Section:
        value = self.frame.nodes[gate.id].value
        inputs = tuple(self._input(node) for node in gate.inputs)
        name = self.graph.labels[gate.id]
        result = Chip(value, name, "value" if value is not None else "grey", value is not None, name)
        if len(inputs) > 2:
            return Section(
                tr("Numbers"), (Product((result,), ()),), tuple(self._equation(node) for node in gate.inputs)
            )
        symbol = GATES[gate.op].symbol
        signs = ("→",) if len(inputs) == 1 else (symbol, "=") if len(symbol) == 1 else (",", "→")
        return Section(tr("Numbers"), (Product((*inputs, result), signs),))

    def _input(self, node: NodeId) -> Chip:
        number, label = self.run.node_values[node], self._label(node)
        return Chip(number, label, "quiet") if self._is_constant(node) else Chip(number, label, "value", name=label)

    def _backward(self, gate: Gate) -> Section:
        rows = tuple(self._product(gate, wire) for wire in self.graph.into[gate.id] if self._matters(wire))
        return Section(tr("Numbers"), rows)

    def _matters(self, wire: Wire) -> bool:
        return not self._is_constant(wire.source)

    def _product(self, gate: Gate, wire: Wire) -> Product:
        sent = self.frame.wires[wire.id].gradient
        upstream = self.frame.nodes[gate.id].gradient
        local = self.run.locals[gate.id][wire.slot]
        dead = sent == 0 or (sent is None and local == 0)
        now = wire.id in self.frame.step.wires or wire.id == self.topic.wire
        name = self._label(wire.source)
        to = Chip(sent, tr("to {name}", name=name), _tone(sent), now and not dead, name)
        chips = (
            Chip(upstream, tr("upstream"), "grey" if dead else _tone(upstream)),
            Chip(local, tr("local"), "grey" if dead else "quiet"),
            to,
        )
        return Product(chips, ("×", "="))

    def _troubles(self, node: NodeId) -> tuple[Section, ...]:
        """What makes this node's numbers no ordinary ones; where another gate is to blame, which."""
        own = [problem for problem in self.run.problems if problem.gate == node]
        said = [str(problem.message) for problem in own]
        seen = self.frame.nodes[node]
        odd = any(number is not None and not isfinite(number) for number in (seen.value, seen.gradient))
        if not own and odd and self.run.problems:
            said = [tr("It began elsewhere. {message}", message=str(self.run.problems[0].message))]
        return (Section(tr("Problem"), sentences=tuple((word(each),) for each in said), warning=True),) if said else ()

    def _remarks(self, gate: Gate) -> tuple[Section, ...]:
        kinks = (kink for kink in self.run.kinks if kink.gate == gate.id and not GATES[gate.op].routes)
        told = (Section(tr("No derivative here"), sentences=((word(str(kink.message)),),)) for kink in kinks)
        return (*self._why(gate), *told, *self._whence(gate))

    def _convention(self, gate: Gate) -> Convention | None:
        brief = self._tie(gate) if GATES[gate.op].routes else about(gate.op, "brief", i18n.language())
        text = about(gate.op, "convention", i18n.language())
        return Convention(brief, text) if brief and text else None

    def _tie(self, gate: Gate) -> str:
        """Who gets the gradient of a max or min gate when its inputs are equal."""
        names = [self._label(node) for node in gate.inputs]
        equal = " = ".join(names) if len(names) == 2 else tr("the winning inputs are equal")
        return tr(_TIES[self.story.ties], equal=equal)

    def _why(self, gate: Gate) -> list[Section]:
        """Who wins: ``a = 3.00 > y = 1.00, so a wins``; nothing where nobody alone does."""
        local = self.run.locals[gate.id]
        order = sorted(range(len(local)), key=lambda slot: -local[slot])
        winners = [slot for slot in order if self.run.node_values[gate.inputs[slot]] == self.run.node_values[gate.id]]
        if not GATES[gate.op].routes or len(winners) != 1:
            return []
        sign = ">" if GATES[gate.op].routes > 0 else "<"
        pieces: list[Piece] = []
        for slot in order:
            pieces += [word(f"\u2002{sign}\u2002" if len(pieces) < 4 else ", ")] if pieces else []
            pieces += self._equation(gate.inputs[slot])
        said = word("   " + tr("so {name} wins", name=self._label(gate.inputs[winners[0]])))
        return [Section(tr("Why the local derivatives are 1 and 0"), sentences=((*pieces, said),))]

    def _whence(self, gate: Gate) -> list[Section]:
        """Where an upstream gradient that was added up came from."""
        copy = next((copy for copy in self.graph.copies if copy.source == gate.id), None)
        if copy is None:
            return []
        name = self.graph.labels[gate.id]
        if copy.uses == 2:
            said = tr("{name} is used twice, so its gradients add:", name=name)
        else:
            said = trn(
                "{name} is used {n} time, so its gradients add:",
                "{name} is used {n} times, so its gradients add:",
                copy.uses,
                name=name,
            )
        return [Section(tr("Where the upstream came from"), sentences=((word(said),), self._sum(copy)))]

    # pieces

    def _numbers(self, row: tuple[tuple[Chip, ...], tuple[str, ...]]) -> tuple[Section, ...]:
        return (Section(tr("Numbers"), (Product(*row),)),)

    def _label(self, node: NodeId) -> str:
        return self.graph.labels[self.graph.value_node(node)]

    def _is_constant(self, node: NodeId) -> bool:
        return isinstance(self.graph.nodes[self.graph.value_node(node)], Constant)

    def _equation(self, node: NodeId) -> Sentence:
        number = Piece("value", number=self.run.node_values[node])
        return (number,) if self._is_constant(node) else (Piece("name", self._label(node)), word(" = "), number)


def _title(op: str, back: bool) -> str:
    """The gate's name, and on the way back the lecture's word for what it does to the gradient."""
    name = {"copy": tr("copy")}.get(op, spoken(GATES[op]))
    return f"{name}: {tr(GATES[op].role)}" if back else name


def _tone(number: float | None) -> str:
    return "grey" if not number else "gradient"


def _term(number: float | None) -> Piece:
    return Piece("gradient", "()" if number is not None and number < 0 else "", number)


def step_words(graph: Graph, frame: Frame) -> str:
    """The current step in a few words: "backward through max", "the gradients of x add up"."""
    step = frame.step
    if step.node is None:
        return tr("the leaves have values")
    if step.kind == "seed":
        return tr("the seed: d{output} = 1", output=graph.output_name)
    node = graph.nodes[step.node]
    if isinstance(node, Copy):
        return tr("the gradients of {name} add up", name=graph.labels[node.id])
    name = spoken(GATES[node.op]) if isinstance(node, Gate) else graph.labels[node.id]
    return tr("forward through {gate}", gate=name) if step.kind == "value" else tr("backward through {gate}", gate=name)
