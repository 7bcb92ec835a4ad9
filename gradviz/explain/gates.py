"""Gates: what one computes on the way forward, and what it does to the gradient on the way back."""

from __future__ import annotations

from dataclasses import replace

from gradviz import i18n
from gradviz.autodiff.listing import gate_text
from gradviz.explain.card import Card, Chip, Product, Section, Sentence, word
from gradviz.explain.conventions import convention
from gradviz.explain.copies import sum_so_far, waiting
from gradviz.explain.fates import fate
from gradviz.explain.folds import folded_section, stands_for
from gradviz.explain.moment import Moment, about, gradient_tone, nowhere, numbers, title_of
from gradviz.explain.wires import branches, name_of_wire
from gradviz.graph.graph import Gate, NodeId, Wire
from gradviz.graph.ties import Ties
from gradviz.i18n import N_, tr, trn
from gradviz.numerals import TIMES
from gradviz.timeline.board import forward_equation
from gradviz.timeline.pieces import filled
from gradviz.timeline.sleep import asleep, told

IN_FULL = 4
"""Of so many inputs the chain rule is written out; of more it is told when a row of numbers is clicked."""

_SLEEP = {"flat": N_("Saturated"), "shut": N_("Dead")}
"""State of a gate that sleeps → the word for it, which its sentence says too."""


def gate_card(moment: Moment, gate: Gate) -> Card:
    """Forward until the gradient comes to the gate; a gate somebody asked for also shows its chain rule before."""
    back = _at_work_backward(moment, gate)
    said = (tr("backward through {line}") if back else tr("forward through {line}")).format(line=_line(moment, gate))
    if back:
        sections = (*_backward(moment, gate), *_sleep(moment, gate), *_remarks(moment, gate))
    else:
        asked = _rules(moment, gate) if moment.topic.clicked else ()
        sections = (_forward(moment, gate), *asked, *_sleep(moment, gate))
    text = fate(moment, gate) if back else about(gate.op, "forward", i18n.language())
    tone = "gradient" if back else "value"
    agreed = convention(moment, gate) if back or moment.topic.clicked else None
    symbol, title = gate.kind.symbol, title_of(gate.kind, back)
    folded = folded_section(moment.graph, gate)
    return Card(symbol, tone, title, said, text, (*moment.troubles(gate.id), *folded, *sections), agreed)


def chain_rule(moment: Moment, wire: Wire) -> Section:
    """The chain rule of one wire: as symbols, the gate's local derivative, and with this run's numbers once they are
    there."""
    chain, gate = moment.chain, wire.target
    if not moment.graph.reaches_output[gate]:
        return nowhere(moment, tr("Chain rule"), moment.label(gate))
    local = chain.local(wire, reached=moment.value(gate) is not None)
    formulas = [chain.rule(wire), *([local] if local else [])]
    if moment.frame.nodes[gate].gradient is not None:
        formulas.append(chain.numbers(wire, moment.frame.wires[wire.id].gradient is not None))
    note = moment.branch_note(*moment.graph.into[gate])
    if chain.at_output(wire):
        note = (*note, word((" " if note else "") + tr("The output’s own upstream gradient is 1.")))
    return Section(tr("Chain rule"), formulas=tuple(formulas), note=note)


def _at_work_backward(moment: Moment, gate: Gate) -> bool:
    step = moment.frame.step
    begun = moment.frame.nodes[gate.id].gradient is not None or (step.node == gate.id and step.kind != "value")
    return begun and moment.backward


def _line(moment: Moment, gate: Gate) -> str:
    formula = stands_for(moment.graph, gate) if gate.folded else None
    if formula is not None:
        return formula.text
    filled = gate_text(gate, moment.graph.labels, "", Ties())
    return f"{moment.graph.labels[gate.id]} = {filled.value(filled.kind.listing)}"


# forward


def _forward(moment: Moment, gate: Gate) -> Section:
    value, name = moment.frame.nodes[gate.id].value, moment.graph.labels[gate.id]
    inputs = tuple(_input(moment, node) for node in gate.inputs)
    result = Chip(value, name, "value" if value is not None else "grey", value is not None, name)
    if len(inputs) > 2:
        items = tuple(moment.equation(node) for node in gate.inputs)
        return Section(tr("Numbers"), (Product((result,), ()),), items=items)
    symbol = gate.kind.symbol
    sign = "=" if value is None else forward_equation(moment.run, gate).sign(moment.numerals)
    signs = ("→",) if len(inputs) == 1 else (symbol, sign) if len(symbol) == 1 else (",", "→")
    return numbers(((*inputs, result), signs))


def _input(moment: Moment, node: NodeId) -> Chip:
    value, label = moment.value(node), moment.label(node)
    if moment.is_constant(node):
        return Chip(value, moment.numerals.exact(label), "quiet", constant=True)
    return Chip(value, label, "value" if value is not None else "grey", name=label)


# backward


def _inputs(moment: Moment, gate: Gate) -> list[Wire]:
    """The wires along which a gate sends gradients back; a constant needs none."""
    return [wire for wire in moment.graph.into[gate.id] if not moment.is_constant(wire.source)]


def _told(moment: Moment, gate: Gate) -> list[Wire]:
    """The inputs whose chain rule is written out: the wire somebody asked for, all of a gate somebody asked for, in a
    step those at work, the winner of a router first."""
    wires, topic, step = _inputs(moment, gate), moment.topic, moment.frame.step
    if topic.clicked:
        return [wire for wire in wires if wire.id == topic.wire] or wires[:IN_FULL]
    at_work = [wire for wire in wires if wire.id in step.wires]
    return sorted(at_work, key=lambda wire: step.wires.index(wire.id))[:IN_FULL]


def _rules(moment: Moment, gate: Gate) -> tuple[Section, ...]:
    """The chain rules, a section each."""
    told = _told(moment, gate)
    if len(told) < 2 or not moment.graph.reaches_output[gate.id]:
        return tuple(chain_rule(moment, wire) for wire in told[:1])
    return tuple(_block(moment, wire, with_note=wire is told[0]) for wire in told)


def _block(moment: Moment, wire: Wire, with_note: bool) -> Section:
    """One input of several; what the names mean is said once."""
    said = chain_rule(moment, wire)
    title = tr("Chain rule, input {name}", name=name_of_wire(moment.graph, wire).text)
    return replace(said, title=title, note=said.note if with_note else ())


def _backward(moment: Moment, gate: Gate) -> tuple[Section, ...]:
    """One chain rule and the numbers of all inputs below it, or each input's numbers below its own chain rule."""
    rules, wires, told = _rules(moment, gate), _inputs(moment, gate), _told(moment, gate)
    title = tr("Numbers") if len(rules) < 2 else tr("Other inputs")
    if len(rules) > 1:
        rules = tuple(
            replace(rule, products=(_product(moment, gate, wire),)) for rule, wire in zip(rules, told, strict=True)
        )
        wires = [wire for wire in wires if wire not in told]
    rows = tuple(_product(moment, gate, wire) for wire in wires)
    return (*rules, Section(title, rows)) if rows or not rules else rules


def _product(moment: Moment, gate: Gate, wire: Wire) -> Product:
    sent, upstream = moment.frame.wires[wire.id].gradient, moment.frame.nodes[gate.id].gradient
    local = moment.run.locals[gate.id][wire.slot]
    exact = gate.kind.is_exact(wire.slot, local)
    dead = sent == 0 or (sent is None and local == 0)
    now = wire.id in moment.frame.step.wires or wire.id == moment.topic.wire
    name = name_of_wire(moment.graph, wire)
    word_for_all = tr("contribution to {name}", name=name.text)
    said = tr("to {name}", name=name.drawn)
    chips = (
        Chip(upstream, tr("upstream"), "grey" if dead else gradient_tone(upstream), word=tr("upstream gradient")),
        Chip(local, tr("local"), "grey" if dead else "quiet", word=tr("local derivative"), factor=exact),
        Chip(sent, said, gradient_tone(sent), now and not dead, name.drawn, word_for_all),
    )
    sign = "=" if upstream is None or sent is None else moment.numerals.product_sign((upstream, local), sent)
    return Product(chips, (TIMES, sign), wire.id)


def _remarks(moment: Moment, gate: Gate) -> tuple[Section, ...]:
    kinks = (kink for kink in moment.run.kinks if kink.gate == gate.id and not gate.kind.routes)
    told = (Section(tr("No derivative here"), sentences=((word(str(kink.message)),),)) for kink in kinks)
    return (*_why(moment, gate), *told, *_whence(moment, gate))


def _sleep(moment: Moment, gate: Gate) -> tuple[Section, ...]:
    """That the gate is seen to let next to no gradient through; exactly at a kink that is told of the kink."""
    state = asleep(moment.graph, moment.frame).get(gate.id)
    if state is None or any(kink.gate == gate.id for kink in moment.run.kinks):
        return ()
    return (Section(tr(_SLEEP[state]), sentences=((word(told(moment.graph, gate.id, moment.frame)),),)),)


def _why(moment: Moment, gate: Gate) -> list[Section]:
    """Who wins: ``a = 3.00 > y = 1.00, so a wins``; nothing where nobody alone does."""
    local, values = moment.run.locals[gate.id], moment.run.node_values
    order = sorted(range(len(local)), key=lambda slot: -local[slot])
    winners = [slot for slot in order if values[gate.inputs[slot]] == values[gate.id]]
    if not gate.kind.routes or len(winners) != 1:
        return []
    sign = ">" if gate.kind.routes > 0 else "<"
    sentence: Sentence = ()
    for place, slot in enumerate(order):
        between = (word(f"\u2002{sign}\u2002" if place == 1 else ", "),) if place else ()
        sentence = (*sentence, *between, *moment.equation(gate.inputs[slot]))
    winner = moment.equation(gate.inputs[winners[0]])[0]
    said = filled(tr("so {name} wins"), name=(winner,))
    return [Section(tr("Why the local derivatives are 1 and 0"), sentences=((*sentence, word("   "), *said),))]


def _whence(moment: Moment, gate: Gate) -> list[Section]:
    """Where an upstream gradient that was added up came from."""
    copy = next((copy for copy in moment.graph.copies if copy.source == gate.id), None)
    back = branches(moment.graph, copy) if copy is not None else ()
    if copy is None or len(back) < 2 or gate.id == moment.graph.output:
        return []
    name = moment.graph.labels[gate.id]
    if len(back) < copy.uses:
        said = trn(
            "{n} branch of {name} leads to {output}, its contributions add up:",
            "{n} branches of {name} lead to {output}, so their contributions add up:",
            len(back),
            name=name,
            output=moment.graph.output_name,
        )
    elif copy.uses == 2:
        said = tr("{name} is used twice, so the contributions add up:", name=name)
    else:
        said = trn(
            "{name} is used {n} time, so the contributions add up:",
            "{name} is used {n} times, so the contributions add up:",
            copy.uses,
            name=name,
        )
    sentences = ((word(said),), sum_so_far(moment, copy), *waiting(moment, copy))
    return [Section(tr("Where the upstream came from"), sentences=sentences)]
