"""The autodiff engine: engine.py runs a graph forward and backward and can be read aloud; run.py is its record.

listing.py prints the same computation as the lecture does, compiled.py turns that text into the fast path.
"""
