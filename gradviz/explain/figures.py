"""The numbers of a run as the formulas of the chain rule write them, whole ones without decimals."""

from __future__ import annotations

import math
import re

from gradviz.autodiff.run import Run
from gradviz.explain.slopes import Place, cases, filled
from gradviz.explain.symbols import Symbols
from gradviz.explain.wires import name_of
from gradviz.export.latex import ATOM, DOT, Written
from gradviz.graph.gates import PRODUCT
from gradviz.graph.graph import Gate, NodeId, Wire
from gradviz.numerals import MINUS, Numerals

_POWER = re.compile(r"(.+)·10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)")
_ON_THE_LINE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


class Figures:
    """Those of one run; ``symbols`` are its graph's."""

    def __init__(self, run: Run, numerals: Numerals, symbols: Symbols) -> None:
        self._run = run
        self._numerals = numerals
        self._symbols = symbols

    def number(self, colour: str, number: float) -> Place:
        """A number in a colour of the formulas, or in none, as a gradient of exactly 0: the picture shows it grey."""
        text = self._numerals.brief(number)
        colour = "" if colour == "gradient" and number == 0 else colour
        latex, binds = number_latex_of(text)
        return Place(
            (f"\\textcolor{{{colour}}}{{{latex}}}" if colour else latex, binds), f"({text})" if binds == 0 else text
        )

    def _values(self, gate: Gate) -> dict[str, Place]:
        values = [self._value(source) for source in gate.inputs]
        return dict(zip("xy", values, strict=False)) | {"out": self._value(gate.id)}

    def _value(self, node: NodeId) -> Place:
        name = name_of(self._run.graph, node)
        return self._symbols.place(name) if name.number else self.number("value", self._run.node_values[node])

    def slope(self, gate: Gate, wire: Wire) -> tuple[Written, str]:
        """The local derivative with this run's numbers in it; of several branches the number alone, and so where it
        is no ordinary one: log has none below 0, whatever 1/x may give."""
        kind = gate.kind
        branches, local = cases(kind, wire.slot), self._run.locals[gate.id][wire.slot]
        if len(branches) == 1 and math.isfinite(local):
            return filled(branches[0].slope, self._values(gate), self._symbols.own_e)
        number = self.number("", local)
        return number.latex, number.text

    def slope_as_written(self, gate: Gate, wire: Wire) -> float:
        """What a reader gets for the local derivative from the numbers as they are written."""
        kind = gate.kind
        local = self._run.locals[gate.id][wire.slot]
        if kind.partials is None or len(cases(kind, wire.slot)) != 1 or not math.isfinite(local):
            return self._numerals.rounded(local)
        values = [self._as_written(source) for source in gate.inputs]
        return float(kind.partials(self._as_written(gate.id), *values)[wire.slot])

    def _as_written(self, node: NodeId) -> float:
        value = self._run.node_values[node]
        return value if name_of(self._run.graph, node).number else self._numerals.rounded(value)


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
