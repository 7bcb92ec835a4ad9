"""How one leaf's difference is taken: the formula, and every number in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from gradviz.autodiff.check import LeafCheck, Method, Verdict
from gradviz.autodiff.moving import Moving
from gradviz.autodiff.run import Run
from gradviz.explain.card import Formula
from gradviz.export.latex import name_latex
from gradviz.graph.symbolic import latex_of
from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_text
from gradviz.gui.panels.check.verdicts import METHODS, ink_of, word_of
from gradviz.gui.panels.formula_view import FormulaView
from gradviz.gui.theme import Theme
from gradviz.gui.typesetting import Typesetter
from gradviz.i18n import tr
from gradviz.numerals import NOT_COMPUTED, Numerals

ROW = 25
PX = 13
SYMBOLIC_SCALE = 0.8
_BREAKABLE = re.compile(r"(\*+|\()")
"""Where a line of a long derivative may end."""

ERROR_ROOM = 80
"""Px that the relative errors take at the right."""

TYPESET = 100
"""A symbolic derivative of more characters is written as text, in lines."""


@dataclass(frozen=True, slots=True)
class Row:
    """Words, a number (backprop's ``own`` or another's), how far it is from backprop's, or why that says nothing."""

    words: str
    number: str
    own: bool = False
    error: str = ""
    verdict: Verdict | None = None


class _Rows(QWidget):
    """Words at the left, numbers and their relative errors at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.rows: tuple[Row, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, ROW * len(self.rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        words, numbers = fonts.ui(PX), fonts.mono(PX)
        for place, row in enumerate(self.rows):
            middle = (place + 0.5) * ROW
            draw_text(painter, (0, fonts.baseline(words, middle)), row.words, words, color(self.theme.text))
            own = self.theme.gradient if row.own else self.theme.text
            cells = [(self.width() - ERROR_ROOM, row.number, numbers, own)]
            if row.verdict is None:
                cells.append((self.width(), row.error, fonts.ui(12, 600), self.theme.muted))
            else:
                font = numbers if row.verdict is Verdict.AGREES else fonts.ui(PX, 500)
                cells.append((self.width(), row.error, font, ink_of(row.verdict, self.theme)))
            for right, text, font, ink in cells:
                start = (right - fonts.width(text, font), fonts.baseline(font, middle))
                draw_text(painter, start, text, font, color(ink))


class Working(QWidget):
    """The formula and the numbers that were put in; SymPy's own formula for the same derivative."""

    def __init__(self, theme: Theme, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.formula = FormulaView(Formula("", ""), theme, typesetter)
        typesetter.ready.connect(self.formula.look)
        self.symbolic, self.spelled = FormulaView(Formula("", ""), theme, typesetter, SYMBOLIC_SCALE), QLabel()
        typesetter.ready.connect(self._look)
        self.spelled.setFont(fonts.mono(12))
        self.spelled.setTextFormat(Qt.TextFormat.PlainText)
        self._rows, self._note, self._head = _Rows(theme), QLabel(), QLabel()
        self._head.setFont(fonts.ui(12, 600))
        self._note.setFont(fonts.ui(12))
        for label in (self._note, self.spelled):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addSpacing(4)
        column.addWidget(self.formula)
        column.addSpacing(2)
        column.addWidget(self._rows)
        column.addWidget(self._note)
        column.addSpacing(4)
        for part in (self._head, self.symbolic, self.spelled):
            column.addWidget(part)
        self.set_theme(theme)

    def _look(self) -> None:
        """Take SymPy's formula if it is ready, as high as it is in this width."""
        self.symbolic.look()
        self.symbolic.setFixedHeight(self.symbolic.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows.rows

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._rows.theme = theme
        for formula in (self.formula, self.symbolic):
            formula.set_theme(theme)
        for label in (self._note, self._head):
            label.setStyleSheet(f"color: {theme.muted}")
        self._rows.update()

    def show_leaf(self, run: Run, found: LeafCheck | None, method: Method, epsilon: float, numerals: Numerals) -> None:
        """Show how the difference by a leaf is taken; nothing while it is not checked."""
        self.formula.setVisible(found is not None)
        if found is not None:
            self.formula.show_formula(difference(run.graph.output_name, found.leaf, method))
        self._rows.rows = () if found is None else self._told(run, found, method, epsilon, numerals)
        self._note.setText("" if found is None else _said(found, method))
        self._show_symbolic(run, found, numerals)
        self._rows.updateGeometry()
        self._rows.update()
        self.setAccessibleDescription("; ".join(f"{row.words} {row.number}" for row in self.rows))

    def _show_symbolic(self, run: Run, found: LeafCheck | None, numerals: Numerals) -> None:
        """SymPy's derivative as a formula; a long one as text."""
        slope = found.by(Method.SYMBOLIC).formula if found is not None else None
        text = "" if slope is None else str(slope)
        typeset = found is not None and 0 < len(text) <= TYPESET
        self._head.setVisible(bool(text))
        self.symbolic.setVisible(typeset)
        self.spelled.setVisible(bool(text) and not typeset)
        if not text or found is None:
            return
        self._head.setText(tr("The derivative by SymPy"))
        if typeset:
            self.symbolic.show_formula(symbolic(run, found.leaf, slope, numerals))
            self._look()
        self.spelled.setText("" if typeset else _BREAKABLE.sub("\\1\u200b", text))

    @staticmethod
    def _told(run: Run, found: LeafCheck, method: Method, epsilon: float, numerals: Numerals) -> tuple[Row, ...]:
        moving, output, x = Moving(run, run.graph.nodes[found.node]), run.graph.output, found.leaf
        f = run.graph.output_name

        def at(h: float) -> str:
            return numerals.text(moving((found.value + h) - found.value)[output])

        def number(by: Method) -> str:
            derivative = found.by(by).derivative
            return NOT_COMPUTED if derivative is None else numerals.text(derivative)

        def compared(words: str, by: Method) -> Row:
            comparison = found.by(by)
            error = word_of(found, by) or replace(numerals, style="significant", digits=2).text(comparison.error)
            return Row(words, number(by), error=error, verdict=comparison.verdict)

        below = f"{f}({x} − ε)" if method is Method.CENTRED else f"{f}({x})"
        whole = "2ε" if method is Method.CENTRED else "ε"
        return (
            Row("ε", numerals.full(epsilon)),
            Row(f"{f}({x} + ε)", at(epsilon)),
            Row(below, at(-epsilon) if method is Method.CENTRED else at(0.0)),
            Row(tr("backprop"), numerals.text(found.gradient), own=True, error=tr("rel. error")),
            compared(tr("difference / {step}").format(step=whole), method),
            compared(tr(METHODS[Method.SYMBOLIC]), Method.SYMBOLIC),
            compared(tr(METHODS[Method.LISTING]), Method.LISTING),
        )


def _said(found: LeafCheck, method: Method) -> str:
    """The verdict on the difference in a sentence, and that on SymPy's derivative where it is another."""
    exact = found.by(Method.SYMBOLIC)
    told = [found.by(method).message, *([] if exact.verdict in (Verdict.AGREES, Verdict.UNTRIED) else [exact.message])]
    return " ".join(dict.fromkeys(map(str, told)))


def symbolic(run: Run, leaf: str, slope: object, numerals: Numerals) -> Formula:
    """SymPy's derivative of the output by ``leaf`` as an equation."""
    names = {each.name: name_latex(each.name) for each in run.graph.variables}
    left = numerals.gradient_latex(name_latex(run.graph.output_name), names[leaf])
    text = f"{numerals.gradient(run.graph.output_name, leaf)} = {slope}"
    return Formula(f"{left} = {latex_of(slope, names, numerals.comma)}", text)


def difference(output: str, leaf: str, method: Method) -> Formula:
    """The quotient that stands for the derivative of ``output`` by ``leaf``."""
    f, x = name_latex(output), name_latex(leaf)
    if method is Method.CENTRED:
        latex = rf"\frac{{{f}({x} + \varepsilon) - {f}({x} - \varepsilon)}}{{2\varepsilon}}"
        return Formula(latex, f"({output}({leaf} + ε) − {output}({leaf} − ε)) / 2ε")
    latex = rf"\frac{{{f}({x} + \varepsilon) - {f}({x})}}{{\varepsilon}}"
    return Formula(latex, f"({output}({leaf} + ε) − {output}({leaf})) / ε")
