"""The Explain panel: it shows a :class:`gradviz.explain.card.Card` and copies it.

panel.py holds :class:`Explain` (read first), page.py builds the page of a card from boxes.py and parts.py,
copying.py is what goes to the clipboard.
"""

from gradviz.gui.panels.explain.panel import Explain

__all__ = ["Explain"]
