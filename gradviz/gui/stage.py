"""The middle of the window: program and formula above, the picture (or the welcome) below, the player under it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from gradviz.gui.canvas.canvas import Canvas
from gradviz.gui.painting import color
from gradviz.gui.panels.bar import Bar
from gradviz.gui.panels.editor import LEAST_ROWS, MOST_ROWS, Editor
from gradviz.gui.panels.formula import Formula
from gradviz.gui.panels.player_bar import PlayerBar
from gradviz.gui.panels.welcome import Welcome
from gradviz.gui.plots.strip import GradientStrip
from gradviz.gui.theme import Theme
from gradviz.gui.veil import Veil

FORMULA_SHARE = 0.405
FORMULA_LEAST = 150
"""The formula's share of the width, where the program leaves it so much; with less than the least (in px) it goes."""

LOW_STAGE = 700
"""In a stage lower than this (in px) the program is shown with fewer rows."""

LOW_ROWS = 3


class _Rule(QWidget):
    """A line one pixel high."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), color(self.theme.line))


class _Top(QWidget):
    """The program is shown whole; the formula gets its share of what is left, or all of it where it needs that."""

    def __init__(self, editor: Editor, formula: Formula) -> None:
        super().__init__()
        self._editor, self._formula = editor, formula
        editor.setParent(self)
        formula.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        editor.wanted_size_changed.connect(self._take_sizes)
        formula.typeset_changed.connect(self._share)

    def sizeHint(self) -> QSize:
        return self._editor.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._editor.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share()

    def _take_sizes(self) -> None:
        self.updateGeometry()
        self._share()

    def _share(self) -> None:
        height = self.height()
        self._formula.resize(self._formula.width(), height)
        left = self.width() - max(self._editor.wanted_width(), self._editor.minimumSizeHint().width())
        share = min(round(self.width() * FORMULA_SHARE), left)
        wide = share if self._formula.fits(share) else left
        shown = left >= FORMULA_LEAST and self._formula.fits(wide)
        wide = wide if shown else 0
        self._editor.setGeometry(0, 0, self.width() - wide, height)
        self._formula.setGeometry(self.width() - wide, 0, wide, height)
        self._formula.setVisible(shown)


class Stage(QWidget):
    """The parts and their places; it knows nothing of what they show."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor, self.formula = Editor(theme), Formula(theme)
        self.canvas, self.welcome, self.player_bar = Canvas(theme), Welcome(theme), PlayerBar()
        self.message, self.notice, self.aim = Bar(theme), Bar(theme), Bar(theme)
        self.strip = GradientStrip(theme)
        self._there = self._strip_wanted = False
        self.veils = (Veil(self.canvas.caption, theme, "canvas"), Veil(self.formula, theme))
        self._rules = [_Rule(theme), _Rule(theme)]
        self._picture = QStackedWidget()
        self._sayings = QWidget(self._picture)
        self._top = _Top(self.editor, self.formula)
        self._lay_out()
        self.welcome.typed.connect(self._write)
        self._picture.installEventFilter(self)
        self._sayings.installEventFilter(self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.canvas, self.welcome):
            self._picture.addWidget(widget)
        sayings = QVBoxLayout(self._sayings)
        sayings.setContentsMargins(0, 0, 0, 0)
        sayings.setSpacing(0)
        sayings.addWidget(self.notice)
        sayings.addWidget(self.message)
        column.addWidget(self._top)
        column.addWidget(self._rules[0])
        column.addWidget(self.aim)
        column.addWidget(self._picture, 1)
        column.addWidget(self.strip)
        column.addWidget(self._rules[1])
        column.addWidget(self.player_bar)

    def focus_first(self, there: bool) -> None:
        """The keyboard goes where one begins: to the picture, or to the program while there is none."""
        (self.canvas if there else self.editor.edit).setFocus()

    def _write(self, text: str) -> None:
        self.editor.edit.setFocus()
        self.editor.edit.insertPlainText(text)

    def show_picture(self, there: bool) -> None:
        """Show the canvas, or the welcome while there is no graph."""
        self._picture.setCurrentWidget(self.canvas if there else self.welcome)
        self.player_bar.setVisible(there)
        self._rules[1].setVisible(there)
        self._there = there
        self.show_strip(self._strip_wanted)
        self._sayings.raise_()

    def show_strip(self, wanted: bool) -> None:
        """Show how large the gradients are, under the picture, where there is one."""
        self._strip_wanted = wanted
        self.strip.setVisible(wanted and self._there)

    def show_dim(self, dimmed: bool) -> None:
        """Picture, caption, formula and the numbers beside the program step back: they are of an earlier text."""
        self.editor.show_dim(dimmed)
        self.canvas.view.set_dimmed(dimmed)
        for veil in self.veils:
            veil.setVisible(dimmed)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        for part in (*self._parts(), self.strip, *self.veils, self.message, self.notice, self.aim):
            part.set_theme(theme)
        for rule in self._rules:
            rule.theme = theme
            rule.update()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        for part in (*self._parts(), self.strip, self.message, self.notice, self.aim):
            part.retranslate()

    def _parts(self) -> tuple[Editor | Formula | Canvas | Welcome | PlayerBar, ...]:
        return (self.editor, self.formula, self.canvas, self.welcome, self.player_bar)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            low = self.height() < LOW_STAGE
            self.strip.set_low(low)
            self.editor.set_rows(1 if low else LEAST_ROWS, LOW_ROWS if low else MOST_ROWS)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is said lies over the upper edge of the picture, which stays where it is."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            width = self._picture.width()
            self._sayings.setGeometry(0, 0, width, max(self._sayings.heightForWidth(width), 0))
        return False
