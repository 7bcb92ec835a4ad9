"""The autodiff engine: engine.py runs a graph forward and backward and can be read aloud; run.py is its record.

problems.py says who is to blame for inf and nan. listing.py prints the same computation as the lecture does (naming.py
finds names that Python bears), compiled.py turns that text into the fast path.

check.py holds the gradients against other ways of differentiating (differences.py, rounding.py), sweep.py varies ε,
nudge.py moves one number (moving.py) and compares what happens with what the gradient foretold. paths.py takes a
gradient apart into the paths it is a sum over, and counts what that would cost.
"""
