"""Where the passes begin: the leaves' values, and the seed."""

from __future__ import annotations

from gradviz.explain.card import Card, Chip, Section, word
from gradviz.explain.moment import Moment, gradient_tone, numbers
from gradviz.i18n import tr


def start(moment: Moment) -> Card:
    """The lesson's own words, or what a graph is ready for."""
    story, output = moment.story, moment.graph.output_name
    said = tr("Every variable has its value. From here the values flow forward, gate by gate.")
    ahead = (
        word(tr("Forward: every gate computes its value, the output {output} last.", output=output)),
        word(tr("Backward: from d{output} = 1 every gate sends each input its gradient.", output=output)),
    )
    sections = (*_leaves(moment), Section(tr("The two passes"), sentences=tuple((each,) for each in ahead)))
    if story.title:
        return Card("", "quiet", story.title, story.lecture, story.note, sections)
    return Card("→", "value", tr("The leaves have values"), tr("before the forward pass"), said, sections)


def _leaves(moment: Moment) -> tuple[Section, ...]:
    equations = tuple(moment.equation(leaf.id) for leaf in moment.graph.variables)
    return (Section(tr("Leaves"), items=equations),) if equations else ()


def seed(moment: Moment) -> Card:
    output = moment.graph.output_name
    seen = moment.frame.nodes[moment.graph.output]
    gradient = Chip(seen.gradient, "d" + output, gradient_tone(seen.gradient), seen.gradient is not None, output)
    text = tr(
        "The backward pass begins at the output: {output} changes exactly as fast as itself, so its gradient is 1. "
        "Every other gradient follows from it, gate by gate.",
        output=output,
    )
    row = (Chip(seen.value, output, "value", name=output), gradient), ("",)
    rule = Section(tr("Chain rule"), formulas=(moment.chain.seed(),))
    title = tr("The seed: d{output} = 1", output=output)
    return Card("←", "gradient", title, tr("before the backward pass"), text, (rule, numbers(row)))
