"""Every scalar lesson on the canvas, measured from what is painted: nothing lies on anything, nothing is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from gradviz import i18n
from gradviz.autodiff.engine import run
from gradviz.autodiff.run import Run
from gradviz.graph.build import read
from gradviz.gui.canvas.canvas import Canvas
from gradviz.gui.canvas.framing import FADE, KEEP_CLEAR, floor_zoom
from gradviz.gui.canvas.node_item import NodeItem
from gradviz.gui.canvas.placing import placed
from gradviz.gui.canvas.sights import extent, written_boxes
from gradviz.gui.canvas.wire_item import WireItem
from gradviz.gui.placing import widest
from gradviz.gui.theme import LIGHT
from gradviz.layout.layout import Layout
from gradviz.lesson.library import lessons, load_lesson
from gradviz.numerals import Numerals, numerals_for
from gradviz.timeline.compose import compose
from gradviz.timeline.timeline import Timeline

SCALAR = [entry.id for entry in lessons() if entry.kind == "scalar"]
CANVAS = (1076, 584)  # what a window of 1440×900 leaves to the canvas
LOW_CANVAS = (659, 405)  # and one of 1024×700, with a program of three lines
CLEAR = 3.0  # scene px between a label and the painted edge of a wire
CLEAR_OF_HEAD = 2.0  # scene px between a label and an arrowhead
SMALLEST_TYPE = 11.0


TOP_DOWN = [
    "lecture-exp",
    "gate-copy",
    "gate-max",
    "circuit-sigmoid-gates",
    "tanh-formula",
    "vanishing-10",
    "softmax-nll",
    "l1-penalty",
    "backward-is-a-graph",
    "mazur-forward-backward",
    "svm-hinge",
    "playground-network",
    "relu-dead",
    "sigmoid-saturated",
]
"""Lessons measured from the top down too."""

DRAWN = [(lesson, "right") for lesson in SCALAR] + [(lesson, "down") for lesson in TOP_DOWN]
drawings = pytest.mark.parametrize(
    ("lesson_id", "direction"), [pytest.param(*drawn, id="-".join(drawn)) for drawn in DRAWN]
)


ODD = (
    Numerals(comma=True, style="significant", digits=5, fractions=True, notation="error"),
    Numerals(digits=6, notation="bar"),
)
"""Unusual ways of writing numbers: they are longer, and still have their places."""


@lru_cache(maxsize=2)
def performance(lesson_id: str, direction: str, numerals: Numerals = Numerals()):  # noqa: B008
    """Graph, layout and timeline of one lesson."""
    lesson = load_lesson(lesson_id)
    graph = read(lesson.text)
    computed = run(graph, dict(lesson.values))
    roles = {variable.name: lesson.role(variable.name) for variable in graph.variables}
    return graph, _places(computed, direction, numerals), compose(graph, computed), roles


def _places(computed: Run, direction: str, numerals: Numerals) -> Layout:
    return placed(computed.graph, seat_digits=widest(computed, numerals), direction=direction)


def moments(timeline: Timeline) -> list[int]:
    """Steps: the start, the middle of both passes, the last before the seed, the end."""
    kinds = [step.kind for step in timeline.steps]
    seed = kinds.index("seed")
    return sorted({0, seed // 2, seed - 1, (seed + len(kinds)) // 2, len(kinds) - 1})


@pytest.fixture
def canvas(qtbot) -> Canvas:
    shown = Canvas(LIGHT)
    qtbot.addWidget(shown)
    shown.camera.smooth = False
    shown.resize(*CANVAS)
    shown.show()
    return shown


def shown_steps(
    canvas: Canvas, lesson_id: str, direction: str, language: str, numerals: Numerals | None = None
) -> Iterator[int]:
    """Show the lesson at each of its moments."""
    i18n.set_language(language)
    numerals = numerals or numerals_for(language)
    graph, layout, timeline, roles = performance(lesson_id, direction, numerals)
    canvas.retranslate()
    canvas.show_graph(graph, layout, roles)
    for step in moments(timeline):
        canvas.show_frame(timeline.rest(step), numerals)
        canvas.settle()
        yield step


@dataclass(frozen=True)
class Thing:
    """Something painted: its name for the report, its rectangle in scene units."""

    name: str
    rect: QRectF


def labels(canvas: Canvas) -> list[Thing]:
    """All writing beside wires and gates, and the frames of sums and chips, as painted."""
    found = []
    for item in canvas.scene.parts():
        if not isinstance(item, NodeItem | WireItem) and item.isVisible() and not item.ink().isEmpty():
            found.append(Thing(f"{type(item).__name__} {item.text!r}", item.ink()))
    for node in canvas.scene.nodes:
        if node.body.kind == "constant":
            found.append(Thing(f"constant {node.body.text!r}", node.body.ink()))
    return found


def bodies(canvas: Canvas) -> list[Thing]:
    return [
        Thing(f"{node.body.kind} {canvas.scene.graph.labels[node.body.node]!r}", node.body.ink())
        for node in canvas.scene.nodes
        if node.body.kind != "constant"
    ]


def overlapping(things: list[Thing], others: list[Thing] | None = None) -> list[str]:
    pairs = combinations(things, 2) if others is None else ((a, b) for a in things for b in others)
    return [f"{a.name} on {b.name}" for a, b in pairs if a.rect.intersects(b.rect)]


def near(path: QPainterPath, rect: QRectF, clear: float) -> bool:
    return path.intersects(rect.adjusted(-clear, -clear, clear, clear))


def on_wires(canvas: Canvas, things: list[Thing], clear: float = CLEAR) -> list[str]:
    """Labels that come too near to what is painted of a wire."""
    scene, found = canvas.scene, []
    for wire in [*scene.wires, scene.output]:
        line, head, reach = wire.line.outline(), QPainterPath(), wire.line.boundingRect()
        head.addPolygon(wire.line.head())
        for thing in things:
            if reach.intersects(thing.rect) and (
                near(line, thing.rect, clear) or near(head, thing.rect, min(clear, CLEAR_OF_HEAD))
            ):
                found.append(f"{thing.name} on wire {wire.line.wire}")
    return found


def through_bodies(canvas: Canvas) -> list[str]:
    """Bodies that a wire runs through although it neither begins nor ends there."""
    scene, found = canvas.scene, []
    for wire in scene.graph.wires:
        stroke = scene.wires[wire.id].line.stroke()
        for node in scene.nodes:
            strange = node.body.node not in (wire.source, wire.target)
            if strange and node.body.kind != "constant" and stroke.intersects(node.body.ink()):
                found.append(f"wire {wire.id} through {scene.graph.labels[node.body.node]!r}")
    return found


def badges(canvas: Canvas) -> list[Thing]:
    """The badges of gates that sleep; they lie within the body, over its rim."""
    worn = [node.body for node in canvas.scene.nodes if node.body.asleep]
    labels = canvas.scene.graph.labels
    return [Thing(f"badge of {labels[body.node]!r}", body.badge().translated(body.pos())) for body in worn]


def type_sizes(canvas: Canvas) -> Iterator[float]:
    """Sizes on the screen, in px, of all type in the picture."""
    for item in canvas.scene.parts():
        if item.isVisible():
            yield from (px * canvas.camera.zoom for px in item.type_px())


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@drawings
def test_nothing_lies_on_anything(canvas: Canvas, lesson_id: str, direction: str, language: str) -> None:
    faults = []
    for step in shown_steps(canvas, lesson_id, direction, language):
        written, solid = labels(canvas), bodies(canvas)
        found = overlapping(written) + overlapping(written, solid) + overlapping(solid)
        found += on_wires(canvas, written) + through_bodies(canvas) + on_wires(canvas, badges(canvas), 0.0)
        faults += [f"step {step}: {fault}" for fault in found]
    assert not faults


@pytest.mark.parametrize("numerals", ODD)
@drawings
def test_long_numbers_have_their_places(canvas: Canvas, lesson_id: str, direction: str, numerals: Numerals) -> None:
    faults = []
    for step in shown_steps(canvas, lesson_id, direction, "en", numerals):
        written, solid = labels(canvas), bodies(canvas)
        found = overlapping(written) + overlapping(written, solid) + on_wires(canvas, written)
        faults += [f"step {step}: {fault}" for fault in found]
    assert not faults


def shown(canvas: Canvas, rect: QRectF) -> QRectF:
    """A scene rectangle in px of the canvas."""
    return QRectF(canvas.view.mapFromScene(rect).boundingRect())


@pytest.mark.parametrize(
    ("text", "values", "gates"),
    [
        ("z = w*x + b\np = sigmoid(z)", {"w": 5.0, "x": 2.0, "b": 0.0}, 1),
        ("y = tanh(w*x)*relu(-x)", {"w": 9.0, "x": 2.0}, 2),
        ("h = relu(x - y)\nf = h*h + tanh(9*h + x)", {"x": 3.0, "y": 4.0}, 2),
        ("\n".join(f"h{n} = sigmoid(w{n}*h{n - 1})" for n in range(1, 11)), {"h0": 9.0}, 10),
    ],
)
@pytest.mark.parametrize("direction", ["right", "down"])
def test_badges_touch_no_wire_nor_writing(canvas: Canvas, text: str, values: dict, gates: int, direction: str) -> None:
    """At the end of both passes every gate that sleeps wears its badge: on its own body, beside its sign."""
    graph = read(text)
    computed = run(graph, {leaf.name: values.get(leaf.name, 9.0) for leaf in graph.variables})
    canvas.show_graph(graph, placed(graph, seat_digits=widest(computed), direction=direction), {})
    canvas.show_frame(compose(graph, computed).rest(-1), numerals_for("en"))
    canvas.settle()
    worn = badges(canvas)
    assert len(worn) == gates
    assert not overlapping(worn, labels(canvas)) + overlapping(worn)
    assert not on_wires(canvas, worn, 0.0)
    for node in canvas.scene.nodes:
        if node.body.asleep:
            place = node.body.badge().translated(node.body.pos())
            assert node.body.ink().contains(place)
            assert not node.body.text_ink().intersects(place)
            assert node.body.hint()


@pytest.mark.parametrize(("language", "size"), [("en", CANVAS), ("ru", LOW_CANVAS)])
@drawings
def test_all_is_in_sight_or_the_view_follows(
    canvas: Canvas, lesson_id: str, direction: str, language: str, size: tuple[int, int]
) -> None:
    canvas.resize(*size)
    for _ in shown_steps(canvas, lesson_id, direction, language):
        free = canvas.camera.free_area().adjusted(-2, -2, 2, 2)  # both ends of a rectangle in whole px are rounded
        assert min(type_sizes(canvas)) >= SMALLEST_TYPE - 0.01
        if canvas.camera.sees_all():
            cut = [
                thing.name for thing in labels(canvas) + bodies(canvas) if not free.contains(shown(canvas, thing.rect))
            ]
            assert not cut
        else:
            focus = shown(canvas, canvas.camera.framing().focus_at(canvas.camera.zoom))
            if focus.width() < free.width() and focus.height() < free.height():
                assert free.contains(focus)
            assert free.intersects(focus)
            assert canvas.minimap.isVisible()


@pytest.mark.parametrize(("language", "size"), [("en", CANVAS), ("ru", LOW_CANVAS)])
@drawings
def test_nothing_is_written_over_the_graph(
    canvas: Canvas, lesson_id: str, direction: str, language: str, size: tuple[int, int]
) -> None:
    canvas.resize(*size)
    rim = canvas.rim
    for _ in shown_steps(canvas, lesson_id, direction, language):
        written = canvas.caption.ink()
        assert QRectF(canvas.caption.rect()).adjusted(0, -1, 0, 1).contains(written)
        tools = [*rim.buttons, *([canvas.minimap] if canvas.minimap.isVisible() else [])]
        around = [rim.legend.geometry(), *(tool.geometry() for tool in tools)]
        around.append(written.translated(canvas.caption.pos()).toAlignedRect())
        assert not any(a.intersects(b) for a, b in combinations(around, 2))
        assert all(canvas.rect().contains(rect) for rect in around)
        assert not any(QRectF(rect).intersects(canvas.camera.free_area()) for rect in around)


@pytest.mark.parametrize("lesson_id", ["mazur-forward-backward", "three-branches"])
def test_where_the_view_has_gone_to_no_place_near_cuts_fewer_labels(canvas: Canvas, lesson_id: str) -> None:
    graph, layout, timeline, roles = performance(lesson_id, "right")
    canvas.resize(*LOW_CANVAS)
    canvas.show_graph(graph, layout, roles)
    camera, moves = canvas.camera, 0
    for step in timeline.steps:
        before = camera.look
        canvas.show_frame(timeline.rest(step.index), numerals_for("en"))
        if camera.look == before:
            continue
        moves += 1
        focus, cut = camera.framing().focus_at(camera.zoom), cut_at_the_sides(canvas, 0.0)
        for shift in range(-300, 301, 12):
            if camera.sight().translated(shift, 0).adjusted(-1, -1, 1, 1).contains(focus):
                inside = camera.bounds.adjusted(-1, 0, 1, 0)
                moved = camera.sight().translated(shift, 0)
                if (
                    inside.left() <= moved.left()
                    and moved.right() <= inside.right()
                    and kept_clear(moved, focus, canvas)
                ):
                    assert cut_at_the_sides(canvas, shift) >= cut
    assert moves > 1


def kept_clear(sight: QRectF, focus: QRectF, canvas: Canvas) -> bool:
    """Whether a focus has the room around it that it should have, where there is so much."""
    clear = min(KEEP_CLEAR / canvas.camera.zoom, (sight.width() - focus.width()) / 2)
    bounds = canvas.camera.bounds
    return sight.left() <= max(focus.left() - clear, bounds.left()) and sight.right() >= min(
        focus.right() + clear, bounds.right()
    )


def cut_at_the_sides(canvas: Canvas, shift: float) -> int:
    """How many labels and nodes would lie across the left or right edge if the view stood ``shift`` px further."""
    sight, fade = canvas.camera.sight().translated(shift, 0), FADE / canvas.camera.zoom
    strips = (
        QRectF(sight.left() - fade, sight.top(), fade, sight.height()),
        QRectF(sight.right(), sight.top(), fade, sight.height()),
    )
    return sum(box.intersects(strip) for box in written_boxes(canvas.scene) for strip in strips)


def opening_whole(canvas: Canvas, room: tuple[float, float]) -> list[str]:
    """The lessons that go into so many px with no type under 11 px."""
    found = []
    for lesson_id in SCALAR:
        graph, layout, _, roles = performance(lesson_id, "right")
        canvas.show_graph(graph, layout, roles)
        whole, zoom = extent(canvas.scene), floor_zoom(layout.geometry)
        if whole.width() * zoom <= room[0] and whole.height() * zoom <= room[1]:
            found.append(lesson_id)
    return found


def test_the_lecture_and_many_lessons_open_whole_in_a_small_window(canvas: Canvas) -> None:
    found = opening_whole(canvas, (635, 317))
    assert {"lecture-exp", "karpathy-neuron", "circuit-sigmoid-one", "tanh-formula"} <= set(found)
    assert len(found) >= 20


def test_most_lessons_open_whole_in_a_usual_window(canvas: Canvas) -> None:
    assert len(opening_whole(canvas, (1051, 511))) >= 33


def test_all_scalar_lessons_are_measured() -> None:
    assert len(SCALAR) == 46
