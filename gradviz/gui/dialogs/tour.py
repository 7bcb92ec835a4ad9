"""Help ▸ One Minute with gradviz: the tour of the window, a Markdown page in each language."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gradviz import resources
from gradviz.gui.dialogs.dialog import Page
from gradviz.i18n import language, tr


class Tour(Page):
    """What one can do here, in the order one would."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("One Minute with gradviz"), parent, (680, 640))
        self.text.set_markdown(resources.read_text(f"help/tour.{language()}.md"))
