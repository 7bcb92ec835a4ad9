"""Panels of the side without a window: given what the session would give them."""

from __future__ import annotations

from typing import Protocol

from gradviz.autodiff.run import Run
from gradviz.gui.state import Result, derive
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import Numerals
from gradviz.timeline.frame import Frame

WIDTH = 364
"""Px that the side gives a panel at first."""

MAIN = Lesson(text="a = w*x\nm = max(a, y)\nf = m*x + exp(-m)", values={"w": 1.5, "x": 2.0, "y": 1.0})


class Panel(Protocol):
    """What follows a lesson, its run and its steps."""

    def show_lesson(self, lesson: Lesson) -> None: ...

    def show_run(self, run: Run) -> None: ...

    def show_frame(self, frame: Frame, numerals: Numerals) -> None: ...


def perform(panel: Panel, lesson: Lesson, step: int = -1) -> Result:
    """Show ``lesson`` on a panel, as it is at rest after one of its steps."""
    result = derive(lesson).result
    assert result is not None
    panel.show_lesson(lesson)
    panel.show_run(result.run)
    panel.show_frame(result.timeline.rest(step), Numerals())
    return result
