"""One instant of a run as an exporter gets it: the numbers, how they are written, where everything stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gradviz.autodiff.run import Run
from gradviz.graph.graph import Graph
from gradviz.graph.ties import Ties
from gradviz.layout.layout import Direction, Layout
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame


@dataclass(frozen=True, slots=True)
class Moment:
    """``ties`` is the rule ``run`` was made by, ``roles`` says of every variable whether it is an "input" or a
    "parameter"; ``title`` is the document's. ``layout`` finds the places, which not every form needs."""

    run: Run
    ties: Ties
    title: str
    layout: Callable[[], Layout]
    frame: Frame
    numerals: Numerals
    roles: Mapping[str, str]
    direction: Direction = "right"

    @property
    def graph(self) -> Graph:
        return self.run.graph
