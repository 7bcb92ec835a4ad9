"""A gate's local derivative as a formula: the gate table's ``slopes`` with names or numbers in their places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from gradviz.explain.card import Formula
from gradviz.export.latex import ATOM, Written, filled_latex
from gradviz.graph.build import read
from gradviz.graph.gate import GateKind
from gradviz.graph.graph import Graph
from gradviz.i18n import tr

_PLACE = re.compile(r"\b(x|y|out)\b")
_TWICE = re.compile(r"\((\([^()]*\))\)")
"""A bracketed number that stands alone in brackets already: ``exp((−3))``."""

_SIGNS = {"<=": r"\le"}


@dataclass(frozen=True, slots=True)
class Place:
    """What stands in a place of a slope: as LaTeX with how strongly it binds, and as text."""

    latex: Written
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """One branch of a local derivative; ``condition`` is empty where there is only one."""

    slope: str
    condition: str = ""


def cases(kind: GateKind, slot: int) -> tuple[Case, ...]:
    """The branches of the local derivative by the input in ``slot``; none where the gate tells no formula."""
    if not kind.slopes:
        return ()
    return tuple(Case(*branch.split(" if ")) for branch in kind.slope(slot).split("; "))


@lru_cache(maxsize=256)
def slope_graph(slope: str) -> Graph:
    """A branch, read as any typed text is."""
    return read(slope)


def filled(slope: str, places: Mapping[str, Place], own_e: bool = False) -> tuple[Written, str]:
    """A branch with ``places`` filled in: LaTeX, and text."""
    leaves = {name: place.latex for name, place in places.items()}
    return filled_latex(slope_graph(slope), leaves, own_e), _text(slope, places)


def local_formula(kind: GateKind, slot: int, places: Mapping[str, Place], own_e: bool = False) -> Formula:
    """The whole local derivative, with all its branches."""
    found = [(filled(case.slope, places, own_e), case.condition) for case in cases(kind, slot)]
    if len(found) == 1:
        (latex, _), text = found[0][0]
        return Formula(latex, text)
    rows = r" \\ ".join(f"{latex}, & {_condition_latex(condition, places)}" for ((latex, _), _), condition in found)
    said = (tr("{slope} if {condition}", slope=text, condition=_text(why, places)) for (_, text), why in found)
    return Formula(rf"\begin{{cases}} {rows} \end{{cases}}", ", ".join(said))


def _text(typed: str, places: Mapping[str, Place]) -> str:
    signed = typed.replace("**", "^").replace("*", "·").replace("-", "−").replace("<=", "≤")
    return _TWICE.sub(r"\1", _PLACE.sub(lambda match: _in_place(match, places[match[0]]), signed))


def _in_place(match: re.Match[str], place: Place) -> str:
    """What stands in a place, in brackets where a power or a slash would tear it apart: ``(1.6·10¹⁶)^2``."""
    torn = match.string[match.end() :].startswith("^") or match.string[: match.start()].endswith("/")
    weak = place.latex[1] < ATOM and not place.text.startswith("(")
    return f"({place.text})" if torn and weak else place.text


def _condition_latex(condition: str, places: Mapping[str, Place]) -> str:
    left, sign, right = condition.split()
    return f"{_side(left, places)} {_SIGNS.get(sign, sign)} {_side(right, places)}"


def _side(side: str, places: Mapping[str, Place]) -> str:
    return places[side].latex[0] if side in places else side
