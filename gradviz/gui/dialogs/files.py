"""The questions about files: which one, and what becomes of unsaved work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QIcon, QPainter, QPalette
from PySide6.QtWidgets import QFileDialog, QMessageBox, QToolButton, QTreeView, QWidget

from gradviz.export.forms import Form
from gradviz.gui.dialogs.buttons import write_buttons
from gradviz.gui.dialogs.fields import add_chevrons
from gradviz.i18n import tr
from gradviz.lesson.file import SUFFIX

ARROWS = ("backButton", "forwardButton", "toParentButton")
"""Qt's names of the buttons whose arrows are black in any theme."""

TYPE_COLUMN = 2


def ask_path(parent: QWidget, kind: str, suggestion: str) -> Path | None:
    """A path to ``kind`` "open" or "save"; None when the person thinks better of it."""
    ours = tr("gradviz documents") + f" (*{SUFFIX})"
    if kind == "open":
        filters = (ours, tr("Programs as text") + " (*.txt *.py)", tr("All files") + " (*)")
        return _ask(file_dialog(parent, tr("Open"), suggestion, filters, saving=False))
    return _ask(file_dialog(parent, tr("Save As"), suggestion, (ours,), saving=True))


def ask_export_path(parent: QWidget, suggestion: str, form: Form) -> Path | None:
    """A path for a file of the form ``form``; the dialog that asks says itself whether a file is replaced."""
    filters = (f"{tr(form.name)} (*{form.suffix})", tr("All files") + " (*)")
    dialog = file_dialog(parent, tr("Export"), suggestion, filters, saving=True)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    return _ask(dialog)


def proposed_folder(document: Path | None, last: str) -> Path:
    """Where a file is to go: beside the document, else where the last one went, else among the pictures, else home."""
    pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    beside = document.absolute().parent if document is not None else None
    for folder in (beside, Path(last) if last else None, Path(pictures) if pictures else None):
        if folder is not None and folder.is_dir():
            return folder
    return Path.home()


def file_dialog(parent: QWidget, title: str, suggestion: str, filters: tuple[str, ...], saving: bool) -> QFileDialog:
    """The system's dialog where there is one; ``suggestion`` is a folder, or a file in one."""
    place = Path(suggestion).absolute()
    dialog = QFileDialog(parent, title, str(place if place.is_dir() else place.parent))
    label = QFileDialog.DialogLabel
    dialog.setNameFilters(filters)
    if saving:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    if not place.is_dir():
        dialog.selectFile(place.name)
    dialog.setLabelText(label.LookIn, tr("Folder:"))
    dialog.setLabelText(label.FileName, tr("File name:"))
    dialog.setLabelText(label.FileType, tr("Type:"))
    dialog.setLabelText(label.Accept, tr("Save") if saving else tr("Open"))
    dialog.setLabelText(label.Reject, tr("Cancel"))
    _adapt(dialog)
    return dialog


def _adapt(dialog: QFileDialog) -> None:
    """Qt's own dialog, where the system has none: no words of another language, no black arrows on a dark ground."""
    for list_ in dialog.findChildren(QTreeView):
        list_.setColumnHidden(TYPE_COLUMN, True)
    for button in dialog.findChildren(QToolButton):
        if button.objectName() in ARROWS:
            button.setIcon(_inked(button))
    add_chevrons(dialog)


def _inked(button: QToolButton) -> QIcon:
    found = QIcon()
    groups = {QIcon.Mode.Normal: QPalette.ColorGroup.Active, QIcon.Mode.Disabled: QPalette.ColorGroup.Disabled}
    for mode, group in groups.items():
        picture = button.icon().pixmap(button.iconSize())
        painter = QPainter(picture)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(picture.rect(), button.palette().color(group, QPalette.ColorRole.ButtonText))
        painter.end()
        found.addPixmap(picture, mode)
    return found


def _ask(dialog: QFileDialog) -> Path | None:
    name = dialog.selectedFiles()[0] if dialog.exec() else ""
    dialog.deleteLater()
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
    write_buttons(box)
    answer = box.exec()
    return {button.Save: "save", button.Discard: "discard"}.get(button(answer), "cancel")
