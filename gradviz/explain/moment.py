"""One run at one instant, with what is asked about: what all cards are written from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

from gradviz import resources
from gradviz.autodiff.run import Run
from gradviz.errors import MissingError
from gradviz.explain.card import Chip, Product, Section, Sentence, word
from gradviz.explain.chain import Chain
from gradviz.explain.story import Story
from gradviz.explain.topic import Topic
from gradviz.explain.wires import name_of_wire
from gradviz.graph.gate import GateKind
from gradviz.graph.graph import Constant, Copy, Graph, NodeId, Wire
from gradviz.i18n import tr
from gradviz.numerals import NOT_COMPUTED, Numerals
from gradviz.timeline.board import spoken
from gradviz.timeline.frame import Frame, Phase
from gradviz.timeline.pieces import Piece, filled

UNKNOWN = Piece("unknown", NOT_COMPUTED)
"""Stands for a number that the performance has not come to yet."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Knows one run, one frame and one topic."""

    run: Run
    frame: Frame
    topic: Topic
    story: Story
    numerals: Numerals

    @property
    def graph(self) -> Graph:
        return self.run.graph

    @property
    def chain(self) -> Chain:
        return Chain(self.run, self.numerals)

    @property
    def backward(self) -> bool:
        return self.frame.phase is Phase.BACKWARD

    def label(self, node: NodeId) -> str:
        return self.graph.labels[self.graph.value_node(node)]

    def is_constant(self, node: NodeId) -> bool:
        return isinstance(self.graph.nodes[self.graph.value_node(node)], Constant)

    def value(self, node: NodeId) -> float | None:
        """The node's value as far as the performance has come; None before that."""
        return self.frame.nodes[self.graph.value_node(node)].value

    def gradient(self, name: str) -> str:
        """What the gradient of the output by ``name`` is called."""
        return self.numerals.gradient(self.graph.output_name, name)

    def gradient_chip(self, name: str, number: float | None) -> Chip:
        """The gradient by ``name`` in a box of its own; None while it is not known."""
        symbol = self.numerals.gradient_parts(self.graph.output_name, name)
        return Chip(number, self.gradient(name), gradient_tone(number), number is not None, symbol=symbol)

    def equation(self, node: NodeId) -> Sentence:
        """``w = 2.00``, "—" for a value that the performance has not come to; a constant is its number."""
        value = self.value(node)
        number = UNKNOWN if value is None else Piece("value", number=value)
        found = self.graph.nodes[self.graph.value_node(node)]
        if isinstance(found, Constant):
            return (Piece("constant", found.text, found.value),)
        return (Piece("name", self.label(node)), word(" = "), number)

    def troubles(self, node: NodeId) -> tuple[Section, ...]:
        """What makes this node's numbers no ordinary ones; where another gate is to blame, which."""
        own = [problem for problem in self.run.problems if problem.gate == node]
        said = [str(problem.message) for problem in own]
        seen = self.frame.nodes[node]
        odd = any(number is not None and not isfinite(number) for number in (seen.value, seen.gradient))
        if not own and odd and self.run.problems:
            said = [tr("The cause lies elsewhere: {message}", message=str(self.run.problems[0].message))]
        return (Section(tr("Problem"), sentences=tuple((word(each),) for each in said), warning=True),) if said else ()

    def branch_note(self, *wires: Wire) -> Sentence:
        """What the names of branches among ``wires`` mean; nothing where none is one."""
        branches = [wire for wire in wires if isinstance(self.graph.nodes[wire.source], Copy)]
        of = _listed(list(dict.fromkeys(self.label(wire.source) for wire in branches)))
        named = _listed(list(dict.fromkeys(name_of_wire(self.graph, wire).drawn for wire in branches)))
        if not branches:
            return ()
        if len(named) == 1:
            said = tr("{branch} is the branch of {name} that leads here from its copy gate.")
            return filled(said, branch=named, name=of)
        if len({wire.source for wire in branches}) == 1:
            return filled(tr("{branches} are the branches of {names} behind the copy gate."), branches=named, names=of)
        return filled(tr("{branches} are branches behind the copy gates of {names}."), branches=named, names=of)


def _listed(names: list[str]) -> Sentence:
    """The names with commas between them, of many the first and the last."""
    pieces: list[Piece] = []
    for name in names if len(names) <= 4 else [*names[:2], "…", names[-1]]:
        pieces += [word(", ")] if pieces else []
        pieces.append(word(name) if name == "…" else Piece("name", name))
    return tuple(pieces)


def nowhere(moment: Moment, title: str, name: str) -> Section:
    """What there is to say of the gradient by something that does not lead to the output."""
    output = moment.graph.output_name
    if moment.graph.aimed:
        said = tr("{name} does not lead to {output}: there is no gradient of {output} by it.", name=name, output=output)
    else:
        said = tr("{name} does not lead to {output}, so its gradient is 0.", name=name, output=output)
    return Section(title, sentences=((word(said),),))


def numbers(*rows: tuple[tuple[Chip, ...], tuple[str, ...]]) -> Section:
    """The section with rows of number boxes."""
    return Section(tr("Numbers"), tuple(Product(*row) for row in rows))


def gradient_tone(number: float | None) -> str:
    return "grey" if not number else "gradient"


def title_of(kind: GateKind, back: bool) -> str:
    """The gate's name, and on the way back the lecture's word for what it does to the gradient."""
    name = {"copy": tr("copy")}.get(kind.name, spoken(kind))
    return f"{name}: {tr(kind.role)}" if back and kind.role else name


@lru_cache(maxsize=128)
def about(op: str, what: str, language: str) -> str:
    """What ``resources/explain`` says of a kind of gate, empty where nothing: what it computes ("forward"), what it
    does to the gradient ("text", and what is added to that where its inputs are "unequal"; instead of it where one of
    two inputs is a constant, "one", or "first" or "second" by the input that varies), its "convention" at length or in
    "brief" (of a power "brief_…" by what decides)."""
    try:
        found = tomllib.loads(resources.read_text(f"explain/{op}.toml"))
    except MissingError:
        return ""
    return str(found.get(what, {}).get(language, "")).strip()
