r"""The chain rule of one wire, as formulas: ``∂f/∂b = ∂f/∂c · ∂c/∂b``, ``∂c/∂b = e^b``, ``∂f/∂b = 1 · e^3 = 20.09``.

A local derivative and a gradient never share a symbol: branches behind a copy gate have names of their own, and at the
output's own gate the local derivative is written with the gate's expression, ``∂(1 + c)/∂c``. Gradients are called as
the numerals' notation says, ``∂f/∂b`` here; local derivatives have their ``∂`` in every notation.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from gradviz.autodiff.listing import Operand
from gradviz.autodiff.run import Run
from gradviz.explain.card import Formula
from gradviz.explain.slopes import Place, cases, filled, local_formula
from gradviz.explain.wires import Name, branches, name_of, name_of_wire
from gradviz.export.latex import ATOM, DOT, Written, applied, bracketed
from gradviz.graph.gates import PRODUCT
from gradviz.graph.graph import Constant, Copy, Gate, Graph, NodeId, Wire
from gradviz.numerals import MINUS, Numerals

LONGEST_SUM = 4
"""Of a sum over more branches the middle is left out; a gate with more inputs is not written out."""

_POWER = re.compile(r"(.+)·10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)")
_ON_THE_LINE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


class Chain:
    """Writes the formulas of one run; numbers in them are written by ``numerals``, whole ones without decimals."""

    def __init__(self, run: Run, numerals: Numerals) -> None:
        self.run = run
        self.graph: Graph = run.graph
        self.numerals = numerals
        self.output = Name(self.graph.output_name)
        self.own_e = "e" in self.graph.labels

    def rule(self, wire: Wire) -> Formula:
        """``∂f/∂b = ∂f/∂c · ∂c/∂b``; at the output's own gate, where the upstream gradient is 1, without it."""
        left = self._gradient(name_of_wire(self.graph, wire))
        upstream = self._gradient(self._result(wire.target))
        local = self._local_symbol(wire)
        if self.at_output(wire):
            return Formula(f"{left.latex} = {local.latex}", f"{left.text} = {local.text}")
        return Formula(
            f"{left.latex} = {upstream.latex}{DOT}{local.latex}", f"{left.text} = {upstream.text} · {local.text}"
        )

    def at_output(self, wire: Wire) -> bool:
        """Whether the wire leads into the gate that makes the output: its upstream gradient is the seed."""
        return wire.target == self._output_gate

    def local(self, wire: Wire) -> Formula:
        """``∂c/∂b = e^b``; at a tie its number alone, for no formula gives it, and so for a gate that has none."""
        left, gate = self._local_symbol(wire), self._gate(wire)
        if self._tied(gate) or not cases(gate.kind, wire.slot):
            share = self.numerals.brief(self.run.locals[gate.id][wire.slot])
            return Formula(f"{left.latex} = {number_latex_of(share)[0]}", f"{left.text} = {share}")
        right_side = local_formula(gate.kind, wire.slot, self._names(gate, wire), self.own_e)
        return Formula(f"{left.latex} = {right_side.latex}", f"{left.text} = {right_side.text}")

    def numbers(self, wire: Wire, arrived: bool) -> Formula:
        """``∂f/∂b = 1 · e^3 = 20.09``; without the result while the contribution has not ``arrived``."""
        left, gate = self._gradient(name_of_wire(self.graph, wire)), self._gate(wire)
        upstream, sent = self.run.node_gradients[gate.id], self.run.wire_gradients[wire.id]
        (slope, binds), said = self._slope(gate, wire)
        first = self._number("gradient", upstream)
        weak = binds < PRODUCT or slope.startswith("-")
        latex = f"{first.latex[0]}{DOT}{bracketed(slope) if weak else slope}"
        text = f"{self.numerals.brief(upstream)} · {f'({said})' if weak and not _in_brackets(said) else said}"
        if arrived:
            result = self._number("gradient", sent)
            sign = self.numerals.equals(sent, self.numerals.rounded(upstream) * self._slope_as_written(gate, wire))
            latex += f" {_SIGNS[sign]} {result.latex[0]}"
            text += f" {sign} {self.numerals.brief(sent)}"
        return Formula(f"{left.latex} = {latex}", f"{left.text} = {text}")

    def seed(self) -> Formula:
        """``∂f/∂f = 1``."""
        left = self._gradient(self.output)
        return Formula(f"{left.latex} = 1", f"{left.text} = 1")

    def total(self, copy: Copy) -> Formula:
        """``∂f/∂x = ∂f/∂x₍₁₎ + ∂f/∂x₍₂₎``."""
        left = self._gradient(Name(self.graph.labels[copy.id]))
        parts = [self._gradient(name_of_wire(self.graph, wire)) for wire in branches(self.graph, copy)]
        if len(parts) > LONGEST_SUM:
            parts = [parts[0], parts[1], Formula(r"\cdots", "…"), parts[-1]]
        return Formula(
            f"{left.latex} = {' + '.join(part.latex for part in parts)}",
            f"{left.text} = {' + '.join(part.text for part in parts)}",
        )

    def every(self, start: NodeId | None = None) -> Iterator[Formula]:
        """All formulas that the cards of the backward pass show, in its order; those of the node ``start`` and of what
        comes after it first, and then from the output on."""
        yield self.seed()
        back = [node for node in reversed(self.graph.nodes) if self.graph.reaches_output[node.id]]
        place = next((place for place, node in enumerate(back) if node.id == start), 0)
        for node in (*back[place:], *back[:place]):
            if isinstance(node, Copy):
                yield self.total(node)
            for wire in self.graph.into[node.id] if isinstance(node, Gate) else ():
                if not isinstance(self.graph.nodes[wire.source], Constant):
                    yield from (self.rule(wire), self.local(wire), self.numbers(wire, True), self.numbers(wire, False))

    # the parts of a formula

    def _gate(self, wire: Wire) -> Gate:
        gate = self.graph.nodes[wire.target]
        assert isinstance(gate, Gate)
        return gate

    def _tied(self, gate: Gate) -> bool:
        return gate.kind.routes != 0 and any(kink.gate == gate.id for kink in self.run.kinks)

    def _result(self, gate: NodeId) -> Name:
        return self.output if gate == self._output_gate else name_of(self.graph, gate)

    @property
    def _output_gate(self) -> NodeId:
        return self.graph.value_node(self.graph.output)

    def _gradient(self, name: Name) -> Formula:
        """What the gradient of the output by ``name`` is called."""
        latex = self.numerals.gradient_latex(self.output.latex, name.latex)
        return Formula(latex, self.numerals.gradient(self.output.text, name.text))

    def _local_symbol(self, wire: Wire) -> Formula:
        """``∂c/∂b``, or ``∂(1 + c)/∂c`` at the output's own gate."""
        by, gate = name_of_wire(self.graph, wire), self._gate(wire)
        if gate.id != self._output_gate:
            return _fraction(self._result(gate.id), by)
        latex, text = self._expression(gate)
        if gate.kind.latex.binds < ATOM:
            latex, text = bracketed(latex), f"({text})"
        return Formula(rf"\frac{{\partial {latex}}}{{\partial {by.latex}}}", f"∂{text}/∂{by.text}")

    def _expression(self, gate: Gate) -> tuple[str, str]:
        """The gate over the names of its wires."""
        names = [name_of_wire(self.graph, wire) for wire in self.graph.into[gate.id]]
        places = [self._place(name) for name in names]
        texts = [Operand(place.text) for place in places]
        if len(names) > LONGEST_SUM:
            return applied(
                gate.kind.latex, [places[0].latex, (r"\ldots", ATOM)], self.own_e
            ), f"{gate.kind.name}({texts[0]}, …)"
        said = gate.kind.listing.forward.format(*texts, all=", ".join(texts))
        said = said.replace("**", "^").replace("*", " · ").replace("/", " / ").replace("-", MINUS)
        return applied(gate.kind.latex, [place.latex for place in places], self.own_e), said

    def _names(self, gate: Gate, wire: Wire) -> dict[str, Place]:
        """What the places of a slope are called; in a router ``x`` is the wire's own input."""
        names = [name_of_wire(self.graph, each) for each in self.graph.into[gate.id]]
        inputs = [names[wire.slot]] if gate.kind.routes else names
        return dict(zip("xy", map(self._place, inputs), strict=False)) | {"out": self._place(self._result(gate.id))}

    def _values(self, gate: Gate) -> dict[str, Place]:
        values = [self._value(source) for source in gate.inputs]
        return dict(zip("xy", values, strict=False)) | {"out": self._value(gate.id)}

    def _value(self, node: NodeId) -> Place:
        name = name_of(self.graph, node)
        return self._place(name) if name.number else self._number("value", self.run.node_values[node])

    def _place(self, name: Name) -> Place:
        """A name, or a constant with the comma of all numbers."""
        latex, binds = name.written
        comma = name.number and self.numerals.comma
        return Place((latex.replace(".", "{,}") if comma else latex, binds), name.shown(self.numerals))

    def _slope(self, gate: Gate, wire: Wire) -> tuple[Written, str]:
        """The local derivative with this run's numbers in it; of several branches the number alone, and so where it
        is no ordinary one: log has none below 0, whatever 1/x may give."""
        kind = gate.kind
        branches, local = cases(kind, wire.slot), self.run.locals[gate.id][wire.slot]
        if len(branches) == 1 and math.isfinite(local):
            return filled(branches[0].slope, self._values(gate), self.own_e)
        number = self._number("", local)
        return number.latex, number.text

    def _slope_as_written(self, gate: Gate, wire: Wire) -> float:
        """What a reader gets for the local derivative from the numbers as they are written."""
        kind = gate.kind
        local = self.run.locals[gate.id][wire.slot]
        if kind.partials is None or len(cases(kind, wire.slot)) != 1 or not math.isfinite(local):
            return self.numerals.rounded(local)
        values = [self._as_written(source) for source in gate.inputs]
        return float(kind.partials(self._as_written(gate.id), *values)[wire.slot])

    def _as_written(self, node: NodeId) -> float:
        value = self.run.node_values[node]
        return value if name_of(self.graph, node).number else self.numerals.rounded(value)

    def _number(self, colour: str, number: float) -> Place:
        text = self.numerals.brief(number)
        latex, binds = number_latex_of(text)
        return Place(
            (f"\\textcolor{{{colour}}}{{{latex}}}" if colour else latex, binds), f"({text})" if binds == 0 else text
        )


def _in_brackets(text: str) -> bool:
    return text.startswith("(") and text.find(")") == len(text) - 1


_SIGNS = {"=": "=", "≈": r"\approx"}


def number_latex_of(text: str) -> Written:
    """A number as ``numerals`` wrote it, as LaTeX; a negative one binds to nothing."""
    binds = 0 if text.startswith(MINUS) else ATOM
    sign, text = ("-", text.removeprefix(MINUS)) if binds == 0 else ("", text)
    if (power := _POWER.fullmatch(text)) is not None:
        mantissa = power[1].replace(",", "{,}")
        return rf"{sign}{mantissa}{DOT}10^{{{power[2].translate(_ON_THE_LINE)}}}", min(binds, PRODUCT)
    over, slash, under = text.partition("/")
    if slash:
        return rf"{sign}\frac{{{over}}}{{{under}}}", min(binds, PRODUCT)
    named = {"∞": r"\infty", "nan": r"\mathrm{nan}"}.get(text)
    return sign + (named or text.replace(",", "{,}")), binds


def _fraction(top: Name, bottom: Name) -> Formula:
    return Formula(rf"\frac{{\partial {top.latex}}}{{\partial {bottom.latex}}}", f"∂{top.text}/∂{bottom.text}")
