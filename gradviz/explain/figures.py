"""The numbers of a run as the formulas of the chain rule write them, whole ones without decimals."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from gradviz.autodiff.engine import run
from gradviz.autodiff.run import Run
from gradviz.explain.slopes import Place, cases, filled, slope_graph
from gradviz.explain.symbols import Symbols
from gradviz.explain.wires import name_of
from gradviz.export.latex import ATOM, DOT, Written
from gradviz.graph.gates import PRODUCT
from gradviz.graph.graph import Gate, NodeId, Wire
from gradviz.numerals import MINUS, Numerals

_POWER = re.compile(r"(.+)·10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)")
_NEAR_ENOUGH = 0.05  # part of a local derivative that rounded numbers may miss before they are written more finely
_TRUE = 1e-6  # part of a local derivative within which a formula in floats is taken to give it
_MORE_DIGITS = 9  # the most a number is written more finely by; nobody reads longer ones
_ON_THE_LINE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


class Figures:
    """Those of one run; ``symbols`` are its graph's."""

    def __init__(self, run: Run, numerals: Numerals, symbols: Symbols) -> None:
        self._run = run
        self._numerals = numerals
        self._symbols = symbols

    def number(self, colour: str, number: float, numerals: Numerals | None = None) -> Place:
        """A number in a colour of the formulas, or in none, as a gradient of exactly 0: the picture shows it grey."""
        text = (numerals or self._numerals).brief(number)
        colour = "" if colour == "gradient" and number == 0 else colour
        latex, binds = number_latex_of(text)
        return Place(
            (f"\\textcolor{{{colour}}}{{{latex}}}" if colour else latex, binds), f"({text})" if binds == 0 else text
        )

    def _values(self, gate: Gate, numerals: Numerals) -> dict[str, Place]:
        values = [self._value(source, numerals) for source in gate.inputs]
        return dict(zip("xy", values, strict=False)) | {"out": self._value(gate.id, numerals)}

    def _value(self, node: NodeId, numerals: Numerals) -> Place:
        name = name_of(self._run.graph, node)
        return self._symbols.place(name) if name.number else self.number("value", self._run.node_values[node], numerals)

    def slope(self, gate: Gate, wire: Wire) -> tuple[Written, str]:
        """The local derivative with this run's numbers in it; the number alone where no formula gives it."""
        if self._filled(gate, wire):
            places = self._values(gate, self._fine(gate, wire))
            return filled(cases(gate.kind, wire.slot)[0].slope, places, self._symbols.own_e)
        number = self.number("", self._run.locals[gate.id][wire.slot])
        return number.latex, number.text

    def slope_as_written(self, gate: Gate, wire: Wire) -> float:
        """What a reader gets for the local derivative from the numbers as they are written."""
        if gate.kind.partials is None or not self._filled(gate, wire):
            return self._numerals.rounded(self._run.locals[gate.id][wire.slot])
        return self._reckoned(gate, wire, self._fine(gate, wire))

    def _filled(self, gate: Gate, wire: Wire) -> bool:
        """Whether the formula of the local derivative stands there with numbers in it. It does not where it has
        several branches, where the derivative is no ordinary number (log has none below 0, whatever 1/x may give), nor
        where a convention gives it: in x⁰ at 0 the formula would say 0·0⁻¹."""
        found, local = cases(gate.kind, wire.slot), self._run.locals[gate.id][wire.slot]
        if len(found) != 1 or not math.isfinite(local):
            return False
        if gate.kind.code is None:  # else what is computed is more careful than what is shown
            return True
        formula = slope_graph(found[0].slope)
        values = dict(zip("xy", (self._run.node_values[source] for source in gate.inputs), strict=False))
        worked_out = run(formula, {leaf.name: values[leaf.name] for leaf in formula.variables}).value
        return math.isclose(worked_out, local, rel_tol=_TRUE)

    def _fine(self, gate: Gate, wire: Wire) -> Numerals:
        """The numerals, with as many more digits as it takes to get the local derivative from what is written: of a
        saturated sigmoid 1.00·(1 − 1.00) would be left, where 0.9991·(1 − 0.9991) tells something."""
        local = self._run.locals[gate.id][wire.slot]
        if local == 0 or gate.kind.partials is None:
            return self._numerals
        for more in range(_MORE_DIGITS):
            finer = replace(self._numerals, digits=self._numerals.digits + more)
            if math.isclose(self._reckoned(gate, wire, finer), local, rel_tol=_NEAR_ENOUGH):
                return finer
        return self._numerals

    def _reckoned(self, gate: Gate, wire: Wire, numerals: Numerals) -> float:
        """What the local derivative is for numbers as ``numerals`` write them."""
        assert gate.kind.partials is not None
        values = [self._as_written(source, numerals) for source in gate.inputs]
        return float(gate.kind.partials(self._as_written(gate.id, numerals), *values)[wire.slot])

    def _as_written(self, node: NodeId, numerals: Numerals) -> float:
        value = self._run.node_values[node]
        return value if name_of(self._run.graph, node).number else numerals.rounded(value)


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
