"""Fusing: what is used once is written where it is used, nothing else changes."""

from __future__ import annotations

import math

from gradviz.autodiff.fusing import fused, is_name


def test_what_is_used_once_is_written_where_it_is_used() -> None:
    lines = [("v1", "x*y"), ("v2", "v1 + 1"), ("v3", "exp(v2)"), ("", "v3, v3*x")]
    assert fused(lines) == [("v3", "exp(((x*y) + 1))"), ("", "v3, v3*x")]


def test_grouping_stays() -> None:
    assert fused([("v1", "x - y"), ("v2", "z - v1"), ("", "v2")]) == [("", "(z - (x - y))")]


def test_names_that_begin_alike_are_told_apart() -> None:
    lines = [("v1", "a"), ("v11", "b"), ("g1_1", "c"), ("", "v1 + v11*g1_1")]
    assert fused(lines) == [("", "(a) + (b)*(c)")]


def test_lines_do_not_grow_without_end() -> None:
    lines = [("v0", "1.0*x"), *((f"v{n}", f"v{n - 1} + x") for n in range(1, 3000)), ("", "v2999")]
    found = fused(lines)
    assert max(len(right) for _, right in found) < 500
    space: dict[str, float] = {"x": 1.0}
    for name, right in found:
        value = eval(right, {}, space)
        space[name or "answer"] = value
    assert math.isclose(space["answer"], 3000.0)


def test_only_names_are_names() -> None:
    assert [is_name(text) for text in ("v3", "leaf0", "1.0", "-v3", "v3*v4")] == [True, True, False, False, False]
