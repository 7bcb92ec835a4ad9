"""Names as Python bears them: ``lambda`` becomes ``lambda_``, ``x'`` becomes ``x_prime``, gradients ``dx``."""

from __future__ import annotations

import keyword
import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from gradviz.graph import ieee
from gradviz.graph.graph import Constant, Gate, Graph, Variable

_NAMES = (
    "exp log sqrt sin cos tan tanh sigmoid softplus relu leaky_relu square "
    "step leaky_step sign share wins inverse power_slope exponent_slope"
)
FUNCTIONS: Mapping[str, Any] = MappingProxyType(
    {name: getattr(ieee, name) for name in _NAMES.split()}
    | {"abs": abs, "pow": ieee.power, "max": ieee.largest, "min": ieee.smallest, "pi": math.pi, "e": math.e}
)
"""What a listing may use: with these names defined it is a program that runs."""

_CONSTANTS = {"pi", "e"}
_RESERVED = (set(FUNCTIONS) - _CONSTANTS) | set(keyword.kwlist)
_PYTHON_NUMBER = re.compile(r"-?(0|[1-9][0-9]*|([0-9]+\.[0-9]*|\.[0-9]+)|([0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+)")


@dataclass(frozen=True, slots=True)
class Names:
    """By node id: what a value and its gradient are called in code; copies are called as their source is, and
    the gradients of constants, which nobody needs, have no name."""

    values: tuple[str, ...]
    gradients: tuple[str, ...]


def names(graph: Graph, reserved: Collection[str] = ()) -> Names:
    """Distinct names for all variables and gates, as short and as close to the typed ones as Python allows; none of
    them is among ``reserved``, the names a program around the listing needs for itself."""
    computed = [node.id for node in graph.nodes if isinstance(node, Variable | Gate) or node.id == graph.output]
    taken = _RESERVED.union(reserved, (constant.text for constant in graph.constants))
    values = {constant.id: literal(constant) for constant in graph.constants}
    for node in computed:
        label = graph.output_name if node in values else graph.labels[node]
        values[node] = _free(_python_name(label), taken)
    gradients = dict.fromkeys(values, "")
    for node in computed:
        short = f"d{values[node]}"
        gradients[node] = _free(f"grad_{values[node]}" if short in taken else short, taken)
    sources = [graph.value_node(node.id) for node in graph.nodes]
    return Names(tuple(values[node] for node in sources), tuple(gradients[node] for node in sources))


def literal(constant: Constant) -> str:
    """A constant in code: as typed wherever Python reads that as the same number."""
    if constant.text in _CONSTANTS or _PYTHON_NUMBER.fullmatch(constant.text):
        return constant.text
    return repr(constant.value)


def _python_name(label: str) -> str:
    name = label.replace("'", "_prime")
    return name if name.isidentifier() else "v_" + "".join(letter if letter.isalnum() else "_" for letter in name)


def _free(name: str, taken: set[str]) -> str:
    """``name``, with as many underscores as it takes to be nobody else's; it is taken from then on."""
    while name in taken:
        name += "_"
    taken.add(name)
    return name
