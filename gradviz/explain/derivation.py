r"""The whole chain rule in LaTeX, gate by gate with this run's numbers, as it would stand on the board.

    \begin{align*}
    a &= w_{1} \cdot x = 2 \cdot 1 = 2 \\
    \frac{\partial f}{\partial b} &= \frac{\partial f}{\partial c} \cdot \frac{\partial c}{\partial b} = 1 \cdot e^{3} …
    \end{align*}
"""

from __future__ import annotations

from collections.abc import Iterator

from gradviz.autodiff.run import Run
from gradviz.explain.chain import Chain
from gradviz.explain.figures import number_latex_of
from gradviz.explain.wires import name_of
from gradviz.export.latex import Written, applied, bracketed
from gradviz.graph.graph import Constant, Copy, Gate, NodeId
from gradviz.numerals import Numerals
from gradviz.timeline.board import forward_equation

_SIGNS = {"=": "=", "≈": r"\approx"}


def derivation(run: Run, numerals: Numerals) -> str:
    """Values forward, then the seed, every contribution and every sum backward: one ``align*`` of amsmath."""
    lines = " \\\\\n".join(_Derivation(run, numerals).lines())
    return f"\\begin{{align*}}\n{lines}\n\\end{{align*}}\n"


class _Derivation:
    def __init__(self, run: Run, numerals: Numerals) -> None:
        self.run = run
        self.graph = run.graph
        self.numerals = numerals
        self.chain = Chain(run, numerals)

    def lines(self) -> Iterator[str]:
        for leaf in self.graph.variables:
            yield _aligned(f"{name_of(self.graph, leaf.id).latex} = {self._number(leaf.id)[0]}")
        yield from map(self._value, self.graph.gates)
        yield _aligned(self.chain.seed().latex)
        yield from self._backward()

    def _value(self, gate: Gate) -> str:
        """``a = w_{1} \\cdot x = 2 \\cdot 1 = 2``; a step that says nothing new is left out."""
        symbols = self.chain.symbols
        name = symbols.output if gate.id == self.graph.output else name_of(self.graph, gate.id)
        named = applied(gate.kind.latex, [name_of(self.graph, node).written for node in gate.inputs], symbols.own_e)
        filled = applied(gate.kind.latex, [self._number(node) for node in gate.inputs], symbols.own_e)
        shown, _ = self._number(gate.id)
        sign = forward_equation(self.run, gate).sign(self.numerals)
        steps = [step for step in dict.fromkeys((named, filled)) if step != shown]
        return _aligned(f"{' = '.join((name.latex, *steps))} {_SIGNS[sign]} {shown}")

    def _number(self, node: NodeId) -> Written:
        if isinstance(self.graph.nodes[node], Constant):
            return name_of(self.graph, node).written
        return number_latex_of(self.numerals.brief(self.run.node_values[node]))

    def _backward(self) -> Iterator[str]:
        """From the output to the leaves; a sum stands where its last branch has arrived."""
        for node in reversed(self.graph.nodes):
            if not self.graph.reaches_output[node.id]:
                continue
            if isinstance(node, Copy):
                yield self._sum(node)
            elif isinstance(node, Gate):
                for wire in self.graph.into[node.id]:
                    if not isinstance(self.graph.nodes[wire.source], Constant):
                        _, _, numbers = self.chain.numbers(wire, True).plain_latex.partition(" = ")
                        yield _aligned(f"{self.chain.rule(wire).latex} = {numbers}")

    def _sum(self, copy: Copy) -> str:
        back = (wire for wire in self.graph.out_of[copy.id] if self.graph.has_gradient(wire.target))
        addends = [self.run.wire_gradients[wire.id] for wire in back]
        total = self.run.node_gradients[copy.source]
        written = [number_latex_of(self.numerals.brief(addend)) for addend in addends]
        first, *others = written
        summed = " + ".join((first[0], *(text if binds > 0 else bracketed(text) for text, binds in others)))
        sign, result = _SIGNS[self.numerals.sum_sign(addends, total)], number_latex_of(self.numerals.brief(total))[0]
        return _aligned(f"{self.chain.total(copy).latex} = {summed} {sign} {result}")


def _aligned(equation: str) -> str:
    """The equation with its first sign as the place where all lines meet."""
    return equation.replace(" = ", " &= ", 1)
