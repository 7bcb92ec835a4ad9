"""What is written on the canvas: a lecturer hides what is not talked about yet, as gradients on the way forward."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

OPTION = "hidden"
"""The view option of a lesson that lists the labels put away."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Which labels are shown: names over gates, the two numbers of a wire, sums at copies, local derivatives."""

    names: bool = True
    values: bool = True
    gradients: bool = True
    sums: bool = True
    locals: bool = True


ALL = Labels()
KINDS = tuple(kind.name for kind in fields(Labels))


def labels_of(view: Mapping[str, Any]) -> Labels:
    """The labels that the view options of a lesson ask for; all of them where the option is of no use."""
    hidden = view.get(OPTION)
    hidden = hidden if isinstance(hidden, list | tuple) else ()
    return Labels(**{kind: kind not in hidden for kind in KINDS})


def toggled(labels: Labels, kind: str) -> list[str]:
    """The view option for ``labels`` with one ``kind`` put away, or back again."""
    return [each for each in KINDS if getattr(labels, each) == (each == kind)]
