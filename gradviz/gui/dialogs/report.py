"""What a report of a problem should say about the program and the machine; nothing of the work itself."""

from __future__ import annotations

import platform

from PySide6.QtCore import QLibraryInfo, QSysInfo
from PySide6.QtGui import QGuiApplication

from gradviz import __version__
from gradviz.gui import reports
from gradviz.gui.dialogs.about import PARTS, version_of
from gradviz.i18n import language


def report_text() -> str:
    """Versions, system, screen and where the log lies, a line each; in English, for whoever reads the report."""
    screen = QGuiApplication.primaryScreen()
    size = screen.size()
    lines = [
        f"gradviz {__version__}, Python {platform.python_version()}, Qt {QLibraryInfo.version().toString()}",
        ", ".join(f"{name} {version_of(name)}" for name, _ in PARTS),
        f"{QSysInfo.prettyProductName()}, {QSysInfo.currentCpuArchitecture()}, {QGuiApplication.platformName()}",
        f"screen {size.width()} × {size.height()} at {screen.devicePixelRatio():g}, language {language()}",
        f"log: {reports.log_folder()}",
    ]
    return "\n".join(lines) + "\n"
