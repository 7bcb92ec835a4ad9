"""Lessons performed, and questions about them."""

from __future__ import annotations

from dataclasses import dataclass

from gradviz.autodiff.engine import run
from gradviz.autodiff.run import Run
from gradviz.explain.card import Card, Product, Section
from gradviz.explain.explain import explain
from gradviz.explain.story import Story
from gradviz.explain.topic import Topic, topic_of
from gradviz.graph.build import read
from gradviz.graph.graph import Graph, NodeId
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import Numerals
from gradviz.timeline.compose import compose
from gradviz.timeline.timeline import Timeline

MAIN = Lesson(text="a = w*x\nm = max(a, y)\nf = m*x + exp(-m)", values={"w": 1.5, "x": 2.0, "y": 1.0})
USUAL = Numerals()

SAMPLES = {"leaky_relu": "leaky_relu(x, a)", "max": "max(x, a, b)", "min": "min(x, a)", "id": "f = x", "copy": "x*x"}
SIGNS = {"add": "x + a", "sub": "x - a", "mul": "x*a", "div": "x/a", "pow": "x^a", "neg": "-x"}


def text_for(op: str) -> str:
    """A program with a gate of this kind."""
    return SAMPLES.get(op) or SIGNS.get(op) or f"{op}(x)"


@dataclass(frozen=True)
class Performed:
    """A lesson's graph, run and performance."""

    graph: Graph
    run: Run
    timeline: Timeline


def derive(lesson: Lesson, target: str = "") -> Performed:
    """The performance of ``lesson``, aimed at ``target`` where one is named; leaves without a value are 1."""
    graph = read(lesson.text)
    graph = graph.aimed_at(graph.labels.index(target)) if target else graph
    leaves = {leaf.name: lesson.values.get(leaf.name, 1.0) for leaf in graph.variables if leaf.pinned is None}
    result = run(graph, leaves, lesson.ties)
    return Performed(graph, result, compose(graph, result))


def said_at(
    lesson: Lesson, step: int, node: NodeId | None = None, story: Story | None = None, numerals: Numerals = USUAL
) -> Card:
    """The card of a step, or of a clicked node."""
    performed = derive(lesson)
    frame = performed.timeline.rest(step)
    return explain(performed.run, frame, topic_of(frame) if node is None else Topic(node), story, numerals)


def words(said: Card) -> str:
    return " ".join(piece.text for each in said.sections for sentence in each.sentences for piece in sentence)


def section(said: Card, title: str) -> Section:
    """The section with this heading."""
    return next(each for each in said.sections if each.title == title)


def rows_of(said: Card) -> list[Product]:
    """The rows of number boxes, from top to bottom."""
    return [row for each in said.sections for row in each.products]


def numbers_of(said: Card) -> list[list[float | None]]:
    """The rows of number boxes."""
    return [[chip.number for chip in row.chips] for row in rows_of(said)]
