"""The rules of the house, read from the source: who may import whom, and what is never called."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "gradviz"
FILES = sorted(PACKAGE.rglob("*.py"))

ROOMS = (
    ("i18n", "errors", "resources", "notation", "numerals"),
    ("language",),
    ("graph",),
    ("autodiff",),
    ("layout",),
    ("timeline",),
    ("lesson",),
    ("export",),
    ("explain",),
    ("manual",),
    ("gui",),
    ("cli",),
    ("api", "__main__", "__init__"),
)
"""A room imports from itself and from rooms above it."""

LEVEL = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}
ONLY_IN = {
    "PySide6": ("gui/",),
    "shiboken6": ("gui/",),
    "sympy": ("graph/symbolic.py",),
    "pygraphviz": ("layout/",),
    "babel": (),
}
LAZY = ("sympy", "networkx", "numpy", "ziamath", "pygraphviz", "PIL")
"""Never imported at the top of a module outside gui: they cost start-up time."""

FORBIDDEN_CALLS = ("eval", "exec", "compile", "sympify", "parse_expr", "lambdify", "S", "__import__")
MAY_COMPILE = "autodiff/compiled.py"


def room_of(path: Path) -> str:
    """The room a file belongs to: the first folder below the package, or the module itself."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """Every module named in an import of ``path``, and when it runs: ``start``, ``later`` or ``never``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    times = {id(node): when for node, when in _outside_functions(tree.body)}
    for node in ast.walk(tree):
        when = times.get(id(node), "later")
        if isinstance(node, ast.Import):
            yield from ((alias.name, when) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written out in full"
            if node.module == "gradviz":
                yield from ((f"gradviz.{alias.name}", when) for alias in node.names)
            else:
                yield node.module or "", when


def _outside_functions(body: list[ast.stmt], when: str = "start") -> Iterator[tuple[ast.stmt, str]]:
    """Statements that run on import (``start``), or only for the type checker (``never``)."""
    for node in body:
        yield node, when
        if isinstance(node, ast.If):
            checking = "TYPE_CHECKING" in ast.unparse(node.test)
            yield from _outside_functions(node.body, "never" if checking else when)
            yield from _outside_functions(node.orelse, when)
        elif isinstance(node, ast.Try):
            yield from _outside_functions(node.body, when)


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_rooms_import_only_from_rooms_above(path):
    own = LEVEL[room_of(path)]
    for module, _ in imports(path):
        if module.startswith("gradviz."):
            other = module.split(".")[1]
            assert LEVEL.get(other, -1) <= own, f"{name(path)} must not import {module}"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_foreign_packages_stay_in_their_rooms(path):
    for module, when in imports(path):
        package = module.split(".")[0]
        if package in ONLY_IN and when != "never":
            assert name(path).startswith(ONLY_IN[package]), f"{name(path)} must not import {module}"
        if package in LAZY and room_of(path) != "gui":
            assert when != "start", f"{name(path)} must import {module} inside a function"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_nothing_runs_text(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else None
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("sympify", "parse_expr", "lambdify", "S"):
            called = node.func.attr
        if called in FORBIDDEN_CALLS and not (name(path) == MAY_COMPILE and called in ("compile", "exec")):
            pytest.fail(f"{name(path)}:{node.lineno} calls {called}")


@pytest.mark.parametrize("path", FILES, ids=name)
def test_packages_open_with_a_paragraph(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{name(path)} has no docstring"


HEAVY = {"numpy", "PySide6", "sympy", "networkx", "ziamath", "pygraphviz", "graphviz", "PIL"}


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("import gradviz", set()),
        ("import gradviz.cli.main as m; m.make_parser()", set()),
        ("import gradviz.cli.source", set()),
        ("import gradviz.cli.export", set()),
        ("from gradviz.lesson import library; library.lessons()", set()),
    ],
)
def test_heavy_packages_wait_until_they_are_needed(code, allowed, python_environment):
    ask = f"{code}; import sys; print(*({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", ask], env=python_environment, capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) == allowed
