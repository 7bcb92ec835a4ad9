"""The cases with known answers of the typed language, as graphs: canonical text, forks, values, remarks, errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gradviz.autodiff.engine import run
from gradviz.errors import ReadError
from gradviz.graph.build import read

DATA = json.loads((Path(__file__).parents[1] / "data" / "parse.json").read_text(encoding="utf-8"))
CASES = [case for case in DATA["cases"] if case["lang"] != "latex"]
GOOD = [case for case in CASES if case["expect"] == "graph"]
BAD = [case for case in CASES if case["expect"] == "error"]


def test_there_are_55_cases() -> None:
    assert len(CASES) == len(GOOD) + len(BAD) == 55


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case["id"])
def test_graph(case: dict) -> None:
    graph = read(case["input"])
    assert graph.canonical() == case["graph"]
    forks = {graph.key(copy.source): copy.uses for copy in graph.copies}
    assert case.get("copies", {}).items() <= forks.items()
    if "value" in case:
        assert run(graph, case.get("at", {})).value == pytest.approx(case["value"], rel=1e-9)


@pytest.mark.parametrize("case", [case for case in GOOD if "warn" in case], ids=lambda case: case["id"])
def test_remark(case: dict) -> None:
    assert list(case["warn"]) in [list(remark.span) for remark in read(case["input"]).remarks]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["id"])
def test_error(case: dict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReadError) as caught:
        read(case["input"])
    assert caught.value.code == case["error"]["code"]
    assert not list(tmp_path.iterdir())


def test_overflow_is_a_value() -> None:
    found = run(read("9^9^9"), {})
    assert found.value == float("inf")
    assert found.problems[0].code == "overflow"
