"""One sentence a step, as pieces (pieces.py), so that the window can set numbers and names as it likes.

What is said about a gate follows from its entry in the gate table: forward from the line it has in the listing,
backward from the way gradients move through it. A few gates have a sentence of their own.
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING

from gradviz.autodiff.run import Problem, Run
from gradviz.graph.gate import GateKind
from gradviz.graph.graph import Constant, Gate, Graph, NodeId, Wire
from gradviz.i18n import N_, tr, trn
from gradviz.timeline.board import forward_equation, spoken, value_shown, written
from gradviz.timeline.pieces import (
    MINUS,
    SHOWN_INPUTS,
    Caption,
    Equation,
    Piece,
    Pieces,
    equals,
    filled,
    joined,
    multiplied,
    number,
    sum_written,
    text,
    times,
)

if TYPE_CHECKING:
    from gradviz.timeline.frame import Step


BACKWARD = MappingProxyType(
    {
        "share": N_("{gate} hands the gradient on: {source} receives {sent}"),
        "share-": N_("{gate} hands the gradient on with its sign flipped: {source} receives {sent}"),
        "swap": N_("{gate} swaps its inputs: {source} receives {product}"),
        "route+": N_("{gate} routes the whole gradient {sent} to the larger input, {source}"),
        "route-": N_("{gate} routes the whole gradient {sent} to the smaller input, {source}"),
        "route+many": N_("{gate} routes the whole gradient {sent} to the largest input, {source}"),
        "route-many": N_("{gate} routes the whole gradient {sent} to the smallest input, {source}"),
        "tie-split": N_("{tied}: {source} receives its share, {product}"),
        "tie-first": N_("{tied}: the first of them, {source}, gets the whole gradient {sent}"),
        "tie-random": N_("{tied}: {source}, drawn at random, gets the whole gradient {sent}"),
        "passed-first": N_("{tied}: {source} is not the first of them and gets {sent}"),
        "passed-random": N_("{tied}: {source} was not drawn and gets {sent}"),
        "lost": N_("{gate} routes the gradient past {source}, which gets {sent}"),
        "open": N_("The door of {gate} is open: {source} receives the whole gradient {sent}"),
        "shut": N_("The door of {gate} is shut: {source} gets {sent}"),
        "ajar": N_("The door of {gate} is ajar: {source} receives {product}"),
        "scale": N_("{gate} multiplies by its local derivative: {source} receives {product}"),
    }
)
"""What is said when a contribution goes back, by the way gradients move through the gate."""

OWN_WORDS = MappingProxyType(
    {
        "id": N_("{gate} passes the gradient on unchanged: {source} receives {sent}"),
        "neg": N_("{gate} flips the sign: {source} receives {sent}"),
        "exp": N_("{gate} multiplies by its own output: {source} receives {product}"),
        "abs": N_("{gate} passes the sign of its input: {source} receives {product}"),
        "square": N_("The local derivative of {gate} is twice its input: {source} receives {product}"),
        "sigmoid": N_("The local derivative of {gate} is σ(1 − σ): {source} receives {product}"),
        "tanh": N_("The local derivative of {gate} is 1 − tanh²: {source} receives {product}"),
        "log": N_("The local derivative of {gate} is one over its input: {source} receives {product}"),
    }
)
"""Gates with a sentence of their own; all others speak by the way gradients move through them."""


class Captions:
    """Writes the sentences for the steps of one run."""

    def __init__(self, graph: Graph, run: Run) -> None:
        self.graph = graph
        self.run = run
        self.problems = {problem.gate: problem for problem in run.problems}

    def caption(self, step: Step) -> Caption:
        writers = {"start": self._start, "value": self._value, "seed": self._seed, "sum": self._sum}
        return Caption(writers.get(step.kind, self._contribution)(step))

    def _name(self, node: NodeId) -> Pieces:
        found = self.graph.nodes[node]
        if isinstance(found, Constant):
            return (Piece("constant", found.text, found.value),)
        return (Piece("name", self.graph.labels[node]),)

    def _start(self, step: Step) -> Pieces:
        if not self.graph.variables:
            return (text(tr("There is nothing to vary here: all leaves are constants")),)
        return (text(tr("The forward pass starts with the values of the leaves")),)

    def _value(self, step: Step) -> Pieces:
        gate = self._gate(step)
        value = self.run.node_values[gate.id]
        problem = None if self._has_nan_input(gate) else self.problems.get(gate.id)
        shown, sign = [self._name(gate.id)], text(" = ")
        if len(gate.inputs) > SHOWN_INPUTS:
            shown.append((text(f"{gate.kind.name}(…)"),))
        else:
            inputs = [value_shown(self.run, source) for source in gate.inputs]
            in_numbers = written(gate, inputs)
            in_names = written(gate, [self._name(source) for source in gate.inputs])
            if problem is None and in_names != in_numbers:  # constants are their own names
                shown.append(in_names)
            if len(in_numbers) > 2 or (len(in_numbers) == 2 and in_numbers[0] != MINUS):  # more than the value again
                shown.append(in_numbers)
                sign = equals(forward_equation(self.run, gate))
        return _with_offence((*joined(shown, " = "), sign, *number("value", value)), problem, value)

    def _has_nan_input(self, gate: Gate) -> bool:
        """Then the gate only passes on what it was given, and a problem it has lies on the way back."""
        return any(math.isnan(self.run.node_values[source]) for source in gate.inputs)

    def _seed(self, step: Step) -> Pieces:
        output = self.graph.output_name
        return filled(
            tr("The backward pass starts: {gradient} = {seed}"),
            gradient=(Piece("symbol", output, of=output),),
            seed=number("gradient", self.run.node_gradients[self.graph.value_node(self.graph.output)]),
        )

    def _contribution(self, step: Step) -> Pieces:
        gate, wire = self._gate(step), self.graph.wires[step.wires[0]]
        local, sent = self.run.locals[gate.id][wire.slot], self.run.wire_gradients[wire.id]
        kind = gate.kind
        said = filled(
            tr(self._tie(gate, wire) or _template(gate, wire.slot, local, blocked=wire.id in step.blocked)),
            gate=(text(spoken(kind)),),
            tied=self._tied(gate),
            source=self._name(wire.source),
            product=self._product(gate, wire),
            sent=number("gradient", sent),
        )
        return _with_offence((*said, *self._losers(step, wire)), self.problems.get(gate.id), sent)

    def _tie(self, gate: Gate, wire: Wire) -> str:
        """What is said of one of several equal winners, by the rule in force; empty where the input is none of them."""
        values, sent = self.run.node_values, self.run.locals[gate.id][wire.slot] != 0
        if not gate.kind.tied(tuple(values[source] for source in gate.inputs)):
            return ""
        if values[wire.source] != values[gate.id]:
            return ""
        return BACKWARD[f"{'tie' if sent else 'passed'}-{self.run.ties.rule}"]

    def _tied(self, gate: Gate) -> Pieces:
        """That the inputs of a gate are equal, or those of them that win."""
        alike = len({self.run.node_values[source] for source in gate.inputs}) == 1
        said = tr("The inputs of {gate} are equal") if alike else tr("The winning inputs of {gate} are equal")
        return filled(said, gate=(text(spoken(gate.kind)),))

    def _product(self, gate: Gate, wire: Wire) -> Pieces:
        """``2.00 × 0.50 = 1.00``; where the inputs trade places, ``2.00 × x = 2.00 × 0.50 = 1.00``."""
        upstream = Piece("gradient", number=self.run.node_gradients[gate.id])
        sent = self.run.wire_gradients[wire.id]
        slope = self.run.locals[gate.id][wire.slot]
        local = Piece("local", number=slope, exact=gate.kind.is_exact(wire.slot, slope))
        in_names: Pieces = ()
        if gate.kind.motion == "swap":
            other = self._name(gate.inputs[1 - wire.slot])
            if other[0].kind == "constant":
                local = other[0]
            else:
                in_names = (*times((upstream,), other), text(" = "))
        sign = equals(Equation((upstream, local), sent, multiplied, product=True))
        return (*in_names, *times((upstream,), (local,)), sign, *number("gradient", sent))

    def _losers(self, step: Step, winner: Wire) -> Pieces:
        """The blocked siblings that this step brings along."""
        losers = [self.graph.wires[wire] for wire in step.blocked if wire != winner.id]
        if not losers:
            return ()
        if len(losers) > 1:
            return (text(tr(". The others get 0.")),)
        return filled(tr(". {loser} gets 0."), loser=self._name(losers[0].source))

    def _sum(self, step: Step) -> Pieces:
        assert step.node is not None
        every = self.graph.out_of[step.node]
        wires = [wire for wire in every if self.graph.has_gradient(wire.target)]
        addends = tuple(Piece("gradient", number=self.run.wire_gradients[wire.id]) for wire in wires)
        total = Piece("gradient", number=self.run.node_gradients[step.node])
        if len(wires) == 1:
            words = tr("only one branch of {name} leads to {output}: its gradient is {sum}")
        elif len(wires) < len(every):
            words = trn(
                "{n} branch of {{name}} leads to {{output}}, its contributions add up: {{sum}}",
                "{n} branches of {{name}} lead to {{output}}, so their contributions add up: {{sum}}",
                len(wires),
            )
        elif len(wires) == 2:
            words = tr("{name} is used twice, so the contributions add up: {sum}")
        else:
            words = trn(
                "{{name}} is used {n} time, so the contributions add up: {{sum}}",
                "{{name}} is used {n} times, so the contributions add up: {{sum}}",
                len(wires),
            )
        said = sum_written(addends, total) if len(wires) > 1 else (total,)
        return filled(words, name=self._name(step.node), output=(Piece("name", self.graph.output_name),), sum=said)

    def _gate(self, step: Step) -> Gate:
        assert step.node is not None
        gate = self.graph.nodes[step.node]
        assert isinstance(gate, Gate)
        return gate


def _with_offence(said: Pieces, problem: Problem | None, result: float) -> Pieces:
    """The sentence, followed by what is wrong with its gate where ``result`` is no ordinary number."""
    if problem is None or math.isfinite(result):
        return said
    stop = "" if said[-1].text.endswith(".") else "."
    return (*said, text(f"{stop} {problem.message}"))


def _template(gate: Gate, slot: int, local: float, blocked: bool) -> str:
    """Which sentence fits: the gate's own, or the one for the way gradients move through it here and now."""
    kind, motion = gate.kind, gate.kind.motion
    if kind.name in OWN_WORDS:
        return OWN_WORDS[kind.name]
    if motion == "route":
        return BACKWARD[_route(kind, len(gate.inputs), local, blocked)]
    if motion == "door" and len(gate.inputs) > 1:
        return BACKWARD["scale" if slot else "open" if local == 1 else "ajar"]  # a slope stands at no door
    if motion == "door" and (blocked or local == 1):
        return BACKWARD["shut" if blocked else "open"]
    if motion == "share" and local < 0:
        return BACKWARD["share-"]
    return BACKWARD.get(motion, BACKWARD["scale"])


def _route(kind: GateKind, inputs: int, local: float, blocked: bool) -> str:
    """How a router treats one input that ties with no other: it lost (and gets 0·∞ where the gradient is infinite), or
    it won."""
    if blocked or local == 0:
        return "lost"
    if math.isnan(local):
        return "scale"  # no input is the larger one beside a nan
    return ("route+" if kind.routes > 0 else "route-") + ("many" if inputs > 2 else "")
