"""The table of a check: every leaf with its gradient, the difference beside it and the relative error."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gradviz.autodiff.check import Check, LeafCheck, Method, Verdict
from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_pill, draw_text, number_in
from gradviz.gui.panels.check.verdicts import ink_of, word_of
from gradviz.gui.panels.input_row import BODY_HEIGHT, Body, body_width
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.lesson.lesson import Role
from gradviz.numerals import NOT_COMPUTED, Numerals

HEADER, ROW = 34, 40
NUMBER_PX = 13
SIZES = (NUMBER_PX, 12, 11)
BETWEEN = 8  # px at least before a number
INSET = 6  # px between the edge of the marked row and what stands in it


class CheckTable(QWidget):
    """One row a leaf; a click asks how its difference is taken."""

    # a person asks about a leaf
    leaf_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._check: Check | None = None
        self._method = Method.CENTRED
        self._chosen = ""
        self._bodies: dict[str, Body] = {}
        self._errors, self._numbers = Numerals(), Numerals()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_check(self, check: Check | None, roles: dict[str, Role], method: Method, chosen: str) -> None:
        """Show another check, or none."""
        self._check, self._method, self._chosen = check, method, chosen
        names = [leaf.leaf for leaf in check.leaves] if check else []
        if names != list(self._bodies):
            for body in self._bodies.values():
                body.hide()
                body.deleteLater()
            self._bodies = {name: self._body(name, place) for place, name in enumerate(names)}
        for name, body in self._bodies.items():
            body.role = roles.get(name, "input")
            body.update()
        self.updateGeometry()
        self.update()

    def _body(self, name: str, place: int) -> Body:
        body = Body(name, self.theme)
        body.setParent(self)
        body.setGeometry(INSET, HEADER + place * ROW + (ROW - BODY_HEIGHT) // 2, body_width([name]), BODY_HEIGHT)
        body.setAccessibleName(name)
        body.clicked.connect(lambda: self.leaf_chosen.emit(name))
        body.show()
        return body

    def show_numerals(self, numbers: Numerals, errors: Numerals) -> None:
        """Write numbers in another way."""
        self._numbers, self._errors = numbers, errors
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = theme
        for body in self._bodies.values():
            body.theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, HEADER + ROW * len(self._bodies))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = int((event.position().y() - HEADER) // ROW)
        if event.button() == Qt.MouseButton.LeftButton and 0 <= place < len(self._bodies):
            self.leaf_chosen.emit(list(self._bodies)[place])

    def _rights(self) -> tuple[float, float, float]:
        """The right edges of the three columns."""
        return self.width() * 0.43, self.width() * 0.72, float(self.width() - INSET)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._check is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, font = self.theme, fonts.ui(12, 600)
        heads = ((tr("backprop"), theme.gradient), (tr("difference"), theme.muted), (tr("rel. error"), theme.muted))
        for (text, ink), right in zip(heads, self._rights(), strict=True):
            base = fonts.baseline(font, HEADER / 2)
            draw_text(painter, (right - fonts.width(text, font), base), text, font, color(ink))
        px = min((self._px(leaf) for leaf in self._check.leaves), default=NUMBER_PX)
        for place, leaf in enumerate(self._check.leaves):
            self._paint_row(painter, HEADER + place * ROW, leaf, px)

    def _px(self, leaf: LeafCheck) -> int:
        """The type size at which both gradients of a row find room: they are compared, so one size serves them all."""
        rights = INSET + self._bodies[leaf.leaf].width(), *self._rights()
        rooms = [right - left - BETWEEN for left, right in pairwise(rights)]
        numbers = leaf.gradient, leaf.by(self._method).derivative
        written = [
            number_in(room, number, self._numbers, SIZES)[1].pixelSize()
            for room, number in zip(rooms, numbers, strict=False)
            if number is not None
        ]
        return min(written, default=NUMBER_PX)

    def _paint_row(self, painter: QPainter, top: float, leaf: LeafCheck, px: int) -> None:
        theme, found = self.theme, leaf.by(self._method)
        painter.fillRect(QRectF(0, top, self.width(), 1), color(theme.line))
        if leaf.leaf == self._chosen:
            draw_pill(painter, QRectF(0, top + 3, self.width(), ROW - 5), 6, color(theme.chip))
        word = word_of(leaf, self._method)
        zero = theme.muted if leaf.leaf == self._chosen else theme.grey
        cells = (
            (leaf.gradient, self._numbers, theme.gradient if leaf.gradient else zero),
            (found.derivative, self._numbers, theme.text if found.derivative else zero),
            (word or found.error, self._errors, ink_of(found.verdict, theme)),
        )
        middle = top + ROW / 2 + 1
        left: float = INSET + self._bodies[leaf.leaf].width()
        for (content, numerals, ink), right in zip(cells, self._rights(), strict=True):
            text, font = NOT_COMPUTED, fonts.mono(px)
            if isinstance(content, str):
                text, font = content, fonts.ui(13, 500) if found.verdict is not Verdict.AGREES else font
            elif content is not None:
                text, font = number_in(right - left - BETWEEN, content, numerals, range(px, SIZES[-1] - 1, -1))
            left = right
            start = (right - fonts.width(text, font), fonts.baseline(font, middle))
            draw_text(painter, start, text, font, color(ink))
