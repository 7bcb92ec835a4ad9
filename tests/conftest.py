"""What every test stands on: English, a home of its own, a Qt platform that suits the machine, no stray warnings."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from gradviz import i18n

os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)
HAS_DISPLAY = bool(os.environ.get("DISPLAY"))
if not HAS_DISPLAY:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile(
    "gradviz", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], print_blob=False
)
settings.load_profile("gradviz")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, logs and saved state of a test go to an empty folder of its own, never to the user's."""
    home = tmp_path_factory.mktemp("home")
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def same_qt_platform() -> Iterator[None]:
    """A command that chooses Qt's platform chooses it for its own test alone."""
    before = os.environ.get("QT_QPA_PLATFORM")
    yield
    if before is None:
        os.environ.pop("QT_QPA_PLATFORM", None)
    else:
        os.environ["QT_QPA_PLATFORM"] = before


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test starts in English and leaves no other language behind."""
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture(autouse=True)
def no_stray_log_lines(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A log line at WARNING or above fails the test that did not ask for it by clearing ``caplog``."""
    yield
    stray = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not stray, f"logged and not expected: {stray}"


@pytest.fixture
def python_environment() -> dict[str, str]:
    """The environment for a fresh Python process that must find this checkout from any folder."""
    checkout = str(Path(__file__).parent.parent)
    return {**os.environ, "PYTHONPATH": checkout, "PYTHONWARNINGS": "error", "PATH": os.environ["PATH"]}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A window test without a display fails, naming the way to run it; nothing is skipped in silence."""
    if item.get_closest_marker("window") and not HAS_DISPLAY and sys.platform.startswith("linux"):
        pytest.fail("needs a display: run scripts/test, or xvfb-run -a pytest", pytrace=False)
