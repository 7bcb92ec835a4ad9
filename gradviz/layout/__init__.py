"""Places for everything on the canvas, in plain floats. Read place.py first: it is the way from a graph to a layout.

layout.py holds the values. sizes.py measures the parts, columns.py cuts the graph into columns of items, dot_order.py
(Graphviz in a worker process, graphviz_worker.py) or layered.py put them in order, sums.py finds seats for running
sums, align.py the heights, spread.py the widths, airy.py the free height, assemble.py and wires.py the courses,
chips.py free places for local derivatives; reroute.py follows dragged nodes, detours.py finds
courses for their wires, maze.py and grid.py the ways round.
"""
