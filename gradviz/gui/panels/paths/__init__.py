"""The Paths panel: a gradient as the sum over paths, and what that sum would cost.

panel.py holds :class:`Paths` (read first), rows.py draws one path and the sum, line.py sets their names and numbers,
costs.py compares the multiplications of the three ways.
"""

from gradviz.gui.panels.paths.panel import PathsPanel

__all__ = ["PathsPanel"]
