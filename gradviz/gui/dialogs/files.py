"""The questions about files: which one, and what becomes of unsaved work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from gradviz.i18n import tr
from gradviz.lesson.file import SUFFIX


def ask_path(parent: QWidget, kind: str, suggestion: str) -> Path | None:
    """A path to ``kind`` "open" or "save"; None when the person thinks better of it."""
    ours = tr("gradviz documents") + f" (*{SUFFIX})"
    if kind == "open":
        filters = ";;".join((ours, tr("Programs as text") + " (*.txt *.py)", tr("All files") + " (*)"))
        name, _ = QFileDialog.getOpenFileName(parent, tr("Open"), suggestion, filters)
    else:
        name, _ = QFileDialog.getSaveFileName(parent, tr("Save As"), suggestion, ours)
    return Path(name) if name else None


def ask_unsaved(parent: QWidget, title: str) -> str:
    """What becomes of unsaved work: "save", "discard" or "cancel"."""
    button = QMessageBox.StandardButton
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle("gradviz")
    box.setText(tr("Save the changes to “{title}”?", title=title))
    box.setInformativeText(tr("Otherwise they are lost."))
    box.setStandardButtons(button.Save | button.Discard | button.Cancel)
    box.setDefaultButton(button.Save)
    answer = box.exec()
    return {button.Save: "save", button.Discard: "discard"}.get(button(answer), "cancel")
