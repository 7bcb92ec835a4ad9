"""The ε-sweep: slopes 1 and 2 on the left of the valley, rounding on its right, the valleys where theory has them."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from gradviz.autodiff.engine import run
from gradviz.autodiff.sweep import log_spaced, sweep
from gradviz.errors import BindingError
from gradviz.graph.build import read
from gradviz.graph.ties import Ties

LECTURE = run(read("1 + exp(w1*x + w0)"), {"w1": 2.0, "x": 1.0, "w0": 1.0})


def test_steps_are_log_spaced() -> None:
    steps = log_spaced(1e-1, 1e-13, per_decade=3)
    assert (steps[0], steps[-1], len(steps)) == (pytest.approx(1e-1), pytest.approx(1e-13), 37)
    assert {round(math.log10(one / two), 9) for one, two in pairwise(steps)} == {round(1 / 3, 9)}


def test_errors_fall_with_slopes_1_and_2_before_rounding() -> None:
    for found in sweep(LECTURE, epsilons=[1e-2, 1e-3]):
        assert math.log10(found.one_sided[0] / found.one_sided[1]) == pytest.approx(1.0, abs=0.05)
        assert math.log10(found.centred[0] / found.centred[1]) == pytest.approx(2.0, abs=0.05)


def test_the_valleys_lie_where_theory_has_them() -> None:
    """Near √u ≈ 1e-8 and ∛u ≈ 5e-6, within a decade and a half."""
    for found in sweep(LECTURE):
        assert math.log10(found.one_sided_valley) == pytest.approx(-8.0, abs=1.5)
        assert math.log10(found.valley) == pytest.approx(-5.3, abs=1.5)
        assert min(found.centred) < 1e-10
        assert found.centred[-1] > 1e-6


def test_one_leaf_or_all_and_the_evaluations() -> None:
    assert [found.leaf for found in sweep(LECTURE)] == ["w1", "x", "w0"]
    (found,) = sweep(LECTURE, ["x"], epsilons=[1e-3, 1e-4, 1e-5])
    assert (found.evaluations, len(found.centred)) == (6, 3)
    with pytest.raises(BindingError, match="z"):
        sweep(LECTURE, ["z"])


def test_steps_outside_the_domain_or_lost_in_rounding_have_no_error() -> None:
    (found,) = sweep(run(read("log(x)"), {"x": 1e-3}), epsilons=[1e-1, 1e-5])
    assert math.isnan(found.centred[0])
    assert found.centred[1] < 1e-4
    (lost,) = sweep(run(read("x*x"), {"x": 1e20}), epsilons=[1e-5])
    assert math.isnan(lost.centred[0])
    assert lost.valley is lost.one_sided_valley is None


@pytest.mark.parametrize(("text", "ties"), [("3*max(x, y)", Ties("first")), ("relu(x - y)", Ties())])
def test_where_no_step_comes_near_none_is_the_best(text: str, ties: Ties) -> None:
    found = sweep(run(read(text), {"x": 2.0, "y": 2.0}, ties), ["y"])[0]
    assert found.valley is None
    assert min(found.centred) >= 0.5
