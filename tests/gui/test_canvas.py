"""The canvas in the hand: what frames change, what gestures say, how the view moves. Geometry, never pixels."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gradviz import i18n
from gradviz.autodiff.engine import run
from gradviz.graph.build import read
from gradviz.graph.graph import Constant, Copy
from gradviz.gui import fonts
from gradviz.gui.canvas.camera import REST_MS, ROOMY
from gradviz.gui.canvas.canvas import Canvas
from gradviz.gui.canvas.caption import LINE
from gradviz.gui.canvas.curve import Curve, refined
from gradviz.gui.canvas.label_items import ChipItem, NameItem, NumberItem
from gradviz.gui.canvas.matching import match
from gradviz.gui.canvas.placing import placed
from gradviz.gui.canvas.sights import pushed_out
from gradviz.gui.fonts import measure_for
from gradviz.gui.painting import text_ink
from gradviz.gui.theme import DARK, LIGHT
from gradviz.layout.layout import Point
from gradviz.layout.place import node_key
from gradviz.layout.reroute import THOROUGH, WHILE_DRAGGING, Effort, reroute
from gradviz.lesson.lesson import Lesson
from gradviz.lesson.library import load_lesson
from gradviz.numerals import numerals_for
from gradviz.timeline.compose import compose
from gradviz.timeline.frame import WireState

TEXT = "a = w*x\nm = max(a, y)\nf = m*x + exp(-m)"
VALUES = {"w": 1.5, "x": 2.0, "y": 1.0}
ENGLISH = numerals_for("en")


def performed(text: str = TEXT, values: dict[str, float] = VALUES):
    """Graph, layout, timeline and roles."""
    graph = read(text)
    roles = {variable.name: Lesson().role(variable.name) for variable in graph.variables}
    leaves = {variable.name: values[variable.name] for variable in graph.variables}
    return graph, placed(graph), compose(graph, run(graph, leaves)), roles


@pytest.fixture
def empty(qtbot) -> Canvas:
    canvas = Canvas(LIGHT)
    qtbot.addWidget(canvas)
    canvas.camera.smooth = False
    canvas.resize(1076, 584)
    canvas.show()
    return canvas


@pytest.fixture
def timeline(empty: Canvas):
    graph, layout, timeline, roles = performed()
    empty.show_graph(graph, layout, roles)
    empty.show_frame(timeline.rest(-1), ENGLISH)
    return timeline


@pytest.fixture
def canvas(empty: Canvas, timeline) -> Canvas:
    return empty


def node(canvas: Canvas, label: str):
    return next(parts for parts in canvas.scene.nodes if parts.body.text == label)


def at(canvas: Canvas, point: QPointF) -> QPoint:
    return canvas.view.mapFromScene(point)


# frames ---------------------------------------------------------------------------------------------------------------


def test_the_numbers_of_the_run_stand_at_the_wires(canvas: Canvas) -> None:
    graph = canvas.scene.graph
    for wire in graph.wires:
        parts, seen = canvas.scene.wires[wire.id], canvas.scene.frame.wires[wire.id]
        assert parts.value.text == ENGLISH.text(seen.value)
        assert parts.gradient.text == ENGLISH.text(seen.gradient)
    assert canvas.scene.output.value.text == "6.05"


def test_before_its_turn_a_gradient_is_a_dash_and_without_a_value_nothing(canvas: Canvas, timeline) -> None:
    canvas.show_frame(timeline.rest(0), ENGLISH)
    texts = {(wire.value.text != "", wire.gradient.text) for wire in canvas.scene.wires}
    assert texts == {(True, "—"), (False, "")}


def test_only_what_differs_is_touched(canvas: Canvas, timeline, monkeypatch) -> None:
    canvas.show_frame(timeline.rest(3), ENGLISH)
    touched = []
    for wire in canvas.scene.wires:
        monkeypatch.setattr(wire, "show_frame", lambda *_, wire=wire: touched.append(wire))
    canvas.show_frame(timeline.rest(3), ENGLISH)
    assert touched == []
    after = timeline.rest(4)
    differing = [i for i, seen in enumerate(after.wires) if seen != canvas.scene.wires[i].frame]
    canvas.show_frame(after, ENGLISH)
    assert [wire.line.wire for wire in touched] == differing


def test_tokens_lie_on_their_wires(canvas: Canvas, timeline) -> None:
    seen = 0
    for tick in range(200):
        canvas.show_frame(timeline.frame_at(timeline.duration_s * tick / 200), ENGLISH)
        for wire in canvas.scene.wires:
            if wire.token.isVisible():
                seen += 1
                place, curve = wire.token.pos(), wire.line.curve
                near = curve.at(curve.nearest(Point(place.x(), place.y())))
                assert abs(near.x - place.x()) + abs(near.y - place.y()) < curve.length / 20
                assert wire.token.text == ENGLISH.text(wire.frame.token.number)
    assert seen > 20


def test_a_token_stands_at_the_seat_halfway(canvas: Canvas, timeline) -> None:
    step = next(step for step in timeline.steps if step.kind == "contribution")
    frame = timeline.frame_at(step.end_s - 1e-6)
    canvas.show_frame(frame, ENGLISH)
    for wire in canvas.scene.wires:
        if wire.token.isVisible():
            (x1, _), (x2, y) = canvas.scene.layout.wires[wire.line.wire].seat
            assert wire.token.pos().x() == pytest.approx((x1 + x2) / 2, abs=4)
            assert wire.token.pos().y() == pytest.approx(y, abs=4)


def test_the_colour_runs_ahead_of_its_number(canvas: Canvas, timeline) -> None:
    step = next(step for step in timeline.steps if step.kind == "seed")
    lengths = []
    for share in (0.1, 0.3, 0.5, 1.0):
        canvas.show_frame(timeline.frame_at(step.start_s + share * (step.end_s - step.start_s)), ENGLISH)
        line = canvas.scene.output.line
        lengths.append(line.line().length() / line.curve.length)
        assert line.head().isEmpty() == (line.front < 1)
    assert lengths == sorted(lengths)
    assert lengths[0] < 0.3
    assert lengths[-1] > 0.7


def test_arrows_point_the_way_of_the_numbers(canvas: Canvas, timeline) -> None:
    for wire in canvas.scene.wires:
        if wire.line.state is WireState.GRADIENT:
            assert wire.line.head()[0].x() == pytest.approx(wire.line.curve.at(0).x)
        elif wire.line.state is WireState.BLOCKED:
            assert wire.line.head().isEmpty()
    canvas.show_frame(timeline.rest(0), ENGLISH)
    arrows = [wire.line for wire in canvas.scene.wires if not wire.line.head().isEmpty()]
    assert arrows
    assert all(line.head()[0].x() == pytest.approx(line.curve.at(line.curve.length).x) for line in arrows)


def test_a_sum_grows_and_is_complete_at_the_end(canvas: Canvas, timeline) -> None:
    sums = {parts.sum.text for parts in canvas.scene.nodes if parts.sum}
    assert sums == {"2.00 + (−0.05) = 1.95", "2.93 + 3.00 = 5.93"}
    halfway = next(step.index for step in timeline.steps if step.kind == "contribution" and "—" not in step.tick) + 2
    canvas.show_frame(timeline.rest(halfway), ENGLISH)
    shown = [parts.sum for parts in canvas.scene.nodes if parts.sum and parts.sum.isVisible()]
    assert all("—" in item.text for item in shown if not item.frame.done)


def test_where_a_number_stops_being_ordinary_the_gate_says_so(empty: Canvas) -> None:
    graph, layout, timeline, roles = performed("log(x) + exp(y)", {"x": 0.0, "y": 1000.0})
    empty.show_graph(graph, layout, roles)
    empty.show_frame(timeline.rest(-1), ENGLISH)
    troubles = {parts.body.text: parts.body.trouble for parts in empty.scene.nodes if parts.body.trouble}
    assert troubles == {"log": "−∞", "exp": "∞"}


# places ---------------------------------------------------------------------------------------------------------------


def test_what_stayed_glides_and_keeps_its_item(empty: Canvas, qtbot) -> None:
    graph, layout, timeline, roles = performed("x*y", {"x": 1.0, "y": 2.0})
    empty.show_graph(graph, layout, roles)
    empty.show_frame(timeline.rest(-1), ENGLISH)
    body = node(empty, "×").body
    start = body.pos()
    empty.camera.smooth = True
    graph, layout, timeline, roles = performed("exp(z) + x*y", {"x": 1.0, "y": 2.0, "z": 0.0})
    empty.show_graph(graph, layout, roles, animate=True)
    empty.show_frame(timeline.rest(-1), ENGLISH)
    assert node(empty, "×").body is body
    assert body.pos() == start
    assert node(empty, "z").body.opacity() == 0
    empty.settle()
    place = layout.nodes[body.node]
    assert (body.pos().x(), body.pos().y()) == pytest.approx((place.x, place.y))
    assert node(empty, "z").body.opacity() == 1


def test_on_the_way_wires_hold_on_to_their_nodes_and_the_name_stands_behind_the_output(empty: Canvas) -> None:
    values = {"x": 1.0, "y": 2.0, "z": 0.0}
    for old, new in (("x*y", "x*y + z"), ("x*y + z", "x*y"), ("exp(x)", "1 + exp(x)"), ("x + 1", "y*(x + 1)")):
        empty.camera.smooth = False
        graph, layout, timeline, roles = performed(old, values)
        empty.show_graph(graph, layout, roles)
        empty.show_frame(timeline.rest(-1), ENGLISH)
        empty.camera.smooth = True
        graph, layout, timeline, roles = performed(new, values)
        empty.show_graph(graph, layout, roles, animate=True)
        empty.show_frame(timeline.rest(-1), ENGLISH)
        motion = empty._transition._motion
        for share in (0.0, 0.2, 0.5, 0.8):
            motion.setCurrentTime(round(share * motion.duration()))
            scene, now = empty.scene, empty.scene.layout
            for wire in graph.wires:
                for end, node_id in ((0, wire.source), (-1, wire.target)):
                    end_at, place = now.wires[wire.id].path[end], now.nodes[node_id]
                    assert abs(end_at[0] - place.x) <= place.width / 2 + 4
                    assert abs(end_at[1] - place.y) <= place.height / 2 + 4
            for parts in scene.nodes:
                assert not parts.body.ink().intersects(scene.output_name.ink())


def test_a_glide_that_is_overtaken_goes_on_from_where_it_is(empty: Canvas) -> None:
    values = {"x": 1.0, "y": 2.0, "z": 0.0}
    graph, layout, _, roles = performed("x*y", values)
    empty.show_graph(graph, layout, roles)
    empty.camera.smooth = True
    graph, layout, _, roles = performed("exp(z) + x*y", values)
    empty.show_graph(graph, layout, roles, animate=True)
    motion = empty._transition._motion
    motion.setCurrentTime(motion.duration() // 3)
    halfway = node(empty, "×").body.pos()
    graph, layout, _, roles = performed("exp(z) + x*y + exp(2*z)", values)
    empty.show_graph(graph, layout, roles, animate=True)
    assert node(empty, "×").body.pos() == halfway


def test_with_reduced_motion_nodes_jump(empty: Canvas) -> None:
    graph, layout, _, roles = performed("x*y", {"x": 1.0, "y": 2.0})
    empty.show_graph(graph, layout, roles)
    graph, layout, _, roles = performed("exp(z) + x*y", {"x": 1.0, "y": 2.0, "z": 0.0})
    empty.show_graph(graph, layout, roles, animate=True)
    body = node(empty, "×").body
    assert (body.pos().x(), body.pos().y()) == (layout.nodes[body.node].x, layout.nodes[body.node].y)


@pytest.mark.parametrize(
    ("old", "new", "stayed"),
    [("x*y", "x*y + z", {"x", "y", "a"}), ("exp(x)", "exp(y)", {"a"}), ("x + 1", "x + 1 + 1", {"x", "1", "a"})],
)
def test_nodes_are_recognised_by_what_they_compute(old: str, new: str, stayed: set[str]) -> None:
    before, after = read(old), read(new)
    assert {after.labels[node] for node in match(before, after)} >= stayed - {"a"}
    assert len(match(before, after)) == len(stayed)


def test_a_course_cut_finer_is_the_same_course() -> None:
    path = (Point(0, 0), Point(40, 0), Point(60, 80), Point(100, 80))
    coarse, fine = Curve(path), Curve(refined(path, 5))
    for share in (0.0, 0.2, 0.5, 0.9, 1.0):
        a, b = coarse.at(share * coarse.length), fine.at(share * fine.length)
        assert (a.x, a.y) == pytest.approx((b.x, b.y), abs=0.5)


def test_a_part_of_a_curve_begins_and_ends_where_it_should() -> None:
    curve = Curve((Point(0, 0), Point(40, 0), Point(60, 80), Point(100, 80)))
    part = curve.portion(10, curve.length - 20)
    assert part.length() == pytest.approx(curve.length - 30, rel=0.01)


# hands ----------------------------------------------------------------------------------------------------------------


def test_a_click_names_what_was_hit(canvas: Canvas, qtbot) -> None:
    body = node(canvas, "max").body
    with qtbot.waitSignal(canvas.node_clicked) as clicked:
        QTest.mouseClick(canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=at(canvas, body.pos()))
    assert clicked.args == [body.node]
    assert body.selected
    with qtbot.waitSignal(canvas.ground_clicked):
        QTest.mouseClick(canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(500, 80))
    assert not body.selected
    label = canvas.scene.wires[0].value
    with qtbot.waitSignal(canvas.wire_clicked) as clicked:
        QTest.mouseClick(canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=at(canvas, label.pos()))
    assert clicked.args == [0]


def test_dragging_a_node_moves_it_and_says_where(canvas: Canvas, qtbot) -> None:
    body, port = node(canvas, "max").body, canvas.view.viewport()
    start, told = body.pos(), []
    canvas.node_dragged.connect(lambda *place: told.append(place))
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=at(canvas, start))
    QTest.mouseMove(port, at(canvas, start) + QPoint(30, 20))
    QTest.mouseMove(port, at(canvas, start) + QPoint(60, 40))
    with qtbot.waitSignal(canvas.node_dropped) as dropped:
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=at(canvas, start) + QPoint(60, 40))
    shift = body.pos() - start
    assert shift.x() == pytest.approx(60 / canvas.camera.zoom, abs=1.5)
    assert shift.y() == pytest.approx(40 / canvas.camera.zoom, abs=1.5)
    assert told[-1] == (body.node, body.pos().x(), body.pos().y()) == tuple(dropped.args)


def drag(canvas: Canvas, start: QPointF) -> QPoint:
    """Drag by the mouse from a scene point; gives the way in viewport px."""
    port, begin, way = canvas.view.viewport(), at(canvas, start), QPoint(40, 60)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=begin)
    for share in (0.5, 1.0):
        QTest.mouseMove(port, begin + way * share)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=begin + way)
    return way


@pytest.mark.parametrize("step", [0, -1])
@pytest.mark.parametrize("lesson", ["gate-copy", "staged-computation"])
def test_dots_and_constants_are_dragged_at_every_step(empty: Canvas, qtbot, lesson: str, step: int) -> None:
    """The callout of a sum points at its dot, but leaves it to the hand."""
    found = load_lesson(lesson)
    graph, layout, timeline, roles = performed(found.text, dict(found.values))
    for number, kind in [(each.id, type(each)) for each in graph.nodes if isinstance(each, Copy | Constant)]:
        empty.show_graph(graph, layout, roles)
        empty.show_frame(timeline.rest(step), ENGLISH)
        body = empty.scene.nodes[number].body
        for off in (QPointF(), QPointF(body.body().width() / 2 + 3, 0)):
            start, sight = body.pos(), empty.camera.sight()
            with qtbot.waitSignal(empty.node_dropped, timeout=200) as dropped:
                way = drag(empty, start + off)
            assert dropped.args[0] == number, kind
            assert (body.pos() - start).x() == pytest.approx(way.x() / empty.camera.zoom, abs=1.5)
            assert empty.camera.sight() == sight
            empty.scene.place(layout)


def test_a_small_dot_is_grasped_beside_it(canvas: Canvas) -> None:
    for parts in canvas.scene.nodes:
        shape = parts.body.shape().boundingRect()
        assert min(shape.width(), shape.height()) >= 26
        assert shape.contains(parts.body.body())


def test_a_gate_is_dragged_by_its_name_and_the_output_by_its_own(canvas: Canvas, qtbot) -> None:
    named = node(canvas, "max")
    output = canvas.scene.nodes[canvas.scene.graph.output]
    for name, body in ((named.name, named.body), (canvas.scene.output_name, output.body)):
        start = body.pos()
        with qtbot.waitSignal(canvas.node_dropped, timeout=200) as dropped:
            way = drag(canvas, name.ink().center())
        assert dropped.args[0] == body.node
        assert (body.pos() - start).y() == pytest.approx(way.y() / canvas.camera.zoom, abs=1.5)


def test_dragging_the_ground_pans_and_ends_the_fit(canvas: Canvas) -> None:
    port, seen = canvas.view.viewport(), canvas.camera.sight()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(500, 80))
    QTest.mouseMove(port, QPoint(460, 90))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(460, 90))
    assert canvas.camera.sight().left() - seen.left() == pytest.approx(40 / canvas.camera.zoom, abs=0.1)
    assert not canvas.camera.fitted
    QTest.mouseDClick(port, Qt.MouseButton.LeftButton, pos=QPoint(500, 500))
    assert canvas.camera.fitted


def wheel(canvas: Canvas, turn: int, position: QPointF, keys=Qt.KeyboardModifier.NoModifier) -> None:
    port = canvas.view.viewport()
    place = QPointF(port.mapToGlobal(position.toPoint()))
    event = QWheelEvent(
        position, place, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(port, event)


def test_the_wheel_zooms_about_the_pointer(canvas: Canvas, qtbot) -> None:
    pointer = QPointF(300, 250)
    before, zoom = canvas.view.scene_point(pointer), canvas.camera.zoom
    with qtbot.waitSignal(canvas.zoom_changed) as zoomed:
        wheel(canvas, 120, pointer)
    assert zoomed.args == [pytest.approx(zoom * 1.2)]
    after = canvas.view.scene_point(pointer)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()), abs=1.5)
    wheel(canvas, 120, pointer, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.camera.zoom == pytest.approx(zoom * 1.2)


def test_the_fit_holds_on_resizing_until_a_hand_moves_the_view(canvas: Canvas) -> None:
    canvas.resize(1400, 800)
    assert canvas.camera.sees_all()
    fitted = canvas.camera.zoom
    canvas.aim.zoom_in()
    canvas.resize(1200, 700)
    assert canvas.camera.zoom == pytest.approx(fitted * 1.25)
    canvas.aim.fit()
    assert canvas.camera.sees_all()
    canvas.aim.zoom_reset()
    assert canvas.camera.zoom == pytest.approx(1.0)


def test_a_small_graph_is_shown_at_200_percent_at_most(empty: Canvas) -> None:
    graph, layout, _, roles = performed("x + y", {"x": 1.0, "y": 2.0})
    empty.resize(3000, 2000)
    empty.show_graph(graph, layout, roles)
    assert empty.camera.zoom == pytest.approx(2.0)


def test_tab_walks_through_the_nodes_and_leaves_at_the_end(canvas: Canvas) -> None:
    canvas.setFocus()
    visited = []
    for _ in canvas.scene.nodes:
        QTest.keyClick(canvas.view, Qt.Key.Key_Tab)
        visited.append(canvas.view.selected)
    assert visited == list(range(len(canvas.scene.nodes)))
    QTest.keyClick(canvas.view, Qt.Key.Key_Tab)
    assert canvas.view.selected is None


def test_enter_opens_and_escape_clears_the_selected_node(canvas: Canvas, qtbot) -> None:
    canvas.view.select(2)
    with qtbot.waitSignal(canvas.node_clicked) as clicked:
        QTest.keyClick(canvas.view, Qt.Key.Key_Return)
    assert clicked.args == [2]
    QTest.keyClick(canvas.view, Qt.Key.Key_Escape)
    assert canvas.view.selected is None


def test_the_tool_tip_has_all_digits(canvas: Canvas) -> None:
    hints = {wire.value.hint() for wire in canvas.scene.wires}
    assert "0.049787068367863944" in hints


# looks ----------------------------------------------------------------------------------------------------------------


def test_a_longer_graph_is_followed(empty: Canvas) -> None:
    lesson = load_lesson("mazur-forward-backward")
    graph, layout, timeline, roles = performed(lesson.text, dict(lesson.values))
    empty.show_graph(graph, layout, roles)
    for step in timeline.steps[1:]:
        empty.show_frame(timeline.rest(step.index), ENGLISH)
        assert empty.camera.sight().adjusted(-2, -2, 2, 2).contains(empty.camera.framing().focus_at(empty.camera.zoom))
    assert empty.minimap.isVisible()
    empty.camera.following = False
    seen = empty.camera.sight()
    empty.show_frame(timeline.rest(0), ENGLISH)
    assert empty.camera.sight() == seen


def test_theme_and_language_reach_every_item(canvas: Canvas, timeline) -> None:
    canvas.set_theme(DARK)
    assert {item.style.theme.name for item in canvas.scene.parts()} == {"dark"}
    i18n.set_language("ru")
    canvas.retranslate()
    canvas.show_frame(timeline.rest(-1), numerals_for("ru"))
    assert canvas.scene.output.value.text == "6,05"
    assert canvas.rim.buttons[2].accessibleName() == "Показать весь граф"


def test_constants_typed_or_filled_in_are_written_as_numbers_are(empty: Canvas) -> None:
    graph, layout, timeline, roles = performed("leaky_relu(x*0.5)*pi", {"x": 1.0})
    empty.show_graph(graph, layout, roles)
    for language, written in (("ru", {"0,5", "0,01", "π"}), ("en", {"0.5", "0.01", "π"})):
        empty.show_frame(timeline.rest(-1), numerals_for(language))
        assert {parts.body.text for parts in empty.scene.nodes if parts.body.kind == "constant"} == written


def test_the_accessible_description_follows_the_step(canvas: Canvas, timeline) -> None:
    frame = timeline.rest(2)
    canvas.show_frame(frame, ENGLISH)
    assert canvas.accessibleDescription() == frame.caption.plain(ENGLISH)


def test_a_mistake_in_painting_costs_no_more_than_a_mark(canvas: Canvas, monkeypatch, caplog) -> None:
    def broken(painter: object) -> None:
        raise RuntimeError("torn canvas")

    for wire in canvas.scene.wires[:3]:
        monkeypatch.setattr(wire.line, "draw", broken)
    assert not canvas.grab().isNull()
    assert [record.message for record in caplog.records] == ["WireItem cannot be painted"]
    caplog.clear()


def test_the_graph_is_dimmed_while_the_text_has_a_mistake(canvas: Canvas) -> None:
    place = at(canvas, node(canvas, "max").body.pos() + QPointF(0, -28))
    clear = canvas.grab().toImage().pixelColor(place).lightness()
    canvas.view.set_dimmed(True)
    assert canvas.grab().toImage().pixelColor(place).lightness() > clear


@pytest.mark.parametrize("lesson_id", ["lecture-exp", "circuit-sigmoid-gates", "gate-copy", "softmax-nll"])
def test_a_number_under_way_touches_nothing_that_is_written(empty: Canvas, lesson_id: str) -> None:
    lesson = load_lesson(lesson_id)
    graph, layout, timeline, roles = performed(lesson.text, dict(lesson.values))
    empty.show_graph(graph, layout, roles)
    sizes = []
    for tick in range(300):
        empty.show_frame(timeline.frame_at(timeline.duration_s * tick / 300), ENGLISH)
        written = [item for item in empty.scene.parts() if isinstance(item, NameItem | NumberItem | ChipItem)]
        for wire in (*empty.scene.wires, empty.scene.output):
            if wire.token.isVisible():
                sizes.append(wire.token.scale())
                assert not [item.text for item in written if item.ink().intersects(wire.token.ink())]
    assert min(sizes) > 0.05
    assert sorted(sizes)[len(sizes) // 2] > 0.9, "as a rule it goes along in full size"


def test_a_result_is_left_open_until_its_number_has_arrived(canvas: Canvas, timeline) -> None:
    step = timeline.steps[3]
    canvas.show_frame(timeline.frame_at(step.start_s + 0.1), ENGLISH)
    moving = canvas.caption.ink()
    assert "1.50" not in canvas.accessibleDescription()
    canvas.show_frame(timeline.rest(3), ENGLISH)
    assert canvas.caption.ink() == moving, "nothing shifts when the result comes"
    assert canvas.accessibleDescription() == canvas.caption.text()


def test_a_value_that_no_wire_carries_stands_behind_its_gates_name(empty):
    graph, layout, timeline, roles = performed("p = x*y\nf = x + y", {"x": 2.0, "y": 0.25})
    empty.show_graph(graph, layout, roles)
    loose, used = graph.node_called("p"), graph.output
    name = empty.scene.nodes[loose].name
    empty.show_frame(timeline.rest(0), ENGLISH)
    bare = name.ink().width()
    empty.show_frame(timeline.rest(timeline.steps[-1].index), ENGLISH)
    assert name._value == " = 0.50"
    assert name.ink().width() > bare
    room = layout.nodes[loose].name_box
    assert name.ink().left() >= room.x - 1
    assert name.ink().right() <= room.x + room.width + 1
    assert graph.is_loose(loose)
    assert not graph.is_loose(used)


# the whole graph ------------------------------------------------------------------------------------------------------

LONG = "+".join(f"tanh(w{n}*x{n})*y{n}" for n in range(12))


@pytest.fixture
def crowded(empty: Canvas):
    """A graph that has no room at 11 px, in its middle."""
    graph = read(LONG)
    roles = {variable.name: "input" for variable in graph.variables}
    timeline = compose(graph, run(graph, {variable.name: 0.5 for variable in graph.variables}))
    empty.show_graph(graph, placed(graph), roles)
    empty.show_frame(timeline.rest(20), ENGLISH)
    assert not empty.camera.sees_all()
    return empty, timeline


def test_every_way_to_fit_shows_the_whole_graph_and_the_steps_leave_it_so(crowded) -> None:
    canvas, timeline = crowded
    button = canvas.rim.buttons[2]

    def press_ground() -> None:
        places = [QPoint(x, y) for x in range(20, 900, 40) for y in range(60, 400, 40)]
        ground = next(place for place in places if canvas.view.pointer.what_is_at(QPointF(place)) is None)
        QTest.mouseDClick(canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=ground)

    ways = (canvas.aim.fit, button.click, press_ground)
    for fit in ways:
        canvas.camera.zoom_by(1.5)
        assert not canvas.camera.sees_all()
        fit()
        assert canvas.camera.sees_all(), fit
        look = canvas.camera.look
        for step in range(0, len(timeline.steps), 7):
            canvas.show_frame(timeline.rest(step), ENGLISH)
            assert canvas.camera.look == look
        canvas.resize(canvas.width(), canvas.height() - 40)
        assert canvas.camera.sees_all()
        canvas.resize(canvas.width(), canvas.height() + 40)


def test_to_fit_once_more_goes_back_to_legible_type_that_is_followed(crowded) -> None:
    canvas, timeline = crowded
    legible = canvas.camera.zoom
    canvas.aim.fit()
    assert canvas.camera.zoom < legible
    canvas.aim.fit()
    assert canvas.camera.zoom == pytest.approx(legible)
    canvas.show_frame(timeline.rest(len(timeline.steps) - 1), ENGLISH)
    assert canvas.camera.sight().intersects(canvas.camera.focus[-1])


def test_a_lower_canvas_cuts_nothing_while_there_is_empty_ground(empty: Canvas) -> None:
    graph, layout, timeline, roles = performed("x*y + z", {"x": 1.0, "y": 2.0, "z": 0.0})
    empty.show_graph(graph, layout, roles)
    empty.show_frame(timeline.rest(0), ENGLISH)
    empty.aim.zoom_reset()
    empty.camera.pan_by(0, -60)
    assert empty.camera.sees_all()
    empty.resize(empty.width(), 330)
    assert empty.camera.sees_all()


def test_nothing_shines_through_the_legend(crowded) -> None:
    canvas, _ = crowded
    bands, legend = canvas.rim.bands, canvas.rim.legend
    assert bands.isVisible()
    assert bands.writable[0] >= legend.geometry().bottom()


@pytest.mark.parametrize("height", [405, 640])
def test_nothing_shines_through_the_caption(crowded, height: int) -> None:
    """However many lines it has: from where its highest letters and brackets begin all is ground."""
    canvas, timeline = crowded
    lines = set()
    for width in (659, 900):
        canvas.resize(width, height)
        canvas.camera.zoom_by(1.5)
        for step in range(len(timeline.steps)):
            canvas.show_frame(timeline.rest(step), ENGLISH)
            line, sentence = canvas.caption, canvas.caption._sentence
            middle = line.y() + line.ink().top() + LINE / 2 * sentence.px
            font = fonts.mono(sentence.px, bold=True)
            assert canvas.rim.bands.isVisible()
            assert canvas.rim.bands.writable[1] <= text_ink(0, fonts.baseline(font, middle), "(f|", font).top()
            lines.add(len(sentence.lines))
    assert len(lines) > 1


def test_from_the_top_down_the_first_nodes_keep_their_distance_from_the_legend(empty: Canvas) -> None:
    graph = read("x*y")
    roles = {variable.name: "input" for variable in graph.variables}
    empty.show_graph(graph, placed(graph, direction="down"), roles)
    empty.show_frame(compose(graph, run(graph, {"x": 1.0, "y": 2.0})).rest(0), ENGLISH)
    empty.resize(700, 340)
    highest = min(empty.view.mapFromScene(parts.body.ink()).boundingRect().top() for parts in empty.scene.nodes)
    assert highest - empty.rim.legend.geometry().bottom() >= 16


def test_nodes_that_go_back_take_the_view_with_them(empty: Canvas) -> None:
    graph, layout, timeline, roles = performed("x*y + z", {"x": 1.0, "y": 2.0, "z": 0.0})
    first, last = layout.nodes[0], layout.nodes[graph.output]
    near = {node_key(graph, 0): (first.x, first.y + 2)}
    other, far = placed(graph, near), placed(graph, {**near, node_key(graph, graph.output): (last.x, last.y + 250)})
    empty.show_graph(graph, other, roles)
    empty.show_frame(timeline.rest(0), ENGLISH)
    empty.camera.fit()
    look = empty.camera.look
    empty.show_graph(graph, far, roles)
    assert empty.camera.look != look
    empty.show_graph(graph, other, roles, animate=True)
    assert empty.camera.look.y == pytest.approx(look.y, abs=1)
    assert empty.camera.zoom == pytest.approx(look.zoom)


SENTENCE = "tanh(w*x + b) + y*z*(1 + w)"


def test_a_program_that_is_written_is_never_drawn_larger_and_no_smaller_than_it_must(empty: Canvas) -> None:
    zooms, fits = [], []
    for text in ("x", "x*w", "w*x + b", "tanh(w*x + b)", "tanh(w*x + b) + y", SENTENCE, "tanh(w*x + b) + y"):
        graph, layout, _, roles = performed(text, dict.fromkeys("wxbyz", 1.0))
        empty.show_graph(graph, layout, roles, animate=True)
        empty.settle()
        zooms.append(empty.camera.zoom)
        fits.append(empty.camera.framing().filling(empty.camera.bounds))
        assert empty.camera.sees_all()
    assert zooms == sorted(zooms, reverse=True)
    assert zooms[0] == pytest.approx(fits[0])
    assert zooms == pytest.approx([min(fits[: place + 1]) for place in range(len(fits))])
    assert fits[-1] > fits[-2], "there would have been room"


def test_a_program_cut_short_fills_the_view_once_the_hands_rest(empty: Canvas, qtbot) -> None:
    for text in (SENTENCE, "x*w"):
        graph, layout, _, roles = performed(text, dict.fromkeys("wxbyz", 1.0))
        empty.show_graph(graph, layout, roles, animate=True)
        empty.settle()
    small, fit = empty.camera.zoom, empty.camera.framing().filling(empty.camera.bounds)
    assert fit > ROOMY * small
    qtbot.waitUntil(lambda: empty.camera.zoom == pytest.approx(fit), timeout=4 * REST_MS)


@pytest.mark.parametrize("by_hand", [False, True], ids=["fitted", "zoomed"])
def test_a_drop_brings_into_sight_what_it_pushed_out(empty: Canvas, qtbot, by_hand: bool) -> None:
    """``xpy`` dropped onto ``u``: the sum of x has to make room, out over the left edge."""
    found = load_lesson("staged-computation")
    graph, layout, timeline, roles = performed(found.text, dict(found.values))
    empty.show_graph(graph, layout, roles)
    empty.show_frame(timeline.rest(-1), ENGLISH)
    if by_hand:
        empty.camera.zoom_by(1.001)
    shown = [layout]

    def follow(effort: Effort, number: int, x: float, y: float) -> None:
        shown.append(reroute(shown[-1], graph, measure_for(layout.geometry), {number: (x, y)}, effort))
        empty.show_graph(graph, shown[-1], roles)

    empty.node_dragged.connect(partial(follow, WHILE_DRAGGING))
    empty.node_dropped.connect(partial(follow, THOROUGH))
    moved, onto = (next(each.id for each in graph.gates if graph.labels[each.id] == name) for name in ("xpy", "u"))
    begin, end = (at(empty, empty.scene.nodes[number].body.pos()) for number in (moved, onto))
    sight, port = empty.camera.sight(), empty.view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(port, (begin + end) / 2)
    QTest.mouseMove(port, end)
    assert empty.camera.sight() == sight, "nothing moves under the hand"
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    assert not pushed_out(layout, shown[-1], sight).isNull()
    assert pushed_out(layout, shown[-1], sight.united(empty.camera.sight())).isNull()
    sums = [node.sum for node in empty.scene.nodes if node.sum is not None]
    assert sums and all(empty.camera.sight().contains(each.ink()) for each in sums)
    look = empty.camera.look
    empty.show_frame(timeline.rest(-1), ENGLISH)
    assert empty.camera.look == look
