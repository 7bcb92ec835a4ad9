"""Where to look on a scene: rectangles in scene units, of what it shows and of what it will show there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from gradviz.graph.graph import Graph, NodeId, WireId
from gradviz.layout.layout import Box, Layout
from gradviz.timeline.frame import Frame

if TYPE_CHECKING:
    from gradviz.gui.canvas.scene import GraphScene


def extent(scene: GraphScene) -> QRectF:
    """What must be seen to see everything: the layout's bounds and the output's name."""
    assert scene.layout is not None and scene.output_name is not None
    return QRectF(*scene.layout.bounds).united(scene.output_name.ink())


def around_node(scene: GraphScene, node: NodeId) -> QRectF:
    """The rectangle of a node with the numbers on its wires and the nodes at their other ends."""
    assert scene.graph is not None and scene.layout is not None
    wires = (*scene.graph.into[node], *scene.graph.out_of[node])
    places = [scene.layout.nodes[end] for wire in wires for end in (wire.source, wire.target)]
    boxes = [box for place in (*places, scene.layout.nodes[node]) for box in (place.box, place.name_box)]
    for wire in wires:
        boxes += [scene.layout.wires[wire.id].value_box, scene.layout.wires[wire.id].gradient_box]
    return _around(boxes)


def focus_rects(scene: GraphScene, frame: Frame) -> tuple[QRectF, ...]:
    """The rectangles to keep in sight at ``frame``, widest first, for a view that may have room for only
    one: all nodes in focus with the step's numbers and sum, who receives a number with these, the gate at work
    with these, the numbers alone, the first node with its numbers."""
    assert scene.layout is not None and scene.graph is not None
    nodes, at_work, others = scene.layout.nodes, frame.focus[:1], frame.focus[1:]
    numbers = [box for wire in frame.step.wires for box in scene.layout.wires[wire].boxes[:2]]
    sums = [nodes[node].sum_box for node in at_work if scene.nodes[node].sum is not None]
    near = [box for node in at_work for box in (nodes[node].box, nodes[node].name_box)]
    near += [scene.layout.wires[wire].local_box for wire in frame.step.wires]
    far = [nodes[node].box for node in others]
    receiving = far if frame.step.kind == "contribution" else near
    own = [wire for wire in frame.step.wires for end in at_work if _ends_at(scene.graph, wire, end)]
    first = [box for node in at_work for box in nodes[node].boxes[:1]]
    first += [box for wire in own[:1] for box in scene.layout.wires[wire].boxes[:2]]
    wishes: list[list[Box | None]] = [
        [*near, *far, *numbers, *sums],
        [*receiving, *numbers, *sums],
        [*near, *numbers, *sums],
        [*numbers, *sums] or near,
        [*first],
    ]
    return tuple(rect for rect in map(_around, wishes) if not rect.isNull())


def focus_on(scene: GraphScene, nodes: Collection[NodeId]) -> tuple[QRectF, ...]:
    """The rectangles to see of some nodes, widest first: all of them with what is beside them, their bodies, the last
    body; none of no nodes."""
    assert scene.layout is not None and scene.graph is not None and scene.output_name is not None
    around = QRectF()
    for node in nodes:
        around = around.united(around_node(scene, node))
    if scene.graph.output in {*nodes, *(wire.target for node in nodes for wire in scene.graph.out_of[node])}:
        around = around.united(scene.output_name.ink())
    bodies = [scene.layout.nodes[node].box for node in sorted(nodes)]
    return (around, _around(bodies), _around(bodies[-1:])) if nodes else ()


def written_boxes(scene: GraphScene) -> list[QRectF]:
    """The rectangles of all bodies and of all that is or will be written beside them: what no edge should cut."""
    assert scene.layout is not None and scene.output is not None
    found = [QRectF(*box) for node in scene.layout.nodes for box in node.boxes]
    found.append(QRectF(*scene.layout.output_box))
    wires = zip((*scene.wires, scene.output), (*scene.layout.wires, scene.layout.output), strict=True)
    for parts, place in wires:
        numbers = ((parts.value, place.value_box), (parts.gradient, place.gradient_box))
        found += [item.ink_in(QRectF(*box)) for item, box in numbers if item is not None and box is not None]
    return found


def pushed_out(before: Layout, after: Layout, sight: QRectF) -> QRectF:
    """The rectangle of what lies beyond the edge of ``sight`` in one layout of a graph, and was within it in the one
    ``before``; a null one where there is nothing."""
    sight = sight.adjusted(-0.5, -0.5, 0.5, 0.5)  # rounding
    pairs = zip(_placed_boxes(before), _placed_boxes(after), strict=True)
    inside = ((old, new) for old, new in pairs if old is not None and sight.contains(QRectF(*old)))
    return _around(new for _, new in inside if new is not None and not sight.contains(QRectF(*new)))


def _placed_boxes(layout: Layout) -> Iterator[Box | None]:
    """The boxes of a layout, in the same order in all layouts of one graph."""
    for node in layout.nodes:
        yield from (node.box, node.name_box, node.sum_box)
    for wire in (*layout.wires, layout.output):
        yield from (wire.value_box, wire.gradient_box, wire.local_box)
    yield layout.output_box


def _ends_at(graph: Graph, wire: WireId, node: NodeId) -> bool:
    """Whether a wire begins or ends at a node."""
    return wire >= 0 and node in (graph.wires[wire].source, graph.wires[wire].target)


def _around(boxes: Iterable[Box | None]) -> QRectF:
    """The smallest rectangle around all boxes there are; a null one around none."""
    found = QRectF()
    for box in boxes:
        found = found if box is None else found.united(QRectF(*box))
    return found
