"""The Explain panel: what the gate of the current step does, in words and in numbers."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gradviz.autodiff.run import Run
from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_name, draw_pill, draw_text, greek, name_width, pen, split_name
from gradviz.gui.panels.explanation import (
    Chip,
    Convention,
    Explanation,
    Product,
    Section,
    Sentence,
    Topic,
    explain,
    story_of,
    topic_of,
)
from gradviz.gui.theme import Theme
from gradviz.i18n import tr
from gradviz.lesson.lesson import Lesson
from gradviz.numerals import NOT_COMPUTED, Numerals
from gradviz.timeline.captions import Piece
from gradviz.timeline.frame import Frame

CIRCLE = 36
CHIP_HEIGHT = 54
CHIP_SIZES = (20, 18, 16, 14, 12)
CAPTION_SIZES = (13, 12, 11)
NAME_MORE = 3
"""By so many px a name is larger than the words around it, to look as large."""

SIGN_WIDTH = 26
ALONE_WIDTH = 110


class Explain(QScrollArea):
    """Shows an explanation; without a chosen topic it follows the current step."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.theme = theme
        self._run: Run | None = None
        self._frame: Frame | None = None
        self._numerals = Numerals()
        self._topic: Topic | None = None
        self._lesson = Lesson()
        self._wide = False
        self._shown: tuple[object, ...] | None = None
        self.explanation: Explanation | None = None
        self.retranslate()

    def show_lesson(self, lesson: Lesson) -> None:
        """Tell what ``lesson`` tells before the first step."""
        if story_of(lesson) != story_of(self._lesson):
            self._lesson = lesson
            self._refresh()

    def show_run(self, run: Run) -> None:
        """Explain another run; a topic of another graph is dropped."""
        if self._run is None or len(run.graph.nodes) != len(self._run.graph.nodes):
            self._topic = None
        self._run = run

    def show_frame(self, frame: Frame, numerals: Numerals) -> None:
        """Follow the performance; a new step puts a chosen topic aside."""
        if self._frame is not None and self._frame.step.index != frame.step.index:
            self._topic = None
        self._frame, self._numerals = frame, numerals
        self._refresh()

    def choose(self, topic: Topic | None) -> None:
        """Explain ``topic`` instead of the current step; None goes back to the step."""
        self._topic = topic
        self._refresh()

    def show_nothing(self) -> None:
        """There is no graph to explain."""
        self._run = self._frame = self._topic = self._shown = self.explanation = None
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(18, 18, 18, 18)
        column.addWidget(
            _label(escape(tr("Here every gate tells what it does, step by step.")), 14, ink=self.theme.grey)
        )
        column.addStretch(1)
        self._show(page)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.theme = theme
        self._refresh() if self._run is not None else self.show_nothing()

    def retranslate(self) -> None:
        """Write everything in the language in use."""
        self.setAccessibleName(tr("Explanation"))
        self._refresh() if self._run is not None else self.show_nothing()

    def _refresh(self) -> None:
        if self._run is None or self._frame is None or len(self._frame.nodes) != len(self._run.graph.nodes):
            return
        topic = self._topic or topic_of(self._frame)
        self.explanation = explain(self._run, self._frame, topic, story_of(self._lesson))
        shown = (self.explanation, self.theme, self._numerals, self._wide)
        if shown != self._shown:
            same = self._shown is not None and (topic == self._topic or shown[:3] == self._shown[:3])
            place = self.verticalScrollBar().value() if same else 0
            self._shown = shown
            self._show(self._made(self.explanation))
            self.verticalScrollBar().setValue(place)

    def _made(self, said: Explanation) -> QWidget:
        page = _page(said, self.theme, self._numerals)
        if said.convention is not None:
            line = ConventionLine(said.convention, self.theme, self._wide)
            line.toggled.connect(self._toggle, Qt.ConnectionType.QueuedConnection)  # the line itself is made anew
            column = page.layout()
            assert isinstance(column, QVBoxLayout)
            column.insertSpacing(column.count() - 1, 18)
            column.insertWidget(column.count() - 1, line)
        return page

    def _toggle(self) -> None:
        """Tell conventions at length, or no longer."""
        self._wide = not self._wide
        self._refresh()

    def _show(self, page: QWidget) -> None:
        self.setWidget(page)
        self._fit()
        page.show()

    def _fit(self) -> None:
        """Make the page as wide as the panel and as high as its words need at that width."""
        page, whole = self.widget(), self.width()
        layout = page.layout() if page else None
        if page is not None and layout is not None:
            layout.activate()
            bar = self.verticalScrollBar().sizeHint().width()
            width = whole if layout.totalHeightForWidth(whole) <= self.height() else whole - bar
            page.resize(width, max(layout.totalHeightForWidth(width), self.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _page(said: Explanation, theme: Theme, numerals: Numerals) -> QWidget:
    page = QWidget()
    page.setObjectName("page")
    column = QVBoxLayout(page)
    column.setContentsMargins(18, 14, 18, 18)
    column.setSpacing(0)
    column.addLayout(_head(said, theme))
    if said.text:
        column.addSpacing(10)
        column.addWidget(_label(_spaced(escape(said.text)), 14))
    for section in said.sections:
        column.addSpacing(16)
        column.addWidget(Heading(section.title, theme))
        for product in section.products:
            column.addSpacing(8)
            column.addWidget(ProductRow(product, theme, numerals))
        for sentence in section.sentences:
            column.addSpacing(7)
            column.addWidget(_sentence(sentence, section, theme, numerals))
    column.addStretch(1)
    return page


def _head(said: Explanation, theme: Theme) -> QHBoxLayout:
    row, words = QHBoxLayout(), QVBoxLayout()
    row.setSpacing(12)
    if said.symbol:
        row.addWidget(Circle(said.symbol, said.tone, theme), 0, Qt.AlignmentFlag.AlignTop)
    words.setSpacing(2)
    words.addWidget(_label(escape(said.title), 17, 600))
    if said.subtitle:
        words.addWidget(_label(escape(said.subtitle), 13, ink=theme.muted))
    row.addLayout(words, 1)
    return row


def _label(html: str, px: int, weight: int = 400, ink: str = "") -> QLabel:
    label = QLabel(html)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setFont(fonts.ui(px, weight))
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    if ink:
        label.setStyleSheet(f"color: {ink}")
    return label


def _spaced(html: str) -> str:
    """Lines of words with air between them."""
    return f'<div style="line-height: 130%">{html}</div>'


def _sentence(sentence: Sentence, section: Section, theme: Theme, numerals: Numerals) -> QLabel:
    html = "".join(_html(piece, theme, numerals) for piece in sentence).replace("   ", "&nbsp;&nbsp; ")
    if all(piece.kind == "text" for piece in sentence):
        html = _spaced(html)
    return _label(html, 14, ink=theme.wrong if section.warning else "")


def _html(piece: Piece, theme: Theme, numerals: Numerals) -> str:
    if piece.kind == "text":
        return escape(piece.text)
    if piece.kind == "name":
        name = split_name(piece.text)
        lowered = f"<sub>{escape(name.subscript)}</sub>" if name.subscript else ""
        return f"<span style=\"font-family:'{fonts.NAME}'; font-size:19px\"><i>{escape(name.base)}{lowered}</i></span>"
    ink = theme.value if piece.kind == "value" else theme.gradient
    if piece.number is None:
        text, ink = NOT_COMPUTED, theme.grey
    else:
        text = numerals.term(piece.number) if piece.text == "()" else numerals.text(piece.number)
    return f"<span style=\"font-family:'{fonts.MONO}'; font-weight:700; color:{ink}\">{text}</span>"


class ConventionLine(QFrame):
    """The convention in a few words; a click on the word, or Return, tells it at length or shortly again."""

    # the other length is wanted
    toggled = Signal()

    def __init__(self, said: Convention, theme: Theme, wide: bool) -> None:
        super().__init__()
        self.setObjectName("convention")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 12, 7)
        column.setSpacing(6)
        style = f"color: {theme.muted}; font-weight: 600; text-decoration: none"
        mark = "▾" if wide else "▸"
        link = f'<a href="#" style="{style}">{escape(tr("Convention"))}&nbsp;{mark}</a>'
        self.brief = _label(f"{escape(said.brief)}&ensp;{link}", 12, ink=theme.muted)
        self.brief.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse | _KEYS)
        self.brief.linkActivated.connect(lambda _: self.toggled.emit())
        column.addWidget(self.brief)
        if wide:
            column.addWidget(_label(_spaced(escape(said.text)), 13))


_KEYS = Qt.TextInteractionFlag.LinksAccessibleByKeyboard


class Heading(QWidget):
    """A quiet heading with a rule behind it."""

    def __init__(self, text: str, theme: Theme) -> None:
        super().__init__()
        self._text, self._theme = text, theme
        self.setFixedHeight(18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = fonts.ui(12, 600)
        draw_text(painter, (0, fonts.baseline(font, 9)), self._text, font, color(self._theme.muted))
        start = fonts.width(self._text, font) + 10
        painter.fillRect(QRectF(start, 9, self.width() - start, 1), color(self._theme.line))


class Circle(QWidget):
    """The gate's circle with its sign, ringed in the colour of the pass."""

    def __init__(self, symbol: str, tone: str, theme: Theme) -> None:
        super().__init__()
        self._symbol, self._theme = greek(symbol), theme
        self._ring = {"value": theme.value, "gradient": theme.gradient}.get(tone, theme.text)
        self.setFixedSize(CIRCLE, CIRCLE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        draw_pill(painter, ring, ring.height() / 2, color(self._theme.panel), pen(color(self._ring), 2.4))
        px = 17 if len(self._symbol) == 1 else 12
        font = next((fonts.ui(size, 600) for size in range(px, 7, -1) if self._fits(size)), fonts.ui(8, 600))
        x = (CIRCLE - fonts.width(self._symbol, font)) / 2
        draw_text(painter, (x, fonts.baseline(font, CIRCLE / 2)), self._symbol, font, color(self._theme.text))

    def _fits(self, px: int) -> bool:
        return fonts.width(self._symbol, fonts.ui(px, 600)) <= CIRCLE - 9


class ProductRow(QWidget):
    """``upstream × local = contribution`` as boxes."""

    def __init__(self, product: Product, theme: Theme, numerals: Numerals) -> None:
        super().__init__()
        self._product, self._theme = product, theme
        self.texts = [NOT_COMPUTED if chip.number is None else self._written(chip, numerals) for chip in product.chips]
        self.setFixedHeight(CHIP_HEIGHT)
        self.setAccessibleName(" ".join(self._words()))
        if any(chip.number is not None for chip in product.chips):
            full = (numerals.full(chip.number) for chip in product.chips if chip.number is not None)
            self.setToolTip("   ".join(full))

    @staticmethod
    def _written(chip: Chip, numerals: Numerals) -> str:
        assert chip.number is not None
        whole = chip.caption == tr("local") and float(chip.number).is_integer() and abs(chip.number) < 100
        return numerals.exact(f"{chip.number:.0f}") if whole else numerals.text(chip.number)

    def _words(self) -> list[str]:
        signs = [*self._product.signs, ""]
        return [f"{text} {sign}" for text, sign in zip(self.texts, signs, strict=False)]

    def minimumSizeHint(self) -> QSize:
        return QSize(120, CHIP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = len(self._product.chips)
        width = (self.width() - SIGN_WIDTH * (count - 1)) / count if count > 1 else ALONE_WIDTH
        width = min(width, 150)
        x = 0.0
        for place, chip in enumerate(self._product.chips):
            self._paint_chip(painter, QRectF(x, 0, width, CHIP_HEIGHT), chip, self.texts[place])
            x += width
            if place < len(self._product.signs):
                font, sign = fonts.ui(16), self._product.signs[place]
                middle = x + (SIGN_WIDTH - fonts.width(sign, font)) / 2
                start = (middle, fonts.baseline(font, CHIP_HEIGHT / 2))
                draw_text(painter, start, sign, font, color(self._theme.muted))
            x += SIGN_WIDTH

    def _paint_chip(self, painter: QPainter, box: QRectF, chip: Chip, text: str) -> None:
        theme = self._theme
        fill, ink = {
            "value": (theme.value_tint, theme.value),
            "gradient": (theme.gradient_tint, theme.gradient),
            "quiet": (theme.chip, theme.text),
        }.get(chip.tone, (theme.chip, theme.grey))
        if chip.framed:
            draw_pill(painter, box.adjusted(0.8, 0.8, -0.8, -0.8), 7, color(fill), pen(color(ink), 1.6))
        else:
            draw_pill(painter, box, 7, color(fill))
        number = _largest(text, [fonts.mono(px, True) for px in CHIP_SIZES], box.width() - 8)
        _centred(painter, QPointF(box.center().x(), box.top() + 21), text, number, ink)
        _caption(painter, QPointF(box.center().x(), box.top() + 41), chip, box.width() - 6, ink)


def _caption(painter: QPainter, at: QPointF, chip: Chip, room: float, ink: str) -> None:
    """The words below a number, a name at their end set as on the canvas."""
    words = chip.caption.removesuffix(chip.name)
    px = next((px for px in CAPTION_SIZES if _caption_width(words, chip.name, px) <= room), CAPTION_SIZES[-1])
    x, font = at.x() - _caption_width(words, chip.name, px) / 2, fonts.ui(px)
    baseline = fonts.baseline(font, at.y())
    draw_text(painter, (x, baseline), words, font, color(ink))
    draw_name(painter, (x + fonts.width(words, font), baseline), chip.name, px + NAME_MORE, color(ink))


def _caption_width(words: str, name: str, px: int) -> float:
    return fonts.width(words, fonts.ui(px)) + name_width(name, px + NAME_MORE)


def _largest(text: str, sizes: list[QFont], room: float) -> QFont:
    """The first of ``sizes`` in which ``text`` takes at most ``room`` px, otherwise the last."""
    return next((font for font in sizes if fonts.width(text, font) <= room), sizes[-1])


def _centred(painter: QPainter, at: QPointF, text: str, font: QFont, ink: str) -> None:
    x = at.x() - fonts.width(text, font) / 2
    draw_text(painter, (x, fonts.baseline(font, at.y())), text, font, color(ink))
