"""``gradviz export``: real pictures, drawn in a process without a display."""

import re
import subprocess
import sys
from xml.etree import ElementTree

import numpy
import pytest
from PIL import Image

from gradviz.cli.export import SUFFIXES
from gradviz.cli.main import main
from gradviz.gui import capture, theme
from gradviz.lesson import file, library

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
        (["x", "--set", "x=1", "-o", "."], 2, ".png or .svg"),
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


def test_the_command_offers_what_the_canvas_can_write():
    assert set(SUFFIXES) == set(capture.SUFFIXES)


def test_the_command_offers_every_theme():
    from gradviz.cli.export import THEMES

    assert set(THEMES) == set(theme.THEMES)
