"""Copy gates: contributions arrive one by one and add up to the gradient."""

from __future__ import annotations

from gradviz import i18n
from gradviz.explain.card import Card, Chip, Product, Section, Sentence, word
from gradviz.explain.moment import UNKNOWN, Moment, about, gradient_tone, nowhere, title_of
from gradviz.explain.wires import branches, name_of_wire
from gradviz.graph.graph import Copy, Wire
from gradviz.i18n import tr, trn
from gradviz.timeline.pieces import Piece, filled, sum_written

IN_BOXES = 3
"""Up to so many contributions stand in boxes of their own."""

NAMED_WAITING = 3


def copy_card(moment: Moment, copy: Copy) -> Card:
    name, back = moment.graph.labels[copy.id], moment.backward
    text = about("copy", "text" if back else "forward", i18n.language())
    if back or moment.topic.clicked:
        section = gathering(moment, copy)
    else:
        section = Section(tr("Numbers"), items=(moment.equation(copy.id),))
    said = (
        tr("the contributions to {name} add up", name=name) if back else tr("forward through {line}", line=tr("copy"))
    )
    tone = "gradient" if back else "value"
    return Card("•", tone, title_of(copy.kind, back), said, text, (*moment.troubles(copy.id), section))


def gathering(moment: Moment, copy: Copy) -> Section:
    """The sum as a formula, and in numbers as far as they have come."""
    wires, title = branches(moment.graph, copy), tr("Sum over the branches")
    if not wires:
        name = moment.graph.labels[copy.id]
        beside = copy.source == moment.graph.output
        return nowhere(moment, title, tr("The copy of {name}", name=name) if beside else name)
    boxed = len(wires) <= IN_BOXES
    products = (_boxes(moment, copy),) if boxed else ()
    sentences = (*(() if boxed else (sum_so_far(moment, copy),)), *waiting(moment, copy))
    note = moment.branch_note(*wires)
    return Section(title, products, sentences, formulas=(moment.chain.total(copy),), note=note)


def _boxes(moment: Moment, copy: Copy) -> Product:
    chips = []
    for wire, addend in _addends(moment, copy):
        name = name_of_wire(moment.graph, wire)
        said = tr("contribution to {name}", name=name.text)
        chips.append(Chip(addend, name.drawn, gradient_tone(addend), name=name.drawn, word=said))
    label, total = moment.graph.labels[copy.id], _total(moment, copy)
    known = [chip.number for chip in chips if chip.number is not None]
    sign = "=" if total is None else moment.numerals.sum_sign(known, total)
    chips.append(moment.gradient_chip(label, total))
    return Product(tuple(chips), ("+",) * (len(chips) - 2) + (sign,))


def sum_so_far(moment: Moment, copy: Copy) -> Sentence:
    """The addends in the order of the branches, and their sum once all are there."""
    total = _total(moment, copy)
    addends = [UNKNOWN if each is None else Piece("gradient", number=each) for _, each in _addends(moment, copy)]
    if total is not None:
        return sum_written(tuple(addends), Piece("gradient", number=total))
    pieces: list[Piece] = []
    for addend in addends:
        pieces += [word(" + ")] if pieces else []
        negative = bool(pieces) and addend.number is not None and addend.number < 0
        pieces += [word("("), addend, word(")")] if negative else [addend]
    return (*pieces, word(" = "), UNKNOWN)


def waiting(moment: Moment, copy: Copy) -> tuple[Sentence, ...]:
    """Which contributions are still to come."""
    missing = [wire for wire, addend in _addends(moment, copy) if addend is None]
    if not missing:
        return ()
    if len(missing) > NAMED_WAITING:
        said = trn("Still waiting for {n} contribution.", "Still waiting for {n} contributions.", len(missing))
        return ((word(said),),)
    listed: Sentence = ()
    for wire in missing:
        branch = (Piece("name", name_of_wire(moment.graph, wire).drawn),)
        gate = (Piece("name", moment.label(wire.target)),)
        came_from = filled(tr("{branch} from {gate}"), branch=branch, gate=gate)
        listed = (*listed, *((word(", "),) if listed else ()), *came_from)
    return (filled(tr("Still waiting for {contributions}."), contributions=listed),)


def _addends(moment: Moment, copy: Copy) -> list[tuple[Wire, float | None]]:
    """What has arrived so far on each branch."""
    seen = moment.frame.nodes[copy.id].sum
    counting = branches(moment.graph, copy)
    addends = seen.addends if seen else (None,) * len(counting)
    return list(zip(counting, addends, strict=True))


def _total(moment: Moment, copy: Copy) -> float | None:
    seen = moment.frame.nodes[copy.id].sum
    return seen.total if seen and seen.done else None
