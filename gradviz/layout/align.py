"""Heights: every item of every column gets its y, so that wires run straight where they can and nothing touches.

Straight chains (a leaf and its seat, the lanes of one wire, a gate with one input) become rigid *blocks*; the links
between blocks act as springs; the order within the columns holds as least distances. That is a small convex quadratic
program, solved by the alternating direction method of multipliers (Boyd et al. 2011, section 5).
"""

from __future__ import annotations

from bisect import bisect
from itertools import pairwise

from gradviz.graph.graph import Constant, Copy, Graph
from gradviz.layout.columns import Columns
from gradviz.layout.layered import Order, neighbours, places

MOST_BLOCKS = 900
ITERATIONS = 250
MOST_ITEMS = 1500  # up to which wires that came out nearly straight are made straight in a second round
NEARLY = 15.0
LANE_GAP, SEAT_GAP, NODE_GAP = 7.0, 4.0, 9.0  # least distance behind items of this kind


def heights(columns: Columns, order: Order, graph: Graph, rough: bool = False) -> list[float]:
    """The y of each item's axis, in scene units; ``rough`` when they need not be final."""
    stiff = _stiffness(columns, graph)
    y = _solved_heights(columns, order, stiff)
    if not rough and len(columns.items) <= MOST_ITEMS:
        for before, behind in columns.links:
            if abs(y[before] - y[behind]) < NEARLY:
                stiff.setdefault((before, behind), 50.0)
        y = _solved_heights(columns, order, stiff)
    return y


def _solved_heights(columns: Columns, order: Order, stiff: dict[tuple[int, int], float]) -> list[float]:
    block = _blocks(columns, order, stiff)
    distances = _distances(columns, order, block)
    found = _pushed(_wanted(columns, order, block, distances), distances)
    return [found[number] for number in block]


def distance(columns: Columns, upper: int, lower: int) -> float:
    """The least distance between the axes of two neighbours in a column."""
    first, second = columns.items[upper], columns.items[lower]
    gaps = {"lane": LANE_GAP, "node": NODE_GAP, "name": NODE_GAP}
    gap = min(gaps.get(first.kind, SEAT_GAP), gaps.get(second.kind, SEAT_GAP))
    return first.below + gap + second.above


def _blocks(columns: Columns, order: Order, stiff: dict[tuple[int, int], float]) -> list[int]:
    """For each item the number of its rigid block. Alignments never cross, hence the blocks can be ordered."""
    place = places(order)
    follower: dict[int, int] = {}
    leader: dict[int, int] = {}
    taken: dict[int, list[tuple[int, int]]] = {}
    ranked = sorted(((-stiffness, link) for link, stiffness in stiff.items()))
    for _, (before, behind) in ranked:
        column = columns.items[before].column
        if columns.items[behind].column != column + 1 or before in follower or behind in leader:
            continue
        pair = place[before], place[behind]
        accepted = taken.setdefault(column, [])
        at = bisect(accepted, pair)
        if (at and accepted[at - 1][1] >= pair[1]) or (at < len(accepted) and accepted[at][1] <= pair[1]):
            continue
        accepted.insert(at, pair)
        follower[before], leader[behind] = behind, before
    block = [-1] * len(columns.items)
    count = 0
    for item in range(len(block)):
        if item not in leader:
            member: int | None = item
            while member is not None:
                block[member] = count
                member = follower.get(member)
            count += 1
    return block


def _stiffness(columns: Columns, graph: Graph) -> dict[tuple[int, int], float]:
    """Which links shall be straight, the stiffest first; links that may bend are not listed."""
    stiff: dict[tuple[int, int], float] = {}
    for slices in columns.sums.values():
        stiff.update(dict.fromkeys(pairwise(slices), 1000.0))
    output = columns.of_node[graph.output]
    stiff[columns.stub, columns.name] = stiff[output, columns.stub] = 900.0
    for wire in graph.wires:
        chain = columns.of_wire[wire.id]
        stiff.update({pair: 500.0 + len(chain) for pair in pairwise(chain)})
        if chain:
            source, target = columns.of_node[wire.source], columns.of_node[wire.target]
            leaving, entering = _leaving(columns, graph, wire.id), _entering(columns, graph, wire.id)
            if leaving:
                stiff[source, chain[0]] = leaving
            if entering:
                stiff[chain[-1], target] = entering
    return stiff


def _leaving(columns: Columns, graph: Graph, wire_id: int) -> float:
    """How much a wire wants to leave its source straight on: alone always, from a copy if it is the longest by far."""
    wire = graph.wires[wire_id]
    siblings = [other for other in graph.out_of[wire.source] if other.id != wire_id]
    if not siblings:
        return 400.0
    longest = max(len(columns.of_wire[other.id]) for other in siblings)
    return 100.0 if len(columns.of_wire[wire_id]) > longest + 1 else 0.0


def _entering(columns: Columns, graph: Graph, wire_id: int) -> float:
    """How much a wire wants to enter its target straight: alone always, else if it alone comes from a gate."""
    wire = graph.wires[wire_id]
    siblings = [other for other in graph.into[wire.target] if other.id != wire_id]
    if all(isinstance(graph.nodes[other.source], Constant) for other in siblings):
        return 390.0
    if not _from_gate(graph, wire.source) or any(_from_gate(graph, other.source) for other in siblings):
        return 0.0
    return 200.0


def _from_gate(graph: Graph, node: int) -> bool:
    return bool(graph.into[node]) and not (
        isinstance(graph.nodes[node], Copy) and not graph.into[graph.value_node(node)]
    )


def _distances(columns: Columns, order: Order, block: list[int]) -> dict[tuple[int, int], float]:
    """The least distance between two blocks, upper and lower, over all columns where they are neighbours."""
    found: dict[tuple[int, int], float] = {}
    for column in order:
        for upper, lower in pairwise(column):
            pair = block[upper], block[lower]
            found[pair] = max(found.get(pair, 0.0), distance(columns, upper, lower))
    return found


def _springs(columns: Columns, block: list[int]) -> dict[tuple[int, int], float]:
    """The stiffness between blocks; a sum is drawn to its dot."""
    found: dict[tuple[int, int], float] = {}
    pulls = [(before, behind, 1.0) for before, behind in columns.links]
    pulls += [(columns.of_node[copy], slices[0], 1.5) for copy, slices in columns.sums.items()]
    for before, behind, pull in pulls:
        pair = min(block[before], block[behind]), max(block[before], block[behind])
        if pair[0] != pair[1]:
            found[pair] = found.get(pair, 0.0) + pull
    return found


def _wanted(columns: Columns, order: Order, block: list[int], distances: dict[tuple[int, int], float]) -> list[float]:
    count = 1 + max(block)
    if count > MOST_BLOCKS:
        return _swept(columns, order, block, count)
    return _solved(count, _springs(columns, block), distances)


def _solved(count: int, springs: dict[tuple[int, int], float], distances: dict[tuple[int, int], float]) -> list[float]:
    """Minimise the springs' energy while A y >= b: y by block, A one row per distance."""
    import numpy as np

    energy = np.eye(count) * 1e-3
    for (one, other), pull in springs.items():
        energy[one, one] += pull
        energy[other, other] += pull
        energy[one, other] -= pull
        energy[other, one] -= pull
    if not distances:
        return [0.0] * count
    apart = np.zeros((len(distances), count))
    rows = np.arange(len(distances))
    pairs = np.array(list(distances))
    apart[rows, pairs[:, 0]] = -1.0
    apart[rows, pairs[:, 1]] = 1.0
    least = np.array(list(distances.values()))
    penalty = 0.3
    solve = np.linalg.solve(energy + penalty * apart.T @ apart, penalty * apart.T)
    onto = apart @ solve
    slack = np.zeros(len(distances))
    price = np.zeros(len(distances))
    target = least
    for _ in range(ITERATIONS if count < MOST_BLOCKS / 2 else ITERATIONS // 2):
        target = slack + least - price
        spread = 1.6 * (onto @ target) + (1 - 1.6) * (slack + least)
        slack = np.maximum(0.0, spread - least + price)
        price += spread - least - slack
    return list(map(float, solve @ (slack + least - price)))


def _swept(columns: Columns, order: Order, block: list[int], count: int) -> list[float]:
    """For very large graphs: columns stacked about the middle, each drawn to the mean of its left neighbours."""
    left, _ = neighbours(columns)
    y = [0.0] * len(columns.items)
    for column in order:
        steps = [0.0] + [distance(columns, a, b) for a, b in pairwise(column)]
        wanted = [sum(y[i] for i in left[item]) / len(left[item]) if left[item] else 0.0 for item in column]
        for item, place in zip(column, spread(wanted, steps[1:]), strict=True):
            y[item] = place
    total = [0.0] * count
    members = [0] * count
    for item, number in enumerate(block):
        total[number] += y[item]
        members[number] += 1
    return [total[number] / members[number] for number in range(count)]


def spread(wanted: list[float], steps: list[float]) -> list[float]:
    """The places nearest to ``wanted`` (least squares) with ``steps[i]`` at least between place i and i + 1.

    Isotonic regression by pooling adjacent violators (Ayer et al. 1955), after the steps are taken off.
    """
    offsets = [0.0]
    for step in steps:
        offsets.append(offsets[-1] + step)
    pools: list[tuple[float, int]] = []
    for value, offset in zip(wanted, offsets, strict=False):
        mean, size = value - offset, 1
        while pools and pools[-1][0] > mean:
            before, members = pools.pop()
            mean = (mean * size + before * members) / (size + members)
            size += members
        pools.append((mean, size))
    flat = [mean for mean, size in pools for _ in range(size)]
    return [mean + offset for mean, offset in zip(flat, offsets, strict=False)]


def _pushed(wanted: list[float], distances: dict[tuple[int, int], float]) -> list[float]:
    """``wanted`` with every distance kept exactly: blocks from the top down, each as high as those above allow."""
    above: list[list[tuple[int, float]]] = [[] for _ in wanted]
    below: list[list[int]] = [[] for _ in wanted]
    for (upper, lower), least in distances.items():
        above[lower].append((upper, least))
        below[upper].append(lower)
    waiting = [len(found) for found in above]
    ready = [block for block, count in enumerate(waiting) if not count]
    placed = list(wanted)
    while ready:
        block = ready.pop()
        placed[block] = max([wanted[block], *(placed[upper] + least for upper, least in above[block])])
        for lower in below[block]:
            waiting[lower] -= 1
            if not waiting[lower]:
                ready.append(lower)
    return placed
