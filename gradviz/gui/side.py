"""The right side of the window: Explain above, Inputs below, as high as its rows need."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDockWidget, QWidget

from gradviz.gui.painting import color
from gradviz.gui.panels.explain import Explain
from gradviz.gui.panels.inputs import Inputs
from gradviz.gui.theme import Theme
from gradviz.gui.veil import Veil
from gradviz.i18n import tr

WIDTH = 364
LEAST_WIDTH = 336
INPUTS_SHARE = 0.5
"""Inputs take at most this share of the height, then they scroll."""


class _Pair(QWidget):
    """Places the two panels; the lower one gets what it wants, within bounds."""

    def __init__(self, explain: Explain, inputs: Inputs) -> None:
        super().__init__()
        self._explain, self._inputs = explain, inputs
        explain.setParent(self)
        inputs.setParent(self)
        self.setMinimumWidth(LEAST_WIDTH)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        wanted = min(self._inputs.sizeHint().height(), round(self.height() * INPUTS_SHARE))
        self._explain.setGeometry(0, 0, self.width(), self.height() - wanted)
        self._inputs.setGeometry(0, self.height() - wanted, self.width(), wanted)

    def event(self, event: object) -> bool:
        done = super().event(event)  # type: ignore[arg-type]
        if event.type() == event.Type.LayoutRequest:  # type: ignore[attr-defined]
            self.resizeEvent(None)
        return done

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 600)


class Side(QDockWidget):
    """The dock with both panels."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.setTitleBarWidget(QWidget(self))
        self.explain, self.inputs = Explain(theme), Inputs(theme)
        self._pair = _Pair(self.explain, self.inputs)
        self.veil = Veil(self.explain, theme)
        self.setWidget(self._pair)
        self.set_theme(theme)

    def show_dim(self, dimmed: bool) -> None:
        """Explain steps back while the text is another than the one explained."""
        self.veil.setVisible(dimmed)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.veil.set_theme(theme)
        self.explain.set_theme(theme)
        self.inputs.set_theme(theme)
        self._pair.setAutoFillBackground(True)
        colors = self._pair.palette()
        colors.setColor(self._pair.backgroundRole(), color(theme.panel))
        self._pair.setPalette(colors)

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.setWindowTitle(tr("Side Panel"))
        self.explain.retranslate()
        self.inputs.retranslate()
