"""One card for any topic at any instant."""

from __future__ import annotations

from gradviz.autodiff.run import Run
from gradviz.explain import leaves, passes
from gradviz.explain.card import Card
from gradviz.explain.copies import copy_card
from gradviz.explain.gates import gate_card
from gradviz.explain.moment import Moment
from gradviz.explain.story import Story
from gradviz.explain.topic import Topic
from gradviz.graph.graph import Constant, Copy, Gate
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame


def explain(run: Run, frame: Frame, topic: Topic, story: Story | None = None, numerals: Numerals | None = None) -> Card:
    """What there is to say of ``topic`` at the instant of ``frame``; formulas are written in ``numerals``."""
    moment = Moment(run, frame, topic, story or Story(), numerals or Numerals())
    if topic.node is None:
        return passes.seed(moment) if frame.step.kind == "seed" else passes.start(moment)
    node = run.graph.nodes[topic.node]
    if isinstance(node, Copy):
        return copy_card(moment, node)
    if isinstance(node, Gate):
        return gate_card(moment, node)
    return leaves.constant(moment, node) if isinstance(node, Constant) else leaves.variable(moment, node)
