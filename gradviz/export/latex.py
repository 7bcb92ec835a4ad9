r"""What was typed, as LaTeX: own templates and brackets, in the order typed (SymPy would sort it).

latex(read("1 + exp(w1*x + w0)"))       [r"f = 1 + e^{w_{1} \cdot x + w_{0}}"]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from gradviz.graph.apart import written_apart
from gradviz.graph.gate import Latex
from gradviz.graph.gates import PRODUCT, SIGN, SUM
from gradviz.graph.graph import Constant, Gate, Graph, NodeId, TypedLine, Variable
from gradviz.graph.walk import Steps, walk
from gradviz.language.commands import CAPITALS
from gradviz.language.names import GREEK, parts_of

_GREEK = {**{name: name for name in GREEK.values()}, **{letter: name for name, letter in CAPITALS.items()}}
_THIN = r" \, "
DOT = r" \cdot "
ATOM = 100
_LONGEST_NUMBER = 12
_LONGEST_FORMULA = 2000
"""Names and numbers in all formulas together before shared gates are written apart."""


Written = tuple[str, int]
"""A piece of a formula and its power, by which brackets are decided."""

NO_LEAVES: Mapping[str, Written] = MappingProxyType({})


def latex(graph: Graph, product: str = "cdot") -> list[str]:
    r"""One formula a line as typed, functions written out: ``["a = w x", …]``; a bare output line is called ``f``.

    A shared gate without a name gets a formula of its own, by its label, where the formulas would grow beyond reason.
    ``product`` is ``"cdot"`` (``w \cdot x``) or ``"space"`` (``w \, x`` wherever that cannot be misread); ``"board"``
    is the latter without the brackets of ``-(w \, x)``, as one writes on a board: to be looked at, for read back it
    gives the same numbers in other gates.
    """
    return _Writer(graph.unfolded, product).lines()


def latex_of(graph: Graph, node: NodeId, product: str = "cdot") -> str:
    """The right side of one node: its inputs written out down to named lines, variables and constants."""
    node = graph.value_node(node)
    return _Writer(graph.unfolded, product).written_out(graph.whole.old_of[node] if graph.whole else node)


def filled_latex(graph: Graph, leaves: Mapping[str, Written], own_e: bool = False) -> Written:
    """The output of ``graph`` with something else written in the place of its variables."""
    writer = _Writer(graph, "cdot", leaves)
    writer.own_e = own_e
    return tuple(walk(writer.formula(graph.value_node(graph.output), named=False)))


def name_latex(name: str, branch: int = 0) -> str:
    r"""A name as it is drawn: ``w_{1}``, ``\lambda``, ``x'``, ``\mathrm{net}_{h1}``, ``\text{вес}``; a ``branch`` of it
    behind a copy gate carries its number in brackets, ``w_{1,(2)}``."""
    parts = parts_of(name)
    lowered = [*map(_lowered_part, parts.index), *([f"({branch})"] if branch else [])]
    return _head(parts.head) + (f"_{{{','.join(lowered)}}}" if lowered else "") + parts.primes


def _head(head: str) -> str:
    if head == "omicron":
        return _word("ο")  # LaTeX knows no such command
    if head in _GREEK:
        return f"\\{_GREEK[head]}"
    return head if len(head) == 1 and head.isascii() else _word(head)


def _lowered_part(part: str) -> str:
    """Digits and letters as they are; a word and a letter of another alphabet as those of a head are written."""
    is_word = not part.isascii() or (len(part) > 1 and part.isalpha())
    if part == "omicron":
        return _word(part)  # its letter would be read as another name
    return _head(part) if is_word else part


def _word(word: str) -> str:
    """Several letters as one name, upright."""
    escaped = word.replace("_", r"\_")
    return f"\\{'mathrm' if word.isascii() else 'text'}{{{escaped}}}"


class _Writer:
    """Writes formulas from the inside out; each comes with its power, by which brackets are decided."""

    def __init__(self, graph: Graph, product: str, leaves: Mapping[str, Written] = NO_LEAVES) -> None:
        self.graph = graph
        self.leaves = leaves
        self.product = product
        self.apart = written_apart(graph, _LONGEST_FORMULA)
        self.own_e = "e" in {leaf.name for leaf in graph.variables} | {gate.name for gate in graph.gates}

    def lines(self) -> list[str]:
        """The typed lines in order, each preceded by the unnamed gates it needs."""
        found = []
        extra = [gate.id for gate in self.graph.gates if gate.id in self.apart and gate.name is None]
        for line in self.graph.lines:
            while extra and extra[0] < line.node:
                label = name_latex(self.graph.labels[extra[0]])
                found.append(f"{label} = {self.written_out(extra.pop(0))}")
            found.append(self._line(line))
        return found

    def _line(self, line: TypedLine) -> str:
        """One line as an equation; a line that only repeats a name is that name."""
        node = self.graph.nodes[line.node]
        if line.name is None and isinstance(node, Variable | Gate) and node.name:
            return name_latex(node.name)
        if isinstance(node, Variable):
            return f"{name_latex(node.name)} = {number_latex(node.pinned_text or '')[0]}"
        own, own_name = self.graph.own
        name = line.name or (own_name if line.node == own else None)
        right = self.written_out(line.node)
        return f"{name_latex(name)} = {right}" if name and not self._would_be_a_leaf(line) else right

    def _would_be_a_leaf(self, line: TypedLine) -> bool:
        """Whether a bare line is only a number: ``f = 7`` would be another program, with a leaf f."""
        node = self.graph.nodes[line.node]
        inner = self.graph.nodes[node.inputs[0]] if isinstance(node, Gate) and node.kind.latex.binds == SIGN else node
        return line.name is None and isinstance(inner, Constant) and (inner is node or inner.text in ("pi", "e"))

    def written_out(self, node: NodeId) -> str:
        """The formula of ``node`` itself, down to named lines, variables and constants."""
        text, _ = walk(self.formula(node, named=False))
        return text

    def formula(self, node: NodeId, named: bool = True) -> Steps:
        """The walk over ``node``, ending in its text and power; a named line is its name where ``named``."""
        found = self.graph.nodes[node]
        if isinstance(found, Constant):
            return number_latex(found.text)
        if isinstance(found, Variable):
            return self.leaves.get(found.name) or (name_latex(found.name), ATOM)
        assert isinstance(found, Gate), "copies are looked through"
        if named and node in self.apart:
            return name_latex(self.graph.labels[node]), ATOM
        inputs = []
        for item in found.inputs:
            inputs.append((yield self.formula(item)))
        numbers = [isinstance(self.graph.nodes[item], Constant) for item in found.inputs]
        form = found.kind.latex
        return _applied(form, inputs, numbers, self.product, self.own_e), form.binds


def applied(form: Latex, inputs: Sequence[Written], own_e: bool = False) -> str:
    """One gate over inputs that are written already; ``own_e`` where the user calls something e."""
    return _applied(form, inputs, [False] * len(inputs), "cdot", own_e)


def _applied(form: Latex, inputs: Sequence[Written], numbers: list[bool], product: str, own_e: bool) -> str:
    written = []
    for slot, (text, binds) in enumerate(inputs):
        number = numbers[slot] and text[0] in "0123456789."
        bare = product == "board" and _signed_product(form, text, binds) and not number
        written.append(bracketed(text) if _torn(form, slot, text, binds, number) and not bare else text)
    template = form.beside_e if own_e and form.beside_e else form.template
    if product in ("space", "board") and DOT in template and _reads_alone(*written):
        template = template.replace(DOT, _THIN)
    return template.format(*written, all=", ".join(written))


def _torn(form: Latex, slot: int, text: str, binds: int, number: bool) -> bool:
    """Whether an input needs brackets: it binds too weakly, would put two signs together, or is a number whose sign
    would be read as its own (``-4`` is a number, ``-\\left(4\\right)`` a gate)."""
    if binds < form.least(slot):
        return True
    if form.binds in (SUM, PRODUCT):
        return slot > 0 and text.startswith("-")
    return form.binds == SIGN and number


def _signed_product(form: Latex, text: str, binds: int) -> bool:
    """Whether a sign stands before a product, whose first factor it may as well belong to."""
    return form.binds == SIGN and binds == PRODUCT and not text.startswith("-")


def bracketed(text: str) -> str:
    return rf"\left({text}\right)"


def _reads_alone(left: str, right: str) -> bool:
    """Whether a product reads well without a dot: no number, bracket or sign stands second, and no fraction or word
    behind a number."""
    if left[-1].isdigit() and right.startswith((r"\frac", r"\mathrm", r"\text")):
        return False
    return not right[0].isdigit() and not right.startswith((".", "-", r"\left("))


def number_latex(text: str) -> tuple[str, int]:
    """A number as typed; ``1e-4`` in full, or with a power of ten where that is too long.

    The braces around the 10, which are not seen, tell the reader that this is one number.
    """
    if text == "pi":
        return r"\pi", ATOM
    mantissa, e, exponent = text.lower().partition("e")
    if not (e and mantissa):
        return text, SIGN if text.startswith("-") else ATOM
    written = f"{Decimal(text):f}"
    if len(written) <= _LONGEST_NUMBER:
        return written, SIGN if written.startswith("-") else ATOM
    return rf"{mantissa} \cdot {{10}}^{{{int(exponent)}}}", PRODUCT
