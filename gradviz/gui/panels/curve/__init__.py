"""The Curve panel: the output against one variable or over two, and the function of a single gate.

Read first: :mod:`gradviz.gui.panels.curve.drawings`, what may be drawn; :class:`gradviz.gui.panels.curve.panel.Curve`
shows it.
"""
