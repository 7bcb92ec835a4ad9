"""The way from a graph to its layout: columns, order, heights, widths, wires."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gradviz.graph.graph import Constant, Copy, Graph, NodeId, WireId
from gradviz.layout.align import heights
from gradviz.layout.columns import Columns, columns
from gradviz.layout.dot_order import dot_order
from gradviz.layout.graphviz_worker import Worker
from gradviz.layout.layered import Order, crossings, neighbours, places, plain_order, reading_order
from gradviz.layout.layout import NORMAL, TIGHT, Box, Geometry, Layout, Measure, NodePlace, Point, WirePlace
from gradviz.layout.obstacles import Obstacles
from gradviz.layout.sizes import GAP, SIDE, Sizes
from gradviz.layout.spread import dots_aside, edges
from gradviz.layout.sums import reserve_sums
from gradviz.layout.wires import Port, Router, Run, into_port, ports_into

ASPECT = 2.4  # width to height of the canvas in a usual window
CANVAS_WIDTH = 1060.0
SMALL = 12  # gates from which on leaves stand near their use and the geometry is tight
SMALL_NUMBERS = 20  # labelled wires up to which the normal geometry serves
COMFORTABLE, MUCH_BETTER = 0.85, 1.12  # zooms below and ratios above which leaves are moved to their use after all
WORKER = Worker()
"""The worker process shared by all layouts of this program."""

Edges = list[tuple[float, float]]


def place(
    graph: Graph,
    measure: Measure,
    *,
    geometry: Geometry | None = None,
    moved: Mapping[str, tuple[float, float]] = {},
    aspect: float | None = ASPECT,
    timeout_s: float = 5.0,
    engine: str = "auto",
    worker: Worker = WORKER,
) -> Layout:
    """Places for everything in ``graph``, in scene units with the upper left corner at (0, 0).

    ``geometry`` None takes the normal sizes for small graphs and the tight ones otherwise. ``moved`` holds centres of
    nodes that were dragged, by :func:`node_key`. ``engine`` is "dot", "layered" or "auto": Graphviz, and the plain
    order when it has no answer after ``timeout_s`` seconds. ``Layout.engine`` says which it was.
    """
    geometry = geometry or geometry_for(graph)
    sizes = Sizes(graph, measure, geometry)
    asked = worker if engine != "layered" else None
    found = _placed(graph, sizes, len(graph.gates) < SMALL, aspect, asked, timeout_s)
    if len(graph.gates) < SMALL and _fit(found, aspect) < COMFORTABLE:
        compact = _placed(graph, sizes, False, aspect, asked, timeout_s)
        if _fit(compact, aspect) > MUCH_BETTER * _fit(found, aspect):
            found = compact
    return found


def geometry_for(graph: Graph) -> Geometry:
    """The normal sizes for a small graph, the tight ones for many gates or many numbers."""
    numbers = sum(not isinstance(graph.nodes[wire.source], Constant) for wire in graph.wires)
    return NORMAL if len(graph.gates) < SMALL and numbers <= SMALL_NUMBERS else TIGHT


def _fit(layout: Layout, aspect: float | None) -> float:
    """The zoom at which the layout fits a usual canvas of this aspect."""
    return min(CANVAS_WIDTH / layout.bounds.width, CANVAS_WIDTH / (aspect or ASPECT) / layout.bounds.height)


def _placed(
    graph: Graph, sizes: Sizes, leaves_left: bool, aspect: float | None, worker: Worker | None, timeout_s: float
) -> Layout:
    made = columns(graph, sizes, leaves_left)
    order = dot_order(made, worker, timeout_s) if worker else None
    used = "layered" if order is None else "dot"
    order = _calmest(made, graph, [*([order] if order else []), plain_order(made), reading_order(made)])
    reserve_sums(made, order, graph, sizes, heights(made, order, graph))
    y = heights(made, order, graph)
    aside = dots_aside(made, y, graph)
    x = edges(made, y, graph, aspect, aside)
    return replace(_drawn(graph, sizes, made, aside, x, y), engine=used)


def node_key(graph: Graph, node: NodeId) -> str:
    """The key under which a node's dragged place is kept: as in ``eval --json``, with a prefix where that is not unique."""
    found = graph.nodes[node]
    if isinstance(found, Copy):
        return f"copy:{graph.key(node)}"
    if isinstance(found, Constant):
        wire = graph.out_of[node][0]
        return f"constant:{graph.key(wire.target)}:{wire.slot}"
    return graph.key(node)


def _calmest(made: Columns, graph: Graph, orders: list[Order]) -> Order:
    """Of the orders and their mirror images the one with the fewest crossings; among equals the one that shows the
    variables most nearly in the order of their appearance."""
    _, right = neighbours(made)
    orders += [[list(reversed(column)) for column in order] for order in orders]
    return min(orders, key=lambda order: (crossings(order, right), _disorder(made, graph, order)))


def _disorder(made: Columns, graph: Graph, order: Order) -> int:
    """How many pairs of variables in one column do not stand in the order of their appearance."""
    place = places(order)
    leaves = [made.of_node[leaf.id] for leaf in graph.variables]
    columns_of = [[item for item in leaves if made.items[item].column == column] for column in range(made.count)]
    return sum(
        place[leaf] > place[other]
        for column in columns_of
        for index, leaf in enumerate(column)
        for other in column[index + 1 :]
    )


def _drawn(
    graph: Graph, sizes: Sizes, made: Columns, aside: dict[NodeId, float], x: Edges, y: list[float]
) -> Layout:
    nodes = _nodes(graph, sizes, made, aside, x, y)
    stub_runs = _stub_runs(made, x, y)
    boxes = [(node.box.grown(4.0), index) for index, node in enumerate(nodes)]
    free = sizes.geometry.clearance + 0.3  # curves are only sampled
    boxes += [(box.grown(free), -1) for node in nodes for box in (node.name_box, node.sum_box) if box]
    seats = {wire.id: _seat(made, x, y, sizes, wire.id) for wire in graph.wires}
    boxes += [(box.grown(free), -1) for seat in seats.values() if seat for box in _labels(seat, sizes)]
    output = _output(graph, sizes, nodes[graph.output], stub_runs)
    boxes += [(box.grown(free), -1) for box in _labels(output.seat, sizes)]
    paths = _paths(graph, sizes, made, x, y, nodes, boxes)
    wires = tuple(_wire(paths[wire.id], seats[wire.id], sizes) for wire in graph.wires)
    name = made.items[made.name]
    left = x[name.column][0] + 2
    output_box = Box(left, y[made.name] - name.above, name.width, name.above + name.below)
    return _at_origin(Layout(tuple(nodes), wires, output, output_box, Box(0, 0, 0, 0), sizes.geometry))


def _nodes(
    graph: Graph, sizes: Sizes, made: Columns, aside: dict[NodeId, float], x: Edges, y: list[float]
) -> list[NodePlace]:
    nodes = []
    for node in graph.nodes:
        item = made.of_node[node.id]
        left, right = x[made.items[item].column]
        width, height = sizes.body(node.id)
        middle = right - width / 2 if isinstance(node, Constant) else (left + right) / 2 + aside.get(node.id, 0.0)
        name, name_box, sum_box = sizes.name(node.id), None, None
        if name is not None:
            across = sizes.name_width(name)
            top = y[item] - height / 2 - GAP - sizes.name_height
            name_box = Box(middle - across / 2, top, across, sizes.name_height)
        if isinstance(node, Copy):
            sum_box = _sum_box(sizes, made, x, y, node.id, middle)
        nodes.append(NodePlace(middle, y[item], width, height, name_box, sum_box))
    return nodes


def _sum_box(sizes: Sizes, made: Columns, x: Edges, y: list[float], copy: NodeId, dot_x: float) -> Box:
    slices = made.sums[copy]
    first, last = made.items[slices[0]].column, made.items[slices[-1]].column
    left, right = x[first][0] + SIDE, x[last][1] - SIDE
    if last == len(x) - 1:
        right = max(right, left + sizes.sum_width)
    at = min(max(left, dot_x - sizes.sum_width / 2), right - sizes.sum_width)
    return Box(at, y[slices[0]] - sizes.sum_height / 2, sizes.sum_width, sizes.sum_height)


def _stub_runs(made: Columns, x: Edges, y: list[float]) -> Run:
    left, right = x[made.items[made.stub].column]
    width = made.items[made.stub].width - 2 * SIDE
    middle = (left + right) / 2
    return Run(middle - width / 2, middle + width / 2, y[made.stub], fixed=True)


def _seat(made: Columns, x: Edges, y: list[float], sizes: Sizes, wire: WireId) -> tuple[Point, Point] | None:
    for item in made.of_wire[wire]:
        if made.items[item].kind == "seat":
            left, right = x[made.items[item].column]
            middle, half = (left + right) / 2, sizes.seat.width / 2
            return Point(middle - half, y[item]), Point(middle + half, y[item])
    return None


def _labels(seat: tuple[Point, Point], sizes: Sizes) -> tuple[Box, Box, Box]:
    """The boxes of value, gradient and local derivative at a seat."""
    (left, y), (right, _) = seat
    size = sizes.seat
    width = right - left
    value = Box(left, y - size.row_gap - size.row, width, size.row)
    gradient = Box(left, y + size.row_gap, width, size.row)
    chip = Box(right - size.chip_width, value.y - GAP - size.chip_height, size.chip_width, size.chip_height)
    return value, gradient, chip


def _wire(path: tuple[Point, ...], seat: tuple[Point, Point] | None, sizes: Sizes) -> WirePlace:
    if seat is None:
        return WirePlace(path, (path[0], path[0]))
    return WirePlace(path, seat, *_labels(seat, sizes))


def _output(graph: Graph, sizes: Sizes, body: NodePlace, seat: Run) -> WirePlace:
    start, end = Point(body.x + body.width / 2, body.y), Point(seat.right, seat.y)
    third = (end.x - start.x) / 3
    path = (start, Point(start.x + third, start.y), Point(end.x - third, end.y), end)
    value, gradient, _ = _labels((Point(seat.left, seat.y), end), sizes)
    return WirePlace(path, (Point(seat.left, seat.y), end), value, gradient)


def _paths(
    graph: Graph,
    sizes: Sizes,
    made: Columns,
    x: Edges,
    y: list[float],
    nodes: list[NodePlace],
    boxes: list[tuple[Box, int]],
) -> dict[WireId, tuple[Point, ...]]:
    obstacles = Obstacles(boxes, [(wire.source, wire.target) for wire in graph.wires])
    router = Router(graph, obstacles)
    runs = {wire.id: _runs(graph, sizes, made, x, y, nodes, wire.id) for wire in graph.wires}
    lefts = [x[made.items[made.of_node[node.id]].column][0] for node in graph.nodes]
    ports = _ports(graph, sizes, nodes, runs, lefts, obstacles)
    found = {}
    for gentle in (False, True):
        for wire in graph.wires:
            path = router.path(wire.id, nodes[wire.source], runs[wire.id], ports[wire.id], gentle)
            found[wire.id] = path
            obstacles.add_wire(wire.id, path)
    return found


def _runs(
    graph: Graph, sizes: Sizes, made: Columns, x: Edges, y: list[float], nodes: list[NodePlace], wire_id: WireId
) -> list[Run]:
    """The level stretches of a wire, column by column, from its source's edge on."""
    wire = graph.wires[wire_id]
    source = made.of_node[wire.source]
    edge = nodes[wire.source].x + nodes[wire.source].width / 2
    runs = [Run(edge, max(edge, x[made.items[source].column][1]), y[source])]
    for item in made.of_wire[wire_id]:
        left, right = x[made.items[item].column]
        if made.items[item].kind == "seat":
            middle, half = (left + right) / 2, sizes.seat.width / 2 + SIDE
            runs.append(Run(middle - half, middle + half, y[item], fixed=True))
        else:
            runs.append(Run(left, right, y[item]))
    return runs


def _ports(
    graph: Graph,
    sizes: Sizes,
    nodes: list[NodePlace],
    runs: dict[WireId, list[Run]],
    lefts: list[float],
    obstacles: Obstacles,
) -> dict[WireId, Port]:
    """Where every wire enters its target: as steep as keeps clear of the target's name, at the last resort level."""
    ports: dict[WireId, Port] = {}
    for node, into in enumerate(graph.into):
        arrivals = sorted((runs[wire.id][-1].y, wire.slot, wire.id) for wire in into)
        points = [Point(runs[wire][-1].right, y) for y, _, wire in arrivals]
        small = isinstance(graph.nodes[node], Copy) or sizes.is_joint(node)
        for tried in ports_into(nodes[node], small, points, lefts[node] - 1.0):
            ports.update((wire, port) for (_, _, wire), port in zip(arrivals, tried, strict=True))
            if not any(
                obstacles.touches_box([at, *into_port(at, port)], wire)
                for (_, _, wire), at, port in zip(arrivals, points, tried, strict=True)
            ):
                break
    return ports


def _at_origin(layout: Layout) -> Layout:
    """The layout with its bounds, moved so that they begin at (0, 0)."""
    boxes = [node.box for node in layout.nodes]
    boxes += [box for node in layout.nodes for box in (node.name_box, node.sum_box) if box]
    for wire in (*layout.wires, layout.output):
        boxes += [box for box in (wire.value_box, wire.gradient_box, wire.local_box) if box]
        boxes += [Box(point.x, point.y, 0.0, 0.0) for point in wire.path]
    boxes.append(layout.output_box)
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return shifted(replace(layout, bounds=Box(left, top, right - left, bottom - top)), -left, -top)


def shifted(layout: Layout, dx: float, dy: float) -> Layout:
    """The same layout elsewhere."""

    def box(found: Box | None) -> Box | None:
        return found and found._replace(x=found.x + dx, y=found.y + dy)

    def point(found: Point) -> Point:
        return Point(found.x + dx, found.y + dy)

    def wire(found: WirePlace) -> WirePlace:
        path, seat = tuple(map(point, found.path)), (point(found.seat[0]), point(found.seat[1]))
        return WirePlace(path, seat, box(found.value_box), box(found.gradient_box), box(found.local_box))

    nodes = tuple(
        replace(node, x=node.x + dx, y=node.y + dy, name_box=box(node.name_box), sum_box=box(node.sum_box))
        for node in layout.nodes
    )
    return replace(
        layout,
        nodes=nodes,
        wires=tuple(map(wire, layout.wires)),
        output=wire(layout.output),
        output_box=layout.output_box._replace(x=layout.output_box.x + dx, y=layout.output_box.y + dy),
        bounds=layout.bounds._replace(x=layout.bounds.x + dx, y=layout.bounds.y + dy),
    )
