"""Places for everything on the canvas, in plain floats: layout.py holds the values and the entry point.

Graphviz runs in a worker process (graphviz_worker.py); layered.py is the plain placement for when it is late.
"""
