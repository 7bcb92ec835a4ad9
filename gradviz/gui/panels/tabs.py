"""A row of tabs over panels of which one is seen: Explain, Code, Check, Curve, Paths."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gradviz.gui import fonts
from gradviz.i18n import tr

HEIGHT = 39


class Tabs(QWidget):
    """Panels by id, their titles in the order they were added. A single panel needs no row of tabs."""

    # another panel is seen: its id
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar = QTabBar()
        self.bar.setObjectName("tab_row")
        self.bar.setFont(fonts.ui(13, 500))
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setFixedHeight(HEIGHT)
        self._panels = QStackedWidget()
        self._ids: list[str] = []
        self._titles: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._panels, 1)
        self.bar.currentChanged.connect(self._turn)

    def add(self, id: str, title: str, panel: QWidget) -> None:
        """Add a panel; ``title`` is a key of the catalogue."""
        self._ids.append(id)
        self._titles.append(title)
        self._panels.addWidget(panel)
        self.bar.addTab(tr(title))
        self.bar.setVisible(len(self._ids) > 1)

    @property
    def current(self) -> str:
        """The id of the panel that is seen."""
        return self._ids[self.bar.currentIndex()]

    def choose(self, id: str) -> None:
        """See the panel ``id``."""
        self.bar.setCurrentIndex(self._ids.index(id))

    def _turn(self, place: int) -> None:
        if 0 <= place < self._panels.count():
            self._panels.setCurrentIndex(place)
            self.chosen.emit(self._ids[place])

    def retranslate(self) -> None:
        """Write the titles in the language in use."""
        self.bar.setAccessibleName(tr("Panels"))
        for place, title in enumerate(self._titles):
            self.bar.setTabText(place, tr(title))
