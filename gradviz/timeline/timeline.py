"""The performance of a run as data. Read :class:`Timeline` first; ``frame_at(t)`` is pure, total and history-free."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from gradviz.graph.graph import Constant, NodeId
from gradviz.timeline.captions import Captions
from gradviz.timeline.event import Event
from gradviz.timeline.frame import Frame, Phase, Step
from gradviz.timeline.pieces import Caption
from gradviz.timeline.stage import Stage

CHECKPOINT = 64
"""Every so many steps the drawing before a step is kept; those between are found by going on from there."""


class Timeline:
    """All steps of one performance, and what is to be seen at any moment of it.

    ``steps`` follow each other without gaps from 0 to ``duration_s`` (seconds at speed 1). A step's picture at rest,
    ``rest(i)``, is the one at its very end: its gate still glows, its numbers are highlighted.
    """

    def __init__(
        self,
        steps: tuple[Step, ...],
        events: tuple[tuple[Event, ...], ...],
        opening: Stage,
        captions: Captions,
    ) -> None:
        self.steps = steps
        self.graph = captions.graph
        self.run = captions.run
        self.duration_s = steps[-1].end_s
        self.phases = _phases(steps)
        self._events = events
        self._captions = captions
        self._ends = [step.end_s for step in steps]
        self._checkpoints = [opening]
        self._before = lru_cache(maxsize=4)(self._drawing_before)

    def frame_at(self, time_s: float) -> Frame:
        """What is to be seen ``time_s`` after the beginning; before it and after the end, and at nan, the nearest."""
        time_s = 0.0 if math.isnan(time_s) else min(max(time_s, 0.0), self.duration_s)
        return self._frame(self._index_at(time_s), time_s)

    def rest(self, index: int) -> Frame:
        """What is to be seen when step ``index`` is over; -1 is the last. IndexError where there is no such step."""
        step = self.steps[index]
        return self._frame(step.index, step.end_s)

    def step_at(self, time_s: float) -> Step:
        """The step in progress at ``time_s``, or over exactly then."""
        return self.steps[0 if math.isnan(time_s) else self._index_at(min(max(time_s, 0.0), self.duration_s))]

    def caption(self, index: int) -> Caption:
        """The sentence that goes with a step, in the language now in use."""
        return self._captions.caption(self.steps[index])

    def focus(self, index: int) -> tuple[NodeId, ...]:
        """The nodes to keep in sight during a step: the gate at work and the nodes it takes from or gives to."""
        step, graph = self.steps[index], self.graph
        if step.node is None:
            return tuple(leaf.id for leaf in graph.variables)
        wires = graph.into[step.node] if step.kind in ("value", "sum") else [graph.wires[wire] for wire in step.wires]
        sources = [] if step.kind == "seed" else [wire.source for wire in wires]
        return (step.node, *(node for node in sources if not isinstance(graph.nodes[node], Constant)))

    def _index_at(self, time_s: float) -> int:
        return min(bisect_left(self._ends, time_s), len(self.steps) - 1)

    def _frame(self, index: int, time_s: float) -> Frame:
        step = self.steps[index]
        over = time_s >= step.end_s
        within_s = math.inf if over else time_s - step.start_s
        stage = self._before(index).copy()
        for event in self._events[index]:
            event.show_at(stage, within_s)
        return Frame(
            time_s,
            step,
            not over,
            tuple(stage.nodes),
            tuple(stage.wires[:-1]),
            stage.wires[-1],
            self.caption(index),
            self.focus(index),
            over or within_s >= max((event.end_s for event in self._events[index]), default=0.0),
        )

    def _drawing_before(self, index: int) -> Stage:
        """All that earlier steps have left behind, their highlights gone. Checkpoints are made as far as needed."""
        while len(self._checkpoints) <= index // CHECKPOINT:
            done = (len(self._checkpoints) - 1) * CHECKPOINT
            self._checkpoints.append(self._after(self._checkpoints[-1], self._events[done : done + CHECKPOINT]))
        done = index // CHECKPOINT * CHECKPOINT
        return self._after(self._checkpoints[index // CHECKPOINT], self._events[done:index])

    @staticmethod
    def _after(drawing: Stage, scores: Sequence[tuple[Event, ...]]) -> Stage:
        stage = drawing.copy()
        for events in scores:
            for event in events:
                event.settle(stage)
        return stage


def _phases(steps: tuple[Step, ...]) -> tuple[tuple[Phase, int, int], ...]:
    """Each phase with its first and last step."""
    found: list[tuple[Phase, int, int]] = []
    for step in steps:
        if found and found[-1][0] is step.phase:
            found[-1] = (step.phase, found[-1][1], step.index)
        else:
            found.append((step.phase, step.index, step.index))
    return tuple(found)
