"""Leaves: variables, whose gradients are what it is all for, and constants, which need none."""

from __future__ import annotations

from gradviz.explain.card import Card, Chip, Section
from gradviz.explain.copies import gathering
from gradviz.explain.gates import chain_rule
from gradviz.explain.moment import Moment, numbers
from gradviz.graph.graph import Constant, Copy, Gate, Variable
from gradviz.i18n import tr


def constant(moment: Moment, leaf: Constant) -> Card:
    text = tr("A number typed in the expression. It never changes, so its gradient is not needed.")
    name = moment.numerals.exact(leaf.text)
    alone = Chip(leaf.value, tr("value"), "value")
    return Card(name, "quiet", tr("{name}: constant", name=name), "", text, (numbers(((alone,), ())),))


def variable(moment: Moment, leaf: Variable) -> Card:
    name, seen = leaf.name, moment.frame.nodes[leaf.id]
    row = (Chip(seen.value, name, "value", name=name), moment.gradient_chip(name, seen.gradient)), ("",)
    text = tr(
        "A leaf of the graph. Its gradient says how fast {output} changes when {name} does.",
        output=moment.graph.output_name,
        name=name,
    )
    sections = (*moment.troubles(leaf.id), numbers(row), *_whence(moment, leaf))
    return Card(name, "quiet", tr("{name}: leaf", name=name), tr("value and gradient"), text, sections)


def _whence(moment: Moment, leaf: Variable) -> tuple[Section, ...]:
    """Where the gradient comes from: by the one gate that uses the leaf, or from several, through the copy gate."""
    wires = moment.graph.out_of[leaf.id]
    if len(wires) != 1:
        return ()
    user = moment.graph.nodes[wires[0].target]
    if isinstance(user, Copy):
        return (gathering(moment, user),)
    assert isinstance(user, Gate)
    return (chain_rule(moment, wires[0]),)
