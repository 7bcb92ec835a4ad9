"""Formulas as drawings: what is shown comes first, and quick rows draw what slow ones do."""

from __future__ import annotations

from threading import Event

import pytest
import ziamath
from ziamath.nodes import mnode
from ziamath.nodes.mrow import Mrow

from gradviz.gui import typesetting
from gradviz.gui.quick_rows import QuickRow
from gradviz.gui.theme import LIGHT
from gradviz.gui.typesetting import Typesetter

FORMULAS = [
    "a",
    r"\frac{\partial f}{\partial w_{1}} = \frac{\partial f}{\partial a} \cdot \frac{\partial a}{\partial w_{1}}",
    r"\frac{\partial f}{\partial x} = \textcolor{gradient}{-0.5} \cdot \left(1 - \textcolor{value}{0.76}^{2}\right)",
    r"\left(\frac{1}{1 + e^{-\left(x + \frac{1}{y}\right)}}\right)^{2}",
    r"\sqrt{\left|\frac{x_{1}^{2}}{y}\right|} \approx 3{,}5 \cdot 10^{-7}",
    r"\frac{\partial a}{\partial x} = \begin{cases} 1, & x > 0 \\ 0, & x \le 0 \end{cases}",
    r"\max\left(x, \left(y - \frac{a}{b}\right)\right)",
    r"\left.\frac{a}{b}\right|_{x=0}",
    r"\text{вес}_{\mathrm{in}} + \operatorname{softplus}\left(x'\right)",
]


@pytest.fixture
def typesetter():
    found = Typesetter()
    yield found
    found.finish()


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_row_measured_once_is_drawn_as_one_measured_at_every_depth(monkeypatch, formula):
    assert mnode._node_classes["mrow"] is QuickRow
    quick = ziamath.Latex(formula, size=21).svg()
    monkeypatch.setitem(mnode._node_classes, "mrow", Mrow)
    assert quick == ziamath.Latex(formula, size=21).svg()


def test_a_deep_formula_is_not_set_once_for_every_way_to_its_bottom(monkeypatch):
    rows = []
    monkeypatch.setattr(Mrow, "_setup", lambda self, setup=Mrow._setup, **how: rows.append(self) or setup(self, **how))
    ziamath.Latex(r"\frac{1}{2 + " * 8 + "x" + "}" * 8)
    assert len(rows) < 40


@pytest.fixture
def drawn(monkeypatch):
    """What was typeset, in order; the first formula waits for ``go``."""
    order, go = [], Event()

    def draw(formula: str) -> bytes:
        order.append(formula)
        assert go.wait(20)
        return b"<svg/>"

    monkeypatch.setattr(typesetting, "_drawn", draw)
    monkeypatch.setattr(typesetting, "_kept", {})
    return order, go


def test_what_is_shown_comes_before_what_was_being_prepared(typesetter, drawn, qtbot):
    order, go = drawn
    typesetter.prepare(lambda: ["next", "later", "next", "shown"])
    qtbot.waitUntil(lambda: bool(order))
    typesetter.begin()
    assert typesetter.drawing("gone", LIGHT) is None
    typesetter.begin()
    assert typesetter.drawing("shown", LIGHT) is None
    assert typesetter.behind
    with qtbot.waitSignal(typesetter.ready):
        go.set()
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == ["next", "shown", "later"]
    assert not typesetter.behind


def test_other_formulas_to_prepare_take_the_place_of_the_old(typesetter, drawn, qtbot):
    order, go = drawn
    typesetter.prepare(lambda: ["old", "older"])
    qtbot.waitUntil(lambda: bool(order))
    typesetter.prepare(lambda: ["new"])
    go.set()
    qtbot.waitUntil(lambda: "new" in order)
    assert order == ["old", "new"]
