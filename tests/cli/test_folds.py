"""Folded graphs on the command line: pictures and drawings in their shape, numbers as typed."""

import json

import pytest

from gradviz.cli.main import main
from gradviz.lesson import file
from gradviz.lesson.lesson import Lesson

TEXT = "g(u) = u*u + 1\na = w*x + 1\nf = g(a)*g(x)"
VALUES = ("--set", "w=2", "x=3")
DOT = ("-o", "-", "--format", "dot")


def drawn(capsys, *arguments: str) -> str:
    assert main(["export", *arguments, *DOT]) == 0
    return capsys.readouterr().out


def test_a_document_is_drawn_in_its_shape(tmp_path, capsys):
    path = tmp_path / "folded.gradviz"
    file.save(Lesson(TEXT, {"w": 2.0, "x": 3.0}, shape=frozenset({"line:a"})), path)
    assert drawn(capsys, str(path)).count("doublecircle") == 1


@pytest.mark.parametrize(("names", "count"), [(["a"], 1), (["g"], 2), (["a", "g"], 3), (["f", "g"], 1), ([], 0)])
def test_lines_and_calls_are_folded_by_name(capsys, names, count):
    arguments = [part for name in names for part in ("--fold", name)]
    assert drawn(capsys, TEXT, *VALUES, *arguments).count("doublecircle") == count


def test_numbers_stay_those_of_the_text(tmp_path, capsys):
    path = tmp_path / "folded.gradviz"
    found = []
    for shape in (frozenset(), frozenset({"line:a", "share"})):
        file.save(Lesson(TEXT, {"w": 2.0, "x": 3.0}, shape=shape), path)
        assert main(["eval", str(path), "--json"]) == 0
        found.append(json.loads(capsys.readouterr().out))
    assert found[0] == found[1]


def test_what_cannot_be_folded_is_named_with_what_can(capsys):
    assert main(["export", TEXT, *VALUES, "--fold", "x", *DOT]) != 0
    said = capsys.readouterr().err
    assert "x cannot be folded" in said
    assert "a, f, g" in said
