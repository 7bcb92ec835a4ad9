r"""The chain rule of one wire, as formulas: ``∂f/∂b = ∂f/∂c · ∂c/∂b``, ``∂c/∂b = e^b``, ``∂f/∂b = 1 · e^3 = 20.09``.

A local derivative and a gradient never share a symbol: branches behind a copy gate have names of their own, and at the
output's own gate the local derivative is written with the gate's expression, ``∂(1 + c)/∂c``. Gradients are called as
the numerals' notation says, ``∂f/∂b`` here; local derivatives have their ``∂`` in every notation.
"""

from __future__ import annotations

from collections.abc import Iterator

from gradviz.autodiff.run import Run
from gradviz.explain.card import Formula
from gradviz.explain.figures import Figures, number_latex_of
from gradviz.explain.slopes import cases, local_formula
from gradviz.explain.symbols import Symbols
from gradviz.explain.wires import Name, branches, name_of_wire
from gradviz.export.latex import DOT, bracketed
from gradviz.graph.gates import PRODUCT
from gradviz.graph.graph import Constant, Copy, Gate, Graph, NodeId, Wire
from gradviz.numerals import Numerals

LONGEST_SUM = 4
"""Of a sum over more branches the middle is left out."""


class Chain:
    """Writes the formulas of one run; numbers in them are written by ``numerals``, whole ones without decimals."""

    def __init__(self, run: Run, numerals: Numerals) -> None:
        self.run = run
        self.graph: Graph = run.graph
        self.numerals = numerals
        self.symbols = Symbols(self.graph, numerals)
        self._figures = Figures(run, numerals, self.symbols)

    def rule(self, wire: Wire) -> Formula:
        """``∂f/∂b = ∂f/∂c · ∂c/∂b``; at the output's own gate, where the upstream gradient is 1, without it."""
        left = self.symbols.gradient(name_of_wire(self.graph, wire))
        upstream = self.symbols.gradient(self.symbols.result(wire.target))
        local = self.symbols.local(wire)
        if self.at_output(wire):
            return Formula(f"{left.latex} = {local.latex}", f"{left.text} = {local.text}")
        return Formula(
            f"{left.latex} = {upstream.latex}{DOT}{local.latex}", f"{left.text} = {upstream.text} · {local.text}"
        )

    def at_output(self, wire: Wire) -> bool:
        """Whether the wire leads into the gate that makes the output: its upstream gradient is the seed."""
        return wire.target == self.symbols.output_gate

    def local(self, wire: Wire, reached: bool = True) -> Formula | None:
        """``∂c/∂b = e^b``; at a tie its number alone, for no formula gives it, and so for a gate that has none. No
        number is told of a gate that is not ``reached`` yet: then None is left where there is no formula."""
        left, gate = self.symbols.local(wire), self.symbols.gate(wire)
        found = cases(gate.kind, wire.slot)
        if reached and (self._tied(gate) or not found):
            share = self.numerals.brief(self.run.locals[gate.id][wire.slot])
            return Formula(f"{left.latex} = {number_latex_of(share)[0]}", f"{left.text} = {share}")
        if not found:
            return None
        right_side = local_formula(gate.kind, wire.slot, self.symbols.names(gate, wire), self.symbols.own_e)
        return Formula(f"{left.latex} = {right_side.latex}", f"{left.text} = {right_side.text}")

    def numbers(self, wire: Wire, arrived: bool) -> Formula:
        """``∂f/∂b = 1 · e^3 = 20.09``; without the result while the contribution has not ``arrived``."""
        left, gate = self.symbols.gradient(name_of_wire(self.graph, wire)), self.symbols.gate(wire)
        upstream, sent = self.run.node_gradients[gate.id], self.run.wire_gradients[wire.id]
        (slope, binds), said = self._figures.slope(gate, wire)
        first = self._figures.number("gradient", upstream)
        weak = binds < PRODUCT or slope.startswith("-")
        latex = f"{first.latex[0]}{DOT}{bracketed(slope) if weak else slope}"
        text = f"{self.numerals.brief(upstream)} · {f'({said})' if weak and not _in_brackets(said) else said}"
        if arrived:
            result = self._figures.number("gradient", sent)
            reckoned = self.numerals.rounded(upstream) * self._figures.slope_as_written(gate, wire)
            sign = self.numerals.equals(sent, reckoned)
            latex += f" {_SIGNS[sign]} {result.latex[0]}"
            text += f" {sign} {self.numerals.brief(sent)}"
        return Formula(f"{left.latex} = {latex}", f"{left.text} = {text}")

    def seed(self) -> Formula:
        """``∂f/∂f = 1``."""
        left = self.symbols.gradient(self.symbols.output)
        return Formula(f"{left.latex} = 1", f"{left.text} = 1")

    def total(self, copy: Copy) -> Formula:
        """``∂f/∂x = ∂f/∂x₍₁₎ + ∂f/∂x₍₂₎``."""
        left = self.symbols.gradient(Name(self.graph.labels[copy.id]))
        parts = [self.symbols.gradient(name_of_wire(self.graph, wire)) for wire in branches(self.graph, copy)]
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
                    local = self.local(wire)
                    yield from (self.rule(wire), *([local] if local else []))
                    yield from (self.numbers(wire, True), self.numbers(wire, False))

    def _tied(self, gate: Gate) -> bool:
        return gate.kind.tied(tuple(self.run.node_values[source] for source in gate.inputs))


def _in_brackets(text: str) -> bool:
    return text.startswith("(") and text.find(")") == len(text) - 1


_SIGNS = {"=": "=", "≈": r"\approx"}
