"""Computational graphs: the gate table and the graphs built from it.

graph.py holds the values (read first), gate.py the shape of a table entry, gates.py THE table, build.py the way from
a syntax tree to a graph, symbolic.py the way to SymPy and back (the only module that imports it, lazily).
"""
