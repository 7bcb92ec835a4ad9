"""TikZ: every number where the layout puts it, and only what is known at the step; braces and environments closed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from gradviz.autodiff.engine import run
from gradviz.export.moment import Moment
from gradviz.export.tikz import laid_out, number_latex, signs_latex, tikz
from gradviz.graph.build import read
from gradviz.graph.gates import GATES
from gradviz.graph.ties import Ties
from gradviz.layout.place import geometry_for, place
from gradviz.numerals import Numerals
from gradviz.timeline.compose import compose
from tests.autodiff.examples import SCALAR
from tests.layout.checking import measure

NODE = re.compile(r"\\node\[(\w+)[^]]*\] at \((-?[\d.]+),(-?[\d.]+)\) \{(.*)\};")
PROGRAM = "a = w*x\nm = max(a, y)\nf = m*x + exp(-m)"


def moment(text: str, values: dict[str, float], step: int | None = None, numerals: Numerals = Numerals()) -> Moment:  # noqa: B008
    graph = read(text)
    done = run(graph, values)
    timeline = compose(graph, done)
    frame = timeline.rest(len(timeline.steps) - 1 if step is None else step)
    layout = place(graph, measure(geometry_for(graph)), engine="layered")
    return Moment(done, Ties(), "f", lambda: layout, frame, numerals, {"w": "parameter"})


LAST = moment(PROGRAM, {"w": 1.5, "x": 2.0, "y": 1.0})


def written(text: str, style: str) -> list[tuple[float, float, str]]:
    return [(float(x), float(y), said) for kind, x, y, said in NODE.findall(text) if kind == style]


def test_values_stand_above_and_gradients_below_where_the_layout_says() -> None:
    text = tikz(LAST)
    wires = [*zip(LAST.layout().wires, LAST.frame.wires, strict=True), (LAST.layout().output, LAST.frame.output)]
    for style, box_name in (("value", "value_box"), ("gradient", "gradient_box")):
        for x, y, said in written(text, style):
            assert any(
                getattr(place, box_name)
                and (x, y) == pytest.approx(getattr(place, box_name).center, abs=0.06)
                and said == f"${number_latex(getattr(frame, style), LAST.numerals)}$"
                for place, frame in wires
            )
    assert len(written(text, "value")) == len(wires)
    assert len(written(text, "gradient")) == len(wires) - 1, "the wire that max blocks is grey"
    assert [said for *_, said in written(text, "lost")] == ["$0$"]


def test_nodes_look_like_what_they_are() -> None:
    text = tikz(LAST)
    assert [said for *_, said in written(text, "parameter")] == ["$w$"]
    assert [said for *_, said in written(text, "input")] == ["$x$", "$y$"]
    assert [said for *_, said in written(text, "gate")] == [
        r"$\times $", r"$\mathrm{max}$", r"$\times $", r"$\mathrm{neg}$", r"$\mathrm{exp}$", "$+$",
    ]  # fmt: skip
    assert len(written(text, "copy")) == 2
    assert all("=" in said or r"\approx" in said for *_, said in written(text, "sum"))


def test_what_is_not_computed_yet_is_not_there() -> None:
    first = tikz(moment(PROGRAM, {"w": 1.5, "x": 2.0, "y": 1.0}, step=0))
    assert not written(first, "gradient")
    assert not written(first, "sum")
    assert r"\draw[idle]" in first
    assert r"\draw[graded]" not in first
    assert "% The forward pass starts" in first


@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_every_lesson_is_closed_and_complete(example: dict) -> None:
    shown = moment(example["program"], example["values"])
    text = tikz(shown)
    assert text.startswith(r"\documentclass[tikz,border=4pt]{standalone}")
    assert re.findall(r"\\(?:begin|end)\{\w+\}", text) == [
        r"\begin{document}", r"\begin{tikzpicture}", r"\end{tikzpicture}", r"\end{document}",
    ]  # fmt: skip
    for line in text.splitlines():
        bare = re.sub(r"\\.", "", line)
        assert line.startswith("%") or bare.count("{") == bare.count("}")
        assert line.startswith("%") or bare.count("$") % 2 == 0
    assert text.count(r"\draw[") == len(shown.graph.wires) + 1


def test_all_that_is_written_is_known_to_latex() -> None:
    for kind in GATES.values():
        assert signs_latex(kind.symbol).isascii() or kind.symbol == "•", kind.symbol
    assert signs_latex("|·|") == r"\lvert \cdot \rvert "
    numerals = Numerals(comma=True)
    assert number_latex(-3.5e-7, numerals) == r"-3{,}5\cdot 10^{-7}"
    assert number_latex(float("inf"), numerals) == r"\infty "


def test_cyrillic_names_bring_their_fonts() -> None:
    assert "T2A" in tikz(moment("вес*x", {"вес": 1.0, "x": 2.0}))
    assert "T2A" not in tikz(LAST)


def test_a_typed_power_of_ten_and_a_typed_comment() -> None:
    text = tikz(moment("3.5e-9*x # 100 % sure", {"x": 2.0}))
    assert r"{$3.5\cdot 10^{-9}$}" in text
    assert "\n% 3.5e-9*x # 100 % sure\n" in text


def test_from_the_top_down_numbers_lean_on_their_wire() -> None:
    down = laid_out(LAST.graph, {}, "down")
    text = tikz(replace(LAST, layout=lambda: down))
    places = [*down.wires, down.output]
    right = {(f"{box.x + box.width:.1f}", f"{box.center.y:.1f}") for box in (each.value_box for each in places) if box}
    left = {(f"{box.x:.1f}", f"{box.center.y:.1f}") for box in (each.gradient_box for each in places) if box}
    assert set(re.findall(r"anchor=east\] at \(([-\d.]+),([-\d.]+)\)", text)) == right
    assert set(re.findall(r"anchor=west\] at \(([-\d.]+),([-\d.]+)\)", text)) == left
