"""The typed language: text in, syntax tree out, with every character's place kept.

tokens.py cuts characters, parser.py builds the tree of syntax.py (read that first), limits.py says how much is too
much, number_box.py reads what is typed into a number field. The room knows gates only as a vocabulary handed in;
it never runs what it reads.
"""
