"""The sentence about a step, broken into lines."""

from __future__ import annotations

import pytest

from gradviz.autodiff.engine import run
from gradviz.graph.build import read
from gradviz.gui.canvas.caption import typeset
from gradviz.numerals import Numerals
from gradviz.timeline.compose import compose

USUAL = Numerals()


@pytest.mark.parametrize("width", range(300, 640, 20))
def test_no_line_is_a_rest_of_the_one_before(qapp, width: int) -> None:
    graph = read("m = max(x, y)\nf = 3*m")
    timeline = compose(graph, run(graph, {"x": 2.0, "y": 2.0}))
    for step in timeline.steps:
        caption = timeline.caption(step.index)
        lines = typeset(caption, USUAL, width, ((3, 18),)).lines
        widths = [line[-1].x + line[-1].width for line in lines]
        assert max(widths) <= width
        if len(lines) == 2:
            assert min(widths) > 0.4 * max(widths), caption.plain(USUAL)
