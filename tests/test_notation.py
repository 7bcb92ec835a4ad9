"""What a gradient is called: the four notations in every form of output."""

from __future__ import annotations

import doctest
import re
import unicodedata
from itertools import pairwise

import pytest

from gradviz import notation
from gradviz.autodiff.engine import run
from gradviz.explain.chain import Chain
from gradviz.explain.derivation import derivation
from gradviz.explain.explain import explain
from gradviz.explain.topic import topic_of
from gradviz.export.latex import name_latex
from gradviz.export.markdown import markdown
from gradviz.export.notebook import notebook
from gradviz.export.words import described
from gradviz.graph.build import read
from gradviz.notation import NOTATIONS, gradient_latex, gradient_parts, gradient_text, unbarred
from gradviz.numerals import Numerals
from gradviz.timeline.compose import compose

NAMES = ["x", "w1", "net_h1", "lambda", "вес", "x'", "x₍₂₎", "b_out_3"]


def test_the_examples_of_the_module_hold():
    assert doctest.testmod(notation).failed == 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", NOTATIONS)
def test_the_parts_are_the_text_and_the_name_is_in_it(kind, name):
    text = gradient_text(kind, "L", name)
    assert "".join(part.text for part in gradient_parts(kind, "L", name)) == text
    assert name in unbarred(text)
    assert ("L" in text) == (kind == "partial")


@pytest.mark.parametrize("name", NAMES)
def test_notations_are_told_apart(name):
    assert len({gradient_text(kind, "f", name) for kind in NOTATIONS}) == len(NOTATIONS)


@pytest.mark.parametrize("name", NAMES)
def test_a_bar_stands_over_the_letters_and_not_over_an_index(name):
    """In the decomposed form of Unicode a mark follows what it stands over."""
    text = gradient_text("bar", "f", name)
    carriers = [before for before, mark in pairwise(text) if unicodedata.combining(mark)]
    assert "".join(carriers) == re.match(r"[^\W\d_]+", name)[0]


@pytest.mark.parametrize(
    ("kind", "name", "latex"),
    [
        ("partial", "w1", r"\frac{\partial f}{\partial w_{1}}"),
        ("d", "w1", "dw_{1}"),
        ("bar", "w1", r"\bar{w}_{1}"),
        ("error", "w1", "E_{w_{1}}"),
        ("bar", "lambda", r"\bar{\lambda}"),
        ("bar", "x'", r"\bar{x}'"),
        ("bar", "net_h1", r"\overline{\mathrm{net}}_{h1}"),
        ("bar", "вес", r"\overline{\text{вес}}"),
    ],
)
def test_latex_is_what_one_would_write_by_hand(kind, name, latex):
    assert gradient_latex(kind, "f", name_latex(name)) == latex


@pytest.mark.parametrize("name", NAMES[:6])
@pytest.mark.parametrize("kind", NOTATIONS)
def test_ziamath_sets_every_form(kind, name):
    import ziamath

    assert ziamath.Latex(gradient_latex(kind, "f", name_latex(name))).svg().startswith("<svg")


@pytest.fixture
def done():
    graph = read("L = w1*x + x")
    return run(graph, {"w1": 3.0, "x": 2.0})


FOREIGN = re.compile(r"∂L/∂|\bdL\b|\bdx\b|\bdw1\b|̄|E_|\\frac\{\\partial L|\\bar")


def alien(text: str, kind: str) -> list[str]:
    """Symbols of another notation than ``kind`` in a text."""
    own = {"partial": ("∂L/∂", r"\frac{\partial L"), "d": ("dL", "dx", "dw1"), "bar": ("̄", r"\bar"), "error": ("E_",)}
    return [found for found in FOREIGN.findall(text) if found not in own[kind]]


@pytest.mark.parametrize("kind", NOTATIONS)
def test_one_notation_holds_in_everything_that_is_written(done, kind):
    """Cards, captions, words for screen readers, derivation, Markdown: the chosen symbols and no others."""
    numerals = Numerals(notation=kind)
    timeline = compose(done.graph, done)
    frames = [timeline.rest(place) for place in range(len(timeline.steps))]
    cards = [explain(done, frame, topic_of(frame), numerals=numerals) for frame in frames]
    texts = [card.plain(numerals) for card in cards] + [card.latex() for card in cards]
    texts += [frame.caption.plain(numerals) for frame in frames]
    texts += [described(done.graph, {}, frames[-1], numerals), derivation(done, numerals), markdown(done, numerals)]
    assert not [found for text in texts for found in alien(text, kind)]
    symbol, seed = numerals.gradient("L", "x"), numerals.gradient("L", "L")
    for text in (described(done.graph, {}, frames[-1], numerals), markdown(done, numerals)):
        assert f"{symbol} = 4.00" in text
    assert any(f"{seed} = 1.00" in frame.caption.plain(numerals) for frame in frames)
    assert numerals.gradient_latex("L", "x") + " &=" in derivation(done, numerals)


@pytest.mark.parametrize("kind", NOTATIONS)
def test_a_local_derivative_never_shares_its_symbol_with_a_gradient(kind):
    graph = read("f = x*exp(x)")
    chain = Chain(run(graph, {"x": 1.0}), Numerals(notation=kind))
    gradients = {chain.rule(wire).text.split(" = ")[0] for gate in graph.gates for wire in graph.into[gate.id]}
    gradients |= {chain.total(copy).text.split(" = ")[0] for copy in graph.copies} | {chain.seed().text.split(" =")[0]}
    locals_ = {chain.local(wire).text.split(" = ")[0] for gate in graph.gates for wire in graph.into[gate.id]}
    assert not gradients & locals_
    assert all(symbol.startswith("∂") for symbol in locals_)


def test_the_notebook_says_what_the_name_in_the_code_is(done):
    said = notebook(done, numerals=Numerals(notation="bar"))
    assert r"`dw1` is the gradient $\\bar{w}_{1}$" in said
    assert "dw1 = x*" in said
