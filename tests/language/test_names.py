"""Canonical names, and names on the way to being functions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradviz.language.names import Parts, canonical, is_beginning, is_name, parts_of, settles
from tests.language.trees import VOCABULARY, shown_program


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("w_1", "w1"),
        ("w1", "w1"),
        ("w₁", "w1"),
        ("w₁₂", "w12"),
        ("W11_1", "W11_1"),
        ("net_h1", "net_h1"),
        ("z1_2", "z1_2"),
        ("λ", "lambda"),
        ("lambda", "lambda"),
        ("λ_1", "lambda1"),
        ("ｙ", "y"),
        ("𝑦", "y"),
        ("µ", "mu"),
        ("x′", "x'"),
        ("x″", "x''"),
        ("Δ", "Δ"),
        ("вес_1", "вес1"),
        ("e\u0301", "é"),
        ("w_", "w_"),
        ("w__1", "w__1"),
    ],
)
def test_canonical(typed, name):
    assert canonical(typed) == name
    assert shown_program(f"0*{typed}") == f"mul(0, {name})"


@given(st.text(alphabet="aλxи_1₁'′ά\u0302𝑦Å", min_size=1, max_size=6))
def test_a_canonical_name_is_its_own_canonical_form(typed):
    assert canonical(canonical(typed)) == canonical(typed)


@pytest.mark.parametrize(
    ("typed", "whole"), [("w_1", True), ("x'", True), ("1x", False), ("a b", False), ("_a", False), ("", False)]
)
def test_is_name(typed, whole):
    assert is_name(typed) is whole


@pytest.mark.parametrize(
    ("word", "begins"), [("e", True), ("ex", True), ("exp", True), ("σ", True), ("x", False), ("expo", False)]
)
def test_is_beginning(word, begins):
    assert is_beginning(word, VOCABULARY) is begins


@pytest.mark.parametrize(
    ("text", "calm"),
    [
        ("1 + e", False),
        ("1 + ex", False),
        ("1 + exp", False),
        ("1 + exp(", True),
        ("1 + x", True),
        ("1 + ", True),
        ("", True),
        ("2e", False),
        ("we", True),
        ("e\n", True),
        ("x\n1 + ta", False),
        ("вес*e", False),
        ("t'", True),
        ("x  # e", True),
    ],
)
def test_settles(text, calm):
    assert settles(text, VOCABULARY) is calm


@pytest.mark.parametrize(("text", "calm"), [("b = a", True), ("1 + ab", False), ("ma", False), ("1 + e", False)])
def test_a_known_name_settles_though_a_function_begins_so(text, calm):
    assert settles(text, VOCABULARY, {"a", "alpha"}) is calm


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("w12", Parts("w", ("12",))),
        ("x1w1", Parts("x", ("1w1",))),
        ("net_h1'", Parts("net", ("h1",), "'")),
        ("W11_1", Parts("W", ("11", "1"))),
        ("sum_", Parts("sum_")),
        ("a__b", Parts("a__b")),
        ("x''", Parts("x", (), "''")),
    ],
)
def test_what_stands_lowered_in_a_name(name, parts):
    assert parts_of(name) == parts
    assert canonical(f"{parts.head}_{'_'.join(parts.index)}{parts.primes}" if parts.index else name) == name
