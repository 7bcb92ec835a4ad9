"""The list of shortcuts, made from the table of actions."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QWidget

from gradviz.gui.actions import MENUS, TABLE, Entry, keys_text, menu_of, plain
from gradviz.gui.dialogs.dialog import Page
from gradviz.gui.theme import Theme
from gradviz.i18n import tr


def as_html(theme: Theme) -> str:
    """Every action that has a key, by menu."""
    rows = []
    for menu, title in MENUS.items():
        entries = [entry for entry in TABLE if menu_of(entry) == menu and (entry.keys or entry.heard)]
        if entries:
            rows.append(f'<tr><td colspan="2" style="padding: 12px 0 5px 0"><b>{escape(plain(title))}</b></td></tr>')
        rows += [_row(entry, theme) for entry in entries]
    return f'<table width="100%">{"".join(rows)}</table>'


def _row(entry: Entry, theme: Theme) -> str:
    keys = escape(keys_text(entry.keys + entry.heard))
    return (
        f'<tr><td style="padding: 3px 24px 3px 0">{escape(plain(entry.text))}</td>'
        f'<td align="right" style="padding: 3px 0"><span style="color:{theme.muted}">{keys}</span></td></tr>'
    )


class Shortcuts(Page):
    """Help ▸ Shortcuts."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Shortcuts"), parent, (560, 640))
        self.set_html(as_html(theme), theme)
