"""How long reading takes: a lecture line (goal: 1 ms), the largest typed text and refusals (goal: 50 ms).

pytest benchmarks/bench_reading.py --benchmark-enable
"""

from __future__ import annotations

import pytest

from gradviz.language.limits import LARGE, TYPED
from gradviz.language.parser import read_text
from tests.language.trees import VOCABULARY

BACKPROPAGATION = "\n".join(
    [
        "net_h1 = w1*i1 + w2*i2 + b1",
        "net_h2 = w3*i1 + w4*i2 + b1",
        "out_h1 = sigmoid(net_h1)",
        "out_h2 = sigmoid(net_h2)",
        "net_o1 = w5*out_h1 + w6*out_h2 + b2",
        "net_o2 = w7*out_h1 + w8*out_h2 + b2",
        "E = (t1 - sigmoid(net_o1))**2/2 + (t2 - sigmoid(net_o2))**2/2",
    ]
)
DEEP = "(" * 97 + "x" + ")" * 97
FULL_LINE = f"{DEEP}*[{DEEP[1:-1]}]+y"  # 394 tokens, 2 gates, as high as may be
CASES = {
    "lecture line": "1 + exp(w1*x + w0)",
    "lecture program": BACKPROPAGATION,
    "longest chain": "+".join("x" * TYPED.height),
    "60 full lines": "\n".join([FULL_LINE] * TYPED.lines),
    "1000 gates": "\n".join(["+".join("x" * 18)] * (TYPED.lines - 1)),
    "refused: too high": "x+" * 1000,
    "refused: one long line": "+".join("x" * 500_000),
    "refused: many lines": "\n" * 1_000_000 + "x",
    "refused: 60 lines too high": "\n".join(["x " * 160] * TYPED.lines),
    "refused: 6000 gates": "\n".join(["max(" + ",".join(["x*y"] * 99) + ")"] * TYPED.lines),
}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_typed_text(benchmark, text):
    reading = benchmark(read_text, text, VOCABULARY, TYPED)
    assert reading.program or reading.problems


def test_a_file_of_many_lines(benchmark):
    text = "a0 = x\n" + "\n".join(f"a{number} = tanh(a{number - 1}*w + b)" for number in range(1, 30_000))
    assert benchmark.pedantic(read_text, (text, VOCABULARY, LARGE), rounds=2).program


def test_a_line_of_latex(benchmark):
    assert benchmark(read_text, r"1 + e^{w_{1}x + w_{0}}", VOCABULARY, TYPED, "latex").program
