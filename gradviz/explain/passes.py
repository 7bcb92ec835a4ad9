"""Where the passes begin: the leaves' values, and the seed."""

from __future__ import annotations

from gradviz.explain.card import Card, Chip, Section, word
from gradviz.explain.moment import Moment, numbers
from gradviz.i18n import tr


def start(moment: Moment) -> Card:
    """The lesson's own words, or what a graph is ready for."""
    story, output = moment.story, moment.graph.own[1]
    said = tr("Every variable has its value. From here the values flow forward, gate by gate.")
    seeded = moment.gradient(moment.graph.output_name)
    ahead = (
        word(tr("Forward: every gate computes its value, the output {output} last.", output=output)),
        word(tr("Backward: from {gradient} = 1 every gate sends each input its gradient.", gradient=seeded)),
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
    text = tr(
        "The backward pass begins at the output: {output} changes exactly as fast as itself, so its gradient is 1. "
        "Every other gradient follows from it, gate by gate.",
        output=output,
    )
    if moment.graph.aimed:
        text = tr(
            "The backward pass begins at {output}, whose gradients are asked for: it changes exactly as fast as "
            "itself, so its gradient is 1. Every other gradient follows from it, gate by gate.",
            output=output,
        )
    row = (Chip(seen.value, output, "value", name=output), moment.gradient_chip(output, seen.gradient)), ("",)
    rule = Section(tr("Chain rule"), formulas=(moment.chain.seed(),))
    title = tr("The seed: {gradient} = 1", gradient=moment.gradient(output))
    return Card("←", "gradient", title, tr("before the backward pass"), text, (rule, numbers(row)))
