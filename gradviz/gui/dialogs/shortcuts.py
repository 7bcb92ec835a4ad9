"""The list of shortcuts, made from the table of actions."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from gradviz.gui.actions import MENUS, TABLE, keys_text, plain
from gradviz.gui.theme import Theme
from gradviz.i18n import tr


def as_html(theme: Theme) -> str:
    """Every action that has a key, by menu."""
    rows = []
    for menu, title in MENUS.items():
        entries = [entry for entry in TABLE if entry.menu == menu and entry.keys]
        if entries:
            rows.append(f'<tr><td colspan="2"><br><b>{escape(plain(title))}</b></td></tr>')
        for entry in entries:
            cells = (
                escape(plain(entry.text)),
                f'<span style="color:{theme.muted}">{escape(keys_text(entry.keys))}</span>',
            )
            rows.append(
                "<tr>" + "".join(f'<td style="padding: 3px 40px 3px 0">{cell}</td>' for cell in cells) + "</tr>"
            )
    return f"<table>{''.join(rows)}</table>"


class Shortcuts(QDialog):
    """Help ▸ Shortcuts."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Shortcuts"))
        self.text = QTextBrowser(self)
        self.text.setHtml(as_html(theme))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(buttons)

    def sizeHint(self) -> QSize:
        return QSize(520, 620)
