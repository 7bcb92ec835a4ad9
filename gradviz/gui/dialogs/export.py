"""File ▸ Export…: what of the graph, how large, on which ground, where to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gradviz.gui.dialogs.buttons import write_buttons
from gradviz.gui.dialogs.fields import Choice, Tick
from gradviz.gui.dialogs.files import ask_export_path
from gradviz.gui.settings import EXPORT_THEMES, Memory, Settings
from gradviz.i18n import tr

SCALES = (1.0, 2.0, 3.0, 4.0, 8.0)
SUFFIXES = (".png", ".svg")


@dataclass(frozen=True, slots=True)
class Export:
    """One way of exporting; ``part`` is "whole" or "visible", the suffix of ``path`` says the format."""

    path: Path
    scale: float
    transparent: bool
    theme: str
    part: str

    def remember(self, memory: Memory) -> None:
        """Make this way of exporting the next suggestion."""
        memory.change(
            export_folder=str(self.path.parent),
            export_scale=self.scale,
            export_transparent=self.transparent,
            export_theme=self.theme,
            export_part=self.part,
        )


class ExportDialog(QDialog):
    """Begins with what was chosen last."""

    def __init__(self, settings: Settings, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export the picture"))
        self.format, self.scale, self.theme, self.part = (Choice(self) for _ in range(4))
        self.transparent = Tick(tr("Transparent background"), self)
        self.path = QLineEdit(str(Path(settings.export_folder or Path.home()) / f"{name}{SUFFIXES[0]}"), self)
        self._fill(settings)
        self._lay_out()
        self.format.currentIndexChanged.connect(self._follow_format)
        self.path.textChanged.connect(self._follow_path)

    def _fill(self, settings: Settings) -> None:
        for suffix, text in zip(
            SUFFIXES, (tr("PNG: raster picture"), tr("SVG: lines, sharp at any size")), strict=True
        ):
            self.format.addItem(text, suffix)
        for scale in SCALES:
            self.scale.addItem(f"{scale:g}×", scale)
        texts = (tr("Light"), tr("Dark"), tr("High contrast"), tr("Black and white"))
        for data, text in zip(EXPORT_THEMES, texts, strict=True):
            self.theme.addItem(text, data)
        for data, text in (("whole", tr("The whole graph")), ("visible", tr("What is visible"))):
            self.part.addItem(text, data)
        self.scale.setCurrentIndex(max(self.scale.findData(settings.export_scale), 0))
        self.theme.setCurrentIndex(self.theme.findData(settings.export_theme))
        self.part.setCurrentIndex(self.part.findData(settings.export_part))
        self.transparent.setChecked(settings.export_transparent)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(12)
        form.addRow(tr("Format"), self.format)
        form.addRow(tr("What"), self.part)
        form.addRow(tr("Scale"), self.scale)
        form.addRow(tr("Colours"), self.theme)
        form.addRow("", self.transparent)
        browse = QPushButton(tr("Browse…"), self)
        browse.clicked.connect(self._browse)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.path, 1)
        place.addWidget(browse)
        form.addRow(tr("File"), place)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        write_buttons(buttons)
        self.accept_button = QPushButton(tr("Export"))
        self.accept_button.setObjectName("primary")
        buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 18, 18, 18)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(buttons)
        self.setMinimumWidth(560)

    def export(self) -> Export:
        """What was chosen."""
        return Export(
            Path(self.path.text()).expanduser(),
            self.scale.currentData(),
            self.transparent.isChecked(),
            self.theme.currentData(),
            self.part.currentData(),
        )

    def _follow_format(self) -> None:
        path = Path(self.path.text())
        if path.suffix.lower() in SUFFIXES:
            self.path.setText(str(path.with_suffix(self.format.currentData())))
        self.scale.setEnabled(self.format.currentData() == ".png")

    def _follow_path(self, text: str) -> None:
        place = self.format.findData(Path(text).suffix.lower())
        if place >= 0:
            self.format.setCurrentIndex(place)
        self.accept_button.setEnabled(place >= 0)

    def _browse(self) -> None:
        path = ask_export_path(self, self.path.text())
        if path is not None:
            self.path.setText(str(path) if path.suffix else f"{path}{self.format.currentData()}")
