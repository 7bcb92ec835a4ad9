"""Plots of our own: a curve with its tangent, a map with contour lines.

Read first: :class:`gradviz.gui.plots.axis.Axis`, which every plot is drawn over.
"""
