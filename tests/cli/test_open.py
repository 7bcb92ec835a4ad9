"""``gradviz open``: what the window is told, and what is refused before or instead of it."""

import pytest

from gradviz.cli.main import main


@pytest.fixture
def told(monkeypatch):
    """The arguments the window was started with."""
    seen = []
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr("gradviz.gui.app.main", lambda argv, new_window: seen.append((argv, new_window)) or 0)
    return seen


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], []),
        (["open"], []),
        (["open", "lesson:gate-max"], ["lesson:gate-max"]),
        (["open", "a b.gradviz", "--set", "x=1", "y=-2"], ["a b.gradviz", "--set=x=1", "--set=y=-2"]),
        (["open", "--expr", "-x^2"], ["--expr=-x^2"]),
        (["open", "--expr", "a = 1\nb = a*a"], ["--expr=a = 1\nb = a*a"]),
        (["--lang", "ru", "open"], ["--lang=ru"]),
        (["open", "--lang", "ru", "lesson:gate-max"], ["lesson:gate-max", "--lang=ru"]),
    ],
)
def test_the_window_is_told_one_plain_form(told, arguments, expected):
    assert main(arguments) == 0
    assert told == [(expected, False)]


@pytest.mark.parametrize("arguments", [["--new-window"], ["open", "--new-window"], ["--new-window", "open"]])
def test_a_window_of_its_own_may_be_asked_for(told, arguments):
    assert main(arguments) == 0
    assert told == [([], True)]


def test_a_document_and_an_expression_exclude_each_other(told, capsys):
    assert main(["open", "a.gradviz", "--expr", "x"]) == 2
    assert "not allowed with argument" in capsys.readouterr().err
    assert told == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["open", "none.gradviz"], 3),
        (["open", "lesson:none"], 3),
        (["open", "lesson:gd-parabola"], 3),
        (["open", "lesson:gate-max", "--set", "x=abc"], 2),
        (["open", "--expr", "x*y", "--set", "q=1"], 1),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_what_cannot_be_opened_ends_before_the_window(monkeypatch, capsys, arguments, code):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert main(arguments) == code
    assert capsys.readouterr().err.startswith("gradviz: error: ")


def test_an_expression_may_come_from_a_file(told, tmp_path):
    long = tmp_path / "long.txt"
    long.write_text("a = 1\nb = a*x\n", encoding="utf-8")
    assert main(["open", f"@{long}", "--set", "x=2"]) == 0
    assert told == [(["--expr=a = 1\nb = a*x\n", "--set=x=2"], False)]
    assert main(["open", f"@{tmp_path / 'a.gradviz'}"]) == 0
    assert told[1:] == [([str(tmp_path / "a.gradviz")], False)]


def test_a_file_that_is_not_there_is_named_without_its_sign(told, tmp_path, capsys):
    assert main(["open", f"@{tmp_path / 'none.txt'}"]) == 3
    assert f"There is no file {tmp_path / 'none.txt'}." in capsys.readouterr().err
    assert told == []
