"""The listing's numbers as the performance goes through it."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given, settings

from gradviz.autodiff.listing import Listing, listing
from gradviz.autodiff.naming import FUNCTIONS
from gradviz.autodiff.run import Run
from gradviz.timeline.ledger import Entry, ledger
from gradviz.timeline.timeline import Timeline
from tests.timeline.performances import ROUTER, perform, programs

EXAMPLES = [
    example
    for example in json.loads((Path(__file__).parents[1] / "data" / "examples.json").read_text("utf-8"))["examples"]
    if example["phase"] == "scalar"
]


def _entries(timeline: Timeline, index: int) -> list[Entry]:
    found = ledger(listing(timeline.graph), timeline.run, timeline.rest(index))
    return [*found.forward, *found.backward]


def _executed(found: Listing, run: Run) -> list[float]:
    """What each line of the shown text leaves in its variable when the text itself is run, line by line."""
    scope = dict(FUNCTIONS) | dict(run.bindings)
    numbers = []
    for line in found.text.split("\n"):
        exec(line, scope)
        numbers.append(float(scope[line.split()[0]]))
    return numbers


def _agree(one: float | None, other: float) -> bool:
    return one is not None and (
        math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12) or (math.isnan(one) and math.isnan(other))
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_at_the_end_every_line_shows_what_it_leaves_in_its_variable(example):
    timeline = perform(example["program"], **example["values"])
    shown = _entries(timeline, -1)
    executed = _executed(listing(timeline.graph), timeline.run)
    assert len(shown) == len(executed)
    assert all(_agree(entry.number, number) for entry, number in zip(shown, executed, strict=True))


@given(programs())
@settings(max_examples=30)
def test_a_line_has_its_number_from_its_own_step_on(text):
    timeline = perform(text)
    begins = {place: step.index for step in reversed(timeline.steps) for place in step.listing_lines}
    for step in timeline.steps:
        for place, entry in enumerate(_entries(timeline, step.index)):
            assert (entry.number is not None) == (begins[place] <= step.index), (step.index, entry)
            assert entry.current == (place in step.listing_lines)


def test_the_step_that_shows_the_leaves_runs_no_line():
    assert not any(entry.current for entry in _entries(perform(ROUTER), 0))


def test_a_gradient_used_twice_grows_line_by_line():
    timeline = perform(ROUTER, w=1.5, x=2, y=1)
    shown = {entry.line.text: entry.number for entry in _entries(timeline, -1)}
    assert shown["dm = -dq"] == pytest.approx(-math.exp(-3))
    assert shown["dm += x*dp"] == pytest.approx(2 - math.exp(-3))
