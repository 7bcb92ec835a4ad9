"""Exported programs: each is run, and must give the gradients of the recorded run."""

from __future__ import annotations

import builtins
import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from math import isnan
from pathlib import Path
from typing import Any

import pytest

from gradviz import i18n
from gradviz.autodiff.engine import run
from gradviz.autodiff.naming import FUNCTIONS, names
from gradviz.autodiff.run import Run
from gradviz.export.code import numpy_code, python_code, pytorch_code
from gradviz.export.dialects import CAREFUL, NUMPY, PYTHON, PYTORCH, Dialect
from gradviz.export.notebook import notebook
from gradviz.graph.build import read
from gradviz.graph.gates import GATES
from gradviz.graph.ties import Ties
from tests.autodiff.examples import SCALAR, close

Write = Callable[..., str]

RESERVED = dict.fromkeys(["lambda", "x'", "sum", "print", "np", "torch", "math", "e1", "name", "gradients", "h"], 1.5)
ODD = [
    ("relu(x)", {"x": 0.0}),
    ("abs(x)*y", {"x": 0.0, "y": 3.0}),
    ("leaky_relu(x) + leaky_relu(y, a)", {"x": 0.0, "y": -2.0, "a": 0.3}),
    ("max(x, y)*min(x, y)", {"x": 2.0, "y": 2.0}),
    ("max(x, y, z, 0) + min(x, y, z)", {"x": 2.0, "y": 2.0, "z": 2.0}),
    ("x^y + x^0.5 + x^-2 + (-2)^3*x", {"x": 1.7, "y": -0.4}),
    ("x^y + x^0", {"x": 0.0, "y": 2.0}),
    ("softplus(x) + softplus(y) + sigmoid(z)", {"x": -40.0, "y": 800.0, "z": -800.0}),
    ("sin(x)*cos(x) + tan(x)/sqrt(x) - square(x)*log(x) + tanh(x)", {"x": 0.8}),
    ("e^x + pi*exp(e) + 2^3*x + max(1, 2)*x + exp(1) + (-8)^2", {"x": 0.5}),
    ("lambda*x' + sum*print + np*torch + math*e1 + exp(name) + gradients/h", RESERVED),
    ("e = x*y\nexp(e)", {"x": 0.5, "y": 2.0}),
    ("вес*x + w_1", {"вес": 0.5, "x": 2.0, "w1": 1.0}),
    ("z = 3*q\nx*y # coding: cp1251", {"q": 1.0, "x": 2.0, "y": 3.0}),
    ("x", {"x": 2.0}),
    ("2*3", {}),
    ("007", {}),
    ("x = 1\ny = 2\nx - -y", {}),
]
"""Kinks, ties, large numbers, constants alone, names that Python or a program around the listing needs itself."""


def passed(text: str, values: dict[str, float], ties: Ties = Ties()) -> Run:  # noqa: B008
    return run(read(text), values, ties)


def executed(text: str) -> dict[str, Any]:
    space: dict[str, Any] = {"print": lambda *_: None}
    exec(builtins.compile(text, "exported.py", "exec"), space)
    return space


def check(done: Run, text: str, dialect: Dialect) -> None:
    """The program's output and gradients are those of the run."""
    called, space = names(done.graph, dialect.reserved), executed(text)
    leaves = {called.values[leaf.id]: close(done.node_gradients[leaf.id]) for leaf in done.graph.variables}
    assert {name: plain(gradient) for name, gradient in space["gradients"].items()} == leaves
    assert plain(space[called.values[done.graph.output]]) == close(done.value)


def plain(number: Any) -> float:
    return float(number.item() if hasattr(number, "item") else number)


BOTH_PASSES = pytest.mark.parametrize(("write", "dialect"), [(python_code, PYTHON), (numpy_code, NUMPY)])
NEEDS_TORCH = pytest.mark.skipif(
    importlib.util.find_spec("torch") is None, reason="PyTorch is not installed: its file is read, but not run"
)


@BOTH_PASSES
@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_every_lesson_runs_to_the_same_gradients(example: dict, write: Write, dialect: Dialect) -> None:
    done = passed(example["program"], example["values"])
    check(done, write(done), dialect)


@BOTH_PASSES
@pytest.mark.parametrize(("text", "values"), ODD, ids=lambda item: item[:30] if isinstance(item, str) else "")
def test_odd_programs_run_to_the_same_gradients(
    text: str, values: dict[str, float], write: Write, dialect: Dialect
) -> None:
    done = passed(text, values)
    check(done, write(done), dialect)


@BOTH_PASSES
@pytest.mark.parametrize("ties", [Ties("first"), Ties("random", 1), Ties("random", 2)], ids=str)
def test_every_tie_rule(ties: Ties, write: Write, dialect: Dialect) -> None:
    done = passed("max(x, y, z)*min(y, x)", {"x": 2.0, "y": 2.0, "z": 2.0}, ties)
    check(done, write(done, ties), dialect)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_numpy_answers_where_ieee_does() -> None:
    done = passed("exp(x) + 1/y + y^-0.5", {"x": 800.0, "y": 0.0})
    check(done, numpy_code(done), NUMPY)


NOT_ORDINARY = [
    ("sqrt(x*x + y*y)", {"x": 0.0, "y": 0.0}),
    ("1/x + log(x)", {"x": 0.0}),
    ("1/x + log(x)", {"x": -0.0}),
    ("log(x)*sqrt(x) + x", {"x": -2.0}),
    ("exp(x)", {"x": 1000.0}),
    ("1/exp(x) + y*exp(-x)", {"x": 1000.0, "y": 2.0}),
    ("x^-2 + x^3 + y^0.5 + y^-1", {"x": 0.0, "y": 0.0}),
    ("x^y + x^2 + x^0", {"x": -1e200, "y": 3.0}),
    ("x^y", {"x": -8.0, "y": 1 / 3}),
    ("square(x)*square(x)*0 + x", {"x": 1e300}),
    ("sin(exp(x)) + cos(exp(x)) + tan(exp(x)) + tanh(exp(x))", {"x": 800.0}),
    ("n = log(x)\nmax(n, y, 1) + min(n, y) + relu(n) + abs(n) + sigmoid(n) + softplus(n)", {"x": -1.0, "y": 2.0}),
    ("n = log(x)\nleaky_relu(n) + leaky_relu(n, y) + n^y + square(n) - -n/n", {"x": -1.0, "y": 2.0}),
    ("n = exp(x)\nmax(n, y, 1)*min(-n, y) + relu(n) + abs(-n) + sigmoid(-n) + softplus(n)", {"x": 900.0, "y": 2.0}),
    ("div = x/y\nlargest = max(div, x)\nmath = largest*x", {"x": 1.0, "y": 0.0}),
    ("relu(x)/y*0 + 1/0", {"x": -1.0, "y": 5e-324}),
]
"""Infinite values, slopes and gradients, and such as have none."""


@pytest.mark.parametrize(("text", "values"), NOT_ORDINARY)
@pytest.mark.parametrize("rule", ["split", "first"])
def test_infinities_and_what_is_no_number_are_those_of_the_window(
    text: str, values: dict[str, float], rule: str, tmp_path: Path
) -> None:
    done = passed(text, values, Ties(rule))
    path = tmp_path / "lesson.py"
    path.write_text(python_code(done, Ties(rule)), encoding="utf-8")
    command = [sys.executable, "-X", "utf8", "-W", "error", str(path)]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.splitlines()
    expected = (done.value, *(done.node_gradients[leaf.id] for leaf in done.graph.variables))
    assert [float(line.split(" = ")[1]) for line in told] == pytest.approx(list(map(float, expected)), nan_ok=True)


def test_only_a_program_that_needs_it_brings_its_own_arithmetic() -> None:
    assert "def div" not in python_code(passed("1/x + log(x)", {"x": 2.0}))
    assert "def div" in python_code(passed("1/x + log(x)", {"x": 0.0}))
    assert "def exp" not in python_code(passed("1/x + log(x)", {"x": 0.0}))
    i18n.set_language("ru")
    assert "Как в IEEE 754" in python_code(passed("1/x", {"x": 0.0}))


@pytest.mark.parametrize("write", [python_code, numpy_code])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_what_is_no_number_is_none_in_the_program_either(write: Write) -> None:
    done = passed("(-2)^z + z", {"z": 3.0})
    space = executed(write(done))
    assert space["f"] == done.value == -5.0
    assert isnan(space["gradients"]["z"])
    assert isnan(done.gradients["z"])


@NEEDS_TORCH
@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_pytorch_finds_the_same_gradients(example: dict) -> None:
    done = passed(example["program"], example["values"])
    check(done, pytorch_code(done), PYTORCH)


@NEEDS_TORCH
@pytest.mark.parametrize(("text", "values"), ODD, ids=lambda item: item[:30] if isinstance(item, str) else "")
def test_pytorch_runs_odd_programs(text: str, values: dict[str, float]) -> None:
    done = passed(text, values)
    check(done, pytorch_code(done), PYTORCH)


LECTURE = """\
# The forward pass in PyTorch, which goes backward by itself.
#
# 1 + exp(w1*x + w0)

import torch

# the leaves
torch.set_default_dtype(torch.float64)
w1 = torch.tensor(2.0, requires_grad=True)
x = torch.tensor(1.0, requires_grad=True)
w0 = torch.tensor(1.0, requires_grad=True)

# forward
a = w1*x
b = a + w0
c = torch.exp(b)
f = 1 + c

# backward
f.backward()

gradients = {"w1": w1.grad, "x": x.grad, "w0": w0.grad}
print("f =", f.item())
for name, gradient in gradients.items():
    print(f"df/d{name} =", gradient.item())
"""


def test_the_lecture_in_pytorch() -> None:
    done = passed("1 + exp(w1*x + w0)", {"w1": 2.0, "x": 1.0, "w0": 1.0})
    assert pytorch_code(done) == LECTURE


@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_the_text_for_pytorch_calls_only_what_it_has(example: dict) -> None:
    """Every function is PyTorch's own or defined above, every gate has its line, and Python can read it."""
    done = passed(example["program"], example["values"])
    text = "\n".join(line for line in pytorch_code(done).splitlines() if not line.startswith("#"))
    builtins.compile(text, "exported.py", "exec")
    imports, definitions = PYTORCH.preamble(text)
    assert imports == ["import torch"]
    assert all(definition in text for definition in definitions)
    called = {word for word in FUNCTIONS if f" {word}(" in text or f"({word}(" in text}
    assert called <= set(PYTORCH.defined)
    output = names(done.graph, PYTORCH.reserved).values[done.graph.output]
    assert f"{output}.backward()" in text


def test_pytorch_says_where_its_convention_is_another() -> None:
    tie = {"x": 1.0, "y": 1.0}
    assert "one gets it all" in pytorch_code(passed("max(x, y)", tie, Ties("first")), Ties("first"))
    assert "takes the same slope" in pytorch_code(passed("max(x, y)", tie))
    assert "slope" not in pytorch_code(passed("max(x, y)", {"x": 1.0, "y": 2.0}))


@pytest.mark.parametrize("dialect", [PYTHON, CAREFUL, NUMPY], ids=["python", "careful", "numpy"])
def test_a_dialect_knows_every_function_of_the_gate_table(dialect: Dialect) -> None:
    known = {*dialect.spelled, *dialect.defined, *dialect.borrowed, *(dir(builtins) if dialect is not NUMPY else ())}
    assert set(FUNCTIONS) - {"pi", "e"} - known <= {"inverse"}, "only in the careful line of log, which is not used"


def test_pytorch_knows_the_forward_function_of_every_gate() -> None:
    heads = {kind.listing.forward.partition("(")[0] for kind in GATES.values() if kind.listing.forward[0].isalpha()}
    assert heads <= {*PYTORCH.spelled, *PYTORCH.defined}


def test_comments_speak_the_language_in_use() -> None:
    i18n.set_language("ru")
    assert "# вперёд" in python_code(passed("x*y", {"x": 1.0, "y": 2.0}))


def test_the_script_tells_its_results(tmp_path) -> None:
    path = tmp_path / "lesson.py"
    path.write_text(python_code(passed("вес*x", {"вес": 2.0, "x": 3.0})), encoding="utf-8")
    command = [sys.executable, "-X", "utf8", "-W", "error", str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines() == ["f = 6.0", "df/dвес = 3.0", "df/dx = 2.0"]


# notebooks ------------------------------------------------------------------------------------------------------------


def cells(text: str, kind: str) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == kind]


@pytest.mark.parametrize("example", SCALAR, ids=lambda example: example["id"])
def test_a_notebook_runs_and_its_check_agrees(example: dict, capsys) -> None:
    done = passed(example["program"], example["values"])
    space: dict[str, Any] = {}
    for cell in cells(notebook(done), "code"):
        exec(builtins.compile(cell, "cell", "exec"), space)
    called = names(done.graph, NUMPY.reserved)
    for leaf in done.graph.variables:
        assert float(space["gradients"][called.values[leaf.id]]) == close(done.node_gradients[leaf.id])
    told = capsys.readouterr().out
    assert told.count("True") + told.count("False") == len(done.graph.variables)
    assert "False" not in told or done.kinks


def test_a_notebook_is_valid() -> None:
    """What nbformat's schema for 4.5 asks for: unique ids, metadata, sources as lines, no outputs yet."""
    found = json.loads(notebook(passed("a = x*y\nexp(a)", {"x": 0.5, "y": 2.0}), title="Экспонента"))
    assert (found["nbformat"], found["nbformat_minor"]) == (4, 5)
    assert found["metadata"]["kernelspec"]["name"] == "python3"
    ids = [cell["id"] for cell in found["cells"]]
    assert len(set(ids)) == len(ids)
    for cell in found["cells"]:
        fields = {"id", "cell_type", "metadata", "source"}
        assert set(cell) == (fields | {"execution_count", "outputs"} if cell["cell_type"] == "code" else fields)
        assert all(line.endswith("\n") for line in cell["source"][:-1])
    assert found["cells"][0]["source"][0] == "# Экспонента\n"


def test_a_notebook_speaks_russian_and_warns_at_a_kink() -> None:
    i18n.set_language("ru")
    said = "\n".join(cells(notebook(passed("relu(x)", {"x": 0.0})), "markdown"))
    assert "## Вперёд" in said
    assert "изломе" in said


def test_a_graph_without_leaves_has_nothing_to_check() -> None:
    assert len(cells(notebook(passed("2*3", {})), "code")) == 3


@pytest.mark.parametrize("target", ["a", "m", "#2"])
@pytest.mark.parametrize("write", [python_code, numpy_code])
def test_programs_aimed_at_a_line_run_to_its_gradients(write, target):
    graph = read("a = w*x\nm = max(a, y)\nf = m*x + exp(-m)")
    found = run(graph, {"w": 1.5, "x": 2.0, "y": 1.0}, target=graph.node_called(target))
    space = {}
    exec(write(found), space)  # our own text
    for name in ("w", "x", "y"):
        assert float(space["gradients"][name]) == pytest.approx(found.gradients[name] or 0.0)


@pytest.mark.parametrize("write", [python_code, numpy_code, pytorch_code])
def test_what_is_said_in_a_program_is_in_the_language_in_use(write: Write):
    i18n.set_language("ru")
    expression = "relu(x) + leaky_relu(x) + abs(x) + max(x, y) + x^y + softplus(x)"
    code = write(run(read(expression), {"x": 2.0, "y": 3.0}))
    body = code[code.index("import ") :]
    comments = [line.split("# ", 1)[1] for line in body.splitlines() if "# " in line]
    docstrings = body.split('"""')[1::2]
    assert docstrings
    for said in (*comments, *docstrings):
        assert any("а" <= char <= "я" for char in said), said
