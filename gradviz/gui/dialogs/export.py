"""File ▸ Export…: as what, which part of the graph, how large, on which ground, where to.

What cannot be written is said in the dialog, which stays until it could be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from gradviz.errors import GradvizError
from gradviz.export.forms import FORMS, Form, form_for
from gradviz.gui.dialogs.dialog import Dialog
from gradviz.gui.dialogs.fields import Choice, Tick, make_primary
from gradviz.gui.dialogs.files import ask_export_path
from gradviz.gui.settings import EXPORT_THEMES, Memory, Settings
from gradviz.i18n import tr

SCALES = (1.0, 2.0, 3.0, 4.0, 8.0)
WIDTH = 580


@dataclass(frozen=True, slots=True)
class Export:
    """One way of exporting. ``form`` is the id of a form; the rest is for pictures, ``part`` "whole" or "visible"."""

    path: Path
    form: str
    scale: float = 1.0
    transparent: bool = False
    theme: str = "light"
    part: str = "whole"

    def remember(self, memory: Memory) -> None:
        """Make this way of exporting the next suggestion."""
        memory.change(
            export_folder=str(self.path.parent),
            export_form=self.form,
            export_scale=self.scale,
            export_transparent=self.transparent,
            export_theme=self.theme,
            export_part=self.part,
        )


class ExportDialog(Dialog):
    """Begins with what was chosen last. ``attempt`` writes the file, or raises a GradvizError that is shown here."""

    def __init__(
        self, settings: Settings, suggestion: Path, attempt: Callable[[Export], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Export"), parent, (WIDTH, 0))
        self._attempt = attempt
        self.format, self.scale, self.theme, self.part = (Choice(self) for _ in range(4))
        self.transparent = Tick(tr("Transparent background"), self)
        self.path = QLineEdit(str(suggestion), self)
        self.said = QLabel(self)
        self._fill(settings)
        self._lay_out()
        self._follow_format()
        self.format.currentIndexChanged.connect(self._follow_format)
        self.path.textChanged.connect(self._follow_path)
        self.path.setFocus()
        self._select_name()

    def _fill(self, settings: Settings) -> None:
        for form in FORMS.values():
            self.format.addItem(tr(form.name), form.id)
        for scale in SCALES:
            self.scale.addItem(f"{scale:g}×", scale)
        texts = (tr("Light"), tr("Dark"), tr("High contrast"), tr("Black and white"))
        for data, text in zip(EXPORT_THEMES, texts, strict=True):
            self.theme.addItem(text, data)
        for data, text in (("whole", tr("The whole graph")), ("visible", tr("What is visible"))):
            self.part.addItem(text, data)
        self.format.setCurrentIndex(max(self.format.findData(settings.export_form), 0))
        self.scale.setCurrentIndex(max(self.scale.findData(settings.export_scale), 0))
        self.theme.setCurrentIndex(self.theme.findData(settings.export_theme))
        self.part.setCurrentIndex(self.part.findData(settings.export_part))
        self.transparent.setChecked(settings.export_transparent)

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.setSpacing(12)
        rows.addRow(tr("Format"), self.format)
        rows.addRow(tr("What"), self.part)
        rows.addRow(tr("Scale"), self.scale)
        rows.addRow(tr("Colours"), self.theme)
        rows.addRow("", self.transparent)
        browse = QPushButton(tr("Browse…"), self)
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.path, 1)
        place.addWidget(browse)
        rows.addRow(tr("File"), place)
        self.said.setWordWrap(True)
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing())
        rows.addRow("", self.said)
        self.column.addLayout(rows)
        buttons = self.add_buttons(QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = QPushButton(tr("Export"))
        buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        make_primary(self.accept_button)

    @property
    def form(self) -> Form:
        """The form that is chosen."""
        return FORMS[self.format.currentData()]

    def export(self) -> Export:
        """What was chosen; a name without the form's suffix gets it."""
        path = _expanded(Path(self.path.text().strip()))
        if path.suffix.lower() != self.form.suffix:
            path = path.with_name(path.name + self.form.suffix)
        return Export(
            path,
            self.form.id,
            self.scale.currentData(),
            self.transparent.isChecked(),
            self.theme.currentData(),
            self.part.currentData(),
        )

    def accept(self) -> None:
        """Write the file; the dialog closes when that is done."""
        try:
            self._attempt(self.export())
        except GradvizError as trouble:
            self._say(" ".join(str(part) for part in (trouble.message, trouble.hint) if part), wrong=True)
            self.path.setFocus()
        else:
            super().accept()

    def _follow_format(self) -> None:
        """The name ends as the form's files do; what means nothing to the form is grey."""
        path, form = Path(self.path.text()), self.form
        if path.name and path.suffix.lower() != form.suffix:
            known = form_for(path) is not None
            self.path.setText(str(path.with_suffix(form.suffix) if known else f"{path}{form.suffix}"))
        for field in (self.part, self.theme, self.transparent):
            field.setEnabled(form.text is None)
        self.scale.setEnabled(form.id == "png")
        self._look()

    def _follow_path(self, text: str) -> None:
        """A suffix that is typed chooses the form."""
        found = form_for(Path(text))
        if found is not None and found.suffix != self.form.suffix:
            self.format.setCurrentIndex(self.format.findData(found.id))
        self._look()

    def _look(self) -> None:
        """Whether there is a name, and whether a file of that name would be replaced."""
        named = bool(Path(self.path.text().strip()).name)
        there = named and _is_file(self.export().path)
        self.accept_button.setEnabled(named)
        self.accept_button.setText(tr("Replace") if there else tr("Export"))
        self._say(tr("There is a file of this name; it will be replaced.") if there else "", wrong=False)

    def _say(self, text: str, wrong: bool) -> None:
        palette = self.said.palette()
        ink = self.palette().color(QPalette.ColorRole.BrightText if wrong else QPalette.ColorRole.WindowText)
        palette.setColor(QPalette.ColorRole.WindowText, ink)
        self.said.setPalette(palette)
        self.said.setText(text)

    def _select_name(self) -> None:
        """Only the name is marked: typing replaces it, folder and suffix stay."""
        whole, stem = self.path.text(), Path(self.path.text()).stem
        self.path.setSelection(whole.rfind(stem), len(stem))

    def _browse(self) -> None:
        path = ask_export_path(self, self.path.text(), self.form)
        if path is not None:
            self.path.setText(str(path) if path.suffix else f"{path}{self.form.suffix}")


def _expanded(path: Path) -> Path:
    """``path`` with a leading ``~`` as the home folder, where there is one of that name."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
