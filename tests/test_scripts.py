"""The scripts a new user starts: what they do without a display, and what they say when something is missing."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPTS = ("scripts/run", "scripts/test", "scripts/locale", ".ci/run")

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="scripts for Linux")


@pytest.fixture
def checkout(tmp_path):
    """A checkout whose environment is complete: its Python is the one the tests run in, with this source."""
    here = tmp_path / "a checkout"
    shutil.copytree(ROOT / "scripts", here / "scripts")
    shutil.copy(ROOT / "pyproject.toml", here)
    python = here / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    key = hashlib.sha256((here / "pyproject.toml").read_bytes()).hexdigest()
    (here / ".venv" / "gradviz-stamp-dev").write_text(f"{key}  - {here}\n")
    return here


@pytest.fixture
def bare():
    """An environment without a display and without what a test run adds."""
    return {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"]}


def bash(code, **options):
    return subprocess.run(["bash", "-c", code], capture_output=True, text=True, check=False, **options)


@pytest.mark.parametrize("script", [*SCRIPTS, "scripts/common.sh"])
def test_scripts_are_sound(script):
    assert bash(f"bash -n '{ROOT / script}'").returncode == 0
    assert script.endswith(".sh") or os.access(ROOT / script, os.X_OK)


def test_arguments_are_passed_on_from_any_folder(checkout, bare, tmp_path):
    done = bash(f"'{checkout}/scripts/run' eval 'x * x' --set x=3", cwd=tmp_path, env=bare)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("f = 9")


def test_without_a_display_the_lecture_example_is_drawn(checkout, bare, tmp_path):
    done = bash(f"'{checkout}/scripts/run'", cwd=tmp_path, env=bare)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("\n") == 1
    assert "there is no display" in done.stderr
    picture = tmp_path / "gradviz-lecture.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert str(picture) in done.stderr


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("can_load() { false; }; ensure_libraries window", "libxcb-cursor0"),
        ("find_python() { return 1; }; make_venv", "python3-venv"),
        ("ensure_programs no-such-program:its-package", "its-package"),
    ],
)
def test_what_may_not_be_installed_is_named(checkout, bare, code, words):
    done = bash(f"source '{checkout}/scripts/common.sh'; may_install() {{ false; }}; {code}", env=bare)
    assert done.returncode == 5
    assert done.stderr.startswith("gradviz: error: ")
    assert done.stderr.count("\n") == 1
    assert "sudo apt-get install --no-install-recommends" in done.stderr
    assert words in done.stderr


def test_a_second_start_installs_nothing(checkout, bare):
    done = bash(f"source '{checkout}/scripts/common.sh'; ensure_environment ''; ensure_environment dev", env=bare)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("kept", [True, False], ids=["whole", "without its Python"])
def test_an_environment_of_somebody_else_is_said_in_one_sentence(checkout, bare, kept):
    """Neither removed file by file nor half installed into; who may write is said by ``find`` (root may all)."""
    (checkout / ".venv" / "gradviz-stamp-dev").unlink()
    if not kept:
        (checkout / ".venv" / "bin" / "python").unlink()
    unwritable = f"find() {{ echo '{checkout}/.venv/bin'; }}"
    done = bash(f"source '{checkout}/scripts/common.sh'; {unwritable}; ensure_environment ''", env=bare)
    assert done.returncode == 5
    assert done.stderr.startswith(f"gradviz: error: {checkout}/.venv cannot be changed by ")
    assert done.stderr.endswith("; remove it or run as its owner\n")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
def test_the_environment_of_root_is_not_touched_by_another_user(checkout, bare):
    (checkout / ".venv" / "gradviz-stamp-dev").unlink()
    with tempfile.TemporaryDirectory() as public:
        Path(public).chmod(0o755)
        there = Path(shutil.copytree(checkout, Path(public) / "checkout"))
        before = sorted(there.rglob("*"))
        done = bash(f"'{there}/scripts/run' eval x", env=bare, user=65534, group=65534, extra_groups=[])
        assert sorted(there.rglob("*")) == before
    assert done.returncode == 5, done.stderr
    assert done.stderr.startswith(f"gradviz: error: {there}/.venv cannot be changed by ")
    assert done.stderr.count("\n") == 1
