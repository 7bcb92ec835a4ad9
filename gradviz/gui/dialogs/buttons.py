"""What the standard buttons of dialogs say, in gradviz's own words: Qt's are not complete in every language."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QMessageBox

from gradviz.i18n import N_, tr

WORDS = {
    "Save": N_("Save"),
    "Discard": N_("Don’t save"),
    "Cancel": N_("Cancel"),
    "Open": N_("Open"),
    "Close": N_("Close"),
}
"""Texts by the name of the standard button."""


def write_buttons(box: QDialogButtonBox | QMessageBox) -> None:
    """Give the standard buttons of ``box`` their texts."""
    for button in box.buttons():
        name = box.standardButton(button).name
        if name in WORDS:
            button.setText(tr(WORDS[name]))
