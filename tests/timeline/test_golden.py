"""A few whole performances, told in text: every step at rest with the numbers it brought."""

from __future__ import annotations

from pathlib import Path

import pytest

from gradviz.numerals import numerals_for
from gradviz.timeline.frame import WireFrame
from gradviz.timeline.timeline import Timeline
from tests.timeline.performances import ROUTER, perform

GOLDEN = Path(__file__).parents[1] / "golden"
USUAL = numerals_for("en")
WRITE = USUAL.text


@pytest.mark.parametrize(
    ("name", "text", "leaves"),
    [
        ("lecture-exp", "1 + exp(w1*x + w0)", {"w1": 2.0, "x": 1.0, "w0": 1.0}),
        ("router", ROUTER, {"w": 1.5, "x": 2.0, "y": 1.0}),
        ("dead-line", "p = max(z, x)\nf = relu(x)*x", {"x": -1.0, "z": 2.0}),
    ],
)
def test_performances_are_told_as_before(name: str, text: str, leaves: dict[str, float]):
    told = tell(perform(text, **leaves))
    assert told == (GOLDEN / f"timeline-{name}.txt").read_text(encoding="utf-8")


def tell(timeline: Timeline) -> str:
    """One paragraph a step: number, times, tick and sentence, then its wires."""
    lines = [timeline.graph.text]
    for step in timeline.steps:
        frame = timeline.rest(step.index)
        lines += ["", f"{step.index}  {step.start_s:.2f}–{step.end_s:.2f} s  {step.phase.value}  {step.tick}"]
        lines.append(f"    {frame.caption.plain(USUAL)}")
        lines += [f"    {_ends(timeline, wire)}  {_shown(frame.wires[wire])}" for wire in step.wires]
        if frame.output != WireFrame():
            lines.append(f"    output  {_shown(frame.output)}")
    return "\n".join(lines) + "\n"


def _ends(timeline: Timeline, wire: int) -> str:
    graph = timeline.graph
    found = graph.wires[wire]
    behind = " (copy)" if graph.value_node(found.target) != found.target else ""
    return f"{graph.labels[found.source]} → {graph.labels[found.target]}{behind}"


def _shown(wire: WireFrame) -> str:
    numbers = " ".join("—" if number is None else WRITE(number) for number in (wire.value, wire.gradient))
    local = "" if wire.local is None else f" ×{WRITE(wire.local)}"
    return f"{wire.state.value} {numbers}{local}{' *' if wire.active else ''}"
