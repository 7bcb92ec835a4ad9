"""How one leaf's difference is taken: the formula, and every number in it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from gradviz.autodiff.check import LeafCheck, Method
from gradviz.autodiff.moving import Moving
from gradviz.autodiff.run import Run
from gradviz.explain.card import Formula
from gradviz.export.latex import name_latex
from gradviz.gui import fonts
from gradviz.gui.painting import color, draw_text
from gradviz.gui.panels.check.verdicts import METHODS
from gradviz.gui.panels.formula_view import FormulaView
from gradviz.gui.theme import Theme
from gradviz.gui.typesetting import Typesetter
from gradviz.i18n import tr
from gradviz.numerals import NOT_COMPUTED, Numerals

ROW = 25
PX = 13
Row = tuple[str, str, bool]
"""Words, number, whether it is backprop's own."""


class _Rows(QWidget):
    """Words at the left, numbers at the right."""

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
        for place, (text, number, own) in enumerate(self.rows):
            middle = (place + 0.5) * ROW
            draw_text(painter, (0, fonts.baseline(words, middle)), text, words, color(self.theme.text))
            start = (self.width() - fonts.width(number, numbers), fonts.baseline(numbers, middle))
            draw_text(painter, start, number, numbers, color(self.theme.gradient if own else self.theme.text))


class Working(QWidget):
    """The formula and the numbers that were put in."""

    def __init__(self, theme: Theme, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.formula = FormulaView(Formula("", ""), theme, typesetter)
        typesetter.ready.connect(self.formula.look)
        self._rows, self._note = _Rows(theme), QLabel(wordWrap=True)
        self._note.setFont(fonts.ui(12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addSpacing(4)
        column.addWidget(self.formula)
        column.addSpacing(2)
        column.addWidget(self._rows)
        column.addWidget(self._note)
        self.set_theme(theme)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows.rows

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._rows.theme = theme
        self.formula.set_theme(theme)
        self._note.setStyleSheet(f"color: {theme.muted}")
        self._rows.update()

    def show_leaf(self, run: Run, found: LeafCheck | None, method: Method, epsilon: float, numerals: Numerals) -> None:
        """Show how the difference by a leaf is taken; nothing while it is not checked."""
        self.formula.setVisible(found is not None)
        if found is not None:
            self.formula.show_formula(difference(run.graph.output_name, found.leaf, method))
        self._rows.rows = () if found is None else self._told(run, found, method, epsilon, numerals)
        self._note.setText("" if found is None else str(found.by(method).message))
        self._rows.updateGeometry()
        self._rows.update()
        self.setAccessibleDescription("; ".join(f"{text} {number}" for text, number, _ in self.rows))

    @staticmethod
    def _told(run: Run, found: LeafCheck, method: Method, epsilon: float, numerals: Numerals) -> tuple[Row, ...]:
        moving, output, x = Moving(run, run.graph.nodes[found.node]), run.graph.output, found.leaf
        f = run.graph.output_name

        def at(h: float) -> str:
            return numerals.text(moving((found.value + h) - found.value)[output])

        def number(by: Method) -> str:
            derivative = found.by(by).derivative
            return NOT_COMPUTED if derivative is None else numerals.text(derivative)

        below = f"{f}({x} − ε)" if method is Method.CENTRED else f"{f}({x})"
        whole = "2ε" if method is Method.CENTRED else "ε"
        return (
            ("ε", numerals.full(epsilon), False),
            (f"{f}({x} + ε)", at(epsilon), False),
            (below, at(-epsilon) if method is Method.CENTRED else at(0.0), False),
            (tr("difference / {step}").format(step=whole), number(method), False),
            (tr("backprop"), numerals.text(found.gradient), True),
            (tr(METHODS[Method.SYMBOLIC]), number(Method.SYMBOLIC), False),
            (tr(METHODS[Method.LISTING]), number(Method.LISTING), False),
        )


def difference(output: str, leaf: str, method: Method) -> Formula:
    """The quotient that stands for the derivative of ``output`` by ``leaf``."""
    f, x = name_latex(output), name_latex(leaf)
    if method is Method.CENTRED:
        latex = rf"\frac{{{f}({x} + \varepsilon) - {f}({x} - \varepsilon)}}{{2\varepsilon}}"
        return Formula(latex, f"({output}({leaf} + ε) − {output}({leaf} − ε)) / 2ε")
    latex = rf"\frac{{{f}({x} + \varepsilon) - {f}({x})}}{{\varepsilon}}"
    return Formula(latex, f"({output}({leaf} + ε) − {output}({leaf})) / ε")
