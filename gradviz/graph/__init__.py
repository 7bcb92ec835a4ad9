"""Computational graphs: the gate table and the graphs built from it.

graph.py holds the values (read first), gate.py the shape of a table entry, gates.py THE table (its arithmetic in
ieee.py, the tie rule in ties.py), build.py the way from a syntax tree to a graph (finished in wiring.py), canonical.py
its text, symbolic.py the way to SymPy and back (the only module that imports it, lazily), network.py to NetworkX.
number_box.py computes what is typed into a number field.
"""
