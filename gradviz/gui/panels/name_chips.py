"""A row of names to choose from, written as on the canvas; it wraps where it is too long."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gradviz.gui.painting import color, draw_name, draw_pill, name_baseline, name_width, pen
from gradviz.gui.theme import Theme

HEIGHT, PADDING, GAP, LEAST = 28, 11, 4, 34
NAME_PX = 17


class NameChip(QAbstractButton):
    """One name."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.name, self.theme = name, theme
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.resize(max(round(name_width(name, NAME_PX)) + 2 * PADDING, LEAST), HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, rect = self.theme, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge = theme.value if self.hasFocus() else theme.grey if self.isChecked() else theme.line
        draw_pill(painter, rect, 6, color(theme.panel if self.isChecked() else theme.chip), pen(color(edge), 1.2))
        x = (self.width() - name_width(self.name, NAME_PX)) / 2
        base = name_baseline(self.name, NAME_PX, self.height() / 2)
        draw_name(painter, (x, base), self.name, NAME_PX, color(theme.text if self.isChecked() else theme.muted))


class NameChips(QWidget):
    """Names of which up to ``most`` are chosen; one more takes the place of the one chosen first."""

    # a person has chosen: the names, in the order in which they were chosen
    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._chips: list[NameChip] = []
        self._choice: list[int] = []
        self._most = 1
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_names(self, names: Sequence[str], choice: Sequence[int], most: int) -> None:
        """Offer other names; ``choice`` are the places of those that are chosen."""
        self._most = most
        if [chip.name for chip in self._chips] != list(names):
            for chip in self._chips:
                chip.hide()
                chip.deleteLater()
            self._chips = [NameChip(name, self.theme, self) for name in names]
            for place, chip in enumerate(self._chips):
                chip.clicked.connect(lambda _=False, place=place: self._choose(place))
                chip.show()
            self._lay_out()
            self.updateGeometry()
        self._choice = list(choice)
        self._mark()

    def _choose(self, place: int) -> None:
        if place in self._choice:
            self._choice = [each for each in self._choice if each != place] or self._choice
        else:
            self._choice = [*self._choice, place][-self._most :]
        self._mark()
        self.chosen.emit(tuple(self._choice))

    def _mark(self) -> None:
        for place, chip in enumerate(self._chips):
            chip.setChecked(place in self._choice)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = theme
        for chip in self._chips:
            chip.theme = theme
            chip.update()

    def heightForWidth(self, width: int) -> int:
        return self._flow(width, place=False)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        self.setMinimumHeight(self._flow(self.width(), place=True))

    def _flow(self, width: int, *, place: bool) -> int:
        """The height that the chips need in ``width`` px; with ``place`` they go where they belong."""
        x = y = 0
        for chip in self._chips:
            if x and x + chip.width() > width:
                x, y = 0, y + HEIGHT + GAP
            if place:
                chip.move(x, y)
            x += chip.width() + GAP
        return y + HEIGHT
