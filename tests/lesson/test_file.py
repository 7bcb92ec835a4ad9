"""The .gradviz file: everything comes back, and every way to be broken has one clear sentence."""

import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradviz import i18n
from gradviz.errors import InputError, OutputError
from gradviz.graph.ties import Ties
from gradviz.lesson import file
from gradviz.lesson.lesson import Lesson

LESSON = Lesson(
    text="a = w*x +\nне дописано",
    values={"w": 0.1, "x": -2.0},
    roles={"x": "parameter"},
    ties=Ties("random", 7),
    moved={"a": (1.5, -2.0)},
    view={"theme": "dark"},
    shape=frozenset({"line:a", "parts:#3", "share"}),
    title="Урок",
    note="∂f/∂w",
    lesson_id="lecture-exp",
)


def test_everything_comes_back(tmp_path):
    path = tmp_path / "урок 1.gradviz"
    file.save(LESSON, path)
    assert file.load(path) == LESSON


def test_the_file_begins_with_its_format(tmp_path):
    path = tmp_path / "a.gradviz"
    file.save(LESSON, path)
    assert path.read_text(encoding="utf-8").startswith('{"format":"gradviz","version":1,')


@given(
    st.text(), st.dictionaries(st.sampled_from(["x", "w1", "lambda"]), st.floats(allow_nan=False, allow_infinity=False))
)
def test_any_text_and_values_come_back(tmp_path_factory, text, values):
    path = tmp_path_factory.getbasetemp() / "any.gradviz"
    lesson = Lesson(text=text.encode("utf-8", "ignore").decode(), values=values)
    file.save(lesson, path)
    assert file.load(path) == lesson


def test_fields_of_later_versions_are_kept(tmp_path):
    path = tmp_path / "a.gradviz"
    path.write_text('{"format": "gradviz", "version": 1, "text": "x", "future": {"a": [1, null]}}', encoding="utf-8")
    lesson = file.load(path).with_text("x*x")
    file.save(lesson, path)
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert kept["future"] == {"a": [1, None]}
    assert kept["text"] == "x*x"


def test_names_are_canonical(tmp_path):
    path = tmp_path / "a.gradviz"
    path.write_text('{"format":"gradviz","version":1,"values":{"w_1": 2, "λ": 3}}', encoding="utf-8")
    assert file.load(path).values == {"w1": 2.0, "lambda": 3.0}


BROKEN = {
    "empty": (b"", "JSON is broken"),
    "not JSON": (b"x + 1", "JSON is broken"),
    "cut off": (b'{"format":"gradviz","version":1,"text":"x', "JSON is broken"),
    "nan": (b'{"format":"gradviz","version":1,"values":{"x":NaN}}', "JSON is broken"),
    "deep": (b'{"format":"gradviz","version":1,"view":' + b"[" * 200_000, "JSON is broken"),
    "long integer": (b'{"format":"gradviz","version":1,"values":{"x":1' + b"0" * 6000 + b"}}", "JSON is broken"),
    "large integer": (b'{"format":"gradviz","version":1,"values":{"x":1' + b"0" * 400 + b"}}", "“values”"),
    "infinite": (b'{"format":"gradviz","version":1,"values":{"x":1e999}}', "“values”"),
    "foreign": (b'{"cells": []}', "is not a gradviz file"),
    "a list": (b"[1, 2]", "is not a gradviz file"),
    "no version": (b'{"format":"gradviz"}', "“version”"),
    "version true": (b'{"format":"gradviz","version":true}', "“version”"),
    "newer": (b'{"format":"gradviz","version":2}', "newer gradviz (format 2)"),
    "text a number": (b'{"format":"gradviz","version":1,"text":5}', "“text”"),
    "lone surrogate": (b'{"format":"gradviz","version":1,"text":"\\ud800"}', "“text”"),
    "value a text": (b'{"format":"gradviz","version":1,"values":{"x":"1"}}', "“values”"),
    "value true": (b'{"format":"gradviz","version":1,"values":{"x":true}}', "“values”"),
    "values a list": (b'{"format":"gradviz","version":1,"values":[1]}', "“values”"),
    "role": (b'{"format":"gradviz","version":1,"roles":{"x":"boss"}}', "“roles”"),
    "role a list": (b'{"format":"gradviz","version":1,"roles":{"x":[]}}', "“roles”"),
    "ties": (b'{"format":"gradviz","version":1,"ties":{"rule":"luck"}}', "“ties”"),
    "ties a list": (b'{"format":"gradviz","version":1,"ties":[]}', "“ties”"),
    "no rule": (b'{"format":"gradviz","version":1,"ties":{}}', "“ties”"),
    "moved": (b'{"format":"gradviz","version":1,"moved":{"a":[1]}}', "“moved”"),
    "moved three": (b'{"format":"gradviz","version":1,"moved":{"a":[1,2,3]}}', "“moved”"),
    "UTF-16": ('{"format":"gradviz"}'.encode("utf-16"), "not a text in UTF-8"),
}


@pytest.mark.parametrize(("data", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_has_one_clear_sentence(tmp_path, data, words):
    path = tmp_path / "bad.gradviz"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        file.load(path)
    message = str(caught.value)
    assert words in message
    assert str(path) in message
    assert "\n" not in message
    assert caught.value.exit_code == 3


def test_missing_files_folders_and_giants(tmp_path):
    with pytest.raises(InputError, match="There is no file"):
        file.load(tmp_path / "none.gradviz")
    with pytest.raises(InputError, match="is a folder"):
        file.load(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        file.load("a\0b")
    giant = tmp_path / "giant.gradviz"
    with giant.open("wb") as out:
        out.truncate(file.MAX_BYTES + 1)
    with pytest.raises(InputError, match="too large"):
        file.load(giant)


def test_errors_follow_the_language(tmp_path):
    with pytest.raises(InputError) as caught:
        file.load(tmp_path)
    i18n.set_language("ru")
    assert "это папка" in str(caught.value)


@pytest.mark.parametrize("place", ["none/a.gradviz", "", "file/a.gradviz", "x\0"])
def test_what_cannot_be_written_says_so(tmp_path, place):
    (tmp_path / "file").write_text("here")
    with pytest.raises(OutputError, match="cannot be written") as caught:
        file.save(LESSON, tmp_path / place if place else tmp_path)
    assert caught.value.exit_code == 4


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that is there and takes no file")
def test_a_folder_that_is_there_is_not_called_missing():
    with pytest.raises(OutputError, match="writing is not allowed there"):
        file.save(LESSON, "/proc/a.gradviz")


def test_a_failed_save_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch):
    path = tmp_path / "a.gradviz"
    file.save(LESSON, path)

    def no_room(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(OutputError):
        file.save(Lesson("other"), path)
    assert file.load(path) == LESSON
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_permissions_and_links_survive_a_save(tmp_path):
    path, link = tmp_path / "a.gradviz", tmp_path / "link.gradviz"
    file.save(LESSON, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~_umask()
    path.chmod(0o640)
    link.symlink_to(path)
    file.save(Lesson("x"), link)
    assert link.is_symlink()
    assert file.load(path).text == "x"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names on this system")
def test_a_pipe_is_written_into_and_stays_one(tmp_path):
    pipe, data = tmp_path / "pipe", b"x" * 300_000
    os.mkfifo(pipe)
    with pytest.raises(OutputError):
        file.write_bytes(pipe, data)  # nobody reads: told at once
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(reader, True)
    other_writer = os.open(pipe, os.O_WRONLY)  # while there is one the reader does not come to the end
    with ThreadPoolExecutor() as pool, os.fdopen(reader, "rb") as end:
        reading = pool.submit(end.read)
        file.write_bytes(pipe, data)
        os.close(other_writer)
        found = reading.result()
    assert found == data
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs the device /dev/full")
def test_a_device_stays_a_device(monkeypatch):
    monkeypatch.setattr(Path, "replace", lambda *_: pytest.fail("a device was replaced"))
    with pytest.raises(OutputError):
        file.write_bytes(Path("/dev/full"), b"x" * 100_000)
    file.write_bytes(Path("/dev/null"), b"x")
    assert Path("/dev/full").is_char_device()
