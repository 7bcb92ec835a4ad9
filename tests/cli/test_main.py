"""The command line as a whole: exit codes, errors with carets, languages, nothing heavy imported too early."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gradviz import __version__, i18n
from gradviz.cli.main import COMMANDS, main, make_parser
from gradviz.cli.parser import prepared
from gradviz.cli.report import WIDTH, quoted

ROOT = Path(__file__).parent.parent.parent


def run(arguments, environment, **options):
    """``python -m gradviz`` in a process of its own."""
    command = [sys.executable, "-m", "gradviz", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, **options)


def test_the_version_is_printed(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"gradviz {__version__}\n"


def test_it_runs_as_a_module_from_another_folder(python_environment, tmp_path):
    done = run(["eval", "1 + exp(w1*x + w0)", "--set", "x=1", "w1=2", "w0=1"], python_environment, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "21.0" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["eval", "1 +"], 1),
        (["eval", "x"], 1),
        (["eval", "x", "--set", "y=1"], 1),
        (["eval"], 2),
        (["nonsense"], 2),
        (["eval", "x", "--set", "x"], 2),
        (["eval", "x", "--set", "x=abc"], 2),
        (["eval", "x", "--set", "x=2,5,1"], 2),
        (["eval", "x", "--set", "x=nan"], 2),
        (["eval", "x", "--set", "x=1", "x=2"], 2),
        (["eval", "x", "--seed", "-1.5"], 2),
        (["eval", "x", "--jso"], 2),
        (["--lang", "de", "lessons"], 2),
        (["export", "x", "--set", "x=1"], 2),
        (["export", "x", "-o", "a.gif", "--set", "x=1"], 2),
        (["export", "x", "-o", "a.png", "--step", "0"], 2),
        (["export", "x", "-o", "a.png", "--scale", "1e9"], 2),
        (["export", "x", "-o", "a.png"], 1),
        (["eval", "@none.txt"], 3),
        (["eval", "lesson:none"], 3),
        (["lessons"], 0),
    ],
)
def test_exit_codes(capsys, arguments, code):
    assert main(arguments) == code
    captured = capsys.readouterr()
    if code:
        assert captured.out == ""
        assert captured.err.startswith("gradviz: error: ")
        assert "Traceback" not in captured.err


def test_an_error_shows_the_line_and_a_caret(capsys):
    assert main(["eval", "a = 2\nb = a + (2*x"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("gradviz: error: ")
    assert lines[1] == "  2 | b = a + (2*x"
    assert lines[2] == "    |         ^"


def test_errors_are_told_in_russian(capsys):
    assert main(["eval", "x + (1", "--lang", "ru"]) == 1
    assert re.search("[а-я]", capsys.readouterr().err)
    assert main(["eval", "--lang=ru"]) == 2
    error = capsys.readouterr().err
    assert error == "gradviz: ошибка: Не хватает аргументов: SOURCE.\n  подсказка: Смотрите «gradviz eval --help».\n"


@pytest.mark.parametrize(("language", "quotes"), [("en", "“”"), ("ru", "«»")])
def test_argparse_quotes_as_we_do(capsys, language, quotes):
    assert main(["--lang", language, "frob"]) == 2
    error = capsys.readouterr().err
    assert "'" not in error
    assert all(quotes[0] + word + quotes[1] in error for word in ("frob", "eval", "gradviz --help"))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--none"], "Unrecognized arguments: --none."),
        (["export", "x", "-o", "a.png", "--scale", "0"], "Argument --scale: “0” is not a scale between 0.05 and 16."),
    ],
)
def test_what_argparse_says_is_a_sentence(capsys, arguments, sentence):
    assert main(arguments) == 2
    assert capsys.readouterr().err.splitlines()[0] == f"gradviz: error: {sentence}"


@pytest.mark.parametrize(
    ("text", "line", "span", "expected"),
    [
        ("x + )", 0, (4, 5), ["    x + )", "        ^"]),
        ("x\ty)", 0, (3, 4), ["    x y)", "       ^"]),
        ("漢+", 0, (1, 2), ["    漢+", "      ^"]),
        ("exp x", 0, (0, 3), ["    exp x", "    ^^^"]),
        ("", 0, (0, 1), []),
        ("x", 3, (0, 1), []),
    ],
)
def test_quoted_lines(text, line, span, expected):
    assert quoted(text, line, span) == expected


def test_what_is_quoted_cannot_steer_the_terminal(capsys):
    assert main(["eval", "x", "--set", "x=\x1b[31m\n2"]) == 2
    assert capsys.readouterr().err.splitlines()[0] == r"gradviz: error: --set x=\x1b[31m\n2: This is not a number."


def test_a_long_line_is_cut_around_the_caret():
    line, caret = quoted("x + " * 500 + ")", 0, (2000, 2001))
    assert len(line) <= WIDTH + 6
    assert line[caret.index("^")] == ")"


def test_the_settings_choose_the_language(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "gradviz").mkdir()
    settings = tmp_path / "gradviz" / "settings.json"
    settings.write_text('{"language": "ru"}')
    assert main(["lessons"]) == 0
    assert "Узлы" in capsys.readouterr().out
    assert main(["--lang", "en", "lessons"]) == 0
    assert "Gates" in capsys.readouterr().out
    settings.write_text("{broken")
    assert main(["lessons"]) == 0
    assert "Gates" in capsys.readouterr().out


def test_lessons_as_json(capsys):
    assert main(["lessons", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["lessons"]
    assert len(found) == 55
    assert list(found[0]) == ["id", "group", "title", "lecture", "kind", "available", "reason"]
    assert (found[0]["id"], found[0]["available"], found[0]["reason"]) == ("lecture-exp", True, None)
    assert {lesson["reason"] for lesson in found} == {None, "needs training", "needs vectors"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["--set", "x=1", "y=2", "x*y"], ["--set", "x=1", "--set", "y=2", "x*y"]),
        (["--set", "x=1", "f=x*2"], ["--set", "x=1", "f=x*2"]),
        (["--set", "x=1", "--json", "y=2"], ["--set", "x=1", "--json", "y=2"]),
        (["-x"], ["\0-x"]),
        (["-h1*x"], ["\0-h1*x"]),
        (["-o*x"], ["\0-o*x"]),
        (["-h", "-ographs/a.png"], ["-h", "-ographs/a.png"]),
        (["--seed", "-1"], ["--seed", "-1"]),
        (["-"], ["-"]),
        (["-o", "a.png"], ["-o", "a.png"]),
        (["--", "-x", "--set"], ["--", "-x", "--set"]),
    ],
)
def test_arguments_are_prepared_for_argparse(given, expected):
    assert prepared(given) == expected


def test_a_reader_that_went_away_is_no_accident(python_environment):
    command = f"{sys.executable} -m gradviz lessons | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], env=python_environment, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 4)
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_an_output_error(python_environment):
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "gradviz", "lessons"]
        done = subprocess.run(
            command, env=python_environment, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 4
    assert done.stderr.startswith("gradviz: error: ")


def test_json_survives_a_terminal_without_utf8(python_environment):
    environment = {**python_environment, "PYTHONIOENCODING": "ascii"}
    done = run(["lessons", "--json", "--lang", "ru"], environment)
    assert json.loads(done.stdout)["lessons"][3]["title"] == "Сложение раздаёт градиент"


def test_an_internal_error_is_one_sentence(capsys, monkeypatch):
    def broken(_arguments):
        raise ZeroDivisionError("here")

    monkeypatch.delenv("GRADVIZ_DEBUG", raising=False)
    monkeypatch.setattr("gradviz.cli.lessons.run", broken)
    assert main(["lessons"]) == 70
    assert "Internal error (ZeroDivisionError: here)" in capsys.readouterr().err
    monkeypatch.setenv("GRADVIZ_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["lessons"])


def test_an_interruption_has_its_own_code(monkeypatch):
    def interrupted(_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("gradviz.cli.lessons.run", interrupted)
    assert main(["lessons"]) == 130


def test_manual_page_and_readme_name_every_command_and_option():
    manual = (ROOT / "share" / "man" / "man1" / "gradviz.1").read_text(encoding="utf-8").replace("\\-", "-")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    help_text = make_parser().format_help()
    for command in COMMANDS:
        name = command.__name__.rpartition(".")[2]
        assert name in help_text
        assert f"gradviz {name}" in readme
        assert f".BR {name} " in manual
    for option in options():
        assert option in manual, f"{option} is not in the manual page"


def options() -> set[str]:
    """Every option of every command."""
    parsers = [make_parser()]
    for action in parsers[0]._actions:
        if isinstance(action.choices, dict):
            parsers += action.choices.values()
    return {option for parser in parsers for action in parser._actions for option in action.option_strings}


def test_help_is_translated():
    english = make_parser().format_help()
    i18n.set_language("ru")
    russian = make_parser().format_help()
    assert english.startswith("usage: ")
    assert russian.startswith("вызов: ")
    assert not re.search(r"\b(show|print|open|list)\b \w+", russian)


@pytest.mark.skipif(os.name != "posix", reason="a name that is not UTF-8")
def test_a_name_that_is_no_text_is_refused_calmly(python_environment):
    done = run([b"eval", b"@\xff\xfe", b"--json"], python_environment)
    assert done.returncode == 3
    assert json.loads(done.stdout)["error"]["code"] == "unreadable-file"


@pytest.mark.skipif(os.name != "posix", reason="closes file descriptors as a shell does")
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("eval - <&-", 3, "There is no standard input to read."),
        ("eval 2 >&-", 4, "The result cannot be written to the standard output."),
        ("eval 2 --json >&-", 4, "The result cannot be written to the standard output."),
        ("lessons >&-", 4, "The result cannot be written to the standard output."),
        ("eval x+ 2>&-", 1, ""),
    ],
)
def test_a_closed_stream_is_no_internal_error(python_environment, command, code, said):
    shell = ["bash", "-c", f"{sys.executable} -m gradviz {command}"]
    done = subprocess.run(shell, env=python_environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == bool(said)


@pytest.mark.parametrize("content", [None, b"", b"junk", b"\xde\x12\x04\x95" + b"\xff" * 40])
def test_a_missing_or_broken_catalogue_is_one_sentence(python_environment, tmp_path, content):
    (tmp_path / "lessons").mkdir()
    catalogue = tmp_path / "locale" / "ru" / "gradviz.mo"
    catalogue.parent.mkdir(parents=True)
    if content is not None:
        catalogue.write_bytes(content)
    done = run(["eval", "2", "--lang", "ru"], {**python_environment, "GRADVIZ_RESOURCES": str(tmp_path)})
    what = "missing" if content is None else "broken"
    assert done.returncode == 5
    assert done.stderr.splitlines()[0] == f"gradviz: error: A file of gradviz is {what}: locale/ru/gradviz.mo."


def test_a_folder_without_lessons_is_one_sentence(python_environment, tmp_path):
    (tmp_path / "lessons").mkdir()
    done = run(["lessons"], {**python_environment, "GRADVIZ_RESOURCES": str(tmp_path)})
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr.splitlines()[0] == "gradviz: error: The lessons of gradviz are missing."


def test_an_interruption_while_python_still_imports_has_its_code_too(monkeypatch):
    from gradviz.__main__ import main as entry

    class Interrupting:
        def find_spec(self, name, *_):
            if name == "gradviz.cli.main":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "gradviz.cli.main")
    monkeypatch.setattr(sys, "meta_path", [Interrupting(), *sys.meta_path])
    assert entry(["lessons"]) == 130
