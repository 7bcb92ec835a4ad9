"""``gradviz export``: real pictures, drawn in a process without a display."""

import ctypes
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy
import pytest
from PIL import Image

from gradviz.cli.export import FORMATS, SUFFIXES
from gradviz.cli.main import main
from gradviz.export import forms
from gradviz.export.forms import FORMS
from gradviz.gui import capture, theme
from gradviz.lesson import file, library

LECTURE = ("1 + exp(w1*x + w0)", "--set", "x=1", "w1=2", "w0=1")
BLUE, ORANGE = (0x0B, 0x5C, 0xAD), (0xB5, 0x47, 0x08)


@pytest.fixture
def export(python_environment, tmp_path):
    """Run ``gradviz export`` as a user without a display does, in ``tmp_path``."""
    environment = {key: value for key, value in python_environment.items() if key not in ("DISPLAY", "QT_QPA_PLATFORM")}

    def run(*arguments):
        command = [sys.executable, "-m", "gradviz", "export", *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return run


def picture(path):
    with Image.open(path) as opened:
        return opened.convert("RGBA")


def ink(path, color, within=24):
    """How many pixels of a picture are close to ``color``."""
    pixels = numpy.asarray(picture(path).convert("RGB"), dtype=int)
    return int((abs(pixels - color) <= within).all(axis=2).sum())


def test_a_picture_of_the_last_step_shows_values_and_gradients(export, tmp_path):
    done = export("lesson:lecture-exp", "-o", "out.png", "-o", "out.svg")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert ink(tmp_path / "out.png", BLUE) > 200
    assert ink(tmp_path / "out.png", ORANGE) > 200
    root = ElementTree.parse(tmp_path / "out.svg").getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(list(root.iter("{http://www.w3.org/2000/svg}path"))) > 50
    assert not list(root.iter("{http://www.w3.org/2000/svg}text")), "text is outlines, whatever fonts there are"


def test_the_first_step_has_values_only(export, tmp_path):
    assert export("lesson:lecture-exp", "-o", "all.png", "--step", "first").returncode == 0
    assert export("lesson:lecture-exp", "-o", "last.png").returncode == 0
    assert ink(tmp_path / "all.png", ORANGE) < ink(tmp_path / "last.png", ORANGE) / 4


def test_all_steps_are_numbered(export, tmp_path):
    assert export("1 + exp(w1*x + w0)", "--set", "x=1", "w1=2", "w0=1", "-o", "s.svg", "--step", "all").returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"s-{n:02}.svg" for n in range(1, 13)]


def test_scale_theme_and_ground(export, tmp_path):
    assert export("x*y", "--set", "x=1", "y=2", "-o", "one.png").returncode == 0
    assert (
        export(
            "x*y", "--set", "x=1", "y=2", "-o", "two.png", "--scale", "2", "--theme", "dark", "--transparent"
        ).returncode
        == 0
    )
    one, two = picture(tmp_path / "one.png"), picture(tmp_path / "two.png")
    assert two.width == pytest.approx(2 * one.width, abs=2)
    assert one.getpixel((1, 1))[3] == 255
    assert two.getpixel((1, 1))[3] == 0
    assert ink(tmp_path / "two.png", (0x6C, 0xB6, 0xFF)) > 50


def test_pictures_speak_the_chosen_language(export, tmp_path):
    assert export("x/4", "--set", "x=1", "-o", "a.svg", "--lang", "ru").returncode == 0
    assert re.search("[а-я]", (tmp_path / "a.svg").read_text(encoding="utf-8"))


def test_a_document_keeps_its_places_and_values(export, tmp_path):
    lesson = library.load_lesson("gate-copy")
    file.save(lesson, tmp_path / "plain.gradviz")
    file.save(lesson.with_moved("f", (1500.0, 900.0)), tmp_path / "moved.gradviz")
    for name in ("plain", "moved"):
        assert export(f"{name}.gradviz", "-o", f"{name}.png").returncode == 0
    plain, moved = picture(tmp_path / "plain.png"), picture(tmp_path / "moved.png")
    assert plain.size != moved.size


def test_the_graph_flows_where_it_is_told_to(export, tmp_path):
    chain = "exp(sin(exp(sin(exp(sin(x))))))"
    file.save(library.load_lesson("gate-copy").with_text(chain).with_direction("down"), tmp_path / "tall.gradviz")
    assert export("tall.gradviz", "-o", "tall.png").returncode == 0
    assert export("tall.gradviz", "-o", "long.png", "--direction", "right").returncode == 0
    assert export(chain, "--set", "x=1", "-o", "down.svg", "--direction", "down").returncode == 0
    tall, long = picture(tmp_path / "tall.png"), picture(tmp_path / "long.png")
    assert tall.height > 1.5 * long.height
    assert long.width > 1.2 * tall.width
    svg = ElementTree.parse(tmp_path / "down.svg").getroot()
    assert float(svg.get("viewBox").split()[3]) > float(svg.get("viewBox").split()[2])


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["x", "--set", "x=1", "-o", "none/a.png"], 4, "cannot be written"),
        (["x", "--set", "x=1", "-o", "."], 2, "must end in one of .png .svg"),
        (["x", "--set", "x=1", "-o", "-"], 2, "--format"),
        (["x", "--set", "x=1", "-o", "-", "--format", "png"], 2, "name a file"),
        (["x", "--set", "x=1", "-o", "none/a.py"], 4, "cannot be written"),
        (["x*x", "--set", "x=1", "-o", "a.png", "--step", "99"], 2, "no step 99"),
        (["x*x", "-o", "a.png"], 1, "x has no value"),
        (["x*", "-o", "a.png"], 1, "^"),
        (["none.gradviz", "-o", "a.png"], 3, "There is no file"),
    ],
)
def test_what_cannot_be_drawn_says_why(export, tmp_path, arguments, code, words):
    done = export(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("gradviz: error: ")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("*.png"))


PR_CAPBSET_DROP, RIGHTS_TO_WRITE_ANYWHERE = 24, (1, 2, 3)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER


def as_an_ordinary_user():
    """In a child process of root: give up the right to write where writing is not allowed. Others have none to give."""
    if os.getuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for right in RIGHTS_TO_WRITE_ANYWHERE:
            if libc.prctl(PR_CAPBSET_DROP, right, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "the right cannot be given up")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="rights are given up in Linux's way")
@pytest.mark.parametrize("names", [["a.png"], ["a.svg", "a.pdf"], ["a.py"], ["a.tex", "a.json"]], ids=str)
def test_a_folder_one_may_not_write_into(python_environment, tmp_path, names):
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    (tmp_path / "kept.png").write_bytes(b"old")
    files = [item for name in names for item in ("-o", str(folder / name))]
    command = [sys.executable, "-m", "gradviz", "export", "x*y", "--set", "x=1", "y=2", *files]
    environment = {name: value for name, value in python_environment.items() if name != "DISPLAY"}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, preexec_fn=as_an_ordinary_user
    )
    said = f"gradviz: error: {folder / names[0]} cannot be written: writing is not allowed there.\n"
    assert (done.returncode, done.stdout, done.stderr) == (4, "", said)
    assert not list(folder.iterdir())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_folder_in_the_place_of_the_file(export, tmp_path, suffix):
    (tmp_path / f"a{suffix}").mkdir()
    done = export(*LECTURE, "-o", f"a{suffix}")
    assert done.returncode == 4
    assert "it is a folder" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [f"a{suffix}"]


@pytest.mark.parametrize("text", ["x", "2*3", "x = 1\nx*x", "log(x)", "max(x, x, x)"])
def test_odd_graphs_are_drawn_too(export, tmp_path, text):
    values = ["--set", "x=0"] if "x" in text and "=" not in text else []
    done = export(text, *values, "-o", "odd.png")
    assert (done.returncode, done.stderr) == (0, "")
    assert picture(tmp_path / "odd.png").width > 100


def test_a_missing_library_ends_with_its_packages(monkeypatch, capsys):
    monkeypatch.setattr("gradviz.cli.display.OFFSCREEN", {"libnone.so.7": "libnone7"})
    assert main(["export", "x", "--set", "x=1", "-o", "a.png"]) == 5
    assert "sudo apt install libnone7" in capsys.readouterr().err


def test_the_command_offers_every_form():
    assert (list(FORMS), forms.SUFFIXES) == (FORMATS, SUFFIXES)
    assert {form.suffix for form in FORMS.values() if form.text is None} == set(capture.SUFFIXES)


def test_texts_are_written_without_qt(export, tmp_path):
    files = [item for suffix in SUFFIXES[3:] for item in ("-o", f"out{suffix}")]
    assert export(*LECTURE, *files, "--step", "first").returncode == 0
    written = {suffix: (tmp_path / f"out{suffix}").read_text(encoding="utf-8") for suffix in SUFFIXES[3:]}
    assert "tikzpicture" in written[".tex"]
    assert "c = exp(b)" in written[".py"]
    assert json.loads(written[".ipynb"])["nbformat"] == 4
    assert json.loads(written[".json"])["values"]["f"] == pytest.approx(21.085536923187668)
    assert len(written[".csv"].splitlines()) == 9
    assert written[".md"].startswith("| name")
    assert written[".dot"].startswith("digraph")


def test_a_format_may_be_named(capsys):
    assert main(["export", *LECTURE, "-o", "-", "--format", "numpy"]) == 0
    assert "c = np.exp(b)" in capsys.readouterr().out
    assert "PySide6" not in {
        module.partition(".")[0] for module in new_modules("export", *LECTURE, "-o", "-", "--format", "tikz")
    }


def new_modules(*arguments):
    """The modules a fresh process has after a command."""
    work = f"from gradviz.cli.main import main; main({list(arguments)!r})"
    code = f"import sys; {work}; print(*sys.modules, file=sys.stderr)"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return done.stderr.split()


def test_steps_of_a_tikz_picture_are_numbered_and_programs_are_not(tmp_path, capsys):
    files = ("-o", str(tmp_path / "s.tex"), "-o", str(tmp_path / "s.py"))
    assert main(["export", *LECTURE, *files, "--step", "all"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"s-{n:02}.tex" for n in range(1, 13)] + ["s.py"]


def test_a_pdf_has_a_page_as_large_as_the_picture(export, tmp_path):
    assert export(*LECTURE, "-o", "out.pdf", "-o", "out.png").returncode == 0
    data = (tmp_path / "out.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") == 1
    left, top, width, height = map(float, re.search(rb"/MediaBox \[([-\d. ]+)\]", data)[1].split())
    image = picture(tmp_path / "out.png")
    assert (width - left) / 0.75 == pytest.approx(image.width, abs=2)
    assert (height - top) / 0.75 == pytest.approx(image.height, abs=2)


def test_the_command_offers_every_theme():
    from gradviz.cli.export import THEMES

    assert set(THEMES) == set(theme.THEMES)
