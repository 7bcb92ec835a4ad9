"""While typing: every beginning of a correct text is a program or calmly unfinished."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.language.test_forms import PROGRAMS, READS
from tests.language.test_parse_cases import GOOD
from tests.language.trees import read

EXAMPLES = json.loads((Path(__file__).parents[1] / "data" / "examples.json").read_text(encoding="utf-8"))["examples"]
VECTOR_SIGNS = ("@", "[", "sum(", "cross_entropy(")
LECTURES = {
    example["id"]: example["program"]
    for example in EXAMPLES
    if not any(sign in example["program"] for sign in VECTOR_SIGNS)
}
OTHERS = [
    "loss(prediction, y) = (prediction - y)**2  # squared\nexp2(x) = e^x\nout = loss(exp2(w*x + b), 3) + softplus(x)",
    "sinus = 2\nmaximum(a, b, c) = max(a, b, c)\nmaximum(sinus, sinus', -4)/2 x",
    "x = .5\ny = -1e-4\n\n||x| - [y]|·σ(λ_1x) − log(2π)²",
]


def test_all_scalar_lectures_are_tried():
    assert len(LECTURES) == len(EXAMPLES) - 3 == 52


@pytest.mark.parametrize(
    "text",
    [*(case["input"] for case in GOOD), *READS, *PROGRAMS, *LECTURES.values(), *OTHERS],
    ids=lambda text: ascii(text)[:40],
)
def test_every_beginning_is_calm(text):
    assert read(text).program is not None
    for end in range(len(text)):
        reading = read(text[:end])
        assert reading.program is not None or reading.unfinished, text[:end]
