"""The cases with known answers: the reader's side of them. What becomes of them as graphs is tested there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.language.trees import program, read, shown_program

DATA = json.loads((Path(__file__).parents[1] / "data" / "parse.json").read_text(encoding="utf-8"))
CASES = [case for case in DATA["cases"] if case["lang"] != "latex"]
GOOD = [case for case in CASES if case["expect"] == "graph"]
BAD = [case for case in CASES if case["expect"] == "error"]


def by_id(case: dict) -> str:
    return case["id"]


def test_there_are_55_cases():
    assert len(GOOD) + len(BAD) == 55


@pytest.mark.parametrize("case", [case for case in GOOD if case["id"] != "P35"], ids=by_id)
def test_tree(case):
    assert shown_program(case["input"]) == case["graph"]


def test_a_users_function_is_left_for_the_graph_to_write_out():
    (case,) = (case for case in GOOD if case["id"] == "P35")
    assert shown_program(case["input"]) == "f(x)=pow(x, 2); add(f(mul(3, y)), f(add(y, 1)))"


@pytest.mark.parametrize("case", GOOD, ids=by_id)
def test_remark(case):
    assert [list(remark.span) for remark in program(case["input"]).remarks] == (
        [case["warn"]] if "warn" in case else []
    )


@pytest.mark.parametrize("case", BAD, ids=by_id)
def test_error(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    problem = read(case["input"]).problems[0]
    start, end = case["error"]["span"]
    tolerance = case.get("span_tolerance", 0)
    assert problem.code == case["error"]["code"]
    assert problem.line == case.get("line", 0)
    assert problem.span[0] < end + tolerance
    assert problem.span[1] > start - tolerance
    assert not (tmp_path / "gradviz_pwned").exists()
