r"""The graph at one step as TikZ: a document of class ``standalone`` that LaTeX turns into a picture in its own type.

tikz(moment)        \documentclass[tikz]{standalone} … \begin{tikzpicture} … \end{document}

Places are those of the canvas, in its units with y downwards; values stand above the wires, gradients below.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from gradviz import resources
from gradviz.export.latex import name_latex
from gradviz.export.moment import Moment
from gradviz.graph.graph import Constant, Copy, Gate, Graph, Node, Variable
from gradviz.layout.layout import Box, Direction, Layout, NodePlace, WirePlace
from gradviz.layout.place import geometry_for
from gradviz.layout.place import place as find_places
from gradviz.numerals import NOT_COMPUTED, Numerals
from gradviz.timeline.frame import SumFrame, WireFrame, WireState

UNIT_PT = 0.55
"""Points a unit of the canvas takes, so that its numbers come out at LaTeX's usual size."""

_COLORS = ("value", "gradient", "gradient_tint", "grey", "text")

_SIGNS = {
    "−": "-",
    "·": r"\cdot ",
    "×": r"\times ",
    "÷": r"\div ",
    "∞": r"\infty ",
    "≈": r"\approx ",
    "π": r"\pi ",
    "σ": r"\sigma ",
    "√": r"\surd ",
    "²": "^{2}",
    "⁺": "^{+}",
    "|": r"\lvert ",
    ",": "{,}",
}
_RAISED = re.compile("[⁻⁰¹²³⁴-⁹]+")
_LOWERED = {ord(raised): plain for raised, plain in zip("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789", strict=True)}

_STYLES = r"""  idle/.style={draw=grey, line width=0.6pt, dash pattern=on 0.6pt off 2pt},
  valued/.style={draw=value, line width=0.7pt, -{Latex[length=4pt]}},
  graded/.style={draw=gradient, line width=0.8pt, {Latex[length=4pt]}-},
  blocked/.style={draw=grey, line width=0.8pt, dash pattern=on 0.8pt off 1.6pt, -{Bar[width=5pt]}},
  quiet/.style={draw=grey, line width=0.5pt, -{Latex[length=3pt]}},
  value/.style={text=value, font=\small, inner sep=0pt},
  gradient/.style={text=gradient, font=\small, inner sep=0pt},
  lost/.style={text=grey, font=\small, inner sep=0pt},
  node/.style={draw=text, fill=white, line width=0.7pt, inner sep=0pt},
  input/.style={node, rounded corners=7pt},
  parameter/.style={node},
  constant/.style={text=grey, inner sep=0pt},
  gate/.style={node, circle},
  folded/.style={node, double, double distance=1.5pt},
  copy/.style={fill=text, circle, inner sep=0pt},
  sum/.style={draw=gradient, fill=gradienttint, text=gradient, font=\scriptsize, rounded corners=2pt, inner sep=2pt}]"""


def tikz(moment: Moment) -> str:
    """The whole document, a comment saying which step it shows; what is not computed yet is a dash or left out."""
    layout = moment.layout()
    picture = [*_wires(moment, layout), *_nodes(moment, layout), *_output(moment, layout)]
    said = moment.frame.caption.plain(moment.numerals)
    return "\n".join(
        (
            r"\documentclass[tikz,border=4pt]{standalone}",
            *_fonts(moment),
            r"\usepackage{amsmath}",
            r"\usetikzlibrary{arrows.meta}",
            *_colors(),
            r"\begin{document}",
            *(f"% {line}" for line in (*moment.graph.text.strip().splitlines(), said)),
            rf"\begin{{tikzpicture}}[x={UNIT_PT}pt, y=-{UNIT_PT}pt,",
            _STYLES,
            *(f"  {line}" for line in picture),
            r"\end{tikzpicture}",
            r"\end{document}",
            "",
        )
    )


def laid_out(graph: Graph, moved: Mapping[str, tuple[float, float]], direction: Direction = "right") -> Layout:
    """Places where no canvas has found any; ``moved`` holds the centres of dragged nodes. The type is LaTeX's, so its
    widths are guessed: a digit takes 0.6 em."""
    geometry = replace(geometry_for(graph), direction=direction)
    em = {"number": 0.6 * geometry.number_px, "name": 0.5 * geometry.name_px, "gate": 0.62 * geometry.gate_px}
    return find_places(graph, lambda text, role: len(text) * em[role], geometry=geometry, moved=moved)


def _fonts(moment: Moment) -> list[str]:
    """What LaTeX needs for names with Cyrillic letters."""
    if all(label.isascii() for label in moment.graph.labels):
        return []
    return [r"\usepackage[T2A,T1]{fontenc}", r"\usepackage[utf8]{inputenc}", r"\usepackage[english,russian]{babel}"]


def _colors() -> Iterator[str]:
    theme = tomllib.loads(resources.read_text("themes/light.toml"))
    for name in _COLORS:
        yield rf"\definecolor{{{name.replace('_', '')}}}{{HTML}}{{{theme[name].removeprefix('#').upper()}}}"


# wires ----------------------------------------------------------------------------------------------------------------


def _wires(moment: Moment, layout: Layout) -> Iterator[str]:
    for wire, place, frame in zip(moment.graph.wires, layout.wires, moment.frame.wires, strict=True):
        quiet = isinstance(moment.graph.nodes[wire.source], Constant)
        onward = _hands_on(moment.graph.nodes[wire.target])
        yield _line(place, frame, quiet, onward)
        yield from _numbers(place, frame, moment.numerals, layout.geometry.down)


def _output(moment: Moment, layout: Layout) -> Iterator[str]:
    name = name_latex(moment.graph.output_name)
    yield _line(layout.output, moment.frame.output, quiet=False, onward=False)
    yield from _numbers(layout.output, moment.frame.output, moment.numerals, layout.geometry.down)
    yield rf"\node at {_middle(layout.output_box)} {{${name}$}};"


def _line(course: WirePlace, frame: WireFrame, quiet: bool, onward: bool) -> str:
    """The wire's course; the arrow of a value waits for the next gate where this one ends in a dot."""
    states = {WireState.IDLE: "idle", WireState.VALUE: "valued", WireState.GRADIENT: "graded"}
    style = "quiet" if quiet else states.get(frame.state, "blocked")
    ends = ", -" if onward and style in ("valued", "quiet") else ""
    start, *rest = [_at(*point) for point in course.path]
    curves = (f".. controls {a} and {b} .. {end}" for a, b, end in zip(rest[::3], rest[1::3], rest[2::3], strict=True))
    return rf"\draw[{style}{ends}] {start} {' '.join(curves)};"


def _numbers(place: WirePlace, frame: WireFrame, numerals: Numerals, down: bool) -> Iterator[str]:
    """The value above and the gradient below, beside the wire where that runs ``down``; a dash once the value is
    there."""
    if place.value_box is not None and frame.value is not None:
        yield _written("value", place.value_box, f"${number_latex(frame.value, numerals)}$", "east" if down else "")
    if place.gradient_box is None:
        return
    side = "west" if down else ""
    if frame.gradient is not None:
        style = "lost" if frame.state is WireState.BLOCKED else "gradient"
        yield _written(style, place.gradient_box, f"${number_latex(frame.gradient, numerals)}$", side)
    elif frame.value is not None:
        yield _written("lost", place.gradient_box, NOT_COMPUTED.replace("—", "---"), side)


def _written(style: str, box: Box, text: str, side: str) -> str:
    """A label in the middle of its box, or with the edge on its ``side`` where the box has it."""
    if not side:
        return rf"\node[{style}] at {_middle(box)} {{{text}}};"
    x = box.x + (box.width if side == "east" else 0.0)
    return rf"\node[{style}, anchor={side}] at {_at(x, box.center.y)} {{{text}}};"


# nodes ----------------------------------------------------------------------------------------------------------------


def _nodes(moment: Moment, layout: Layout) -> Iterator[str]:
    for node, place, frame in zip(moment.graph.nodes, layout.nodes, moment.frame.nodes, strict=True):
        yield _body(moment, node, place)
        if place.name_box is not None:
            yield rf"\node at {_middle(place.name_box)} {{${name_latex(moment.graph.labels[node.id])}$}};"
        if place.sum_box is not None and frame.sum is not None and frame.sum.done:
            yield rf"\node[sum] at {_middle(place.sum_box)} {{${_sum(frame.sum, moment.numerals)}$}};"


def _body(moment: Moment, node: Node, place: NodePlace) -> str:
    at, size = _at(place.x, place.y), f"minimum width={_pt(place.width)}, minimum height={_pt(place.height)}"
    if isinstance(node, Variable):
        role = moment.roles.get(node.name, "input")
        return rf"\node[{role}, {size}] at {at} {{${name_latex(node.name)}$}};"
    if isinstance(node, Constant):
        return rf"\node[constant] at {at} {{${_typed(node.text, moment.numerals)}$}};"
    if _hands_on(node):
        return rf"\node[copy, minimum size={_pt(place.width)}] at {at} {{}};"
    if isinstance(node, Gate) and node.folded:
        round_ends = f"rounded corners={_pt(place.height / 2)}"
        return rf"\node[folded, {size}, {round_ends}] at {at} {{${name_latex(node.kind.symbol)}$}};"
    return rf"\node[gate, minimum size={_pt(place.width)}] at {at} {{${signs_latex(node.kind.symbol)}$}};"


def _hands_on(node: Node) -> bool:
    """Whether a node is drawn as a dot."""
    return isinstance(node, Copy) or (isinstance(node, Gate) and node.kind.joint)


def _sum(frame: SumFrame, numerals: Numerals) -> str:
    """``0.5 + (-0.2) = 0.3``; of a long sum the total alone."""
    assert frame.total is not None
    total = number_latex(frame.total, numerals)
    addends = [addend for addend in frame.addends if addend is not None]
    if len(addends) > 3:
        return rf"\Sigma = {total}"
    written = [numerals.text(addends[0]), *(numerals.term(addend) for addend in addends[1:])]
    return f"{' + '.join(map(signs_latex, written))} {signs_latex(numerals.sum_sign(addends, frame.total))} {total}"


# writing --------------------------------------------------------------------------------------------------------------


def number_latex(number: float, numerals: Numerals) -> str:
    r"""A number as ``numerals`` write it, for math mode: ``-3{,}5\cdot 10^{-7}``."""
    return signs_latex(numerals.text(number))


def _typed(text: str, numerals: Numerals) -> str:
    """A number as it was typed; ``3.5e-9`` with its power of ten."""
    mantissa, e, exponent = text.lower().partition("e")
    if not (mantissa and e):
        return signs_latex(numerals.exact(text))
    return rf"{signs_latex(numerals.exact(mantissa))}\cdot 10^{{{int(exponent)}}}"


def signs_latex(text: str) -> str:
    r"""A number or a gate's sign for math mode: ``\times``, ``\mathrm{exp}``, ``\lvert \cdot \rvert``."""
    if text.isalpha() and len(text) > 1:
        return rf"\mathrm{{{text}}}"
    raised = _RAISED.sub(lambda found: f"^{{{found[0].translate(_LOWERED)}}}", text)
    written = "".join(_SIGNS.get(sign, sign) for sign in raised)
    return written if text.count("|") < 2 else written[::-1].replace(r"\lvert "[::-1], r"\rvert "[::-1], 1)[::-1]


def _middle(box: Box) -> str:
    return _at(*box.center)


def _at(x: float, y: float) -> str:
    return f"({x:.1f},{y:.1f})"


def _pt(length: float) -> str:
    return f"{length * UNIT_PT:.1f}pt"
