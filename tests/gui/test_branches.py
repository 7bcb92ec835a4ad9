"""The names that an explanation gives to the branches of a copy gate stand at their wires on the canvas."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF

from gradviz.explain.wires import name_of_wire
from gradviz.graph.graph import Graph, Wire
from gradviz.gui.canvas.canvas import Canvas
from gradviz.gui.canvas.framing import floor_zoom
from gradviz.gui.canvas.label_items import NameItem
from gradviz.gui.canvas.sights import extent
from gradviz.gui.canvas.wire_item import WireItem
from gradviz.gui.theme import DARK
from gradviz.layout.layout import Box
from gradviz.numerals import numerals_for
from tests.gui.test_canvas_geometry import (
    DRAWN,
    SMALLEST_TYPE,
    bodies,
    canvas,
    drawings,
    labels,
    on_wires,
    overlapping,
    performance,
)
from tests.layout.checking import apart

__all__ = ["canvas"]


def branch_wires(graph: Graph) -> list[Wire]:
    return [wire for copy in graph.copies for wire in graph.out_of[copy.id]]


def name_all(canvas: Canvas, lesson_id: str, direction: str) -> Graph:
    """Show a lesson at its end, with the names of all branches."""
    graph, layout, timeline, roles = performance(lesson_id, direction)
    canvas.show_graph(graph, layout, roles)
    canvas.show_frame(timeline.rest(-1), numerals_for("en"))
    canvas.scene.name_branches(frozenset(name_of_wire(graph, wire).drawn for wire in branch_wires(graph)))
    return graph


def named(canvas: Canvas) -> Iterator[NameItem]:
    return (item for item in canvas.scene.branches.items() if item.isVisible())


def distance(line: WireItem, rect: QRectF) -> float:
    """Px from the middle of a wire's line to a rectangle."""
    points = [line.curve.at(line.curve.length * share / 400) for share in range(401)]
    gaps = ((max(abs(x - rect.center().x()) - rect.width() / 2, 0.0)) ** 2 for x, _ in points)
    downs = ((max(abs(y - rect.center().y()) - rect.height() / 2, 0.0)) ** 2 for _, y in points)
    return min((dx + dy) ** 0.5 for dx, dy in zip(gaps, downs, strict=True))


@drawings
def test_names_of_branches_lie_on_nothing(canvas: Canvas, lesson_id: str, direction: str) -> None:
    name_all(canvas, lesson_id, direction)
    written, solid = labels(canvas), bodies(canvas)
    assert not overlapping(written) + overlapping(written, solid) + on_wires(canvas, written)
    smallest = min((px for item in named(canvas) for px in item.type_px()), default=99)
    assert smallest * floor_zoom(canvas.scene.layout.geometry) >= SMALLEST_TYPE - 0.01
    assert all(extent(canvas.scene).contains(item.ink()) for item in named(canvas))


@drawings
def test_a_name_is_nearest_to_its_own_wire_and_not_beside_a_body(
    canvas: Canvas, lesson_id: str, direction: str
) -> None:
    """Over a parameter it would be read as the name of that."""
    graph = name_all(canvas, lesson_id, direction)
    wires = {name_of_wire(graph, wire).drawn: wire.id for wire in branch_wires(graph)}
    bodies = [parts.body for parts in canvas.scene.nodes if parts.body.kind not in ("copy", "joint")]
    for item in named(canvas):
        gaps = [distance(parts.line, item.ink()) for parts in canvas.scene.wires]
        own = gaps[wires[item.text]]
        assert own == min(gaps)
        ink = Box(*item.ink().getRect())
        near = [
            body.text for body in bodies if apart(ink, Box(*body.body().translated(body.pos()).getRect())) < own + 10
        ]
        assert not near, (item.text, near)


def test_most_branches_have_room_for_their_names(canvas: Canvas) -> None:
    there = wanted = 0
    for lesson_id, direction in DRAWN:
        wanted += len(branch_wires(name_all(canvas, lesson_id, direction)))
        there += len(list(named(canvas)))
    assert there >= 0.85 * wanted


def test_only_what_is_spoken_of_is_named(canvas: Canvas) -> None:
    name_all(canvas, "gate-copy", "right")
    canvas.scene.name_branches(frozenset({"x_(2)", "z_(1)"}))
    assert [item.text for item in named(canvas)] == ["x_(2)"]
    canvas.scene.set_theme(DARK)
    assert all(item.style.theme is DARK for item in named(canvas))
    canvas.scene.name_branches(frozenset())
    assert not list(named(canvas))


def test_names_wait_until_a_glide_is_over(canvas: Canvas) -> None:
    name_all(canvas, "gate-copy", "right")
    canvas.scene.place(canvas.scene.layout, at_rest=False)
    assert not list(named(canvas))
    canvas.scene.place(canvas.scene.layout)
    assert len(list(named(canvas))) == 2
