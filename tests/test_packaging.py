"""The wheel: built here, installed into a fresh environment, and run from another folder."""

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout, built by the installed hatchling without touching the network."""
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out), cwd=ROOT)
    (found,) = out.glob("gradviz-*.whl")
    return found


def test_the_wheel_holds_resources_share_and_licences(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "gradviz/__main__.py",
        "gradviz/_resources/lessons/01-lecture-exp.toml",
        "gradviz/_resources/locale/ru/gradviz.mo",
        "gradviz/_resources/icons/play.svg",
        "gradviz/_resources/fonts/inter/Inter-Regular.ttf",
    ):
        assert wanted in names
    assert sum(name.endswith(".toml") and "/lessons/" in name for name in names) == 55
    assert any(name.endswith("data/share/applications/io.github.gradviz.Gradviz.desktop") for name in names)
    assert any(name.endswith("data/share/man/man1/gradviz.1") for name in names)
    licences = [name for name in names if "/licenses/" in name]
    assert len(licences) == 4, licences
    assert not [name for name in names if name.startswith("tests/")]


@pytest.mark.slow
def test_an_installed_wheel_finds_its_lessons_from_another_folder(wheel, tmp_path):
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    site = Path(run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    run(
        *(sys.executable, "-m", "pip", "--python", str(python), "install"),
        *("--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", str(wheel)),
    )
    # The dependencies are taken from the environment the tests run in; gradviz itself must come from the wheel.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "GRADVIZ"))}
    options = {"cwd": elsewhere, "env": environment}
    where = run(str(python), "-c", "import gradviz; print(gradviz.__file__)", **options)
    assert Path(where.strip()).is_relative_to(site)
    listed = run(str(scripts / "gradviz"), "lessons", **options)
    assert "lecture-exp" in listed
    assert listed.count("\n") > 55
    assert run(str(scripts / "gradviz"), "eval", "lesson:lecture-exp", "--json", **options).startswith('{"output": "f"')


def test_the_source_archive_holds_what_a_build_needs():
    with (ROOT / "pyproject.toml").open("rb") as file:
        settings = tomllib.load(file)
    included = settings["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    for folder in ("/gradviz", "/resources", "/share", "/tests", "/scripts"):
        assert folder in included


def test_the_pin_of_pyside_stands():
    with (ROOT / "pyproject.toml").open("rb") as file:
        assert "PySide6-Essentials>=6.8,<6.12" in tomllib.load(file)["project"]["dependencies"]


def test_no_stray_copy_of_the_resources_shadows_them():
    assert not (ROOT / "gradviz" / "_resources").exists()
