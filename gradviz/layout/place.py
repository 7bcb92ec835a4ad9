"""The way from a graph to its layout: columns, order, heights, widths, wires."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from gradviz.graph.graph import Constant, Copy, Gate, Graph, NodeId
from gradviz.layout.airy import airy
from gradviz.layout.align import heights
from gradviz.layout.assemble import Assembly
from gradviz.layout.budgets import ENDLESS, Room
from gradviz.layout.chips import MOST_REFINED
from gradviz.layout.columns import Columns, columns
from gradviz.layout.direction import turned
from gradviz.layout.dot_order import dot_order
from gradviz.layout.graphviz_worker import Worker
from gradviz.layout.layered import Order, crossings, neighbours, places, plain_order, read_on, reading_order
from gradviz.layout.layout import NORMAL, TIGHT, Geometry, Layout, Measure
from gradviz.layout.reroute import reroute
from gradviz.layout.sizes import Sizes
from gradviz.layout.spread import dots_aside, eased, spread_out
from gradviz.layout.sums import reserve_sums

ASPECT = 2.4  # width to height of the canvas in a usual window
CANVAS_WIDTH = 1060.0
EASY_WIDTH, EASY_SHARE, EASY_MOST = 930.0, 1.12, 1130.0  # up to which widths a drawing makes its bends gentler
SMALL = 12  # gates from which on leaves stand near their use and the geometry is tight
SMALL_NUMBERS = 20  # labelled wires up to which the normal geometry serves
MOST_FOR_DOT = 2500  # columns that all links together may span: Graphviz orders so many within a second
COMFORTABLE, MUCH_BETTER = 0.85, 1.12  # zooms below and ratios above which leaves are moved to their use after all
MOST_TURNED = 40  # gates whose inputs may change places so that variables stand in the order of their appearance
ROUNDS = 4  # in which that is found out
WORKER = Worker()
"""The worker process shared by all layouts of this program; it ends with it."""
atexit.register(WORKER.close)


def place(
    graph: Graph,
    measure: Measure,
    *,
    geometry: Geometry | None = None,
    moved: Mapping[str, tuple[float, float]] = {},
    aspect: float | None = ASPECT,
    room: Room = ENDLESS,
    timeout_s: float = 5.0,
    engine: str = "auto",
    worker: Worker = WORKER,
) -> Layout:
    """Places for everything in ``graph``, in scene units with the upper left corner at (0, 0).

    ``geometry`` None takes the normal sizes for small graphs and the tight ones otherwise. ``moved`` holds centres of
    nodes that were dragged, by :func:`node_key`. Bends and rows take what is free of ``room``, no more.
    ``engine`` is "dot", "layered" or "auto": Graphviz, and the plain order when it has no answer after ``timeout_s``
    seconds. ``Layout.engine`` says which it was.
    """
    geometry = geometry or geometry_for(graph)
    sizes = Sizes(graph, measure, geometry)
    ask = partial(_order, engine=engine, worker=worker, timeout_s=timeout_s)
    small = len(graph.gates) < SMALL
    found = _placed(graph, sizes, small, aspect, room, ask)
    if small and _fit(found, aspect) < COMFORTABLE:
        compact = _placed(graph, sizes, False, aspect, room, ask)
        if _fit(compact, aspect) > MUCH_BETTER * _fit(found, aspect):
            found = compact
    keys = {node_key(graph, node.id): node.id for node in graph.nodes} if moved else {}
    return reroute(found, graph, measure, {keys[key]: middle for key, middle in moved.items() if key in keys})


def geometry_for(graph: Graph) -> Geometry:
    """The normal sizes for a small graph, the tight ones for many gates or many numbers."""
    numbers = sum(not isinstance(graph.nodes[wire.source], Constant) for wire in graph.wires)
    return NORMAL if len(graph.gates) < SMALL and numbers <= SMALL_NUMBERS else TIGHT


def _fit(layout: Layout, aspect: float | None) -> float:
    """The zoom at which the layout, as it is on the screen, fits a usual canvas of this aspect."""
    return min(CANVAS_WIDTH / layout.bounds.width, CANVAS_WIDTH / (aspect or ASPECT) / layout.bounds.height)


def _placed(  # noqa: PLR0917
    graph: Graph,
    sizes: Sizes,
    leaves_left: bool,
    aspect: float | None,
    room: Room,
    ask: Callable[[Columns], Order | None],
) -> Layout:
    chips = frozenset(wire.id for wire in graph.wires if sizes.has_chip(wire))
    roomy = frozenset() if len(graph.wires) <= MOST_REFINED else chips
    made = columns(graph, sizes, leaves_left, roomy)
    asked = ask(made)
    calmest = _calmest(made, graph, [*([asked] if asked else []), plain_order(made), reading_order(made)])
    for round_ in range(ROUNDS):
        assembly = _assembly(columns(graph, sizes, leaves_left, roomy), calmest, graph, sizes, aspect, room)
        found = assembly.layout()
        if not assembly.cramped:
            break
        roomy = roomy | assembly.cramped if round_ < ROUNDS - 2 else chips
    found = replace(found.shifted(-found.bounds.x, -found.bounds.y), engine="dot" if asked else "layered")
    return turned(found) if sizes.geometry.down else found


def _assembly(  # noqa: PLR0917
    made: Columns, calmest: Order, graph: Graph, sizes: Sizes, aspect: float | None, room: Room
) -> Assembly:
    """Heights and widths for items in this order. ``aspect`` is that of the canvas, width to height."""
    if aspect is not None and sizes.geometry.down:
        aspect = 1 / aspect
    order = [list(column) for column in calmest]
    reserve_sums(made, order, graph, sizes, heights(made, order, graph, rough=True))
    y = heights(made, order, graph)
    aside = dots_aside(made, y, graph)
    widths = spread_out(made, y, graph, aspect, aside, sizes.geometry.down, room)
    if aspect is not None and not sizes.geometry.down:
        y = airy(made, order, graph, y, min(widths.total / aspect, room.across))
        easy = max(EASY_WIDTH, min(EASY_SHARE * widths.total, EASY_MOST))
        widths = eased(widths, made, y, min(easy, room.along))
    return Assembly(graph, sizes, made, widths, y, aside)


def _order(made: Columns, engine: str, worker: Worker, timeout_s: float) -> Order | None:
    if engine == "layered" or made.reach > MOST_FOR_DOT:
        return None
    return dot_order(made, worker, timeout_s)


def node_key(graph: Graph, node: NodeId) -> str:
    """The key under which a node's dragged place is kept: as in ``eval --json``, with a prefix where not unique."""
    found = graph.nodes[node]
    if isinstance(found, Copy):
        return f"copy:{graph.key(node)}"
    if isinstance(found, Constant):
        wire = graph.out_of[node][0]
        return f"constant:{graph.key(wire.target)}:{wire.slot}"
    return graph.key(node)


def _calmest(made: Columns, graph: Graph, orders: list[Order]) -> Order:
    """Of the orders and their mirror images the one with the fewest crossings; among equals the one that shows the
    variables most nearly in the order of their appearance, for which inputs of a gate may change places."""
    _, right = neighbours(made)
    orders += [[list(reversed(column)) for column in order] for order in orders]

    best = min(orders, key=lambda order: (crossings(order, right), _disorder(made, graph, order)))
    for gate in graph.gates[:MOST_TURNED]:
        best = _with_inputs_turned(made, graph, best, gate) if _disorder(made, graph, best) else best
    return best


def _with_inputs_turned(made: Columns, graph: Graph, order: Order, gate: Gate) -> Order:
    """The order with all that leads to one input of ``gate`` in place of what leads to another, if that puts variables
    in the order of their appearance and crosses no more; otherwise the order itself."""
    _, right = neighbours(made)
    ranks = [at for _, at in sorted(places(order).items())]
    ends = [made.of_wire[wire.id][-1] for wire in graph.into[gate.id] if made.of_wire[wire.id]]
    turned = dict(zip(ends, reversed([ranks[end] for end in ends]), strict=True))
    found = read_on(order, right, [turned.get(item, rank) for item, rank in enumerate(ranks)])
    better = _disorder(made, graph, found) < _disorder(made, graph, order)
    return found if better and crossings(found, right) <= crossings(order, right) else order


def _disorder(made: Columns, graph: Graph, order: Order) -> int:
    """How many pairs of variables in one column do not stand in the order of their appearance."""
    place = places(order)
    leaves = [made.of_node[leaf.id] for leaf in graph.variables]
    columns_of: dict[int, list[int]] = {}
    for leaf in leaves:
        columns_of.setdefault(made.items[leaf].column, []).append(leaf)
    return sum(
        place[leaf] > place[other]
        for column in columns_of.values()
        for index, leaf in enumerate(column)
        for other in column[index + 1 :]
    )
