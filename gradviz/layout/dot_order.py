"""The order within the columns as Graphviz finds it: few crossings are what ``dot`` is best at."""

from __future__ import annotations

from gradviz.layout.columns import Columns
from gradviz.layout.graphviz_worker import Worker
from gradviz.layout.layered import Order, reading_order

POINTS_PER_INCH = 72.0


def dot_text(columns: Columns) -> str:
    """The items as a DOT graph from left to right, one rank per column, nothing to be written or routed."""
    from graphviz import Digraph

    drawing = Digraph(
        graph_attr={"rankdir": "LR", "splines": "false", "ranksep": "0.1", "nodesep": "0.1"},
        node_attr={"shape": "box", "label": "", "fixedsize": "true"},
    )
    ranks: list[list[int]] = [[] for _ in range(columns.count)]
    for index, item in enumerate(columns.items):
        height = max(item.above + item.below, 1.0) / POINTS_PER_INCH
        drawing.node(f"n{index}", width="0.1", height=f"{height:.3f}")
        ranks[item.column].append(index)
    for rank in ranks:
        drawing.body.append("\t{ rank=same; " + " ".join(f"n{index};" for index in rank) + " }\n")
    for before, behind in columns.links:
        if columns.items[before].column < columns.items[behind].column:
            drawing.edge(f"n{before}", f"n{behind}", weight="1")
    return drawing.source


def dot_order(columns: Columns, worker: Worker, timeout_s: float) -> Order | None:
    """Ask the worker; None when it has no answer in time."""
    plain = worker.layout(dot_text(columns), timeout_s)
    if plain is None:
        return None
    height: dict[int, float] = {}
    for line in plain.splitlines():
        if line.startswith("node "):
            name, _x, y = line.split()[1:4]
            height[int(name[1:])] = -float(y)
    order = reading_order(columns)
    for column in order:
        column.sort(key=height.__getitem__)
    return order
