"""Nothing typed is ever run: Python's and SymPy's doors are nailed shut while text is read."""

from __future__ import annotations

import ast
import builtins
from pathlib import Path

import pytest
import sympy
import sympy.parsing.sympy_parser

import gradviz.language
from gradviz.errors import ReadError
from gradviz.graph.number_box import read_number
from tests.language.trees import read

HOSTILE = [
    "__import__('os').system('touch gradviz_pwned')",
    'exp(\'open("gradviz_pwned","w")\')',
    "exp(\"open('gradviz_pwned', 'w')\")",
    "lambda: open('gradviz_pwned', 'w')",
    'f\'{open("gradviz_pwned", "w")}\'',
    "x.__class__.__base__.__subclasses__()",
    "().__class__.__mro__[1]",
    "open(gradviz_pwned)",
    "eval(x)",
    "a = exec(b)",
    "x; import os",
    "9^9^9^9",
    "factorial(1000000000)",
]
FORBIDDEN = {"eval", "exec", "compile", "sympify", "parse_expr", "lambdify", "getattr", "__import__"}


def nailed_shut(*_args, **_keywords):
    raise AssertionError("text reached an evaluator")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_is_run(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with monkeypatch.context() as nailed:
        for name in ("eval", "exec", "compile"):
            nailed.setattr(builtins, name, nailed_shut)
        nailed.setattr(sympy, "sympify", nailed_shut)
        nailed.setattr(sympy.parsing.sympy_parser, "parse_expr", nailed_shut)
        reading = read(text)
        with pytest.raises(ReadError):
            read_number(text)
    assert reading.program is None or text == "9^9^9^9"
    assert list(tmp_path.iterdir()) == []


def test_the_room_calls_no_evaluator():
    for file in Path(gradviz.language.__file__).parent.glob("*.py"):
        calls = [node.func for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]
        names = {call.id for call in calls if isinstance(call, ast.Name)}
        assert not names & FORBIDDEN, file.name
