"""The Check panel: the verdict on every gradient, how it was reached, the ε-sweep, and what a nudge really does.

Read first: :class:`gradviz.gui.panels.check.panel.CheckPanel`.
"""
