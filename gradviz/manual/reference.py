"""The gate reference: one section for every entry of the gate table, nothing of it written by hand.

Formulas are pictures, ``![as text](formula:percent-encoded LaTeX)``; the lines of code say the same for who cannot see
them.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase
from urllib.parse import quote

from gradviz import i18n
from gradviz.autodiff.listing import GateText, Operand
from gradviz.explain.card import Formula
from gradviz.explain.moment import about, title_of
from gradviz.explain.slopes import Place, local_formula
from gradviz.export.latex import ATOM, applied, latex_of
from gradviz.graph.build import read
from gradviz.graph.gate import GateKind
from gradviz.graph.gates import GATES
from gradviz.i18n import Message, tr
from gradviz.manual.chapters import Section
from gradviz.numerals import MINUS
from gradviz.timeline.board import spoken

INPUTS = ascii_lowercase[-3:]
"""What the inputs of a gate are called; its value is ``f``."""

OUT = "f"


def gate_sections() -> tuple[Section, ...]:
    """A section a gate, in the order of the table and in the language in use."""
    return tuple(gate_section(kind) for kind in GATES.values())


def gate_section(kind: GateKind) -> Section:
    """All that the table and the explanation know of one gate."""
    said = [about(kind.name, what, i18n.language()) for what in ("forward", "text", "unequal")]
    rows = "\n".join(f"| {head} | {text} |" for head, text in _rows(kind))
    table = f"| | |\n|---|---|\n{rows}" if rows else ""
    convention = about(kind.name, "convention", i18n.language())
    text = "\n\n".join(filter(None, (" ".join(said), table, convention)))
    return Section(title_of(kind, back=True), text, title_of(kind, back=False), f"gates/{kind.name}")


def _rows(kind: GateKind) -> Iterator[tuple[str, str]]:
    """What stands in the table of a gate; the inner gates that nobody types have no formulas of their own."""
    if not kind.slopes:
        return
    if not kind.joint:
        yield tr("typed"), ", ".join(f"`{_cell(text)}`" for text in typed(kind))
    yield tr("formula"), picture(formula(kind))
    for slot in range(len(kind.slopes)):
        yield tr("local derivative"), picture(local_derivative(kind, slot))
    yield tr("in code"), " \u2003 ".join(f"`{_cell(line)}`".replace(" ", "\u00a0") for line in lines(kind))
    for marked in (kind.domain, kind.asleep):
        if marked is not None:
            yield tr("what is marked"), str(Message(marked.message.text, gate=spoken(kind)))


def _cell(text: str) -> str:
    """A bar would end the cell of a table."""
    return text.replace("|", "\\|")


def inputs_of(kind: GateKind) -> tuple[str, ...]:
    """As many names as the gate shows inputs: two of those that take any number."""
    return tuple(INPUTS[: kind.most or kind.least])


def typed(kind: GateKind) -> tuple[str, ...]:
    """How the gate is typed: ``x + y``, or a call by every spelling; inputs that may be left out are left out last."""
    names = inputs_of(kind)
    if not kind.spellings:
        return (_filled(kind).value(kind.listing).replace("**", "^"),)
    calls = [f"{spelling}({', '.join(names)}{'' if kind.most else ', …'})" for spelling in kind.spellings]
    short = [f"{kind.spellings[0]}({', '.join(names[: kind.least])})"] if kind.defaults else []
    return tuple(calls + short)


def formula(kind: GateKind) -> Formula:
    """The gate over its inputs, and what it is made of where the table tells."""
    latex = [OUT, applied(kind.latex, [(name, ATOM) for name in inputs_of(kind)])]
    text = [OUT, _signed(_filled(kind).value(kind.listing))]
    if kind.parts:
        latex.append(_latex_of(kind.parts))
        text.append(_signed(kind.parts))
    return Formula(" = ".join(latex), " = ".join(text))


def local_derivative(kind: GateKind, slot: int) -> Formula:
    """``∂f/∂x = …`` by the input in ``slot``; for a router by any of its inputs."""
    by = INPUTS[slot]
    places = {name: Place((name, ATOM), name) for name in INPUTS} | {"out": Place((OUT, ATOM), OUT)}
    found = local_formula(kind, slot, places)
    return Formula(rf"\frac{{\partial {OUT}}}{{\partial {by}}} = {found.latex}", f"∂{OUT}/∂{by} = {found.text}")


def lines(kind: GateKind) -> tuple[str, ...]:
    """The gate in the lecture's listing: its value, and what goes back to every input."""
    filled = _filled(kind)
    back = (f"d{name} = {filled.contribution(kind.listing, slot)}" for slot, name in enumerate(filled.inputs))
    return (f"{OUT} = {filled.value(kind.listing)}", *back)


def picture(formula: Formula) -> str:
    """A formula in Markdown."""
    text = formula.text.replace("[", "(").replace("]", ")").replace("|", "\\|")
    return f"![{text}](formula:{quote(formula.latex, safe='')})"


def _filled(kind: GateKind) -> GateText:
    return GateText(kind, tuple(map(Operand, inputs_of(kind))), OUT, f"d{OUT}", None)


def _latex_of(parts: str) -> str:
    graph = read(parts)
    return latex_of(graph, graph.output)


def _signed(code: str) -> str:
    return code.replace("**", "^").replace("*", "·").replace("-", MINUS)
